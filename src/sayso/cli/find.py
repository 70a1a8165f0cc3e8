"""`sayso find`: claims of a ledger by words, entity, source, kind of source, type, place, time, factuality, outlet."""

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.asking import asks
from sayso.cli.claim_blocks import print_claims
from sayso.cli.ledgers import AsCsv, AsJson, LedgerFile, choose_one, opened, print_json_stream, say_where_words_are, write_csv

if TYPE_CHECKING:
    from sayso.ledger.question import Question

_SHOWN = 50


@asks
def find(
    ledger: LedgerFile,
    question: "Question",
    limit: Annotated[int | None, typer.Option(help=f"At most so many; a table shows {_SHOWN} unless told otherwise.")] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Find claims; every filter narrows the answer."""
    choose_one(("--json", as_json), ("--csv", as_csv))
    with opened(ledger) as store:
        if as_json:
            print_json_stream(store.claims(replace(question, limit=limit)))
        elif as_csv:
            write_csv(store.claims(replace(question, limit=limit)))
        else:
            shown = limit or _SHOWN
            claims = iter(store.claims(replace(question, limit=shown + 1)))
            if not print_claims(islice(claims, shown)):
                typer.echo("no claim answers this", err=True)
                say_where_words_are(store, question.words)
            elif next(claims, None) is not None:
                typer.echo(f"only the first {shown} are shown: narrow it down, or ask for more with --limit, --csv or --json", err=True)
