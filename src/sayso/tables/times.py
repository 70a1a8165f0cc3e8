"""Dates, times, durations and sets: the rule tables and the slots their patterns are made of."""

import re
from dataclasses import dataclass
from typing import Literal

import msgspec

from sayso.errors import Code, SetupError
from sayso.tables.loader import load_rows, load_table
from sayso.tables.times_pattern import DIGIT, FOUR_DIGITS, Slot, any_word, compile_pattern, first_words

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


class TenseWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that turn a date towards the future: ``intend`` and ``postpone`` by lemma, the others in lower case."""

    will: frozenset[str]
    modal: frozenset[str]
    due: frozenset[str]
    intend: frozenset[str]
    postpone: frozenset[str]


class TimeWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words of the slots, by meaning."""

    function: frozenset[str]
    months: dict[str, tuple[str, ...]]
    weekdays: dict[str, tuple[str, ...]]
    units: dict[str, tuple[str, ...]]
    parts: dict[str, tuple[str, ...]]
    seasons: dict[str, tuple[str, ...]]
    numbers: dict[str, tuple[str, ...]]
    vague: dict[str, tuple[str, ...]]
    ordinals: dict[str, tuple[str, ...]]
    decades: dict[str, tuple[str, ...]]
    zones: dict[str, tuple[str, ...]]
    holidays: dict[str, tuple[str, ...]]
    families: dict[str, tuple[str, ...]]
    tense: TenseWords


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

    ``function`` words open an expression only where one of ``vocabulary`` follows soon; this spares a look at every "the".
    """

    rules: dict[str, tuple[TimeRule, ...]]
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
    openings: dict[str, list[Opening]] = {}
    for opening in load_rows("times_context", OpeningRow, key="opening"):
        for pattern in opening.patterns:
            compiled = compile_pattern(pattern, slots)
            vocabulary |= compiled.words
            for word in sorted(compiled.first):
                openings.setdefault(word, []).append(Opening(row=opening, regex=compiled.regex))
    return TimeRules(
        rules={word: tuple(found) for word, found in rules.items()},
        openings={word: tuple(found) for word, found in openings.items()},
        meanings=_meanings(words),
        tense=words.tense,
        function=words.function,
        vocabulary=frozenset(vocabulary - words.function),
        passing=re.compile(guards["passing"].regex, re.IGNORECASE),
    )


def _guards(row: TimeRow, names: tuple[str, ...], side: str, guards: dict[str, GuardRow]) -> tuple[re.Pattern[str], ...]:
    """The named guards of one side, compiled. Raises SetupError where a row names none or one of the other side."""
    for name in names:
        if name not in guards or guards[name].side != side:
            raise SetupError(Code.TABLE, f"no guard {name!r} on the {side}", where=f"tables/times.toml, {row.id}")
    return tuple(re.compile(guards[name].regex, re.IGNORECASE) for name in names)


def make_slots(words: TimeWords) -> dict[str, Slot]:
    """Every slot that patterns may name."""
    months = _all(words.months)
    names = [spelled[0] for spelled in words.months.values()]
    weekdays = _all(words.weekdays)
    units = _all(words.units)
    plural = [unit for unit in units if unit.endswith("s")]
    parts = [part for part in _all(words.parts) if part != "overnight"]
    digits, four = frozenset({DIGIT}), frozenset({FOUR_DIGITS})
    number = f"(?:{_digits_number()}|{any_word(_all(words.vague))}|{_word_number(words)})"
    return {
        "month": Slot(regex=_capitalised(months, dot=True), first=first_words(months)),
        "monthname": Slot(regex=_capitalised(names, dot=False), first=first_words(names)),
        "plainmonth": _capitalised_slot([name for name in names if name not in {"March", "May", "April", "June", "August"}]),
        "weekday": _capitalised_slot(weekdays),
        "weekdays": _capitalised_slot([spelled[0] + "s" for spelled in words.weekdays.values()]),
        "weekdayabbr": _capitalised_slot([word.rstrip(".") for word in weekdays]),
        "day": Slot(regex=r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d)", first=digits),
        "dayth": Slot(regex=r"(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th)", first=digits),
        "year": Slot(regex=r"(?:1[0-9]\d\d|20\d\d)", first=four),
        "nearyear": Slot(regex=r"(?:19\d\d|20[0-4]\d)", first=four),
        "anyyear": Slot(regex=r"[1-9]\d{0,3}", first=digits | four),
        "yeartail": Slot(regex=r"(?:1\d{3}|20\d\d|\d\d)", first=digits | four),
        "yy": Slot(regex=r"['’‘]\d\d", first=frozenset({"'"})),
        "iso": Slot(regex=r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?", first=four),
        "dmy": Slot(regex=r"(?:3[01]|[12]\d|0?[1-9])(?P<mark>[./-])(?:3[01]|[12]\d|0?[1-9])(?P=mark)(?:\d{4}|\d\d)", first=digits),
        "era": Slot(regex=r"(?:B\.\s?C\.(?:\s?E\.)?|B\.?C(?:E)?|A\.D\.|AD|CE)", first=frozenset({"b", "bc", "bce", "a", "ad", "ce"})),
        "eraad": Slot(regex=r"(?:A\.D\.|AD)", first=frozenset({"a", "ad"})),
        "decadeyear": Slot(regex=r"(?:1\d|20)\d0['’]?s", first=four),
        "decadeyy": Slot(regex=r"['’‘]?[1-9]0['’]?s", first=frozenset({"'", DIGIT})),
        "bcdecade": Slot(regex=r"\d{2,3}0s", first=digits | four),
        "hour": Slot(regex=r"(?:1[0-2]|0?[1-9])", first=digits),
        "hour24": Slot(regex=r"(?:[01]?\d|2[0-4])", first=digits),
        "minute": Slot(regex=r":[0-5]\d", first=frozenset()),
        "minutes": Slot(regex=r"[:.][0-5]\d", first=frozenset()),
        "hhmm": Slot(regex=r"(?:[01]\d|2[0-3])[0-5]\d", first=four),
        "ampm": Slot(regex=r"(?:[ap]\.\s?m\b\.?|[apAP][mM]|[AP]\.M\.)", first=frozenset()),
        "number": Slot(regex=number, first=digits | four | first_words(_all(words.vague) + _all(words.numbers))),
        "hourword": _slot(
            [
                *[word for word in _all(words.numbers) if " " not in word and word not in {"a", "an", "both", "half"}],
                *map(str, range(1, 13)),
            ]
        ),
        "unit": _slot([unit for unit in units if unit not in {"sec", "min", "quarter", "quarters"}]),
        "digits": Slot(regex=r"\d{1,3}", first=digits),
        "units": _slot(plural),
        "bigunit": _slot(["day", "night", "weekend", "week", "month", "quarter", "year", "decade", "century"]),
        "wholeunit": _slot(["week", "month", "quarter", "year", "decade", "century", "day"]),
        "nthunit": _slot(["day", "week", "weekend", "quarter"]),
        "quarterunit": _slot(["quarter", "century"]),
        "part": _slot(parts),
        "season": _slot(_all(words.seasons)),
        "ordinal": _slot(_all(words.ordinals)),
        "decadeword": _slot(_all(words.decades)),
        "early": _slot(["early", "late", "mid"]),
        "zone": Slot(regex=rf"(?:(?:GMT|UTC)\s?[+-]\s?\d{{1,2}}|{_longest(_all(words.zones))})", first=frozenset()),
        "zoneparen": Slot(regex=r"\((?:GMT|UTC)\s?[+-]\d{1,2}\)", first=frozenset()),
        "zonesure": Slot(regex="(?:GMT|UTC|Z|hrs|hours)", first=frozenset()),
        "quarter": Slot(regex="Q[1-4]", first=frozenset({"q"})),
        "holiday": Slot(regex=_longest(_all(words.holidays)).replace("'", "['’]"), first=first_words(_all(words.holidays))),
    }


def _all(table: dict[str, tuple[str, ...]]) -> list[str]:
    return [word for spelled in table.values() for word in spelled]


def _slot(words: list[str]) -> Slot:
    return Slot(regex=any_word(words), first=first_words(words))


def _longest(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _capitalised(words: list[str], *, dot: bool) -> str:
    """Words as written and in capitals, with a full stop behind short forms where they may have one."""
    spelled = [word + r"\.?" if dot and len(word) <= 4 and word not in {"May", "June", "July"} else re.escape(word) for word in words]
    spelled += [word.upper() if word.endswith(".?") is False else word[:-3].upper() + r"\.?" for word in spelled]
    return "(?:" + "|".join(sorted(set(spelled), key=lambda word: (-len(word), word))) + r")(?![^\W\d_])"


def _capitalised_slot(words: list[str]) -> Slot:
    return Slot(regex=_capitalised(words, dot=False), first=first_words(words))


def _digits_number() -> str:
    return r"\d{1,3}(?:,\d{3})+|\d{1,4}(?:\.\d+)?(?:\s\d/\d)?(?![\d,]\d)"


def _word_number(words: TimeWords) -> str:
    """Number words up to a few in a row ("twenty-five", "two hundred and ten", "two and a half")."""
    word = any_word(_all(words.numbers))
    return rf"{word}(?!\w)(?:(?:-|\s)(?:and\s)?{word}(?!\w)){{0,3}}(?i:\sand\sa\shalf)?"


def _meanings(words: TimeWords) -> Meanings:
    return Meanings(
        months={word.lower(): int(key) for key, spelled in words.months.items() for word in spelled},
        weekdays={word.lower().rstrip("."): int(key) for key, spelled in words.weekdays.items() for word in spelled},
        units=_by_word(words.units),
        parts=_by_word(words.parts),
        seasons=_by_word(words.seasons),
        numbers={word: float(key) for key, spelled in words.numbers.items() for word in spelled},
        vague=frozenset(_all(words.vague)),
        ordinals={word: int(key) for key, spelled in words.ordinals.items() for word in spelled},
        decades={word: int(key) for key, spelled in words.decades.items() for word in spelled},
        zones=_by_word(words.zones),
        holidays=_by_word(words.holidays),
        families=_by_word(words.families),
    )


def _by_word(table: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {word.lower(): key for key, spelled in table.items() for word in spelled}
