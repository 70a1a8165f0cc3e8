"""Writes articles into a ledger, one or several in one transaction: each whole, or not at all."""

import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from sayso.across.incidents import MERGING, Telling, telling_keys
from sayso.ledger.joining import find_copies, find_rewrites, find_tellings, join_entities
from sayso.ledger.neighbours import Neighbours
from sayso.ledger.rows import ClaimRow, Prepared, Row, telling_row


class Outcome(StrEnum):
    """What adding an article did."""

    ADDED = "added"
    CHANGED = "changed"
    KNOWN = "known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """The article's id in the ledger and what happened: new, a new version of a page, or already there; with its copies' ids."""

    article: int
    outcome: Outcome
    copies: tuple[int, ...] = ()


def write_articles(connection: sqlite3.Connection, neighbours: Neighbours, items: Iterable[Prepared], made_by: str | None) -> list[Added]:
    """Add articles in one transaction, which is what costs time; sqlite3.Error leaves the ledger as it was before all of them.

    They are in the ledger, whole, once this returns.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        added = [_write_article(connection, neighbours, item, made_by) for item in items]
        connection.execute("COMMIT")
    except BaseException:
        neighbours.forget()
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    return added


def _write_article(connection: sqlite3.Connection, neighbours: Neighbours, item: Prepared, made_by: str | None) -> Added:
    neighbours.refresh()
    known = connection.execute("SELECT id FROM articles WHERE key = ?", (item.key,)).fetchone()
    return Added(article=known[0], outcome=Outcome.KNOWN) if known else _Writing(connection, neighbours, item).write(made_by)


class _Writing:
    """One article on its way into the tables; every method runs inside its transaction."""

    def __init__(self, connection: sqlite3.Connection, neighbours: Neighbours, item: Prepared) -> None:
        self._connection = connection
        self._item = item
        self._neighbours = neighbours
        self._article = self._next_id("articles")
        self._block = self._next_id("blocks")
        self._place = self._next_id("places")
        self._entity = self._next_id("entities")
        self._telling = self._next_id("tellings")
        self._claim = self._next_id("claims")

    def write(self, made_by: str | None) -> Added:
        """Insert everything and join it to its neighbours."""
        connection, item = self._connection, self._item
        version: int = connection.execute("SELECT count(*) FROM articles WHERE page = ?", (item.page,)).fetchone()[0] + 1
        if version > 1:
            connection.execute("UPDATE articles SET is_latest = 0 WHERE page = ?", (item.page,))
        copies = find_copies(connection, self._neighbours, item)
        wording = item.story.wording
        tail = (version, 1, self._article, made_by, wording.runs, wording.stems, item.packed)
        self._insert("articles", [(self._article, item.key, item.page, *item.head, *tail)])
        self._write_layers()
        identities = self._write_entities()
        incidents = self._write_tellings()
        self._insert("claims", (self._claim_row(at, row) for at, row in enumerate(item.claims)))
        parts = ((identities[entity], day, self._claim + claim, role, self._entity + entity) for claim, entity, day, role in item.parts)
        self._insert("claim_parts", parts)
        copies += find_rewrites(connection, item, incidents, {self._article, *(number for number, *_ in copies)})
        self._write_copies(copies)
        return Added(
            article=self._article,
            outcome=Outcome.CHANGED if version > 1 else Outcome.ADDED,
            copies=tuple(sorted(number for number, *_ in copies)),
        )

    def _next_id(self, table: str) -> int:
        number: int = self._connection.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchone()[0]  # noqa: S608  # a name of ours
        return number

    def _insert(self, table: str, rows: Iterable[Row]) -> None:
        listed = list(rows)
        if listed:
            marks = ",".join("?" * len(listed[0]))
            self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", listed)  # noqa: S608  # a name of ours and question marks

    def _write_layers(self) -> None:
        """The layers as they were read."""
        item, article = self._item, self._article
        self._insert("blocks", ((number, article, *row) for number, row in enumerate(item.blocks, self._block)))
        self._connection.executemany("INSERT INTO block_words (rowid, words) VALUES (?, ?)", enumerate(item.words, self._block))
        self._insert("mentions", ((article, *row) for row in item.mentions))
        self._insert("places", ((number, article, *row) for number, row in enumerate(item.places, self._place)))
        self._insert("times", ((article, *row) for row in item.times))
        self._insert("attributions", ((article, *row) for row in item.attributions))

    def _write_entities(self) -> list[int]:
        """The identity of each entity of the record."""
        rows = self._item.entities
        identities = join_entities(self._connection, rows, self._item.key)
        self._insert(
            "entities",
            [
                (
                    number,
                    self._article,
                    row.entity.id,
                    identity,
                    row.entity.name,
                    row.entity.kind,
                    row.entity.country,
                    row.entity.code,
                    row.roles,
                )
                for number, (row, identity) in enumerate(zip(rows, identities, strict=True), self._entity)
            ],
        )
        return identities

    def _claim_row(self, at: int, row: ClaimRow) -> Row:
        block = None if row.block is None else self._block + row.block
        place = None if row.place is None else self._place + row.place
        return (self._claim + at, row.key, self._article, self._telling + row.telling, block, *row.before, place, *row.after)

    def _write_tellings(self) -> list[int]:
        """The incidents that the tellings were joined to."""
        numbered = list(enumerate(self._item.tellings, self._telling))
        incidents = [self._join(number, telling) for number, telling in numbered]
        self._insert(
            "tellings",
            [
                (number, self._article, incident, *telling_row(telling))
                for (number, telling), incident in zip(numbered, incidents, strict=True)
            ],
        )
        keys = [(key, number) for number, telling in numbered for key in telling_keys(telling)]
        self._neighbours.note(self._article, self._item.bands, keys)
        return incidents

    def _join(self, number: int, telling: Telling) -> int:
        """The incident of a telling: that of the likest one, else one of its own, named after its first telling.

        A telling that is very like those of a second incident shows that both are one.
        """
        links = find_tellings(self._connection, self._neighbours, telling)
        if not links:
            return number
        kept = [links[0], *(link for link in links[1:] if link.score >= MERGING)]
        self._insert("incident_links", [(number, link.telling, link.score, link.reason) for link in kept])
        incident = min(link.incident for link in kept)
        for link in kept:
            if link.incident != incident:
                self._connection.execute("UPDATE tellings SET incident = ? WHERE incident = ?", (incident, link.incident))
        return incident

    def _write_copies(self, copies: list[tuple[int, str, float]]) -> None:
        """Keep why articles are copies, and put them all into one cluster."""
        self._insert("copies", [(self._article, other, how, share) for other, how, share in copies])
        clusters = {self._article}
        for other, *_ in copies:
            clusters.add(self._connection.execute("SELECT cluster FROM articles WHERE id = ?", (other,)).fetchone()[0])
        for cluster in sorted(clusters)[1:]:
            self._connection.execute("UPDATE articles SET cluster = ? WHERE cluster = ?", (min(clusters), cluster))
