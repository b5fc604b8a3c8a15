"""The home page: what this archive is, whose, of which years, how it came to be, and the ways into it."""

import sqlite3
from collections.abc import Mapping
from urllib.parse import urlencode

from attachments.document import HELD
from publication.permalink import page_address
from publication.site.listing import ENTRIES, entry_of
from publication.site.page import Asked, Page
from publication.site.tally import bars, totals, totals_by_site
from publication.site.wording import DOORS, type_words

UNDATED = "sans date"
"""How `counts` calls articles without a date."""
UNKNOWN_TYPE = "inconnu"
"""How it calls the type of files that are not held."""
_NEWEST = 6

SITES = """
SELECT id, title, host, publisher, successor, first_capture, last_capture FROM sites ORDER BY title, id"""
TOP_SECTIONS = """
SELECT site_id, permalink, title, articles FROM sections WHERE parent_id IS NULL ORDER BY id"""
NEWEST = f"{ENTRIES} ORDER BY a.id DESC LIMIT {_NEWEST}"


def home_page(db: sqlite3.Connection, _asked: Asked) -> Page:
    """The home page."""
    years = totals(db, "year")
    dated = {year: number for year, number in years.items() if year != UNDATED}
    states = totals(db, "state")
    types = totals(db, "media_type")
    by_site = totals_by_site(db, "year")
    sites = db.execute(SITES).fetchall()
    sections: dict[str, list[tuple[str, str, int]]] = {}
    for site, permanent, title, number in db.execute(TOP_SECTIONS):
        sections.setdefault(site, []).append((page_address("section", permanent), title, number))
    captured = sorted(time for row in sites for time in (row["first_capture"], row["last_capture"]) if time)
    return Page(
        template="home.html",
        title="Accueil",
        canonical="/",
        current="/",
        description="Articles et fichiers d’anciens sites de directions régionales, conservés et rendus lisibles.",
        context={
            "sites": [dict(row) | {"articles": by_site.get(row["id"], 0)} for row in sites],
            "sections": sections,
            "articles": sum(years.values()),
            "held": sum(number for state, number in states.items() if state in HELD),
            "first_year": min(dated, default=None),
            "last_year": max(dated, default=None),
            "captured": (captured[0], captured[-1]) if captured else None,
            "doors": [DOORS.get(door, door) for door in totals(db, "source")],
            "newest": [entry_of(row) for row in db.execute(NEWEST)],
            "years": bars([(year, number, f"/chronologie/{year}") for year, number in sorted(dated.items())]),
            "types": bars(file_types(types)),
        },
    )


def file_types(types: Mapping[str, int]) -> list[tuple[str, int, str | None]]:
    """Types of files in words, the most frequent first, each with the page that lists them."""
    counted = sorted(types.items(), key=lambda pair: (-pair[1], pair[0]))
    return [
        (type_words(media_type, ""), number, f"/fichiers?{urlencode({'type': media_type})}")
        for media_type, number in counted
        if media_type != UNKNOWN_TYPE
    ]
