"""What one site's archive holds, in figures; the captures themselves are for the ledger."""

import sqlite3

_PAGES = """
SELECT count(*) FROM captures AS c JOIN urls AS u ON u.id = c.url_id WHERE c.status = 200 AND u.kind IN ('article', 'section')"""
_SUMMARY = "SELECT count(*), coalesce(sum(payload_bytes), 0), min(fetched_at), max(fetched_at) FROM captures"
_PROBLEMS = "SELECT stage, kind, count(*) FROM fetch_problems GROUP BY 1, 2 ORDER BY 3 DESC"


def pages_held(db: sqlite3.Connection) -> int:
    """Pages of articles and sections that were ever answered 200."""
    return int(db.execute(_PAGES).fetchone()[0])


def summary(db: sqlite3.Connection) -> tuple[int, int, str | None, str | None]:
    """Number of captures, bytes of their payloads, time of the first and of the last (None: there is none)."""
    number, size, first, last = db.execute(_SUMMARY).fetchone()
    return number, size, first, last


def problem_counts(db: sqlite3.Connection) -> list[tuple[str, str, int]]:
    """Fetch problems by stage and kind, the most frequent first."""
    return [(row[0], row[1], row[2]) for row in db.execute(_PROBLEMS)]
