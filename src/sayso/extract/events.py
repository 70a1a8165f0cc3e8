"""Finds event frames: a trigger with its participants."""

from sayso.annotate import ParsedArticle
from sayso.model import Attribution, EventFrame, Quotation
from sayso.tables.lexicon import EventRules


def find_event_frames(
    parsed: ParsedArticle, quotations: tuple[Quotation, ...], attributions: tuple[Attribution, ...], rules: EventRules
) -> tuple[EventFrame, ...]:
    """Every event mention of the story in text order."""
    del parsed, quotations, attributions, rules
    return ()
