"""Opens a ledger's file: checks what it is, migrates it, sets SQLite up for one writer beside many readers."""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from sayso.errors import Code, LedgerError
from sayso.ledger.faults import network_disk, told
from sayso.ledger.schema import APPLICATION_ID, MIGRATIONS

_CACHE_KIB = 64 * 1024
_CHECKPOINT_PAGES = 16_384
"""64 MB of log before it is copied into the file: an article touches some hundred pages, many of them again and again."""


def open_for_writing(path: Path, *, wait: float, migrations: Sequence[str] = MIGRATIONS) -> sqlite3.Connection:
    """A connection to the ledger at ``path``, made or migrated where need be; statements commit only where told to.

    ``wait`` is how many seconds to wait for another writer. Raises LedgerError: S-LOCKED, S-READ-ONLY, S-DISK-FULL, S-DAMAGED,
    S-NOT-A-LEDGER, S-NEWER-LEDGER, S-NETWORK-DISK.
    """
    _refuse_network_disk(path)
    with told(path):
        connection = sqlite3.connect(path, timeout=wait, isolation_level=None)
        try:
            _check(connection, path, len(migrations))
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            connection.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute("PRAGMA secure_delete = OFF")
            _migrate(connection, migrations)
        except BaseException:
            connection.close()
            raise
    return connection


def open_for_reading(path: Path) -> sqlite3.Connection:
    """A connection that cannot write. Raises LedgerError, S-NOT-FOUND where there is no such file."""
    if not path.is_file():
        raise LedgerError(Code.NOT_FOUND, "there is no such ledger", where=str(path), remedy="make it with `sayso add`")
    with told(path):
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?{_reading_mode(path)}", uri=True, timeout=5.0, isolation_level=None)
        try:
            version = _check(connection, path, len(MIGRATIONS))
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        except BaseException:
            connection.close()
            raise
    if version < len(MIGRATIONS):
        connection.close()
        raise LedgerError(
            Code.OLDER_LEDGER,
            f"this ledger has version {version}, this sayso reads {len(MIGRATIONS)}",
            where=str(path),
            remedy=f"migrate it with `sayso add {path}`",
        )
    return connection


def _reading_mode(path: Path) -> str:
    """How to open for reading: on a read-only disk, where no writer can be, without the shared memory that would have to be made there."""
    log = path.with_name(path.name + "-wal")
    return "mode=ro" if log.exists() or os.access(path.parent, os.W_OK) else "immutable=1"


def _check(connection: sqlite3.Connection, path: Path, newest: int) -> int:
    """The version of the ledger, 0 for an empty file; refuses what is no ledger or a newer one."""
    application: int = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    is_empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if application != APPLICATION_ID and not is_empty:
        raise LedgerError(
            Code.NOT_A_LEDGER, "this is another program's database", where=str(path), remedy="name another file; nothing was changed"
        )
    if version > newest:
        raise LedgerError(
            Code.NEWER_LEDGER,
            f"this ledger has version {version}, this sayso knows {newest}",
            where=str(path),
            remedy="upgrade sayso; nothing was changed",
        )
    return 0 if is_empty else version


def _migrate(connection: sqlite3.Connection, migrations: Sequence[str]) -> None:
    """Run what is missing, all in one transaction: a killed migration leaves the old version."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        for script in migrations[version:]:
            for statement in _statements(script):
                connection.execute(statement)
        if version < len(migrations):
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {len(migrations)}")
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def _statements(script: str) -> list[str]:
    """The statements of a script; sqlite3's own executescript would commit before it starts."""
    statements, pending = [], ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            statements.append(pending)
            pending = ""
    return statements


def _refuse_network_disk(path: Path) -> None:
    try:
        mounts = Path("/proc/mounts").read_text("utf-8", "replace")
    except OSError:
        return  # no such list on this system: SQLite's own locking has to do
    kind = network_disk(path.absolute(), mounts)
    if kind is not None:
        raise LedgerError(
            Code.NETWORK_DISK,
            f"the ledger lies on a network drive ({kind}), where SQLite's shared memory does not work",
            where=str(path),
            remedy="keep it on a local disk and copy it afterwards",
        )
