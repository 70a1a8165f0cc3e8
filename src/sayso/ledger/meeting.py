"""Entities meet across articles: which identity of the ledger each entity of some new articles is."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

import msgspec

from sayso.across.identities import Identity, choose_identity
from sayso.ledger.keys import Keys
from sayso.ledger.rows import EntityRow

_MOST_NAMESAKES = 2
"""Identities of one kind and country kept under one name: two of them are in doubt already, and so would a third be."""


class Identities:
    """The identities that the ledger keeps under the names of ``rows``, and those that new articles add, until they are written.

    ``keys`` holds them by name, and is loaded with the names of all ``rows``.
    """

    def __init__(self, connection: sqlite3.Connection, keys: Keys, rows: Iterable[EntityRow]) -> None:
        self._connection = connection
        self._keys = keys
        self._made: list[int] = []
        self._settled: set[int] = set()
        self._next: int = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM identities").fetchone()[0]
        numbers = set(chain.from_iterable(keys.newest(key) for row in rows for key in row.keys))
        statement = "SELECT id, name, kind, country FROM identities WHERE id IN (SELECT value FROM json_each(?))"
        self._known = {
            number: Identity(id=number, name=name, kind=kind, country=country)
            for number, name, kind, country in connection.execute(statement, (msgspec.json.encode(sorted(numbers)).decode(),))
        }

    def join(self, rows: Sequence[EntityRow]) -> list[int]:
        """The identity of each of an article's entities: one that is known, else a new one."""
        return [self._join(row) for row in rows]

    def write(self) -> None:
        """Put what is new into the tables."""
        made = [self._known[number] for number in self._made]
        rows = [(identity.id, identity.name, identity.kind, identity.country) for identity in made]
        self._connection.executemany("INSERT INTO identities VALUES (?, ?, ?, ?)", rows)
        self._connection.executemany("INSERT INTO identity_words (rowid, words) VALUES (?, ?)", [row[:2] for row in rows])
        countries = [(self._known[number].country, number) for number in sorted(self._settled)]
        self._connection.executemany("UPDATE identities SET country = ? WHERE id = ?", countries)

    def _join(self, row: EntityRow) -> int:
        known = {number for key in row.keys for number in self._keys.newest(key)}
        chosen = choose_identity(row.kind, row.country, [self._known[number] for number in sorted(known)]) if known else None
        if chosen is None:
            chosen = self._known[self._next] = Identity(id=self._next, name=row.name, kind=row.kind, country=row.country)
            self._made.append(chosen.id)
            self._next += 1
        elif chosen.country is None and row.country is not None:
            chosen = self._known[chosen.id] = replace(chosen, country=row.country)
            self._settled.add(chosen.id)
        for key in row.keys:
            self._note(key, chosen)
        return chosen.id

    def _note(self, key: int, identity: Identity) -> None:
        """One more name of an identity."""
        under = self._keys.newest(key)
        if identity.id in under:
            return
        alike = [number for number in under if (self._known[number].kind, self._known[number].country) == (identity.kind, identity.country)]
        if len(alike) < _MOST_NAMESAKES:
            self._keys.hold(key, identity.id)
