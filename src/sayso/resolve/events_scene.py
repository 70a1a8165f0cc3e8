"""Where and when an event was, and which figures tell of it: from its own clause first, never from another event's."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.annotate import ParsedArticle
from sayso.annotate.clauses import PLACE_PREPOSITIONS
from sayso.annotate.parsed import offsets
from sayso.model import BlockKind, Event, EventFrame, EventType, Figure, Place, Span, Time
from sayso.resolve.layers import Layers

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLIMB = 30
_MODES_AT_TARGET = frozenset({"visit", "aerial", "heavy-weapons", "explosives", "destroy", "seize"})
"""Modes whose target, where it is a place, is also where the event was."""
_GROUND = frozenset({"GPE", "LOC", "FAC"})
_BORDERS = frozenset({"relcl", "ccomp", "advcl", "ROOT", "parataxis"})


class Scene:
    """Hands out places, times and figures of one article to its events.

    A place, time or figure belongs to the first event that a climb from it through the parse meets: the event's trigger, or the
    verb of its clause. What a climb gives to one event is never given to another.
    """

    def __init__(self, parsed: ParsedArticle, layers: Layers, frames: Sequence[EventFrame]) -> None:
        self._doc = parsed.doc
        self._starts = offsets(parsed.doc)
        self._layers = layers
        triggers = [self._token(frame.trigger) for frame in frames]
        self._sentences = [None if token is None else token.sent.start for token in triggers]
        self._owners = _owners(triggers)
        places = [p for p in layers.places if not p.is_metonym and not p.in_organisation and self._is_ground(p.span)]
        here = [place for place in places if self._is_locative(place.span)]
        dates = [time for time in layers.times if time.type in {"DATE", "TIME"}]
        self._at = sorted((place.span, place.id) for place in places)
        self._places, self._times = self._by_event(here), self._by_event(dates)
        self._sentence_places, self._sentence_times = self._loose(here, self._places), self._loose(dates, self._times)
        self._headings = _heading_places(parsed, places)

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
        own = self._places.get(number)
        if own:
            return own[0], "clause"
        if frame.mode in _MODES_AT_TARGET:
            for target in frame.targets:
                index = bisect_left(self._at, (target, ""))
                if index < len(self._at) and target.contains(self._at[index][0]):
                    return self._at[index][1], "clause"
        sentence = self._sentences[number]
        loose = self._sentence_places.get(sentence) if sentence is not None else None
        if loose:
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

    def _loose(self, items: "Sequence[Place | Time]", owned: dict[int, list[str]]) -> dict[int, str]:
        """The one place or time of a sentence that no event owns, by the sentence's first token; two of them are no answer."""
        given = {identifier for found in owned.values() for identifier in found}
        loose: dict[int, list[str]] = {}
        for item in items:
            token = self._token(item.span)
            if token is not None and item.id not in given:
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
        """The events in whose clause a span stands, by number."""
        token = self._token(span)
        for _ in range(_CLIMB):
            if token is None:
                return []
            if token.i in self._owners:
                return self._owners[token.i]
            if token.head == token or (token.pos_ in {"VERB", "AUX"} and token.dep_ in _BORDERS):
                return []
            token = token.head
        return []

    def _is_ground(self, span: Span) -> bool:
        """Whether a toponym is a noun: a demonym tells of people."""
        token = self._token(span)
        return token is not None and token.pos_ != "ADJ" and token.ent_type_ not in {"PERSON", "ORG"}

    def _is_locative(self, span: Span) -> bool:
        """Whether a place stands behind a preposition of place, directly or in "the town of"."""
        token = self._token(span)
        for _ in range(4):
            if token is None or token.head == token:
                return False
            if token.dep_ == "pobj":
                if token.head.lower_ in PLACE_PREPOSITIONS:
                    return True
                if token.head.lower_ != "of":
                    return False
                token = token.head.head
                continue
            if token.dep_ not in {"appos", "conj"} and not (token.dep_ in {"compound", "nmod"} and token.head.ent_type_ in _GROUND):
                return False
            token = token.head
        return False


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
