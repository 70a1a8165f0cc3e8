"""One function for each kind of time expression: its reading and the story so far in, a TIMEX3 answer out."""

from dataclasses import replace
from datetime import date, timedelta

from sayso.extract.times_reading import UNKNOWN, Reading
from sayso.resolve.calendar_point import (
    Point,
    at_unit,
    day_point,
    duration_value,
    holiday_date,
    is_day,
    month_point,
    nth_weekday,
    shifted,
    week_point,
)
from sayso.resolve.calendar_story import NO_ANCHOR, Anchor, Answer, Story, calendar_answer
from sayso.resolve.calendar_tense import Tense

_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_CLOCK_UNITS = frozenset({"H", "MIN", "S"})
_FORWARD = frozenset({Tense.FUTURE})
_NO_VALUE = Answer(type="DATE", value=None)
_LATE_MONTH, _EARLY_MONTH = 12, 3
_SOON, _FAR = 100, 200
"""Days that a date without a year may lie ahead: news gives the year of what is further off, or its tense shows it."""
_REFERENCE_YEAR = 2000
"""Where two-digit years are counted from when the story has no year."""


def answer_date(reading: Reading, story: Story) -> Answer:
    """A date whose missing year or month the story fills in."""
    tail = _tail(reading)
    year = reading.year
    if year is None and reading.short_year is not None:
        year = _century_of(reading.short_year, story)
    if year is not None:
        return _checked(year, reading.month, reading.day, tail, NO_ANCHOR)
    if reading.month is None:
        return _day_of_told_month(reading, story, tail)
    anchor, year = _year_for(reading.month, reading.day, story)
    if reading.told_year is not None:
        base = story.base("clock", "Y")
        anchor, year = (base.name, base.point.year + reading.told_year) if base else (None, None)
    if anchor is None or year is None:
        return _NO_VALUE
    return _checked(year, reading.month, reading.day, tail, anchor)


def _checked(year: int, month: int | None, day: int | None, tail: str, anchor: str) -> Answer:
    """The date, if the calendar has it."""
    if year == 0 or (month and day and not is_day(year, month, day)):
        return _NO_VALUE
    return calendar_answer(Point(year=year, month=month, day=day, tail=tail if day else ""), anchor)


def _tail(reading: Reading) -> str:
    if reading.clock:
        return reading.clock + (reading.zone or "")
    return f"T{reading.part[1:]}" if reading.part else ""


def _century_of(short: int, story: Story) -> int:
    """The latest year with these two digits that is not far after the story's own."""
    anchor = story.latest if story.is_narrative else story.clock or story.latest
    reference = anchor.point.year if anchor else _REFERENCE_YEAR
    year = reference // 100 * 100 + short
    return year - 100 if year > reference + 10 else year


def _day_of_told_month(reading: Reading, story: Story, tail: str) -> Answer:
    """On the 6th: of the month told last, else of the clock's."""
    anchor = story.told("M") or story.clock
    month = anchor.point.first_month if anchor else None
    if anchor is None or month is None or reading.day is None:
        return _NO_VALUE
    return _checked(anchor.point.year, month, reading.day, tail, anchor.name)


def _year_for(month: int, day: int | None, story: Story) -> tuple[str | None, int | None]:
    """The anchor and the year of a month (and day) without a year."""
    told = story.latest
    if story.is_narrative or story.clock is None:
        if told is None or at_unit(told.point, "Y") is None:
            return None, None
        rolls = (told.point.first_month or 0) >= _LATE_MONTH and month <= _EARLY_MONTH
        return told.name, told.point.year + rolls
    clock = story.clock.point
    if (
        told
        and told.block == story.block
        and day
        and told.point.day
        and told.point.year < clock.year - 1
        and story.tense() is not Tense.FUTURE
    ):
        return told.name, told.point.year
    ahead = (month - (clock.month or 1)) * 30 + ((day or 1) - (clock.day or 1) if day else 0)
    year = clock.year
    if ahead > 0:
        tense = story.tense()
        year -= (ahead > _FAR and tense not in _FORWARD) or (ahead > _SOON and tense is Tense.PAST)
    elif ahead < -_SOON:
        tense = story.tense()
        year += tense in _FORWARD or (ahead < -_FAR and tense is not Tense.PAST)
    return story.clock.name, year


