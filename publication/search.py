"""Finds passages in a snapshot, newest or oldest first or by relevance; how words are widened and scored is not its matter.

Every statement reads the index in order of rows and stops early, so that a search costs the same for any word. Row numbers
hold inside one snapshot only.
"""

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from publication.passages import KIND_MARKS, section_mark, site_mark
from publication.query import Query, parse_query
from publication.ranking import CLOSE, OPEN, Scorer
from publication.suggesting import Suggestion, suggest
from publication.widening import Group, match_expression, widen

PAGE = 20
"""Hits shown at once."""
MOST_COUNTED = 10_001
"""Passages that are counted; so many means that many or more."""
MOST_RANKED = 1_000
"""Passages that are scored, the newest that match."""
MOST_RANKED_TEXT = 3_000_000
"""Characters of text that are read for it: with long texts fewer are scored."""
_MOST_FOLDED = 1_000
_MOST_PAGES = 20
_SNIPPET_WORDS = 32

Sort = Literal["newest", "oldest", "relevance"]

_RANGE = "rowid BETWEEN :first AND :last"
COUNT = f"""
SELECT count(*) FROM (SELECT 1 FROM passages_fts WHERE passages_fts MATCH :match AND {_RANGE} LIMIT {MOST_COUNTED})"""
NEWEST, OLDEST = (
    f"""
SELECT f.rowid, p.file_id FROM passages_fts AS f LEFT JOIN file_pages AS p ON p.id = f.rowid
WHERE passages_fts MATCH :match AND f.{_RANGE} ORDER BY f.rowid {order} LIMIT {_MOST_FOLDED}"""
    for order in ("DESC", "ASC")
)
MARKED = f"""
SELECT f.rowid, p.file_id, {", ".join(f"highlight(passages_fts, {n}, char(2), char(3))" for n in range(4))}
FROM passages_fts AS f LEFT JOIN file_pages AS p ON p.id = f.rowid
WHERE passages_fts MATCH :match AND f.{_RANGE} ORDER BY f.rowid DESC LIMIT {MOST_RANKED}"""
# The plus keeps FTS5 from starting the search anew for each row of the list. Nothing is ranked here: of a statement that
# ranks, a snippet is worked out for every match.
SNIPPETS = f"""
SELECT rowid, highlight(passages_fts, 0, char(2), char(3)),
       {", ".join(f"snippet(passages_fts, {n}, char(2), char(3), '…', {_SNIPPET_WORDS})" for n in (1, 2, 3))}
FROM passages_fts WHERE passages_fts MATCH :match AND {_RANGE} AND +rowid IN (%s) ORDER BY rowid DESC"""
ARTICLES = """
SELECT a.id, NULL, a.id, a.site_id, a.published_on, s.path, NULL, NULL, NULL
FROM articles AS a LEFT JOIN sections AS s ON s.id = a.section_id WHERE a.id IN (%s)"""
FILES = """
SELECT p.id, p.file_id, p.article_id, f.site_id, a.published_on, s.path, p.page, p.label, f.media_type
FROM file_pages AS p JOIN files AS f ON f.id = p.file_id JOIN articles AS a ON a.id = p.article_id
LEFT JOIN sections AS s ON s.id = a.section_id WHERE p.id IN (%s)"""
EXTENT = "SELECT coalesce(min(first_id), 1), coalesce(max(last_id), 0) FROM years"
YEAR = "SELECT first_id, last_id FROM years WHERE year = ?"


@dataclass(frozen=True, slots=True)
class Filters:
    """To what a search is narrowed; None: not."""

    site: str | None = None
    """Short name of a site."""
    section: int | None = None
    """Row number of a section: it and all below it."""
    kind: Literal["article", "file"] | None = None
    """Articles only, or files only."""
    year: str | None = None
    """Year of publication, four digits, or `sans date`."""


EVERYTHING = Filters()
"""No filter."""

