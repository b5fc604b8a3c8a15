"""What search engines may know: the maps of the site (sitemaps.org), at most 50,000 addresses each, and robots.txt."""

import re
import sqlite3
from collections.abc import Iterable

from publication.permalink import TABLES, Kind, page_address
from publication.site.feeds import xml
from publication.site.page import Absent, Answer, Asked, Data

SIZE = 49_990
"""Row numbers that one map covers: the standing pages fit into the first one too."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NAMES: dict[Kind, str] = {"article": "articles", "section": "rubriques", "file": "fichiers"}
_LAST = "SELECT max(id) FROM {}"
_ANY = "SELECT 1 FROM {} WHERE id > ? AND id <= ? LIMIT 1"
_ROWS = "SELECT permalink, {} AS day FROM {} WHERE id > ? AND id <= ? ORDER BY id"
LAST = {kind: _LAST.format(table) for kind, table in TABLES.items()}
ANY = {kind: _ANY.format(table) for kind, table in TABLES.items()}
ROWS = {
    "article": _ROWS.format("captured_at", "articles"),
    "file": _ROWS.format("captured_at", "files"),
    "section": _ROWS.format("NULL", "sections"),
}
STANDING = (
    "/",
    "/rubriques",
    "/chronologie",
    "/fichiers",
    "/a-propos",
    "/donnees",
    "/mentions-legales",
    "/accessibilite",
)
"""Pages that stand in the first map of sections."""

_MEDIA_TYPE = "application/xml; charset=utf-8"
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def map_index(db: sqlite3.Connection, asked: Asked) -> Answer:
    """The index: a map for each stretch of row numbers in which there is something."""
    maps = []
    for kind, name in _NAMES.items():
        last = db.execute(LAST[kind]).fetchone()[0] or 0
        for number in range(1, max(1, -(-last // SIZE)) + 1):
            if _has_any(db, kind, number):
                maps.append(f"<sitemap><loc>{xml(asked.origin)}/sitemap/{name}-{number}.xml</loc></sitemap>")
    return _document("sitemapindex", maps)


def articles_map(db: sqlite3.Connection, asked: Asked) -> Answer:
    """Articles of one stretch."""
    return _map(db, asked, "article")


def files_map(db: sqlite3.Connection, asked: Asked) -> Answer:
    """Files of one stretch."""
    return _map(db, asked, "file")


def sections_map(db: sqlite3.Connection, asked: Asked) -> Answer:
    """Sections of one stretch; the first has the standing pages too."""
    return _map(db, asked, "section")


def robots(_db: sqlite3.Connection, asked: Asked) -> Answer:
    """What robots are asked: tables and searches are the same words again, and cost more."""
    lines = (
        "User-agent: *",
        "Disallow: /public",
        "Disallow: /donnees/",
        "Disallow: /recherche",
        "Disallow: /url/",
        "",
        f"Sitemap: {asked.origin}/sitemap.xml",
    )
    return Data("\n".join(lines) + "\n", "text/plain; charset=utf-8", is_of_snapshot=True)


def _has_any(db: sqlite3.Connection, kind: Kind, number: int) -> bool:
    is_first_of_sections = kind == "section" and number == 1
    return is_first_of_sections or db.execute(ANY[kind], _stretch(number)).fetchone() is not None


def _map(db: sqlite3.Connection, asked: Asked, kind: Kind) -> Answer:
    number = int(asked.named["number"])
    if not _has_any(db, kind, number):
        return Absent("Le plan du site n’a pas de page de ce numéro.")
    origin = xml(asked.origin)
    standing = STANDING if kind == "section" and number == 1 else ()
    entries = [f"<url><loc>{origin}{path}</loc></url>" for path in standing]
    for permanent, day in db.execute(ROWS[kind], _stretch(number)):
        changed = f"<lastmod>{day[:10]}</lastmod>" if day and _DAY.match(day) else ""
        entries.append(f"<url><loc>{origin}{xml(page_address(kind, permanent))}</loc>{changed}</url>")
    return _document("urlset", entries)


def _stretch(number: int) -> tuple[int, int]:
    return (number - 1) * SIZE, number * SIZE


def _document(root: str, entries: Iterable[str]) -> Data:
    body = "\n".join(('<?xml version="1.0" encoding="UTF-8"?>', f"<{root} {_NAMESPACE}>", *entries, f"</{root}>", ""))
    return Data(body, _MEDIA_TYPE, is_of_snapshot=True)
