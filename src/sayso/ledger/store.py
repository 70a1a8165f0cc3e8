"""Writes articles into a ledger, one or several in one transaction: each whole, or not at all."""

import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum

from sayso.across.incidents import MERGING
from sayso.export.json_record import decode_record
from sayso.ledger.collector import no_collector
from sayso.ledger.joining import Joiner, Link
from sayso.ledger.meeting import Identities
from sayso.ledger.reviews import carry_splits
from sayso.ledger.rows import Prepared, Row, unpacked_item

_NUMBERED = ("articles", "blocks", "places", "entities", "tellings", "claims")
"""Tables whose rows have numbers of the ledger's own, given in the order of adding."""


class Outcome(StrEnum):
    """What adding an article did."""

    ADDED = "added"
    CHANGED = "changed"
    REREAD = "reread"
    KNOWN = "known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """The article's id in the ledger and what happened: new, a new version of a page, a new reading of it, or already there.

    ``copies`` are the ids of its copies; ``differs`` says that it is there already as another version or other rules read it; ``is_undated``
    that it was kept without a day of publication.
    """

    article: int
    outcome: Outcome
    copies: tuple[int, ...] = ()
    differs: bool = False
    is_undated: bool = False


def write_articles(connection: sqlite3.Connection, joiner: Joiner, packed: Sequence[bytes], *, reread: bool) -> list[Added]:
    """Add articles in one transaction, which is what costs time; sqlite3.Error leaves the ledger as it was before all of them.

    ``packed`` are articles as `packed_item` makes them. They are in the ledger, whole, once this returns. With ``reread`` a new reading of an article that is there becomes its newest version.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        with no_collector():
            added = _write_unpacked(connection, joiner, packed, reread=reread)
        connection.execute("COMMIT")
    except BaseException:
        joiner.forget()
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    return added


def _write_unpacked(connection: sqlite3.Connection, joiner: Joiner, packed: Sequence[bytes], *, reread: bool) -> list[Added]:
    """Unpack and write; what was unpacked is gone when this returns, before the collector can look through it."""
    items = [unpacked_item(content) for content in packed]
    joiner.neighbours.refresh(items)
    writing = _Writing(connection, joiner, items, reread=reread)
    added = [writing.write(item) for item in items]
    writing.finish()
    joiner.neighbours.settle()
    return added


