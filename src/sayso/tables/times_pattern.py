"""The small pattern language of the time rules, and its compiler to regular expressions.

A pattern is a row of items: words (``ago``, alternatives as ``ago/back``, several words as one with ``_``), slots (``<month>``), optional
stretches in brackets (``[the]``). Items stand one white space apart; ``,`` between two allows a comma, ``~`` a hyphen or a
space, ``-`` demands a dash, ``+`` lets the items touch. Words match in any case; a slot says itself what it demands.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.errors import Code, SetupError

_SEPARATORS = {",": r",?\s{1,3}", "~": r"(?:-|\s{1,3})", "-": r"\s?[-–—]\s?", "+": r"\s?"}
_SPACE = r"\s{1,3}"
_ITEM = re.compile(r"\[|\]|[^\s\[\]]+")
_GROUP_IN_SLOT = re.compile(r"\d$")
_INNER_WORD = re.compile(r"[^\W\d_]+")
DIGIT, FOUR_DIGITS = "0", "0000"
"""First word of what starts with up to three digits, and with four or more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A named part of patterns: its regular expression and the lower-case words it can start with (`DIGIT` and `FOUR_DIGITS` for figures)."""

    regex: str
    first: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """A pattern ready to match, the words a match can start with, and all words that can start one of its items.

    ``loose`` are those of the first words that come from slots: a slot may go on with words that no list has.
    """

    regex: re.Pattern[str]
    first: frozenset[str]
    words: frozenset[str]
    loose: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a pattern: how it is spelled, what it and its items may start with, whether it may be empty, what joins it to the left.

    ``loose`` as in `Compiled`.
    """

    regex: str
    first: frozenset[str]
    words: frozenset[str]
    can_be_empty: bool
    joint: str
    loose: frozenset[str] = frozenset()


def compile_pattern(pattern: str, slots: dict[str, Slot]) -> Compiled:
    """Compile ``pattern``. Raises SetupError where it names an unknown slot or a bracket is open."""
    items = _ITEM.findall(pattern)
    parts, rest = _parse(items, slots, pattern)
    if rest:
        raise SetupError(Code.TABLE, f"stray bracket in {pattern!r}", where="time rules")
    return Compiled(
        regex=re.compile(rf"{_join(parts)}(?![\w])"),
        first=_union(part.first for part in _leading(parts)),
        words=_union(part.words for part in parts),
        loose=_union(part.loose for part in _leading(parts)),
    )


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*sets)


def _parse(items: list[str], slots: dict[str, Slot], pattern: str) -> tuple[list[_Part], list[str]]:
    """Parts up to the end or the closing bracket, and the items behind it."""
    parts: list[_Part] = []
    joint = _SPACE
    while items and items[0] != "]":
        item, items = items[0], items[1:]
        if item in _SEPARATORS:
            joint = _SEPARATORS[item]
            continue
        if item == "[":
            inner, items = _parse(items, slots, pattern)
            if not items:
                raise SetupError(Code.TABLE, f"open bracket in {pattern!r}", where="time rules")
            items = items[1:]
            parts.append(
                _Part(
                    _join(inner),
                    first=_union(part.first for part in _leading(inner)),
                    words=_union(part.words for part in inner),
                    can_be_empty=True,
                    joint=inner[0].joint if joint == _SPACE else joint,
                    loose=_union(part.loose for part in _leading(inner)),
                )
            )
        else:
            parts.append(_spell(item, slots, pattern, joint))
        joint = _SPACE
    return parts, items


def _spell(item: str, slots: dict[str, Slot], pattern: str, joint: str) -> _Part:
    """One word, its alternatives, or a slot."""
    if item.startswith("<"):
        group = item[1:-1]
        name = group if group in slots else _GROUP_IN_SLOT.sub("", group)
        if name not in slots:
            raise SetupError(Code.TABLE, f"unknown slot {item} in {pattern!r}", where="time rules")
        slot = slots[name]
        return _Part(f"(?P<{group}>{slot.regex})", slot.first, slot.first, can_be_empty=False, joint=joint, loose=slot.first)
    words = [word.replace("_", " ") for word in item.split("/")]
    every = frozenset(_INNER_WORD.findall(item.lower().replace("_", " ")))
    return _Part(any_word(words), first_words(words), every, can_be_empty=False, joint=joint)


def any_word(words: list[str]) -> str:
    """A regular expression for one of ``words`` in any case, the longest first."""
    spelled = sorted((re.escape(word).replace(r"\ ", _SPACE).replace("'", "['’]") for word in words), key=lambda word: (-len(word), word))
    return f"(?i:{'|'.join(spelled)})"


def first_words(words: list[str]) -> frozenset[str]:
    """How a phrase can start, as the finder reads words: the letters up to the first mark, or `DIGIT`."""
    return frozenset(DIGIT if word[0].isdigit() else re.split(r"[\W\d_]", word.lower())[0] for word in words)


def _join(parts: list[_Part]) -> str:
    """One regular expression; the joint of an optional part is inside its brackets, so that leaving it out leaves no space."""
    required = next((number for number, part in enumerate(parts) if not part.can_be_empty), len(parts))
    spelled = ""
    for number, part in enumerate(parts):
        if number < required:
            following = parts[number + 1].joint if number + 1 < len(parts) else ""
            spelled += f"(?:{part.regex}{following})?"
        elif number == required:
            spelled += part.regex
        else:
            spelled += f"(?:{part.joint}{part.regex})?" if part.can_be_empty else part.joint + part.regex
    return spelled


def _leading(parts: list[_Part]) -> list[_Part]:
    """The parts that a match can start with: the first that must be there, and the optional ones before it."""
    required = next((number for number, part in enumerate(parts) if not part.can_be_empty), len(parts) - 1)
    return parts[: required + 1]
