"""Says what verbs and states tell of the people over whom they stand."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sayso.annotate.clauses import is_passive, own_subject
from sayso.tables.figures import JOINT, UnitRules

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLAUSE_CHILDREN = frozenset({"xcomp", "ccomp", "advcl"})
STATE_CHILDREN = frozenset({"acomp", "oprd", "attr", "xcomp", "ccomp", "advcl", "amod", "advmod", "prt", "acl"})


def said_of_subject(verb: "Token", rules: UnitRules) -> list[str]:
    """The units that verbs over one subject give it, in text order."""
    found: list[str] = []
    for member in (verb, *(child for child in verb.children if child.dep_ == "conj" and own_subject(child) is None)):
        unit = _verb_unit(member, rules)
        if unit is None:
            unit = next(
                (
                    inner
                    for child in member.children
                    if child.dep_ in {"xcomp", "oprd", "ccomp"}
                    for inner in _complement_units(child, rules)
                ),
                None,
            )
        if unit and not (member != verb and has_number_object(member)):
            found.append(unit)
    return found


def _complement_units(word: "Token", rules: UnitRules) -> list[str]:
    """The units that a subjectless complement gives the subject ("are believed to have died", "are feared dead")."""
    if own_subject(word) is not None:
        return []
    return [rules.states[word.lower_]] if word.lower_ in rules.states else said_of_subject(word, rules)


def _verb_unit(verb: "Token", rules: UnitRules) -> str | None:
    """The unit that one verb alone gives its subject."""
    lemma = verb.lemma_.lower()
    phrases = (phrase_unit(verb, child, rules) for child in verb.children if child.dep_ in {"prep", "prt"})
    unit = next((unit for unit in phrases if unit), None)
    unit = unit or next((pair for child in verb.rights if (pair := rules.verb_nouns.get((lemma, child.lemma_.lower())))), None)
    if unit is None and _reads_as_passive(verb):
        unit = rules.object_verbs.get(lemma) or rules.states.get(verb.lower_)
    if unit is None and not is_passive(verb):
        unit = rules.subject_verbs.get(lemma)
    if unit:
        return unit
    for child in verb.children:
        if child.dep_ in STATE_CHILDREN and child.lower_ in rules.states and child.dep_ not in _CLAUSE_CHILDREN:
            return joint(coordinated_states(child, rules))
        unit = phrase_unit(verb, child, rules) if child.dep_ == "dobj" else None
        if unit:
            return unit
    return None


def phrase_unit(verb: "Token", child: "Token", rules: UnitRules) -> str | None:
    """The unit of a verb with a preposition or particle: "were taken to hospital", "turned out"."""
    lemma, word = verb.lemma_.lower(), child.lower_
    for grandchild in child.children:
        if grandchild.dep_ == "pobj" and (unit := rules.verb_preps.get((lemma, word, grandchild.lemma_.lower()))):
            return unit
    return rules.verb_preps.get((lemma, word, ""))


def _reads_as_passive(verb: "Token") -> bool:
    """Passives, and headline participles the parser takes for a past tense ("31 killed in raid")."""
    if is_passive(verb):
        return True
    bare = verb.tag_ in {"VBN", "VBD"} and not any(child.dep_ in {"aux", "dobj"} for child in verb.children)
    return bare and not any(child.dep_ in {"ccomp", "xcomp"} for child in verb.children)


def has_number_object(verb: "Token") -> bool:
    """Whether a coordinated verb has people of its own ("were killed and 12 injured")."""
    return any(child.pos_ == "NUM" or child.dep_ in {"nsubj", "nsubjpass"} for child in verb.children)


def coordinated_states(word: "Token", rules: UnitRules) -> list[str]:
    """The units of a state and of the states coordinated with it."""
    found = []
    for member in (word, *(child for child in word.subtree if child.dep_ == "conj" and child.head.i >= word.i)):
        if own_subject(member) is None or member == word:
            unit = rules.states.get(member.lower_) or (rules.object_verbs.get(member.lemma_.lower()) if member.tag_ == "VBN" else None)
            if unit:
                found.append(unit)
    return found


def joint(units: Iterable[str]) -> str | None:
    """One unit of several: casualties are joined, of others the first stands."""
    found = list(dict.fromkeys(units))
    casualties = [unit for unit in JOINT if unit in found]
    if len(casualties) > 1 and found[0] in JOINT:
        return "+".join(casualties)
    return found[0] if found else None
