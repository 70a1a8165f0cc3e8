"""`sayso show`: an article, an entity or a claim of a ledger."""

from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.claim_blocks import claim_in_words, print_claims, wrapped
from sayso.cli.ledgers import AsJson, LedgerFile, opened, print_json

if TYPE_CHECKING:
    from sayso.ledger.queries import FoundClaim
    from sayso.ledger.showing import ArticlePage, EntityPage


def show(
    ledger: LedgerFile,
    what: Annotated[str, typer.Argument(metavar="article|entity|claim", help="What to show.")],
    which: Annotated[str, typer.Argument(metavar="NUMBER|NAME", help="The article's or claim's number, the entity's name.")],
    as_json: AsJson = False,
) -> None:
    """Show all that the ledger knows of one thing."""
    if what not in {"article", "entity", "claim"} or (what != "entity" and not which.isdecimal()):
        typer.echo("sayso: show an `article` or `claim` by its number, or an `entity` by its name", err=True)
        raise typer.Exit(2)
    with opened(ledger) as store:
        if what == "entity":
            pages = store.entity(which)
            if as_json:
                print_json(pages)
            elif not pages:
                typer.echo("no entity of this name", err=True)
            else:
                for page in pages:
                    _print_entity(page)
        elif what == "article":
            article = store.article(int(which))
            print_json(article) if as_json else _print_article(article)
        else:
            claim = store.claim(int(which))
            print_json(claim) if as_json else _print_claim(claim)


def _print_article(page: "ArticlePage") -> None:
    from sayso.export.wording import day_printed, plain_line

    facts = (
        page.title or "(no title)",
        f"article {page.id}, {page.outlet or 'outlet unknown'}, {day_printed(page.published)}",
        page.url or "",
    )
    for fact in facts:
        if fact:
            _echo(plain_line(fact))
    if page.versions:
        _echo(f"version {page.version}; other versions of the page: articles {', '.join(map(str, page.versions))}")
    for number, outlet, how, share in page.copies:
        told = f"copy ({share:.0%} word for word)" if how == "verbatim" else f"reworded copy ({share:.0%} of its words shared)"
        _echo(f"{told}: article {number}, {plain_line(outlet or 'outlet unknown')}")
    if not print_claims(page.claims):
        _echo("no claim was read in it")


def _print_entity(page: "EntityPage") -> None:
    from sayso.export.wording import plain_line

    country = f", {page.country}" if page.country else ""
    _echo(f"{plain_line(page.name)}: {page.kind}{country}, in {page.articles} article{'' if page.articles == 1 else 's'}")
    others = [plain_line(name) for name in page.names if name != page.name]
    if others:
        _echo(f"also called: {'; '.join(others)}", "  ")
    if page.roles:
        _echo(f"roles: {'; '.join(map(plain_line, page.roles))}", "  ")
    print_claims(page.says, "\nSays")
    print_claims(page.said_of, "\nIs said to do or to undergo")
    print_claims(page.named_in, "\nIs spoken of")
    typer.echo()


def _print_claim(claim: "FoundClaim") -> None:
    from sayso.export.wording import chain_of, day_printed, plain_line

    status = f" ({claim.status})" if claim.status else ""
    day = "not stated" if claim.day_from != "text" else f"{claim.day}{f' to {claim.day_last}' if claim.day_last != claim.day else ''}"
    for line in (
        claim_in_words(claim),
        f"on the word of: {claim.publisher} > {chain_of(claim.chain)}{status}" if claim.chain else f"on the word of: {claim.publisher}",
        f"stance: {claim.stance}; factuality {claim.factuality}, {claim.modality}",
        f"words: {claim.words} [{claim.start}, {claim.end})",
        f"in: {claim.passage}",
        f"day: {day}" + (f'; "{claim.time_words}"' if claim.time_words else ""),
        f"place: {claim.place} ({claim.precision or 'not located'})" if claim.place else "place: not stated",
        f"article {claim.article}: {claim.title or '(no title)'}, {day_printed(claim.published)} {claim.url or ''}",
        f"incident {claim.incident} (sayso compare LEDGER --incident {claim.incident})",
    ):
        _echo(plain_line(line))


def _echo(line: str, indent: str = "") -> None:
    typer.echo("\n".join(wrapped(line, indent)))
