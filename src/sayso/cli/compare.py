"""`sayso compare`: everything that is said about one incident, by outlet and origin."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.asking import asks
from sayso.cli.claim_blocks import INDENT, by_words, is_negated, print_claims, wrapped
from sayso.cli.ledgers import AsCsv, AsJson, LedgerFile, choose_one, opened, print_json, say_where_words_are, write_csv

if TYPE_CHECKING:
    from sayso.across.origins import Origin
    from sayso.ledger.comparing import Comparison
    from sayso.ledger.ledger import Ledger
    from sayso.ledger.queries import FoundClaim
    from sayso.ledger.question import Question

_NAMED = 10
"""Origins, articles and incidents that are named at the head."""

_SHOWN = 3
"""Claims of an origin that are printed without --all."""


@asks
def compare(
    ledger: LedgerFile,
    question: "Question",
    every_claim: Annotated[bool, typer.Option("--all", help=f"Every claim, not only {_SHOWN} an origin.")] = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Compare what articles say about an event: which figures conflict, who denies it, how many origins there are."""
    from sayso.ledger.question import Question

    choose_one(("--json", as_json), ("--csv", as_csv))
    if question == Question():
        typer.echo("sayso: give words, --incident or another filter", err=True)
        raise typer.Exit(2)
    with opened(ledger) as store:
        if question.incident is not None and question == Question(incident=question.incident):
            comparison = store.compare(question.incident)
        else:
            comparison = _found(store, question)
        if as_json:
            print_json(comparison)
        elif as_csv:
            write_csv(comparison.claims)
        else:
            _print(comparison, most=None if every_claim else _SHOWN)


def _found(store: "Ledger", question: "Question") -> "Comparison":
    """What is claimed so; where nothing is, the articles that hold the words are named."""
    from sayso.errors import LedgerError

    try:
        return store.compare_found(question)
    except LedgerError as error:
        typer.echo(f"sayso: {error}", err=True)
        say_where_words_are(store, question.words)
        raise typer.Exit(1) from error


def _print(comparison: "Comparison", most: int | None) -> None:
    from sayso.export.wording import plain_line

    _echo(wrapped(plain_line(comparison.in_words(_NAMED))))
    _print_articles(comparison.claims)
    tellings = Counter(number for number, _ in {(claim.incident, claim.article) for claim in comparison.claims})
    named = [f"{number} ({_count(told, 'article')})" for number, told in sorted(tellings.items(), key=lambda item: (-item[1], item[0]))]
    more = [f"and {len(named) - _NAMED} more"] if len(named) > _NAMED else []
    _echo(wrapped(f"{'incident' if len(named) == 1 else 'incidents'} {', '.join([*named[:_NAMED], *more])}", "  "))
    if len(named) > _NAMED:
        typer.echo(f"{INDENT}that is much: narrow it down with more words, --since, --until, --place or --incident")
    if comparison.figures:
        typer.echo("\nFigures" + (f"; in conflict: {', '.join(comparison.conflicting)}" if comparison.conflicting else ""))
        _print_figures(comparison)
    denied = [claim for claim in comparison.claims if claim.stance == "denies"]
    _print_stance(comparison, [claim for claim in denied if not is_negated(claim)], "\nDenied by")
    _print_stance(
        comparison, [claim for claim in comparison.claims if claim.stance == "open"], "\nLeft open (wanted, supposed or in doubt) by"
    )
    _print_stance(comparison, [claim for claim in denied if is_negated(claim)], "\nSaid in the negative by")
    for origin in comparison.origins:
        _print_origin(origin, {claim.id: claim for claim in comparison.claims}, most)


def _print_articles(claims: "Sequence[FoundClaim]") -> None:
    """The articles with their numbers, so that they can be shown and cited."""
    from sayso.export.wording import day_printed, plain_line

    articles = {claim.article: claim for claim in claims}
    ordered = sorted(articles.items(), key=lambda item: (item[1].published or "9999", item[0]))
    for number, claim in ordered[:_NAMED]:
        facts = f"article {number}, {day_printed(claim.published)}, {plain_line(claim.publisher)}"
        _echo(wrapped(facts + (f": {plain_line(claim.title)}" if claim.title else ""), "  "))
    if len(ordered) > _NAMED:
        typer.echo(f"  and {len(ordered) - _NAMED} more articles (--json, --csv)")


def _print_stance(comparison: "Comparison", claims: "Sequence[FoundClaim]", heading: str) -> None:
    """Claims by the day on which they were printed, with their origins."""
    by_origin = {number: origin.what for origin in comparison.origins for number, _ in origin.claims}
    ordered = sorted(claims, key=lambda claim: (claim.published or "9999", claim.article, claim.span))
    print_claims(by_words(ordered), heading, note=lambda claim: f"origin: {by_origin[claim.id]}")


def _print_origin(origin: "Origin", claims: "dict[int, FoundClaim]", most: int | None) -> None:
    """An origin with its claims; a reason stands with the origin where all claims share it."""
    from sayso.export.wording import plain_line

    reasons = dict(origin.claims)
    shared = next(iter(reasons.values())) if len(set(reasons.values())) == 1 else ""
    standing = "" if origin.is_independent else "; not independent"
    _echo(wrapped(f"Origin {origin.id}: {plain_line(origin.what)}{f' - {shared}' if shared else ''}{standing}"), before="\n")
    ordered = by_words(claims[number] for number in reasons)
    shown = ordered[:most]
    print_claims(shown, note=lambda claim: "" if shared else reasons[claim.id])
    if len(shown) < len(ordered):
        typer.echo(f"{INDENT}and {_count(len(ordered) - len(shown), 'more claim')} (--all)")


def _print_figures(comparison: "Comparison") -> None:
    """By unit: one line for each figure that an origin gave on a day, with the outlets that print it."""
    from sayso.export.wording import amount, certainty, day_printed, plain_line

    for unit in dict.fromkeys(line.unit for line in comparison.figures):
        about: dict[tuple[str, str, str], dict[str, None]] = {}
        outlets: dict[tuple[str, str, str], dict[str, None]] = {}
        for line in comparison.figures:
            if line.unit == unit:
                told = (day_printed(line.published), amount(line.number, line.lower, line.upper, line.modifier), line.origin)
                facts = (line.day, line.place, certainty("CT+", line.modality))
                about.setdefault(told, {}).update(dict.fromkeys(fact for fact in facts if fact))
                outlets.setdefault(told, {})[line.outlet] = None
        typer.echo(f"  {unit}")
        for (published, figure, origin), names in outlets.items():
            counted = ", ".join([figure, *about[published, figure, origin]])
            _echo(wrapped(plain_line(f"{counted} - {origin}; in {', '.join(names)}, {published}"), INDENT))


def _echo(lines: Sequence[str], before: str = "") -> None:
    typer.echo(before + "\n".join(lines))


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
