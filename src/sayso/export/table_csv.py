"""CSV after RFC 4180, safe to open in a spreadsheet: UTF-8, CRLF, a header, every text cell quoted where it must be.

A text cell that a spreadsheet would take for a formula gets a leading apostrophe (OWASP ASVS 1.2.10, CWE-1236); numbers stay numbers. JSONL and
Parquet hold the same values unchanged.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from sayso.export.claim_lines import COLUMNS, cells, claim_lines
from sayso.export.manifest import Tally
from sayso.model import Record

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def safe_cell(value: object) -> object:
    """The value, with an apostrophe before text that starts like a formula, also behind white space."""
    if not isinstance(value, str) or not value:
        return value
    value = value.replace("\0", "\N{REPLACEMENT CHARACTER}") if "\0" in value[1:] else value
    if value.startswith(_FORMULA) or value.lstrip().startswith(_FORMULA):
        return "'" + value.replace("\0", "\N{REPLACEMENT CHARACTER}")
    return value


def write_rows(columns: Sequence[str], rows: Iterable[Sequence[object]], sink: BinaryIO) -> int:
    """A header and the rows; returns how many rows there were. Lone surrogates become question marks."""
    text = io.TextIOWrapper(sink, encoding="utf-8", errors="replace", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    number = 0
    for row in rows:
        writer.writerow([safe_cell(cell) for cell in row])
        number += 1
    text.detach()
    return number


def write_csv(records: Iterable[Record], sink: BinaryIO) -> Tally:
    """One row a claim. Chains, actors and targets are joined into one cell each; spans of cues and contents are left out."""
    tally = Tally()
    tally.written = write_rows(COLUMNS, (tuple(cells(line)) for line in claim_lines(records)), sink)
    return tally
