"""Says what a number counts, from the counted noun, the words on it and the clause it stands in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from spacy.attrs import LOWER

from sayso.annotate.clauses import own_subject, subject_of
from sayso.annotate.parsed import column
from sayso.extract.figures_verbs import STATE_CHILDREN, coordinated_states, has_number_object, joint, phrase_unit, said_of_subject
from sayso.tables.figures import UnitRules

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CLIMB_LIMIT = 8
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_LEVEL_PREPOSITIONS = frozenset({"to", "at", "from", "by", "above", "below", "past", "over", "under", "as"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Where a number stands: ``noun`` is what it counts (None where it stands alone), ``carrier`` the word that has the clause's role."""

    carrier: "Token"
    noun: "Token | None"


def counted_by(doc: "Doc", first: int, start: int, end: int) -> Counted:
    """What the number of the tokens ``start`` to ``end`` (both included) counts; its modifier starts at ``first``."""
    head = next((token for token in reversed(doc[start : end + 1]) if not start <= token.head.i <= end), doc[end])
    owner = head.head
    if head.dep_ in {"nummod", "amod", "compound", "quantmod", "det", "nmod", "poss"} and owner.i > end and owner.pos_ != "VERB":
        return Counted(carrier=_owner_of(owner), noun=owner)
    for token in doc[start : end + 1]:
        for child in token.children:
            if not first <= child.i <= end and child.lower_ == "of" and child.dep_ == "prep":
                noun = next((grandchild for grandchild in child.rights if grandchild.dep_ == "pobj"), None)
                if noun is not None and noun.tag_ not in {"WDT", "WP", "PRP"}:
                    return Counted(carrier=head, noun=noun)
    outermost = next((token for token in doc[first : end + 1] if not first <= token.head.i <= end), head)
    return Counted(carrier=head if head.head.i > end else outermost, noun=None)


def _owner_of(noun: "Token") -> "Token":
    """The word with the clause's role: of "18 children's deaths" the deaths."""
    return noun.head if noun.dep_ == "poss" and noun.head.pos_ == "NOUN" else noun


def unit_of(counted: Counted, rules: UnitRules) -> str | None:
    """The unit of a number by its own words and its clause; None where these do not tell.

    A joint unit ("dead+injured") where verbs or states are coordinated over the same people.
    """
    noun, carrier = counted.noun, counted.carrier
    for word in _unique(noun, carrier):
        unit = noun_unit(word, rules) or _own_object_unit(word, rules)
        if unit:
            return unit
    if noun is not None and not _may_be_people(noun, rules):
        return None
    for word in _unique(noun, carrier):
        unit = _state_unit(word, rules) or _place_unit(word, rules)
        if unit:
            return unit
    return _clause_unit(carrier, rules) or (_role_unit(noun, rules) if noun is not None else None)


def is_people(noun: "Token", rules: UnitRules) -> bool:
    """Whether a noun names people: by the table, or as a plural of a people ("31 Palestinians")."""
    return noun.lemma_.lower() in rules.people or noun.lower_ in rules.people or noun.tag_ == "NNPS" or noun.lemma_.lower() in rules.roles


def in_story(rules: UnitRules, doc: "Doc") -> UnitRules:
    """The rules with the words that count only in stories such as this one ("cases" where a disease is told of)."""
    words = frozenset(column(doc, LOWER))

    def told(index: Mapping[str, tuple[str, frozenset[str]]]) -> dict[str, str]:
        return {noun: unit for noun, (unit, context) in index.items() if not context.isdisjoint(words)}

    return replace(rules, nouns={**told(rules.nouns_in_context), **rules.nouns}, roles={**told(rules.roles_in_context), **rules.roles})


def noun_unit(noun: "Token", rules: UnitRules) -> str | None:
    """The unit that a noun names by itself."""
    word = noun.lower_
    unit = rules.nouns.get(noun.lemma_.lower()) or rules.nouns.get(word) or rules.nouns.get(word.removesuffix("s"))
    if unit in rules.of_people and any(rules.nouns.get(child.lemma_.lower()) == "animals" for child in noun.lefts):
        return "animals"
    return unit


def _unique(*words: "Token | None") -> "Iterator[Token]":
    seen: set[int] = set()
    for word in words:
        if word is not None and word.i not in seen:
            seen.add(word.i)
            yield word


def _may_be_people(noun: "Token", rules: UnitRules) -> bool:
    """Whether the clause may say what happened to the noun as to people."""
    return noun.pos_ in {"PRON", "NUM", "ADJ", "DET"} or noun.lower_ in rules.states or is_people(noun, rules)


def _role_unit(noun: "Token", rules: UnitRules) -> str | None:
    return rules.roles.get(noun.lemma_.lower())


