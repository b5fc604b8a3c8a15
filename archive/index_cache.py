"""The index of a Wayback service as far as it was read, in the ledger: what was answered once is not asked again."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from archive.clock import iso

_FIND = """
SELECT id, resume_key, finished_at FROM index_searches
WHERE service = ? AND host = ? AND from_date = ? AND to_date = ?"""
_BEGIN = "INSERT INTO index_searches (service, host, from_date, to_date) VALUES (?, ?, ?, ?) RETURNING id"
_ADVANCE = "UPDATE index_searches SET resume_key = ?, finished_at = ? WHERE id = ?"
_INSERT = """
INSERT OR IGNORE INTO index_rows (search_id, timestamp, original, mimetype, status, digest, length)
VALUES (?, ?, ?, ?, ?, ?, ?)"""
_ROWS = (
    "SELECT timestamp, original, mimetype, status, digest, length FROM index_rows WHERE search_id = ? ORDER BY rowid"
)
_FORGET = (
    "DELETE FROM index_rows WHERE search_id IN (SELECT id FROM index_searches WHERE service = ?)",
    "DELETE FROM index_searches WHERE service = ?",
)
_HELD = """
SELECT 1 FROM captures AS c JOIN urls AS u ON u.id = c.url_id
WHERE u.url = ? AND c.source = 'wayback' AND substr(c.fetched_at, 1, 19) = ? LIMIT 1"""

Row = tuple[str, str, str, str, str, int]
"""Timestamp, original address, media type, status, digest, length."""


@dataclass(frozen=True, slots=True)
class IndexSearch:
    """One search of the index and how far it came."""

    id: int
    """Row number."""
    resume_key: str | None
    """What the service goes on from; None: from the beginning, or nothing is left."""
    is_finished: bool
    """True: the service said that nothing is left."""


def find_search(db: sqlite3.Connection, service: str, host: str, from_date: str, to_date: str) -> IndexSearch:
    """The search with these bounds, begun now if it is new."""
    row = db.execute(_FIND, (service, host, from_date, to_date)).fetchone()
    if row is None:
        number = db.execute(_BEGIN, (service, host, from_date, to_date)).fetchone()[0]
        return IndexSearch(int(number), None, is_finished=False)
    return IndexSearch(int(row[0]), row[1], row[2] is not None)


def keep_page(
    db: sqlite3.Connection, search: IndexSearch, rows: Iterable[Row], resume_key: str | None, now: datetime
) -> tuple[int, IndexSearch]:
    """Keep one answer of the index and where to go on (None: nothing is left), in one transaction. How many rows were new,
    and how far the search came."""
    db.execute("BEGIN IMMEDIATE")
    with db:
        before = db.total_changes
        db.executemany(_INSERT, ((search.id, *row) for row in rows))
        new = db.total_changes - before
        db.execute(_ADVANCE, (resume_key, None if resume_key else iso(now), search.id))
    return new, IndexSearch(search.id, resume_key, resume_key is None)


def kept_rows(db: sqlite3.Connection, search: IndexSearch) -> Iterator[Row]:
    """Rows of a search in the order of the index."""
    for row in db.execute(_ROWS, (search.id,)):
        yield tuple(row)


def forget_searches(db: sqlite3.Connection, service: str) -> None:
    """Forget what this service answered, so that it is asked anew; captures stay."""
    for statement in _FORGET:
        db.execute(statement, (service,))


def is_held(db: sqlite3.Connection, url: str, moment: datetime) -> bool:
    """Whether the capture of this address made in this second was fetched already."""
    return db.execute(_HELD, (url, iso(moment)[:19])).fetchone() is not None
