"""Entities meet across articles: which identity of the ledger each entity of some new articles is."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import batched

from sayso.across.identities import Identity, choose_identity
from sayso.ledger.rows import EntityRow

_MOST_NAMES = 500
"""Names looked up with one statement."""

_MOST_NAMESAKES = 2
"""Identities of one kind and country kept under one name: two of them are in doubt already, and so would a third be."""


class Identities:
    """The identities that the ledger keeps under ``names``, and those that new articles add, until they are written."""

    def __init__(self, connection: sqlite3.Connection, names: Iterable[str]) -> None:
        self._connection = connection
        self._known: dict[int, Identity] = {}
        self._by_name: dict[str, list[int]] = {}
        self._keys: dict[int, str] = {}
        self._pairs: list[tuple[str, int]] = []
        self._settled: set[int] = set()
        self._next: int = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM identities").fetchone()[0]
        self._load(names)

    def join(self, rows: Sequence[EntityRow], key: str) -> list[int]:
        """The identity of each of an article's entities: one that is known, else a new one named after ``key`` (content-made)."""
        return [self._join(row, key) for row in rows]

    def write(self) -> None:
        """Put what is new into the tables."""
        made = [(self._known[number], key) for number, key in self._keys.items()]
        rows = [(identity.id, key, identity.name, identity.kind, identity.country) for identity, key in made]
        self._connection.executemany("INSERT INTO identities VALUES (?, ?, ?, ?, ?)", rows)
        words = [(identity.id, identity.name) for identity, _ in made]
        self._connection.executemany("INSERT INTO identity_words (rowid, words) VALUES (?, ?)", words)
        self._connection.executemany("INSERT INTO identity_names VALUES (?, ?)", sorted(self._pairs))
        countries = [(self._known[number].country, number) for number in sorted(self._settled)]
        self._connection.executemany("UPDATE identities SET country = ? WHERE id = ?", countries)

    def _load(self, names: Iterable[str]) -> None:
        for some in batched(sorted(set(names)), _MOST_NAMES):
            marks = ",".join("?" * len(some))
            joined = "identity_names n JOIN identities i ON i.id = n.identity"
            statement = f"SELECT n.name, i.id, i.name, i.kind, i.country FROM {joined} WHERE n.name IN ({marks})"  # noqa: S608  # question marks
            for name, number, own, kind, country in self._connection.execute(statement, some):
                self._by_name.setdefault(name, []).append(number)
                self._known[number] = Identity(id=number, name=own, kind=kind, country=country)

    def _join(self, row: EntityRow, key: str) -> int:
        known: set[int] = set()
        known.update(*(self._by_name.get(name, ()) for name in row.names))
        chosen = choose_identity(row.kind, row.country, [self._known[number] for number in sorted(known)])
        if chosen is None:
            chosen = self._known[self._next] = Identity(id=self._next, name=row.name, kind=row.kind, country=row.country)
            self._keys[chosen.id] = f"{key} {row.local}"
            self._next += 1
        elif chosen.country is None and row.country is not None:
            chosen = self._known[chosen.id] = replace(chosen, country=row.country)
            if chosen.id not in self._keys:
                self._settled.add(chosen.id)
        for name in row.names:
            self._note(name, chosen)
        return chosen.id

    def _note(self, name: str, identity: Identity) -> None:
        """One more name of an identity."""
        under = self._by_name.setdefault(name, [])
        if identity.id in under:
            return
        alike = [number for number in under if (self._known[number].kind, self._known[number].country) == (identity.kind, identity.country)]
        if len(alike) < _MOST_NAMESAKES:
            under.append(identity.id)
            self._pairs.append((name, identity.id))
