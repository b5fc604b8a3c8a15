"""Writes what one capture holds into the reading tables, and takes out what it replaces; sections, files and dependents apart."""

import json
import sqlite3
from collections.abc import Sequence

from archive.stored import StoredCapture
from articles.article import Article
from database.addresses import Addresses
from database.contents import write_content
from database.dependents import write_dependents
from database.drift import Tally
from database.due import BAD_OUTCOMES
from database.files import FileWriter
from database.originals import write_page
from database.parts import Parts, whole_key
from database.reader import Found
from database.rounds import forget_rounds
from database.rows import article_key, article_row, content_sha256
from database.sections import SectionWriter
from database.versions import note_version
from sites.problem import Problem

_UPSERT_ARTICLE = """
INSERT INTO articles (
    identity, url, spip_id, title, raw_title, surtitle, subtitle, lead, body_text, body_html, raw_body_text, notes,
    postscript, category, section_id, published_on, published_raw, written_on, written_raw, author, online_url,
    online_text, language, skeleton, charset, charset_source, content_sha256, parts, capture_id)
VALUES (
    :identity, :url, :spip_id, :title, :raw_title, :surtitle, :subtitle, :lead, :body_text, :body_html,
    :raw_body_text, :notes, :postscript, :category, :section_id, :published_on, :published_raw, :written_on,
    :written_raw, :author, :online_url, :online_text, :language, :skeleton, :charset, :charset_source,
    :content_sha256, :parts, :capture_id)
ON CONFLICT (identity) DO UPDATE SET
    url = excluded.url, spip_id = excluded.spip_id, title = excluded.title, raw_title = excluded.raw_title,
    surtitle = excluded.surtitle, subtitle = excluded.subtitle, lead = excluded.lead,
    body_text = excluded.body_text, body_html = excluded.body_html, raw_body_text = excluded.raw_body_text,
    notes = excluded.notes, postscript = excluded.postscript, category = excluded.category,
    section_id = excluded.section_id, published_on = excluded.published_on, published_raw = excluded.published_raw,
    written_on = excluded.written_on, written_raw = excluded.written_raw, author = excluded.author,
    online_url = excluded.online_url, online_text = excluded.online_text,
    language = excluded.language, skeleton = excluded.skeleton, charset = excluded.charset,
    charset_source = excluded.charset_source, content_sha256 = excluded.content_sha256,
    parts = excluded.parts, capture_id = excluded.capture_id
RETURNING id"""
_ARTICLE_BY_KEY = """
SELECT a.id, a.url, a.capture_id, a.content_sha256, u.url AS captured_url, u.identity AS asked_for,
       (c.truncated IS NULL, rtrim(c.fetched_at, 'Z'), c.id) > (:whole, :fetched_at, :capture_id) AS is_newer
FROM articles AS a JOIN captures AS c ON c.id = a.capture_id JOIN urls AS u ON u.id = c.url_id
WHERE a.identity = :identity"""
_SET_URL = "UPDATE articles SET url = ? WHERE id = ?"
_OTHER_ARTICLES_OF_CAPTURE = "SELECT identity FROM articles WHERE capture_id = ? AND identity IS NOT ?"
_DROP_PROBLEMS = "DELETE FROM reading_problems WHERE capture_id = ?"
_INSERT_PROBLEM = "INSERT INTO reading_problems (capture_id, url, stage, kind, message) VALUES (?, ?, ?, ?, ?)"
_NOTE_READING = """
INSERT INTO readings (capture_id, code, outcome, identity, skeleton) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (capture_id) DO UPDATE
SET code = excluded.code, outcome = excluded.outcome, identity = excluded.identity, skeleton = excluded.skeleton"""
# Captures of the same address identity that left something and that this one outranks, in the order of `due`. One that
# failed left no reading, only problems.
_OUTRANKED = """
SELECT c.id FROM urls AS u JOIN captures AS c ON c.url_id = u.id
WHERE u.identity = :identity AND c.id <> :capture_id
  AND (EXISTS (SELECT 1 FROM readings AS r WHERE r.capture_id = c.id)
       OR EXISTS (SELECT 1 FROM reading_problems AS p WHERE p.capture_id = c.id))
  AND (c.truncated IS NULL, rtrim(c.fetched_at, 'Z'), c.id) < (:whole, :fetched_at, :capture_id)"""
