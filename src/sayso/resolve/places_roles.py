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
_CLIMB_LIMIT = 8
_PARTY_PREPOSITIONS = frozenset({"with", "between", "against", "on", "to", "from", "for"})


def is_metonym(toponym: Toponym, best: Candidate | None, doc: "Doc", rules: PlaceRules) -> bool:
    """Whether the name stands for its government: a country, state or capital that speaks, decides, deals, or is told to.

    Adjectives and peoples ("Danish", "the Danes") are no metonyms, and neither is what nothing governs (a sea, a village).
    """
    if best is None or best.form >= NameForm.ADJECTIVE or (best.kind not in _GOVERNING_KINDS and best.name not in _UNIONS):
        return False
    token = _first_conjunct(doc[toponym.start : toponym.end].root)
    head = token.head
    if token.dep_ == "nsubj":
        return head.lemma_.lower() in rules.cues["metonym_subject"]
    if token.dep_ in {"dobj", "dative", "nsubjpass"}:
        return head.lemma_.lower() in rules.cues["metonym_object"]
    if token.dep_ == "pobj" and head.lower_ == "by":
        return is_passive(head.head) and head.head.lemma_.lower() in rules.cues["metonym_subject"]
    if token.dep_ == "pobj" and head.lower_ in _PARTY_PREPOSITIONS:
        return head.head.lower_ in rules.cues["metonym_dealings"]
    return False


def _first_conjunct(token: "Token") -> "Token":
    """The member of a coordination that carries its role ("Norway" in "Denmark and Norway said": Denmark)."""
    for _ in range(_CLIMB_LIMIT):
        if token.dep_ != "conj":
            break
        token = token.head
    return token
