"""Calendar days as a page prints them, and which of two numbers is the day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sayso.errors import Code
from sayso.model import Diagnostic, Span, Stated
from sayso.tables.page_dates import DateForms, load_date_forms

_GIVEN_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?=[T ]|$)", re.ASCII)

_LIKE_ISO = re.compile(r"\d{4}-", re.ASCII)
"""What begins so is an ISO date or a mistake: "2031-05-14th" is not guessed at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDay:
    """A day as printed: ``value`` is its ISO date, or None where day and month could be either way round (``readings`` has both)."""

    span: Span
    value: str | None
    readings: tuple[str, ...]


def find_days(text: str, forms: DateForms, order: str | None, *, start: int = 0, end: int | None = None) -> Iterator[PrintedDay]:
    """Days printed in ``text[start:end]``, in text order, none overlapping; ``order`` is `number_order` of the whole page."""
    end = len(text) if end is None else end
    taken: list[PrintedDay] = []
    for pattern in forms.patterns:
        for match in pattern.finditer(text, start, end):
            span = Span(*match.span())
            if any(day.span.overlaps(span) for day in taken):
                continue
            readings = _readings(match, forms, order)
            if readings:
                taken.append(PrintedDay(span=span, value=readings[0] if len(readings) == 1 else None, readings=readings))
    yield from sorted(taken, key=lambda day: day.span)


def number_order(text: str, forms: DateForms) -> str | None:
    """``day`` or ``month``: which number comes first in days printed as numbers; None where nothing on the page tells.

    A number over 12 tells it for the whole page; where there is none, full stops between the numbers are a custom of day-first countries.
    """
    firsts: set[str] = set()
    has_stops = False
    for match in forms.patterns[-1].finditer(text):
        a, b = int(match["a"]), int(match["b"])
        has_stops |= match["sep"] == "."
        if a > 12 >= b:
            firsts.add("day")
        elif b > 12 >= a:
            firsts.add("month")
    if len(firsts) == 1:
        return firsts.pop()
    return "day" if has_stops and not firsts else None


def iso_day(value: str, forms: DateForms) -> str | None:
    """The ISO date at the head of a metadata value such as ``2031-05-14T08:00:00Z`` or ``May 14, 2031``; None where there is none."""
    days = [day.value for day in find_days(value[:200], forms, None) if day.value]
    return days[0] if days else None


def given_day(value: str | None) -> Stated | None:
    """The day that a caller vouches for, as an ISO date (with its time where it came so); None where none was given or `bad_day` complains."""
    day = _day_given(value) if value else None
    return Stated(value=day, read_from="given") if day else None


def bad_day(value: str | None) -> tuple[Diagnostic, ...]:
    """A complaint about a given day that cannot be read, or that could be either of two ("3/4/2031")."""
    if not value or _day_given(value):
        return ()
    return (Diagnostic(code=Code.BAD_DATE, message=f"{value[:40]!r} is no date that can be read (write YYYY-MM-DD) and was left out"),)


def _day_given(value: str) -> str | None:
    """An ISO date stays as it is; of what a page or feed prints ("Wed Nov 23, 2031 | 3:01pm EST") the day is taken."""
    day = _GIVEN_DAY.match(value)
    if day is not None:
        return value if _iso(*map(int, day.groups())) else None
    return None if _LIKE_ISO.match(value) else iso_day(value, load_date_forms())


def _readings(match: re.Match[str], forms: DateForms, order: str | None) -> tuple[str, ...]:
    found = match.groupdict()
    year = int(found["y"])
    if "a" in found:
        a, b = int(found["a"]), int(found["b"])
        pairs = [(b, a), (a, b)] if order is None else [(b, a)] if order == "day" else [(a, b)]
    else:
        pairs = [(forms.months[found["mon"].lower()] if "mon" in found else int(found["m"]), int(found["d"]))]
    days = (_iso(year, month, day) for month, day in pairs)
    return tuple(dict.fromkeys(day for day in days if day))


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
