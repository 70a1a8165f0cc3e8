"""What a ledger knows of one article or one entity, gathered for a person."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.errors import Code, LedgerError
from sayso.ledger.queries import FoundClaim, find_numbered, identities_named
from sayso.ledger.reviews import Overlay, Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """An article: what its page says of itself, the ids of its other versions and of its copies, its claims."""

    id: int
    outlet: str | None
    published: str | None
    title: str | None
    url: str | None
    made_by: str | None
    version: int
    versions: tuple[int, ...]
    copies: tuple[tuple[int, str | None, str, float], ...]
    claims: tuple[FoundClaim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityPage:
    """An entity across articles: every name and role that an article gives it, and its claims, by day.

    ``says`` is what rests on its word, ``said_of`` what it does or undergoes on another's, ``named_in`` whatever else is claimed in a sentence
    that names it.
    """

    id: int
    name: str
    kind: str
    country: str | None
    names: tuple[str, ...]
    roles: tuple[str, ...]
    articles: int
    says: tuple[FoundClaim, ...]
    said_of: tuple[FoundClaim, ...]
    named_in: tuple[FoundClaim, ...]


def show_article(connection: sqlite3.Connection, number: int, claims: list[FoundClaim]) -> ArticlePage:
    """The page of an article; raises LedgerError (S-NOT-IN-LEDGER) where there is none of this number."""
    row = connection.execute(
        "SELECT outlet, published, title, url, made_by, version, page FROM articles WHERE id = ?", (number,)
    ).fetchone()
    if row is None:
        raise LedgerError(Code.NOT_IN_LEDGER, f"there is no article {number}", remedy="look it up with `sayso find`")
    outlet, published, title, url, made_by, version, page = row
    versions = connection.execute("SELECT id FROM articles WHERE page = ? AND id <> ? ORDER BY version", (page, number)).fetchall()
    copies = connection.execute(
        "SELECT a.id, a.outlet, c.how, c.share FROM copies c JOIN articles a ON a.id = iif(c.article = :number, c.other, c.article) "
        "WHERE c.article = :number OR c.other = :number ORDER BY a.id",
        {"number": number},
    ).fetchall()
    return ArticlePage(
        id=number,
        outlet=outlet,
        published=published,
        title=title,
        url=url,
        made_by=made_by,
        version=version,
        versions=tuple(other for (other,) in versions),
        copies=tuple(copies),
        claims=tuple(sorted(claims, key=lambda claim: claim.span)),
    )


def show_entity(connection: sqlite3.Connection, name: str, overlay: Overlay) -> tuple[EntityPage, ...]:
    """A page for each entity that goes by ``name``, those in most articles first."""
    heads = dict.fromkeys(overlay.head(Subject.ENTITY, number) for number in identities_named(connection, name, overlay))
    pages = [_entity_page(connection, head, overlay) for head in heads]
    return tuple(sorted((page for page in pages if page.articles), key=lambda page: (-page.articles, page.id)))


def _entity_page(connection: sqlite3.Connection, head: int, overlay: Overlay) -> EntityPage:
    numbers = overlay.together(Subject.ENTITY, head)
    alone = overlay.alone[Subject.ENTITY]
    marks = ",".join("?" * len(numbers))
    name, kind, country = connection.execute("SELECT name, kind, country FROM identities WHERE id = ?", (head,)).fetchone()
    entities = [
        row
        for row in connection.execute(
            f"SELECT id, article, name, roles, local FROM entities WHERE identity IN ({marks}) ORDER BY id",  # noqa: S608  # question marks
            numbers,
        )
        if row[0] not in alone
    ]
    parts = connection.execute(
        f"SELECT claim, role, entity FROM claim_parts WHERE identity IN ({marks}) ORDER BY claim",  # noqa: S608  # question marks
        numbers,
    ).fetchall()
    says = {claim for claim, role, entity in parts if role == "source" and entity not in alone}
    said_of = {claim for claim, role, entity in parts if role != "source" and entity not in alone}
    others = _naming(connection, [(row[1], row[4]) for row in entities]) - says - said_of
    return EntityPage(
        id=head,
        name=name,
        kind=kind,
        country=country,
        names=tuple(dict.fromkeys(row[2] for row in entities)),
        roles=tuple(dict.fromkeys(role for row in entities for role in row[3].split("; ") if role)),
        articles=len({row[1] for row in entities}),
        says=_by_day(find_numbered(connection, sorted(says), overlay)),
        said_of=_by_day(find_numbered(connection, sorted(said_of - says), overlay)),
        named_in=_by_day(find_numbered(connection, sorted(others), overlay)),
    )


def _naming(connection: sqlite3.Connection, entities: Sequence[tuple[int, str]]) -> set[int]:
    """The claims in whose sentence one of these entities (article and id in its record) is mentioned."""
    found: set[int] = set()
    for entity in entities:
        found.update(
            number
            for (number,) in connection.execute(
                "SELECT DISTINCT c.id FROM mentions s JOIN claims c ON c.article = s.article AND s.span_start >= c.passage_start "
                "AND s.span_end <= c.passage_end WHERE s.article = ? AND s.entity = ?",
                entity,
            )
        )
    return found


def _by_day(claims: Iterable[FoundClaim]) -> tuple[FoundClaim, ...]:
    """What happened first comes first; what has no day comes last."""
    return tuple(sorted(claims, key=lambda claim: (claim.day or "9999", claim.id)))