def answer_weekday(reading: Reading, story: Story) -> Answer:
    """The latest such day not after the story's, that day included; ahead only where the words look ahead."""
    anchor = story.base(reading.base, "D")
    if anchor is None or reading.weekday is None or anchor.point.date is None:
        return _NO_VALUE
    start = anchor.point.date
    back = (start.isoweekday() - reading.weekday) % 7
    ahead = -back % 7
    step = reading.step
    if reading.base == "told" or story.is_narrative:
        days = -(back or 7) if step == -1 else ahead
    elif step == -1:
        days = -(back or 7)
    elif step == 1:
        days = ahead or 7
    elif step == 0:
        days = -back if story.tense() is Tense.PAST else ahead
    elif step in {-2, 2}:
        days = reading.weekday - start.isoweekday() + (7 if step == 2 else -7)
    else:
        tense = story.tense()
        leads = tense is Tense.FUTURE or (ahead <= 3 and tense is Tense.MODAL) or (ahead == 1 and tense is not Tense.PAST)
        days = ahead if leads else -back
    return _day_away(anchor, days, _tail(reading))


def _day_away(anchor: Anchor, days: int, tail: str = "") -> Answer:
    there = shifted(anchor.point, "D", days)
    return calendar_answer(replace(there, tail=tail) if there else None, anchor.name)


def answer_day(reading: Reading, story: Story) -> Answer:
    """Today and its kin, and parts of a day ("this morning", "that night")."""
    if story.is_narrative and reading.base == "clock" and not reading.step and not reading.part:
        return Answer(type="DATE", value="PRESENT_REF", anchor=NO_ANCHOR)
    if reading.base == "any":
        return Answer(type="TIME", value=f"XXXX-XX-XX{_tail(reading) or 'TDT'}", anchor=NO_ANCHOR)
    anchor = story.base(reading.base, "D")
    if anchor is None and reading.base == "told":
        anchor = story.clock if not story.is_narrative else None
    if anchor is None:
        return Answer(
            type="TIME" if reading.part else "DATE", value=f"XXXX-XX-XX{_tail(reading)}" if reading.part and reading.step is None else None
        )
    return _day_away(anchor, reading.step or 0, _tail(reading))


def answer_unit(reading: Reading, story: Story) -> Answer:
    """This, last, next, that week, month, season and so on."""
    step = reading.step or 0
    unit = reading.unit or ("Y" if reading.season else "M")
    anchor = story.base(reading.base, unit)
    if anchor is None and not story.is_narrative and story.latest is None:
        anchor = story.clock
    if anchor is None:
        return _NO_VALUE
    if reading.season:
        return calendar_answer(_season_near(anchor.point, reading.season, step), anchor.name)
    if reading.month:
        return calendar_answer(_month_near(anchor.point, reading.month, step), anchor.name)
    if unit == "WE":
        return calendar_answer(_weekend_near(anchor.point, step, story), anchor.name)
    there = at_unit(anchor.point, unit)
    if there is not None and step:
        there = shifted(anchor.point, unit, step)
        there = at_unit(there, unit) if there else None
    return calendar_answer(there, anchor.name)


def _weekend_near(point: Point, step: int, story: Story) -> Point | None:
    """The weekend: in the first days of a week the one just past, unless the words look ahead."""
    day = point.date
    if day is None:
        return at_unit(point, "WE")
    if step == 0 and day.isoweekday() <= 3 and story.tense() is Tense.PAST:
        step = -1
    return shifted(point, "WE", step)


def _season_near(point: Point, season: str, step: int) -> Point | None:
    """The season that ended before the point (step -1), of its year (0), or that starts after it (1)."""
    month = point.first_month
    start = _SEASONS[season]
    if month is None:
        return Point(year=point.year + step, special=season)
    year = point.year
    if step < 0 and start + 2 >= month:
        year -= 1
    if step > 0 and start <= month:
        year += 1
    if step == 0 and season == "WI" and month <= 2:
        year -= 1
    return Point(year=year, special=season)


def _month_near(point: Point, month: int, step: int) -> Point | None:
    here = point.first_month
    if here is None:
        return Point(year=point.year + step, month=month)
    return Point(year=point.year - (step < 0 and month >= here) + (step > 0 and month <= here), month=month)


def answer_shift(reading: Reading, story: Story) -> Answer:
    """Two days ago, a week later: so many units back or on."""
    step, unit, count = reading.step or 0, reading.unit or "D", 1.0 if reading.count is None else reading.count
    if reading.base == "event":
        if reading.count is None:
            return _NO_VALUE
        return Answer(type="DURATION", value=duration_value(count, unit), anchor=NO_ANCHOR)
    if count == UNKNOWN:
        return Answer(type="DATE", value="PAST_REF" if step < 0 else "FUTURE_REF", anchor=NO_ANCHOR)
    anchor = story.base(reading.base, "D" if unit in _CLOCK_UNITS else unit)
    if anchor is None:
        return _NO_VALUE
    return calendar_answer(shifted(anchor.point, unit, step * count), anchor.name)


