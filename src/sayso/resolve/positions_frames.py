"""Finds words of stance in the parse: who takes it, on what, towards whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.attrs import LEMMA

from sayso.annotate.clauses import agent_of, is_negated, is_passive, own_subject, phrase_bounds, prepositional_object, subject_of
from sayso.annotate.parsed import tokens_with
from sayso.model import Attitude
from sayso.tables.stances import StanceRow, StanceRules

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_DOUBTFUL = frozenset({"may", "might", "could"})
_OPEN_MARKS = frozenset({"if", "whether", "unless"})
_OPPOSITE = {Attitude.SUPPORTS: Attitude.REJECTS}
_SETTINGS = frozenset({"after", "because", "as", "while", "since", "when", "although", "though"})
_RELATIVES = frozenset({"that", "which", "what", "whom"})
_VERDICT_WINDOW = 40
"""A verdict further behind its verb is a broken parse."""
_HEAD_SEARCH = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceDraft:
    """A stance as the parse shows it; ``issue`` is the first and last token index, both included."""

    row: StanceRow
    attitude: Attitude
    cue: "Token"
    holder: "Token"
    issue: tuple[int, int]
    issue_head: "Token"
    addressee: "Token | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Issue:
    """What a cue is about, by which row."""

    row: StanceRow
    bounds: tuple[int, int]
    head: "Token"
    addressee: "Token | None" = None
    holder: "Token | None" = None
    cue: "Token | None" = None


def find_stances(doc: "Doc", rules: StanceRules) -> Iterator[StanceDraft]:
    """Every stance whose holder and issue the parse gives, in text order of their cues."""
    for token in tokens_with(doc, LEMMA, lambda lemma: lemma == "be" or lemma.lower() in rules.lemmas):
        draft = _read(token, rules)
        if draft is not None:
            yield draft


def _read(cue: "Token", rules: StanceRules) -> StanceDraft | None:
    """The stance that one word shows, or None."""
    issue = _issue_of_verb(cue, rules) if cue.pos_ in {"VERB", "AUX"} else _issue_of_noun(cue, rules) if cue.pos_ == "NOUN" else None
    if issue is None:
        return None
    holder = issue.holder if issue.holder is not None else _holder_of(cue, rules)
    if holder is None or holder == issue.head or holder.lower_ == "you" or _is_open(cue):
        return None
    attitude = Attitude(issue.row.attitude)
    if is_negated(cue):
        turned = _OPPOSITE.get(attitude)
        if turned is None:
            return None
        attitude = turned
    return StanceDraft(
        row=issue.row,
        attitude=attitude,
        cue=issue.cue if issue.cue is not None else cue,
        holder=holder,
        issue=issue.bounds,
        issue_head=issue.head,
        addressee=issue.addressee,
    )


def _is_open(cue: "Token") -> bool:
    """Whether the text leaves open that anybody takes the stance: conditions, doubts, and what somebody refuses to do."""
    for child in cue.children:
        if (child.dep_ == "aux" and child.lower_ in _DOUBTFUL) or (child.dep_ == "mark" and child.lower_ in _OPEN_MARKS):
            return True
    return cue.dep_ == "xcomp" and cue.head.lemma_ in {"refuse", "decline", "fail", "want", "urge", "ask"}


def _issue_of_verb(verb: "Token", rules: StanceRules) -> _Issue | None:
    """The issue of a verb, the most telling frame first."""
    if verb.lemma_ == "be":
        return _predicate_issue(verb, rules)
    key = _phrasal(verb)
    verdict = _verdict_issue(verb, rules) if verb.lemma_.lower() in rules.verdicts else None
    return (
        verdict
        or _infinitive_issue(verb, rules)
        or _clause_issue(verb, key, rules)
        or _prep_issue(verb, rules)
        or _object_issue(verb, key, rules)
    )


def _phrasal(verb: "Token") -> str:
    particle = next((child for child in verb.children if child.dep_ == "prt"), None)
    lemma = verb.lemma_.lower()
    return lemma if particle is None else f"{lemma} {particle.lower_}"


def _infinitive_issue(verb: "Token", rules: StanceRules) -> _Issue | None:
    """The issue of an infinitive: "urged the army to leave", "called on the army to leave", "refused to leave"."""
    infinitive = next((child for child in verb.children if child.i > verb.i and _is_infinitive(child)), None)
    if infinitive is None:
        return None
    cues, lemma = rules.cues["infinitive"], verb.lemma_.lower()
    row = cues.get(lemma)
    addressee = next((child for child in verb.children if child.dep_ in {"dobj", "dative"} and child.i < infinitive.i), None)
    for child in verb.children:
        if child.dep_ in {"prep", "dative"} and verb.i < child.i < infinitive.i and (wider := cues.get(f"{lemma} {child.lower_}")):
            row, addressee = wider, prepositional_object(verb, child.lower_)
    if addressee is None and row is not None and row.addressed:
        addressee = next((child for child in infinitive.children if child.dep_ == "nsubj"), None)
        if addressee is None and is_passive(verb):
            return None
    if row is None or (row.addressed and addressee is None):
        return None
    return _Issue(row=row, bounds=_infinitive_bounds(infinitive), head=infinitive, addressee=addressee)


def _is_infinitive(verb: "Token") -> bool:
    return verb.dep_ in {"xcomp", "ccomp", "advcl", "acl", "relcl"} and any(
        child.dep_ == "aux" and child.lower_ == "to" for child in verb.children
    )


def _infinitive_bounds(infinitive: "Token") -> tuple[int, int]:
    """From "to", with a "not" before it, to the end of the clause."""
    start = min(child.i for child in infinitive.children if child.dep_ == "aux" and child.lower_ == "to")
    if start > 0 and infinitive.doc[start - 1].dep_ == "neg":
        start -= 1
    return start, _end_of(infinitive)


def _end_of(verb: "Token") -> int:
    """The end of a clause without the adverbial clauses that date or explain it ("after hundreds were hurt")."""
    for child in verb.rights:
        mark = next((word for word in child.children if word.dep_ == "mark"), None) if child.dep_ == "advcl" else None
        if mark is not None and mark.lower_ in _SETTINGS:
            return max(int(verb.i), int(child.left_edge.i) - 1)
    return int(verb.right_edge.i)


def _clause_issue(verb: "Token", key: str, rules: StanceRules) -> _Issue | None:
    """The issue of a clause that wishes, not one that states: "demanded that the army leave"."""
    row = rules.cues["clause"].get(key)
    clause = next((child for child in verb.children if child.dep_ == "ccomp" and child.i > verb.i), None) if row else None
    if row is None or clause is None or not _is_wish(clause, rules):
        return None
    return _Issue(row=row, bounds=(clause.left_edge.i, clause.right_edge.i), head=clause)


def _is_wish(clause: "Token", rules: StanceRules) -> bool:
    """Whether a clause is in the mood of wishes: a modal of duty, or a bare form where a statement would have a tense.

    The form of a plural present tells nothing and passes, except behind "insist", which states as often as it asks.
    """
    subject = own_subject(clause)
    if any(child.dep_ == "aux" and child.lower_ in rules.modals for child in clause.children):
        return True
    if subject is None or any(child.dep_ == "aux" for child in clause.children):
        return False
    is_singular = subject.tag_ in {"NN", "NNP"} and not any(child.dep_ == "conj" for child in subject.children)
    is_bare = clause.tag_ == "VB" or (clause.tag_ == "VBP" and (is_singular or clause.head.lemma_ != "insist"))
    return is_bare or any(child.dep_ == "auxpass" and child.tag_ == "VB" for child in clause.children)


def _prep_issue(verb: "Token", rules: StanceRules) -> _Issue | None:
    """The issue behind a preposition: "called for talks", "called for the council to resign"."""
    cues, lemma = rules.cues["prep"], verb.lemma_.lower()
    for child in verb.children:
        row = cues.get(f"{lemma} {child.lower_}") if child.dep_ in {"prep", "prt", "agent"} else None
        inner = next((word for word in child.children if word.dep_ in {"pobj", "pcomp"}), None) if row else None
        if row is not None and verb.dep_ == "relcl" and (inner is None or inner.lower_ in _RELATIVES):
            return _Issue(row=row, bounds=_bounds_outside(verb.head, verb), head=verb.head)
        if row is not None and inner is not None and _may_be_issue(inner, row, rules):
            infinitive = next((word for word in (*inner.children, *verb.children) if word.i > inner.i and _is_infinitive(word)), None)
            bounds = _behind(inner)
            return _Issue(row=row, bounds=(bounds[0], max(bounds[1], infinitive.right_edge.i if infinitive else 0)), head=inner)
        if child.dep_ in {"advcl", "xcomp", "ccomp"} and _is_infinitive(child):
            mark = next((word for word in child.children if word.dep_ == "mark" and word.lower_ == "for"), None)
            row = cues.get(f"{lemma} for") if mark is not None else None
            if mark is not None and row is not None:
                return _Issue(row=row, bounds=(mark.i + 1, child.right_edge.i), head=child)
    return None


def _behind(inner: "Token") -> tuple[int, int]:
    """The words of what stands behind a preposition: a noun phrase, or a clause whole."""
    return phrase_bounds(inner) if inner.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"} else (inner.left_edge.i, inner.right_edge.i)


def _object_issue(verb: "Token", key: str, rules: StanceRules) -> _Issue | None:
    """The issue that a verb acts on: "rejected the plan", "favoured changing the flag", "the plan was rejected by the party"."""
    row = rules.cues["object"].get(key)
    if row is None:
        return None
    gerund = next((child for child in verb.children if child.dep_ in {"xcomp", "ccomp"} and child.tag_ == "VBG" and child.i > verb.i), None)
    if gerund is not None and not row.of:
        return _Issue(row=row, bounds=(gerund.left_edge.i, gerund.right_edge.i), head=gerund)
    roles = {"nsubjpass"} if is_passive(verb) else {"dobj"}
    noun = next((child for child in verb.children if child.dep_ in roles), None)
    if noun is None and is_passive(verb) and verb.dep_ == "acl":
        noun = verb.head
    if noun is None and verb.dep_ == "relcl" and not is_passive(verb):
        noun = verb.head if any(child.dep_ == "dobj" and child.tag_ in {"WDT", "WP"} for child in verb.children) else None
    if noun is not None and noun.tag_ in {"WDT", "WP"}:
        noun = verb.head if verb.dep_ == "relcl" else None
    if noun is None or not _may_be_issue(noun, row, rules):
        return None
    return _Issue(row=row, bounds=_bounds_outside(noun, verb), head=noun)


def _bounds_outside(noun: "Token", verb: "Token") -> tuple[int, int]:
    """The noun phrase without a clause on it that holds the verb itself."""
    if noun.i < verb.i and verb.is_ancestor(noun) is False and noun.is_ancestor(verb):
        return noun.left_edge.i, max(noun.i, min(child.i for child in noun.subtree if child.i > noun.i) - 1)
    return phrase_bounds(noun)


def _may_be_issue(noun: "Token", row: StanceRow, rules: StanceRules) -> bool:
    """Persons and places are no issues; some rows ask for a policy."""
    if (
        noun.pos_ == "PRON"
        or noun.lower_ in _RELATIVES
        or noun.ent_type_ == "PERSON"
        or any(word.tag_ in {"WDT", "WP", "WP$", "WRB"} for word in noun.lefts)
    ):
        return False
    if any(word.tag_ == "WRB" for child in noun.lefts for word in child.lefts):
        return False
    return not row.of or noun.lemma_.lower() in rules.policies


def _predicate_issue(verb: "Token", rules: StanceRules) -> _Issue | None:
    """The issue of what is said with "be": "is against the plan", "is opposed to the plan", "is in favour of the plan"."""
    for child in verb.children:
        if child.dep_ not in {"prep", "acomp", "attr"} or child.i < verb.i:
            continue
        for cue, row in rules.cues["predicate"].items():
            words = cue.split()
            if child.lower_ != words[0] or [token.lower_ for token in child.doc[child.i : child.i + len(words)]] != words:
                continue
            last = child.doc[child.i + len(words) - 1]
            noun = next((word for word in last.children if word.dep_ in {"pobj", "pcomp"}), None)
            if noun is not None and (len(words) > 1 or noun.lemma_.lower() in rules.policies):
                return _Issue(row=row, bounds=_behind(noun), head=noun, cue=child)
    return None


def _verdict_issue(verb: "Token", rules: StanceRules) -> _Issue | None:
    """The issue that is judged: "called the plan dangerous", "describes the ruling as historic", "considers the attacks unacceptable"."""
    cues = rules.cues["verdict"]
    for word in verb.doc[verb.i + 1 : verb.i + 1 + _VERDICT_WINDOW]:
        row = cues.get(word.lower_)
        if row is None or not _is_verdict_on(word, verb):
            continue
        nouns = (
            *(child for child in word.children if child.dep_ == "nsubj"),
            *(child for child in verb.children if child.dep_ in {"dobj", "ccomp"}),
        )
        noun = next((child for child in nouns if child.pos_ in {"NOUN", "PROPN"} and child != word), None)
        if noun is not None and noun.ent_type_ != "PERSON":
            left, right = phrase_bounds(noun)
            opener = next((token.i for token in verb.doc[noun.i : word.i] if token.lower_ == "as"), word.i)
            return _Issue(row=row, bounds=(left, min(right, opener - 1) if word.i > noun.i else right), head=noun)
    return None


def _is_verdict_on(word: "Token", verb: "Token") -> bool:
    """Whether a word is what the verb calls its object: an object complement, or behind "as"."""
    head = word
    for _ in range(_HEAD_SEARCH):
        if head.dep_ in {"oprd", "acomp", "ccomp", "xcomp"} and head.head == verb:
            return True
        if head.dep_ == "prep" and head.lower_ == "as" and verb in {head.head, head.head.head}:
            return True
        if head.dep_ not in {"pobj", "amod", "conj", "oprd", "acomp", "attr", "advmod"}:
            return False
        head = head.head
    return False


def _issue_of_noun(noun: "Token", rules: StanceRules) -> _Issue | None:
    """The issue of a noun, with who made it: "its call for talks", "voiced support for the plan"."""
    cues, lemma = rules.cues["noun"], noun.lemma_.lower()
    holder = _maker_of(noun, rules)
    if holder is None:
        return None
    for child in noun.children:
        if child.dep_ == "prep" and (row := cues.get(f"{lemma} {child.lower_}")):
            inner = next((word for word in child.children if word.dep_ in {"pobj", "pcomp"}), None)
            if inner is not None:
                return _Issue(row=row, bounds=_behind(inner), head=inner, holder=holder)
        if child.dep_ in {"acl", "relcl"} and _is_infinitive(child) and (row := cues.get(f"{lemma} to")):
            return _Issue(row=row, bounds=_infinitive_bounds(child), head=child, holder=holder)
    return None


def _maker_of(noun: "Token", rules: StanceRules) -> "Token | None":
    """Who possesses a noun of stance or message, or makes it by a light verb."""
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    verb = noun.head
    if noun.dep_ == "dobj" and verb.pos_ == "VERB" and (owner is None or owner.pos_ == "PRON") and verb.lemma_.lower() in rules.makers:
        subject = subject_of(verb)
        return _who(subject, verb) if subject is not None else None
    if noun.dep_ == "nsubjpass" and owner is None:
        return agent_of(verb)
    return owner


def _holder_of(verb: "Token", rules: StanceRules) -> "Token | None":
    """Who takes the stance: agent or subject; for a message ("slogans that urged") who sends it."""
    subject = agent_of(verb) if is_passive(verb) else subject_of(verb)
    subject = _who(subject, verb) if subject is not None else None
    for _ in range(3):
        if subject is None or subject.lemma_.lower() not in rules.messages:
            return subject
        subject = _sender_of(subject)
    return None


def _who(subject: "Token", verb: "Token") -> "Token":
    """The people that "who" stands for where the parse took the place beside it ("met envoys in Torvanna, who urged")."""
    is_who = verb.dep_ == "relcl" and any(child.tag_ == "WP" for child in verb.children)
    if not is_who or subject.ent_type_ not in {"GPE", "LOC", "FAC"} or subject.dep_ != "pobj":
        return subject
    above = subject.head.head
    if above.pos_ in {"NOUN", "PROPN"}:
        return above
    return next((child for child in above.children if child.dep_ == "dobj"), subject)


def _sender_of(message: "Token") -> "Token | None":
    owner = next((child for child in message.children if child.dep_ == "poss"), None)
    if owner is not None:
        return owner
    if message.dep_ == "dobj" and message.head.pos_ == "VERB":
        return subject_of(message.head)
    return prepositional_object(message, "of", "by", "from")
