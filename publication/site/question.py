"""What a search asks, by its address: words, filters, order, and how these are told; what is found is for `search`."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from publication.search import Filters, Sort
from publication.site.listing import shortened
from publication.site.page import Absent, Asked
from publication.site.sections import SITES
from publication.site.wording import NO_BREAK

MOST_TYPED = 400
"""Characters of a question that are read."""
PARAMETERS = ("q", "site", "rubrique", "annee", "genre", "tri")
"""Names in the address by which a question is asked."""
_SORTS: dict[str, Sort] = {"recents": "newest", "anciens": "oldest", "pertinence": "relevance"}
_KINDS: dict[str, Literal["article", "file"]] = {"articles": "article", "fichiers": "file"}

YEARS = "SELECT year FROM years ORDER BY year DESC"
SECTION = "SELECT id, site_id, permalink, title, path FROM sections WHERE permalink = ?"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, by the address."""

    typed: str
    """Words, as typed."""
    filters: Filters
    """To what it is narrowed."""
    sort: Sort
    """Order."""
    section: sqlite3.Row | None
    """Section it is narrowed to."""
    sort_name: str
    """Order, as the address names it."""
    kind_name: str
    """Articles or files, as the address names it; empty: both."""


def question_of(db: sqlite3.Connection, asked: Asked) -> Question | Absent:
    """The question; Absent where it names a section, site or year that the archive does not know."""
    query = asked.query
    section = db.execute(SECTION, (query["rubrique"],)).fetchone() if query.get("rubrique") else None
    if query.get("rubrique") and section is None:
        return Absent("Aucune rubrique de cette archive ne porte ce nom.")
    site, year = query.get("site") or None, query.get("annee") or None
    if site is not None and site not in [row["id"] for row in db.execute(SITES)]:
        return Absent("Aucun site de cette archive ne porte ce nom.")
    if year is not None and year not in [row["year"] for row in db.execute(YEARS)]:
        return Absent(f"L’archive n’a rien de l’année «{NO_BREAK}{shortened(year, 20)}{NO_BREAK}».")
    if section is not None and site not in (None, section["site_id"]):
        section = None  # another site was chosen in the form: its sections are others
    sort_name = query.get("tri", "") if query.get("tri") in _SORTS else "recents"
    kind_name = query.get("genre", "") if query.get("genre") in _KINDS else ""
    return Question(
        typed=query.get("q", "")[:MOST_TYPED].strip(),
        filters=Filters(
            site=site,
            section=None if section is None else section["id"],
            kind=_KINDS.get(kind_name),
            year=year,
        ),
        sort=_SORTS[sort_name],
        section=section,
        sort_name=sort_name,
        kind_name=kind_name,
    )


def narrowed_to(question: Question, sites: Sequence[sqlite3.Row]) -> list[str]:
    """Words for what the results are narrowed to, and for an order that is not the usual one."""
    filters = question.filters
    told = [
        {"article": "articles", "file": "fichiers", None: None}[filters.kind],
        filters.year,
        next((site["title"] for site in sites if site["id"] == filters.site and len(sites) > 1), None),
        question.section["title"] if question.section else None,
        {"newest": None, "oldest": "les plus anciens d’abord", "relevance": "les plus proches d’abord"}[question.sort],
    ]
    return [words for words in told if words]
