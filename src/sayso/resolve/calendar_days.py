"""Expressions that name a day or a time of day, or a month or year by its calendar name: reading and story in, TIMEX3 answer out."""

from dataclasses import replace
from datetime import date, timedelta

from sayso.extract.times_reading import Reading
from sayso.resolve.calendar_point import Point, at_unit, day_point, holiday_date, is_day, month_point, nth_weekday, shifted, week_point
from sayso.resolve.calendar_story import NO_ANCHOR, NO_VALUE, Anchor, Answer, Story, calendar_answer
from sayso.resolve.calendar_tense import Tense

_LATE_MONTH, _EARLY_MONTH = 12, 3
"""A narrative that stood in December and names one of the first months has moved to the next year."""
_SOON, _FAR = 100, 200
"""Days that a date without a year may lie ahead: news gives the year of what is further off, or its tense shows it."""
_REFERENCE_YEAR = 2000
"""Where two-digit years are counted from when the story has no year."""


def answer_date(reading: Reading, story: Story) -> Answer:
    """A date whose missing year or month the story fills in."""
    tail = tail_of(reading)
    year = reading.year
    if year is None and reading.short_year is not None:
        year = century_of(reading.short_year, story)
    if year is not None:
        return _checked(year, reading.month, reading.day, tail, NO_ANCHOR)
    if reading.month is None:
        return _day_of_told_month(reading, story, tail)
    anchor, year = year_for(reading.month, reading.day, story)
    if reading.told_year is not None:
        base = story.base("clock", "Y")
        anchor, year = (base.name, base.point.year + reading.told_year) if base else (None, None)
    if anchor is None or year is None:
        return NO_VALUE
    return _checked(year, reading.month, reading.day, tail, anchor)


def answer_weekday(reading: Reading, story: Story) -> Answer:
    """The latest such day not after the story's, that day included; ahead only where the words look ahead."""
    anchor = story.base(reading.base, "D")
    if anchor is None or reading.weekday is None or anchor.point.date is None:
        return NO_VALUE
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
    return _day_away(anchor, days, tail_of(reading))


def answer_day(reading: Reading, story: Story) -> Answer:
    """Today and its kin, and parts of a day ("this morning", "that night")."""
    if story.is_narrative and reading.base == "clock" and not reading.step and not reading.part:
        return Answer(type="DATE", value="PRESENT_REF", anchor=NO_ANCHOR)
    if reading.base == "any":
        return Answer(type="TIME", value=f"XXXX-XX-XX{tail_of(reading) or 'TDT'}", anchor=NO_ANCHOR)
    anchor = story.base(reading.base, "D")
    if anchor is None and reading.step is None and story.latest is None:
        anchor = story.clock
    if anchor is None:
        return Answer(
            type="TIME" if reading.part else "DATE",
            value=f"XXXX-XX-XX{tail_of(reading)}" if reading.part and reading.step is None else None,
        )
    return _day_away(anchor, reading.step or 0, tail_of(reading))


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


def answer_later(reading: Reading, story: Story) -> Answer:
    """Later, at the head of a sentence: some time on from what was told last."""
    del reading
    return calendar_answer(story.latest.point, story.latest.name) if story.latest else NO_VALUE


def answer_holiday(reading: Reading, story: Story) -> Answer:
    """A holiday, of the year beside it or of the nearest year that the words allow."""
    key, step = reading.holiday or "", reading.step
    if reading.year is not None:
        return _holiday_answer(key, reading.year, NO_ANCHOR, tail_of(reading))
    anchor = story.base("clock", "Y")
    if anchor is None:
        return NO_VALUE
    now, year = anchor.point.date, anchor.point.year
    there = holiday_date(key, year)
    if there is None or now is None or story.is_narrative:
        return _holiday_answer(key, year, anchor.name, tail_of(reading))
    tense = story.tense()
    if there > now and (step == -1 or (step is None and tense is Tense.PAST) or (tense is Tense.OPEN and (there - now).days > 180)):
        year -= 1
    elif there <= now and (step == 1 or (tense is Tense.FUTURE and (now - there).days > 7)):
        year += 1
    return _holiday_answer(key, year, anchor.name, tail_of(reading))


def answer_nth(reading: Reading, story: Story) -> Answer:
    """The first week of May, the last day of 2031."""
    year, anchor, number = reading.year, NO_ANCHOR, reading.ordinal or 1
    if year is None and reading.month:
        name, year = year_for(reading.month, None, story)
        anchor = name or NO_ANCHOR
    if year is None or not 1 <= year <= 9998:
        return NO_VALUE
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
    return calendar_answer(Point(year=year, special=f"Q{number}"), anchor) if 1 <= number <= 4 else NO_VALUE


def answer_week_of(reading: Reading, story: Story) -> Answer:
    """The week of March 3."""
    day = answer_date(reading, story)
    point = at_unit(day.point, "W") if day.point else None
    return calendar_answer(point, day.anchor)


def year_for(month: int, day: int | None, story: Story) -> tuple[str | None, int | None]:
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
        year -= (ahead > _FAR and tense is not Tense.FUTURE) or (ahead > _SOON and tense is Tense.PAST)
    elif ahead < -_SOON:
        tense = story.tense()
        year += tense is Tense.FUTURE or (ahead < -_FAR and tense is not Tense.PAST)
    return story.clock.name, year


def century_of(short: int, story: Story) -> int:
    """The latest year with these two digits that is not far after the story's own."""
    anchor = story.latest if story.is_narrative else story.clock or story.latest
    reference = anchor.point.year if anchor else _REFERENCE_YEAR
    year = reference // 100 * 100 + short
    return year - 100 if year > reference + 10 else year


def tail_of(reading: Reading) -> str:
    """The time of day as it stands behind a day; empty where the words give none."""
    if reading.clock:
        return reading.clock + (reading.zone or "")
    return f"T{reading.part[1:]}" if reading.part else ""


def _checked(year: int, month: int | None, day: int | None, tail: str, anchor: str) -> Answer:
    """The date, if the calendar has it."""
    if year == 0 or (month and day and not is_day(year, month, day)):
        return NO_VALUE
    return calendar_answer(Point(year=year, month=month, day=day, tail=tail if day else ""), anchor)


def _day_of_told_month(reading: Reading, story: Story, tail: str) -> Answer:
    """On the 6th: of the month told last, else of the clock's."""
    anchor = story.told("M") or story.clock
    month = anchor.point.first_month if anchor else None
    if anchor is None or month is None or reading.day is None:
        return NO_VALUE
    return _checked(anchor.point.year, month, reading.day, tail, anchor.name)


def _day_away(anchor: Anchor, days: int, tail: str = "") -> Answer:
    there = shifted(anchor.point, "D", days)
    return calendar_answer(replace(there, tail=tail) if there else None, anchor.name)


def _holiday_answer(key: str, year: int, anchor: str, tail: str) -> Answer:
    there = holiday_date(key, year)
    return calendar_answer(day_point(there, tail) if there else None, anchor)
