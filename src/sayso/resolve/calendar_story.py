"""What a story has told so far, and the day it is told on: all that a relative time expression is resolved from."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sayso.resolve.calendar_point import Point, at_unit
from sayso.resolve.calendar_tense import Tense

NO_ANCHOR = "none"
PUBLISHED = "published"
REMEMBERED = 60
"""Dated expressions that an event is looked up among."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A point to count from: the day of the story, or a dated expression.

    ``name`` as in `Time.anchor`; ``block`` the number of its block and ``start`` its first character, -1 for the publication day.
    """

    point: Point
    name: str
    block: int = -1
    start: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A TIMEX3 type and value, the anchor it was resolved from, and the calendar point that later expressions may count from."""

    type: str
    value: str | None
    anchor: str | None = None
    point: Point | None = None


NO_VALUE = Answer(type="DATE", value=None)
"""A date that nothing supports a value for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Where the reader of an expression stands.

    ``clock`` is the day of the story, None where it has none; in a narrative the last dated expression is the clock. ``latest`` is the last
    dated expression, ``latest_day`` the last one that is a day, ``tellings`` the last `REMEMBERED` of all; ``block`` is the number of the
    block being read, and ``tense`` looks up the tense of the expression being read.
    """

    clock: Anchor | None
    is_narrative: bool
    tense: Callable[[], Tense]
    latest: Anchor | None = None
    latest_day: Anchor | None = None
    tellings: tuple[Anchor, ...] = ()
    block: int = 0

    def told(self, unit: str) -> Anchor | None:
        """The last dated expression that is fine enough to count ``unit`` from; a coarser one told since takes precedence where they differ."""
        latest, day = self.latest, self.latest_day
        if latest is None or at_unit(latest.point, unit) is not None:
            return latest
        if day is not None and latest.point == coarse_as(day.point, latest.point):
            return day
        return None

    def base(self, base: str, unit: str) -> Anchor | None:
        """What to count ``unit`` from for an expression of the clock or of what was told."""
        if base == "told" or self.is_narrative:
            return self.told(unit)
        return self.clock

    def after(self, anchor: Anchor) -> "Story":
        """The story once it has moved to a dated expression."""
        return replace(self, latest=anchor, latest_day=anchor if anchor.point.day else self.latest_day)

    def telling(self, anchor: Anchor) -> "Story":
        """The story once a dated expression was read, whether it moved there or only mentions it."""
        return replace(self, tellings=(*self.tellings[1 - REMEMBERED :], anchor))


def coarse_as(point: Point, model: Point) -> Point | None:
    """``point`` at the precision of ``model``."""
    if model.day:
        return replace(point, tail=model.tail)
    if model.month:
        return at_unit(point, "M")
    if model.special is None:
        return at_unit(point, "Y")
    return None


def calendar_answer(point: Point | None, anchor: str | None) -> Answer:
    """The answer that a calendar point is; without a point, a date without a value."""
    if point is None:
        return NO_VALUE
    return Answer(type="TIME" if point.tail else "DATE", value=point.value, anchor=anchor or NO_ANCHOR, point=point)
