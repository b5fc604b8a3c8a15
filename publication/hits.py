"""Says what the passages are that were found: article or file, where it stands, the words around the matches; finding is for search."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from publication.ranking import OPEN
from publication.snippets import Marked, marked, snippet

_MOST_PAGES = 20
_ARTICLES = """
SELECT a.id, NULL, a.id, a.site_id, a.published_on, s.path, NULL, NULL, NULL
FROM articles AS a LEFT JOIN sections AS s ON s.id = a.section_id WHERE a.id IN (%s)"""
_FILES = """
SELECT p.id, p.file_id, p.article_id, f.site_id, a.published_on, s.path, p.page, p.label, f.media_type
FROM file_pages AS p JOIN files AS f ON f.id = p.file_id JOIN articles AS a ON a.id = p.article_id
LEFT JOIN sections AS s ON s.id = a.section_id WHERE p.id IN (%s)"""


@dataclass(frozen=True, slots=True)
class PageHit:
    """A page of a file that matches."""

    row: int
    """Row number of the page in this snapshot."""
    page: int | None
    """Page, slide or sheet, from 1; None: the format has none."""
    label: str | None
    """Name of the sheet or of the member of an archive; None: none."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One article, or one file with its page that matches best."""

    kind: Literal["article", "file"]
    """What it is."""
    row: int
    """Row number in this snapshot: of the article, or of the page of the file (`file_pages`)."""
    file: int | None
    """Row number of the file; None: an article."""
    article: int
    """Row number of the article, for a file of the newest one that announces it."""
    site: str
    """Short name of the site."""
    title: Marked
    """Title of the article or of the file."""
    published_on: str | None
    """ISO 8601, as precise as shown; of a file the date of that article; None: no date."""
    section: str | None
    """Names of the sections from the top, joined by ` > `; None: not known."""
    snippet: Marked
    """Words around the matches, cut at words; the beginning of the text where only the title matches."""
    page: PageHit | None
    """Of a file, the page the snippet is of; None: an article."""
    others: tuple[PageHit, ...]
    """Further pages of the file that match, of those that were looked at, in order."""
    media_type: str | None
    """Media type of the file by its content; None: an article, or not known."""


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that matches."""

    row: int
    """Its row number."""
    file: int | None
    """Row number of the file it is a page of; None: an article."""
    columns: tuple[str | None, ...]
    """Its marked texts: title, lead, body, text."""
    score: float = 0.0
    """How well it answers; 0 where that is not asked."""


def hits_of(db: sqlite3.Connection, found: Sequence[Sequence[Found]]) -> tuple[Hit, ...]:
    """What is shown of passages that were found, those of one file together."""
    things = {row: facts for row, *facts in _facts(db, [one.row for hit in found for one in hit[:_MOST_PAGES]])}
    hits = []
    for hit in found:
        pages = hit[:_MOST_PAGES]
        best = max(pages, key=lambda one: (one.score, sum(text.count(OPEN) for text in one.columns if text)))
        file, article, site, day, section, page, label, media_type = things[best.row]
        others = sorted((one.row for one in pages if one is not best), reverse=True)
        title, lead, body, text = best.columns
        hits.append(
            Hit(
                kind="article" if file is None else "file",
                row=best.row,
                file=file,
                article=article,
                site=site,
                title=marked(title or ""),
                published_on=day,
                section=section,
                snippet=snippet((body, text, lead)),
                page=None if file is None else PageHit(best.row, page, label),
                others=tuple(PageHit(row, things[row][5], things[row][6]) for row in others),
                media_type=media_type,
            )
        )
    return tuple(hits)


def _facts(db: sqlite3.Connection, rows: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    places = ", ".join("?" * len(rows))
    for statement in (_ARTICLES, _FILES):
        yield from db.execute(statement % places, rows)
