"""Finds the articles, tellings and identities that those of a new article must be compared with, by keys that they share.

The keys of what is new wait in ``pending``, a row a transaction, and are sorted into the tables of keys some thousand articles at a time
(`sayso.ledger.keys`). Each key there has one row with the newest numbers under it: looking one up costs the same however often it is in
the news.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from sayso.ledger.keys import Keys

if TYPE_CHECKING:
    from sayso.ledger.rows import Prepared

_MOST_PENDING = 4_096
"""Articles whose keys wait: some ten megabytes in memory, read again when a ledger is opened for writing."""

_FEWEST_PRINTS = 2
"""Prints that two stories must share: one is a turn of phrase."""

_FEW_NAMES = 2
"""A telling with no more names may be found by one of them."""

_COMMON = 40
"""Tellings of some weeks that make a name common: it is in the news every day, so that two reports share it means nothing."""

_MOST_BY_COMMON = 4
"""Tellings compared with one that has names of its own, though they share only common ones."""


class Neighbours:
    """The keys of a ledger that is open for writing; all methods run inside the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._state: int | None = None
        self._pending = 0
        self._articles = 0
        self._stories = Keys(connection, "story_keys", "articles")
        self._tellings = Keys(connection, "telling_keys", "tellings")
        self.identities = Keys(connection, "identity_keys", "identities")

    def refresh(self, items: "Sequence[Prepared]") -> None:
        """Be ready for ``items``: read what another process added, then what is kept under all of their keys at once."""
        state: int = self._connection.execute("PRAGMA data_version").fetchone()[0]  # changes with what others write
        if state != self._state:
            self.forget()
            self._state = state
            self._read_pending()
        self._stories.load(chain.from_iterable(item.prints for item in items))
        self._tellings.load(key for item in items for telling in item.tellings for keys in telling.keys.values() for key in keys)
        self.identities.load(key for item in items for row in item.entities for key in row.keys)

    def forget(self) -> None:
        """Drop what is held in memory: a transaction was rolled back, or the file has changed."""
        self._state, self._pending, self._articles = None, 0, 0
        for keys in self._tables:
            keys.forget()

    def articles_with(self, prints: Sequence[int], most: int) -> list[int]:
        """The articles that share most of ``prints``, at most ``most``."""
        found = Counter(chain.from_iterable(map(self._stories.newest, prints)))
        return _most_shared({article: shared for article, shared in found.items() if shared >= _FEWEST_PRINTS}, most)

    def tellings_with(self, keys: Mapping[str, Sequence[int]], most: int) -> tuple[list[int], frozenset[str]]:
        """The tellings that share most names of ``keys`` (name to keys), at most ``most``; and the names that are too common to tell anything.

        One shared name of several is a coincidence. Tellings that share only common names come last, and few of them where ``keys`` has
        other names: nearly every report of the season is among them.
        """
        rarely: Counter[int] = Counter()
        commonly: Counter[int] = Counter()
        common: set[str] = set()
        for name, own in keys.items():
            tellings = list(chain.from_iterable(map(self._tellings.newest, own)))
            if len(tellings) >= _COMMON:
                common.add(name)
                commonly.update(tellings)
            elif tellings:
                rarely.update(tellings)
        fewest = 2 if len(keys) > _FEW_NAMES else 1
        near = _most_shared({telling: shared for telling, shared in rarely.items() if shared + commonly[telling] >= fewest}, most)
        left = (most if len(common) == len(keys) else _MOST_BY_COMMON) - len(near)
        if left > 0:
            near += _most_shared(
                {telling: shared for telling, shared in commonly.items() if shared >= fewest and telling not in rarely}, left
            )
        return near, frozenset(common)

    def note(self, article: int, prints: Sequence[int], keys: Iterable[tuple[int, int]]) -> None:
        """Hold the prints of an article and the (key, telling) pairs of its tellings."""
        self._articles += 1
        for key in prints:
            self._stories.hold(key, article)
        for key, telling in keys:
            self._tellings.hold(key, telling)

    def settle(self) -> None:
        """Keep what is held: in ``pending``, or where there is enough of it in the tables of keys."""
        if not self._articles:
            return
        contents = [keys.settle() for keys in self._tables]
        self._pending += self._articles
        if self._pending >= _MOST_PENDING:
            for keys in self._tables:
                keys.sort_in()
            self._connection.execute("DELETE FROM pending")
            self._pending = 0
        else:
            statement = "INSERT INTO pending (articles, story_keys, telling_keys, identity_keys) VALUES (?, ?, ?, ?)"
            self._connection.execute(statement, (self._articles, *contents))
        self._articles = 0

    @property
    def _tables(self) -> tuple[Keys, Keys, Keys]:
        return self._stories, self._tellings, self.identities

    def _read_pending(self) -> None:
        statement = "SELECT articles, story_keys, telling_keys, identity_keys FROM pending ORDER BY id"
        rows = self._connection.execute(statement).fetchall()
        self._pending = sum(articles for articles, *_ in rows)
        for at, keys in enumerate(self._tables, 1):
            keys.lay_aside(b"".join(row[at] for row in rows))


def _most_shared(found: Mapping[int, int], most: int) -> list[int]:
    return sorted(found, key=lambda number: (-found[number], number))[:most]
