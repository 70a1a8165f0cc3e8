"""Whether the words around a date look back or forward: the tense of the verb it hangs on."""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sayso.tables.times_slots import TenseWords

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CLIMB_LIMIT = 8
_LOOK_BACK = 14
_DAY_PARTS = frozenset({"morning", "afternoon", "evening", "night"})
_INSIDE_NOUN = frozenset({"compound", "poss", "nmod"})
_UNTIL = frozenset({"until", "till", "to"})
_AM = frozenset({"is", "are", "am", "'s", "’s", "'re", "’re"})
_PAST_HELPERS = frozenset({"was", "were", "had", "did", "has", "have", "been"})


class Tense(StrEnum):
    """Which way a date looks from the day of the story."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    MODAL = "modal"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class TenseFinder:
    """Looks tenses up in one document; ``starts`` are the first characters of its tokens."""

    doc: "Doc"
    starts: tuple[int, ...]
    words: TenseWords

    def at(self, start: int) -> Tense:
        """The tense of the words that the expression at character ``start`` hangs on: of the verb above it, else of the nearest before it."""
        index = bisect_right(self.starts, start) - 1
        if index < 0:
            return Tense.OPEN
        token = self.doc[index]
        found = self._above(token)
        return found if found is not Tense.OPEN else self._nearest(token)

    def _above(self, token: "Token") -> Tense:
        """The tense of the verb above; participles and infinitives pass on to what they hang on, unless they look ahead themselves.

        An infinitive says nothing about a day that is part of a noun phrase ("vowed to pay for Friday's damage").
        """
        until = token.i > 0 and token.nbor(-1).lower_ in _UNTIL
        if token.head.lower_ in _DAY_PARTS and token.dep_ in _INSIDE_NOUN:
            token = token.head
        is_inside_noun = token.dep_ in _INSIDE_NOUN
        index = token.i
        for _ in range(_CLIMB_LIMIT):
            if token.lower_ in self.words.due and (token.tag_ != "VBD" or token.i < index):
                return Tense.FUTURE
            if token.pos_ in {"VERB", "AUX"}:
                if until and token.lemma_.lower() in self.words.postpone:
                    return Tense.FUTURE
                tense = self._of_verb(token)
                if tense is not Tense.OPEN and not (is_inside_noun and _is_infinitive(token)):
                    return tense
            if token.head == token:
                return Tense.OPEN
            token = token.head
        return Tense.OPEN

    def _of_verb(self, verb: "Token") -> Tense:
        """The tense of a verb with its auxiliaries; OPEN where it has none of its own."""
        helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
        above = verb.head
        if helpers & self.words.will:
            return Tense.FUTURE
        if helpers & self.words.modal:
            return Tense.PAST if "have" in helpers else Tense.MODAL
        if "to" in helpers:
            if above.lemma_.lower() in self.words.intend or above.lower_ in _AM:
                return Tense.FUTURE
            return Tense.MODAL if above.lower_ in {"was", "were"} else Tense.OPEN
        if verb.tag_ == "VBD" or helpers & _PAST_HELPERS:
            return Tense.PAST
        if verb.tag_ == "VBG":
            return Tense.PRESENT if helpers & _AM else Tense.OPEN
        if verb.tag_ == "VBN":
            return Tense.OPEN if verb.dep_ in {"amod", "advcl"} else Tense.PAST
        return Tense.PRESENT if verb.tag_ in {"VBZ", "VBP"} else Tense.OPEN

    def _nearest(self, token: "Token") -> Tense:
        """The nearest verb to the left within the sentence."""
        doc = token.doc
        for index in range(token.i - 1, max(-1, token.i - _LOOK_BACK), -1):
            left = doc[index]
            if left.lower_ in self.words.will or left.lower_ in self.words.due:
                return Tense.FUTURE
            if left.tag_ == "VBD":
                return Tense.PAST
            if left.is_sent_start:
                break
        return Tense.OPEN


def _is_infinitive(verb: "Token") -> bool:
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)
