"""The account of addresses in the words of a Heritrix crawl log: one line an answer, and one an address without any."""

import re
import sqlite3
from collections.abc import Iterator
from datetime import datetime

from archive.clock import iso
from archive.revisit import NOT_MODIFIED

_ANSWERS = """
SELECT c.fetched_at, c.status, c.payload_bytes, u.url, u.depth, f.url, c.media_type, c.payload_digest, c.truncated, c.revisit_of,
       c.source, u.attempts, k.door
FROM captures AS c JOIN urls AS u ON u.id = c.url_id JOIN crawls AS k ON k.id = c.crawl_id
LEFT JOIN urls AS f ON f.id = u.found_on WHERE c.id > ? AND c.id <= ? ORDER BY c.id"""
_OTHERS = """
SELECT k.started_at, u.state, u.rule, u.url, u.depth, f.url, t.url, u.attempts, k.door
FROM urls AS u JOIN crawls AS k ON k.id = u.crawl_id
LEFT JOIN urls AS f ON f.id = u.found_on LEFT JOIN urls AS t ON t.id = u.target_id
WHERE u.id > ? AND u.id <= ? AND NOT EXISTS (SELECT 1 FROM captures AS c WHERE c.url_id = u.id) ORDER BY u.id"""
_LAST = {"captures": "SELECT coalesce(max(id), 0) FROM captures", "urls": "SELECT coalesce(max(id), 0) FROM urls"}
_PAGE = 1000
# Fetch status codes of Heritrix 3 for what was not answered (its glossary, "Status codes").
_NEVER_TRIED, _NO_NAME, _NO_CONNECTION, _BROKEN, _TIMEOUT, _RUNTIME = 0, -1, -2, -3, -4, -5
_NO_ROBOTS, _TRAP, _OUT_OF_SCOPE, _ROBOTS = -61, -4000, -5000, -9998
FAILURES = {
    "CannotResolveHostError": _NO_NAME,
    "DownloadConnectionRefusedError": _NO_CONNECTION,
    "UnsupportedURLSchemeError": _OUT_OF_SCOPE,
    "DownloadTimeoutError": _TIMEOUT,
    "DownloadFailedError": _BROKEN,
    "ResponseDataLossError": _BROKEN,
    "no-answer-yet": _NEVER_TRIED,
    "host-closed": _NO_ROBOTS,
}
"""Why an address was not answered, as Scrapy or the spiders call it."""


def crawl_log(db: sqlite3.Connection) -> Iterator[str]:
    """Lines in the field order of Heritrix: time, status, bytes, address, discovery path, referrer, media type, thread, start
    and duration, digest, source tag, annotations; `-` for what is not known. Pages of 1,000, so that memory stays flat."""
    for first in range(0, db.execute(_LAST["captures"]).fetchone()[0], _PAGE):
        for row in db.execute(_ANSWERS, (first, first + _PAGE)).fetchall():
            yield _answered(*row)
    for first in range(0, db.execute(_LAST["urls"]).fetchone()[0], _PAGE):
        for row in db.execute(_OTHERS, (first, first + _PAGE)).fetchall():
            yield _unanswered(*row)


def _answered(
    fetched_at: str, status: int, size: int, url: str, depth: int, via: str | None, media_type: str | None,
    digest: str | None, truncated: str | None, revisit_of: int | None, source: str, attempts: int, door: str,
) -> str:  # fmt: skip
    notes = [f"{attempts}t"] if attempts > 1 else []
    if truncated:
        notes.append({"time": "timeTrunc", "length": "lenTrunc"}.get(truncated, f"{truncated}Trunc"))
    if revisit_of is not None:
        profile = NOT_MODIFIED.rpartition("/")[2] if status == 304 else "digest"
        notes.append(f"warcRevisit:{profile}")
    if source != "live":
        notes.append(f"door:{source}")
    # The row of a 304 has the size of the body it confirms; none came.
    return _line(
        fetched_at, status, str(0 if status == 304 else size), url, depth, via, media_type, digest, door, notes
    )


def _unanswered(
    started_at: str, state: str, rule: str | None, url: str, depth: int, via: str | None, target: str | None,
    attempts: int, door: str,
) -> str:  # fmt: skip
    notes = [f"{attempts}t"] if attempts > 1 else []
    notes.append(f"{state}:{target or rule or '-'}")
    return _line(started_at, _code(state, rule), "-", url, depth, via, None, None, door, notes)


def _code(state: str, rule: str | None) -> int:
    if state == "queued":
        return _NEVER_TRIED
    if state == "trap":
        return _TRAP
    if state == "failed":
        return FAILURES.get(rule or "", _RUNTIME)
    return _ROBOTS if rule == "robots" else _OUT_OF_SCOPE


def _line(
    moment: str, status: int, size: str, url: str, depth: int, via: str | None, media_type: str | None,
    digest: str | None, tag: str, notes: list[str],
) -> str:  # fmt: skip
    stamp = f"{iso(datetime.fromisoformat(moment))[:23]}Z"
    # How long an answer took is not kept; Heritrix writes the start alone where it does not know.
    start = re.sub(r"\D", "", stamp)
    fields = (
        stamp, f"{status:5d}", f"{size:>10}", _plain(url), "L" * depth or "-", _plain(via or "-"), _plain(media_type or "no-type"),
        "#000", start, digest or "-", tag, ",".join(map(_plain, notes)) or "-",
    )  # fmt: skip
    return " ".join(fields)


def _plain(text: str) -> str:
    """Without blanks, which part the fields."""
    return re.sub(r"\s", lambda blank: f"%{ord(blank[0]):02X}", text)
