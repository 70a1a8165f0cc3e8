"""The `sayso` command: registers the commands; each lives in its own file and imports heavy rooms only when run."""

import typer

from sayso import __version__
from sayso.cli import add, annotate, compare, export, find, gazetteer, read, schema, show

app = typer.Typer(
    name="sayso",
    help="Who did what to whom, where and when, and on whose say-so: news articles in, source-attributed records out.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command(name="read")(read.read)
app.command(name="annotate")(annotate.annotate)
app.command(name="schema")(schema.schema)
app.command(name="add")(add.add)
app.command(name="find")(find.find)
app.command(name="show")(show.show)
app.command(name="compare")(compare.compare)
app.command(name="export")(export.export)
app.command(name="gazetteer")(gazetteer.gazetteer)


def _print_version(value: bool) -> None:
    if value:
        typer.echo(f"sayso {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: bool = typer.Option(
        False, "--version", callback=_print_version, is_eager=True, help="Print the version and leave."
    ),  # the callback acts on it
) -> None:
    """Who did what to whom, where and when, and on whose say-so: news articles in, source-attributed records out."""
