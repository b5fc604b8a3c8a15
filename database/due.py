"""Which captures are to be read next; that they are read, and by what, is for the build."""

import json
import sqlite3
from collections.abc import Iterator

from archive.ledger import Ledger
from archive.stored import StoredCapture

BAD_OUTCOMES = ("not-found", "error", "unreadable")
"""What makes the build fall back on the capture before: a page or file that isn't the thing its address stands for."""

# Tables of a database stand in schema.sql and nowhere else; these are TEMP ones, notes of one run that no file ever holds,
# so they stand with the statements that use them.
_MAKE_TABLES = (
    "CREATE TEMP TABLE IF NOT EXISTS due (capture_id INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE IF NOT EXISTS failed (capture_id INTEGER PRIMARY KEY)",
)
_FORGET_FAILURES = "DELETE FROM temp.failed"
_NOTE_FAILURE = "INSERT OR IGNORE INTO temp.failed (capture_id) VALUES (?)"
_EMPTY_TABLE = "DELETE FROM temp.due"
# The newest whole capture of a thing comes first. The `Z` is cut off because a time may have a fraction, and `.` sorts
# before `Z`. A revisit says nothing new and is not read, unless the body it confirms is another thing's, or something else
# stood there in between: then it is what brings that body back.
_FILL_TABLE = """
INSERT INTO temp.due (capture_id)
SELECT ranked.id FROM (
    SELECT c.id AS id, row_number() OVER (
        PARTITION BY u.identity
        ORDER BY c.truncated IS NULL DESC, rtrim(c.fetched_at, 'Z') DESC, c.id DESC
    ) AS place
    FROM captures AS c JOIN urls AS u ON u.id = c.url_id
    LEFT JOIN captures AS b ON b.id = c.revisit_of LEFT JOIN urls AS v ON v.id = b.url_id
    WHERE coalesce(b.status, c.status) = 200
    AND (b.id IS NULL OR v.identity <> u.identity OR EXISTS (
        SELECT 1 FROM captures AS x JOIN urls AS w ON w.id = x.url_id
        WHERE w.identity = u.identity AND x.status = 200 AND x.payload_sha256 <> c.payload_sha256
          AND rtrim(x.fetched_at, 'Z') > rtrim(b.fetched_at, 'Z') AND rtrim(x.fetched_at, 'Z') < rtrim(c.fetched_at, 'Z')))
    AND c.id NOT IN (SELECT capture_id FROM temp.failed) AND NOT EXISTS (
        SELECT 1 FROM readings AS r
        WHERE r.capture_id = c.id AND r.code = :code AND r.outcome IN (SELECT value FROM json_each(:bad_outcomes)))
) AS ranked
WHERE ranked.place = 1
  AND NOT EXISTS (SELECT 1 FROM readings AS r WHERE r.capture_id = ranked.id AND r.code = :code)"""
_COUNT = "SELECT count(*) FROM temp.due"
_AFTER = "SELECT capture_id FROM temp.due WHERE capture_id > ? ORDER BY capture_id LIMIT 500"


def begin_run(db: sqlite3.Connection) -> None:
    """Make the notes of one run, empty: what failed in the run before is tried again in this one."""
    for statement in _MAKE_TABLES:
        db.execute(statement)
    db.execute(_FORGET_FAILURES)


def note_failure(db: sqlite3.Connection, capture_id: int) -> None:
    """Leave this capture alone for the rest of the run. It stays due: a restored file, a mended reader may do better."""
    db.execute(_NOTE_FAILURE, (capture_id,))


def note_due(db: sqlite3.Connection, code: str) -> int:
    """Note, in a temporary table, the newest whole capture of each thing that this code has not read yet; how many.

    A capture that this code found to be no such thing, or that failed in this run, counts as absent: the one before it
    takes its place at the next call, so the build calls until nothing is due. `begin_run` comes first.
    """
    db.execute(_EMPTY_TABLE)
    db.execute(_FILL_TABLE, {"code": code, "bad_outcomes": json.dumps(BAD_OUTCOMES)})
    return int(db.execute(_COUNT).fetchone()[0])


def due_captures(ledger: Ledger) -> Iterator[StoredCapture]:
    """What was noted, in order of arrival; transactions may begin and end while it is walked."""
    wanted = _due_numbers(ledger.db)
    number = next(wanted, None)
    if number is None:
        return
    for stored in ledger.stored_captures(after=number - 1):
        if stored.id == number:
            yield stored
            number = next(wanted, None)
            if number is None:
                return


def _due_numbers(db: sqlite3.Connection) -> Iterator[int]:
    # In pages, so that no cursor stays open over the transactions of the writer.
    last = 0
    while numbers := [int(row[0]) for row in db.execute(_AFTER, (last,))]:
        yield from numbers
        last = numbers[-1]
