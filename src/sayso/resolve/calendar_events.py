"""Expressions counted from an event ("two days after the raid"): the event is looked up among what was told with a date."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.extract.times_reading import UNKNOWN, Reading
from sayso.model import Span
from sayso.resolve.calendar_point import shifted
from sayso.resolve.calendar_story import Anchor, Answer, calendar_answer

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CLOCK_UNITS = frozenset({"H", "MIN", "S"})
_CONTENT = frozenset({"NOUN", "PROPN", "VERB"})
_TAIL_TOKENS = 8
_REMEMBERED = 60
"""Dated sentences that are looked through, the latest first."""
_SENTENCE_TOKENS = 80


@dataclass(frozen=True, slots=True)
class _Telling:
    """A dated expression and the words of its sentence."""

    anchor: Anchor
    words: frozenset[str]


@dataclass(slots=True)
class EventFinder:
    """The dated sentences of one article so far; ``families`` gives words for the same happening one name."""

    doc: "Doc"
    starts: tuple[int, ...]
    families: Mapping[str, str]
    _tellings: list[_Telling] = field(default_factory=list)

    def remember(self, anchor: Anchor, span: Span) -> None:
        """Note a dated expression at ``span``."""
        index = bisect_left(self.starts, span.start)
        if index < len(self.doc):
            sentence = self.doc[index].sent
            words = frozenset(self._name(token) for token in sentence[:_SENTENCE_TOKENS] if token.pos_ in _CONTENT)
            self._tellings.append(_Telling(anchor, words))
            del self._tellings[:-_REMEMBERED]

    def find(self, end: int) -> Anchor | None:
        """The dated expression whose sentence tells the event that is named from character ``end`` on; the latest of them."""
        index = bisect_left(self.starts, end)
        wanted: list[str] = []
        for token in self.doc[index : index + _TAIL_TOKENS]:
            if token.is_punct or token.is_sent_start or (wanted and token.pos_ in {"VERB", "AUX", "ADP", "SCONJ"}):
                break
            if token.pos_ in _CONTENT:
                wanted.append(self._name(token))
        matching = [telling.anchor for telling in self._tellings if wanted and telling.words.issuperset(wanted)]
        if len(wanted) == 1 and len({anchor.point for anchor in matching}) > 1:
            return None
        return matching[-1] if matching else None

    def _name(self, token: "Token") -> str:
        lemma = token.lemma_.lower()
        return self.families.get(lemma, lemma)


def answer_event(reading: Reading, event: Anchor) -> Answer | None:
    """The point so many units before or after ``event``; None where the event's date is too coarse or the count unknown."""
    unit, count = reading.unit or "D", reading.count
    if unit not in _CLOCK_UNITS and count == UNKNOWN:
        return None
    there = shifted(event.point, unit, (reading.step or 0) * (1.0 if count is None else count))
    return calendar_answer(there, event.name) if there else None
