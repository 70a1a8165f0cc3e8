"""Gives time expressions their values against the story's clock.

News is told from its publication day, a narrative from its last dated expression (Mazur and Dale 2010 on WikiWars); which of the two a
text is, its own expressions tell.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

from sayso.annotate import ParsedArticle
from sayso.annotate.parsed import offsets
from sayso.extract.times_reading import Reading, TimePhrase
from sayso.model import Time
from sayso.resolve import calendar_days as days
from sayso.resolve import calendar_periods as periods
from sayso.resolve.calendar_clock import choose_clock, published_day
from sayso.resolve.calendar_events import EventFinder, answer_event
from sayso.resolve.calendar_numeric import NumericOrder, answer_numeric, numeric_order
from sayso.resolve.calendar_point import Point
from sayso.resolve.calendar_story import Anchor, Answer, Story
from sayso.resolve.calendar_tense import Tense, TenseFinder
from sayso.tables.times import TimeRules

_ANSWERS: Mapping[str, Callable[[Reading, Story], Answer]] = MappingProxyType(
    {
        "date": days.answer_date,
        "weekday": days.answer_weekday,
        "day": days.answer_day,
        "unit": periods.answer_unit,
        "shift": periods.answer_shift,
        "later": days.answer_later,
        "duration": periods.answer_duration,
        "set": periods.answer_set,
        "ref": periods.answer_reference,
        "clock": days.answer_clock,
        "season": periods.answer_season,
        "decade": periods.answer_decade,
        "century": periods.answer_century,
        "quarter": periods.answer_quarter,
        "half": periods.answer_half,
        "fiscal": periods.answer_fiscal,
        "holiday": days.answer_holiday,
        "nth": days.answer_nth,
        "week_of": days.answer_week_of,
    }
)
_TOLD = frozenset({"date", "numeric", "weekday", "day", "unit", "shift", "clock", "season", "quarter", "holiday", "nth", "week_of"})
"""Kinds that a later expression may count from."""
_LEFT = 12
"""Characters that show whether a year is mentioned in passing."""
_BESIDE = 4
"""Characters between expressions that belong together."""


def resolve_times(phrases: tuple[TimePhrase, ...], parsed: ParsedArticle, rules: TimeRules) -> tuple[Time, ...]:
    """The expressions with ids, values and anchors, in text order; a value that nothing supports stays None."""
    resolver = _resolver(phrases, parsed, rules)
    published = published_day(parsed)
    clock, is_narrative = choose_clock(phrases, parsed, published, resolver.order)
    block_starts = [block.span.start for block in parsed.article.story]
    story = Story(clock=clock, is_narrative=is_narrative, tense=_ahead)
    times: list[Time] = []
    for number, phrase in enumerate(phrases):
        story = replace(story, block=bisect_right(block_starts, phrase.span.start), tense=resolver.tense_of(phrase))
        answer = resolver.answer(phrase, resolver.at_the_day_behind(number, story))
        time = _time(f"t{number + 1}", phrase, answer)
        times.append(time)
        if answer.point is not None and phrase.reading.kind in _TOLD:
            anchor = Anchor(point=answer.point, name=time.id, block=story.block, start=phrase.span.start)
            story = story.telling(anchor)
            if not (is_narrative and resolver.is_passing(phrase, answer.point, story)):
                story = story.after(anchor)
    return tuple(times)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Resolver:
    """What does not change while the expressions of one article are read."""

    phrases: tuple[TimePhrase, ...]
    text: str
    rules: TimeRules
    order: NumericOrder
    tenses: TenseFinder
    events: EventFinder

    def answer(self, phrase: TimePhrase, story: Story) -> Answer:
        """What one expression means where it stands."""
        reading = phrase.reading
        if reading.kind == "numeric":
            return answer_numeric(phrase, self.order)
        if reading.base == "event":
            event = self.events.find(phrase.span.end, story.tellings) or (story.told(reading.unit or "D") if story.is_narrative else None)
            found = answer_event(reading, event) if event else None
            if found is not None and not _is_yet_to_come(found, story):
                return found
        return _ANSWERS[reading.kind](reading, story)

    def tense_of(self, phrase: TimePhrase) -> Callable[[], Tense]:
        """Looks the tense around an expression up, when it is asked for."""
        return _ahead if phrase.looks_ahead else partial(self.tenses.at, phrase.core.start)

    def is_passing(self, phrase: TimePhrase, point: Point, story: Story) -> bool:
        """Whether a narrative only mentions a date and does not go there: what is planned, a year in brackets or behind "since"."""
        if story.tense() in {Tense.FUTURE, Tense.MODAL}:
            return True
        left = self.text[max(0, phrase.span.start - _LEFT) : phrase.span.start]
        return point.day is None and self.rules.passing.search(left) is not None

    def at_the_day_behind(self, number: int, story: Story) -> Story:
        """The story as it stands for a time of day with its day a few characters behind it: 10:35 a.m. (0735 GMT) Friday."""
        if self.phrases[number].reading.kind != "clock":
            return story
        end = self.phrases[number].span.end
        for index in range(number + 1, min(number + 3, len(self.phrases))):
            phrase = self.phrases[index]
            if phrase.span.start - end > _BESIDE:
                return story
            if phrase.reading.kind in {"weekday", "numeric"} or (phrase.reading.kind == "date" and phrase.reading.day):
                point = self.answer(phrase, replace(story, tense=self.tense_of(phrase))).point
                return story.after(Anchor(point=point, name=f"t{index + 1}", block=story.block)) if point else story
            end = phrase.span.end
        return story


def _resolver(phrases: tuple[TimePhrase, ...], parsed: ParsedArticle, rules: TimeRules) -> _Resolver:
    """The resolver of one article."""
    starts = offsets(parsed.doc)
    return _Resolver(
        phrases=phrases,
        text=parsed.article.text,
        rules=rules,
        order=numeric_order(phrases, published_day(parsed)),
        tenses=TenseFinder(parsed.doc, starts, rules.tense),
        events=EventFinder(parsed.doc, starts, rules.meanings.families),
    )


def _is_yet_to_come(answer: Answer, story: Story) -> bool:
    """Whether an answer lies after the day of a story that tells it as past: then it was another event of that name."""
    point, clock = answer.point, story.clock
    if point is None or clock is None or story.tense() in {Tense.FUTURE, Tense.MODAL}:
        return False
    return (point.year, point.first_month or 0, point.day or 0) > (clock.point.year, clock.point.month or 0, clock.point.day or 0)


def _ahead() -> Tense:
    return Tense.FUTURE


def _time(time_id: str, phrase: TimePhrase, answer: Answer) -> Time:
    """The record's form of an answer."""
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
