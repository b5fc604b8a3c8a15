"""What was read in files, by their bytes: kept once for each content and version of the readers; reading is for attachments."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from archive.ledger import Ledger
from archive.stored import StoredCapture
from attachments.extraction import EXTRACTOR, Extraction, Outcome, PageText
from attachments.guarded import Extractor
from sites.errors import Damage

_KNOWN = "SELECT outcome, message FROM contents WHERE sha256 = ? AND extractor = ?"
_FORGET_TIMEOUTS = "UPDATE contents SET extractor = '' WHERE outcome = 'timeout'"
_DROP = "DELETE FROM contents WHERE sha256 = ?"
_INSERT = """
INSERT INTO contents (sha256, extractor, outcome, message, page_count, title, author, producer, created, created_raw, modified,
                      modified_raw, warnings, width, height, exif, exif_place, thumbnail)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_INSERT_PAGE = """
INSERT INTO content_pages (sha256, position, number, label, text, source, confidence) VALUES (?, ?, ?, ?, ?, ?, ?)"""
# Pages of PDF and TIFF; and pictures, which have no page before they are recognised. Of pictures those that an article
# announces as files, wherever it does (SPIP puts a scanned letter into the portfolio as it does a photograph): what is
# only shown in a text is an illustration, and its page has its words.
_WITHOUT_TEXT = """
SELECT f.id, c.sha256, f.media_type, f.capture_id, p.position, p.number
FROM contents AS c JOIN attachments AS f ON f.sha256 = c.sha256 JOIN content_pages AS p ON p.sha256 = c.sha256
WHERE c.outcome = 'read' AND p.text = '' AND p.source = 'layer' AND f.media_type IN ('application/pdf', 'image/tiff')
  AND f.id = (SELECT min(g.id) FROM attachments AS g WHERE g.sha256 = c.sha256)
UNION ALL
SELECT f.id, c.sha256, f.media_type, f.capture_id, 1, NULL
FROM contents AS c JOIN attachments AS f ON f.sha256 = c.sha256
WHERE c.outcome = 'read' AND f.media_type GLOB 'image/*'
  AND NOT EXISTS (SELECT 1 FROM content_pages AS p WHERE p.sha256 = c.sha256)
  AND f.id = (
      SELECT min(g.id) FROM attachments AS g JOIN article_attachments AS l ON l.attachment_id = g.id WHERE g.sha256 = c.sha256)
ORDER BY 1, 5"""
_SET_TEXT = """
INSERT INTO content_pages (sha256, position, text, source, confidence) VALUES (?, ?, ?, 'ocr', ?)
ON CONFLICT (sha256, position) DO UPDATE SET text = excluded.text, source = 'ocr', confidence = excluded.confidence"""
_PAGE_SECONDS = 60.0
_LEAST_OF_A_PICTURE = 60.0
"""Confidence below which the words of a picture are none: printed pages come to 84 and more even at 72 dots an inch, the walls
and trees of a photograph, where tesseract sees words at all, to 46. A page of a PDF is a page, and keeps what was found."""


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
    """Files with pages that had no text, pictures among them."""
    pages: int
    """Pages that have one now."""
    failed: tuple[str, ...]
    """Files on which it failed, a sentence each."""


def known_content(db: sqlite3.Connection, sha256: str) -> Known | None:
    """What this version of the readers found in these bytes; None: it has not read them."""
    row = db.execute(_KNOWN, (sha256, EXTRACTOR)).fetchone()
    return None if row is None else Known(row[0], row[1])


def forget_timeouts(db: sqlite3.Connection) -> None:
    """Have the files that took too long tried again when they are next met: this machine may be a faster one. Until then what
    is told of them stays."""
    db.execute(_FORGET_TIMEOUTS)


def write_content(db: sqlite3.Connection, sha256: str, found: Extraction) -> None:
    """Keep what was read, in place of what an older version read."""
    about = found.about
    db.execute(_DROP, (sha256,))
    db.execute(
        _INSERT,
        (
            *(sha256, found.extractor, found.outcome, found.message, found.page_count),
            *(about.title, about.author, about.producer, about.created, about.created_raw),
            *(about.modified, about.modified_raw),
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
            found = extractor.recognise(payload, media_type, (number or 1,), _PAGE_SECONDS)
            if found.outcome != "read":
                failed.append(f"{stored.url}: page {number or 1}: {found.message}")
                break
            page = found.pages[0]
            is_noise = number is None and (page.confidence or 0) < _LEAST_OF_A_PICTURE
            text = "" if is_noise else page.text
            ledger.db.execute(_SET_TEXT, (stored.payload_sha256, position, text, page.confidence))
            pages += bool(text)
    return Recognised(files, pages, tuple(failed))


def _waiting(ledger: Ledger) -> Iterator[tuple[StoredCapture, str, list[tuple[int, int | None]]]]:
    """Files with pages without text: the capture, the media type, and of each page its position and number; None: a picture."""
    grouped: dict[tuple[int, str], list[tuple[int, int | None]]] = {}
    for row in ledger.db.execute(_WITHOUT_TEXT):
        grouped.setdefault((row["capture_id"], row["media_type"]), []).append((row["position"], row["number"]))
    for (capture_id, media_type), wanted in grouped.items():
        stored = next(ledger.captures_between(capture_id, capture_id))
        yield stored, media_type, wanted
