"""What the commands share: settings from the environment, a reader, inputs and outputs by name."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import typer

from sayso.errors import SetupError
from sayso.settings import settings_from

if TYPE_CHECKING:
    from sayso.pipeline import Reader

STANDARD = Path("-")
"""Standard input or output."""


def new_reader() -> "Reader":
    """A reader with the settings of the environment; ends the command with a word where something is missing."""
    from sayso.gazetteer import is_built
    from sayso.pipeline import Reader

    try:
        settings = settings_from(os.environ)
        if not is_built(settings):
            typer.echo("sayso: building the gazetteer of places, once; this takes half a minute", err=True)
        return Reader(settings)
    except (SetupError, ValueError) as error:
        typer.echo(f"sayso: {error}", err=True)
        raise typer.Exit(2) from error


def standard_bytes(limit: int) -> bytes:
    """The bytes of standard input, one more than ``limit`` at most, so that the excess is seen and not held."""
    return sys.stdin.buffer.read(limit + 1)


def numbered_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines with words of a file or of standard input, counted from 1; ends the command where the file cannot be read."""
    try:
        with sys.stdin.buffer if path == STANDARD else path.open("rb") as lines:
            yield from ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    except OSError as error:
        typer.echo(f"sayso: {path}: {error.strerror}", err=True)
        raise typer.Exit(2) from error


@contextmanager
def open_output(path: Path) -> Iterator[BinaryIO]:
    """Standard output, or a file that appears under its name only when it is whole."""
    if path == STANDARD:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    partial = path.with_name(path.name + ".part")
    try:
        with partial.open("wb") as sink:
            yield sink
        partial.replace(path)
    except OSError as error:
        typer.echo(f"sayso: {path}: {error.strerror}", err=True)
        raise typer.Exit(2) from error
    finally:
        partial.unlink(missing_ok=True)
