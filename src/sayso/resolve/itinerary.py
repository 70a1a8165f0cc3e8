"""Reads itineraries: who was where in which order, when, and whom they met."""

from sayso.annotate import ParsedArticle
from sayso.model import Event, Stop
from sayso.resolve.layers import Layers
from sayso.tables.stances import StanceRules


def find_stops(events: tuple[Event, ...], layers: Layers, parsed: ParsedArticle, rules: StanceRules) -> tuple[Stop, ...]:
    """The legs of every traveller, each traveller's in order."""
    del events, layers, parsed, rules
    return ()
