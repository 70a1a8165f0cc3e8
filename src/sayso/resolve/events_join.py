"""Joins mentions of one event: a bare later word goes into the event it names, a telling with news of its own is linked to the first.

Two mentions tell of one event where nothing contradicts (type, time, place, names, figures) and something they share says so: a
participant, a figure, a place, a word. What a headline tells is told again by the story.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sayso.model import Event, EventType
from sayso.resolve.events_wording import Known, Wording

_WINDOW = 40
"""How many events back a mention is compared with: an article returns to an incident, but not for ever."""
_ENOUGH = 3
"""How much two tellings must share, a participant or figure counting 2, a place or word 1; of the headline's anything will do."""
_STANCES = frozenset({EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.SUPPORT, EventType.THREATEN, EventType.AGREE})
"""Types of speech: who calls twice calls for two things, so the same word says nothing."""
_MUTUAL = frozenset({EventType.CONSULT, EventType.COOPERATE})
"""Types in which it does not matter who is named as doing it."""
_APART = frozenset({"visit", "phone", "abduct", "sexual", "crowd-control"})
"""Modes that make another event of the same type."""
_NARROW = frozenset({"abduct", "sexual", "torture", "beat", "crowd-control", "destroy", "visit", "phone"})
"""Modes whose nouns name nothing else."""


def join_events(events: Sequence[Event], wordings: Sequence[Wording], known: Known) -> tuple[tuple[Event, ...], dict[str, str]]:
    """The events left after joining, in order, and for each that was joined the id of the event it went into.

    A mention that adds no participant, place, time or figure of its own (a later "the attack") goes into the event it names. A
    telling with participants of its own stays, with ``same_as`` set to the first telling.
    """
    story = _Told(known)
    heirs: dict[str, str] = {}
    for event, wording in zip(events, wordings, strict=True):
        tied = _tied(event, wording, events, heirs)
        first = story.first_telling(event, wording)
        if first is not None and tied is None and _adds_nothing(event):
            heirs[event.id] = story.absorb(first, event)
        else:
            story.keep(event, wording, (tied, None if first is None else story.kept[first][0].id))
    return _completed(story.events(), known), heirs


class _Told:
    """The events kept so far, and which of them tell of one incident."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self.kept: list[tuple[Event, Wording]] = []
        self._earlier: dict[str, str] = {}
        self._scenes: dict[str, list[Event]] = {}

    def events(self) -> list[Event]:
        """The events with ``same_as`` set to the first telling of their incident."""
        return [replace(event, same_as=self._root(event.id) if event.id in self._earlier else None) for event, _ in self.kept]

    def absorb(self, index: int, event: Event) -> str:
        """Put a bare mention into the event it names; its id."""
        told, how = self.kept[index]
        self.kept[index] = (replace(told, also=(*told.also, event.trigger)), how)
        return told.id

    def keep(self, event: Event, wording: Wording, found: "Iterable[str | None]") -> None:
        """Keep an event that tells of what the events ``found`` tell of."""
        self.kept.append((event, wording))
        if event.place or event.time or event.figures:
            self._scenes.setdefault(event.id, []).append(event)
        for other in found:
            one, two = self._root(event.id), self._root(other or event.id)
            if one != two and all(self._fits(scene, two) for scene in self._scenes.get(one, ())[:_WINDOW]):
                late, first = (one, two) if int(one[1:]) > int(two[1:]) else (two, one)
                self._earlier[late] = first
                self._scenes.setdefault(first, []).extend(self._scenes.pop(late, ()))

    def first_telling(self, event: Event, wording: Wording) -> int | None:
        """The index of the earlier event that ``event`` tells of again: what it shares most with, the nearest of equals."""
        if wording.is_fresh:
            return None
        best, most = None, 0
        for index in range(len(self.kept) - 1, max(-1, len(self.kept) - 1 - _WINDOW), -1):
            other, how = self.kept[index]
            if other.type is not event.type or other.polarity is not event.polarity or _contradicts(event, other, self._known):
                continue
            shared = _shared(event, wording, other, how, self._known)
            if shared > most and (shared >= _ENOUGH or how.in_title) and self._fits(event, other.id):
                best, most = index, shared
        return best

    def _fits(self, event: Event, other: str) -> bool:
        """Whether no telling of the other's incident was elsewhere, at another time or of other numbers."""
        told = self._scenes.get(self._root(other), ())[:_WINDOW]
        return not any(_is_elsewhere(event, scene, self._known) or _counts_others(event, scene, self._known) for scene in told)

    def _root(self, event: str) -> str:
        while event in self._earlier:
            event = self._earlier[event]
        return event


def _tied(event: Event, wording: Wording, events: Sequence[Event], heirs: Mapping[str, str]) -> str | None:
    """The event whose incident ``event`` tells more of in its own sentence; what is denied belongs to none that is told."""
    if wording.tied is None or events[wording.tied].polarity is not event.polarity:
        return None
    return heirs.get(events[wording.tied].id, events[wording.tied].id)


