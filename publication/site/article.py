"""The page of an article: that it is archived, its words, its files, where it came from, what stands beside it."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from publication.permalink import KIND_OF, page_address, page_held, permalink
from publication.site.archived_html import frame_tables, level_headings, link_within, notes_of, paragraphs
from publication.site.citation import ABSENT, cited, short_citation
from publication.site.file import file_line
from publication.site.gone import gone_or_absent
from publication.site.page import Absent, Asked, Page
from publication.site.sections import crumbs_above
from publication.site.wording import DOORS, date_words, day_words, host_of, moment_words, of_date
from sites.address import bare_host
from sites.identity import identify

ARTICLE = """
SELECT a.*, t.title AS site, t.host, t.publisher, t.successor, t.licence, t.licence_url
FROM articles AS a JOIN sites AS t ON t.id = a.site_id WHERE a.permalink = ?"""
FILES = """
SELECT f.permalink, l.title, f.path, f.state, f.media_type, f.bytes, f.stated_size, f.size_agrees, l.description, l.place,
       NULL AS site, (SELECT t.sha256 FROM thumbnails AS t WHERE t.sha256 = f.sha256) AS thumbnail
FROM article_files AS l JOIN files AS f ON f.id = l.file_id WHERE l.article_id = ? ORDER BY l.position"""
PICTURES = """
SELECT p.alt, p.caption, '/images/' || p.sha256 AS address, p.width, p.height FROM pictures AS p
WHERE p.article_id = ? AND EXISTS (SELECT 1 FROM file_bytes AS b WHERE b.sha256 = p.sha256) ORDER BY p.position"""
PARTS = "SELECT part, captured_at, url FROM article_parts WHERE article_id = ? ORDER BY part"
_NEIGHBOUR = "SELECT permalink, title, published_on, language FROM articles WHERE {} ORDER BY id {} LIMIT {}"
IN_SECTION = (
    _NEIGHBOUR.format("section_id = :section AND id < :id", "DESC", 1),
    _NEIGHBOUR.format("section_id = :section AND id > :id", "ASC", 1),
)
NEAR_IN_DATE = (
    _NEIGHBOUR.format("site_id = :site AND id < :id", "DESC", 2),
    _NEIGHBOUR.format("site_id = :site AND id > :id", "ASC", 2),
)
PROOFS = """
SELECT EXISTS (SELECT 1 FROM originals WHERE article_id = :id) AS has_original,
       (SELECT count(*) FROM edits WHERE article_id = :id) AS edits,
       (SELECT count(*) FROM versions WHERE article_id = :id) AS versions"""
_MOST_LINKS = 200


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another article that is offered."""

    address: str
    """Address of its page."""
    title: str
    """Its title."""
    date: str | None
    """Its date in words."""
    language: str | None
    """ISO 639-1."""


def article_page(db: sqlite3.Connection, asked: Asked) -> Page | Absent:
    """The page of an article."""
    article = db.execute(ARTICLE, (asked.named["permalink"],)).fetchone()
    quoted = cited(db, asked)
    if article is None or quoted is None:
        return gone_or_absent(db, "article", asked.named["permalink"], ABSENT)
    files = [file_line(row) for row in db.execute(FILES, (article["id"],))]
    parts = db.execute(PARTS, (article["id"],)).fetchall() if article["parts"] else []
    body = level_headings(frame_tables(article["body_html"]))
    return Page(
        template="article.html",
        title=article["title"],
        canonical=page_address("article", article["permalink"]),
        context={
            "article": article,
            "body": link_within(body, archived_pages(db, article["site_id"], article["host"])),
            "date": date_words(article["published_on"]) if article["published_on"] else None,
            "written": date_words(article["written_on"]) if article["written_on"] else None,
            "archived_on": of_date(day_words(article["captured_at"])),
            "captured": moment_words(article["captured_at"]),
            "door": DOORS.get(article["source"], article["source"]),
            "successor_host": host_of(article["successor"]) if article["successor"] else None,
            "online_host": host_of(article["online_url"]) if article["online_url"] else None,
            "crumbs": crumbs_above(db, article["section_id"]),
            "lead": paragraphs(article["lead"]),
            "postscript": paragraphs(article["postscript"]),
            "notes": notes_of(article["notes"], (body,)),
            "files": [line for line in files if line.place != "portfolio"],
            "pictures": [line for line in files if line.place == "portfolio"],
            "figures": db.execute(PICTURES, (article["id"],)).fetchall(),
            "missing_parts": _missing(article["parts"], [row["part"] for row in parts]),
            "parts": [(row["part"], moment_words(row["captured_at"]), row["url"]) for row in parts],
            "beside": _neighbours(db, IN_SECTION, article) if article["section_id"] else [],
            "near": _neighbours(db, NEAR_IN_DATE, article),
            "citation": short_citation(quoted),
            "cited": quoted,
            "rows": urlencode({"permalink": article["permalink"]}),
            **dict(db.execute(PROOFS, {"id": article["id"]}).fetchone()),
        },
    )


def archived_pages(db: sqlite3.Connection, site: str, host: str) -> Callable[[str], str | None]:
    """What says where in the archive an original address of this site stands; None: nowhere, or on another host."""
    looked_up = 0

    def lead(url: str) -> str | None:
        nonlocal looked_up
        if not url.startswith(("http://", "https://")) or looked_up >= _MOST_LINKS:
            return None
        if bare_host(url) != host.removeprefix("www."):
            return None
        looked_up += 1
        identity = identify(url)
        kind = KIND_OF.get(identity.kind)
        address = None if kind is None else page_held(db, kind, permalink(site, identity.key))
        fragment = url.partition("#")[2]
        return f"{address}#{fragment}" if address is not None and fragment else address

    return lead


def _missing(total: int | None, held: list[int]) -> list[int]:
    """Parts of the text that are not held, of `total`."""
    return sorted(set(range(1, (total or 0) + 1)) - set(held))


def _neighbours(db: sqlite3.Connection, both: tuple[str, str], article: sqlite3.Row) -> list[Neighbour | None]:
    """Articles before and after, oldest first; None parts them and stands for the article itself. Empty: there are no others."""
    values = {"id": article["id"], "section": article["section_id"], "site": article["site_id"]}
    before, after = (db.execute(statement, values).fetchall() for statement in both)
    if not (before or after):
        return []
    return [*(_neighbour(row) for row in before[::-1]), None, *(_neighbour(row) for row in after)]


def _neighbour(row: sqlite3.Row) -> Neighbour:
    date = date_words(row["published_on"]) if row["published_on"] else None
    return Neighbour(page_address("article", row["permalink"]), row["title"], date, row["language"])
