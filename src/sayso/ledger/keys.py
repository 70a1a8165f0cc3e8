"""Numbers kept under 64-bit keys, the newest of each key: a table sorted by key, and what is new held aside until there is enough of it.

Keys are hashes. Sorted in a few articles at a time they would touch a page of the file each; thousands of articles at a time touch each
page once for many keys. Until then they are two arrays in memory, in the order of the keys.
"""

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec
import numpy as np
from numpy.typing import NDArray

_MOST_PER_KEY = 64
"""Newest numbers kept under one key: a name that is in the news every day, a sentence that stands in every report."""

type _Numbers = NDArray[np.int64]

_NONE: _Numbers = np.empty(0, dtype=np.int64)
_NOTHING: array[int] = array("q")


class Keys:
    """One table of keys of a ledger that is open for writing, inside the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection, table: str, column: str) -> None:
        self._connection = connection
        self._table = table
        self._column = column
        self._aside = (_NONE, _NONE)
        self._found: dict[int, array[int]] = {}
        self._new = array("q")

    def load(self, keys: Iterable[int]) -> None:
        """Look up ``keys``, all at once: `newest` knows these and what is held from now on."""
        sought = np.unique(np.fromiter(keys, dtype=np.int64))
        table, column = self._table, self._column
        statement = f"SELECT key, {column} FROM {table} WHERE key IN (SELECT value FROM json_each(?))"  # noqa: S608  # names of ours
        rows = self._connection.execute(statement, (msgspec.json.encode(sought.tolist()).decode(),))
        self._found = {key: array("q", packed) for key, packed in rows}
        held, numbers = self._aside
        starts, ends = held.searchsorted(sought), held.searchsorted(sought, "right")
        known = np.flatnonzero(ends > starts)
        for key, start, end in zip(sought[known].tolist(), starts[known].tolist(), ends[known].tolist(), strict=True):
            self._found[key] = (self._found.get(key, _NOTHING) + array("q", numbers[start:end].tobytes()))[-_MOST_PER_KEY:]

    def newest(self, key: int) -> Sequence[int]:
        """The numbers under a key, oldest first."""
        return self._found.get(key, _NOTHING)

    def hold(self, key: int, number: int) -> None:
        """One more number under a key."""
        under = self._found.setdefault(key, array("q"))
        under.append(number)
        if len(under) > _MOST_PER_KEY:
            del under[0]
        self._new.append(key)
        self._new.append(number)

    def settle(self) -> bytes:
        """Lay aside what is held since the last time; returns it as it is kept in the file until it is sorted in.

        What was looked up is forgotten.
        """
        content = self._new.tobytes()
        self.lay_aside(content)
        self._found, self._new = {}, array("q")
        return content

    def lay_aside(self, content: bytes) -> None:
        """Take up what `settle` returned, later than all that lies there."""
        pairs = np.frombuffer(content, dtype=np.int64)
        keys, numbers = (np.concatenate((old, new)) for old, new in zip(self._aside, (pairs[::2], pairs[1::2]), strict=True))
        order = keys.argsort(kind="stable")  # nearly sorted, and so nearly linear; what is under one key stays in order
        self._aside = keys[order], numbers[order]

    def sort_in(self) -> None:
        """Write what lies aside behind what a key's row holds, of which the oldest give way."""
        table, column = self._table, self._column
        newest = f"substr(CAST({column} || excluded.{column} AS BLOB), -{_MOST_PER_KEY * _NONE.itemsize})"
        statement = f"INSERT INTO {table} VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET {column} = {newest}"  # noqa: S608  # names of ours
        self._connection.executemany(statement, self._rows())
        self.forget()

    def forget(self) -> None:
        """Drop what is in memory."""
        self._aside, self._found, self._new = (_NONE, _NONE), {}, array("q")

    def _rows(self) -> Iterator[tuple[int, bytes]]:
        """Each key that lies aside, with its newest numbers packed."""
        keys, numbers = self._aside
        firsts = np.flatnonzero(np.diff(keys, prepend=keys[:1] - 1))
        packed, width = numbers.tobytes(), numbers.itemsize
        bounds = pairwise((*firsts.tolist(), len(keys)))
        for key, (start, end) in zip(keys[firsts].tolist(), bounds, strict=True):
            yield key, packed[max(start, end - _MOST_PER_KEY) * width : end * width]
