"""Opens the archive of one site, to write it or only to read it; what can be asked of it then is for the ledger."""

import sqlite3
from pathlib import Path

from archive.journal import FILE_NAME
from archive.ledger import Ledger
from archive.schema import check_version, prepare
from sites.errors import BadInput, Damage, FondsError, ForeignVersion, StorageFull, Unreadable


def open_archive(folder: Path, *, create: bool = False) -> Ledger:
    """Open the archive in this folder. BadInput when there is none and `create` is false; ForeignVersion when another
    version made it; StorageFull when it cannot be made; Damage when it cannot be made sense of. The caller closes it."""
    path = folder / "archive.db"
    if not path.exists() and not create:
        raise BadInput(f"{folder}: no archive here; make one with `crawl` or `import`")
    try:
        captures = folder / "captures"
        captures.mkdir(parents=True, exist_ok=True)
        if not path.exists() and not any(captures.glob("*.warc*")):
            (
                captures / FILE_NAME
            ).touch()  # where records are already, a journal was there too, and its loss must be told
        db = sqlite3.connect(path, isolation_level=None)
        db.row_factory = sqlite3.Row
        prepare(db, path)
    except NotADirectoryError:
        raise  # no room would help
    except (OSError, sqlite3.OperationalError) as error:
        raise StorageFull(
            f"{path}: cannot be opened or made: {error}; make room or give the folder write permission"
        ) from error
    except _SENSELESS as error:
        raise _senseless(path, error) from error
    return Ledger(folder, db)


def open_for_reading(folder: Path) -> Ledger:
    """The archive in this folder, also one that another process writes or that nobody may write; nothing can be written through
    it. BadInput when there is none, ForeignVersion when another version made it, Unreadable when it cannot be read, Damage when it
    cannot be made sense of. The caller closes it."""
    path = folder / "archive.db"
    try:
        if not path.exists():
            raise BadInput(f"{folder}: no archive here; make one with `crawl` or `import`")
        db = _connect_for_reading(path)
        check_version(db, path)
    except (OSError, sqlite3.OperationalError) as error:
        raise Unreadable(f"{path}: cannot be read: {error}") from error
    except _SENSELESS as error:
        raise _senseless(path, error) from error
    return Ledger(folder, db)


# The second: of what SQLite says of a damaged schema, which quotes its bytes.
_SENSELESS = (sqlite3.DatabaseError, UnicodeDecodeError)


def _senseless(path: Path, error: Exception) -> FondsError:
    """What a file is that SQLite opens and can make nothing of."""
    if isinstance(error, sqlite3.Error) and error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
        return ForeignVersion(f"{path}: not a database of ours ({error}); move it away, captures/ stay usable")
    return Damage(
        f"{path}: the database is damaged: {error}; put it back from a copy, or `import` captures/ into a fresh --data folder"
    )


def _connect_for_reading(path: Path) -> sqlite3.Connection:
    """A connection that has read once. Where nothing can be made beside the file, as on a disk that is read-only or full, SQLite can't
    lock a database with a write-ahead log; if none is left over the file is whole, and nobody else can be changing it."""
    try:
        # Not mode=ro: such a connection leaves the files of the log behind when it is closed.
        return _read_once(path, "mode=rw")
    except sqlite3.OperationalError as error:
        log = path.with_name(path.name + "-wal")
        shut_out = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
        shut_out = shut_out or error.sqlite_errorcode == sqlite3.SQLITE_IOERR_SHMSIZE
        if not shut_out or (log.exists() and log.stat().st_size):
            raise
    return _read_once(path, "immutable=1")


def _read_once(path: Path, how: str) -> sqlite3.Connection:
    db = sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, isolation_level=None)
    db.row_factory = sqlite3.Row
    try:
        db.execute("PRAGMA busy_timeout = 10000")
        db.execute("PRAGMA query_only = ON")
        db.execute("SELECT count(*) FROM sqlite_master")
    except (sqlite3.Error, UnicodeDecodeError):
        db.close()
        raise
    return db
