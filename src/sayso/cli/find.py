"""`sayso find`: claims of a ledger by words, entity, source, kind of source, type, place, time, factuality, outlet."""

from typing import Annotated

import typer

from sayso.cli.claim_blocks import print_claims
from sayso.cli.ledgers import AsCsv, AsJson, LedgerFile, choose_one, opened, print_json_stream, write_csv

_SHOWN = 50


def find(
    ledger: LedgerFile,
    words: Annotated[list[str] | None, typer.Argument(metavar="[WORD...]", help="Words that all stand in the claim's paragraph.")] = None,
    entity: Annotated[str | None, typer.Option(help="A person or body that plays any part.")] = None,
    source: Annotated[str | None, typer.Option(help="A person or body that says so.")] = None,
    status: Annotated[str | None, typer.Option(help="A kind of source: person, institution, anonymous, ..., outlet.")] = None,
    kind: Annotated[str | None, typer.Option(help="event, figure or position.")] = None,
    label: Annotated[str | None, typer.Option("--type", help="An event type, a unit or an attitude.")] = None,
    place: Annotated[str | None, typer.Option(help="A place by name.")] = None,
    box: Annotated[
        tuple[float, float, float, float] | None, typer.Option(metavar="S W N E", help="A box of degrees: south, west, north, east.")
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="Not before this day (YYYY-MM-DD).")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="Not after this day.")] = None,
    factuality: Annotated[str | None, typer.Option(help="CT+, PR+, PS+, CT-, PR-, PS- or Uu.")] = None,
    stance: Annotated[str | None, typer.Option(help="asserts, denies or open.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    incident: Annotated[int | None, typer.Option(help="The claims about one incident.")] = None,
    every_version: Annotated[bool, typer.Option("--every-version", help="Older versions of changed pages too.")] = False,
    limit: Annotated[int | None, typer.Option(help=f"At most so many; a table shows {_SHOWN} unless told otherwise.")] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Find claims; every filter narrows the answer."""
    choose_one(("--json", as_json), ("--csv", as_csv))
    with opened(ledger) as store:
        from sayso.ledger.question import Question

        question = Question(
            words=" ".join(words) if words else None,
            entity=entity,
            source=source,
            status=status,
            kind=kind,
            label=label,
            place=place,
            box=box,
            since=since,
            until=until,
            factuality=factuality,
            stance=stance,
            outlet=outlet,
            incident=incident,
            every_version=every_version,
            limit=limit if limit is not None or as_json or as_csv else _SHOWN,
        )
        claims = store.claims(question)
        if as_json:
            print_json_stream(claims)
        elif as_csv:
            write_csv(claims)
        elif not print_claims(claims):
            typer.echo("no claim answers this", err=True)
