"""Lines of records made ready for the ledger beside the process that writes them.

Apart from `sayso.ledger.intake`, because helper processes import only this: no language model, no reader of pages.
"""

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import batched
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Self

from sayso.errors import InputRefused
from sayso.export.json_record import decode_record
from sayso.ledger.collector import no_collector
from sayso.ledger.rows import packed_item, prepare
from sayso.tables.across import load_across_rules

CHUNK = 32
"""Records that a helper process takes at a time."""

_AHEAD = 16
"""Chunks that helpers keep while the writer asks for more lines."""

_ENOUGH = 4 * CHUNK
"""Records for which it is worth to start helpers."""

type _Refusal = tuple[str, str, str, str]
"""Code, problem, place and remedy: what of an `InputRefused` travels between processes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLine:
    """A line that holds a record, not yet decoded."""

    line: bytes
    where: str


def helpers_for_this_machine() -> int:
    """Helpers beside the writing process where there is a second core: two keep it busy, and the writer fills the gaps."""
    return 2 if (os.cpu_count() or 1) > 1 else 0


class Helpers:
    """Processes that decode and prepare lines of records; none where not asked for, or until there is enough to do."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._pool: ProcessPoolExecutor | None = None
        self._waiting: deque[Future[list[bytes | _Refusal]]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def prepare(self, lines: Sequence[RecordLine]) -> Iterator[bytes | InputRefused]:
        """Lines prepared and packed, in order; the last ones stay with the helpers, who have work while others are written, until asked for `rest`."""
        if self._number == 0 or (self._pool is None and len(lines) < _ENOUGH):
            yield from _outcomes(prepare_lines(lines))
            return
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self._number, mp_context=get_context("spawn"), initializer=_end_with_writer)
        for chunk in batched(lines, CHUNK):
            self._waiting.append(self._pool.submit(prepare_lines, chunk))
        yield from self.rest(_AHEAD)

    def rest(self, ahead: int = 0) -> Iterator[bytes | InputRefused]:
        """What the helpers have been given, in order, until no more than ``ahead`` chunks are left with them."""
        while len(self._waiting) > ahead:
            yield from _outcomes(self._waiting.popleft().result())


def _end_with_writer() -> None:
    """Let this helper end when the writing process does, also where that is killed: it would wait for work for ever."""
    writer = parent_process()
    if writer is not None:
        Thread(target=_wait_and_end, args=(writer,), daemon=True).start()


def _wait_and_end(writer: BaseProcess) -> None:
    writer.join()
    os._exit(1)


def prepare_lines(lines: Sequence[RecordLine]) -> list[bytes | _Refusal]:
    """Lines of records prepared and packed, or refused."""
    rules = load_across_rules()
    results: list[bytes | _Refusal] = []
    with no_collector():
        for item in lines:
            try:
                results.append(packed_item(prepare(decode_record(item.line), rules, line=item.line)))
            except InputRefused as refusal:
                results.append((str(refusal.code), refusal.problem, item.where, refusal.remedy))
    return results


def _outcomes(results: Sequence[bytes | _Refusal]) -> list[bytes | InputRefused]:
    return [
        result if isinstance(result, bytes) else InputRefused(result[0], result[1], where=result[2], remedy=result[3]) for result in results
    ]
