"""The page of a file, and how a file is told in a line wherever it is named; lists of files are for `files`."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from publication.camera import words_of_camera
from publication.permalink import page_address
from publication.site.file_words import (
    Shown,
    camera_words,
    harmless,
    http_date_words,
    notices,
    part_of,
    seen_words,
    shown_text,
    stated_words,
)
from publication.site.gone import gone_or_absent
from publication.site.listing import ENTRIES, entry_of
from publication.site.page import Absent, Asked, Page
from publication.site.wording import counted, date_words, moment_words, size_words, state_words, type_words

FILE = """
SELECT f.*, t.title AS site, t.successor, t.licence, t.licence_url,
       (SELECT v.sha256 FROM thumbnails AS v WHERE v.sha256 = f.sha256) AS thumbnail,
       b.sha256 IS NOT NULL AS has_bytes, b.public_sha256
FROM files AS f JOIN sites AS t ON t.id = f.site_id LEFT JOIN file_bytes AS b ON b.sha256 = f.sha256 WHERE f.permalink = ?"""
ANNOUNCING = f"""
{ENTRIES} WHERE a.id IN (SELECT l.article_id FROM article_files AS l WHERE l.file_id = ?) ORDER BY a.id DESC LIMIT 20"""
VERSIONS = "SELECT number, first_seen, last_seen, bytes, sha256 FROM file_versions WHERE file_id = ? ORDER BY number"
DESCRIPTIONS = """
SELECT DISTINCT description FROM article_files WHERE file_id = ? AND description <> '' ORDER BY article_id DESC LIMIT 5"""
PAGES = """
SELECT position, page, label FROM file_pages WHERE file_id = ? AND source <> 'name' ORDER BY position LIMIT 2000"""
PAGE_TEXT = """
SELECT position, page, label, text, source, confidence FROM file_pages
WHERE file_id = ? AND position = ? AND source <> 'name'"""

_MOST_UNFOLDED = 12
"""Links to pages of a file that stand open; more would be passed one by one by who reads with the Tab key."""


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file as it is told in a line."""

    address: str
    """Address of its page."""
    title: str
    """Its title, as linked where it is named."""
    type: str
    """Type, in words."""
    size: str | None
    """Real size, in words; None: its bytes are not held."""
    stated: str | None
    """Size that the site stated, where that cannot be the real one or the real one is not known."""
    sentence: str
    """State, in a sentence."""
    is_whole: bool
    """Whether it is held, whole and open."""
    thumbnail: str | None
    """Address of its first page as a small picture; None: there is none."""
    description: str | None
    """What the article says of it under its title; None: nothing, or outside an article."""
    place: str
    """Where the article names it: inline, joined or portfolio; empty outside an article."""
    site: str | None
    """Title of its site; None: it is that of the article, or there is one only."""


def file_line(row: sqlite3.Row) -> FileLine:
    """A row with the columns of a file that are told, `place` and `site` among them."""
    sentence = state_words(row["state"])[1]
    size = row["bytes"]
    return FileLine(
        address=page_address("file", row["permalink"]),
        title=harmless(row["title"] or row["path"]),
        type=type_words(row["media_type"], row["path"]),
        size=None if size is None else size_words(size),
        stated=stated_words(row["stated_size"]) if size is None or row["size_agrees"] == 0 else None,
        sentence=sentence,
        is_whole=row["state"] == "held",
        thumbnail=_thumbnail(row["thumbnail"]),
        description=row["description"],
        place=row["place"],
        site=row["site"],
    )