_DROP_READING = "DELETE FROM readings WHERE capture_id = ?"
_ARTICLES_OF_CAPTURES = """
SELECT identity FROM articles WHERE capture_id IN (SELECT value FROM json_each(?)) AND identity <> ?"""
_ARTICLE_OF_CAPTURE = "SELECT id FROM articles WHERE identity = ? AND capture_id = ?"
_WHOLE_AT = """
SELECT 1 FROM articles AS a JOIN captures AS c ON c.id = a.capture_id JOIN urls AS u ON u.id = c.url_id
WHERE a.parts IS NULL AND u.identity = ?"""
_READ_AS = "UPDATE readings SET identity = ? WHERE capture_id IN (SELECT value FROM json_each(?))"
# What joining told before; no page of a part says these of itself.
_DROP_PROBLEMS_OF_JOINING = """
DELETE FROM reading_problems
WHERE kind IN ('missing-part', 'address-taken', 'section-cycle')
  AND capture_id IN (SELECT value FROM json_each(?))"""


class Writer:
    """Writes into one archive. Its user opens the transactions, and calls in order of arrival: so ids repeat."""

    def __init__(self, db: sqlite3.Connection, parts: Parts, code: str, *, monolingual: bool):
        self._db = db
        self._parts = parts
        self._code = code
        self._files = FileWriter(db)
        self._sections = SectionWriter(db, monolingual=monolingual)
        self._addresses = Addresses(db, monolingual=monolingual)
        self.tally = Tally()
        """What was found on the pages of articles it was given."""

    def write(self, stored: StoredCapture, found: Found) -> None:
        """Store what this capture holds. sqlite3.IntegrityError when the tables refuse it; then take back all of it.

        One that could not be read leaves its problems and nothing else, no reading either: so it stays due.
        """
        problems = list(found.problems)
        key: str | None = None
        digest: str | None = None
        joins = {self._parts.take_out(stored.id)}
        is_part = found.article is not None and found.article.part is not None
        if found.document is not None:
            key = stored.identity
            if found.extraction is not None:
                write_content(self._db, stored.payload_sha256, found.extraction)
            self._files.write(stored, found.document, found.file_state or found.document.state)
        elif found.article is not None and is_part:
            key = article_key(found.article)
        elif found.article is not None:
            digest = content_sha256(found.article)
            key = self._write_article(stored, found.article, digest, frozenset({stored.id}), problems)
            joins |= self._parts.wholes_of(key)
        elif found.section is not None:
            key = found.section.identity.key
            self._sections.write_page(found.section, stored.id, problems)
        self._db.execute(_DROP_PROBLEMS, (stored.id,))
        self._db.executemany(_INSERT_PROBLEM, [(stored.id, p.url, p.stage, p.kind, p.message) for p in problems])
        if found.failure is not None:
            self._files.give_up(stored.id)
            self._db.execute(_DROP_READING, (stored.id,))
        else:
            self._db.execute(_NOTE_READING, (stored.id, self._code, found.outcome, key, found.skeleton))
            write_page(self._db, stored.id, found.original)
        if found.article is not None and key is not None and is_part:
            self._parts.add(stored, key, found.article)
            self._join(key)
        else:
            for row in self._db.execute(_OTHER_ARTICLES_OF_CAPTURE, (stored.id, key)).fetchall():
                # Older code, or an older link between number and slug, took this capture for another article.
                self._addresses.drop(row["identity"], frozenset({stored.id}))
        if found.article is not None and not is_part and stored.revisit_of is None and stored.truncated is None:
            note_version(self._db, stored.id, self._code, found.article, digest=digest)
        if found.failure is None and found.outcome not in BAD_OUTCOMES:
            joins |= self._forget_outranked(stored)
        joins -= {None, key if is_part else None}
        if joins:
            forget_rounds(self._db, whole_key(stored.identity))
        for whole in sorted(filter(None, joins)):
            self._join(whole)
        if found.article is not None:
            self.tally.add(found.article)

    # -- articles -----------------------------------------------------------------------------------------------

    def _join(self, whole: str) -> None:
        """Write the article joined of the parts that are held now. Further parts alone, as long as their newest captures are
        held, say nothing where the address of the first gives the whole by now."""
        joined = self._parts.joined(whole)
        if joined is None:
            return
        group = json.dumps(sorted(joined.group))
        self._db.execute(_DROP_PROBLEMS_OF_JOINING, (group,))
        stored = joined.stored
        if 1 not in joined.article.held and self._db.execute(_WHOLE_AT, (stored.identity,)).fetchone() is not None:
            return
        problems = [] if joined.gap is None else [joined.gap]
        key = self._write_article(stored, joined.article, content_sha256(joined.article), joined.group, problems)
        for row in self._db.execute(_ARTICLES_OF_CAPTURES, (group, key)).fetchall():
            # It had a key of its own until the parts that came made it equal to an article at another address.
            self._addresses.drop(row["identity"], joined.group)
        self._db.execute(_READ_AS, (key, group))
        row = self._db.execute(_ARTICLE_OF_CAPTURE, (key, stored.id)).fetchone()
        if row is not None:
            self._parts.give(int(row["id"]), joined.used)
        self._db.executemany(_INSERT_PROBLEM, [(stored.id, p.url, p.stage, p.kind, p.message) for p in problems])

    def _write_article(
        self, stored: StoredCapture, article: Article, digest: str, own: frozenset[int], problems: list[Problem]
    ) -> str:
        """Insert or replace the article, unless a newer capture of it is in place; its key. `digest` is that of its content,
        `own` are the captures it is made of: what was read of one of these before is always replaced."""
        key, article = self._addresses.settle(stored, article, digest, own, problems)
        row = article_row(article, digest, None, stored.id) | {"identity": key}
        present = self._db.execute(_ARTICLE_BY_KEY, _rank(stored) | {"identity": key}).fetchone()
        is_canonical = stored.url == article.url
        if present is not None and present["capture_id"] not in own:
            other_address = present["captured_url"] != stored.url
            other_is_canonical = present["captured_url"] == present["url"]
            # One joined without its first part gives way to any page that begins where the article begins.
            if present["is_newer"] and whole_key(present["asked_for"]) == present["asked_for"]:
                if other_address and is_canonical and not other_is_canonical:
                    url = self._addresses.free_url(key, stored, article, own, problems)
                    self._db.execute(_SET_URL, (url, present["id"]))
                return key
            if other_address and other_is_canonical and not is_canonical:
                row["url"] = present["url"]
        if present is None or row["url"] != present["url"]:
            row["url"] = self._addresses.free_url(key, stored, article, own, problems)
        row["section_id"] = self._sections.write_crumbs(article.sections, stored.id, problems)
        if present is not None and present["content_sha256"] != row["content_sha256"]:
            # What was taken for this article because its content was equal may be one of its own now.
            self._addresses.forget(key, own)
        article_id = int(self._db.execute(_UPSERT_ARTICLE, row).fetchone()[0])
        self._parts.give(article_id, ())
        write_dependents(self._db, self._files, article, article_id, replaces=present is not None)
        return key

    def _forget_outranked(self, stored: StoredCapture) -> set[str | None]:
        """Take out what older captures of this address said, as if never read: `--full` reads only the newest. Gives the
        articles they were parts of."""
        numbers: Sequence[int] = [
            int(row[0]) for row in self._db.execute(_OUTRANKED, _rank(stored) | {"identity": stored.identity})
        ]
        wholes = set()
        for number in numbers:
            for row in self._db.execute(_OTHER_ARTICLES_OF_CAPTURE, (number, None)).fetchall():
                self._addresses.drop(row["identity"], frozenset({stored.id}))
            wholes.add(self._parts.take_out(number))
            self._db.execute(_DROP_PROBLEMS, (number,))
            self._db.execute(_DROP_READING, (number,))
        return wholes


def _rank(stored: StoredCapture) -> dict[str, object]:
    """Place of a capture among those of one thing, as the statements above compare it."""
    return {"whole": stored.truncated is None, "fetched_at": stored.fetched_at.rstrip("Z"), "capture_id": stored.id}
