"""What the reading tables hold, as values again: numbers, and articles with their files; how they got there is for build."""

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_STATES = "SELECT state, count(*) FROM attachments GROUP BY 1"
_KINDS = "SELECT kind, count(*) FROM reading_problems GROUP BY 1 ORDER BY 2 DESC"
_ARTICLES = """
SELECT id, url, spip_id, title, surtitle, subtitle, lead, body_text, notes, postscript, category, published_on, section_id
FROM articles ORDER BY id"""
_SECTION_PATH = """
WITH RECURSIVE up (id, title, parent_id, height) AS (
    SELECT id, title, parent_id, 0 FROM sections WHERE id = ?
    UNION ALL SELECT s.id, s.title, s.parent_id, up.height + 1 FROM sections AS s JOIN up ON s.id = up.parent_id)
SELECT title FROM up ORDER BY height DESC"""
_FILES = """
SELECT f.identity, l.title, l.stated_size, f.bytes, f.size_agrees, f.state
FROM article_attachments AS l JOIN attachments AS f ON f.id = l.attachment_id WHERE l.article_id = ? ORDER BY l.position"""
_FILE = """
SELECT f.state, f.media_type, f.bytes, f.title, f.stated_size, c.outcome, c.message, c.page_count
FROM attachments AS f LEFT JOIN contents AS c ON c.sha256 = f.sha256 WHERE f.identity = ?"""
_BYTES_OF = "SELECT sha256 FROM attachments WHERE identity = ? AND sha256 IS NOT NULL"
_SHOWN_WITH_BYTES = """
SELECT f.url FROM attachments AS f JOIN published AS p ON p.kind = 'attachment' AND p.id = f.id WHERE f.sha256 = ? ORDER BY f.url"""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What `build` found of one file."""

    state: str
    """As `attachments.state`."""
    media_type: str | None
    """By its content; None: not held."""
    bytes: int | None
    """Real size; None: not held."""
    title: str
    """Title as linked first."""
    stated_size: str | None
    """Size as the page words it; None: not said."""
    outcome: str | None
    """As `contents.outcome`; None: its bytes were not read."""
    message: str | None
    """What was met in reading it; None: not read."""
    pages: int | None
    """Pages, slides, sheets or members; None: it has none, or they are not known."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """Numbers of what is held."""

    articles: int
    """Articles."""
    attachments: Mapping[str, int]
    """Files by state."""
    problems: Mapping[str, int]
    """Reading problems by kind, the most frequent first."""


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file as an article announces it, and as it is."""

    identity: str
    """Key, such as `attachment/pdf/x.pdf`."""
    title: str
    """Clean title as linked."""
    stated_size: str | None
    """Size as the page words it; None: not said."""
    bytes: int | None
    """Real size; None: not held."""
    size_agrees: bool | None
    """Whether both agree; None: one is not known."""
    state: str
    """As `attachments.state`."""


@dataclass(frozen=True, slots=True)
class HeldArticle:
    """An article as its rows say; fields as in table `articles`."""

    url: str
    """Canonical address."""
    spip_id: int | None
    """SPIP's number; None: not known."""
    title: str
    """Clean title."""
    surtitle: str | None
    """None: none."""
    subtitle: str | None
    """None: none."""
    lead: str | None
    """None: none."""
    body_text: str
    """Clean text."""
    notes: str | None
    """Footnotes, one a line with its number; None: none."""
    postscript: str | None
    """None: none."""
    category: str | None
    """Label of the skin; None: none."""
    published_on: str | None
    """ISO 8601 at the precision shown; None: no date."""
    section_path: tuple[str, ...]
    """Titles of its sections, outermost first."""
    files: tuple[HeldFile, ...]
    """Files in the order of the page."""


def holdings(db: sqlite3.Connection) -> Holdings:
    """Numbers of what the reading tables hold."""
    articles = int(db.execute("SELECT count(*) FROM articles").fetchone()[0])
    return Holdings(articles, dict(map(tuple, db.execute(_STATES))), dict(map(tuple, db.execute(_KINDS))))


def file_facts(db: sqlite3.Connection, identity: str) -> FileFacts | None:
    """The file with this key; None: no article announces it."""
    row = db.execute(_FILE, (identity,)).fetchone()
    return None if row is None else FileFacts(*row)


def bytes_of(db: sqlite3.Connection, identity: str) -> str | None:
    """Digest of the bytes of a file; None: there is no such file, or none are held of it."""
    row = db.execute(_BYTES_OF, (identity,)).fetchone()
    return None if row is None else str(row[0])


def shown_with_bytes(db: sqlite3.Connection, sha256: str) -> list[str]:
    """Addresses of the files with these bytes that a snapshot shows."""
    return [str(row[0]) for row in db.execute(_SHOWN_WITH_BYTES, (sha256,))]


def held_articles(db: sqlite3.Connection) -> Iterator[HeldArticle]:
    """All articles with their section path and files, in order of their rows."""
    for row in db.execute(_ARTICLES).fetchall():
        path = tuple(title for (title,) in db.execute(_SECTION_PATH, (row[12],)))
        files = tuple(
            HeldFile(identity, title, stated, size, None if agrees is None else bool(agrees), state)
            for identity, title, stated, size, agrees, state in db.execute(_FILES, (row[0],))
        )
        values: list[Any] = [*row[1:12], path, files]
        yield HeldArticle(*values)