def _thumbnail(sha256: str | None) -> str | None:
    return None if sha256 is None else f"/vignettes/{sha256}.webp"


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of a file that can be read."""

    name: str
    """Page 3, or the name of the sheet."""
    address: str
    """Where it is shown."""
    is_shown: bool
    """Whether it is the one on this page."""


def file_page(db: sqlite3.Connection, asked: Asked) -> Page | Absent:
    """The page of a file; `?page=N` shows the text of its page N, the first without it."""
    file = db.execute(FILE, (asked.named["permalink"],)).fetchone()
    if file is None:
        return gone_or_absent(db, "file", asked.named["permalink"], "Aucun fichier de cette archive n’a cette adresse.")
    address = page_address("file", file["permalink"])
    sentence = state_words(file["state"])[1]
    pages, shown = _text(db, file["id"], asked, address)
    versions = db.execute(VERSIONS, (file["id"],)).fetchall()
    is_recognised = shown is not None and shown["source"] == "ocr"
    if "page" in asked.query and shown is None:
        return Absent("Ce fichier n’a pas de texte à cette page.")
    return Page(
        template="file.html",
        title=harmless(file["title"] or file["path"]),
        canonical=address + (f"?page={shown['position']}" if shown is not None and shown["position"] > 1 else ""),
        current="/fichiers",
        context={
            "file": file,
            "filename": harmless(file["path"].rpartition("/")[2]),
            "type": type_words(file["media_type"], file["path"]),
            "size": None if file["bytes"] is None else size_words(file["bytes"]),
            "octets": None if file["bytes"] is None else counted(file["bytes"], "octet"),
            "sentence": sentence,
            "thumbnail": _thumbnail(file["thumbnail"]),
            "download": "/telecharger/" + quote(file["permalink"]) if file["has_bytes"] else None,
            "stated": stated_words(file["stated_size"]),
            "is_picture": (file["media_type"] or "").startswith("image/"),
            "extent": counted(file["page_count"], *part_of(file["media_type"])) if file["page_count"] else None,
            "about": _said_of_itself(file),
            "last_modified": http_date_words(file["last_modified"]) if file["last_modified"] else None,
            "camera": [(name, camera_words(value)) for name, value in words_of_camera(file["exif"])],
            "notices": notices(file, versions, is_recognised=is_recognised),
            "versions": [
                (row["number"], seen_words(row["first_seen"], row["last_seen"]), size_words(row["bytes"]))
                for row in versions
            ],
            "descriptions": [row["description"] for row in db.execute(DESCRIPTIONS, (file["id"],))],
            "captured": moment_words(file["captured_at"]) if file["captured_at"] else None,
            "articles": [entry_of(row) for row in db.execute(ANNOUNCING, (file["id"],))],
            "pages": pages,
            "beside": _beside(pages),
            "choice": counted(len(pages), *part_of(file["media_type"])) if len(pages) > _MOST_UNFOLDED else None,
            "heading": "Texte" if len(pages) < 2 or shown is None else _heading(shown),
            "text": None if shown is None else _text_of(shown, file),
            "is_recognised": is_recognised,
            "confidence": None if shown is None or shown["confidence"] is None else round(shown["confidence"]),
            "rows": urlencode({"permalink": file["permalink"]}),
        },
    )


def _text(
    db: sqlite3.Connection, file: int, asked: Asked, address: str
) -> tuple[tuple[PageLink, ...], sqlite3.Row | None]:
    """Links to the pages of a file that have text, and the row of the page that is shown; None: there is none."""
    rows = db.execute(PAGES, (file,)).fetchall()
    position = asked.number("page") if "page" in asked.query else rows[0]["position"] if rows else None
    shown = db.execute(PAGE_TEXT, (file, position)).fetchone()
    links = tuple(
        PageLink(_page_name(row), f"{address}?page={row['position']}#texte", row["position"] == position)
        for row in rows
    )
    return links, shown


def _beside(pages: Sequence[PageLink]) -> tuple[PageLink | None, PageLink | None]:
    """The pages before and after the one that is shown; None: there is none."""
    place = next((number for number, link in enumerate(pages) if link.is_shown), 0)
    return pages[place - 1] if place else None, pages[place + 1] if place + 1 < len(pages) else None


def _page_name(row: sqlite3.Row) -> str:
    if row["label"]:
        return harmless(row["label"])
    return f"Page {row['page']}" if row["page"] is not None else "Texte"


def _text_of(shown: sqlite3.Row, file: sqlite3.Row) -> Shown:
    return shown_text(
        shown["text"],
        file["media_type"],
        is_printed=shown["page"] is not None,
        is_partly_read='"partly"' in (file["warnings"] or ""),
    )


def _heading(shown: sqlite3.Row) -> str:
    name = _page_name(shown)
    if shown["label"]:
        return f"Texte, {name}"
    return name if name == "Texte" else f"Texte, {name.lower()}"


def _said_of_itself(file: sqlite3.Row) -> str | None:
    """Title, author and date by the file's own word, in a line; None: it has none."""
    day = date_words(file["own_date"][:10]) if file["own_date"] else None
    return " · ".join(harmless(words) for words in (file["own_title"], file["own_author"], day) if words) or None
