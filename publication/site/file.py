"""The page of a file, and how a file is told in a line wherever it is named; lists of files are for `files`."""

import sqlite3
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from publication.camera import words_of_camera
from publication.permalink import page_address
from publication.site.archived_html import paragraphs, reflowed
from publication.site.gone import gone_or_absent
from publication.site.listing import ENTRIES, entry_of
from publication.site.page import Absent, Asked, Page
from publication.site.wording import counted, date_words, moment_words, size_words, state_words, type_words

FILE = """
SELECT f.*, t.title AS site, t.successor, t.licence, t.licence_url,
       (SELECT v.sha256 FROM thumbnails AS v WHERE v.sha256 = f.sha256) AS thumbnail,
       (SELECT b.is_unplaced FROM file_bytes AS b WHERE b.sha256 = f.sha256) AS is_unplaced
FROM files AS f JOIN sites AS t ON t.id = f.site_id WHERE f.permalink = ?"""
ANNOUNCING = f"""
{ENTRIES} WHERE a.id IN (SELECT l.article_id FROM article_files AS l WHERE l.file_id = ?) ORDER BY a.id DESC LIMIT 20"""
VERSIONS = "SELECT number, first_seen, last_seen, bytes FROM file_versions WHERE file_id = ? ORDER BY number"
DESCRIPTIONS = """
SELECT DISTINCT description FROM article_files WHERE file_id = ? AND description <> '' ORDER BY article_id DESC LIMIT 5"""
PAGES = "SELECT position, page, label FROM file_pages WHERE file_id = ? ORDER BY position LIMIT 2000"
PAGE_TEXT = "SELECT position, page, label, text, source FROM file_pages WHERE file_id = ? AND position = ?"


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
    state: str
    """State, in a word."""
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


def file_line(row: sqlite3.Row) -> FileLine:
    """A row with the columns of a file that are told, `place` among them."""
    word, sentence = state_words(row["state"])
    size = row["bytes"]
    return FileLine(
        address=page_address("file", row["permalink"]),
        title=row["title"] or row["path"],
        type=type_words(row["media_type"], row["path"]),
        size=None if size is None else size_words(size),
        stated=row["stated_size"] if size is None or row["size_agrees"] == 0 else None,
        state=word,
        sentence=sentence,
        is_whole=row["state"] == "held",
        thumbnail=_thumbnail(row["thumbnail"]),
        description=row["description"],
        place=row["place"],
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
    word, sentence = state_words(file["state"])
    pages, shown = _text(db, file["id"], asked, address)
    if "page" in asked.query and shown is None:
        return Absent("Ce fichier n’a pas de texte à cette page.")
    return Page(
        template="file.html",
        title=file["title"] or file["path"],
        canonical=address + (f"?page={shown['position']}" if shown is not None and shown["position"] > 1 else ""),
        current="/fichiers",
        context={
            "file": file,
            "filename": file["path"].rpartition("/")[2],
            "type": type_words(file["media_type"], file["path"]),
            "size": None if file["bytes"] is None else size_words(file["bytes"]),
            "octets": None if file["bytes"] is None else counted(file["bytes"], "octet"),
            "state": word,
            "sentence": sentence,
            "thumbnail": _thumbnail(file["thumbnail"]),
            "download": None if file["is_unplaced"] is None else "/telecharger/" + quote(file["permalink"]),
            "own_date": date_words(file["own_date"][:10]) if file["own_date"] else None,
            "camera": words_of_camera(file["exif"]),
            "versions": [
                (
                    row["number"],
                    moment_words(row["first_seen"]),
                    moment_words(row["last_seen"]),
                    size_words(row["bytes"]),
                )
                for row in db.execute(VERSIONS, (file["id"],))
            ],
            "descriptions": [row["description"] for row in db.execute(DESCRIPTIONS, (file["id"],))],
            "has_unread": '"no-text"' in (file["warnings"] or ""),
            "captured": moment_words(file["captured_at"]) if file["captured_at"] else None,
            "articles": [entry_of(row) for row in db.execute(ANNOUNCING, (file["id"],))],
            "pages": pages,
            "shown": None if shown is None else _page_name(shown),
            "text": () if shown is None else paragraphs(reflowed(shown["text"]) if shown["page"] else shown["text"]),
            "is_recognised": shown is not None and shown["source"] == "ocr",
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


def _page_name(row: sqlite3.Row) -> str:
    if row["label"]:
        return str(row["label"])
    return f"Page {row['page']}" if row["page"] is not None else "Texte"
