"""kill -9 at random points: the ledger opens, holds every article that was reported as added, and whole articles only."""

import os
import random
import signal
import sqlite3
import time
from itertools import batched
from pathlib import Path

import pytest
from benchmarks.made_records import make_records

from sayso.across.claims import claims_of
from sayso.ledger.ledger import Ledger
from sayso.ledger.rows import prepare
from sayso.model import Record
from sayso.tables.across import load_across_rules

RULES = load_across_rules()
RECORDS = list(make_records(40, sentences=9))


@pytest.fixture(scope="module")
def whole_run(tmp_path_factory: pytest.TempPathFactory) -> float:
    """Seconds that an undisturbed writer takes; also loads what a writer imports, so that the forked ones start at once."""
    began = time.monotonic()
    for path in (tmp_path_factory.mktemp("whole") / name for name in ("first", "second")):
        began = time.monotonic()
        with Ledger(path, write=True) as ledger:
            for record in RECORDS:
                ledger.add(record)
    return time.monotonic() - began


def _killed_writer(path: Path, seconds: float, at_once: int = 1) -> list[int]:
    """The numbers of the articles that a writer reported before it was killed after ``seconds``."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        try:
            with Ledger(path, write=True) as ledger:
                for some in batched(RECORDS, at_once):
                    for added in ledger.add_prepared([prepare(record, RULES) for record in some]):
                        os.write(write, b"%d\n" % added.article)
            time.sleep(60)
        finally:
            os._exit(1)
    os.close(write)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(read) as reported:
        return [int(line) for line in reported.read().splitlines()]


def _assert_whole(path: Path, reported: list[int]) -> None:
    plain = sqlite3.connect(path)
    assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    plain.close()
    with Ledger(path) as ledger:
        held: list[Record] = list(ledger.records())
        assert held == RECORDS[: len(held)]
        assert set(reported) <= set(range(1, len(held) + 1)), "an article was reported and is lost"
        for number, record in enumerate(held, 1):
            assert len(list(ledger.claims(article=number))) == len(claims_of(record)), "half an article"


def _try_points(folder: Path, points: int, seed: int, longest: float, at_once: int = 1) -> int:
    """Kill ``points`` writers; returns how many of them were killed in the middle of their work."""
    chance = random.Random(seed)
    amid = 0
    for number in range(points):
        path = folder / f"{number}.ledger"
        reported = _killed_writer(path, chance.uniform(0, longest), at_once)
        if not path.exists() or path.stat().st_size == 0:
            assert not reported, "killed before the file was made"
            continue
        with Ledger(path, write=True) as ledger:
            assert ledger.counts()["articles"] >= len(reported)
        _assert_whole(path, reported)
        amid += 0 < len(reported) < len(RECORDS)
        for part in folder.iterdir():
            part.unlink()
    return amid


def test_a_killed_writer_leaves_whole_articles(tmp_path: Path, whole_run: float) -> None:
    assert _try_points(tmp_path, 12, seed=1, longest=1.5 * whole_run) > 0


def test_a_writer_killed_amid_a_transaction_of_several_leaves_whole_articles(tmp_path: Path, whole_run: float) -> None:
    assert _try_points(tmp_path, 12, seed=3, longest=1.2 * whole_run, at_once=7) > 0


@pytest.mark.slow
def test_a_writer_killed_at_200_points_leaves_whole_articles(tmp_path: Path, whole_run: float) -> None:
    assert _try_points(tmp_path, 200, seed=2, longest=1.5 * whole_run) > 50


def test_a_rerun_goes_on_where_it_stopped(tmp_path: Path, whole_run: float) -> None:
    path = tmp_path / "again.ledger"
    reported = _killed_writer(path, whole_run / 2)
    with Ledger(path, write=True) as ledger:
        outcomes = [ledger.add(record).outcome for record in RECORDS]
        assert outcomes.count("known") >= len(reported)
        assert list(ledger.records()) == RECORDS
