"""What each article said over time: every capture of it that has a body of its own is read once; comparing is for articles."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from archive.ledger import Ledger
from archive.stored import StoredCapture
from articles.article import Article
from database.rows import content_sha256, files_of, notes_text

_INSERT_TEXT = """
INSERT OR IGNORE INTO version_texts (content_sha256, title, surtitle, subtitle, lead, body_text, notes, postscript, files)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_INSERT_READING = """
INSERT INTO version_readings (capture_id, code, part, content_sha256) VALUES (?, ?, ?, ?)
ON CONFLICT (capture_id) DO UPDATE
SET code = excluded.code, part = excluded.part, content_sha256 = excluded.content_sha256"""
_FORGET_PARTS = "DELETE FROM version_parts WHERE capture_id = ?"
_INSERT_PART = "INSERT INTO version_parts (capture_id, part, read_from) VALUES (?, ?, ?)"
_DROP_ORPHANS = """
DELETE FROM version_texts WHERE NOT EXISTS (
    SELECT 1 FROM version_readings AS v WHERE v.content_sha256 = version_texts.content_sha256)"""
# Older captures of addresses that were read as articles; the newest of each is noted when the article itself is written.
# Those that are parts are for `rounds`.
_UNREAD = """
SELECT c.id FROM captures AS c JOIN urls AS u ON u.id = c.url_id
WHERE c.id > :after AND c.status = 200 AND c.revisit_of IS NULL AND c.truncated IS NULL
  AND NOT EXISTS (SELECT 1 FROM version_readings AS v WHERE v.capture_id = c.id AND v.code = :code)
  AND NOT EXISTS (SELECT 1 FROM parts AS p WHERE p.capture_id = c.id)
  AND EXISTS (
      SELECT 1 FROM urls AS w JOIN captures AS d ON d.url_id = w.id JOIN readings AS r ON r.capture_id = d.id
      WHERE w.identity = u.identity AND r.outcome = 'article')
ORDER BY c.id LIMIT :number"""
_VERSIONS = """
SELECT v.number, v.first_seen, v.last_seen, v.capture_id, v.content_sha256, t.title, t.surtitle, t.subtitle, t.lead, t.body_text,
       t.notes, t.postscript, t.files
FROM article_versions AS v JOIN version_texts AS t ON t.content_sha256 = v.content_sha256
WHERE v.identity = ? ORDER BY v.number"""
_READ_FROM = """
SELECT coalesce(c.revisit_of, c.id) FROM (SELECT 1) LEFT JOIN version_parts AS p ON p.capture_id = :capture
JOIN captures AS c ON c.id = coalesce(p.read_from, :capture)
ORDER BY p.part"""
_ARTICLE_OF_ADDRESS = """
SELECT r.identity FROM readings AS r JOIN captures AS c ON c.id = r.capture_id JOIN urls AS u ON u.id = c.url_id
WHERE u.identity = ? AND r.outcome = 'article' ORDER BY c.id DESC LIMIT 1"""


@dataclass(frozen=True, slots=True)
class ArticleVersion:
    """What an article said from one capture to another."""

    number: int
    """1 for the oldest that is held."""
    first_seen: str
    """Time of the first capture that says so, ISO 8601, UTC."""
    last_seen: str
    """Time of the last capture in a row that says so, revisits among them, ISO 8601, UTC."""
    capture_id: int
    """Row number of the first of these captures."""
    content_sha256: str
    """Digest of the content, hexadecimal."""
    title: str
    """Clean title."""
    surtitle: str | None
    """Line above the title; None: none."""
    subtitle: str | None
    """Line below the title; None: none."""
    lead: str | None
    """Lead; None: none."""
    body_text: str
    """Clean text, paragraphs parted by a blank line."""
    notes: str | None
    """Footnotes, one a line; None: none."""
    postscript: str | None
    """P.-S.; None: none."""
    files: tuple[tuple[str, str], ...]
    """Path and title of each file announced."""

    def paragraphs(self) -> tuple[str, ...]:
        """All that a person reads, in order, a paragraph each."""
        before = [self.surtitle, self.title, self.subtitle, self.lead]
        after = [*(self.notes or "").split("\n"), self.postscript, *(f"{title} ({path})" for path, title in self.files)]
        return tuple(text for text in (*before, *self.body_text.split("\n\n"), *after) if text)


def note_version(
    db: sqlite3.Connection,
    capture_id: int,
    code: str,
    article: Article | None,
    *,
    digest: str | None = None,
    part: int | None = None,
    read_from: Mapping[int, int] = MappingProxyType({}),
) -> None:
    """Note what a capture says; None: it holds no article, or, where it holds a part, nothing by itself. `digest` is that of
    its content, for whoever knows it already; `read_from` are the captures that gave the parts of what was joined, by part."""
    if article is not None:
        digest = digest or content_sha256(article)
        texts = (
            article.title,
            article.surtitle,
            article.subtitle,
            article.lead,
            article.body_text,
            notes_text(article),
        )
        files = json.dumps(files_of(article), ensure_ascii=False)
        db.execute(_INSERT_TEXT, (digest, *texts, article.postscript, files))
    db.execute(_INSERT_READING, (capture_id, code, part, digest))
    db.execute(_FORGET_PARTS, (capture_id,))
    db.executemany(_INSERT_PART, [(capture_id, one, given) for one, given in read_from.items()])


def unread_versions(ledger: Ledger, code: str, size: int) -> Iterator[list[StoredCapture]]:
    """Older captures of articles that this code has not read yet, in order of arrival, in batches."""
    after = 0
    while numbers := [row[0] for row in ledger.db.execute(_UNREAD, {"after": after, "code": code, "number": size})]:
        wanted = set(numbers)
        yield [stored for stored in ledger.captures_between(numbers[0], numbers[-1]) if stored.id in wanted]
        after = numbers[-1]


def drop_unused_texts(db: sqlite3.Connection) -> None:
    """Take out contents that no capture says any more, after they were read by newer code."""
    db.execute(_DROP_ORPHANS)


def versions_of(db: sqlite3.Connection, asked_for: str) -> tuple[ArticleVersion, ...]:
    """Versions of the article that an address stands for, the oldest first; `asked_for` is the key of that address.
    Empty when nothing was read as an article there."""
    row = db.execute(_ARTICLE_OF_ADDRESS, (asked_for,)).fetchone()
    key = asked_for if row is None else row[0]
    return tuple(_version(tuple(found)) for found in db.execute(_VERSIONS, (key,)))


def captures_of(ledger: Ledger, version: ArticleVersion) -> tuple[StoredCapture, ...]:
    """The captured pages that a version was read from, those that hold the bytes: one, of an article in parts one a part, in order."""
    numbers = [int(row[0]) for row in ledger.db.execute(_READ_FROM, {"capture": version.capture_id})]
    return tuple(stored for number in numbers for stored in ledger.captures_between(number, number))


def _version(row: tuple[Any, ...]) -> ArticleVersion:
    values: tuple[Any, ...] = (*row[:-1], tuple((path, title) for path, title in json.loads(row[-1])))
    return ArticleVersion(*values)