def _completed(events: list[Event], known: Known) -> tuple[Event, ...]:
    """The tellings at the place and time that the others of the same incident name, where they name none and the others agree."""
    tellings: dict[str, list[Event]] = {}
    for event in events:
        tellings.setdefault(event.same_as or event.id, []).append(event)
    where = {root: _agreed((event.place, known.places) for event in group) for root, group in tellings.items()}
    when = {root: _agreed((event.time, known.times) for event in group) for root, group in tellings.items()}
    done = []
    for event in events:
        place, time = where[event.same_as or event.id], when[event.same_as or event.id]
        done.append(event)
        if event.place is None and place is not None:
            done[-1] = replace(done[-1], place=place, place_how="thread")
        if event.time is None and time is not None:
            done[-1] = replace(done[-1], time=time, time_how="thread")
    return tuple(done)


def _agreed(found: "Iterable[tuple[str | None, Mapping[str, str]]]") -> str | None:
    """The first of the ids that are there, None where two of them mean different things."""
    ids = [(identifier, meanings[identifier]) for identifier, meanings in found if identifier and identifier in meanings]
    return ids[0][0] if len({meaning for _, meaning in ids}) == 1 else None


def _adds_nothing(event: Event) -> bool:
    return not (event.actors or event.targets or event.place_how == "clause" or event.time_how == "clause" or event.figures)


def _is_of_kind(event: Event, other: Event) -> bool:
    """Whether a noun of one mode may name an event of another: any attack may be "the attack", only a kidnapping "the kidnapping"."""
    return event.mode == other.mode or event.mode is None or (other.mode is None and event.mode not in _NARROW)


def _contradicts(one: Event, two: Event, known: Known) -> bool:
    """Whether two tellings cannot be of one event: other days, other spots, other names, other numbers of the same unit."""
    if _is_elsewhere(one, two, known) or (one.mode != two.mode and (one.mode in _APART or two.mode in _APART)):
        return True
    if one.type in _MUTUAL:
        return _are_others(_named(one, known), _named(two, known))
    for mine, theirs in ((one.actors, two.actors), (one.targets, two.targets)):
        ours = {known.identity[m] for m in mine if m in known.named}
        others = {known.identity[m] for m in theirs if m in known.named}
        if ours and others and not ours & others:
            return True
    return _counts_others(one, two, known)


def _counts_others(one: Event, two: Event, known: Known) -> bool:
    """Whether two tellings give other numbers of the same ("dead", and "dead+injured"), and share none."""
    counted = {known.figures[f] for f in one.figures if f in known.figures}
    told = {known.figures[f] for f in two.figures if f in known.figures}
    if not counted.isdisjoint(told):
        return False
    units = {part for unit, _ in counted for part in unit.split("+")}
    return not units.isdisjoint(part for unit, _ in told for part in unit.split("+"))


def _named(event: Event, known: Known) -> frozenset[str]:
    return frozenset(known.identity[m] for m in (*event.actors, *event.targets) if m in known.named)


def _are_others(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether each side names somebody whom the other leaves out, though both name who takes part: another meeting."""
    return bool(ours - theirs) and bool(theirs - ours)


def _is_elsewhere(one: Event, two: Event, known: Known) -> bool:
    day, other = known.times.get(one.time or ""), known.times.get(two.time or "")
    if day is not None and other is not None and not _overlap(day, other):
        return True
    return one.place in known.spots and two.place in known.spots and known.places[one.place] != known.places[two.place]


def _overlap(one: str, two: str) -> bool:
    """Whether two values of times may be of the same day: equal, or one the start of the other (a month and its day)."""
    return one.startswith(two) or two.startswith(one)


def _shared(one: Event, wording: Wording, two: Event, how: Wording, known: Known) -> int:
    """How much two tellings share: participants, figures, a place, their word; less for a role that each fills otherwise.

    A noun with "the" names what was told, and so does a bare word that was told before.
    """
    shared = 0
    for mine, theirs, comparable in ((one.actors, two.actors, True), (one.targets, two.targets, wording.is_result == how.is_result)):
        if mine and theirs and not {known.identity[m] for m in mine}.isdisjoint(known.identity[m] for m in theirs):
            shared += 2
        elif mine and theirs and comparable:
            shared -= 2
    counted = {known.figures[f] for f in one.figures if f in known.figures}
    shared += 2 * (not counted.isdisjoint(known.figures[f] for f in two.figures if f in known.figures))
    shared += bool(one.place and two.place and known.places[one.place] == known.places[two.place])
    is_same_word = wording.stem == how.stem and one.type not in _STANCES
    shared += is_same_word
    if wording.is_noun and wording.is_definite and _is_of_kind(one, two):
        return shared + (1 if wording.is_described else _ENOUGH) + (one.mode is not None and one.mode == two.mode)
    return shared + (_ENOUGH if is_same_word and _adds_nothing(one) else 0)
