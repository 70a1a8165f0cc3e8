"""`sayso read`: pages in, records out, for a person or for a program."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sayso.errors import InputRefused
    from sayso.model import Record
    from sayso.pipeline import Page, Reader

_MANY = 5


def read(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...|-", help="Pages: plain dumps, HTML, JSONL of documents; - is standard input.")
    ],
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day of publication (YYYY-MM-DD); wins over the page's own.")
    ] = None,
    url: Annotated[str | None, typer.Option(help="Where the page was found.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print each record as indented JSON.")] = False,
    as_jsonl: Annotated[bool, typer.Option("--jsonl", help="Print one record a line.")] = False,
) -> None:
    """Read pages and show what they say, on whose word."""
    from rich.console import Console

    from sayso.clean.dates import bad_day
    from sayso.cli.reading import new_reader
    from sayso.errors import InputRefused
    from sayso.export.json_record import encode_record, indent_record
    from sayso.export.terminal import print_record

    if bad_day(published):
        typer.echo(f"sayso: --published {published}: not a date (use YYYY-MM-DD)", err=True)
        raise typer.Exit(2)
    if as_json and as_jsonl:
        typer.echo("sayso: choose --json or --jsonl", err=True)
        raise typer.Exit(2)
    console = Console(highlight=False)
    refused = 0
    for result in _with_progress(_outcomes(new_reader(), files, published, url), files):
        if isinstance(result, InputRefused):
            refused += 1
            typer.echo(f"sayso: {result}", err=True)
        elif as_json or as_jsonl:
            typer.echo(indent_record(result) if as_json else encode_record(result))
        else:
            print_record(result, console)
    if refused:
        raise typer.Exit(1)


def _outcomes(reader: "Reader", files: list[Path], published: str | None, url: str | None) -> "Iterator[Record | InputRefused]":
    from sayso.cli.reading import STANDARD, standard_bytes
    from sayso.pipeline import Page

    def pages() -> "Iterator[Page]":
        for path in files:
            if path == STANDARD:
                content = standard_bytes(reader.settings.max_input_bytes)
                yield Page(content=content, name="standard input", published=published, url=url)
            else:
                yield Page(content=path, published=published, url=url)

    return reader.stream(pages())


def _with_progress(outcomes: "Iterator[Record | InputRefused]", files: list[Path]) -> "Iterator[Record | InputRefused]":
    """Show a progress bar on a terminal while many files are read; it is gone when the work is done."""
    from rich.console import Console
    from rich.progress import Progress

    errors = Console(stderr=True)
    if len(files) < _MANY or not errors.is_terminal:
        yield from outcomes
        return
    with Progress(console=errors, transient=True) as progress:
        task = progress.add_task("reading", total=len(files))
        for outcome in outcomes:
            progress.advance(task)
            yield outcome
