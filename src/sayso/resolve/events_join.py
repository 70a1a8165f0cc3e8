"""Joins mentions of one event: the same type, participants that do not contradict, the same word; and links the same incident told twice."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sayso.model import Event

_WINDOW = 40
"""How many events back a mention is compared with: an article returns to an incident, but not for ever."""


def join_events(events: Sequence[Event], entities: Mapping[str, str | None]) -> tuple[tuple[Event, ...], dict[str, str]]:
    """The events left after joining, in order, and for each that was joined the id of the event it went into.

    A mention that adds no participant, place, time or figure of its own (a later "the attack") goes into the event it names. A
    telling with participants of its own stays, with ``same_as`` set to the first telling.
    """
    kept: list[Event] = []
    heirs: dict[str, str] = {}
    for event in events:
        first = _first_telling(event, kept, entities)
        if first is None:
            kept.append(event)
        elif _adds_nothing(event):
            kept[first] = replace(kept[first], also=(*kept[first].also, event.trigger))
            heirs[event.id] = kept[first].id
        else:
            kept.append(_retold(event, kept[first]))
    return tuple(kept), heirs


def _retold(event: Event, first: Event) -> Event:
    """A later telling, linked to the first and at its place and time where it names none itself."""
    place = (first.place, "thread") if event.place is None and first.place else (event.place, event.place_how)
    time = (first.time, "thread") if event.time is None and first.time else (event.time, event.time_how)
    return replace(event, same_as=first.same_as or first.id, place=place[0], place_how=place[1], time=time[0], time_how=time[1])


def _adds_nothing(event: Event) -> bool:
    return not (event.actors or event.targets or event.place_how == "clause" or event.time_how == "clause" or event.figures)


def _first_telling(event: Event, kept: Sequence[Event], entities: Mapping[str, str | None]) -> int | None:
    """The index of the earlier event that ``event`` tells of again."""
    for index in range(len(kept) - 1, max(-1, len(kept) - 1 - _WINDOW), -1):
        other = kept[index]
        if other.type is not event.type or other.polarity is not event.polarity:
            continue
        if _compatible(event, other, entities):
            return index
    return None


def _stem(trigger: str) -> str:
    """The last word of a trigger without its plural."""
    return trigger.rsplit(maxsplit=1)[-1].lower().rstrip("s")


def _compatible(one: Event, two: Event, entities: Mapping[str, str | None]) -> bool:
    if one.time and two.time and one.time != two.time:
        return False
    if one.place and two.place and one.place_how == two.place_how == "clause" and one.place != two.place:
        return False
    if _adds_nothing(one):
        return _stem(one.text) == _stem(two.text)
    pairs = ((one.actors, two.actors), (one.targets, two.targets))
    shared = 0
    for mine, theirs in pairs:
        if mine and theirs:
            ours = {entities.get(m) or m for m in mine}
            if not ours & {entities.get(m) or m for m in theirs}:
                return False
            shared += 1
    return shared == 2 or (shared == 1 and not (one.actors and two.actors and one.targets and two.targets) and one.text == two.text)
