"""Gives time expressions their values against the story's clock.

News is told from its publication day, a narrative from its last dated expression (Mazur and Dale 2010 on WikiWars); which of the two a
text is, its own expressions tell.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from types import MappingProxyType

from sayso.annotate import ParsedArticle
from sayso.extract.times_reading import Reading, TimePhrase
from sayso.model import Time
from sayso.resolve import calendar_kinds as kinds
from sayso.resolve.calendar_events import EventFinder, answer_event
from sayso.resolve.calendar_numeric import NumericOrder, answer_numeric, numeric_order
from sayso.resolve.calendar_point import Point, day_point, is_day
from sayso.resolve.calendar_story import PUBLISHED, Anchor, Answer, Story
from sayso.resolve.calendar_tense import Tense, TenseFinder
from sayso.tables.times import TimeRules

_ANSWERS: Mapping[str, Callable[[Reading, Story], Answer]] = MappingProxyType(
    {
        "date": kinds.answer_date,
        "weekday": kinds.answer_weekday,
        "day": kinds.answer_day,
        "unit": kinds.answer_unit,
        "shift": kinds.answer_shift,
        "later": kinds.answer_later,
        "duration": kinds.answer_duration,
        "set": kinds.answer_set,
        "ref": kinds.answer_reference,
        "clock": kinds.answer_clock,
        "season": kinds.answer_season,
        "decade": kinds.answer_decade,
        "century": kinds.answer_century,
        "quarter": kinds.answer_quarter,
        "half": kinds.answer_half,
        "fiscal": kinds.answer_fiscal,
        "holiday": kinds.answer_holiday,
        "nth": kinds.answer_nth,
        "week_of": kinds.answer_week_of,
    }
)
_TOLD = frozenset({"date", "numeric", "weekday", "day", "unit", "shift", "clock", "season", "quarter", "holiday", "nth", "week_of"})
"""Kinds that a later expression may count from."""
_DEICTIC = frozenset({"weekday", "day", "unit", "shift"})
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")
_LEFT = 12
_BESIDE = 4
"""Characters between expressions that belong together."""
_FIRST_LINES = 4
_DATELINE_ROOM = 80
"""A full date this near the start of one of the first lines is the story's own."""
_NARRATIVE_DATES, _NARRATIVE_YEARS, _YEARS_PER_DEICTIC = 12, 5, 6
"""What makes a narrative: this many dates, this many of them with a year, and so many years to one expression such as "last week"."""


def resolve_times(phrases: tuple[TimePhrase, ...], parsed: ParsedArticle, rules: TimeRules) -> tuple[Time, ...]:
    """The expressions with ids, values and anchors, in text order; a value that nothing supports stays None."""
    starts = tuple(token.idx for token in parsed.doc)
    tenses, events = TenseFinder(parsed.doc, starts, rules.tense), EventFinder(parsed.doc, starts, rules.meanings.families)
    published = published_day(parsed)
    order = numeric_order(phrases, published)
    clock, is_narrative = choose_clock(phrases, parsed, published, order)
    block_starts = [block.span.start for block in parsed.article.story]
    story = Story(clock=clock, is_narrative=is_narrative, tense=partial(tenses.at, 0))
    times: list[Time] = []
    for number, phrase in enumerate(phrases, 1):
        block = bisect_right(block_starts, phrase.span.start)
        story = replace(story, block=block, tense=_tense_of(phrase, tenses))
        day = _day_behind(phrases, number)
        if day is not None:
            told = _answer(phrases[day], replace(story, tense=_tense_of(phrases[day], tenses)), order, events).point
            story = story.after(Anchor(point=told, name=f"t{day + 1}", block=block)) if told and told.day else story
        answer = _answer(phrase, story, order, events)
        time = _time(f"t{number}", phrase, answer)
        times.append(time)
        if answer.point is not None and phrase.reading.kind in _TOLD:
            anchor = Anchor(point=answer.point, name=time.id, block=block)
            if not (story.is_narrative and _is_passing(phrase, answer.point, story, parsed.article.text, rules)):
                story = story.after(anchor)
            events.remember(anchor, phrase.span)
    return tuple(times)


def _is_passing(phrase: TimePhrase, point: Point, story: Story, text: str, rules: TimeRules) -> bool:
    """Whether a narrative only mentions a date and does not go there: what is planned, a year in brackets or behind "since"."""
    if story.tense() in {Tense.FUTURE, Tense.MODAL}:
        return True
    return point.day is None and rules.passing.search(text[max(0, phrase.span.start - _LEFT) : phrase.span.start]) is not None


def _tense_of(phrase: TimePhrase, tenses: TenseFinder) -> Callable[[], Tense]:
    """Looks the tense around an expression up, when it is asked for."""
    return _ahead if phrase.looks_ahead else partial(tenses.at, phrase.core.start)


def _ahead() -> Tense:
    return Tense.FUTURE


def _day_behind(phrases: tuple[TimePhrase, ...], number: int) -> int | None:
    """Index of the day that stands a few characters behind the time of day that is ``phrases[number - 1]``, as in 10:35 a.m. (0735 GMT) Friday."""
    here = phrases[number - 1]
    if here.reading.kind != "clock":
        return None
    end = here.span.end
    for index in range(number, min(number + 2, len(phrases))):
        there = phrases[index]
        if there.span.start - end > _BESIDE:
            return None
        if there.reading.kind in {"weekday", "numeric"} or (there.reading.kind == "date" and there.reading.day):
            return index
        end = there.span.end
    return None


def _answer(phrase: TimePhrase, story: Story, order: NumericOrder, events: EventFinder) -> Answer:
    """What one expression means where it stands."""
    reading = phrase.reading
    if reading.kind == "numeric":
        return answer_numeric(phrase, order)
    if reading.base == "event":
        event = events.find(phrase.span.end) or (story.told(reading.unit or "D") if story.is_narrative else None)
        found = answer_event(reading, event) if event else None
        if found is not None:
            return found
    return _ANSWERS[reading.kind](reading, story)


def _time(time_id: str, phrase: TimePhrase, answer: Answer) -> Time:
    return Time(
        id=time_id,
        span=phrase.span,
        text=phrase.text,
        type=answer.type,
        value=answer.value,
        mod=phrase.mod,
        anchor=answer.anchor if answer.value is not None else None,
        rule=phrase.rule,
    )


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
                    point = kinds.answer_date(reading, Story(clock=None, is_narrative=True, tense=lambda: Tense.OPEN)).point
                else:
                    continue
                if point is not None and point.date is not None:
                    return Anchor(point=replace(point, tail=""), name=f"t{number}")
    return None
