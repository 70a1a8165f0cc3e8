"""Claims as data frames; the libraries are extras and are imported when asked for."""

from collections.abc import Iterable
from dataclasses import fields
from importlib import import_module
from typing import Any

from sayso.errors import Code, LedgerError
from sayso.ledger.queries import FoundClaim


def claim_table(claims: Iterable[FoundClaim]) -> dict[str, list[Any]]:
    """Claims as columns; the chain as one string, the span as two numbers."""
    names = [field.name for field in fields(FoundClaim) if field.name != "span"]
    columns: dict[str, list[Any]] = {name: [] for name in (*names, "span_start", "span_end")}
    for claim in claims:
        for name in names:
            value = getattr(claim, name)
            columns[name].append(" > ".join(value) if name == "chain" else value)
        columns["span_start"].append(claim.span.start)
        columns["span_end"].append(claim.span.end)
    return columns


def to_arrow(claims: Iterable[FoundClaim]) -> Any:
    """A pyarrow Table with one row a claim, columns typed also where every value is missing."""
    arrow = _extra("pyarrow", "arrow")
    columns = claim_table(claims)
    schema = arrow.schema([(name, _arrow_type(arrow, name)) for name in columns])
    return arrow.table(columns, schema=schema)


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
