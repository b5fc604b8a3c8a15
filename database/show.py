"""One article as it is stored, for a person to look at; how it is printed is for the command line."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from archive.ledger import Ledger
from articles.article import Edit
from sites.identity import identify

_BY_URL = "SELECT * FROM articles WHERE url = ?"
_BY_READING = """
SELECT a.* FROM urls AS u
JOIN captures AS c ON c.url_id = u.id
JOIN readings AS r ON r.capture_id = c.id
JOIN articles AS a ON a.identity = r.identity
WHERE u.url = :url OR u.identity = :identity
ORDER BY u.url = :url DESC, c.id DESC LIMIT 1"""
_BY_KEY = "SELECT * FROM articles WHERE identity = ?"
_EDITS = "SELECT field, cleaner, start, raw, replacement FROM edits WHERE article_id = ? ORDER BY position"
_FILES = """
SELECT l.position, l.place, l.title, l.url, l.type_label, l.stated_size, f.identity, f.state, f.bytes, f.media_type,
       f.sha256, f.size_agrees
FROM article_attachments AS l JOIN attachments AS f ON f.id = l.attachment_id
WHERE l.article_id = ? ORDER BY l.position"""
_LINKS = "SELECT position, url, text, kind FROM links WHERE article_id = ? ORDER BY position"
_PROBLEMS = "SELECT url, stage, kind, message FROM reading_problems WHERE capture_id = ? ORDER BY id"
_SECTIONS = """
WITH RECURSIVE way (id, title, parent_id, height) AS (
    SELECT id, title, parent_id, 0 FROM sections WHERE id = ?
    UNION ALL
    SELECT s.id, s.title, s.parent_id, way.height + 1 FROM way JOIN sections AS s ON s.id = way.parent_id)
SELECT title FROM way ORDER BY height DESC"""
_CAPTURE = """
SELECT c.*, u.url AS url FROM captures AS c JOIN urls AS u ON u.id = c.url_id WHERE c.id = ?"""


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article with what hangs on it, as the reading tables hold it."""

    row: Mapping[str, Any]
    """Columns of `articles`."""
    sections: tuple[str, ...]
    """Names of the sections above it, outermost first."""
    edits: tuple[Edit, ...]
    """In the order they were made."""
    attachments: tuple[Mapping[str, Any], ...]
    """Announced files in order, with what is known of each."""
    links: tuple[Mapping[str, Any], ...]
    """Links of the content in order."""
    problems: tuple[Mapping[str, Any], ...]
    """What was odd in the capture it was read from."""
    capture: Mapping[str, Any]
    """Columns of `captures`, and the address as requested."""


def article_by_url(ledger: Ledger, url: str) -> StoredArticle | None:
    """The article that this address, canonical or not, stands for; None when none was read from it."""
    db = ledger.db
    identity = identify(url).key
    row = (
        db.execute(_BY_URL, (url,)).fetchone()
        or db.execute(_BY_READING, {"url": url, "identity": identity}).fetchone()
        or db.execute(_BY_KEY, (identity,)).fetchone()
    )
    if row is None:
        return None
    return StoredArticle(
        row=dict(row),
        sections=tuple(str(name) for (name,) in db.execute(_SECTIONS, (row["section_id"],))),
        edits=tuple(Edit(*edit) for edit in db.execute(_EDITS, (row["id"],))),
        attachments=_rows(db, _FILES, row["id"]),
        links=_rows(db, _LINKS, row["id"]),
        problems=_rows(db, _PROBLEMS, row["capture_id"]),
        capture=_rows(db, _CAPTURE, row["capture_id"])[0],
    )


def _rows(db: sqlite3.Connection, statement: str, value: int) -> tuple[Mapping[str, Any], ...]:
    return tuple(dict(row) for row in db.execute(statement, (value,)))
