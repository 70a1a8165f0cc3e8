"""`sayso compare`: everything that is said about one incident, by outlet and origin."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.claim_blocks import INDENT, by_words, print_claims, wrapped
from sayso.cli.ledgers import AsCsv, AsJson, LedgerFile, choose_one, opened, print_json, say_where_words_are, write_csv

if TYPE_CHECKING:
    from sayso.across.origins import Origin
    from sayso.ledger.comparing import Comparison
    from sayso.ledger.ledger import Ledger
    from sayso.ledger.queries import FoundClaim

_OFFERED = 5
_SHOWN = 3
"""Claims of an origin that are printed without --all."""


def compare(
    ledger: LedgerFile,
    words: Annotated[list[str] | None, typer.Argument(metavar="[WORD...]", help="Words that stand where the incident is told.")] = None,
    incident: Annotated[
        list[int] | None,
        typer.Option(help="The incident's number, as `sayso show claim` gives it; given again, several are taken for one."),
    ] = None,
    every_claim: Annotated[bool, typer.Option("--all", help=f"Every claim, not only {_SHOWN} an origin.")] = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Compare what articles say about an incident: which figures conflict, who denies it, how many origins there are."""
    choose_one(("--json", as_json), ("--csv", as_csv))
    if bool(incident) == bool(words):
        typer.echo("sayso: give words or --incident", err=True)
        raise typer.Exit(2)
    with opened(ledger) as store:
        asked = list(store.claims(words=" ".join(words))) if words else []
        comparison = store.compare(*(incident or [_most_told(store, asked, " ".join(words or ()))]))
        if as_json:
            print_json(comparison)
        elif as_csv:
            write_csv(comparison.claims)
        else:
            _print(comparison, first={claim.id for claim in asked}, most=None if every_claim else _SHOWN)


def _most_told(store: "Ledger", asked: "Sequence[FoundClaim]", words: str) -> int:
    """The incident of which most articles, then most claims, tell in the words asked for; the next ones are offered on standard error."""
    from sayso.export.wording import plain_line

    if not asked:
        typer.echo("sayso: no claim stands in such a paragraph", err=True)
        say_where_words_are(store, words)
        raise typer.Exit(1)
    articles = Counter(number for number, _ in {(claim.incident, claim.article) for claim in asked})
    claims = Counter(claim.incident for claim in asked)
    example = {claim.incident: claim for claim in reversed(asked)}
    ordered = sorted(articles, key=lambda number: (-articles[number], -claims[number], number))
    for number in ordered[1 : 1 + _OFFERED]:
        told = f"also --incident {number} ({_count(articles[number], 'article')}): {plain_line(example[number].passage)}"
        typer.echo(told if len(told) <= 80 else told[:76].rsplit(" ", 1)[0] + " ...", err=True)
    return ordered[0]


def _print(comparison: "Comparison", first: set[int], most: int | None) -> None:
    from sayso.export.wording import plain_line

    numbers = " and ".join(map(str, comparison.incidents))
    _echo(wrapped(f"Incident {numbers}: {plain_line(comparison.in_words())}"))
    _print_articles(comparison.claims)
    if comparison.figures:
        typer.echo("\nFigures" + (f"; in conflict: {', '.join(comparison.conflicting)}" if comparison.conflicting else ""))
        _print_figures(comparison)
    _print_stance(comparison, "denies", "\nDenied, or said in the negative, by")
    _print_stance(comparison, "open", "\nLeft open by")
    for origin in comparison.origins:
        _print_origin(origin, {claim.id: claim for claim in comparison.claims}, first, most)


def _print_articles(claims: "Sequence[FoundClaim]") -> None:
    """The articles with their numbers, so that they can be shown and cited."""
    from sayso.export.wording import plain_line

    articles = {claim.article: claim for claim in claims}
    for number, claim in sorted(articles.items(), key=lambda item: (item[1].published or "9999", item[0])):
        facts = f"article {number}, {claim.published or 'undated'}, {plain_line(claim.publisher)}"
        _echo(wrapped(facts + (f": {plain_line(claim.title)}" if claim.title else ""), "  "))


def _print_stance(comparison: "Comparison", stance: str, heading: str) -> None:
    by_origin = {number: origin.what for origin in comparison.origins for number, _ in origin.claims}
    found = (claim for claim in comparison.claims if claim.stance == stance)
    print_claims(by_words(found), heading, note=lambda claim: f"origin: {by_origin[claim.id]}")


def _print_origin(origin: "Origin", claims: "dict[int, FoundClaim]", first: set[int], most: int | None) -> None:
    """An origin with its claims, those in the words asked for first; a reason stands with the origin where all claims share it."""
    from sayso.export.wording import plain_line

    reasons = dict(origin.claims)
    shared = next(iter(reasons.values())) if len(set(reasons.values())) == 1 else ""
    standing = "" if origin.is_independent else "; not independent"
    _echo(wrapped(f"Origin {origin.id}: {plain_line(origin.what)}{f' - {shared}' if shared else ''}{standing}"), before="\n")
    ordered = by_words(claims[number] for number in sorted(reasons, key=lambda number: number not in first))
    shown = ordered[:most]
    print_claims(shown, note=lambda claim: "" if shared else reasons[claim.id])
    if len(shown) < len(ordered):
        typer.echo(f"{INDENT}and {_count(len(ordered) - len(shown), 'more claim')} (--all)")


def _print_figures(comparison: "Comparison") -> None:
    """By unit: one line for each figure that an origin gave on a day, with the outlets that print it."""
    from sayso.export.wording import amount, certainty, plain_line

    for unit in dict.fromkeys(line.unit for line in comparison.figures):
        outlets: dict[str, dict[str, None]] = {}
        for line in comparison.figures:
            if line.unit == unit:
                about = "".join(f", {fact}" for fact in (line.day, line.place, certainty("CT+", line.modality)) if fact)
                figure = amount(line.number, line.lower, line.upper, line.modifier)
                shown = f"{line.published or 'undated'}  {figure}{plain_line(about)} - {plain_line(line.origin)}"
                outlets.setdefault(shown, {})[plain_line(line.outlet)] = None
        typer.echo(f"  {unit}")
        for shown, names in outlets.items():
            _echo(wrapped(f"{shown}, in {', '.join(names)}", INDENT))


def _echo(lines: Sequence[str], before: str = "") -> None:
    typer.echo(before + "\n".join(lines))


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
