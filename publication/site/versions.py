"""The versions of an article and what changed between two of them; how texts are compared is for articles."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from articles.comparing import ParagraphChange, compare
from publication.permalink import page_address
from publication.site.citation import ABSENT
from publication.site.gone import gone_or_absent
from publication.site.page import Absent, Answer, Asked, Page
from publication.site.wording import DOORS, moment_words, short_moment_words

ARTICLE = """
SELECT id, permalink, title, language, surtitle, subtitle, lead, body_text, notes, postscript
FROM articles WHERE permalink = ?"""
VERSIONS = "SELECT number, first_seen, last_seen FROM versions WHERE article_id = ? ORDER BY number DESC LIMIT 500"
VERSION = """
SELECT number, title, surtitle, subtitle, lead, body_text, notes, postscript, files
FROM versions WHERE article_id = ? AND number = ?"""
CAPTURES = """
SELECT part, captured_at, url, record_id, warc_file, warc_offset, payload_sha256, source
FROM version_captures WHERE article_id = ? AND number = ? ORDER BY part"""
FILES = """
SELECT l.title, f.path FROM article_files AS l JOIN files AS f ON f.id = l.file_id
WHERE l.article_id = ? ORDER BY l.position"""

# Unlike paragraphs are compared each with each: 120 against 120 take half a second.
_MOST_UNLIKE = 120
_MOST_CHARACTERS = 200_000


@dataclass(frozen=True, slots=True)
class Seen:
    """A version in the list."""

    number: int
    """1 for the oldest."""
    first: str
    """When it was captured first, in words."""
    last: str
    """When it was captured last, in words."""
    address: str | None
    """Where it is compared with the one before it; None: it is the oldest."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A captured page from which a version was read."""

    part: int
    """Which page of an article that the site cut into several, else 1."""
    captured: str
    """When it was captured, in words."""
    door: str
    """How it came into the archive, in words."""
    url: str
    """Its address."""
    record_id: str
    """Identifier of the record that holds it."""
    warc_file: str
    """File in which that stands."""
    warc_offset: int
    """First byte of the record in it."""
    payload_sha256: str
    """Digest of the page as received."""


def versions_page(db: sqlite3.Connection, asked: Asked) -> Answer:
    """All versions, and the changes from version `?de=` to `?a=`; without them, from the last but one to the last."""
    article = db.execute(ARTICLE, (asked.named["permalink"],)).fetchone()
    if article is None:
        return gone_or_absent(db, "article", asked.named["permalink"], ABSENT)
    rows = db.execute(VERSIONS, (article["id"],)).fetchall()
    address = page_address("article", article["permalink"])
    newest = rows[0]["number"] if rows else 1
    new = asked.number("a") or newest
    old = asked.number("de") or max(new - 1, 1)
    texts = [_paragraphs(db, article, number) for number in (old, new)] if rows else [(), ()]
    if texts[0] is None or texts[1] is None:
        return Absent("Cet article n’a pas de version de ce numéro.")
    changes = None if old == new else changed(texts[0], texts[1])
    return Page(
        template="versions.html",
        title=f"{article['title']} : versions",
        canonical=f"{address}/versions" + (f"?de={old}&a={new}" if "de" in asked.query or "a" in asked.query else ""),
        is_indexed=False,
        context={
            "article": article,
            "address": address,
            "versions": [_seen(row, address) for row in rows],
            "old": old,
            "new": new,
            "changes": changes,
            "proofs": [(number, _proofs(db, article["id"], number)) for number in dict.fromkeys((old, new))],
            "is_too_long": old != new and changes is None,
        },
    )


def changed(older: Sequence[str], newer: Sequence[str]) -> tuple[ParagraphChange, ...] | None:
    """What became of each paragraph; None where the texts are too long and too unlike to be compared while somebody waits."""
    common = set(older) & set(newer)
    unlike = max(sum(text not in common for text in texts) for texts in (older, newer))
    if unlike > _MOST_UNLIKE or sum(map(len, older)) + sum(map(len, newer)) > _MOST_CHARACTERS:
        return None
    return compare(older, newer)


def _seen(row: sqlite3.Row, address: str) -> Seen:
    number = row["number"]
    leads = f"{address}/versions?de={number - 1}&a={number}" if number > 1 else None
    return Seen(number, short_moment_words(row["first_seen"]), short_moment_words(row["last_seen"]), leads)


def _proofs(db: sqlite3.Connection, article: int, number: int) -> list[Proof]:
    return [
        Proof(
            row["part"], moment_words(row["captured_at"]), DOORS.get(row["source"], row["source"]), row["url"], row["record_id"],
            row["warc_file"], row["warc_offset"], row["payload_sha256"],
        )
        for row in db.execute(CAPTURES, (article, number))
    ]  # fmt: skip


def _paragraphs(db: sqlite3.Connection, article: sqlite3.Row, number: int) -> tuple[str, ...] | None:
    """All that a person read in a version, a paragraph each; None: there is no such version."""
    row = db.execute(VERSION, (article["id"], number)).fetchone()
    if row is None:
        return None
    if row["title"] is None:  # what the article says today
        source, files = article, [(one["path"], one["title"]) for one in db.execute(FILES, (article["id"],))]
    else:
        source, files = row, [(path, title) for path, title in json.loads(row["files"])]
    before = [source["surtitle"], source["title"], source["subtitle"], source["lead"]]
    after = [
        *(source["notes"] or "").split("\n"),
        source["postscript"],
        *(f"{title} ({path})" for path, title in files),
    ]
    return tuple(text for text in (*before, *source["body_text"].split("\n\n"), *after) if text)
