"""Expressions that name a period or count from one, durations and sets: reading and story in, TIMEX3 answer out."""

from dataclasses import replace

from sayso.extract.times_reading import UNKNOWN, Reading
from sayso.resolve.calendar_days import century_of, tail_of
from sayso.resolve.calendar_point import SEASON_MONTHS, Point, at_unit, duration_value, shifted
from sayso.resolve.calendar_story import NO_ANCHOR, NO_VALUE, Answer, Story, calendar_answer
from sayso.resolve.calendar_tense import Tense

_CLOCK_UNITS = frozenset({"H", "MIN", "S"})


def answer_unit(reading: Reading, story: Story) -> Answer:
    """This, last, next, that week, month, season and so on."""
    step = reading.step or 0
    unit = reading.unit or ("Y" if reading.season else "M")
    anchor = story.base(reading.base, unit)
    if anchor is None and not story.is_narrative and story.latest is None:
        anchor = story.clock
    if anchor is None:
        return NO_VALUE
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
    tail = tail_of(reading)
    return calendar_answer(replace(there, tail=tail) if there and tail else there, anchor.name)


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
    start = SEASON_MONTHS[season]
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
            return NO_VALUE
        return Answer(type="DURATION", value=duration_value(count, unit), anchor=NO_ANCHOR)
    if count == UNKNOWN:
        return Answer(type="DATE", value="PAST_REF" if step < 0 else "FUTURE_REF", anchor=NO_ANCHOR)
    anchor = story.base(reading.base, "D" if unit in _CLOCK_UNITS else unit)
    if anchor is None:
        return NO_VALUE
    return calendar_answer(shifted(anchor.point, unit, step * count), anchor.name)


def answer_season(reading: Reading, story: Story) -> Answer:
    """A season, of a year that stands beside it or that the story gives."""
    season = reading.season or "SU"
    year = reading.year
    if year is None and reading.short_year is not None:
        year = century_of(reading.short_year, story)
    if year is not None:
        return calendar_answer(Point(year=year, special=season), NO_ANCHOR)
    anchor = story.base("clock", "Y")
    if anchor is None or at_unit(anchor.point, "Y") is None:
        return NO_VALUE
    if story.is_narrative:
        return calendar_answer(Point(year=anchor.point.year, special=season), anchor.name)
    month = anchor.point.first_month or 1
    started = SEASON_MONTHS[season] <= month or (season == "WI" and month <= 2)
    back = not started and story.tense() is Tense.PAST
    return calendar_answer(Point(year=anchor.point.year - (back or (season == "WI" and month <= 2)), special=season), anchor.name)


def answer_decade(reading: Reading, story: Story) -> Answer:
    """The 1990s; tens alone are of the latest such decade."""
    decade = reading.decade
    if decade is None:
        return NO_VALUE
    if reading.before_christ:
        return calendar_answer(Point(year=-decade, special="decade"), NO_ANCHOR)
    if decade < 100:
        return calendar_answer(Point(year=century_of(decade, story), special="decade"), NO_ANCHOR)
    return calendar_answer(Point(year=decade, special="decade"), NO_ANCHOR)


def answer_century(reading: Reading, story: Story) -> Answer:
    """The 19th century is 18 in TIMEX3."""
    number = reading.ordinal
    if number is None:
        anchor = story.base("clock", "CE")
        return calendar_answer(at_unit(anchor.point, "CE"), anchor.name) if anchor else NO_VALUE
    if number < 1:
        return NO_VALUE
    year = (number - 1) * 100
    return calendar_answer(Point(year=-year or -1 if reading.before_christ else year, special="century"), NO_ANCHOR)


def answer_quarter(reading: Reading, story: Story) -> Answer:
    """A quarter of a year: that of the words, else the latest that has begun."""
    number = reading.ordinal or 1
    if not 1 <= number <= 4:
        return NO_VALUE
    if reading.year is not None:
        return calendar_answer(Point(year=reading.year, special=f"Q{number}"), NO_ANCHOR)
    anchor = story.base("clock", "Y")
    if anchor is None:
        return NO_VALUE
    year = anchor.point.year + (reading.told_year or 0)
    if (
        reading.told_year is None
        and not story.is_narrative
        and number * 3 - 2 > (anchor.point.first_month or 12)
        and story.tense() is not Tense.FUTURE
    ):
        year -= 1
    return calendar_answer(Point(year=year, special=f"Q{number}"), anchor.name)


def answer_half(reading: Reading, story: Story) -> Answer:
    """The first or the second (the latter) half of a year."""
    if reading.ordinal not in {1, 2, -1}:
        return NO_VALUE
    special = "H1" if reading.ordinal == 1 else "H2"
    if reading.year is not None:
        return calendar_answer(Point(year=reading.year, special=special), NO_ANCHOR)
    anchor = story.base("clock", "Y")
    return calendar_answer(Point(year=anchor.point.year + (reading.told_year or 0), special=special), anchor.name) if anchor else NO_VALUE


def answer_fiscal(reading: Reading, story: Story) -> Answer:
    """A financial year, written FY2031: no calendar date, since its months differ from house to house."""
    if reading.year is not None:
        return Answer(type="DATE", value=f"FY{reading.end_year or reading.year:04}", anchor=NO_ANCHOR)
    anchor = story.base("clock", "Y")
    return Answer(type="DATE", value=f"FY{anchor.point.year:04}", anchor=anchor.name) if anchor else NO_VALUE


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
        value = f"XXXX-XX-XX{tail_of(reading)}"
    elif reading.unit:
        value = duration_value(reading.count or 1.0, reading.unit)
    return Answer(type="SET", value=value, anchor=NO_ANCHOR)


def answer_reference(reading: Reading, story: Story) -> Answer:
    """Now, recently, in the future."""
    del story
    return Answer(type="DATE", value=reading.value, anchor=NO_ANCHOR)
