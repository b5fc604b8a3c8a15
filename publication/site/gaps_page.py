"""The list of what is missing or odd, in French, whole or of one kind; how each is worded is for `gap_words`."""

import sqlite3
from dataclasses import dataclass

from publication.permalink import KIND_OF, Kind, page_address, permalink
from publication.site.csv_lines import FOR_SPREADSHEET
from publication.site.file_words import harmless
from publication.site.gap_words import STAGES, Told, kind_words, told
from publication.site.page import Absent, Asked, Crumb, Page
from publication.site.tally import totals
from publication.site.wording import NO_BREAK
from sites.address import bare_host
from sites.identity import identify

PAGE = 50
"""Gaps shown at once."""
GAPS = """
SELECT g.id, g.site_id, t.host, g.url, g.stage, g.kind, g.message FROM gaps AS g JOIN sites AS t ON t.id = g.site_id
WHERE (:kind IS NULL OR g.kind = :kind) AND g.id > :after ORDER BY g.id LIMIT :most"""
NAMES: dict[Kind, str] = {
    "article": "SELECT title, permalink FROM articles WHERE permalink = :name OR url = :url",
    "section": "SELECT title, permalink FROM sections WHERE permalink = :name",
    "file": "SELECT path, permalink FROM files WHERE permalink = :name",
}
"""What finds the thing at an address, an article also where it goes by a number and the address by words."""
_NOUNS: dict[Kind, str] = {"article": "Voir l’article", "section": "Voir la rubrique", "file": "Voir le fichier"}


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap as it is shown."""

    name: str | None
    """Its kind in words; None: it goes by the short name."""
    kind: str
    """Its short name."""
    stage: str
    """Where it was met, in words."""
    url: str
    """Address or file it concerns."""
    words: Told
    """What is said of it."""
    page: Crumb | None
    """Page of the thing that stands at this address; None: the archive has none."""


def gaps_page(db: sqlite3.Connection, asked: Asked) -> Page | Absent:
    """Gaps in order of their rows, narrowed by `?nature=` (kind), going on after row `?apres=`."""
    numbers = totals(db, "gap")
    kind = asked.query.get("nature")
    if kind is not None and kind not in numbers:
        return Absent("L’archive n’a aucune lacune de cette nature.")
    values = {"kind": kind, "after": asked.number("apres") or 0, "most": PAGE + 1}
    rows = db.execute(GAPS, values).fetchall()
    bare = Asked("/lacunes", {}, {"nature": kind} if kind else {})
    heading = (kind_words(kind) or kind) if kind else "Lacunes"
    in_order = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    return Page(
        template="gaps.html",
        title=f"Lacunes{NO_BREAK}: {heading}" if kind else heading,
        canonical=bare.with_query(),
        description="Ce qui manque à l’archive ou étonne, montré plutôt que caché.",
        context={
            "heading": heading,
            "number": numbers[kind] if kind else sum(numbers.values()),
            "is_narrowed": kind is not None,
            "is_first": asked.number("apres") is None,
            "kinds": [(kind_words(name), name, number) for name, number in in_order],
            "gaps": [_shown(db, row) for row in rows[:PAGE]],
            "first": bare.with_query(),
            "next": bare.with_query(apres=rows[PAGE - 1]["id"]) if len(rows) > PAGE else None,
            "spreadsheet": Asked("/donnees/gaps.csv", {}, FOR_SPREADSHEET).with_query(),
        },
    )


def _shown(db: sqlite3.Connection, row: sqlite3.Row) -> Gap:
    stage = STAGES.get(row["stage"], row["stage"])
    words, page = told(row["message"]), _page_of(db, row["site_id"], row["host"], row["url"])
    return Gap(kind_words(row["kind"]), row["kind"], stage, row["url"], words, page)


def _page_of(db: sqlite3.Connection, site: str, host: str, url: str) -> Crumb | None:
    if not url.startswith(("http://", "https://")) or bare_host(url) != host.removeprefix("www."):
        return None
    identity = identify(url)
    kind = KIND_OF.get(identity.kind)
    if kind is None:
        return None
    row = db.execute(NAMES[kind], {"name": permalink(site, identity.key), "url": url}).fetchone()
    if row is None:
        return None
    title = harmless(row[0].rpartition("/")[2]) if kind == "file" else row[0]
    return Crumb(f"{_NOUNS[kind]} «{NO_BREAK}{title}{NO_BREAK}»", page_address(kind, row["permalink"]))
