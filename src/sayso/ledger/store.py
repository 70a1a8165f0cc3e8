"""Writes articles into a ledger, each in one transaction: whole, or not at all."""

import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from sayso.across.incidents import MERGING, Telling, telling_keys
from sayso.ledger.joining import find_copies, find_rewrites, find_tellings, join_entities
from sayso.ledger.neighbours import Neighbours
from sayso.ledger.rows import (
    FirstIds,
    Prepared,
    Row,
    article_row,
    attribution_rows,
    block_rows,
    block_words,
    claim_rows,
    mention_rows,
    part_rows,
    place_rows,
    telling_row,
    time_rows,
)
from sayso.model import Entity


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


def write_article(connection: sqlite3.Connection, neighbours: Neighbours, item: Prepared, made_by: str | None) -> Added:
    """Add one article in one transaction; sqlite3.Error leaves the ledger as it was."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        neighbours.refresh()
        known = connection.execute("SELECT id FROM articles WHERE key = ?", (item.key,)).fetchone()
        added = Added(article=known[0], outcome=Outcome.KNOWN) if known else _Writing(connection, neighbours, item).write(made_by)
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    return added


class _Writing:
    """One article on its way into the tables; every method runs inside its transaction."""

    def __init__(self, connection: sqlite3.Connection, neighbours: Neighbours, item: Prepared) -> None:
        self._connection = connection
        self._item = item
        self._neighbours = neighbours
        self._article = self._next_id("articles")
        self._first = FirstIds(
            block=self._next_id("blocks"),
            place=self._next_id("places"),
            entity=self._next_id("entities"),
            telling=self._next_id("tellings"),
            claim=self._next_id("claims"),
        )

    def write(self, made_by: str | None) -> Added:
        """Insert everything and join it to its neighbours."""
        connection, item = self._connection, self._item
        version: int = connection.execute("SELECT count(*) FROM articles WHERE page = ?", (item.page,)).fetchone()[0] + 1
        if version > 1:
            connection.execute("UPDATE articles SET is_latest = 0 WHERE page = ?", (item.page,))
        copies = find_copies(connection, self._neighbours, item)
        self._insert("articles", [(self._article, *article_row(item, version, self._article, made_by))])
        self._write_layers()
        entities = self._write_entities()
        tellings, incidents = self._write_tellings()
        self._insert("claims", claim_rows(item, self._first, self._article, tellings))
        self._insert("claim_parts", part_rows(item, self._first.claim, entities))
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
        record = self._item.record
        self._insert("blocks", block_rows(record.article, self._first.block, self._article))
        self._connection.executemany("INSERT INTO block_words (rowid, words) VALUES (?, ?)", block_words(record.article, self._first.block))
        self._insert("mentions", mention_rows(record.mentions, self._article))
        self._insert("places", place_rows(record, self._first.place, self._article))
        self._insert("times", time_rows(record, self._article))
        self._insert("attributions", attribution_rows(record, self._article))

    def _write_entities(self) -> dict[str, tuple[int, int]]:
        """Each entity of the record with its row and its identity."""
        entities = self._item.record.entities
        identities = join_entities(self._connection, entities, self._item.key)
        numbered = list(enumerate(zip(entities, identities, strict=True), self._first.entity))
        self._insert("entities", (self._entity_row(number, identity, entity) for number, (entity, identity) in numbered))
        return {entity.id: (number, identity) for number, (entity, identity) in numbered}

    def _entity_row(self, number: int, identity: int, entity: Entity) -> Row:
        roles = "; ".join(dict.fromkeys(role.text for role in entity.roles))
        return number, self._article, entity.id, identity, entity.name, entity.kind, entity.country, entity.code, roles

    def _write_tellings(self) -> tuple[list[int], list[int]]:
        """The ids of the tellings and the incidents they were joined to."""
        numbered = list(enumerate(self._item.tellings, self._first.telling))
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
        return [number for number, _ in numbered], incidents

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
