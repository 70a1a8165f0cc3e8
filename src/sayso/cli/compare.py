"""`sayso compare`: everything that is said about one incident, by outlet and origin."""

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.claim_blocks import by_words, plain_line, print_claims
from sayso.cli.ledgers import AsCsv, AsJson, LedgerFile, choose_one, opened, print_json, write_csv

if TYPE_CHECKING:
    from sayso.ledger.comparing import Comparison
    from sayso.ledger.ledger import Ledger
    from sayso.ledger.queries import FoundClaim

_OFFERED = 5


def compare(
    ledger: LedgerFile,
    words: Annotated[list[str] | None, typer.Argument(metavar="[WORD...]", help="Words that stand where the incident is told.")] = None,
    incident: Annotated[
        int | None, typer.Option(help="The incident's number, as `sayso find --json` and `sayso show claim` give it.")
    ] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Compare what articles say about an incident: who says so, who denies it, which figures conflict, how many origins there are."""
    choose_one(("--json", as_json), ("--csv", as_csv))
    if (incident is None) == (not words):
        typer.echo("sayso: give words or --incident", err=True)
        raise typer.Exit(2)
    with opened(ledger) as store:
        chosen = incident if incident is not None else _most_told(store, " ".join(words or ()))
        comparison = store.compare(chosen)
        if as_json:
            print_json(comparison)
        elif as_csv:
            write_csv(comparison.claims)
        else:
            _print(comparison)


def _most_told(store: "Ledger", words: str) -> int:
    """The incident of which most articles tell in these words; the next ones are offered on standard error."""
    told: Counter[int] = Counter()
    example: dict[int, FoundClaim] = {}
    for (number, _), claim in {(claim.incident, claim.article): claim for claim in store.claims(words=words)}.items():
        told[number] += 1
        example.setdefault(number, claim)
    if not told:
        typer.echo("sayso: no claim stands in such a paragraph", err=True)
        raise typer.Exit(1)
    ordered = sorted(told, key=lambda number: (-told[number], number))
    for number in ordered[1 : 1 + _OFFERED]:
        typer.echo(f"also: --incident {number} ({told[number]} articles): {plain_line(example[number].passage)[:100]}", err=True)
    return ordered[0]


def _print(comparison: "Comparison") -> None:
    typer.echo(f"Incident {comparison.incident}: {plain_line(comparison.in_words())}")
    claims = {claim.id: claim for claim in comparison.claims}
    reasons = {number: why for origin in comparison.origins for number, why in origin.claims}

    def note(claim: "FoundClaim") -> str:
        return f"{claim.stance}: {reasons[claim.id]}"

    for origin in comparison.origins:
        standing = "" if origin.is_independent else " (not independent)"
        typer.echo(f"\nOrigin {origin.id}: {plain_line(origin.what)}{standing}")
        print_claims(by_words(claims[number] for number, _ in origin.claims), note=note)
    if comparison.figures:
        typer.echo("\nFigures" + (f"; in conflict: {', '.join(comparison.conflicting)}" if comparison.conflicting else ""))
        _print_figures(comparison)
    if comparison.unconfirmed:
        typer.echo(f"\nLeft open by: claims {', '.join(map(str, comparison.unconfirmed))}")


def _print_figures(comparison: "Comparison") -> None:
    """One line for each figure that an origin gave on a day, with the outlets that print it."""
    outlets: dict[str, dict[str, None]] = {}
    for line in comparison.figures:
        count = "?" if line.number is None else f"{line.number:g}"
        figure = f"{line.published or 'undated'}  {line.unit}: {count}  {plain_line(line.origin)}"
        outlets.setdefault(figure, {})[plain_line(line.outlet or "outlet unknown")] = None
    for figure, names in outlets.items():
        typer.echo(f"  {figure} in {', '.join(names)}")
