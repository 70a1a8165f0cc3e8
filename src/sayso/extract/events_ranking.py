"""Scores events 0..1: the main event of a sentence, told by a sure word and with both its roles filled, comes first."""

import math
from typing import TYPE_CHECKING

from sayso.extract.events_drafts import Draft
from sayso.model import EventType
from sayso.tables.lexicon import EventRules

if TYPE_CHECKING:
    from spacy.tokens import Token

_SPEECH = frozenset(
    {"say", "tell", "report", "add", "note", "state", "announce", "declare", "quote", "cite", "write"}
    | {"explain", "believe", "think", "know", "confirm", "show", "suggest", "indicate"}
)
_TWO_SIDED = frozenset({EventType.CONSULT, EventType.COOPERATE})
_CLIMB = 25
_LONG = frozenset({"year", "decade", "century", "generation"})
_BACKGROUND = 0.5
"""What it costs to be told as long past: "five years after crowds burned its embassy" dates the news, it is not the news."""


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
    return lead - (_noun_cost(draft) if draft.anchor.pos_ in {"NOUN", "PROPN"} else 0.0)


def _noun_cost(draft: Draft) -> float:
    """What it costs to be a noun: less where the noun says who or whom; a meeting or a trade of one side is any firm's."""
    roles = len(draft.actors) + len(draft.targets)
    return 0.03 if roles > 1 or (roles and draft.type not in _TWO_SIDED) else 0.06


def subordination(token: "Token") -> float:
    """What the clauses above the word cost, those of plain speech not counted; adverbial and relative clauses cost most."""
    cost = 0.0
    for _ in range(_CLIMB):
        head = token.head
        if head == token:
            break
        if is_long_past(token):
            return _BACKGROUND
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


def is_long_past(token: "Token") -> bool:
    """Whether a clause or noun stands behind "years after" or "decades since", which date something else by it."""
    link = token.head if token.dep_ == "pobj" else next((child for child in token.children if child.dep_ == "mark"), None)
    if link is None or link.lower_ not in {"after", "since"} or link.i == 0:
        return False
    measure = token.doc[link.i - 1]
    return measure.lemma_.lower() in _LONG and measure.tag_ == "NNS"
