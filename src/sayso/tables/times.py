"""Dates, times, durations and sets: the rule tables, compiled and indexed, and what their words mean."""

import re
from dataclasses import dataclass
from typing import Literal

import msgspec

from sayso.errors import Code, SetupError
from sayso.tables.loader import load_rows, load_table
from sayso.tables.times_pattern import Compiled, compile_pattern
from sayso.tables.times_slots import TenseWords, TimeWords, make_slots, spellings

type Kind = Literal[
    "date", "numeric", "weekday", "day", "unit", "shift", "duration", "set", "ref", "later", "clock", "season", "decade", "century",
    "quarter", "half", "fiscal", "holiday", "nth", "week_of",
]  # fmt: skip


class TimeRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule: what it looks like, what may stand around it, and what its words say."""

    id: str
    kind: Kind
    patterns: tuple[str, ...]
    example: tuple[str, ...]
    counter: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    not_left: tuple[str, ...] = ()
    not_right: tuple[str, ...] = ()
    base: Literal["clock", "told", "event", "any"] = "clock"
    step: int | None = None
    unit: str | None = None
    part: str | None = None
    value: str | None = None
    mod: str | None = None


class OpeningRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that may open an expression and what they add to it."""

    id: str
    kind: Literal["calendar", "duration"]
    patterns: tuple[str, ...]
    example: tuple[str, ...]
    mod: str | None = None
    part: str | None = None
    looks_ahead: bool = False


class GuardRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A test on the words before or behind an expression."""

    name: str
    side: Literal["left", "right"]
    regex: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRule:
    """One pattern of a row, compiled with its guards."""

    row: TimeRow
    regex: re.Pattern[str]
    left: tuple[re.Pattern[str], ...]
    right: tuple[re.Pattern[str], ...]
    not_left: tuple[re.Pattern[str], ...]
    not_right: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """One pattern of an opening, compiled."""

    row: OpeningRow
    regex: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanings:
    """What a word of a slot means, by its lower-case form."""

    months: dict[str, int]
    weekdays: dict[str, int]
    units: dict[str, str]
    parts: dict[str, str]
    seasons: dict[str, str]
    numbers: dict[str, float]
    vague: frozenset[str]
    ordinals: dict[str, int]
    decades: dict[str, int]
    zones: dict[str, str]
    holidays: dict[str, str]
    families: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRules:
    """The rows of this layer, indexed by the lower-case word that an expression starts with.

    ``function`` words open an expression only where one of ``vocabulary`` follows soon; this spares a look at every "the". ``behind`` has
    the rules of a function word once more, by the lower-case word that stands behind it.
    """

    rules: dict[str, tuple[TimeRule, ...]]
    behind: dict[str, dict[str, tuple[TimeRule, ...]]]
    openings: dict[str, tuple[Opening, ...]]
    meanings: Meanings
    tense: TenseWords
    passing: re.Pattern[str]
    function: frozenset[str]
    vocabulary: frozenset[str]


def load_time_rules() -> TimeRules:
    """Read and index the tables. Raises SetupError where a row does not fit."""
    words = msgspec.convert(load_table("times_words"), TimeWords)
    slots = make_slots(words)
    guards = {row.name: row for row in load_rows("times_context", GuardRow, key="guard")}
    rules: dict[str, list[TimeRule]] = {}
    vocabulary: set[str] = set()
    patterns: dict[str, list[Compiled]] = {}
    for row in load_rows("times", TimeRow):
        for pattern in row.patterns:
            compiled = compile_pattern(pattern, slots)
            vocabulary |= compiled.words
            rule = TimeRule(
                row=row,
                regex=compiled.regex,
                left=_guards(row, row.left, "left", guards),
                right=_guards(row, row.right, "right", guards),
                not_left=_guards(row, row.not_left, "left", guards),
                not_right=_guards(row, row.not_right, "right", guards),
            )
            for word in sorted(compiled.first):
                rules.setdefault(word, []).append(rule)
                patterns.setdefault(word, []).append(compiled)
    openings: dict[str, list[Opening]] = {}
    for opening in load_rows("times_context", OpeningRow, key="opening"):
        for pattern in opening.patterns:
            compiled = compile_pattern(pattern, slots)
            vocabulary |= compiled.words
            for word in sorted(compiled.first):
                openings.setdefault(word, []).append(Opening(row=opening, regex=compiled.regex))
    return TimeRules(
        rules={word: tuple(found) for word, found in rules.items()},
        behind={word: _behind(word, rules[word], patterns[word], vocabulary) for word in sorted(words.function & rules.keys())},
        openings={word: tuple(found) for word, found in openings.items()},
        meanings=_meanings(words),
        tense=words.tense,
        function=words.function,
        vocabulary=frozenset(vocabulary - words.function),
        passing=re.compile(guards["passing"].regex, re.IGNORECASE),
    )


def _behind(first: str, rules: list[TimeRule], patterns: list[Compiled], vocabulary: set[str]) -> dict[str, tuple[TimeRule, ...]]:
    """The rules that can start with the word ``first``, by each word that can stand behind it; "" for a word that no pattern has."""
    pairs = list(zip(rules, patterns, strict=True))
    return {
        second: tuple(rule for rule, pattern in pairs if second in pattern.words or first in pattern.loose)
        for second in ("", *sorted(vocabulary))
    }


def _guards(row: TimeRow, names: tuple[str, ...], side: str, guards: dict[str, GuardRow]) -> tuple[re.Pattern[str], ...]:
    """The named guards of one side, compiled. Raises SetupError where a row names none or one of the other side."""
    for name in names:
        if name not in guards or guards[name].side != side:
            raise SetupError(Code.TABLE, f"no guard {name!r} on the {side}", where=f"tables/times.toml, {row.id}")
    return tuple(re.compile(guards[name].regex, re.IGNORECASE) for name in names)


def _meanings(words: TimeWords) -> Meanings:
    return Meanings(
        months={word.lower(): int(key) for key, spelled in words.months.items() for word in spelled},
        weekdays={word.lower().rstrip("."): int(key) for key, spelled in words.weekdays.items() for word in spelled},
        units=_by_word(words.units),
        parts=_by_word(words.parts),
        seasons=_by_word(words.seasons),
        numbers={word: float(key) for key, spelled in words.numbers.items() for word in spelled},
        vague=frozenset(spellings(words.vague)),
        ordinals={word: int(key) for key, spelled in words.ordinals.items() for word in spelled},
        decades={word: int(key) for key, spelled in words.decades.items() for word in spelled},
        zones=_by_word(words.zones),
        holidays=_by_word(words.holidays),
        families=_by_word(words.families),
    )


def _by_word(table: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {word.lower(): key for key, spelled in table.items() for word in spelled}
