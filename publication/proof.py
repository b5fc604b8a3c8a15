"""Fills the tables by which an article is proved: edits, versions, captured pages; how they are shown is for `site`."""

import json
import sqlite3
import zlib
from collections.abc import Iterator
from itertools import groupby

from archive.ledger import Ledger
from articles.article import Edit
from articles.original import original_html
from publication.withholding import Hidden, Telling, told_edits
from sites.errors import Damage
from sites.site import Site

# Edits of what is hidden itself (the title of a withdrawn file) are left out.
EDITS = """
SELECT n.id, n.archive_id, e.field, e.position, e.cleaner, e.start, e.raw, e.replacement
FROM archive.edits AS e
JOIN temp.article_numbers AS n ON n.site_id = :site AND n.archive_id = e.article_id
WHERE e.article_id IN (SELECT p.id FROM archive.published AS p WHERE p.kind = 'article')
  AND NOT EXISTS (
      SELECT 1 FROM archive.article_attachments AS l
      WHERE l.article_id = e.article_id AND e.field = 'attachment/' || l.position
        AND NOT EXISTS (
            SELECT 1 FROM temp.file_numbers AS f WHERE f.site_id = :site AND f.archive_id = l.attachment_id))
ORDER BY n.id, e.field, e.position"""
CLEAN = """
SELECT title, surtitle, subtitle, lead, body_text AS body, postscript, category, author, online_text AS online
FROM archive.articles WHERE id = ?"""
EDIT = "INSERT INTO edits (article_id, position, field, cleaner, start, raw, replacement) VALUES (?, ?, ?, ?, ?, ?, ?)"

# What the article itself says stands in `articles` and is not said twice.
VERSIONS = """
SELECT n.id, n.archive_id, v.number, v.first_seen, v.last_seen, v.content_sha256,
       v.content_sha256 = a.content_sha256 AS is_current,
       t.title, t.surtitle, t.subtitle, t.lead, t.body_text, t.notes, t.postscript, t.files
FROM archive.article_versions AS v
JOIN archive.articles AS a ON a.identity = v.identity
JOIN archive.published AS p ON p.kind = 'article' AND p.id = a.id
JOIN temp.article_numbers AS n ON n.site_id = :site AND n.archive_id = a.id
JOIN archive.version_texts AS t ON t.content_sha256 = v.content_sha256
ORDER BY n.id, v.number"""
VERSION = """
INSERT INTO versions (
    article_id, number, first_seen, last_seen, content_sha256, title, surtitle, subtitle, lead, body_text, notes,
    postscript, files)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_TEXTS = ("title", "surtitle", "subtitle", "lead", "body_text", "notes", "postscript")

CAPTURES = """
SELECT p.article_id, p.part, p.captured_at, p.record_id, p.url FROM article_parts AS p
JOIN articles AS a ON a.id = p.article_id WHERE a.site_id = :site
UNION ALL
SELECT a.id, 1, a.captured_at, a.record_id, a.url FROM articles AS a
WHERE a.site_id = :site AND NOT EXISTS (SELECT 1 FROM article_parts AS p WHERE p.article_id = a.id)
ORDER BY 1, 2"""
ORIGINAL = "INSERT INTO originals (article_id, part, captured_at, html) VALUES (?, ?, ?, ?)"
_LEVEL = 6

Lost = tuple[str, str, str, str]
"""Address, stage, kind and message of a captured page that cannot be shown, as a row of `gaps`."""


def take_proof(db: sqlite3.Connection, site: Site, ledger: Ledger, hidden: Hidden) -> list[Lost]:
    """Fill `edits`, `versions` and `originals` of one attached site; pages that could not be read again."""
    db.row_factory = sqlite3.Row
    try:
        db.executemany(EDIT, _edits(db, site, hidden))
        db.executemany(VERSION, _versions(db, site, hidden))
        lost: list[Lost] = []
        db.executemany(ORIGINAL, _originals(db, site, ledger, hidden, lost))
    finally:
        db.row_factory = None
    return lost


def _edits(db: sqlite3.Connection, site: Site, hidden: Hidden) -> Iterator[tuple[object, ...]]:
    rows = db.execute(EDITS, {"site": site.name}).fetchall()
    for (number, article), of_article in groupby(rows, key=lambda row: (row["id"], row["archive_id"])):
        clean = db.execute(CLEAN, (article,)).fetchone()
        tell = hidden.telling(article)
        for name, group in groupby(of_article, key=lambda row: row["field"]):
            found = list(group)
            edits = [Edit(name, row["cleaner"], row["start"], row["raw"], row["replacement"]) for row in found]
            text = clean[name] if name in clean.keys() else None  # noqa: SIM118 (a row gives values)
            for row, edit in zip(found, told_edits(edits, text, tell), strict=True):
                yield number, row["position"], name, edit.cleaner, edit.start, edit.raw, edit.replacement


def _versions(db: sqlite3.Connection, site: Site, hidden: Hidden) -> Iterator[tuple[object, ...]]:
    for row in db.execute(VERSIONS, {"site": site.name}).fetchall():
        told: tuple[str | None, ...] = (None,) * (len(_TEXTS) + 1)
        if not row["is_current"]:
            tell = hidden.telling(row["archive_id"])
            texts = [None if row[name] is None else tell(row[name]) for name in _TEXTS]
            told = (*texts, _files(row["files"], hidden, tell))
        yield (row["id"], row["number"], row["first_seen"], row["last_seen"], row["content_sha256"], *told)


def _files(files: str, hidden: Hidden, tell: Telling) -> str:
    shown = [[path, tell(title)] for path, title in json.loads(files) if not hidden.hides_file(path)]
    return json.dumps(shown, ensure_ascii=False)


def _originals(
    db: sqlite3.Connection, site: Site, ledger: Ledger, hidden: Hidden, lost: list[Lost]
) -> Iterator[tuple[object, ...]]:
    for row in db.execute(CAPTURES, {"site": site.name}).fetchall():
        stored = ledger.capture_by_record(row["record_id"])
        try:
            if stored is None:
                raise Damage(f"{row['record_id']}: no such capture")
            capture = ledger.read_capture(stored)
        except Damage:
            message = "the captured page could not be read again in its WARC file, so it is not shown"
            lost.append((row["url"], "original", "original-unreadable", message))
            continue
        html = original_html(capture.payload, capture.header("content-type"), capture.url, hides=hidden.hides)
        if html and not hidden.is_named_in(html):
            yield row["article_id"], row["part"], row["captured_at"], zlib.compress(html.encode(), _LEVEL)
