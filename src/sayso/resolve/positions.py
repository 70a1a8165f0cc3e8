"""Reads positions: who demands, supports, rejects or sets conditions for what."""

from sayso.annotate import ParsedArticle
from sayso.model import Event, Position
from sayso.resolve.layers import Layers
from sayso.tables.stances import StanceRules


def find_positions(events: tuple[Event, ...], layers: Layers, parsed: ParsedArticle, rules: StanceRules) -> tuple[Position, ...]:
    """Every position of the story in text order."""
    del events, layers, parsed, rules
    return ()
