"""Dates in figures: which of two numbers is the day."""

from collections.abc import Iterable
from datetime import date
from enum import Enum

from sayso.extract.times_reading import TimePhrase
from sayso.resolve.calendar_point import Point, is_day
from sayso.resolve.calendar_story import NO_ANCHOR, NO_VALUE, Answer, calendar_answer


class NumericOrder(Enum):
    """The order of day and month in an article's numeric dates."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


def numeric_order(phrases: Iterable[TimePhrase], published: date | None) -> NumericOrder:
    """The order that the article's own dates show: the first one that can be read one way only, else one that is the publication day.

    Day first where nothing decides, as in most of the world.
    """
    dates = [phrase.reading.numbers for phrase in phrases if phrase.reading.numbers]
    for first, second, _ in dates:
        if first > 12 or second > 12:
            return NumericOrder.DAY_FIRST if first > 12 else NumericOrder.MONTH_FIRST
    if published and any((first, second) == (published.month, published.day) and first != second for first, second, _ in dates):
        return NumericOrder.MONTH_FIRST
    return NumericOrder.DAY_FIRST


def answer_numeric(phrase: TimePhrase, order: NumericOrder) -> Answer:
    """A date in figures, ISO 8601 or two numbers and a year; no value where the calendar has no such day."""
    reading = phrase.reading
    if reading.iso:
        tail = reading.iso[10:].replace("t", "T").replace(" ", "T").replace("z", "Z")
        return _checked(int(reading.iso[:4]), int(reading.iso[5:7]), int(reading.iso[8:10]), tail)
    if reading.numbers is None:
        return NO_VALUE
    first, second, year = reading.numbers
    if year < 100:
        year += 2000 if year < 70 else 1900
    day, month = (second, first) if order is NumericOrder.MONTH_FIRST else (first, second)
    if month > 12:
        day, month = month, day
    return _checked(year, month, day, (reading.clock or "") + (reading.zone or ""))


def _checked(year: int, month: int, day: int, tail: str) -> Answer:
    if year < 1 or not is_day(year, month, day):
        return NO_VALUE
    return calendar_answer(Point(year=year, month=month, day=day, tail=tail), NO_ANCHOR)
