"""`sayso add`: articles into a ledger."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.ledgers import LedgerFile, fails_with_words

if TYPE_CHECKING:
    from sayso.errors import InputRefused

_MOST = 250
_LONGEST = 2.0
"""Articles, and seconds from the first of them, that end a transaction: none is counted as added before all of it is safe in the file."""


def add(
    ledger: LedgerFile,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...|-", help="Pages, folders of pages, JSONL of documents or of records; - is standard input."),
    ],
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day of publication (YYYY-MM-DD) of pages that give none.")
    ] = None,
    reread: Annotated[
        bool,
        typer.Option("--reread", help="Keep the new reading of an article that an older version or other rules read; the old one stays."),
    ] = False,
    wait: Annotated[float, typer.Option(help="Seconds to wait for another process that writes to the ledger.")] = 30.0,
) -> None:
    """Read articles and keep their claims; an article that is already there changes nothing, a changed page is kept beside the old one."""
    from sayso import __version__
    from sayso.clean.dates import bad_day
    from sayso.cli.reading import new_reader
    from sayso.errors import InputRefused
    from sayso.ledger.intake import items_of, prepared_items
    from sayso.ledger.ledger import Ledger
    from sayso.ledger.preparing import helpers_for_this_machine
    from sayso.tables.loader import rules_digest

    if bad_day(published):
        typer.echo(f"sayso: --published {published}: not a date (use YYYY-MM-DD)", err=True)
        raise typer.Exit(2)
    made_by = f"sayso {__version__}, rules {rules_digest()}"
    tally: Counter[str] = Counter()
    with fails_with_words(), Ledger(ledger, write=True, wait=wait) as store:
        ready = prepared_items(items_of(files, published=published), new_reader, helpers=helpers_for_this_machine(), made_by=made_by)
        for some in in_turns(ready):
            for refusal in (item for item in some if isinstance(item, InputRefused)):
                tally["refused"] += 1
                typer.echo(f"sayso: {refusal}", err=True)
            written = store.add_packed([item for item in some if isinstance(item, bytes)], reread=reread)
            tally.update(added.outcome for added in written)
            tally["differs"] += sum(added.differs for added in written)
            tally["undated"] += sum(added.is_undated for added in written)
    again = f"{tally['reread']} read anew, " if reread else ""
    typer.echo(f"{tally['added']} added, {tally['changed']} changed, {again}{tally['known']} already there, {tally['refused']} refused")
    if tally["differs"]:
        typer.echo(f"sayso: {tally['differs']} of those already there are read otherwise now; --reread keeps the new reading", err=True)
    if tally["undated"]:
        typer.echo(
            f'sayso: {tally["undated"]} without a day of publication: "yesterday" is no day there; give it with --published', err=True
        )
    if tally["refused"]:
        raise typer.Exit(1)


def in_turns(ready: "Iterable[bytes | InputRefused]") -> "Iterator[list[bytes | InputRefused]]":
    """What is ready, as many at once as one transaction takes: some hundred records, or the few pages that were read in two seconds."""
    turn: list[bytes | InputRefused] = []
    began = 0.0
    for item in ready:
        if not turn:
            began = time.monotonic()
        turn.append(item)
        if len(turn) >= _MOST or time.monotonic() - began > _LONGEST:
            yield turn
            turn = []
    if turn:
        yield turn
