"""Joins a new article to what the ledger holds: its copies, its entities, its incidents. Looks only at neighbours, never at the whole."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Any

from sayso.across.copies import Story, Wording, compare_stories
from sayso.across.days import day_of
from sayso.across.identities import Identity, choose_identity
from sayso.across.incidents import SAME, Telling, likeness, neighbour_keys, without_names
from sayso.ledger.neighbours import Neighbours
from sayso.ledger.rows import EntityRow, Prepared, telling_from

_MOST_STORIES = 8
"""Stories compared in full with a new one: those that share most bands."""

_MOST_TELLINGS = 16
"""Tellings compared in full with a new one: those that share most names; an incident told a thousand times needs no more."""

_MOST_NAMES = 500
"""Names looked up with one statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Why a new telling belongs to an incident: the telling that is most like it."""

    incident: int
    telling: int
    score: float
    reason: str


def find_copies(connection: sqlite3.Connection, neighbours: Neighbours, item: Prepared) -> list[tuple[int, str, float]]:
    """(article, how, share) of every article in the ledger that tells the same text word for word, best first."""
    near = neighbours.articles_with(item.bands, _MOST_STORIES)
    same_text = connection.execute("SELECT id FROM articles WHERE text_id = ?", (item.text_id,)).fetchall()
    return _compare(connection, item, {*near, *(number for (number,) in same_text)})


def find_rewrites(
    connection: sqlite3.Connection, item: Prepared, incidents: Iterable[int], known: set[int]
) -> list[tuple[int, str, float]]:
    """The same for articles that tell of one of ``incidents`` in other words; ``known`` are left out."""
    wanted = sorted(set(incidents))
    marks = ",".join("?" * len(wanted))
    rows = connection.execute(
        f"SELECT article, count(*) FROM tellings WHERE incident IN ({marks}) GROUP BY article ORDER BY count(*) DESC, article DESC "  # noqa: S608  # question marks
        f"LIMIT {_MOST_STORIES}",
        wanted,
    ).fetchall()
    return _compare(connection, item, {number for number, _ in rows} - known)


def _compare(connection: sqlite3.Connection, item: Prepared, numbers: Iterable[int]) -> list[tuple[int, str, float]]:
    found = []
    for number in sorted(numbers):
        outlet, published, runs, stems = connection.execute(
            "SELECT outlet, published, wording, stems FROM articles WHERE id = ?", (number,)
        ).fetchone()
        other = Story(wording=Wording(runs=runs, stems=stems), outlet=outlet, published=day_of(published))
        verdict = compare_stories(item.story, other)
        if verdict is not None:
            found.append((number, verdict.how, verdict.share))
    return sorted(found, key=lambda copy: (-copy[2], copy[0]))


def join_entities(connection: sqlite3.Connection, rows: Sequence[EntityRow], key: str) -> list[int]:
    """The identity of each of an article's entities: one that the ledger knows, else a new one named after ``key`` (content-made)."""
    entities, names = [row.entity for row in rows], [row.names for row in rows]
    known = _known_identities(connection, sorted({name for own in names for name in own}))
    following: int = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM identities").fetchone()[0]
    joined: list[int] = []
    made: list[tuple[object, ...]] = []
    for entity, own in zip(entities, names, strict=True):
        candidates = {identity.id: identity for name in own for identity in known.get(name, ())}
        chosen = choose_identity(entity, [candidates[number] for number in sorted(candidates)])
        if chosen is None:
            chosen = Identity(id=following + len(made), name=entity.name, kind=entity.kind, country=entity.country)
            made.append((chosen.id, f"{key} {entity.id}", chosen.name, chosen.kind, chosen.country))
            for name in own:
                known.setdefault(name, []).append(chosen)
        elif chosen.country is None and entity.country is not None:
            connection.execute("UPDATE identities SET country = ? WHERE id = ?", (entity.country, chosen.id))
        joined.append(chosen.id)
    connection.executemany("INSERT INTO identities VALUES (?, ?, ?, ?, ?)", made)
    connection.executemany("INSERT INTO identity_words (rowid, words) VALUES (?, ?)", [(row[0], row[2]) for row in made])
    pairs = sorted({(name, number) for own, number in zip(names, joined, strict=True) for name in own})
    connection.executemany("INSERT OR IGNORE INTO identity_names VALUES (?, ?)", pairs)
    return joined


def _known_identities(connection: sqlite3.Connection, names: Sequence[str]) -> dict[str, list[Identity]]:
    """The identities that the ledger keeps under ``names``."""
    known: dict[str, list[Identity]] = {}
    for some in batched(names, _MOST_NAMES):
        marks = ",".join("?" * len(some))
        joined = "identity_names n JOIN identities i ON i.id = n.identity"
        statement = f"SELECT n.name, i.id, i.name, i.kind, i.country FROM {joined} WHERE n.name IN ({marks}) ORDER BY i.id"  # noqa: S608  # marks
        for name, number, own, kind, country in connection.execute(statement, some):
            known.setdefault(name, []).append(Identity(id=number, name=own, kind=kind, country=country))
    return known


def find_tellings(connection: sqlite3.Connection, neighbours: Neighbours, telling: Telling) -> list[Link]:
    """The tellings in the ledger that are of the same incident, the likest first, one for each incident."""
    nearest, common = neighbours.tellings_with(neighbour_keys(telling), _MOST_TELLINGS)
    compared = without_names(telling, common)
    best: dict[int, Link] = {}
    for number, incident, *row in _tellings(connection, nearest):
        alike = likeness(compared, without_names(telling_from(row), common))
        if alike.score >= SAME and (incident not in best or alike.score > best[incident].score):
            best[incident] = Link(incident=incident, telling=number, score=alike.score, reason=alike.reason)
    return sorted(best.values(), key=lambda link: (-link.score, link.incident))


def _tellings(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[tuple[Any, ...]]:
    marks = ",".join("?" * len(numbers))
    columns = "id, incident, labels, heads, words, names, places, first_day, last_day"
    return connection.execute(f"SELECT {columns} FROM tellings WHERE id IN ({marks}) ORDER BY id", numbers).fetchall()  # noqa: S608  # question marks
