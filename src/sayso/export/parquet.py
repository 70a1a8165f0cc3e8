"""Parquet: the rows of the CSV export, typed and unchanged; needs the extra ``arrow``."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from importlib import import_module
from itertools import batched
from typing import Any, BinaryIO

from sayso.errors import Code, SetupError
from sayso.export.claim_lines import COLUMNS, COUNTS, NUMBERS, claim_lines
from sayso.export.manifest import Tally
from sayso.model import Record

_ROW_GROUP = 50_000


def write_parquet(records: Iterable[Record], sink: BinaryIO) -> Tally:
    """One row a claim, zstd-compressed. Raises SetupError (S-NO-EXTRA) where pyarrow is not installed."""
    arrow, parquet = _library("pyarrow"), _library("pyarrow.parquet")
    schema = arrow.schema([(name, _type(arrow, name)) for name in COLUMNS])
    tally = Tally()
    with parquet.ParquetWriter(sink, schema, compression="zstd") as writer:
        for group in _groups(records):
            writer.write_table(arrow.Table.from_pylist(group, schema=schema))
            tally.written += len(group)
    return tally


def _groups(records: Iterable[Record]) -> Iterator[list[dict[str, Any]]]:
    for group in batched(claim_lines(records), _ROW_GROUP):
        yield [asdict(line) for line in group]


def _type(arrow: Any, name: str) -> Any:
    if name in NUMBERS:
        return arrow.float64()
    return arrow.int64() if name in COUNTS else arrow.string()


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise SetupError(Code.NO_EXTRA, "pyarrow is not installed", remedy="pip install 'sayso[arrow]'") from error
