"""Scores events 0..1: the main event of a sentence, with both its roles filled, by a sure word, comes first."""

from typing import TYPE_CHECKING

from sayso.extract.events_drafts import Draft

if TYPE_CHECKING:
    from spacy.tokens import Token

_SPEECH = frozenset(
    {
        "say",
        "tell",
        "report",
        "add",
        "note",
        "state",
        "announce",
        "declare",
        "quote",
        "cite",
        "write",
        "explain",
        "believe",
        "think",
        "know",
        "confirm",
        "show",
        "suggest",
        "indicate",
    }
)
_CLIMB = 25


def score_of(draft: Draft) -> float:
    """How sure it is that the words tell of this event, and that it leads its sentence."""
    score = 0.55 * draft.weight
    score += 0.12 * bool(draft.actors) + 0.12 * (bool(draft.targets) or draft.reciprocal or not draft.slots)
    score -= min(subordination(draft.anchor), 0.5) + 0.15 * draft.under
    if draft.anchor.pos_ in {"NOUN", "PROPN"}:
        score -= 0.06
    return min(0.99, max(0.01, score))


def subordination(token: "Token") -> float:
    """What the clauses above the word cost, those of plain speech not counted; adverbial and relative clauses cost most."""
    cost = 0.0
    for _ in range(_CLIMB):
        head = token.head
        if head == token:
            break
        if token.dep_ in {"advcl", "relcl", "acl"}:
            cost += 0.18
        elif token.dep_ != "conj" and head.pos_ in {"VERB", "AUX"} and head.lemma_ not in _SPEECH:
            cost += 0.08
        elif token.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
            cost += 0.02
        token = head
    return cost
