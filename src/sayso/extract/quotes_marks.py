"""Finds quotation marks in a paragraph and says for each whether it can open, close, or both; leaves apostrophes, inches and primes alone.

Everything here works on characters, in one pass each way, so that a paragraph costs time linear in its length.
"""

import re
from dataclasses import dataclass
from enum import Enum

_MARK = re.compile(r"""``|''|‘‘|’’|,,(?=\w)|["“”„‟«»‹›‘’‚'`]""")
_OPENS_BEFORE = frozenset("([{—–-/…:")
_ENDS = frozenset(".,;:!?)]}—–-…/")
_SENTENCE_MARKS = frozenset(".,!?…")
_ELIDED = re.compile(r"(?:\d\ds?\b|(?:tis|twas|til|em|cause|bout|round|n)\b)", re.IGNORECASE)
_SINGLE = frozenset({"'", "‘", "’", "‚", "`"})
_ONLY_OPENS = frozenset({"„", "‚", "``", "‘‘", ",,"})


class Family(Enum):
    """Marks that close one another, whichever way they curl."""

    DOUBLE = "double"
    SINGLE = "single"
    ANGLE = "angle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A quotation mark at ``start`` to ``end`` of the article, and what its surroundings allow it to be."""

    start: int
    end: int
    family: Family
    can_open: bool
    can_close: bool


def find_marks(text: str, start: int, end: int) -> list[Mark]:
    """The marks between ``start`` and ``end`` in text order; apostrophes, inches and feet are left out."""
    found: list[Mark] = []
    for match in _MARK.finditer(text, start, end):
        mark = _read_mark(text, match.start(), match.end(), start, end)
        if mark is not None:
            found.append(mark)
    return _without_lone_singles(text, found)


def _read_mark(text: str, at: int, stop: int, start: int, end: int) -> Mark | None:
    symbol = text[at:stop]
    before = text[at - 1] if at > start else " "
    after = text[stop] if stop < end else " "
    if symbol in _SINGLE and before.isalnum() and after.isalnum():
        return None
    opens = (before.isspace() or before in _OPENS_BEFORE or _is_quote(before)) and not after.isspace()
    closes = (not before.isspace() or _closes_behind_blank(text, at, start)) and (not after.isalnum() or symbol in {"”", "»", "›", "’’"})
    if symbol in _ONLY_OPENS:
        opens, closes = True, False
    elif symbol in "«»‹›" and opens and closes:
        opens, closes = symbol in "«‹", symbol in "»›"  # both ways round are in use; between blanks the shape decides
    elif symbol in {"“", "‟"} and not (closes and after.isspace()):
        opens, closes = True, False
    elif symbol == "”" and closes and not (opens and before.isspace()):
        opens = False
    if symbol in {"'", "’", "`"} and _ELIDED.match(text, stop, end) and opens:
        return None
    if not opens and not closes:
        return None
    return Mark(start=at, end=stop, family=_family(symbol), can_open=opens, can_close=closes)


def _closes_behind_blank(text: str, at: int, start: int) -> bool:
    """A closing mark that a blank keeps apart from the closing mark of an inner quotation."""
    return at - 2 >= start and _is_quote(text[at - 2]) and not text[at + 1 : at + 2].strip()


def _is_quote(character: str) -> bool:
    return character in "\"“”„‟«»‹›‘’‚'`"


def _family(symbol: str) -> Family:
    if symbol in _SINGLE:
        return Family.SINGLE
    return Family.ANGLE if symbol in "«»‹›" else Family.DOUBLE


def _without_lone_singles(text: str, marks: list[Mark]) -> list[Mark]:
    """Single marks only where an opening one meets a closing one; the others are apostrophes.

    Between an opening mark and the next one, the closing mark is the first behind a stop or comma, else the first not behind
    an s (the workers' pay), else the last.
    """
    singles = [mark for mark in marks if mark.family is Family.SINGLE]
    kept: set[int] = set()
    index = 0
    while index < len(singles):
        opening = singles[index]
        index += 1
        if not opening.can_open:
            continue
        closers: list[Mark] = []
        while index < len(singles) and (singles[index].can_close and not singles[index].can_open):
            closers.append(singles[index])
            index += 1
        best = _best_closer(text, closers)
        if best is not None:
            kept |= {opening.start, best.start}
    return [mark for mark in marks if mark.family is not Family.SINGLE or mark.start in kept]


def _best_closer(text: str, closers: list[Mark]) -> Mark | None:
    for closer in closers:
        if text[closer.start - 1] in _SENTENCE_MARKS or text[closer.end : closer.end + 1] in _ENDS:
            return closer
    for closer in closers:
        if text[closer.start - 1] not in "sS":
            return closer
    return closers[-1] if closers else None
