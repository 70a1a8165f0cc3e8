"""Parquet: the rows of the CSV export, typed and unchanged; needs the extra ``arrow``."""

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from itertools import batched
from typing import Any, BinaryIO

from sayso.errors import Code, SetupError
from sayso.export.claim_lines import COLUMNS, cells, claim_lines, column_type
from sayso.export.manifest import Tally
from sayso.model import Record

_ROW_GROUP = 50_000


def write_parquet(records: Iterable[Record], sink: BinaryIO) -> Tally:
    """One row a claim, zstd-compressed. Raises SetupError (S-NO-EXTRA) where pyarrow is not installed."""
    arrow, parquet = _library("pyarrow"), _library("pyarrow.parquet")
    schema = arrow_schema(arrow, COLUMNS, column_type)
    tally = Tally()
    with parquet.ParquetWriter(sink, schema, compression="zstd") as writer:
        for group in batched((tuple(cells(line)) for line in claim_lines(records)), _ROW_GROUP):
            writer.write_table(arrow_table(arrow, group, schema))
            tally.written += len(group)
    return tally


def arrow_schema(arrow: Any, columns: Sequence[str], type_of: Callable[[str], type]) -> Any:
    """The pyarrow schema of rows with these columns: typed also where every value is missing."""
    types = {str: arrow.string(), int: arrow.int64(), float: arrow.float64()}
    return arrow.schema([(name, types[type_of(name)]) for name in columns])


def arrow_table(arrow: Any, rows: Sequence[Sequence[object]], schema: Any) -> Any:
    """A pyarrow Table of at least one row."""
    columns = zip(zip(*rows, strict=True), schema, strict=True)
    return arrow.Table.from_arrays([arrow.array(column, field.type) for column, field in columns], schema=schema)


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise SetupError(Code.NO_EXTRA, "pyarrow is not installed", remedy="pip install 'sayso[arrow]'") from error
