"""Finds figures: numbers that count or measure something."""

from sayso.annotate import ParsedArticle
from sayso.model import Figure, Time
from sayso.tables.figures import FigureRules


def find_figures(parsed: ParsedArticle, times: tuple[Time, ...], rules: FigureRules) -> tuple[Figure, ...]:
    """Every figure of the story in text order; what it hangs on is not yet given."""
    del parsed, times, rules
    return ()