Marked = tuple[tuple[str, bool], ...]
"""Plain text in pieces, each with whether it is a match. It is text and no HTML: escape each piece, then mark it."""


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
class Results:
    """What was found."""

    query: Query
    """What was understood of what was typed."""
    groups: tuple[Group, ...]
    """What each wanted term was looked for as."""
    hits: tuple[Hit, ...]
    """At most PAGE of them."""
    total: int
    """Passages that match (articles, and pages of files each for itself), MOST_COUNTED at most."""
    is_capped: bool
    """Whether there may be more than `total`."""
    ranked: int | None
    """By relevance: how many passages, the newest, were scored; all, where it equals `total`. None: in order of date."""
    cursor: int | None
    """What to give as `cursor` for the hits after these, in this snapshot; None: there are none."""
    suggestions: tuple[Suggestion, ...]
    """Other questions that find something, when nothing was found."""


def find(
    db: sqlite3.Connection,
    typed: str,
    filters: Filters = EVERYTHING,
    *,
    sort: Sort = "newest",
    cursor: int | None = None,
) -> Results:
    """Search the snapshot open as `db`. Any string is a query, and an empty one is all there is; no input is an error.

    `cursor` is that of the results before, of the same query and snapshot; any other number gives some place in the list.
    Relevance needs words to be relevant to: without, it is newest first.
    """
    query = parse_query(typed)
    groups = widen(db, query.wanted)
    search = _narrowed(db, query, filters, groups)
    total = search.count()
    if sort == "relevance" and groups:
        ranked, found, after = _by_relevance(search, groups, max(cursor or 0, 0))
    else:
        ranked, (found, after) = None, _by_date(search, cursor, is_oldest_first=sort == "oldest")
    suggestions: tuple[Suggestion, ...] = ()
    if total == 0 and typed.strip():
        filtered = None if filters == EVERYTHING else _narrowed(db, query, EVERYTHING, groups).count()
        suggestions = suggest(db, query, groups, filtered, lambda other: _narrowed(db, other, filters).count())
    return Results(
        query=query,
        groups=groups,
        hits=_hits(search, found, is_ranked=ranked is not None),
        total=total,
        is_capped=total == MOST_COUNTED,
        ranked=ranked,
        cursor=after,
        suggestions=suggestions,
    )


@dataclass(frozen=True, slots=True)
class _Search:
    """A search that is ready to run."""

    db: sqlite3.Connection
    """The snapshot."""
    match: str
    """Expression for FTS5."""
    first: int
    """Lowest row that counts."""
    last: int
    """Highest row that counts."""

    def run(self, statement: str, *rows: int) -> sqlite3.Cursor:
        """Run a statement; `rows` are between the numbers of this class, and were read in this snapshot."""
        given = {"match": self.match, "first": self.first, "last": self.last}
        return self.db.execute(statement % ", ".join(map(str, rows)) if rows else statement, given)

    def count(self) -> int:
        """How many passages match, MOST_COUNTED at most."""
        return int(self.run(COUNT).fetchone()[0])


def _narrowed(
    db: sqlite3.Connection, query: Query, filters: Filters, groups: tuple[Group, ...] | None = None
) -> _Search:
    groups = widen(db, query.wanted) if groups is None else groups
    first, last = db.execute(EXTENT).fetchone()
    if filters.year is not None:
        first, last = db.execute(YEAR, (filters.year,)).fetchone() or (1, 0)
    return _Search(db, match_expression(groups, widen(db, query.unwanted), _marks(filters)), first, last)


def _marks(filters: Filters) -> list[str]:
    """Tokens that all passages have that pass these filters; the year is none of them, for it is a range of rows."""
    return [
        *([] if filters.site is None else [site_mark(filters.site)]),
        *([] if filters.section is None else [section_mark(filters.section)]),
        *([] if filters.kind is None else [KIND_MARKS[filters.kind]]),
    ]


