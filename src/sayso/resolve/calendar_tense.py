"""Whether the words around a date look back or forward: the tense of the verb it hangs on."""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CLIMB_LIMIT = 8
_LOOK_BACK = 14
_WILL = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_MODALS = frozenset({"would", "could", "may", "might", "should", "can", "must", "ca"})
_DUE = frozenset({"due", "scheduled", "slated", "expected", "planned", "set", "upcoming", "poised", "forthcoming", "pending", "ahead"})
_INTENDS = frozenset(
    {"plan", "expect", "intend", "want", "hope", "aim", "prepare", "agree", "vow", "promise", "go", "urge", "ask", "call", "pledge", "schedule", "set", "order",
     "invite", "propose", "due", "need"}
)  # fmt: skip


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

    def at(self, start: int) -> Tense:
        """The tense of the words that the expression at character ``start`` hangs on."""
        index = bisect_right(self.starts, start) - 1
        if index < 0:
            return Tense.OPEN
        token = self.doc[index]
        found = _governing_tense(token)
        return found if found is not Tense.OPEN else _nearest_tense(token)


def tense_finder(doc: "Doc") -> TenseFinder:
    """A finder for ``doc``; one pass over its tokens."""
    return TenseFinder(doc, tuple(token.idx for token in doc))


def _governing_tense(token: "Token") -> Tense:
    """The tense of the verb above the token; participles and infinitives pass on to what they hang on, unless they look forward."""
    for _ in range(_CLIMB_LIMIT):
        if token.lower_ in _DUE and token.dep_ != "attr":
            return Tense.FUTURE
        if token.pos_ in {"VERB", "AUX"}:
            tense = _verb_tense(token)
            if tense is not Tense.OPEN:
                return tense
        if token.head == token:
            return Tense.OPEN
        token = token.head
    return Tense.OPEN


def _verb_tense(verb: "Token") -> Tense:
    """The tense of a verb with its auxiliaries; OPEN where it has none of its own."""
    helpers = [child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    if any(word in _WILL for word in helpers):
        return Tense.FUTURE
    if any(word in _MODALS for word in helpers):
        return Tense.PAST if "have" in helpers else Tense.MODAL
    if verb.lower_ in _DUE:
        return Tense.FUTURE
    if "to" in helpers:
        looks_ahead = verb.head.lemma_.lower() in _INTENDS or verb.head.lower_ in {"is", "are", "'s", "’s"}
        return Tense.FUTURE if looks_ahead else Tense.MODAL if verb.head.lower_ in {"was", "were"} else Tense.OPEN
    if verb.tag_ == "VBD" or any(word in {"was", "were", "had", "did", "has", "have", "been"} for word in helpers):
        return Tense.PAST
    if verb.tag_ == "VBG":
        return Tense.PRESENT if any(word in {"is", "are", "am"} for word in helpers) else Tense.OPEN
    if verb.tag_ == "VBN":
        return Tense.OPEN if verb.dep_ in {"acl", "amod", "advcl"} else Tense.PAST
    return Tense.PRESENT if verb.tag_ in {"VBZ", "VBP"} else Tense.OPEN


def _nearest_tense(token: "Token") -> Tense:
    """The nearest verb to the left within the sentence."""
    doc, first = token.doc, token.i
    for index in range(first - 1, max(-1, first - _LOOK_BACK), -1):
        left = doc[index]
        if left.is_sent_start and index != first - 1:
            break
        if left.lower_ in _WILL or left.lower_ in _DUE:
            return Tense.FUTURE
        if left.tag_ == "VBD":
            return Tense.PAST
    return Tense.OPEN
