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
    """The groups by id, each as one pattern over lower-case text."""

    groups: tuple[tuple[str, re.Pattern[str]], ...]


def load_page_marks() -> PageMarks:
    """Read the table. Raises SetupError where a row does not fit."""
    return PageMarks(groups=tuple((row.id, _whole_words(row.words)) for row in load_rows("page_marks", MarkRow)))


def _whole_words(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")
