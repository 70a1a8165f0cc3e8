"""Finds attributions: source, cue and content."""

from sayso.annotate import ParsedArticle
from sayso.model import Attribution, Quotation
from sayso.tables.cues import CueRules


def find_attributions(parsed: ParsedArticle, quotations: tuple[Quotation, ...], rules: CueRules) -> tuple[Attribution, ...]:
    """Every attribution of the story in text order; ids are final, parent and speaker are not yet given."""
    del parsed, quotations, rules
    return ()
