"""Finds the articles and tellings that a new one must be compared with; keeps the newest keys aside until there are enough to sort in.

The keys of one article are hashes: written one article at a time they would touch a page of the file each. So they go into ``pending``, one
row an article in the article's own transaction, and are sorted into the tables of keys a thousand articles at a time. Each key there has one
row with the newest numbers under it: looking one up costs the same however often it is in the news.
"""

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import batched, chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.ledger.rows import Prepared

_MOST_PENDING = 1_024
_MOST_PER_KEY = 64
"""Newest numbers kept under one key: a name that is in the news every day, a sentence that stands in every report."""

_MOST_REMEMBERED = 100_000
"""Rows of keys held in memory."""

_MOST_AT_ONCE = 1_000
"""Keys looked up with one statement."""

_FEWEST_PRINTS = 2
"""Prints that two stories must share: one is a turn of phrase."""

_FEW_NAMES = 2
"""A telling with no more names may be found by one of them."""

_COMMON = 40
"""Tellings of some weeks that make a name common: it is in the news every day, so that two reports share it means nothing."""

_NONE: array[int] = array("q")


class Neighbours:
    """The keys of a ledger that is open for writing; all methods run inside the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._state: int | None = None
        self._pending = 0
        self._stories = _Keys(connection, "story_prints", "articles")
        self._tellings = _Keys(connection, "telling_keys", "tellings")

    def refresh(self, items: "Sequence[Prepared]") -> None:
        """Be ready for ``items``: read what another process added, then the rows of all their keys at once."""
        state: int = self._connection.execute("PRAGMA data_version").fetchone()[0]  # changes with what others write
        if state != self._state:
            self.forget()
            self._state = state
            for article, prints, keys in self._connection.execute("SELECT article, prints, keys FROM pending ORDER BY article").fetchall():
                self._hold(article, _unpacked(prints), _unpacked(keys))
        self._stories.load(chain.from_iterable(item.prints for item in items))
        self._tellings.load(key for item in items for telling in item.tellings for keys in telling.keys.values() for key in keys)

    def forget(self) -> None:
        """Drop what is held in memory: a transaction was rolled back, or the file has changed."""
        self._state, self._pending = None, 0
        self._stories.forget()
        self._tellings.forget()

    def articles_with(self, prints: Sequence[int], most: int) -> list[int]:
        """The articles that share most of ``prints``, at most ``most``."""
        found = Counter(chain.from_iterable(map(self._stories.newest, prints)))
        return _most_shared({article: shared for article, shared in found.items() if shared >= _FEWEST_PRINTS}, most)

    def tellings_with(self, keys: Mapping[str, Sequence[int]], most: int) -> tuple[list[int], frozenset[str]]:
        """The tellings that share most names of ``keys`` (name to keys), at most ``most``; and the names that are too common to tell anything.

        One shared name of several is a coincidence.
        """
        found: Counter[int] = Counter()
        common: set[str] = set()
        for name, own in keys.items():
            tellings = list(chain.from_iterable(map(self._tellings.newest, own)))
            if len(tellings) >= _COMMON:
                common.add(name)
            if tellings:
                found.update(tellings)
        fewest = 2 if len(keys) > _FEW_NAMES else 1
        near = _most_shared({telling: shared for telling, shared in found.items() if shared >= fewest}, most)
        return near, frozenset(common)

    def note(self, article: int, prints: Sequence[int], keys: Iterable[tuple[int, int]]) -> None:
        """Keep the prints of an article and the (key, telling) pairs of its tellings."""
        flat = [number for pair in keys for number in pair]
        row = (article, array("q", prints).tobytes(), array("q", flat).tobytes())
        self._connection.execute("INSERT INTO pending (article, prints, keys) VALUES (?, ?, ?)", row)
        self._hold(article, prints, flat)

    def sort_in(self) -> None:
        """Move what is pending into the tables of keys, where there is enough of it."""
        if self._pending < _MOST_PENDING:
            return
        self._stories.sort_in()
        self._tellings.sort_in()
        self._connection.execute("DELETE FROM pending")
        self._pending = 0

    def _hold(self, article: int, prints: Sequence[int], keys: Sequence[int]) -> None:
        for key in prints:
            self._stories.hold(key, article)
        for key, telling in zip(keys[::2], keys[1::2], strict=True):
            self._tellings.hold(key, telling)
        self._pending += 1


class _Keys:
    """One table of keys: the rows that were looked up, and what is pending for it."""

    def __init__(self, connection: sqlite3.Connection, table: str, column: str) -> None:
        self._connection = connection
        self._table = table
        self._column = column
        self._stored: dict[int, array[int]] = {}
        self._pending: dict[int, list[int]] = {}

    def load(self, keys: Iterable[int]) -> None:
        """Read the rows of ``keys`` that are not in memory."""
        if len(self._stored) > _MOST_REMEMBERED:
            self._stored = {}
        for some in batched(sorted(set(keys).difference(self._stored)), _MOST_AT_ONCE):
            self._stored.update(dict.fromkeys(some, _NONE))
            marks = ",".join("?" * len(some))
            statement = f"SELECT key, {self._column} FROM {self._table} WHERE key IN ({marks})"  # noqa: S608  # names of ours and question marks
            for key, packed in self._connection.execute(statement, some):
                self._stored[key] = _unpacked(packed)

    def newest(self, key: int) -> Sequence[int]:
        """The numbers under a key that was loaded, oldest first."""
        stored, pending = self._stored.get(key, _NONE), self._pending.get(key)
        return (*stored, *pending)[-_MOST_PER_KEY:] if pending else stored

    def hold(self, key: int, number: int) -> None:
        """One more number under a key."""
        self._pending.setdefault(key, []).append(number)

    def sort_in(self) -> None:
        """Write what is pending: behind what a key's row holds, of which the oldest give way."""
        table, column = self._table, self._column
        newest = f"substr(CAST({column} || excluded.{column} AS BLOB), -{_MOST_PER_KEY * array('q').itemsize})"
        statement = f"INSERT INTO {table} VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET {column} = {newest}"  # noqa: S608  # names of ours
        rows = ((key, array("q", numbers[-_MOST_PER_KEY:]).tobytes()) for key, numbers in sorted(self._pending.items()))
        self._connection.executemany(statement, rows)
        self.forget()

    def forget(self) -> None:
        """Drop what is in memory."""
        self._stored, self._pending = {}, {}


def _unpacked(numbers: bytes) -> array[int]:
    held: array[int] = array("q")
    held.frombytes(numbers)
    return held


def _most_shared(found: Mapping[int, int], most: int) -> list[int]:
    return sorted(found, key=lambda number: (-found[number], number))[:most]
