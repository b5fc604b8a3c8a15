"""The search page, and its results as data: what is asked is for `question`, what is found and how for `publication.search`."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from publication.hits import Hit, PageHit
from publication.permalink import page_address
from publication.query import MOST_TERMS, SHORTEST_PREFIX
from publication.search import MOST_RANKED, PAGE, Results, find
from publication.site.by_address import typed_address
from publication.site.csv_lines import FOR_SPREADSHEET, MARK, PARAMETER, VALUE, Cell, line_of, spreadsheet_line
from publication.site.file_words import harmless
from publication.site.listing import shortened
from publication.site.page import Absent, Asked, Data, Page
from publication.site.question import PARAMETERS, YEARS, narrowed_to, question_of
from publication.site.sections import SITES
from publication.site.timeline import typed_month
from publication.site.wording import NO_BREAK, date_words, type_words
from publication.snippets import Marked
from publication.suggesting import as_written

_OTHER_PAGES = 8
_HEADING = 80
# Each is looked up in the index, 0.15 ms.
_MOST_FORMS = 12

SECTIONS = """
SELECT permalink, title, parent_id FROM sections
WHERE site_id = :site AND (parent_id IS NULL OR parent_id IN (SELECT id FROM sections WHERE site_id = :site AND parent_id IS NULL))
ORDER BY id LIMIT 150"""
ARTICLES = "SELECT id, permalink, language FROM articles WHERE id IN (%s)"
FILES = """
SELECT p.id, f.permalink, p.position, p.source, f.path FROM file_pages AS p JOIN files AS f ON f.id = p.file_id WHERE p.id IN (%s)"""


@dataclass(frozen=True, slots=True)
class Found:
    """A hit as it is shown."""

    hit: Hit
    """What the search gave."""
    address: str
    """Page that shows it."""
    permalink: str
    """Its lasting name."""
    language: str | None
    """ISO 639-1 of an article; None: a file, or not known."""
    date: str | None
    """Date in words."""
    type: str | None
    """Type of a file, in words; None: an article."""
    page: str | None
    """Page of the file the words stand on; None: an article, or the file has no pages."""
    others: tuple[tuple[str, str], ...]
    """Further pages of the file: name and address."""
    is_cut: bool
    """Whether there are more of these than are named."""


def search_page(db: sqlite3.Connection, asked: Asked) -> Page | Absent:
    """The search page: the form, and what is found for the question in the address."""
    question = question_of(db, asked)
    if isinstance(question, Absent):
        return question
    sites = db.execute(SITES).fetchall()
    is_asked = bool(asked.query)
    heading = shortened(question.typed, _HEADING)
    results = (
        find(db, question.typed, question.filters, sort=question.sort, cursor=asked.number("suite"))
        if is_asked
        else None
    )
    chosen_site = question.filters.site or (sites[0]["id"] if len(sites) == 1 else None)
    shown = {name: value for name, value in asked.query.items() if name in PARAMETERS}
    bare = Asked("/recherche", {}, shown)
    return Page(
        template="search.html",
        title=f"Recherche{NO_BREAK}: {heading}" if heading else "Recherche",
        canonical=bare.with_query(),
        current="/recherche",
        is_indexed=not is_asked,
        context={
            "typed": question.typed,
            "heading": heading,
            "question": question,
            "sites": sites,
            "site_titles": {row["id"]: row["title"] for row in sites},
            "years": [row["year"] for row in db.execute(YEARS)],
            "sections": db.execute(SECTIONS, {"site": chosen_site}).fetchall() if chosen_site else [],
            "results": results,
            "found": found(db, results.hits) if results else (),
            "widened": _widened(db, results) if results else [],
            "address": typed_address(db, question.typed),
            "month": typed_month(db, question.typed) if results and results.total == 0 else None,
            "most_terms": MOST_TERMS,
            "shortest_prefix": SHORTEST_PREFIX,
            "short_beginnings": _short_beginnings(results) if results else [],
            "is_continued": asked.number("suite") is not None,
            "narrowed_to": narrowed_to(question, sites),
            "first": bare.with_query(suite=None),
            "next": bare.with_query(suite=results.cursor) if results and results.cursor is not None else None,
            "suggestions": [
                (suggestion, bare.with_query(**_asked_again(suggestion.reason, suggestion.typed)))
                for suggestion in (results.suggestions if results else ())
            ],
            "json": Asked("/recherche.json", {}, shown).with_query(),
            "csv": Asked("/recherche.csv", {}, shown).with_query(),
            "spreadsheet": Asked("/recherche.csv", {}, shown).with_query(**FOR_SPREADSHEET),
        },
    )


def search_data(db: sqlite3.Connection, asked: Asked) -> Data | Absent:
    """The same results as JSON, as many at once, or as CSV, up to MOST_RANKED at once; and how to go on."""
    question = question_of(db, asked)
    if isinstance(question, Absent):
        return question
    most = MOST_RANKED if asked.named["format"] == "csv" else PAGE
    results = find(db, question.typed, question.filters, sort=question.sort, cursor=asked.number("suite"), most=most)
    rows = [_row(one) for one in found(db, results.hits)]
    following = asked.with_query(suite=results.cursor) if results.cursor is not None else None
    if asked.named["format"] == "json":
        answer = {
            "question": question.typed,
            "total": results.total,
            "total_is_least": results.is_least,
            "next": following,
        }
        return Data(json.dumps(answer | {"rows": rows}, ensure_ascii=False), "application/json")
    lines: list[Sequence[Cell]] = [_COLUMNS, *([row[name] for name in _COLUMNS] for row in rows)]
    if asked.query.get(PARAMETER) == VALUE:
        return Data(MARK + "".join(map(spreadsheet_line, lines)), "text/csv; charset=utf-8", following)
    return Data("".join(map(line_of, lines)), "text/csv; charset=utf-8", following)


_COLUMNS = ("kind", "permalink", "title", "published_on", "site", "section", "media_type", "page", "snippet")


def found(db: sqlite3.Connection, hits: Sequence[Hit]) -> tuple[Found, ...]:
    """Hits with the addresses of their pages."""
    articles = _rows(db, ARTICLES, [hit.row for hit in hits if hit.kind == "article"])
    pages = [row for hit in hits if hit.page for row in (hit.row, *(other.row for other in hit.others))]
    files = _rows(db, FILES, pages)
    return tuple(_shown(hit, articles if hit.kind == "article" else files) for hit in hits)


def _shown(hit: Hit, rows: dict[int, sqlite3.Row]) -> Found:
    row = rows[hit.row]
    hit = replace(hit, title=_harmless(hit.title), snippet=_harmless(hit.snippet))  # names of files stand in both
    date = date_words(hit.published_on) if hit.published_on else None
    if hit.kind == "article":
        address = page_address("article", row["permalink"])
        return Found(hit, address, row["permalink"], row["language"], date, None, None, (), False)

    def at(page: PageHit) -> str:
        address = page_address("file", row["permalink"])
        there = rows[page.row]
        return address if there["source"] == "name" else f"{address}?page={there['position']}#texte"

    page = cast(PageHit, hit.page)
    others = tuple((_page_name(other), at(other)) for other in hit.others[:_OTHER_PAGES])
    return Found(
        hit, at(page), row["permalink"], None, date, type_words(hit.media_type, row["path"]), _page_name(page) or None,
        others, len(hit.others) > _OTHER_PAGES,
    )  # fmt: skip


def _harmless(pieces: Marked) -> Marked:
    return tuple((harmless(words), is_match) for words, is_match in pieces)


def _page_name(page: PageHit) -> str:
    return harmless(page.label) if page.label else (f"page {page.page}" if page.page is not None else "")


def _rows(db: sqlite3.Connection, statement: str, ids: Sequence[int]) -> dict[int, sqlite3.Row]:
    return {row["id"]: row for row in db.execute(statement % ", ".join(map(str, ids)))}


def _widened(db: sqlite3.Connection, results: Results) -> list[tuple[str, list[str], bool]]:
    """Terms that were looked for in further forms, with the most frequent of these as texts write them, and whether there are more."""
    groups = [group for group in results.groups if len(group.phrases) > 1] if results.hits else []
    most = max(_MOST_FORMS // max(len(groups), 1), 1)
    widened = []
    for group in groups:
        forms = [as_written(db, phrase) for phrase in group.phrases[1 : most + 1]]
        known = [form for form in dict.fromkeys(forms) if form and form != group.term.typed]
        if known:
            widened.append((group.term.typed, known, len(group.phrases) > most + 1))
    return widened


def _short_beginnings(results: Results) -> list[str]:
    """Words with an asterisk that are too short to be taken as beginnings."""
    terms = (*results.query.wanted, *results.query.unwanted)
    return [term.typed for term in terms if term.kind == "word" and term.typed.endswith("*")]


def _asked_again(reason: str, typed: str) -> dict[str, Any]:
    narrower = dict.fromkeys(("site", "rubrique", "annee", "genre")) if reason == "no-filters" else {}
    return {"q": typed, **narrower}


def _row(one: Found) -> dict[str, Any]:
    hit = one.hit
    return {
        "kind": hit.kind,
        "permalink": one.permalink,
        "title": _plain(hit.title),
        "published_on": hit.published_on,
        "site": hit.site,
        "section": hit.section,
        "media_type": hit.media_type,
        "page": hit.page.page if hit.page else None,
        "snippet": _plain(hit.snippet),
    }


def _plain(pieces: Marked) -> str:
    return "".join(text for text, _ in pieces)
