"""What a time expression says by its own words, before any calendar is asked."""

import re
from dataclasses import dataclass

from sayso.model import Span
from sayso.tables.times import Meanings, TimeRow

UNKNOWN = -1.0
"""A count that is not a number ("several days", "years")."""
_NOT_OFFSET = re.compile(r"[^\d+-]")
_EXACT = re.compile(r"\d")
_TOLD_YEAR = re.compile(r"\b(last|next|this|following|previous) year\b")
_YEAR_STEPS = {"last": -1, "previous": -1, "this": 0, "next": 1, "following": 1}
_UNIT_SLOTS = ("unit", "units", "bigunit", "wholeunit", "nthunit", "quarterunit")
_ARTICLE = re.compile(r"(?:an?|another|a single)[-\s](?=\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The parts of one expression; None where its words do not say.

    ``year`` is negative before Christ; ``short_year`` two digits as they stand; ``weekday`` counts from Monday 1; ``unit`` a key of the units
    table; ``count`` `UNKNOWN` where it is vague; ``clock`` ``THH:MM``; ``zone`` as written behind a value; ``numbers`` and
    ``iso`` a numeric date that is not ordered yet; ``end_year`` the other end of a range.
    """

    kind: str
    base: str = "clock"
    step: int | None = None
    year: int | None = None
    short_year: int | None = None
    end_year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    part: str | None = None
    season: str | None = None
    unit: str | None = None
    count: float | None = None
    second_unit: str | None = None
    second_count: float | None = None
    ordinal: int | None = None
    clock: str | None = None
    zone: str | None = None
    holiday: str | None = None
    decade: int | None = None
    numbers: tuple[int, int, int] | None = None
    iso: str | None = None
    value: str | None = None
    told_year: int | None = None
    before_christ: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePhrase:
    """A found expression: its words, the rule that found it, what it says, and TIMEX3's ``mod``.

    ``core`` is the expression without the words that open it ("the end of"); ``looks_ahead`` where those say so ("as soon as").
    """

    span: Span
    core: Span
    text: str
    rule: str
    reading: Reading
    mod: str | None = None
    looks_ahead: bool = False


def read_match(row: TimeRow, match: re.Match[str], meanings: Meanings) -> Reading:
    """What the slots of a match and the constants of its row say together."""
    groups = {name: text.lower().replace("’", "'").replace("‘", "'") for name, text in match.groupdict().items() if text}
    words = match.group().lower()
    count, unit = _count(groups.get("number") or groups.get("digits"), meanings), row.unit or _unit(groups, meanings)
    if row.kind in {"shift", "duration"} and count is None and _unit_word(groups).endswith("s"):
        count = UNKNOWN
    year, before = _year(groups)
    return Reading(
        kind=row.kind,
        base=row.base,
        step=row.step,
        year=year,
        before_christ=before,
        short_year=int(groups["yy"][1:]) if "yy" in groups else None,
        end_year=_end_year(groups),
        month=_month(groups, meanings),
        day=_day(groups),
        weekday=meanings.weekdays.get((groups.get("weekday") or groups.get("weekdayabbr") or groups.get("weekdays", "")[:-1]).rstrip(".")),
        part=row.part or meanings.parts.get(groups.get("part", "")),
        season=meanings.seasons.get(groups.get("season", "")),
        unit=unit,
        count=count,
        second_unit=meanings.units.get(groups.get("unit2", "")),
        second_count=_count(groups.get("number2"), meanings),
        ordinal=meanings.ordinals.get(groups.get("ordinal", "")) or (int(groups["quarter"][1]) if "quarter" in groups else None),
        clock=_clock(groups, meanings),
        zone=_zone(groups, meanings),
        holiday=meanings.holidays.get(groups.get("holiday", "")),
        decade=_decade(groups, meanings),
        numbers=_numbers(groups.get("dmy")),
        iso=groups.get("iso"),
        value=row.value,
        told_year=_told_year(words),
    )


def _unit_word(groups: dict[str, str]) -> str:
    return next((groups[name] for name in _UNIT_SLOTS if name in groups), "")


def _unit(groups: dict[str, str], meanings: Meanings) -> str | None:
    return "S" if "digits" in groups else meanings.units.get(_unit_word(groups))


def _count(text: str | None, meanings: Meanings) -> float | None:
    """The number that ``text`` spells, `UNKNOWN` for vague words, None for no text."""
    if text is None:
        return None
    text = re.sub(r"\s+", " ", text)
    if text in meanings.vague:
        return UNKNOWN
    if _EXACT.match(text):
        head, _, fraction = text.replace(",", "").partition(" ")
        above, _, below = fraction.partition("/")
        return float(head) + (int(above) / int(below) if below and int(below) else 0.0)
    if text in meanings.numbers:
        return meanings.numbers[text]
    text = _ARTICLE.sub("", text)
    half = 0.5 if text.endswith(" and a half") else 0.0
    total = 0.0
    for word in re.split(r"[-\s]+", text.removesuffix(" and a half")):
        number = meanings.numbers.get(word, 0.0)
        total = max(total, 1.0) * number if number == 100 else total + number
    return total + half


def _year(groups: dict[str, str]) -> tuple[int | None, bool]:
    """The year, negative before Christ, and whether the words say before Christ."""
    before = groups.get("era", "").replace(".", "").startswith("b")
    text = groups.get("year") or groups.get("nearyear") or groups.get("anyyear")
    if text is None:
        return None, before
    return (-int(text) if before else int(text)), before


def _end_year(groups: dict[str, str]) -> int | None:
    """The later year of a range: whole, or its last two digits after the first year's hundreds."""
    whole = groups.get("year2")
    if whole:
        return int(whole)
    tail, year = groups.get("yeartail"), groups.get("year")
    if not tail or not year:
        return None
    return int(tail) if len(tail) == 4 else int(year[:2] + tail)


def _month(groups: dict[str, str], meanings: Meanings) -> int | None:
    text = groups.get("month") or groups.get("monthname") or groups.get("plainmonth")
    return meanings.months[text.rstrip(".")] if text else None


def _day(groups: dict[str, str]) -> int | None:
    text = groups.get("day") or groups.get("dayth")
    return int(text.rstrip("stndrh")) if text else None


def _clock(groups: dict[str, str], meanings: Meanings) -> str | None:
    """``THH:MM`` of a time of day, counted to 24 hours; None where there is none or it cannot be."""
    if "hhmm" in groups:
        return f"T{groups['hhmm'][:2]}:{groups['hhmm'][2:]}"
    minute = (groups.get("minute") or groups.get("minutes") or ":00")[1:]
    if "hour24" in groups:
        return f"T{int(groups['hour24']):02}:{minute}"
    if "hourword" in groups:
        word = groups["hourword"]
        number = float(word) if word.isdigit() else meanings.numbers.get(word)
        if number is None or number > 12:
            return None
        hour, after_noon = int(number), meanings.parts.get(groups.get("part", "")) in {"TAF", "TEV", "TNI"}
        return f"T{hour % 12 + 12 if after_noon else hour:02}:00"
    if "hour" in groups:
        hour = int(groups["hour"]) % 12 + (12 if groups["ampm"].startswith("p") else 0)
        return f"T{hour:02}:{minute}"
    return None


def _zone(groups: dict[str, str], meanings: Meanings) -> str | None:
    """The offset from UTC as it stands behind a value."""
    text = groups.get("zoneparen") or groups.get("zone") or groups.get("zonesure") or ""
    if text[-1:].isdigit() or text.endswith(")"):
        hours = int(_NOT_OFFSET.sub("", text))
        return "Z" if hours == 0 else f"{hours:+03}"
    return meanings.zones.get(text)


def _decade(groups: dict[str, str], meanings: Meanings) -> int | None:
    """The decade as its first year, or as two digits where the words give no more."""
    text = groups.get("decadeyear") or groups.get("decadeyy") or groups.get("bcdecade")
    if text:
        return int(re.sub(r"\D", "", text))
    return meanings.decades.get(groups.get("decadeword", ""))


def _numbers(text: str | None) -> tuple[int, int, int] | None:
    if text is None:
        return None
    first, second, year = (int(part) for part in re.split(r"[./-]", text))
    return first, second, year


def _told_year(words: str) -> int | None:
    """Steps from the year of the clock that words such as "of last year" ask for."""
    found = _TOLD_YEAR.search(words)
    return _YEAR_STEPS[found.group(1)] if found else None
