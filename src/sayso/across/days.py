"""Calendar days of TIMEX3 values: what two articles' times have in common is compared day by day."""

import re
from calendar import monthrange
from datetime import date, timedelta

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T.*)?$")
_MONTH = re.compile(r"(\d{4})-(\d{2})$")
_YEAR = re.compile(r"(\d{4})$")
_WEEK = re.compile(r"(\d{4})-W(\d{2})(-WE)?$")

type Days = tuple[date, date]
"""First and last day, both included."""


def days_of(value: str | None) -> Days | None:
    """The days that a TIMEX3 DATE or TIME value covers; None where it names no calendar time (durations, PRESENT_REF, seasons)."""
    if value is None:
        return None
    try:
        if match := _DAY.match(value):
            day = date(*map(int, match.groups()))
            return day, day
        if match := _MONTH.match(value):
            year, month = map(int, match.groups())
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        if match := _YEAR.match(value):
            year = int(match.group(1))
            return date(year, 1, 1), date(year, 12, 31)
        if match := _WEEK.match(value):
            monday = date.fromisocalendar(int(match.group(1)), int(match.group(2)), 1)
            return (monday + timedelta(days=5), monday + timedelta(days=6)) if match.group(3) else (monday, monday + timedelta(days=6))
    except ValueError:
        return None  # the thirteenth month, the year 0
    return None


def day_of(published: str | None) -> date | None:
    """The day of an article's date of publication."""
    days = days_of(published[:10]) if published else None
    return days[0] if days else None


def apart(one: Days, other: Days) -> int:
    """Days between two stretches of time; 0 where they overlap."""
    return max(0, (one[0] - other[1]).days, (other[0] - one[1]).days)
