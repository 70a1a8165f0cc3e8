"""Where and when an event was, and which figures tell of it: from its own clause first, never from another event's."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.annotate import ParsedArticle
from sayso.annotate.parsed import offsets
from sayso.model import BlockKind, Event, EventFrame, EventType, Figure, Place, Span, Time
from sayso.resolve.events_ground import Standing, antecedent_of, described_by, is_ground, standing_of
from sayso.resolve.layers import Layers

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLIMB = 30
_MODES_AT_TARGET = frozenset({"visit", "aerial", "heavy-weapons", "explosives", "destroy", "seize"})
"""Modes whose target, where it is a place, is also where the event was."""
_MOVING = frozenset({EventType.RETREAT, EventType.MOBILIZE, EventType.CONSULT, EventType.COERCE, EventType.AID})
"""Types whose doers or targets move: to the end of a way is where the event was."""
_SAID = frozenset({EventType.REQUEST, EventType.REJECT, EventType.ACCUSE, EventType.SUPPORT, EventType.THREATEN})
"""Types of speech: where what they speak of is ("a ceasefire in Norway") is not where they were."""
_TOWNS = frozenset({"PPL", "PPLC", None})
_SPOTS = frozenset({"in", "at", "near", "outside", "inside"})
"""Prepositions before "Bergen market": on a nation's troops, in the face of its army, nothing is said of its ground."""
_HAPPENING = frozenset({EventType.ASSAULT, EventType.PROTEST, EventType.OTHER})
"""Types whose nouns take the name of the town where they were."""
_BORDERS = frozenset({"relcl", "ccomp", "advcl", "ROOT", "parataxis"})


class Scene:
    """Hands out places, times and figures of one article to its events.

    A place, time or figure belongs to the first event that a climb from it through the parse meets: the event's trigger, or the
    verb of its clause. What a climb gives to one event is never given to another. ``triggers`` are the head words of the frames.
    """

    def __init__(self, parsed: ParsedArticle, layers: Layers, frames: Sequence[EventFrame]) -> None:
        self._doc = parsed.doc
        self._starts = offsets(parsed.doc)
        self._layers = layers
        self.triggers = triggers = tuple(self._token(frame.trigger) for frame in frames)
        self._sentences = [None if token is None else token.sent.start for token in triggers]
        self._owners = _owners(triggers)
        self._triggers = frozenset(token.i for token in triggers if token is not None)
        self._types = [frame.type for frame in frames]
        ground = frozenset(place.text for place in layers.places if self._is_ground(place))
        places = [place for place in layers.places if not place.is_metonym and place.text in ground]
        self._standings = {place.id: standing for place in places if (standing := self._standing(place)) is not None}
        self._names = {place.id: token for place in places if (token := self._token(place.span)) is not None}
        here = [place for place in places if place.id in self._standings]
        dates = [time for time in layers.times if time.type in {"DATE", "TIME"}]
        self._at = sorted((place.span, place.id) for place in places)
        self._places, self._times = self._by_event(here), self._by_event(dates)
        spots = [place for place in here if not self._standings[place.id].tells_of_a_thing]
        self._described = self._by_antecedent(triggers)
        self._sentence_places, self._sentence_times = self._loose(spots, self._places), self._loose(dates, self._times)
        heads = {trigger.i: number for number, trigger in enumerate(triggers) if trigger is not None}
        describing = ((heads.get(described_by(name)), place) for place, name in self._names.items())
        self._placed = {number: place for number, place in describing if number is not None}
        self._town_spans = {place.id: place.span for place in places if place.kind in _TOWNS}
        self._headings = _heading_places(parsed, places)

    def without_towns(self, number: int, frame: EventFrame) -> EventFrame:
        """The frame without a town that only says where its noun was: "the Bergen bombing"; a country before it may be who did it."""
        named = self._placed.get(number)
        if named is None or named not in self._town_spans or frame.type not in _HAPPENING:
            return frame
        return replace(frame, actors=tuple(span for span in frame.actors if span != self._town_spans[named]))

    def place_and_date(self, number: int, event: Event, frame: EventFrame) -> Event:
        """The event with its place and time and the rule that gave each; ``number`` counts frames from 0."""
        place, place_how = self._place(number, frame)
        time, time_how = self._time(number)
        return replace(event, place=place, place_how=place_how, time=time, time_how=time_how)

    def hang_figures(self, events: list[Event]) -> tuple[list[Event], tuple[Figure, ...]]:
        """The events with the figures that their words or participants carry, and the figures with their event."""
        hung: dict[int, list[str]] = {}
        figures: list[Figure] = []
        for figure in self._layers.figures:
            owners = self._owner_of(figure.span)
            if owners and figure.event is None:
                hung.setdefault(owners[0], []).append(figure.id)
                figures.append(replace(figure, event=events[owners[0]].id))
            else:
                figures.append(figure)
        return [replace(event, figures=tuple(hung.get(n, ()))) for n, event in enumerate(events)], tuple(figures)

    def _place(self, number: int, frame: EventFrame) -> tuple[str | None, str | None]:
        named = self._placed.get(number)
        if named is not None and not any(span.start <= self._names[named].idx < span.end for span in (*frame.actors, *frame.targets)):
            return named, "clause"
        own = [place for place in self._places.get(number, ()) if self._is_scene(place, number)]
        if own:
            return min(own, key=lambda place: self._standings[place].is_way), "clause"
        if frame.mode in _MODES_AT_TARGET:
            for target in frame.targets:
                index = bisect_left(self._at, (target, ""))
                if index < len(self._at) and target.contains(self._at[index][0]):
                    return self._at[index][1], "clause"
        described = self._described.get(number)
        if described:
            return described, "sentence"
        sentence = self._sentences[number]
        loose = self._sentence_places.get(sentence) if sentence is not None else None
        if loose and (frame.type is EventType.CONSULT or not self._standings[loose].is_way):
            return loose, "sentence"
        index = bisect_right(self._headings, (frame.trigger.start, "")) - 1
        if frame.type is EventType.CONSULT and index >= 0 and self._headings[index][1]:
            return self._headings[index][1], "heading"
        return None, None

    def _time(self, number: int) -> tuple[str | None, str | None]:
        own = self._times.get(number)
        if own:
            return own[0], "clause"
        sentence = self._sentences[number]
        loose = self._sentence_times.get(sentence) if sentence is not None else None
        return (loose, "sentence") if loose else (None, None)

    def _by_event(self, items: "Sequence[Place | Time]") -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for item in items:
            for number in self._owner_of(item.span):
                found.setdefault(number, []).append(item.id)
        return found

    def _is_scene(self, place: str, number: int) -> bool:
        """Whether a place in the event's clause is where it was: the end of a way only of who moves or of what is named so."""
        standing = self._standings[place]
        is_named_so = standing.holder.i in self._triggers
        if standing.tells_of_a_thing and not is_named_so and (self._types[number] in _SAID or standing.is_topic):
            return False
        if not standing.is_way:
            return True
        return is_named_so or (self._types[number] in _MOVING and not standing.tells_of_a_thing)

    def _by_antecedent(self, triggers: "Sequence[Token | None]") -> dict[int, str]:
        """For events of a relative clause the place of the noun that it describes: "a hall in Bergen, where they were held"."""
        described = {standing.holder.i: place for place, standing in reversed(self._standings.items()) if not standing.is_way}
        described |= {name.i: place for place, name in self._names.items() if place in self._standings}
        found = {}
        for number, trigger in enumerate(triggers):
            noun = None if trigger is None else antecedent_of(trigger)
            if noun is not None and noun.i in described:
                found[number] = described[noun.i]
        return found

    def _standing(self, place: Place) -> Standing | None:
        token = self._token(place.span)
        standing = None if token is None else standing_of(token)
        if standing is None or token is None or token.dep_ not in {"compound", "nmod", "poss"}:
            return standing
        return standing if place.kind in _TOWNS and standing.preposition.lower_ in _SPOTS else None

    def _is_ground(self, place: Place) -> bool:
        token = self._token(place.span)
        return token is not None and is_ground(token, in_organisation=place.in_organisation)

    def _loose(self, items: "Sequence[Place | Time]", owned: dict[int, list[str]]) -> dict[int, str]:
        """The one place or time of a sentence that no event owns, by the sentence's first token; two of them are no answer."""
        given = {identifier for found in owned.values() for identifier in found}
        loose: dict[int, list[str]] = {}
        for item in items:
            token = self._token(item.span)
            if token is not None and item.id not in given and not _stands_before_a_noun(token):
                loose.setdefault(token.sent.start, []).append(item.id)
        return {sentence: found[0] for sentence, found in loose.items() if len(found) == 1}

    def _token(self, span: Span) -> "Token | None":
        """The head token of a span: the one whose own head lies outside."""
        if not self._starts:
            return None
        index = bisect_right(self._starts, span.start) - 1
        token = self._doc[max(index, 0)]
        for _ in range(_CLIMB):
            if token.head == token or not span.start <= token.head.idx < span.end:
                break
            token = token.head
        return token

    def _owner_of(self, span: Span) -> list[int]:
        """The events in whose clause a span stands, by number.

        What stands before a noun tells of that noun ("the Christmas market"), or of the event before it ("the May 4 murder attempt").
        """
        token = self._token(span)
        if token is not None and _stands_before_a_noun(token):
            before = (word.i for word in (token.head, *token.head.lefts) if word.i in self._triggers)
            return self._owners.get(next(before, -1), [])
        for _ in range(_CLIMB):
            if token is None:
                return []
            if token.i in self._owners:
                return self._owners[token.i]
            if token.head == token or (token.pos_ in {"VERB", "AUX"} and token.dep_ in _BORDERS):
                return []
            token = token.head
        return []


