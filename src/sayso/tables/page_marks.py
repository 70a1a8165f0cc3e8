"""Words that tell page furniture from story."""

import re
from dataclasses import dataclass

import msgspec

from sayso.tables.loader import load_rows


class MarkRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One group of words, matched whole and in lower case; ``example`` has one of them, ``counter`` none."""

    id: str
    words: tuple[str, ...]
    example: str
    counter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMarks:
    """The groups' ids, and one pattern over lower-case text whose group number (from 1) is the place of the id."""

    names: tuple[str, ...]
    pattern: re.Pattern[str]

    def count(self, text: str) -> list[int]:
        """How many words of each group stand in ``text`` (lower case), in the order of ``names``."""
        found = [0] * len(self.names)
        for match in self.pattern.finditer(text):
            found[(match.lastindex or 1) - 1] += 1
        return found


def load_page_marks() -> PageMarks:
    """Read the table. Raises SetupError where a row does not fit."""
    rows = load_rows("page_marks", MarkRow)
    groups = "|".join("(" + _longest_first(row.words) + ")" for row in rows)
    return PageMarks(names=tuple(row.id for row in rows), pattern=re.compile(rf"(?<!\w)(?:{groups})(?!\w)"))


def _longest_first(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
