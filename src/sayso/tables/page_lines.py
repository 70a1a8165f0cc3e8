"""What a line of a page is, told by its own words."""

import re
from dataclasses import dataclass

import msgspec

from sayso.errors import Code, SetupError
from sayso.model import BlockKind
from sayso.tables.loader import load_rows


class LineRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pattern searched in a line, and the kind of block it shows; ``always`` holds against a line that reads like story."""

    id: str
    kind: BlockKind
    pattern: str
    example: str
    counter: str
    always: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRule:
    """A compiled row."""

    id: str
    kind: BlockKind
    pattern: re.Pattern[str]
    always: bool


def load_line_rules() -> tuple[LineRule, ...]:
    """The rows in order. Raises SetupError where a row does not fit or its pattern is none."""
    return tuple(_compile(row) for row in load_rows("page_lines", LineRow))


def _compile(row: LineRow) -> LineRule:
    try:
        return LineRule(id=row.id, kind=row.kind, pattern=re.compile(row.pattern), always=row.always)
    except re.error as error:
        raise SetupError(Code.TABLE, f"{row.id}: {error}", where="tables/page_lines.toml") from error
