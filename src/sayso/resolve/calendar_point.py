"""Calendar arithmetic on TIMEX3 points: years, seasons, weeks, days, each at its own precision, before and after Christ."""

import calendar
import math
from dataclasses import dataclass, replace
from datetime import date, timedelta

_DAYS = {"D": 1, "N": 1, "W": 7, "FN": 14, "WE": 7}
_MONTHS = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""The month that a season starts in."""
_LETTER = {"N": "D", "FN": "W", "WE": "D", "Q": "M", "DE": "Y", "CE": "Y"}
_MANY = {"FN": 2, "WE": 2, "Q": 3, "DE": 10, "CE": 100}
_CLOCK_LETTER = {"H": "H", "MIN": "M", "S": "S"}
_HALF = {"H": "PT30M", "Y": "P6M", "D": "PT12H", "DE": "P5Y", "CE": "P50Y", "MIN": "PT30S"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A stretch of the calendar that TIMEX3 can name.

    ``year`` is negative before Christ. ``special`` is a season (``SU``), quarter (``Q3``), half (``H1``), ISO week (``W09``, its year the
    ISO year; ``W09-WE`` its weekend), ``decade`` or ``century`` (``year`` their first); ``tail`` a time of day (``TMO``, ``T10:30Z``).
    """

    year: int
    month: int | None = None
    day: int | None = None
    special: str | None = None
    tail: str = ""

    @property
    def value(self) -> str:
        """The TIMEX3 value."""
        sign, year = ("BC", -self.year) if self.year < 0 else ("", self.year)
        if self.special == "decade":
            return f"{sign}{year // 10:03}"
        if self.special == "century":
            return f"{sign}{year // 100:02}"
        text = f"{sign}{year:04}"
        if self.special:
            return f"{text}-{self.special}{self.tail}"
        if self.month:
            text += f"-{self.month:02}"
        if self.day:
            text += f"-{self.day:02}"
        return text + self.tail

    @property
    def date(self) -> date | None:
        """The day, where the point is a day of a year that the calendar knows."""
        if self.day is None or self.month is None or self.year < 1:
            return None
        return date(self.year, self.month, self.day)

    @property
    def first_month(self) -> int | None:
        """The month it starts in, as far as it says."""
        if self.month or not self.special:
            return self.month
        if self.special in SEASON_MONTHS:
            return SEASON_MONTHS[self.special]
        if self.special[0] == "Q":
            return int(self.special[1]) * 3 - 2
        if self.special[0] == "W":
            return monday_of(self).month
        return 1 if self.special == "H1" else 7 if self.special == "H2" else None


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has this day."""
    return 1 <= month <= 12 and 1 <= day <= (29 if year < 1 and month == 2 else calendar.monthrange(max(year, 1), month)[1])


def day_point(day: date, tail: str = "") -> Point:
    """The point of one day."""
    return Point(year=day.year, month=day.month, day=day.day, tail=tail)


def week_point(day: date, *, weekend: bool = False) -> Point:
    """The ISO week (or its weekend) that ``day`` lies in."""
    year, week, _ = day.isocalendar()
    return Point(year=year, special=f"W{week:02}" + ("-WE" if weekend else ""))


def monday_of(point: Point) -> date:
    """The Monday of a week point."""
    return date.fromisocalendar(point.year, int((point.special or "W01")[1:3]), 1)


def month_point(year: int, month: int) -> Point:
    """A month, counted on over the ends of years (month 13 is January of the next)."""
    return Point(year=year + (month - 1) // 12, month=(month - 1) % 12 + 1)


def at_unit(point: Point, unit: str) -> Point | None:
    """The stretch of size ``unit`` (a key of the units table) that ``point`` lies in; None where the point is coarser than that."""
    if unit == "CE":
        return Point(year=point.year // 100 * 100, special="century")
    if unit == "DE":
        return Point(year=point.year // 10 * 10, special="decade")
    if unit == "Y":
        return None if point.special in {"decade", "century"} else Point(year=point.year)
    if unit in {"M", "Q"}:
        month = point.first_month
        if month is None:
            return None
        return Point(year=point.year, month=month) if unit == "M" else Point(year=point.year, special=f"Q{(month + 2) // 3}")
    if unit in {"W", "FN", "WE"}:
        if point.special and point.special[0] == "W" and point.special[1:2].isdigit():
            return replace(point, special=point.special[:3] + ("-WE" if unit == "WE" else ""))
        return week_point(point.date, weekend=unit == "WE") if point.date else None
    if point.day is None:
        return None
    return replace(point, tail="") if unit in {"D", "N"} else point


def shifted(point: Point, unit: str, count: float) -> Point | None:
    """The stretch of size ``unit`` that lies ``count`` units on (or back); None where the point is too coarse or the calendar ends."""
    if unit in _DAYS:
        return _shifted_days(point, unit, round(count * _DAYS[unit]))
    if unit in _MONTHS:
        months = round(count * _MONTHS[unit])
        if unit in {"Y", "DE", "CE"} and months % 12 == 0:
            start = at_unit(point, "Y") if unit == "Y" else at_unit(point, "Y") or point
            return _year_point(start.year + months // 12, point.year) if start else None
        month = point.first_month
        if month is None or point.year < 1:
            return None
        there = month_point(point.year, month + months)
        return at_unit(there, "Q") if unit == "Q" else there if there.year >= 1 else None
    day = at_unit(point, "D")
    return replace(day, tail="TXX") if day else None


def _year_point(year: int, from_year: int) -> Point | None:
    """The year, without a year 0 between the eras."""
    if from_year < 0 <= year:
        year += 1
    elif year <= 0 < from_year:
        year -= 1
    return Point(year=year) if -9999 <= year <= 9999 else None


def _shifted_days(point: Point, unit: str, days: int) -> Point | None:
    start = point.date
    if start is None and unit in {"W", "FN", "WE"} and point.special and point.special[:1] == "W" and point.special[1:2].isdigit():
        start = monday_of(point)
    if start is None:
        return None
    try:
        there = start + timedelta(days=days)
    except OverflowError:
        return None
    return day_point(there) if unit in {"D", "N"} else week_point(there, weekend=unit == "WE")


def duration_value(count: float | None, unit: str) -> str:
    """The TIMEX3 value of so many units; X for a count that nobody knows."""
    if count == 0.5 and unit in _HALF:
        return _HALF[unit]
    number = "X" if count is None or count < 0 else _plain(count * _MANY.get(unit, 1))
    if unit == "H" and number.endswith(".5"):
        return f"PT{number[:-2]}H30M"
    if unit in _CLOCK_LETTER:
        return f"PT{number}{_CLOCK_LETTER[unit]}"
    return f"P{number}{_LETTER.get(unit, unit)}"


def _plain(number: float) -> str:
    return str(int(number)) if math.isclose(number, round(number)) else f"{number:g}"


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm, as in Meeus, Astronomical Algorithms, chapter 8)."""
    golden, century, rest = year % 19, year // 100, year % 100
    quarter, left = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - quarter - moon + 15) % 30
    weekday = (32 + 2 * left + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def holiday_date(key: str, year: int) -> date | None:
    """The day of a holiday (a key of the holidays table) in ``year``; None outside the calendar."""
    if not 1583 <= year <= 9998:
        return None
    if key.startswith("easter"):
        return easter(year) + timedelta(days=int(key.removeprefix("easter")))
    month, *rule = key.split("-", 2)
    if len(rule) == 1:
        return date(year, int(month), int(rule[0]))
    return nth_weekday(year, int(month), int(rule[0]), int(rule[1]))


def nth_weekday(year: int, month: int, weekday: int, number: int) -> date | None:
    """The ``number``-th ``weekday`` (Monday 1) of a month, -1 the last; None where there is none."""
    days = [day for day in calendar.Calendar().itermonthdates(year, month) if day.month == month and day.isoweekday() == weekday]
    return days[number - 1 if number > 0 else number] if 0 < abs(number) <= len(days) else None
