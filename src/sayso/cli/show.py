"""`sayso show`: an article, an entity or a claim of a ledger."""

from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.claim_blocks import plain_line, print_claims
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
    facts = [page.title or "(no title)", page.outlet or "outlet unknown", page.published or "date unknown", page.url or ""]
    typer.echo("\n".join(plain_line(fact) for fact in facts if fact))
    if page.versions:
        typer.echo(f"version {page.version}; other versions of the page: articles {', '.join(map(str, page.versions))}")
    for number, outlet, how, share in page.copies:
        typer.echo(f"{how} copy ({share:.0%}): article {number}, {plain_line(outlet or 'outlet unknown')}")
    print_claims(page.claims)


def _print_entity(page: "EntityPage") -> None:
    typer.echo(
        f"{plain_line(page.name)}: {page.kind}{f', {page.country}' if page.country else ''}, in {page.articles} article{'' if page.articles == 1 else 's'}"
    )
    if len(page.names) > 1:
        typer.echo(f"  also called: {'; '.join(plain_line(name) for name in page.names if name != page.name)}")
    if page.roles:
        typer.echo(f"  roles: {'; '.join(map(plain_line, page.roles))}")
    print_claims(page.says, "says")
    print_claims(page.said_of, "is said to")


def _print_claim(claim: "FoundClaim") -> None:
    chain = " > ".join([claim.outlet or "the outlet", *claim.chain])
    lines = [
        f"{claim.kind} {claim.label}, {claim.stance} ({claim.factuality}, {claim.modality})",
        f"on the word of: {chain}" + (f" ({claim.status})" if claim.status else ""),
        f"words: {claim.words} [{claim.span.start}, {claim.span.end})",
        f"in: {claim.passage}",
        f"day: {claim.day or 'none'} ({claim.day_from or 'not stated'})" + (f"; place: {claim.place}" if claim.place else ""),
        f"article {claim.article}: {claim.title or '(no title)'}, {claim.published or 'undated'} {claim.url or ''}",
        f"incident {claim.incident} (sayso compare --incident {claim.incident})",
    ]
    typer.echo("\n".join(map(plain_line, lines)))
