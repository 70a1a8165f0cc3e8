"""Scores events 0..1: the main event of a sentence, told by a sure word and with both its roles filled, comes first."""

import math
from typing import TYPE_CHECKING

from sayso.extract.events_drafts import Draft
from sayso.tables.lexicon import EventRules

if TYPE_CHECKING:
    from spacy.tokens import Token

_SPEECH = frozenset(
    {"say", "tell", "report", "add", "note", "state", "announce", "declare", "quote", "cite", "write"}
    | {"explain", "believe", "think", "know", "confirm", "show", "suggest", "indicate"}
)
_CLIMB = 25


def score_of(draft: Draft, rules: EventRules) -> float:
    """The probability that the draft is an event of its type: its lead, calibrated on the teaching sentences.

    More features (articles, tense, kinds of subject) were tried as a re-ranker by benchmarks/fit_events.py; they gained nothing on
    sentences they had not seen.
    """
    return 1 / (1 + math.exp(-(rules.score_bias + rules.score_slope * lead_of(draft))))


def lead_of(draft: Draft) -> float:
    """How well the draft would lead its sentence: a sure word, both roles filled, not a clause below another event."""
    lead = 0.55 * draft.weight
    lead += 0.12 * bool(draft.actors) + 0.12 * (bool(draft.targets) or draft.reciprocal or not draft.slots)
    lead -= min(subordination(draft.anchor), 0.5) + 0.15 * draft.under
    return lead - 0.06 * (draft.anchor.pos_ in {"NOUN", "PROPN"})


def subordination(token: "Token") -> float:
    """What the clauses above the word cost, those of plain speech not counted; adverbial and relative clauses cost most."""
    cost = 0.0
    for _ in range(_CLIMB):
        head = token.head
        if head == token:
            break
        if token.dep_ in {"advcl", "relcl", "acl"}:
            cost += 0.18
        elif token.dep_ == "nsubj" and head.dep_ == "ROOT" and token.pos_ in {"NOUN", "PROPN"}:
            pass  # Riots broke out, the truce took effect: the noun is what the sentence tells.
        elif token.dep_ != "conj" and head.pos_ in {"VERB", "AUX"} and head.lemma_ not in _SPEECH:
            cost += 0.08
        elif token.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
            cost += 0.02
        token = head
    return cost
