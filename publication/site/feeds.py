"""Atom feeds (RFC 4287) of a site and of a section: the newest articles, and nothing where there is none."""

import re
import sqlite3
from collections.abc import Sequence
from urllib.parse import quote, urlencode
from xml.sax.saxutils import escape, quoteattr

from publication.permalink import page_address
from publication.site.listing import EVERYTHING, MARKED, marked_in_section, shortened
from publication.site.page import Absent, Answer, Asked, Data

SITE = "SELECT id, title, publisher, last_capture FROM sites WHERE id = ?"
SITES = "SELECT count(*) FROM sites"
SECTION = """
SELECT s.id, s.permalink, s.title, t.title AS site, t.publisher, t.last_capture
FROM sections AS s JOIN sites AS t ON t.id = s.site_id WHERE s.permalink = ?"""
_NEWEST = """
SELECT a.permalink, a.title, a.author, a.published_on, a.captured_at, a.language, a.url,
       substr(coalesce(a.lead, a.body_text), 1, 1200) AS opening
FROM articles AS a WHERE {} ORDER BY a.id DESC LIMIT :most"""
OF_SITE, OF_SECTION = _NEWEST.format("a.site_id = :site"), _NEWEST.format(MARKED.format(order="DESC"))

_MEDIA_TYPE = "application/atom+xml; charset=utf-8"
_NO_TIME = "1970-01-01T00:00:00Z"
_OPENING = 600
_ENTRIES = 30
# What XML 1.0 cannot hold, however it is written.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def site_feed(db: sqlite3.Connection, asked: Asked) -> Answer:
    """The newest articles of a site."""
    site = db.execute(SITE, (asked.named["site"],)).fetchone()
    if site is None:
        return Absent("Aucun site de cette archive ne porte ce nom.")
    entries = db.execute(OF_SITE, {"site": site["id"], "most": _ENTRIES}).fetchall()
    own = f"/flux/site/{quote(site['id'])}.atom"
    page = "/" if db.execute(SITES).fetchone()[0] == 1 else f"/rubriques?{urlencode({'site': site['id']})}"
    return _feed(asked, own, page, site["title"], site, site["title"], entries)


def section_feed(db: sqlite3.Connection, asked: Asked) -> Answer:
    """The newest articles in a section and below it."""
    section = db.execute(SECTION, (asked.named["permalink"],)).fetchone()
    if section is None:
        return Absent("Aucune rubrique de cette archive n’a cette adresse.")
    low, high = EVERYTHING
    values = {"marked": marked_in_section(section["id"]), "low": low, "high": high, "most": _ENTRIES}
    entries = db.execute(OF_SECTION, values).fetchall()
    page = page_address("section", section["permalink"])
    own = "/flux/rubrique/" + page.removeprefix("/r/") + ".atom"
    return _feed(asked, own, page, f"{section['title']}, {section['site']}", section, section["site"], entries)


def _feed(
    asked: Asked, own: str, page: str, title: str, about: sqlite3.Row, site: str, entries: Sequence[sqlite3.Row]
) -> Data:
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">',
        f"<id>{xml(asked.origin + own)}</id>",
        f"<title>{xml(title)} (archive)</title>",
        f"<updated>{xml(about['last_capture'] or _NO_TIME)}</updated>",
        f"<author><name>{xml(about['publisher'] or site)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={_attribute(asked.origin + own)}/>',
        f'<link rel="alternate" type="text/html" href={_attribute(asked.origin + page)}/>',
        *(_entry(asked.origin, row) for row in entries),
        "</feed>",
    ]
    return Data("\n".join(lines) + "\n", _MEDIA_TYPE, is_of_snapshot=True)


def _entry(origin: str, row: sqlite3.Row) -> str:
    address = origin + page_address("article", row["permalink"])
    language = f" xml:lang={_attribute(row['language'])}" if row["language"] else ""
    author = f"<author><name>{xml(row['author'])}</name></author>" if row["author"] else ""
    day = _first_day(row["published_on"])
    published = f"<published>{day}T00:00:00Z</published>" if day else ""
    return (
        f"<entry{language}><id>{xml(address)}</id><title>{xml(row['title'])}</title>"
        f"<updated>{xml(row['captured_at'])}</updated>{published}{author}"
        f'<link rel="alternate" type="text/html" href={_attribute(address)}/>'
        f"<summary>{xml(shortened(row['opening'], _OPENING))}</summary></entry>"
    )


def _first_day(day: str | None) -> str | None:
    """First day of a date as precise as it is shown; None where it is no day of the calendar.

    >>> _first_day("2011"), _first_day("2011-06"), _first_day("2011-06-16"), _first_day("2011-13"), _first_day(None)
    ('2011-01-01', '2011-06-01', '2011-06-16', None, None)
    """
    whole = f"{day}-01-01"[:10] if day else ""
    return whole if re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", whole) else None


def xml(text: str) -> str:
    """A text as XML holds it.

    >>> xml("a < b & c\\x07")
    'a &lt; b &amp; c'
    """
    return escape(_NO_XML.sub("", text))


def _attribute(text: str) -> str:
    return quoteattr(_NO_XML.sub("", text))