def _stands_before_a_noun(day: "Token") -> bool:
    """Whether a date is only what a noun is called after: the Christmas market, the October meeting."""
    return day.dep_ in {"compound", "nmod", "nummod"} and day.ent_type_ in {"DATE", "TIME"}


def _owners(triggers: "Sequence[Token | None]") -> dict[int, list[int]]:
    """The events by the token that stands for them: their trigger, and the verb of its clause where no event is that verb."""
    owners: dict[int, list[int]] = {}
    for number, token in enumerate(triggers):
        if token is not None:
            owners.setdefault(token.i, []).append(number)
    own = frozenset(owners)
    for number, token in enumerate(triggers):
        verb = None if token is None else _clause_verb(token)
        if verb is not None and verb.i not in own:
            owners.setdefault(verb.i, []).append(number)
    return owners


def _heading_places(parsed: ParsedArticle, places: "Sequence[Place]") -> list[tuple[int, str]]:
    """Where each section starts, and the one place its heading names; no name where it names none or several."""
    starts = sorted((place.span.start, place.id) for place in places)
    sections: list[tuple[int, str]] = []
    for block in parsed.article.story:
        if block.kind is BlockKind.HEADING:
            held = starts[bisect_left(starts, (block.span.start, "")) : bisect_left(starts, (block.span.end, ""))]
            sections.append((block.span.end, held[0][1] if len(held) == 1 else ""))
    return sections


def _clause_verb(token: "Token") -> "Token | None":
    """The verb of the clause in which a word stands."""
    for _ in range(_CLIMB):
        if token.pos_ in {"VERB", "AUX"}:
            return token
        if token.head == token:
            return None
        token = token.head
    return None
