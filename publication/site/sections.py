"""The tree of sections, and the page of one: its way, what is below it, the articles in it and below."""

import sqlite3
from dataclasses import dataclass
from urllib.parse import urlencode

from publication.permalink import page_address
from publication.site.listing import MARKED, list_articles, marked_in_section
from publication.site.page import Absent, Asked, Crumb, Page

TREE = """
SELECT id, parent_id, permalink, title, articles FROM sections WHERE site_id = ? ORDER BY id"""
SITES = "SELECT id, title FROM sites ORDER BY title, id"
SECTION = """
SELECT s.id, s.permalink, s.title, s.parent_id, s.url, s.articles, s.site_id, t.title AS site
FROM sections AS s JOIN sites AS t ON t.id = s.site_id WHERE s.permalink = ?"""
ABOVE = "SELECT id, permalink, title, parent_id FROM sections WHERE id = ?"
BELOW = "SELECT permalink, title, articles FROM sections WHERE parent_id = ? ORDER BY id"
_DEEPEST = 30


@dataclass(slots=True)
class Branch:
    """A section in the tree."""

    title: str
    """Its name."""
    address: str
    """Its page."""
    articles: int
    """Articles in it and below it."""
    branches: "list[Branch]"
    """Sections below it."""


def tree_page(db: sqlite3.Connection, asked: Asked) -> Page | Absent:
    """All sections of a site, `?site=`; without it of the only one, or the choice between several."""
    sites = db.execute(SITES).fetchall()
    wanted = asked.query.get("site") or (sites[0]["id"] if len(sites) == 1 else None)
    if wanted is not None and wanted not in [site["id"] for site in sites]:
        return Absent("Aucun site de cette archive ne porte ce nom.")
    trees = [
        (site["id"], site["title"], _tree(db, site["id"])) for site in sites if wanted is None or site["id"] == wanted
    ]
    return Page(
        template="sections.html",
        title="Rubriques",
        canonical="/rubriques" + (f"?site={wanted}" if len(sites) > 1 and wanted else ""),
        current="/rubriques",
        context={"trees": trees, "is_whole": wanted is not None, "wanted": wanted},
    )


def _tree(db: sqlite3.Connection, site: str) -> list[Branch]:
    """The sections of a site from the top; a section stands behind the one above it, for rows are in order of path."""
    branches: dict[int, Branch] = {}
    top: list[Branch] = []
    rows = db.execute(TREE, (site,)).fetchall()
    for row in rows:
        branches[row["id"]] = Branch(row["title"], page_address("section", row["permalink"]), row["articles"], [])
    for row in rows:
        above = branches.get(row["parent_id"])
        (top if above is None else above.branches).append(branches[row["id"]])
    return top


def section_page(db: sqlite3.Connection, asked: Asked) -> Page | Absent:
    """The page of a section."""
    section = db.execute(SECTION, (asked.named["permalink"],)).fetchone()
    if section is None:
        return Absent("Aucune rubrique de cette archive n’a cette adresse.")
    return Page(
        template="section.html",
        title=section["title"],
        canonical=page_address("section", section["permalink"]),
        current="/rubriques",
        description=f"Articles de la rubrique « {section['title']} », {section['site']}.",
        context={
            "section": section,
            "crumbs": crumbs_above(db, section["parent_id"]),
            "below": [
                (page_address("section", row["permalink"]), row["title"], row["articles"])
                for row in db.execute(BELOW, (section["id"],))
            ],
            "listing": list_articles(db, asked, MARKED, {"marked": marked_in_section(section["id"])}),
            "rubrique": urlencode({"rubrique": section["permalink"]}),
            "is_first": not asked.query,
        },
    )


def crumbs_above(db: sqlite3.Connection, section: int | None) -> list[Crumb]:
    """The way from the top down to a section, itself included; empty for None."""
    crumbs: list[Crumb] = []
    while section is not None and len(crumbs) < _DEEPEST:
        row = db.execute(ABOVE, (section,)).fetchone()
        crumbs.append(Crumb(row["title"], page_address("section", row["permalink"])))
        section = row["parent_id"]
    return crumbs[::-1]
