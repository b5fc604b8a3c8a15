"""What was read in files, by their bytes: kept once for each content and version of the readers; reading is for attachments."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from archive.ledger import Ledger, StoredCapture
from attachments.extraction import EXTRACTOR, Extraction, Outcome, PageText
from attachments.guarded import Extractor
from sites.errors import Damage

_KNOWN = "SELECT outcome, message FROM contents WHERE sha256 = ? AND extractor = ?"
_DROP = "DELETE FROM contents WHERE sha256 = ?"
_INSERT = """
INSERT INTO contents (sha256, extractor, outcome, message, page_count, title, author, producer, created, created_raw, warnings,
                      width, height, exif, exif_place, thumbnail)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_INSERT_PAGE = """
INSERT INTO content_pages (sha256, position, number, label, text, source, confidence) VALUES (?, ?, ?, ?, ?, ?, ?)"""
_WITHOUT_TEXT = """
SELECT c.sha256, f.media_type, f.capture_id, p.position, coalesce(p.number, 1) AS number
FROM contents AS c JOIN attachments AS f ON f.sha256 = c.sha256 JOIN content_pages AS p ON p.sha256 = c.sha256
WHERE c.outcome = 'read' AND p.text = '' AND p.source = 'layer' AND f.media_type = 'application/pdf'
  AND f.id = (SELECT min(g.id) FROM attachments AS g WHERE g.sha256 = c.sha256)
ORDER BY f.id, p.position"""
_SET_TEXT = "UPDATE content_pages SET text = ?, source = 'ocr', confidence = ? WHERE sha256 = ? AND position = ?"
_PAGE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a content that was read before."""

    outcome: Outcome
    """As in Extraction."""
    message: str
    """As in Extraction."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What recognition came to."""

    files: int
    """Files with pages that had no text."""
    pages: int
    """Pages that have one now."""
    failed: tuple[str, ...]
    """Files on which it failed, a sentence each."""


def known_content(db: sqlite3.Connection, sha256: str) -> Known | None:
    """What this version of the readers found in these bytes; None: it has not read them."""
    row = db.execute(_KNOWN, (sha256, EXTRACTOR)).fetchone()
    return None if row is None else Known(row[0], row[1])


def write_content(db: sqlite3.Connection, sha256: str, found: Extraction) -> None:
    """Keep what was read, in place of what an older version read."""
    about = found.about
    db.execute(_DROP, (sha256,))
    db.execute(
        _INSERT,
        (
            *(sha256, found.extractor, found.outcome, found.message, found.page_count),
            *(about.title, about.author, about.producer, about.created, about.created_raw),
            *(json.dumps(found.warnings), found.width, found.height),
            *(_by_name(found.exif), _by_name(found.exif_place), found.thumbnail),
        ),
    )
    db.executemany(_INSERT_PAGE, [_page_row(sha256, n, page) for n, page in enumerate(found.pages, start=1)])


def _by_name(fields: tuple[tuple[str, str], ...]) -> str | None:
    return json.dumps(dict(fields), ensure_ascii=False) if fields else None


def _page_row(sha256: str, position: int, page: PageText) -> tuple[object, ...]:
    return sha256, position, page.number, page.label, page.text, page.source, page.confidence


def recognise_pages(ledger: Ledger, extractor: Extractor) -> Recognised:
    """Recognise the text of all pages that have none, a transaction a file; what a run left the next one does."""
    files = pages = 0
    failed = []
    for stored, media_type, wanted in list(_waiting(ledger)):
        files += 1
        try:
            payload = ledger.read_capture(stored).payload
        except Damage as error:
            failed.append(str(error))
            continue
        for position, number in wanted:
            found = extractor.recognise(payload, media_type, (number,), _PAGE_SECONDS)
            if found.outcome != "read":
                failed.append(f"{stored.url}: page {number}: {found.message}")
                break
            page = found.pages[0]
            ledger.db.execute(_SET_TEXT, (page.text, page.confidence, stored.payload_sha256, position))
            pages += bool(page.text)
    return Recognised(files, pages, tuple(failed))


def _waiting(ledger: Ledger) -> Iterator[tuple[StoredCapture, str, list[tuple[int, int]]]]:
    """Files with pages without text: the capture, the media type, and of each page its position and number."""
    grouped: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for row in ledger.db.execute(_WITHOUT_TEXT):
        grouped.setdefault((row["capture_id"], row["media_type"]), []).append((row["position"], row["number"]))
    for (capture_id, media_type), wanted in grouped.items():
        stored = next(ledger.captures_between(capture_id, capture_id))
        yield stored, media_type, wanted
