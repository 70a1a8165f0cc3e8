"""Writes docs/reference/ from the code: commands, settings, the record's fields, codes, tables. `make docs` runs it.

    python docs/generate.py [--check]

With --check nothing is written, and the exit code is 1 where a page is not what the code says.
"""

import dataclasses
import enum
import re
import sys
import types
import typing
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

import typer.main
from typer.core import TyperGroup

from sayso import model
from sayso.cli.main import app
from sayso.errors import Code
from sayso.settings import Settings
from sayso.tables.loader import load_table

REFERENCE = Path(__file__).parent / "reference"


def main() -> int:
    """Write or check every page."""
    stale = []
    for name, text in pages().items():
        path = REFERENCE / name
        if "--check" not in sys.argv:
            path.write_text(text, "utf-8")
        elif not path.exists() or path.read_text("utf-8") != text:
            stale.append(name)
    for name in stale:
        print(f"docs/reference/{name} is not what the code says: make docs", file=sys.stderr)
    return 1 if stale else 0


def pages() -> dict[str, str]:
    """The text of every generated page, by file name."""
    return {
        "commands.md": "\n".join(commands()),
        "settings.md": "\n".join(settings()),
        "record.md": "\n".join(record()),
        "codes.md": "\n".join(codes()),
        "tables.md": "\n".join(tables()),
    }


def commands() -> Iterator[str]:
    """Every command with its arguments and options."""
    yield from ("# Commands", "", "Exit codes: 0 done, 1 some inputs failed (each is named), 2 usage or set-up.", "")
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    for name, command in sorted(group.commands.items()):
        arguments = [p.metavar or str(p.name).upper() for p in command.params if p.param_type_name == "argument"]
        yield from (f"## `{' '.join(['sayso', name, *arguments])}`", "", sentence(command.help), "")
        yield from table(
            ("argument or option", "what it is"),
            [
                (", ".join(f"`{option}`" for option in p.opts) if p.param_type_name == "option" else f"`{p.metavar or p.name}`", help_of(p))
                for p in command.params
                if p.name != "help"
            ],
        )


def help_of(parameter: object) -> str:
    """The sentence of an argument or option. Raises ValueError where there is none: every one must say what it is."""
    text = sentence(getattr(parameter, "help", ""))
    if not text:
        raise ValueError(f"{getattr(parameter, 'name', parameter)!r} has no help text")
    return text


def settings() -> Iterator[str]:
    """Every setting with its default and variable."""
    yield from ("# Settings", "", "Each is a field of `sayso.settings.Settings` and an environment variable.", "")
    described = dict(re.findall(r"``(\w+)``: (.+?)(?=\n\s*``\w+``: |\Z)", Settings.__doc__ or "", flags=re.DOTALL))
    rows = [
        (f"`{f.name}`", f"`SAYSO_{f.name.upper()}`", f"`{f.default!r}`", sentence(described.get(f.name)))
        for f in dataclasses.fields(Settings)
    ]
    yield from table(("setting", "variable", "default", "what it does"), rows)


def record() -> Iterator[str]:
    """Every type of the record with its fields."""
    yield from (
        "# The record",
        "",
        "`sayso schema` prints the same as JSON Schema. Spans are `[start, end]` in code points of `article.text`.",
        "",
    )
    for name in model.__all__:
        kind = getattr(model, name)
        if isinstance(kind, type) and issubclass(kind, enum.StrEnum):
            yield from (f"## {name}", "", sentence(kind.__doc__), "", ", ".join(f"`{member.value}`" for member in kind), "")
        elif dataclasses.is_dataclass(kind):
            yield from (f"## {name}", "", sentence(kind.__doc__), "")
            hints = typing.get_type_hints(kind)
            yield from table(("field", "type"), [(f"`{f.name}`", f"`{type_name(hints[f.name])}`") for f in dataclasses.fields(kind)])


def codes() -> Iterator[str]:
    """Every diagnostic and error code."""
    yield from ("# Codes", "", "What can go wrong, under names that stay.", "")
    yield from table(("code", "meaning"), [(f"`{code}`", code.meaning) for code in sorted(Code)])


def tables() -> Iterator[str]:
    """Every rule table with its sections and the columns of their rows."""
    yield from ("# Rule tables", "", "The files under `src/sayso/tables/`; the first comment of each says what its rows mean.", "")
    for path in sorted(files("sayso.tables").iterdir(), key=lambda path: path.name):
        if not path.name.endswith(".toml"):
            continue
        opening = re.match(r"(?:#.*\n)+", path.read_text("utf-8"))
        about = " ".join(line.lstrip("# ") for line in opening[0].splitlines()) if opening else ""
        yield from (f"## {path.name}", "", sentence(about), "")
        yield from table(("section", "rows", "columns"), list(sections(load_table(path.name.removesuffix(".toml")))))


def sections(content: dict[str, object]) -> Iterator[tuple[str, str, str]]:
    """(section, number of rows, columns) of a table."""
    for name, value in content.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            columns = dict.fromkeys(column for row in value for column in row)
            yield f"`{name}`", str(len(value)), ", ".join(f"`{column}`" for column in columns)
        else:
            yield f"`{name}`", str(len(value)) if isinstance(value, list | dict) else "1", ""


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """A Markdown table and an empty line; nothing without rows."""
    if not rows:
        return
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
    yield ""


def sentence(text: str | None) -> str:
    """A docstring or help text on one line."""
    return " ".join((text or "").split()).replace("``", "`")


def type_name(hint: object) -> str:
    """A type as a reader writes it."""
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        return " or ".join("null" if part is type(None) else type_name(part) for part in typing.get_args(hint))
    if typing.get_origin(hint) is tuple:
        return f"list of {type_name(typing.get_args(hint)[0])}"
    return getattr(hint, "__name__", str(hint))


if __name__ == "__main__":
    sys.exit(main())
