"""Finds time expressions and what each says by itself."""

from sayso.annotate import ParsedArticle
from sayso.model import Time
from sayso.tables.times import TimeRules


def find_times(parsed: ParsedArticle, rules: TimeRules) -> tuple[Time, ...]:
    """Every DATE, TIME, DURATION and SET of the story, in text order."""
    del parsed, rules
    return ()
