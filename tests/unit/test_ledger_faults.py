"""What a broken, locked, full or foreign file gets: a code, a remedy, and nothing lost."""

import pickle
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.made_records import make_record, make_records

from sayso.errors import LedgerError
from sayso.ledger.faults import network_disk
from sayso.ledger.ledger import Ledger
from sayso.ledger.opening import open_for_reading, open_for_writing
from sayso.ledger.schema import APPLICATION_ID, MIGRATIONS, VERSION


def made(path: Path, records: int = 2) -> Path:
    with Ledger(path, write=True) as ledger:
        for record in make_records(records):
            ledger.add(record)
    return path


def test_a_second_writer_waits_and_then_gets_a_word(tmp_path: Path) -> None:
    path = made(tmp_path / "a.ledger")
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(LedgerError, match="S-LOCKED"):
        Ledger(path, write=True, wait=0.1)
    with Ledger(path) as reader:
        assert reader.counts()["articles"] == 2, "readers go on"
    holder.execute("ROLLBACK")
    holder.close()
    with Ledger(path, write=True, wait=0.1) as ledger:
        assert ledger.add(make_record(5)).outcome == "added"


def test_two_writers_in_turn_see_each_others_neighbours(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    with Ledger(path, write=True) as one, Ledger(path, write=True) as other:
        numbers = [(one, other)[seed % 2].add(make_record(seed)).article for seed in range(6)]
        assert numbers == [1, 2, 3, 4, 5, 6]
        assert other.add(make_record(4)).outcome == "known"


@pytest.mark.parametrize("writing", [True, False])
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"hello, I am a text\n" * 100, "S-NOT-A-LEDGER"),
        (pickle.dumps({"a": [1] * 500}), "S-NOT-A-LEDGER"),
        (b"PAR1" * 400, "S-NOT-A-LEDGER"),
    ],
)
def test_another_file_is_refused_and_left_alone(tmp_path: Path, content: bytes, code: str, writing: bool) -> None:
    path = tmp_path / "other"
    path.write_bytes(content)
    with pytest.raises(LedgerError, match=code) as caught:
        Ledger(path, write=writing)
    assert caught.value.remedy
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE claims (x)")
    other.commit()
    other.close()
    before = path.read_bytes()
    for writing in (True, False):
        with pytest.raises(LedgerError, match="S-NOT-A-LEDGER"):
            Ledger(path, write=writing)
    assert path.read_bytes() == before


def test_a_newer_ledger_is_refused_with_the_remedy(tmp_path: Path) -> None:
    path = made(tmp_path / "a.ledger")
    plain = sqlite3.connect(path)
    plain.execute(f"PRAGMA user_version = {VERSION + 1}")
    plain.close()
    for writing in (True, False):
        with pytest.raises(LedgerError, match="S-NEWER-LEDGER") as caught:
            Ledger(path, write=writing)
        assert "upgrade" in caught.value.remedy


def test_an_older_ledger_is_migrated_by_a_writer_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made(tmp_path / "a.ledger")
    newer = (*MIGRATIONS, "ALTER TABLE articles ADD COLUMN note TEXT;\nUPDATE articles SET note = 'seen; kept';")
    monkeypatch.setattr("sayso.ledger.opening.MIGRATIONS", newer)
    with pytest.raises(LedgerError, match="S-OLDER-LEDGER") as caught:
        open_for_reading(path)
    assert "sayso add" in caught.value.remedy
    open_for_writing(path, wait=1, migrations=newer).close()
    opened = open_for_reading(path)
    assert opened.execute("SELECT DISTINCT note FROM articles").fetchall() == [("seen; kept",)]
    opened.close()


def test_a_migration_that_fails_leaves_the_old_version(tmp_path: Path) -> None:
    path = made(tmp_path / "a.ledger")
    with pytest.raises(LedgerError):
        open_for_writing(path, wait=1, migrations=(*MIGRATIONS, "DELETE FROM articles;\nSELECT nonsense FROM nowhere;"))
    with Ledger(path) as ledger:
        assert ledger.counts()["articles"] == 2


def _read_all(path: Path) -> None:
    with Ledger(path) as ledger:
        list(ledger.claims())
        list(ledger.records())


def test_a_damaged_ledger_is_called_damaged(tmp_path: Path) -> None:
    path = made(tmp_path / "a.ledger", records=20)
    content = bytearray(path.read_bytes())
    content[8192 : len(content) // 2] = b"\xff" * (len(content) // 2 - 8192)
    path.write_bytes(content)
    with pytest.raises(LedgerError, match="S-DAMAGED") as caught:
        _read_all(path)
    assert "recover" in caught.value.remedy or "integrity_check" in caught.value.remedy


def test_a_folder_or_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="S-NOT-FOUND"):
        Ledger(tmp_path / "none.ledger")
    with pytest.raises(LedgerError, match="S-READ-ONLY"):
        Ledger(tmp_path / "no" / "such" / "folder.ledger", write=True)
    with pytest.raises(LedgerError, match="S-READ-ONLY"):
        Ledger(tmp_path, write=True)


def test_a_ledger_on_a_read_only_disk_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made(tmp_path / "a.ledger")
    monkeypatch.setattr("os.access", lambda *_: False)
    with Ledger(path) as ledger:
        assert ledger.counts()["articles"] == 2
    assert [part.name for part in tmp_path.iterdir()] == ["a.ledger"], "nothing is made beside it"


FULL_DISK = """
import resource, signal, sys
from benchmarks.made_records import make_records
from sayso.errors import LedgerError
from sayso.ledger.ledger import Ledger
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
added = 0
with Ledger(sys.argv[1], write=True) as ledger:
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
    try:
        for record in make_records(200):
            ledger.add(record)
            added += 1
    except LedgerError as error:
        print(added, error.code)
"""


def test_a_full_disk_loses_nothing_that_was_added(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", FULL_DISK, str(path)], capture_output=True, text=True, cwd=root, check=False)
    added, code = done.stdout.split()
    assert code == "S-DISK-FULL"
    assert int(added) > 0
    with Ledger(path, write=True) as ledger:
        assert len(list(ledger.records())) == int(added)
        assert ledger.add(make_record(999)).outcome == "added"


def test_network_disks_are_known_by_their_mount() -> None:
    mounts = "/dev/sda1 / ext4 rw 0 0\nserver:/x /mnt/far nfs4 rw 0 0\n//nas/y /mnt/near\\040here cifs rw 0 0\n"
    assert network_disk(Path("/mnt/far/news.ledger"), mounts) == "nfs4"
    assert network_disk(Path("/mnt/near here/news.ledger"), mounts) == "cifs"
    assert network_disk(Path("/mnt/farther/news.ledger"), mounts) is None
    assert network_disk(Path("/home/a/news.ledger"), mounts) is None


def test_the_file_says_what_it_is(tmp_path: Path) -> None:
    path = made(tmp_path / "a.ledger")
    plain = sqlite3.connect(path)
    assert plain.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert plain.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    plain.close()
