"""Claims as data frames; the libraries are extras and are imported when asked for."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from importlib import import_module
from itertools import batched
from typing import Any

from sayso.errors import Code, LedgerError
from sayso.ledger.queries import FoundClaim

_BATCH = 10_000
"""Claims a record batch."""

COLUMNS = (*(field.name for field in fields(FoundClaim) if field.name != "span"), "span_start", "span_end")
"""A claim as a row: the chain as one string, the span as two numbers."""


def claim_rows(claims: Iterable[FoundClaim]) -> Iterator[tuple[Any, ...]]:
    """Each claim as a row of `COLUMNS`."""
    for claim in claims:
        head = (getattr(claim, name) for name in COLUMNS[:-2])
        yield (*(" > ".join(value) if isinstance(value, tuple) else value for value in head), *claim.span)


def to_arrow(claims: Iterable[FoundClaim]) -> Any:
    """A pyarrow Table with one row a claim, columns typed also where every value is missing."""
    arrow = _extra("pyarrow", "arrow")
    schema = arrow.schema([(name, _arrow_type(arrow, name)) for name in COLUMNS])
    tables = [
        arrow.Table.from_arrays(
            [arrow.array(column, field.type) for column, field in zip(zip(*rows, strict=True), schema, strict=True)], schema=schema
        )
        for rows in batched(claim_rows(claims), _BATCH)
    ]
    return arrow.concat_tables(tables) if tables else schema.empty_table()


def to_polars(claims: Iterable[FoundClaim]) -> Any:
    """A polars DataFrame with one row a claim."""
    return _extra("polars", "frames").from_arrow(to_arrow(claims))


def to_pandas(claims: Iterable[FoundClaim]) -> Any:
    """A pandas DataFrame with one row a claim."""
    _extra("pandas", "frames")
    return to_arrow(claims).to_pandas()


def _arrow_type(arrow: Any, name: str) -> Any:
    if name in {"id", "article", "incident", "telling", "cluster", "span_start", "span_end"}:
        return arrow.int64()
    return arrow.float64() if name in {"number", "lower", "upper", "lat", "lon"} else arrow.string()


def _extra(module: str, extra: str) -> Any:
    try:
        return import_module(module)
    except ImportError as error:
        raise LedgerError(Code.NO_EXTRA, f"{module} is not installed", remedy=f"pip install 'sayso[{extra}]'") from error
