"""A page whose lines have their kinds, and what a line says of who wrote the story and when."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.clean.units import Unit
from sayso.model import BlockKind

WORD = re.compile(r"\w+(?:['’]\w+)?")
_PERSON = r"(?!(?:The|An?|How|Why|What|In|On) )(?:[A-Z][\w.'’-]*|[A-Z]\.)(?: (?:[A-Z][\w.'’-]*|de|van|von|al|bin|da|del)){1,4}"
NAME = re.compile(_PERSON)
NAMES = re.compile(rf"{_PERSON}(?:(?:,| and) {_PERSON}|, [A-Z]{{2,4}})*")
LONGEST_SIGNATURE = 120
_SIGNED = re.compile(r"(?i)(?:by|author:?|written by|posted(?: by)?|published|updated|last updated)\b")
_DAY = re.compile(
    r"\d{1,2}:\d\d|\b\d{1,2}(?:st|nd|rd|th)?[,.]? ?(?:[A-Z][a-z]{2,8}\.?,? )?(?:19|20)\d\d\b|\b\d{1,2}([./-])\d{1,2}\1(?:19|20)\d\d\b"
    r"|\b(?:19|20)\d\d-\d\d-\d\d\b|\b(?:minutes?|hours?|days?) ago\b"
)
_CLOCK = re.compile(r"\d{1,2}:\d\d")
_LONGEST_DAY = 4  # words
_NEAR = 10  # lines above and below
_A_LIST = 4  # dated lines that near: no story has so many days in its head


def is_signature(text: str) -> bool:
    """Whether a line says who wrote the story or when it was published."""
    return len(text) <= LONGEST_SIGNATURE and bool(_SIGNED.match(text) or _DAY.search(text))


def is_dated(text: str) -> bool:
    """Whether a line holds a day or a time of day."""
    return bool(_DAY.search(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A page whose units have their kinds; ``title`` is the index of its headline, ``lead`` of the first paragraph (None without one)."""

    text: str
    units: Sequence[Unit]
    kinds: Sequence[BlockKind]
    lead: int | None
    title: int | None = None

    def raw(self, index: int) -> str:
        """The words of a unit as they stand in the text."""
        return self.units[index].span.slice(self.text)

    def is_card(self, index: int) -> bool:
        """Whether a line is in a list of other stories, each with its day alone in the line below."""
        below = next((unit.text for unit in self.units[index + 1 : index + 3] if is_signature(unit.text)), "")
        if len(WORD.findall(below)) > _LONGEST_DAY or _CLOCK.search(below):
            return False
        near = self.units[max(0, index - _NEAR) : index + _NEAR + 1]
        return sum(len(unit.text) <= LONGEST_SIGNATURE and is_dated(unit.text) for unit in near) >= _A_LIST
