"""The parts of schema.sql, and archive.db made of them; what is kept in it is for the ledger and the database room."""

import re
import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sites.errors import ForeignVersion

SCHEMA_VERSION = 10
"""Kept as `user_version` in every database made from schema.sql; raised when a part changes."""

_APPLICATION_ID = 0x466F6E64
"""`Fond` in ASCII: tells our databases from other SQLite files."""

_SCHEMA_FILE = Path(__file__).resolve().parent.parent / "schema.sql"


@cache
def schema_part(name: str) -> str:
    """SQL of one part: `ledger`, `reading` or `public`. KeyError for any other name."""
    pieces = re.split(r"^-- part: (\w+)$", _SCHEMA_FILE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))[name]


def prepare(db: sqlite3.Connection, path: Path) -> None:
    """Settings of a connection to archive.db; tables when the file is new. ForeignVersion when another version made it."""
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA busy_timeout = 10000")
    version = db.execute("PRAGMA user_version").fetchone()[0]
    tables = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if version == 0 and tables == 0:
        db.execute("PRAGMA journal_mode = WAL")
        _create(db)
    check_version(db, path)


def check_version(db: sqlite3.Connection, path: Path) -> None:
    """ForeignVersion when another version of this program made the file, or another program."""
    if db.execute("PRAGMA application_id").fetchone()[0] != _APPLICATION_ID:
        raise ForeignVersion(f"{path}: not the database of an archive; move it away, and `import` captures/ anew")
    found = db.execute("PRAGMA user_version").fetchone()[0]
    if found != SCHEMA_VERSION:
        raise ForeignVersion(
            f"{path}: made by version {found} of the schema, this program has version {SCHEMA_VERSION}; "
            "use the version that made it, or a fresh --data folder and `import` its captures"
        )


def _create(db: sqlite3.Connection) -> None:
    """All tables, in one transaction; nothing when another process was quicker."""
    db.execute("BEGIN IMMEDIATE")
    if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
        for statement in _statements(schema_part("ledger") + schema_part("reading")):
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        db.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
    db.execute("COMMIT")


def _statements(script: str) -> Iterator[str]:
    """Single statements of a script; `executescript` would commit the open transaction first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
