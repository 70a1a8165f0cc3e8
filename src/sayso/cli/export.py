"""`sayso export`: the records of a ledger, or a file of records, in the formats of other tools."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.ledgers import fails_with_words

if TYPE_CHECKING:
    from sayso.model import Record

_SQLITE = b"SQLite format 3\0"


def export(
    source: Annotated[
        Path, typer.Argument(metavar="LEDGER|RECORDS.jsonl", help="A ledger, or records as `sayso read --jsonl` prints them.")
    ],
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="The format; `list` shows them all.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - is standard output.")] = Path("-"),
    article: Annotated[list[int] | None, typer.Option(help="Only this article of the ledger (may be given again).")] = None,
    date: Annotated[str | None, typer.Option(metavar="DAY", help="The day of the export, for the line to cite.")] = None,
) -> None:
    """Write records in another tool's format; FILE.manifest.json beside it says how to cite it and what was left out."""
    from sayso import __version__
    from sayso.cli.reading import STANDARD, open_output
    from sayso.export.formats import FORMATS, export_records
    from sayso.tables.loader import rules_digest

    if form not in FORMATS:
        for known in FORMATS.values():
            typer.echo(f"{known.name:16} {known.about}", err=form != "list")
        raise typer.Exit(0 if form == "list" else 2)
    with fails_with_words(), open_output(output) as sink:
        manifest = export_records(_records(source, article), FORMATS[form], sink, version=__version__, rules=rules_digest(), date=date)
    if output != STANDARD:
        with open_output(output.with_name(output.name + ".manifest.json")) as sink:
            sink.write(manifest.as_json())
    typer.echo(f"{manifest.written} written from {manifest.articles} articles; cite as: {manifest.cite}", err=True)
    for reason, number in manifest.left_out.items():
        typer.echo(f"  left out: {number} {reason}", err=True)


def _records(source: Path, articles: list[int] | None) -> "Iterator[Record]":
    from sayso.cli.reading import numbered_lines
    from sayso.export.json_record import decode_record
    from sayso.ledger.ledger import Ledger

    if _is_ledger(source):
        with Ledger(source) as ledger:
            yield from ledger.records(articles)
        return
    for _, line in numbered_lines(source):
        yield decode_record(line)


def _is_ledger(source: Path) -> bool:
    try:
        with source.open("rb") as start:
            return start.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False
