"""Claims as rows and as data frames; the libraries of the latter are extras and are imported when asked for."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from importlib import import_module
from itertools import batched
from typing import Any

from sayso.errors import Code, LedgerError
from sayso.export import claim_lines, parquet
from sayso.ledger.queries import FoundClaim

_BATCH = 10_000
"""Claims a record batch."""

_IDS = frozenset({"id", "article", "incident", "telling", "cluster"})

COLUMNS = (*(field.name for field in fields(FoundClaim) if field.name not in claim_lines.COLUMNS), *claim_lines.COLUMNS)
"""A claim as a row: what the ledger knows of it, then the columns of the exports."""


def claim_rows(claims: Iterable[FoundClaim]) -> Iterator[tuple[object, ...]]:
    """Each claim as a row of `COLUMNS`."""
    for claim in claims:
        yield tuple(claim_lines.cells(claim, COLUMNS))


def to_arrow(claims: Iterable[FoundClaim]) -> Any:
    """A pyarrow Table with one row a claim, columns typed also where every value is missing."""
    arrow = _extra("pyarrow", "arrow")
    schema = parquet.arrow_schema(arrow, COLUMNS, lambda name: int if name in _IDS else claim_lines.column_type(name))
    tables = [parquet.arrow_table(arrow, rows, schema) for rows in batched(claim_rows(claims), _BATCH)]
    return arrow.concat_tables(tables) if tables else schema.empty_table()


def to_polars(claims: Iterable[FoundClaim]) -> Any:
    """A polars DataFrame with one row a claim."""
    return _extra("polars", "frames").from_arrow(to_arrow(claims))


def to_pandas(claims: Iterable[FoundClaim]) -> Any:
    """A pandas DataFrame with one row a claim."""
    _extra("pandas", "frames")
    return to_arrow(claims).to_pandas()


def _extra(module: str, extra: str) -> Any:
    try:
        return import_module(module)
    except ImportError as error:
        raise LedgerError(Code.NO_EXTRA, f"{module} is not installed", remedy=f"pip install 'sayso[{extra}]'") from error
