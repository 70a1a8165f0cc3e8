"""Reads the rule tables: TOML files of rows, each checked against the type of its rows."""

import hashlib
import tomllib
from importlib.resources import files
from typing import Any

import msgspec

from sayso.errors import Code, SetupError


def load_rows[Row](name: str, row_type: type[Row], *, key: str = "row") -> tuple[Row, ...]:
    """The rows of table ``name`` (a file beside this one, without ``.toml``), in file order.

    ``row_type`` is a frozen msgspec Struct or dataclass; ``key`` the name of the TOML array. Raises SetupError naming
    table and row where a row does not fit: a table is code's equal, so it fails loudly and early.
    """
    content = load_table(name)
    rows: list[Row] = []
    for number, raw in enumerate(content.get(key, ()), 1):
        try:
            rows.append(msgspec.convert(raw, row_type))
        except msgspec.ValidationError as error:
            raise SetupError(Code.TABLE, str(error), where=f"tables/{name}.toml, {key} {number}") from error
    return tuple(rows)


def load_table(name: str) -> dict[str, Any]:
    """The whole of table ``name`` as TOML gives it. Raises SetupError where the file is missing or no TOML."""
    source = files("sayso.tables").joinpath(f"{name}.toml")
    try:
        return tomllib.loads(source.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SetupError(Code.TABLE, str(error), where=f"tables/{name}.toml", remedy="reinstall sayso") from error


def rules_digest() -> str:
    """Twelve characters that change whenever any table does: what to cite beside the version."""
    digest = hashlib.sha256()
    for source in sorted(files("sayso.tables").iterdir(), key=lambda source: source.name):
        if source.name.endswith(".toml"):
            digest.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
