"""What a place name does in its sentence: a place, or those who govern it."""

from typing import TYPE_CHECKING

from sayso.annotate.clauses import is_passive
from sayso.extract.places import Toponym
from sayso.gazetteer import Candidate, NameForm
from sayso.tables.places import PlaceRules

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_GOVERNING_KINDS = frozenset({"PCLI", "PPLC", "ADM1", "building", "historic"})
_UNIONS = frozenset({"European Union"})
_SOVEREIGN_KINDS = frozenset({"PCLI", "PPLC", "historic"})
_CLIMB_LIMIT = 8
_PARTY_PREPOSITIONS = frozenset({"with", "between", "against", "on", "to", "from", "for"})
_HOSTILE_PREPOSITIONS = frozenset({"on", "against", "with"})


def is_metonym(toponym: Toponym, best: Candidate | None, doc: "Doc", rules: PlaceRules) -> bool:
    """Whether the name stands for its government: a country, state or capital that speaks, decides, deals, or is told to.

    Adjectives and peoples ("Danish", "the Danes") are no metonyms, and neither is what nothing governs (a sea, a village).
    """
    if best is None or best.form >= NameForm.ADJECTIVE or (best.kind not in _GOVERNING_KINDS and best.name not in _UNIONS):
        return False
    token = _first_conjunct(doc[toponym.start : toponym.end].root)
    head = token.head
    if token.dep_ == "nsubj":
        return _acts(head, best, rules)
    if token.dep_ in {"dobj", "dative", "nsubjpass"}:
        return head.lemma_.lower() in rules.cues["metonym_object"]
    if token.dep_ == "poss":
        return head.lower_ in rules.cues["metonym_deed"]
    if token.dep_ == "pobj":
        return _is_party(head, best, rules)
    return False


def _acts(verb: "Token", best: Candidate, rules: PlaceRules) -> bool:
    """Whether the subject of ``verb`` does what only people do; a sovereign does most things that verbs in the active tell."""
    lemma = verb.lemma_.lower()
    if lemma in rules.cues["metonym_subject"]:
        return True
    return verb.pos_ == "VERB" and (best.kind in _SOVEREIGN_KINDS or best.name in _UNIONS) and lemma not in rules.cues["static_verb"]


def _is_party(preposition: "Token", best: Candidate, rules: PlaceRules) -> bool:
    """Whether the object of ``preposition`` is a party: to a deed, to dealings, or what is done to it."""
    governor = preposition.head
    if preposition.lower_ == "by":
        return _acts(governor, best, rules) if is_passive(governor) else governor.lower_ in rules.cues["metonym_deed"]
    if preposition.lower_ not in _PARTY_PREPOSITIONS:
        return False
    return governor.lower_ in rules.cues["metonym_dealings"] or (
        preposition.lower_ in _HOSTILE_PREPOSITIONS and governor.lemma_.lower() in rules.cues["metonym_object"]
    )


def _first_conjunct(token: "Token") -> "Token":
    """The member of a coordination that carries its role ("Norway" in "Denmark and Norway said": Denmark)."""
    for _ in range(_CLIMB_LIMIT):
        if token.dep_ != "conj":
            break
        token = token.head
    return token