def _own_object_unit(noun: "Token", rules: UnitRules) -> str | None:
    """The unit of an object that is the figure's own: "claimed 31 lives"."""
    if noun.dep_ == "dobj":
        return rules.own_objects.get((noun.head.lemma_.lower(), noun.lemma_.lower()))
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.dep_ == "dobj":
        return rules.own_objects.get((noun.head.head.head.lemma_.lower(), noun.lemma_.lower()))
    return None


def _state_unit(noun: "Token", rules: UnitRules) -> str | None:
    """The unit of the states that stand on a noun ("31 dead children", "45 people dead", "people killed in the raid")."""
    found: list[str] = []
    if noun.lower_ in rules.states:
        found += coordinated_states(noun, rules)
    for child in noun.children:
        if child.dep_ in {"amod", "acl", "relcl", "acomp", "advcl"} or (child.dep_ == "advmod" and child.lower_ in rules.states):
            found += _modifier_units(child, rules)
    return joint(found)


def _place_unit(noun: "Token", rules: UnitRules) -> str | None:
    """The unit of a phrase that says where the counted are: "80,000 in attendance", "20 people in custody"."""
    for child in noun.rights:
        for grandchild in child.children if child.dep_ == "prep" else ():
            unit = rules.verb_preps.get(("be", child.lower_, grandchild.lemma_.lower())) if grandchild.dep_ == "pobj" else None
            if unit:
                return unit
    return None


def _modifier_units(word: "Token", rules: UnitRules) -> list[str]:
    """The units that an adjective, participle or relative clause on a noun gives it."""
    if word.dep_ == "relcl":
        return said_of_subject(word, rules) if _is_relative_subject(word) else []
    if word.tag_ == "VBG":
        return [rules.subject_verbs[word.lemma_.lower()]] if word.lemma_.lower() in rules.subject_verbs else []
    return coordinated_states(word, rules)


def _is_relative_subject(verb: "Token") -> bool:
    subject = own_subject(verb)
    return subject is not None and subject.tag_ in {"WP", "WDT"}


def _clause_unit(carrier: "Token", rules: UnitRules) -> str | None:
    """The unit that the clause gives the word ``carrier``, climbing through coordination, apposition and parts."""
    token = carrier
    for _ in range(_CLIMB_LIMIT):
        head, role = token.head, token.dep_
        if role in {"nsubj", "nsubjpass"}:
            return _subject_unit(head, rules)
        if role in {"dobj", "dative", "attr", "oprd", "acomp"} or (
            role in {"advmod", "npadvmod"} and head.pos_ == "VERB" and head.i < token.i
        ):
            return _object_unit(head, token, rules)
        if role == "npadvmod" and head.pos_ == "ADV" and head.head.i > head.i:
            return _subject_unit(head.head, rules)
        if role in {"conj", "appos"} and head.pos_ in _NOMINAL:
            unit = noun_unit(head, rules) or _state_unit(head, rules)
            if unit:
                return unit
            token = head
        elif role == "pobj":
            unit, following = _preposition_unit(head, rules)
            if unit or following is None:
                return unit
            token = following
        else:
            return None
    return None


def _preposition_unit(preposition: "Token", rules: UnitRules) -> "tuple[str | None, Token | None]":
    """The unit of what hangs on a preposition, or the word to go on from."""
    governor, word = preposition.head, preposition.lower_
    if governor.pos_ in _NOMINAL or governor.pos_ == "ADJ":
        lemma = governor.lemma_.lower()
        if word == "of":
            own = rules.own_objects.get((governor.head.lemma_.lower(), lemma)) if governor.dep_ == "dobj" else None
            unit = own or noun_unit(governor, rules) or rules.states.get(governor.lower_)
            unit = unit if unit in rules.of_people else None
            return (unit, None) if unit else (None, governor if lemma in rules.wrappers or lemma in rules.level_nouns else None)
        if word in _LEVEL_PREPOSITIONS and lemma in rules.level_nouns:
            return level_noun_unit(governor, rules), None
        if word in rules.parts:
            unit = noun_unit(governor, rules) or _state_unit(governor, rules)
            return (unit, None) if unit else (None, governor)
        return (noun_unit(governor, rules) if word in {"among", "in"} else None), None
    if governor.lemma_.lower() in rules.level_verbs and word in _LEVEL_PREPOSITIONS:
        return level_unit(governor, rules), None
    if word in rules.parts and word != "of":
        return None, own_subject(governor)
    return None, None