class _Writing:
    """Some articles on their way into the tables, inside one transaction.

    What later articles are joined by is written at once; the rows of the other tables are gathered and written table by table.
    """

    def __init__(self, connection: sqlite3.Connection, joiner: Joiner, items: Sequence[Prepared], *, reread: bool) -> None:
        self._connection = connection
        self._joiner = joiner
        self._reread = reread
        self._followed: list[tuple[int, int]] = []
        self._identities = Identities(connection, joiner.neighbours.identities, (row for item in items for row in item.entities))
        self._gathered: defaultdict[str, list[Row]] = defaultdict(list)
        self._next = {table: self._next_number(table) for table in _NUMBERED}

    def write(self, item: Prepared) -> Added:
        """Put an article into the tables, joined to its neighbours; nothing where it is there already."""
        known = self._connection.execute("SELECT id, record, is_latest FROM articles WHERE key = ?", (item.key,)).fetchone()
        if known is None:
            self._connection.execute("UPDATE articles SET is_latest = 0 WHERE page = ?", (item.page,))
            return self._write(item, is_latest=1)
        number, record, is_latest = known
        differs = _differ(record, item.packed)
        if not differs or not self._reread:
            return Added(article=number, outcome=Outcome.KNOWN, differs=differs)
        self._connection.execute("UPDATE articles SET key = key || '.' || id, is_latest = 0 WHERE id = ?", (number,))
        added = replace(self._write(item, is_latest=is_latest), outcome=Outcome.REREAD)
        self._followed.append((number, added.article))
        return added

    def _write(self, item: Prepared, *, is_latest: int) -> Added:
        (article,) = self._numbers("articles", 1)
        versions = {number for (number,) in self._connection.execute("SELECT id FROM articles WHERE page = ?", (item.page,))}
        copies = self._joiner.copies_of(item)
        wording = item.story.wording
        tail = (len(versions) + 1, is_latest, article, item.made_by, wording.runs, wording.stems, item.packed)
        self._insert("articles", [(article, item.key, item.page, *item.head, *tail)])
        tellings = self._numbers("tellings", len(item.tellings))
        joined = self._write_tellings(article, tellings, item)
        copies += self._joiner.rewrites_of(item, joined, {article, *(number for number, *_ in copies)})
        self._join_texts(article, [number for number, *_ in copies])
        copies = [copy for copy in copies if copy[0] not in versions]
        self._insert("copies", [(article, *copy) for copy in copies])
        self._gather(article, tellings, item)
        return Added(
            article=article,
            outcome=Outcome.CHANGED if versions else Outcome.ADDED,
            copies=tuple(sorted(number for number, *_ in copies)),
            is_undated=item.published is None,
        )

    def finish(self) -> None:
        """Write what was gathered."""
        self._identities.write()
        words = self._gathered.pop("block_words", ())
        self._connection.executemany("INSERT INTO block_words (rowid, words) VALUES (?, ?)", words)
        for table, rows in self._gathered.items():
            self._insert(table, rows)
        for old, new in self._followed:
            carry_splits(self._connection, old, new)

    def _next_number(self, table: str) -> int:
        number: int = self._connection.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchone()[0]  # noqa: S608  # a name of ours
        return number

    def _numbers(self, table: str, count: int) -> range:
        """The numbers of the next ``count`` rows of a table."""
        first = self._next[table]
        self._next[table] += count
        return range(first, first + count)

    def _insert(self, table: str, rows: Sequence[Row]) -> None:
        if rows:
            marks = ",".join("?" * len(rows[0]))
            self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608  # a name of ours and question marks

    def _gather(self, article: int, tellings: range, item: Prepared) -> None:
        """The rows of the layers and of the claims."""
        rows = self._gathered
        blocks, places = self._numbers("blocks", len(item.blocks)), self._numbers("places", len(item.places))
        entities, claims = self._numbers("entities", len(item.entities)), self._numbers("claims", len(item.claims))
        identities = self._identities.join(item.entities)
        rows["blocks"] += [(number, article, *row) for number, row in zip(blocks, item.blocks, strict=True)]
        rows["block_words"] += zip(blocks, item.words, strict=True)
        rows["mentions"] += [(article, *row) for row in item.mentions]
        rows["places"] += [(number, article, *row) for number, row in zip(places, item.places, strict=True)]
        rows["times"] += [(article, *row) for row in item.times]
        rows["attributions"] += [(article, *row) for row in item.attributions]
        rows["entities"] += [
            (number, article, row.local, identity, *row[2:])
            for number, identity, row in zip(entities, identities, item.entities, strict=True)
        ]
        for number, row in zip(claims, item.claims, strict=True):
            block = None if row.block is None else blocks[row.block]
            place = None if row.place is None else places[row.place]
            rows["claims"].append((number, row.key, article, tellings[row.telling], block, *row.before, place, *row.after))
        rows["claim_parts"] += [(identities[entity], day, claims[claim], role, entities[entity]) for claim, entity, day, role in item.parts]

    def _write_tellings(self, article: int, numbers: range, item: Prepared) -> list[int]:
        """The incidents that tellings were joined to; a telling that is joined to none starts one."""
        found = [self._joiner.links_of(telling) for telling in item.tellings]
        best = [links[0] for links in found if links]
        story = self._joiner.story_of(best) if len(best) < len(found) else []
        likest = [own or self._joiner.link_in_story(telling, story) for telling, own in zip(item.tellings, found, strict=True)]
        links = [self._join(number, own) for number, own in zip(numbers, likest, strict=True)]
        self._insert(
            "tellings",
            [
                (number, article, number if incident is None else incident, telling.told)
                for number, incident, telling in zip(numbers, links, item.tellings, strict=True)
            ],
        )
        own = ((keys[0], number) for number, telling in zip(numbers, item.tellings, strict=True) for keys in telling.keys.values())
        self._joiner.neighbours.note(article, item.prints, own)
        return [incident for incident in links if incident is not None]

    def _join(self, number: int, links: Sequence[Link]) -> int | None:
        """The incident of a telling: that of the likest of ``links``; None where there are none: one of its own, named after this first telling.

        A telling that is very like those of a second incident shows that both are one.
        """
        if not links:
            return None
        kept = [links[0], *(link for link in links[1:] if link.score >= MERGING)]
        self._insert("incident_links", [(number, link.telling, link.score, link.reason) for link in kept])
        incidents = {self._joiner.incident_of(link.telling) for link in kept}  # an earlier telling may just have merged some
        incident = min(incidents)
        for other in sorted(incidents - {incident}):
            self._connection.execute("UPDATE tellings SET incident = ? WHERE incident = ?", (incident, other))
        return incident

    def _join_texts(self, article: int, copies: Sequence[int]) -> None:
        """Put an article and its copies into one cluster."""
        clusters = {article}
        for number in copies:
            clusters.add(self._connection.execute("SELECT cluster FROM articles WHERE id = ?", (number,)).fetchone()[0])
        for cluster in sorted(clusters)[1:]:
            self._connection.execute("UPDATE articles SET cluster = ? WHERE cluster = ?", (min(clusters), cluster))


def _differ(one: bytes, other: bytes) -> bool:
    """Whether two packed records are two readings, not one written in two ways."""
    return one != other and decode_record(zlib.decompress(one)) != decode_record(zlib.decompress(other))