def _by_date(search: _Search, cursor: int | None, *, is_oldest_first: bool) -> tuple[list[list[int]], int | None]:
    """Rows of the hits, those of one file together, and where to go on."""
    if cursor is not None and is_oldest_first:
        search = replace(search, first=min(max(search.first, cursor + 1), search.last + 1))
    elif cursor is not None:
        search = replace(search, last=max(min(search.last, cursor - 1), search.first - 1))
    found: list[list[int]] = []
    before: int | None = None
    looked_at = row = 0
    for row, file in search.run(OLDEST if is_oldest_first else NEWEST):
        looked_at += 1
        if file is None or file != before:
            if len(found) == PAGE:
                return found, found[-1][-1]
            found.append([])
        found[-1].append(row)
        before = file
    return found, row if looked_at == _MOST_FOLDED else None


def _by_relevance(search: _Search, groups: Sequence[Group], shown: int) -> tuple[int, list[list[int]], int | None]:
    """How many passages were scored, the rows of the hits after the first `shown`, the best of each first, and where to go on."""
    scorer = Scorer(groups, search.last - search.first + 1)
    scored: list[tuple[float, int, tuple[str, int]]] = []
    length = 0
    for row, file, *columns in search.run(MARKED):
        scored.append((scorer.score(columns), row, ("article", row) if file is None else ("file", file)))
        length += sum(len(column) for column in columns if column)
        if length > MOST_RANKED_TEXT:
            break
    hits: dict[tuple[str, int], list[int]] = {}
    for _, row, thing in sorted(scored, reverse=True):
        hits.setdefault(thing, []).append(row)
    after = shown + PAGE
    return len(scored), list(hits.values())[shown:after], after if after < len(hits) else None


def _hits(search: _Search, found: Sequence[Sequence[int]], *, is_ranked: bool) -> tuple[Hit, ...]:
    rows = sorted(row for hit in found for row in hit[:_MOST_PAGES])
    if not rows:
        return ()
    shown = replace(search, first=rows[0], last=rows[-1])
    texts = {row: (title, _best(lead, body, text)) for row, title, lead, body, text in shown.run(SNIPPETS, *rows)}
    things = {row: facts for row, *facts in (*shown.run(ARTICLES, *rows), *shown.run(FILES, *rows))}
    hits = []
    for hit in found:
        pages = hit[:_MOST_PAGES]
        best = pages[0] if is_ranked else max(pages, key=lambda row: texts[row][1].count(OPEN))
        file, article, site, day, section, page, label, media_type = things[best]
        others = sorted(row for row in pages if row != best)[::-1]
        hits.append(
            Hit(
                kind="article" if file is None else "file",
                row=best,
                file=file,
                article=article,
                site=site,
                title=marked(texts[best][0]),
                published_on=day,
                section=section,
                snippet=marked(texts[best][1]),
                page=None if file is None else PageHit(best, page, label),
                others=tuple(PageHit(row, things[row][5], things[row][6]) for row in others),
                media_type=media_type,
            )
        )
    return tuple(hits)


def _best(lead: str | None, body: str | None, text: str | None) -> str:
    """Of snippets the one with most matches; of those with as many, rather the text."""
    return max((body or "", text or "", lead or ""), key=lambda snippet: (snippet.count(OPEN), bool(snippet)))


def marked(text: str) -> Marked:
    """Text with markers, as pieces; blanks in a row and line ends are one blank.

    >>> marked(f"une {OPEN}aide{CLOSE} de l’État")
    (('une ', False), ('aide', True), (' de l’État', False))
    """
    pieces = []
    is_match = False
    for piece in re.split(f"([{OPEN}{CLOSE}])", re.sub(r"\s+", " ", text)):
        if piece in (OPEN, CLOSE):
            is_match = piece == OPEN
        elif piece:
            pieces.append((piece, is_match))
    return tuple(pieces)
