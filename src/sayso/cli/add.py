"""`sayso add`: articles into a ledger."""

from collections import Counter
from itertools import batched
from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.ledgers import LedgerFile, fails_with_words

_AT_ONCE = 50
"""Articles a transaction: none is counted as added before all of them are safe in the file."""


def add(
    ledger: LedgerFile,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...|-", help="Pages, folders of pages, JSONL of documents or of records; - is standard input."),
    ],
    published: Annotated[str | None, typer.Option(metavar="DATE", help="The day of publication of pages that give none.")] = None,
    wait: Annotated[float, typer.Option(help="Seconds to wait for another process that writes to the ledger.")] = 30.0,
) -> None:
    """Read articles and keep their claims; an article that is already there changes nothing, a changed page is kept beside the old one."""
    from sayso import __version__
    from sayso.cli.reading import new_reader
    from sayso.errors import InputRefused
    from sayso.ledger.intake import helpers_for_this_machine, items_of, prepared_items
    from sayso.ledger.ledger import Ledger
    from sayso.tables.loader import rules_digest

    made_by = f"sayso {__version__}, rules {rules_digest()}"
    tally: Counter[str] = Counter()
    with fails_with_words(), Ledger(ledger, write=True, wait=wait) as store:
        ready = prepared_items(items_of(files, published=published), new_reader, helpers=helpers_for_this_machine())
        for some in batched(ready, _AT_ONCE):
            for refusal in (item for item in some if isinstance(item, InputRefused)):
                tally["refused"] += 1
                typer.echo(f"sayso: {refusal}", err=True)
            written = store.add_prepared([item for item in some if not isinstance(item, InputRefused)], made_by=made_by)
            tally.update(added.outcome for added in written)
    typer.echo(f"{tally['added']} added, {tally['changed']} changed, {tally['known']} already there, {tally['refused']} refused")
    if tally["refused"]:
        raise typer.Exit(1)
