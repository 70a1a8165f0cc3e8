"""Which day a story is told on: its publication day, the date of its first lines, or from date to date."""

import re
from dataclasses import replace
from datetime import date

from sayso.annotate import ParsedArticle
from sayso.extract.times_reading import TimePhrase
from sayso.resolve.calendar_days import answer_date
from sayso.resolve.calendar_numeric import NumericOrder, answer_numeric
from sayso.resolve.calendar_point import day_point, is_day
from sayso.resolve.calendar_story import PUBLISHED, Anchor, Story
from sayso.resolve.calendar_tense import Tense

_DEICTIC = frozenset({"weekday", "day", "unit", "shift"})
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")
_FIRST_LINES = 4
_DATELINE_ROOM = 80
"""A full date this near the start of one of the first lines is the story's own."""
_NARRATIVE_DATES, _NARRATIVE_YEARS, _YEARS_PER_DEICTIC = 12, 5, 6
"""What makes a narrative: this many dates, this many of them with a year, and so many years to one expression such as "last week"."""


def published_day(parsed: ParsedArticle) -> date | None:
    """The publication day, None where the article has none or it is no day."""
    stated = parsed.article.published
    match = _ISO_DAY.match(stated.value) if stated else None
    if match is None:
        return None
    year, month, day = (int(group) for group in match.groups())
    return date(year, month, day) if year and is_day(year, month, day) else None


def choose_clock(
    phrases: tuple[TimePhrase, ...], parsed: ParsedArticle, published: date | None, order: NumericOrder
) -> tuple[Anchor | None, bool]:
    """The day a story is told on, and whether it is a narrative, told from date to date.

    A narrative names its years throughout and hardly a weekday or a "yesterday". News without a publication day is told on the full date
    of its first lines, if there is one.
    """
    years = [phrase.reading.year for phrase in phrases if phrase.reading.year is not None and phrase.reading.kind in {"date", "season"}]
    deictic = sum(1 for phrase in phrases if phrase.reading.kind in _DEICTIC and phrase.reading.base == "clock")
    dates = sum(1 for phrase in phrases if phrase.reading.kind == "date")
    if dates >= _NARRATIVE_DATES and len(years) >= _NARRATIVE_YEARS and len(years) > _YEARS_PER_DEICTIC * deictic:
        return None, True
    if published is not None:
        return Anchor(point=day_point(published), name=PUBLISHED), False
    dateline = _dateline(phrases, parsed, order)
    return dateline, dateline is None


def _dateline(phrases: tuple[TimePhrase, ...], parsed: ParsedArticle, order: NumericOrder) -> Anchor | None:
    """The first full date near the start of one of the first lines."""
    for block in parsed.article.story[:_FIRST_LINES]:
        for number, phrase in enumerate(phrases, 1):
            if block.span.contains(phrase.span) and phrase.span.start - block.span.start <= _DATELINE_ROOM:
                reading = phrase.reading
                if reading.kind == "numeric":
                    point = answer_numeric(phrase, order).point
                elif reading.kind == "date" and reading.year and reading.month and reading.day:
                    point = answer_date(reading, Story(clock=None, is_narrative=True, tense=lambda: Tense.OPEN)).point
                else:
                    continue
                if point is not None and point.date is not None:
                    return Anchor(point=replace(point, tail=""), name=f"t{number}")
    return None