def level_unit(verb: "Token", rules: UnitRules) -> str | None:
    """The unit of the quantity that a verb moves or measures ("the death toll rose to", "bringing the number of dead to")."""
    nouns = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass", "dobj"}]
    if not any(child.dep_.startswith("nsubj") for child in nouns):
        subject = subject_of(verb)
        nouns += [subject] if subject is not None else []
    for noun in reversed(nouns):
        unit = level_noun_unit(noun, rules)
        if unit:
            return unit
    return None


def level_noun_unit(noun: "Token", rules: UnitRules) -> str | None:
    """The unit that a noun of quantity names: itself, its modifiers ("death toll"), or its "of" phrase ("number of attackers")."""
    if noun.lemma_.lower() not in rules.level_nouns:
        return noun_unit(noun, rules) or _state_unit(noun, rules)
    for child in noun.children:
        unit = rules.nouns.get(child.lemma_.lower()) or rules.states.get(child.lower_)
        if unit and child.dep_ in {"compound", "amod", "nmod", "advmod", "acomp", "acl"}:
            return unit
        if child.dep_ == "prep" and child.lower_ in {"of", "for", "from", "among"}:
            unit = next((_quantity_unit(grandchild, rules) for grandchild in child.children if grandchild.dep_ == "pobj"), None)
            if unit:
                return unit
    return noun_unit(noun, rules)


def _quantity_unit(noun: "Token", rules: UnitRules) -> str | None:
    """The unit of the noun behind "number of", its roles counted."""
    joined = [noun, *(child for child in noun.children if child.dep_ == "conj")]
    found = [noun_unit(member, rules) or _state_unit(member, rules) or _role_unit(member, rules) for member in joined]
    return joint([unit for unit in found if unit])


def _subject_unit(verb: "Token", rules: UnitRules) -> str | None:
    """The unit that a verb gives its subject, coordinated verbs without a subject of their own included."""
    if verb.lower_ in rules.states and (verb.pos_ != "VERB" or verb.tag_ == "VBG"):
        return joint(coordinated_states(verb, rules))
    unit = _group_unit(verb, rules)
    if unit:
        return unit
    if verb.lemma_.lower() in rules.level_verbs:
        attribute = next((child for child in verb.children if child.dep_ == "attr" and child.lemma_.lower() in rules.level_nouns), None)
        if attribute is not None:
            return level_noun_unit(attribute, rules)
    return joint(said_of_subject(verb, rules))


def _object_unit(verb: "Token", noun: "Token", rules: UnitRules) -> str | None:
    """The unit that a verb gives its object ("killed 31 people", "left 20 dead", "reached 31")."""
    lemma = verb.lemma_.lower()
    if noun.dep_ in {"attr", "acomp"} or lemma == "be":
        return _attribute_unit(verb, rules)
    found = []
    for member in (verb, *_sharing_object(verb, noun)):
        unit = rules.object_verbs.get(member.lemma_.lower())
        if unit:
            found.append(unit)
    if found:
        return joint(found)
    for child in verb.children:
        if child.i > verb.i and child.dep_ in STATE_CHILDREN and child.lower_ in rules.states:
            return joint(coordinated_states(child, rules))
        unit = rules.verb_nouns.get((lemma, child.lemma_.lower())) if child != noun and child.i > noun.i else None
        unit = unit or (phrase_unit(verb, child, rules) if child.dep_ == "prep" else None)
        if unit:
            return unit
    return level_unit(verb, rules) if lemma in rules.level_verbs else None


def _sharing_object(verb: "Token", noun: "Token") -> "Iterator[Token]":
    """Verbs coordinated with ``verb`` that share its object: "killed and wounded 31"."""
    if (
        verb.dep_ == "conj"
        and verb.head.pos_ == "VERB"
        and verb.head.i < verb.i
        and not _has_object(verb.head)
        and not has_number_object(verb.head)
    ):
        yield verb.head
    for child in verb.children:
        if child.dep_ == "conj" and child.pos_ == "VERB" and child.i < noun.i:
            yield child


def _has_object(verb: "Token") -> bool:
    return any(child.dep_ in {"dobj", "nsubjpass"} for child in verb.children)


def _attribute_unit(verb: "Token", rules: UnitRules) -> str | None:
    """The unit of what is equated or listed: "the death toll is 31", "among the dead were four men"."""
    return _group_unit(verb, rules) or level_unit(verb, rules)


def _group_unit(verb: "Token", rules: UnitRules) -> str | None:
    """The unit of the group that the counted are part of: "among the dead were four men", "of those killed, 12 were women"."""
    if verb.lemma_ != "be":
        return None
    for child in verb.children:
        for noun in child.children if child.dep_ == "prep" and child.lower_ in {"among", "amongst", "of"} else ():
            unit = rules.states.get(noun.lower_) or noun_unit(noun, rules) or _state_unit(noun, rules)
            if unit:
                return unit
    return None
