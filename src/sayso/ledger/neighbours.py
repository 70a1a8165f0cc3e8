"""Finds the articles and tellings that a new one must be compared with; keeps the newest keys aside until there are enough to sort in.

The keys of one article are hashes: written one article at a time they would touch a page of the file each. So they go into ``pending``, one
row an article in the article's own transaction, and are sorted into ``bands`` and ``telling_keys`` some hundred articles at a time.
"""

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

_MOST_PENDING = 256
_MOST_PER_KEY = 64
"""Newest tellings looked at under one key: a name that is in the news every day."""

_FEW_NAMES = 2
"""A telling with no more names may be found by one of them."""

_COMMON = 40
"""Tellings of some weeks that make a name common: it is in the news every day, so that two reports share it means nothing."""


class Neighbours:
    """The keys of a ledger that is open for writing; all methods run inside the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._first: int | None = None  # the pending articles that are held here
        self._last = 0
        self._pending = 0
        self._bands: dict[int, list[int]] = {}
        self._keys: dict[int, list[int]] = {}
        self._sorted: dict[int, list[int]] = {}  # what telling_keys was found to hold; it changes only when keys are sorted in

    def refresh(self) -> None:
        """Look whether the pending keys in memory are those of the file: another process may have added or sorted in."""
        first, last = self._connection.execute("SELECT (SELECT min(article) FROM pending), (SELECT max(article) FROM pending)").fetchone()
        if first != self._first:
            self.forget()
        self._first = first
        if last is None or last == self._last:
            return
        newer = self._connection.execute("SELECT article, bands, keys FROM pending WHERE article > ? ORDER BY article", (self._last,))
        for article, bands, keys in newer:
            self._hold(article, _unpacked(bands), _unpacked(keys))
            self._pending += 1
        self._last = last

    def forget(self) -> None:
        """Drop what is held in memory: a transaction was rolled back, or the file has changed."""
        self._first, self._last, self._pending = None, 0, 0
        self._bands, self._keys, self._sorted = {}, {}, {}

    def articles_with(self, bands: Sequence[int], most: int) -> list[int]:
        """The articles that share most of ``bands``, at most ``most``."""
        marks = ",".join("?" * len(bands))
        rows = self._connection.execute(f"SELECT article FROM bands WHERE band IN ({marks})", bands)  # noqa: S608  # question marks
        found = Counter(article for (article,) in rows)
        for band in bands:
            if band in self._bands:
                found.update(self._bands[band])
        return _most_shared(found, most)

    def tellings_with(self, keys: Mapping[str, Sequence[int]], most: int) -> tuple[list[int], frozenset[str]]:
        """The tellings that share most names of ``keys`` (name to keys), at most ``most``; and the names that are too common to tell anything.

        One shared name of several is a coincidence.
        """
        found: Counter[int] = Counter()
        common: set[str] = set()
        for name, own in keys.items():
            tellings = [telling for key in own for telling in self._newest(key)]
            if len(tellings) >= _COMMON:
                common.add(name)
            found.update(tellings)
        fewest = 2 if len(keys) > _FEW_NAMES else 1
        near = _most_shared({telling: shared for telling, shared in found.items() if shared >= fewest}, most)
        return near, frozenset(common)

    def _newest(self, key: int) -> list[int]:
        held = self._sorted.get(key)
        if held is None:
            statement = f"SELECT telling FROM telling_keys WHERE key = ? ORDER BY telling DESC LIMIT {_MOST_PER_KEY}"  # noqa: S608  # a number
            held = self._sorted[key] = [telling for (telling,) in self._connection.execute(statement, (key,))]
        return held + self._keys[key][-_MOST_PER_KEY:] if key in self._keys else held

    def note(self, article: int, bands: Iterable[int], keys: Iterable[tuple[int, int]]) -> None:
        """Keep the bands of an article and the (key, telling) pairs of its tellings."""
        flat_bands = sorted(set(bands))
        flat_keys = [number for pair in sorted(keys) for number in pair]
        row = (article, array("q", flat_bands).tobytes(), array("q", flat_keys).tobytes())
        self._connection.execute("INSERT INTO pending (article, bands, keys) VALUES (?, ?, ?)", row)
        if self._pending + 1 >= _MOST_PENDING:
            self.sort_in()

    def sort_in(self) -> None:
        """Move what is pending into the sorted tables."""
        bands: list[tuple[int, int]] = []
        keys: list[tuple[int, int]] = []
        for article, packed_bands, packed_keys in self._connection.execute("SELECT article, bands, keys FROM pending"):
            flat = _unpacked(packed_keys)
            bands += [(band, article) for band in _unpacked(packed_bands)]
            keys += zip(flat[::2], flat[1::2], strict=True)
        self._connection.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", sorted(bands))
        self._connection.executemany("INSERT OR IGNORE INTO telling_keys VALUES (?, ?)", sorted(keys))
        self._connection.execute("DELETE FROM pending")
        self._sorted.clear()

    def _hold(self, article: int, bands: Sequence[int], keys: Sequence[int]) -> None:
        for band in bands:
            self._bands.setdefault(band, []).append(article)
        for key, telling in zip(keys[::2], keys[1::2], strict=True):
            self._keys.setdefault(key, []).append(telling)


def _unpacked(numbers: bytes) -> array[int]:
    held: array[int] = array("q")
    held.frombytes(numbers)
    return held


def _most_shared(found: Mapping[int, int], most: int) -> list[int]:
    return sorted(found, key=lambda number: (-found[number], number))[:most]