def answer_later(reading: Reading, story: Story) -> Answer:
    """Later, at the head of a sentence: some time on from what was told last."""
    del reading
    return calendar_answer(story.latest.point, story.latest.name) if story.latest else _NO_VALUE


def answer_duration(reading: Reading, story: Story) -> Answer:
    """So many units; never a date."""
    del story
    unit, count = reading.unit or "D", 1.0 if reading.count is None else reading.count
    if reading.second_unit is None and reading.second_count is not None:
        count = UNKNOWN if reading.second_count != count else count
    value = duration_value(count, unit)
    if reading.second_unit:
        second = duration_value(reading.second_count, reading.second_unit)
        value += second.removeprefix("PT" if value.startswith("PT") else "P")
    return Answer(type="DURATION", value=value, anchor=NO_ANCHOR)


def answer_set(reading: Reading, story: Story) -> Answer:
    """Every day, a week, annually."""
    del story
    value = reading.value
    if reading.weekday:
        value = f"XXXX-WXX-{reading.weekday}"
    elif reading.month:
        value = f"XXXX-{reading.month:02}"
    elif reading.season:
        value = f"XXXX-{reading.season}"
    elif reading.part:
        value = f"XXXX-XX-XX{_tail(reading)}"
    elif reading.unit:
        value = duration_value(reading.count or 1.0, reading.unit)
    return Answer(type="SET", value=value, anchor=NO_ANCHOR)


def answer_reference(reading: Reading, story: Story) -> Answer:
    """Now, recently, in the future."""
    del story
    return Answer(type="DATE", value=reading.value, anchor=NO_ANCHOR)


def answer_clock(reading: Reading, story: Story) -> Answer:
    """A time of day: of the day told in the same block, else of the story's own day."""
    tail = (reading.clock or reading.value or "") + (reading.zone or "")
    if tail.startswith("T24") and not tail.startswith("T24:00"):
        return Answer(type="TIME", value=None)
    told = story.told("D")
    near = told is not None and (story.is_narrative or told.block >= story.block - 1)
    anchor = told if near else story.clock
    if anchor is None or anchor.point.day is None:
        return Answer(type="TIME", value=f"XXXX-XX-XX{tail}", anchor=NO_ANCHOR)
    return calendar_answer(replace(anchor.point, tail=tail), anchor.name)


def answer_season(reading: Reading, story: Story) -> Answer:
    """A season, of a year that stands beside it or that the story gives."""
    season = reading.season or "SU"
    year = reading.year
    if year is None and reading.short_year is not None:
        year = _century_of(reading.short_year, story)
    if year is not None:
        return calendar_answer(Point(year=year, special=season), NO_ANCHOR)
    anchor = story.base("clock", "Y")
    if anchor is None or at_unit(anchor.point, "Y") is None:
        return _NO_VALUE
    if story.is_narrative:
        return calendar_answer(Point(year=anchor.point.year, special=season), anchor.name)
    month = anchor.point.first_month or 1
    started = _SEASONS[season] <= month or (season == "WI" and month <= 2)
    back = not started and story.tense() is Tense.PAST
    return calendar_answer(Point(year=anchor.point.year - (back or (season == "WI" and month <= 2)), special=season), anchor.name)


def answer_decade(reading: Reading, story: Story) -> Answer:
    """The 1990s; tens alone are of the latest such decade."""
    decade = reading.decade
    if decade is None:
        return _NO_VALUE
    if reading.before_christ:
        return calendar_answer(Point(year=-decade, special="decade"), NO_ANCHOR)
    if decade < 100:
        return calendar_answer(Point(year=_century_of(decade, story), special="decade"), NO_ANCHOR)
    return calendar_answer(Point(year=decade, special="decade"), NO_ANCHOR)


def answer_century(reading: Reading, story: Story) -> Answer:
    """The 19th century is 18 in TIMEX3."""
    number = reading.ordinal
    if number is None:
        anchor = story.base("clock", "CE")
        return calendar_answer(at_unit(anchor.point, "CE"), anchor.name) if anchor else _NO_VALUE
    if number < 1:
        return _NO_VALUE
    year = (number - 1) * 100
    return calendar_answer(Point(year=-year or -1 if reading.before_christ else year, special="century"), NO_ANCHOR)


