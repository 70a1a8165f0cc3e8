"""Expressions counted from an event ("two days after the raid"): the event is looked up among what was told with a date."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.extract.times_reading import UNKNOWN, Reading
from sayso.resolve.calendar_point import shifted
from sayso.resolve.calendar_story import Anchor, Answer, calendar_answer

if TYPE_CHECKING:
    from spacy.tokens import Doc

_CLOCK_UNITS = frozenset({"H", "MIN", "S"})
_CONTENT = frozenset({"NOUN", "PROPN", "VERB"})
_ENDS_NAME = frozenset({"VERB", "AUX", "ADP", "SCONJ"})
_TAIL_TOKENS = 8
_REACH = 40
"""Tokens to each side of a dated expression that are looked at, at most to the ends of its sentence."""


@dataclass(frozen=True, slots=True)
class EventFinder:
    """Finds events in one document by their words; ``families`` gives words for the same happening one name."""

    doc: "Doc"
    starts: tuple[int, ...]
    families: Mapping[str, str]

    def find(self, end: int, tellings: Iterable[Anchor]) -> Anchor | None:
        """The dated expression whose sentence tells the event that is named from character ``end`` on; the latest of ``tellings``.

        An event named by one word only ("the raid") must stand in the sentence as that word, and all its sentences give one day.
        """
        wanted = list(self._event_words(end))
        if not wanted:
            return None
        families = self.families if len(wanted) > 1 else {}
        names = {families.get(word, word) for word in wanted}
        matching = [telling for telling in tellings if names <= {families.get(word, word) for word in self._sentence_words(telling.start)}]
        if len(wanted) == 1 and len({anchor.point for anchor in matching}) > 1:
            return None
        return matching[-1] if matching else None

    def _event_words(self, end: int) -> Iterator[str]:
        """Lemmas of the content words that name an event from character ``end`` on, up to the end of its phrase."""
        index = bisect_left(self.starts, end)
        found = False
        for token in self.doc[index : index + _TAIL_TOKENS]:
            if token.is_punct or token.is_sent_start or (found and token.pos_ in _ENDS_NAME):
                return
            if token.pos_ in _CONTENT:
                found = True
                yield token.lemma_.lower()

    def _sentence_words(self, start: int) -> Iterator[str]:
        """Lemmas of the content words around the expression at character ``start``."""
        index = bisect_left(self.starts, start)
        first = last = min(index, len(self.doc) - 1)
        while first > 0 and index - first < _REACH and not self.doc[first].is_sent_start:
            first -= 1
        while last + 1 < len(self.doc) and last - index < _REACH and not self.doc[last + 1].is_sent_start:
            last += 1
        return (token.lemma_.lower() for token in self.doc[first : last + 1] if token.pos_ in _CONTENT)


def answer_event(reading: Reading, event: Anchor) -> Answer | None:
    """The point so many units before or after ``event``; None where the event's date is too coarse or the count unknown."""
    unit, count = reading.unit or "D", reading.count
    if unit not in _CLOCK_UNITS and count == UNKNOWN:
        return None
    there = shifted(event.point, unit, (reading.step or 0) * (1.0 if count is None else count))
    return calendar_answer(there, event.name) if there else None
