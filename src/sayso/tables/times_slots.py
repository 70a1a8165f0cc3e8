"""The slots of time patterns: months, hours, counts and the like as regular expressions, made of the table of words."""

import re

import msgspec

from sayso.tables.times_pattern import DIGIT, FOUR_DIGITS, Slot, any_word, first_words

_DIGITS, _FOUR = frozenset({DIGIT}), frozenset({FOUR_DIGITS})


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


def make_slots(words: TimeWords) -> dict[str, Slot]:
    """Every slot that patterns may name."""
    return _calendar_slots(words) | _clock_slots(words) | _count_slots(words)


def _calendar_slots(words: TimeWords) -> dict[str, Slot]:
    """Days, months, years and longer stretches."""
    months = spellings(words.months)
    names = [spelled[0] for spelled in words.months.values()]
    weekdays = spellings(words.weekdays)
    return {
        "month": Slot(regex=_capitalised(months, dot=True), first=first_words(months)),
        "monthname": Slot(regex=_capitalised(names, dot=False), first=first_words(names)),
        "plainmonth": _capitalised_slot([name for name in names if name not in {"March", "May", "April", "June", "August"}]),
        "weekday": _capitalised_slot(weekdays),
        "weekdays": _capitalised_slot([spelled[0] + "s" for spelled in words.weekdays.values()]),
        "weekdayabbr": _capitalised_slot([word.rstrip(".") for word in weekdays]),
        "day": Slot(regex=r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d)", first=_DIGITS),
        "dayth": Slot(regex=r"(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th)", first=_DIGITS),
        "year": Slot(regex=r"(?:1[0-9]\d\d|20\d\d)", first=_FOUR),
        "nearyear": Slot(regex=r"(?:19\d\d|20[0-4]\d)", first=_FOUR),
        "anyyear": Slot(regex=r"[1-9]\d{0,3}", first=_DIGITS | _FOUR),
        "yeartail": Slot(regex=r"(?:1\d{3}|20\d\d|\d\d)", first=_DIGITS | _FOUR),
        "yy": Slot(regex=r"['’‘]\d\d", first=frozenset({"'"})),
        "iso": Slot(regex=r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?", first=_FOUR),
        "dmy": Slot(regex=r"(?:3[01]|[12]\d|0?[1-9])(?P<mark>[./-])(?:3[01]|[12]\d|0?[1-9])(?P=mark)(?:\d{4}|\d\d)", first=_DIGITS),
        "era": Slot(regex=r"(?:B\.\s?C\.(?:\s?E\.)?|B\.?C(?:E)?|A\.D\.|AD|CE)", first=frozenset({"b", "bc", "bce", "a", "ad", "ce"})),
        "eraad": Slot(regex=r"(?:A\.D\.|AD)", first=frozenset({"a", "ad"})),
        "decadeyear": Slot(regex=r"(?:1\d|20)\d0['’]?s", first=_FOUR),
        "decadeyy": Slot(regex=r"['’‘]?[1-9]0['’]?s", first=frozenset({"'", DIGIT})),
        "bcdecade": Slot(regex=r"\d{2,3}0s", first=_DIGITS | _FOUR),
        "decadeword": _slot(spellings(words.decades)),
        "season": _slot(spellings(words.seasons)),
        "early": _slot(["early", "late", "mid"]),
        "quarter": Slot(regex="Q[1-4]", first=frozenset({"q"})),
        "holiday": Slot(regex=_longest(spellings(words.holidays)).replace("'", "['’]"), first=first_words(spellings(words.holidays))),
    }


def _clock_slots(words: TimeWords) -> dict[str, Slot]:
    """Times of day and zones."""
    parts = [part for part in spellings(words.parts) if part != "overnight"]
    return {
        "hour": Slot(regex=r"(?:1[0-2]|0?[1-9])", first=_DIGITS),
        "hour24": Slot(regex=r"(?:[01]?\d|2[0-4])", first=_DIGITS),
        "minute": Slot(regex=r":[0-5]\d", first=frozenset()),
        "minutes": Slot(regex=r"[:.][0-5]\d", first=frozenset()),
        "hhmm": Slot(regex=r"(?:[01]\d|2[0-3])[0-5]\d", first=_FOUR),
        "ampm": Slot(regex=r"(?:[ap]\.\s?m\b\.?|[apAP][mM]|[AP]\.M\.)", first=frozenset()),
        "hourword": _slot(
            [
                *[word for word in spellings(words.numbers) if " " not in word and word not in {"a", "an", "both", "half"}],
                *map(str, range(1, 13)),
            ]
        ),
        "part": _slot(parts),
        "zone": Slot(regex=rf"(?:(?:GMT|UTC)\s?[+-]\s?\d{{1,2}}|{_longest(spellings(words.zones))})", first=frozenset()),
        "zoneparen": Slot(regex=r"\((?:GMT|UTC)\s?[+-]\d{1,2}\)", first=frozenset()),
        "zonesure": Slot(regex="(?:GMT|UTC|Z|hrs|hours)", first=frozenset()),
    }


def _count_slots(words: TimeWords) -> dict[str, Slot]:
    """Numbers and the units they count."""
    units = spellings(words.units)
    plural = [unit for unit in units if unit.endswith("s")]
    number = f"(?:{_digits_number()}|{any_word(spellings(words.vague))}|{_word_number(words)})"
    return {
        "number": Slot(regex=number, first=_DIGITS | _FOUR | first_words(spellings(words.vague) + spellings(words.numbers))),
        "digits": Slot(regex=r"\d{1,3}", first=_DIGITS),
        "ordinal": _slot(spellings(words.ordinals)),
        "unit": _slot([unit for unit in units if unit not in {"sec", "min", "quarter", "quarters"}]),
        "units": _slot(plural),
        "bigunit": _slot(["day", "night", "weekend", "week", "month", "quarter", "year", "decade", "century"]),
        "wholeunit": _slot(["week", "month", "quarter", "year", "decade", "century", "day"]),
        "nthunit": _slot(["day", "week", "weekend", "quarter"]),
        "quarterunit": _slot(["quarter", "century"]),
    }


def spellings(table: dict[str, tuple[str, ...]]) -> list[str]:
    """Every word of a table from meanings to words, in its order."""
    return [word for spelled in table.values() for word in spelled]


def _slot(words: list[str]) -> Slot:
    return Slot(regex=any_word(words), first=first_words(words))


def _longest(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _capitalised(words: list[str], *, dot: bool) -> str:
    """Words as written and in capitals, with a full stop behind short forms where they may have one."""
    spelled = [word + r"\.?" if dot and len(word) <= 4 and word not in {"May", "June", "July"} else re.escape(word) for word in words]
    spelled += [word.upper() for word in spelled]
    return "(?:" + "|".join(sorted(set(spelled), key=lambda word: (-len(word), word))) + r")(?![^\W\d_])"


def _capitalised_slot(words: list[str]) -> Slot:
    return Slot(regex=_capitalised(words, dot=False), first=first_words(words))


def _digits_number() -> str:
    return r"\d{1,3}(?:,\d{3})+|\d{1,4}(?:\.\d+)?(?:\s\d/\d)?(?![\d,]\d)"


def _word_number(words: TimeWords) -> str:
    """Number words up to a few in a row ("twenty-five", "two hundred and ten", "two and a half")."""
    word = any_word(spellings(words.numbers))
    return rf"{word}(?!\w)(?:(?:-|\s)(?:and\s)?{word}(?!\w)){{0,3}}(?i:\sand\sa\shalf)?"
