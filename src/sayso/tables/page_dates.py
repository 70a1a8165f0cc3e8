"""Dates as pages print them."""

import re
from dataclasses import dataclass
from functools import cache

import msgspec

from sayso.errors import Code, SetupError
from sayso.tables.loader import load_rows, load_table


class DateRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way to print a day; the example means 14 May 2031."""

    id: str
    pattern: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateForms:
    """The compiled patterns in order of trust, and the number of each month's name."""

    patterns: tuple[re.Pattern[str], ...]
    months: dict[str, int]


@cache
def load_date_forms() -> DateForms:
    """Read the table. Raises SetupError where a row does not fit."""
    names = load_table("page_dates").get("months", ())
    months = {name: number for number, alternatives in enumerate(names, 1) for name in alternatives.split("|")}
    if len(names) != len({*months.values()}) or len(names) != 12:
        raise SetupError(Code.TABLE, "not twelve months", where="tables/page_dates.toml")
    group = "(?P<mon>" + "|".join(sorted(months, key=lambda name: (-len(name), name))) + ")"
    rows = load_rows("page_dates", DateRow)
    return DateForms(patterns=tuple(re.compile(row.pattern.replace("{mon}", group), re.IGNORECASE) for row in rows), months=months)