def answer_quarter(reading: Reading, story: Story) -> Answer:
    """A quarter of a year: that of the words, else the latest that has begun."""
    number = reading.ordinal or 1
    if not 1 <= number <= 4:
        return _NO_VALUE
    if reading.year is not None:
        return calendar_answer(Point(year=reading.year, special=f"Q{number}"), NO_ANCHOR)
    anchor = story.base("clock", "Y")
    if anchor is None:
        return _NO_VALUE
    year = anchor.point.year + (reading.told_year or 0)
    if (
        reading.told_year is None
        and not story.is_narrative
        and number * 3 - 2 > (anchor.point.first_month or 12)
        and story.tense() not in _FORWARD
    ):
        year -= 1
    return calendar_answer(Point(year=year, special=f"Q{number}"), anchor.name)


def answer_half(reading: Reading, story: Story) -> Answer:
    """A half of a year; ``ordinal`` 1 or 2."""
    special = f"H{reading.ordinal or 1}"
    if reading.year is not None:
        return calendar_answer(Point(year=reading.year, special=special), NO_ANCHOR)
    anchor = story.base("clock", "Y")
    return calendar_answer(Point(year=anchor.point.year + (reading.told_year or 0), special=special), anchor.name) if anchor else _NO_VALUE


def answer_fiscal(reading: Reading, story: Story) -> Answer:
    """A financial year, written FY2031: no calendar date, since its months differ from house to house."""
    if reading.year is not None:
        return Answer(type="DATE", value=f"FY{reading.end_year or reading.year:04}", anchor=NO_ANCHOR)
    anchor = story.base("clock", "Y")
    return Answer(type="DATE", value=f"FY{anchor.point.year:04}", anchor=anchor.name) if anchor else _NO_VALUE


def answer_holiday(reading: Reading, story: Story) -> Answer:
    """A holiday, of the year beside it or of the nearest year that the words allow."""
    key, step = reading.holiday or "", reading.step
    if reading.year is not None:
        return _holiday_answer(key, reading.year, NO_ANCHOR, _tail(reading))
    anchor = story.base("clock", "Y")
    if anchor is None:
        return _NO_VALUE
    now, year = anchor.point.date, anchor.point.year
    there = holiday_date(key, year)
    if there is None or now is None or story.is_narrative:
        return _holiday_answer(key, year, anchor.name, _tail(reading))
    tense = story.tense()
    if there > now and (step == -1 or (step is None and tense is Tense.PAST) or (tense is Tense.OPEN and (there - now).days > 180)):
        year -= 1
    elif there <= now and (step == 1 or (tense in _FORWARD and (now - there).days > 7)):
        year += 1
    return _holiday_answer(key, year, anchor.name, _tail(reading))


def _holiday_answer(key: str, year: int, anchor: str, tail: str) -> Answer:
    there = holiday_date(key, year)
    return calendar_answer(day_point(there, tail) if there else None, anchor)


def answer_nth(reading: Reading, story: Story) -> Answer:
    """The first week of May, the last day of 2031."""
    year, anchor, number = reading.year, NO_ANCHOR, reading.ordinal or 1
    if year is None and reading.month:
        name, year = _year_for(reading.month, None, story)
        anchor = name or NO_ANCHOR
    if year is None or not 1 <= year <= 9998:
        return _NO_VALUE
    if reading.weekday and reading.month:
        there = nth_weekday(year, reading.month, reading.weekday, number)
        return calendar_answer(day_point(there) if there else None, anchor)
    month = reading.month or (1 if number > 0 else 12)
    after = month_point(year, month + 1)
    first, last = date(year, month, 1), date(after.year, after.month or 1, 1) - timedelta(days=1)
    if reading.unit == "D":
        there = first + timedelta(days=number - 1) if number > 0 else last
        return calendar_answer(day_point(there) if there.month == month else None, anchor)
    if reading.unit in {"W", "WE"}:
        there = first + timedelta(days=3 + 7 * (number - 1)) if number > 0 else last - timedelta(days=3)
        return calendar_answer(week_point(there, weekend=reading.unit == "WE"), anchor)
    return calendar_answer(Point(year=year, special=f"Q{number}"), anchor) if 1 <= number <= 4 else _NO_VALUE


def answer_week_of(reading: Reading, story: Story) -> Answer:
    """The week of March 3."""
    day = answer_date(reading, story)
    point = at_unit(day.point, "W") if day.point else None
    return calendar_answer(point, day.anchor)
