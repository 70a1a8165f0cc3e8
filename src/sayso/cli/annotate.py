"""`sayso annotate`: JSONL of documents in, the flat stand-off form out, a line for a line."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sayso.errors import InputRefused
    from sayso.ingest.documents import Document


def annotate(
    documents: Annotated[
        Path, typer.Argument(metavar="IN.jsonl", help='Lines of {"id", "text", "published"?, "url"?}; - is standard input.')
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="OUT.jsonl", help="Where to write; - is standard output.")] = Path("-"),
    pages: Annotated[
        bool, typer.Option("--pages", help="Take each text as a raw page to be cleaned first; of HTML the line gives its visible text.")
    ] = False,
) -> None:
    """Write the layers of each document in the flat stand-off form, in the order of the input."""
    import msgspec

    from sayso.cli.reading import new_reader, numbered_lines, open_output
    from sayso.errors import InputRefused
    from sayso.export.standoff_batch import annotate_rows
    from sayso.ingest.documents import read_document

    def rows() -> "Iterator[Document | InputRefused]":
        for number, line in numbered_lines(documents):
            try:
                yield read_document(line, where=f"{documents}, line {number}")
            except InputRefused as refusal:
                yield refusal

    failures = 0
    encoder = msgspec.json.Encoder()
    with open_output(output) as sink:
        for line in annotate_rows(rows(), new_reader(), as_pages=pages):
            if "error" in line:
                failures += 1
                typer.echo(f"sayso: {line['error']}", err=True)
            sink.write(encoder.encode(line) + b"\n")
    if failures:
        raise typer.Exit(1)
