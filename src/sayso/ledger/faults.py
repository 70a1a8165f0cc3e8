"""What SQLite complains about, said so that a person knows what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sayso.errors import Code, LedgerError

_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "9p", "fuse.sshfs", "ncpfs", "glusterfs", "ceph", "fuse.rclone"})


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn an sqlite3 or file error inside into a LedgerError with a code and a remedy."""
    try:
        yield
    except sqlite3.Error as error:
        raise _fault(error, path) from error
    except OSError as error:
        raise LedgerError(Code.READ_ONLY, error.strerror or "cannot be opened", where=str(path), remedy="check the folder") from error


def _fault(error: sqlite3.Error, path: Path) -> LedgerError:
    where, name = str(path), getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LedgerError(Code.LOCKED, "another process is writing to this ledger", where=where, remedy="wait for it, or raise --wait")
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return LedgerError(
            Code.READ_ONLY, f"cannot be opened for this: {error}", where=where, remedy="check the folder and its permissions"
        )
    if name.startswith("SQLITE_FULL") or name in {"SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_SHMSIZE"}:
        return LedgerError(Code.DISK_FULL, "the disk is full", where=where, remedy="free some space and run the same command again")
    if name.startswith("SQLITE_NOTADB"):
        return LedgerError(Code.NOT_A_LEDGER, "this file is no ledger", where=where, remedy="name another file; nothing was changed")
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_IOERR")):
        return LedgerError(
            Code.DAMAGED,
            f"the ledger is damaged: {error}",
            where=where,
            remedy="copy it and try sqlite3's .recover, or add the articles anew",
        )
    return LedgerError(Code.DAMAGED, f"SQLite says: {error}", where=where, remedy="check the file with sqlite3's PRAGMA integrity_check")


def network_disk(path: Path, mounts: str) -> str | None:
    """The kind of network file system that ``path`` lies on, else None. ``mounts`` is the text of /proc/mounts."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ")
        if len(point) > best and (path == Path(point) or Path(point) in path.parents):
            best, kind = len(point), fields[2]
    return kind if kind in _NETWORK else None
