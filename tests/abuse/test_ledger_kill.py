"""kill -9 at random points: the ledger opens, holds every article that was reported as added, and whole articles only."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from itertools import batched
from pathlib import Path

import pytest
from benchmarks.made_records import make_records

from sayso.across.claims import claims_of
from sayso.export.json_record import encode_record
from sayso.ledger import neighbours
from sayso.ledger.ledger import Ledger
from sayso.ledger.rows import packed_item, prepare
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


@pytest.fixture(autouse=True)
def keys_are_often_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that writers are killed amid that, too."""
    monkeypatch.setattr(neighbours, "_MOST_PENDING", 5)


def _killed_writer(path: Path, seconds: float, at_once: int = 1) -> list[int]:
    """The numbers of the articles that a writer reported before it was killed after ``seconds``."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        try:
            with Ledger(path, write=True) as ledger:
                for some in batched(RECORDS, at_once):
                    for added in ledger.add_packed([packed_item(prepare(record, RULES)) for record in some]):
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
@pytest.mark.parametrize(("at_once", "seed"), [(1, 2), (7, 4)])
def test_a_writer_killed_at_100_points_leaves_whole_articles(tmp_path: Path, whole_run: float, at_once: int, seed: int) -> None:
    assert _try_points(tmp_path, 100, seed=seed, longest=1.5 * whole_run, at_once=at_once) > 25


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes under /proc")
def test_helpers_end_when_the_writer_is_killed(tmp_path: Path) -> None:
    records = tmp_path / "records.jsonl"
    records.write_bytes(b"".join(encode_record(record) + b"\n" for record in make_records(1_000, sentences=9)))
    writer = subprocess.Popen([sys.executable, "-m", "sayso", "add", str(tmp_path / "news.ledger"), str(records)])
    helpers: list[int] = []
    for _ in range(600):
        children = Path(f"/proc/{writer.pid}/task/{writer.pid}/children").read_text("ascii").split()
        if len(helpers := [int(child) for child in children]) >= 2:
            break
        time.sleep(0.05)
    writer.kill()
    writer.wait()
    assert helpers, "there were none"
    for _ in range(600):
        if not any(Path(f"/proc/{helper}").exists() for helper in helpers):
            return
        time.sleep(0.05)
    pytest.fail("a helper lives on")


def test_a_rerun_goes_on_where_it_stopped(tmp_path: Path, whole_run: float) -> None:
    path = tmp_path / "again.ledger"
    reported = _killed_writer(path, whole_run / 2)
    with Ledger(path, write=True) as ledger:
        outcomes = [ledger.add(record).outcome for record in RECORDS]
        assert outcomes.count("known") >= len(reported)
        assert list(ledger.records()) == RECORDS
