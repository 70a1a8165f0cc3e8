"""`sayso annotate`: JSONL of documents in, the flat stand-off form out, a line for a line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer


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

    from sayso.cli.reading import lines_of, new_reader, open_output
    from sayso.export.standoff_batch import annotate_rows

    failures = 0
    encoder = msgspec.json.Encoder()
    with open_output(output) as sink:

        def rows() -> Iterator[dict[str, Any] | str]:
            for number, line in enumerate(lines_of(documents), 1):
                try:
                    row = msgspec.json.decode(line, type=dict[str, Any])
                except msgspec.DecodeError as error:
                    yield f"{documents}, line {number}: {error}"
                    continue
                yield row if isinstance(row.get("text"), str) else f'{documents}, line {number}: no "text"'

        for line in annotate_rows(rows(), new_reader(), as_pages=pages):
            if "error" in line:
                failures += 1
                typer.echo(line["error"], err=True)
            sink.write(encoder.encode(line) + b"\n")
    if failures:
        raise typer.Exit(1)
