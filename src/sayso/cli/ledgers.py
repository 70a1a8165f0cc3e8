"""What the commands on a ledger share: opening it, options that become a question, claims as JSON and as CSV."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.errors import SaysoError

if TYPE_CHECKING:
    from sayso.ledger.ledger import Ledger
    from sayso.ledger.queries import FoundClaim

LedgerFile = Annotated[Path, typer.Argument(metavar="LEDGER", help="The ledger's file.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
_NAMED = 10
"""Articles that are named where no claim answers."""

AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV that a spreadsheet can open safely.")]


@contextmanager
def opened(path: Path) -> "Iterator[Ledger]":
    """The ledger for reading; every SaysoError inside ends the command with its words and exit status 2."""
    from sayso.ledger.ledger import Ledger

    with fails_with_words(), Ledger(path) as ledger:
        yield ledger


@contextmanager
def fails_with_words() -> Iterator[None]:
    """Turn a SaysoError inside into its words on standard error and exit status 2."""
    try:
        yield
    except SaysoError as error:
        typer.echo(f"sayso: {error}", err=True)
        raise typer.Exit(2) from error


def print_json(value: Any) -> None:
    """Any value of the ledger as indented JSON."""
    import msgspec

    typer.echo(msgspec.json.format(msgspec.json.encode(value), indent=2))


def print_json_stream(claims: "Iterable[FoundClaim]") -> None:
    """Claims as a JSON array, one a line, written as they are found."""
    import msgspec

    encoder = msgspec.json.Encoder()
    before = "[\n"
    for claim in claims:
        typer.echo(before + encoder.encode(claim).decode(), nl=False)
        before = ",\n"
    typer.echo("[]" if before == "[\n" else "\n]")


def write_csv(claims: "Iterable[FoundClaim]") -> None:
    """Claims as CSV on standard output."""
    from sayso.export.table_csv import write_rows
    from sayso.ledger.frames import COLUMNS, claim_rows

    write_rows(COLUMNS, claim_rows(claims), sys.stdout.buffer)
    sys.stdout.buffer.flush()


def say_where_words_are(store: "Ledger", words: str | None) -> None:
    """Name articles that hold all the words, though no claim stands near all of them."""
    articles = store.articles_with(words) if words else ()
    if articles:
        named = ", ".join(map(str, articles[:_NAMED])) + (", ..." if len(articles) > _NAMED else "")
        typer.echo(f"no paragraph with a claim has all these words; articles that have them: {named} (--within article)", err=True)


def choose_one(*flags: tuple[str, bool]) -> None:
    """Refuse more than one of several options that exclude each other."""
    given = [name for name, is_given in flags if is_given]
    if len(given) > 1:
        typer.echo(f"sayso: choose {' or '.join(given)}", err=True)
        raise typer.Exit(2)
