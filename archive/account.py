"""What became of every address, as values: lists of all, and all that is known of one; why it is so is told by sites.scope."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

_ROWS = """
SELECT u.id, u.url, u.identity, u.kind, u.state, u.rule, t.url, f.url, u.depth, u.attempts, u.status
FROM urls AS u LEFT JOIN urls AS t ON t.id = u.target_id LEFT JOIN urls AS f ON f.id = u.found_on
"""
_ALL = _ROWS + "WHERE u.id > ? AND (? IS NULL OR u.state = ?) ORDER BY u.id LIMIT 1000"
_ONE = _ROWS + "WHERE u.url = ?"
_SAME = _ROWS + "WHERE u.identity = ? AND u.url <> ? ORDER BY u.id LIMIT 50"
_WAY = """
WITH RECURSIVE up (id, url, found_on, height) AS (
    SELECT id, url, found_on, 0 FROM urls WHERE url = ?
    UNION ALL SELECT u.id, u.url, u.found_on, up.height + 1 FROM urls AS u JOIN up ON u.id = up.found_on WHERE up.height < 100)
SELECT url FROM up WHERE height > 0 ORDER BY height DESC"""


@dataclass(frozen=True, slots=True)
class UrlAccount:
    """One row of `urls` with the addresses it points to."""

    id: int
    """Row number, in order of discovery."""
    url: str
    """Address as requested."""
    identity: str
    """Key of the thing it stands for."""
    kind: str
    """Kind of that thing."""
    state: str
    """What became of it, as in `urls.state`."""
    rule: str | None
    """Rule that skipped it, reason of the failure, or address it redirects to; None: none of these."""
    alias_of: str | None
    """Address that is asked for instead: of an alias, or of a page of a list that came in one piece; None: there is none."""
    found_on: str | None
    """Page on which it was seen first; None: a start page, or a file that was imported."""
    depth: int
    """Links from a start page."""
    attempts: int
    """Requests made."""
    status: int | None
    """HTTP status of the last answer; None: there was none."""


def all_urls(db: sqlite3.Connection, state: str | None = None) -> Iterator[UrlAccount]:
    """Every address ever seen, or those in one state, in order of discovery; a thousand at a time, so that memory stays flat."""
    after = 0
    while rows := db.execute(_ALL, (after, state, state)).fetchall():
        for row in rows:
            yield UrlAccount(*row)
        after = rows[-1][0]


def account_of(db: sqlite3.Connection, url: str) -> UrlAccount | None:
    """What is known of this very address; None when it was never seen."""
    row = db.execute(_ONE, (url,)).fetchone()
    return None if row is None else UrlAccount(*row)


def others_of(db: sqlite3.Connection, identity: str, url: str) -> tuple[UrlAccount, ...]:
    """Up to 50 other addresses of the same thing."""
    return tuple(UrlAccount(*row) for row in db.execute(_SAME, (identity, url)))


def way_to(db: sqlite3.Connection, url: str) -> tuple[str, ...]:
    """Pages that led to this address, from the start page on."""
    return tuple(str(row[0]) for row in db.execute(_WAY, (url,)))
