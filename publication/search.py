"""Finds passages in a snapshot, newest or oldest first or by relevance; how words are widened and scored is not its matter.

Every statement reads the index in order of rows and stops early, so that a search costs the same for any word. Row numbers
hold inside one snapshot only.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from publication.hits import Found, Hit, hits_of
from publication.passages import KIND_MARKS, section_mark, site_mark
from publication.query import Query, parse_query
from publication.ranking import Scorer
from publication.suggesting import Suggestion, suggest
from publication.widening import Group, match_expression, widen

PAGE = 20
"""Hits shown at once."""
MOST_COUNTED = 10_001
"""Passages that are counted at most."""
MOST_RANKED = 1_000
"""Passages that are scored, the newest that match."""
MOST_RANKED_TEXT = 1_000_000
"""Characters of text that are read for it: with long texts fewer are scored."""
_MOST_READ = 8_000
"""Entries of the index that are read for counting where words must meet; more took half of the time of a search."""

Sort = Literal["newest", "oldest", "relevance"]

_RANGE = "rowid BETWEEN :first AND :last"
COUNT = f"""
SELECT count(*) FROM (SELECT 1 FROM passages_fts WHERE passages_fts MATCH :match AND {_RANGE} LIMIT {MOST_COUNTED})"""
# Read row by row, only as far as it is needed; nothing is sorted, so nothing is marked that is not read.
NEWEST, OLDEST = (
    f"""
SELECT f.rowid, p.file_id, {", ".join(f"highlight(passages_fts, {n}, char(2), char(3))" for n in range(4))}
FROM passages_fts AS f LEFT JOIN file_pages AS p ON p.id = f.rowid
WHERE passages_fts MATCH :match AND f.{_RANGE} ORDER BY f.rowid {order} LIMIT {MOST_RANKED}"""
    for order in ("DESC", "ASC")
)
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


@dataclass(frozen=True, slots=True)
class Results:
    """What was found."""

    query: Query
    """What was understood of what was typed."""
    groups: tuple[Group, ...]
    """What each wanted term was looked for as."""
    hits: tuple[Hit, ...]
    """At most so many as were asked for, PAGE of them unless told."""
    total: int
    """Passages that match: articles, and pages of files each for itself."""
    is_least: bool
    """Whether there may be more than `total`: counting ends at MOST_COUNTED, and earlier where it would take long."""
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
    most: int = PAGE,
) -> Results:
    """Search the snapshot open as `db`. Any string is a query, and an empty one is all there is; no input is an error.

    `cursor` is that of the results before, of the same query and snapshot; any other number gives some place in the list.
    Relevance needs words to be relevant to: without, it is newest first. `most` hits are given at once, MOST_RANKED at most.
    """
    query = parse_query(typed)
    groups = widen(db, query.wanted)
    search = _narrowed(db, query, filters, groups)
    total, is_least = search.count()
    if sort == "relevance" and groups:
        ranked, found, after = _by_relevance(search, groups, max(cursor or 0, 0), most)
    else:
        ranked, (found, after) = None, _by_date(search, cursor, most, is_oldest_first=sort == "oldest")
        if cursor is None and after is None:
            total, is_least = 0, False  # all that there is was found
    total = max(total, sum(map(len, found)))
    suggestions: tuple[Suggestion, ...] = ()
    if total == 0 and typed.strip():
        filtered = None if filters == EVERYTHING else _narrowed(db, query, EVERYTHING, groups).count()[0]
        suggestions = suggest(db, query, groups, filtered, lambda other: _narrowed(db, other, filters).count()[0])
    return Results(
        query=query,
        groups=groups,
        hits=hits_of(db, found),
        total=total,
        is_least=is_least,
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
    reads: int
    """About how many entries of the index are read to count all matches."""

    def run(self, statement: str) -> sqlite3.Cursor:
        """Run a statement on the rows of this search."""
        return self.db.execute(statement, {"match": self.match, "first": self.first, "last": self.last})

    def count(self) -> tuple[int, bool]:
        """How many passages match, and whether there may be more: only so many of the newest rows are looked through."""
        rows = self.last - self.first + 1
        looked_at = rows if self.reads <= _MOST_READ else rows * _MOST_READ // self.reads
        newest = replace(self, first=self.last - looked_at + 1)
        total = int(newest.run(COUNT).fetchone()[0])
        return total, total == MOST_COUNTED or looked_at < rows


def _narrowed(
    db: sqlite3.Connection, query: Query, filters: Filters, groups: tuple[Group, ...] | None = None
) -> _Search:
    groups = widen(db, query.wanted) if groups is None else groups
    first, last = db.execute(EXTENT).fetchone()
    if filters.year is not None:
        first, last = db.execute(YEAR, (filters.year,)).fetchone() or (1, 0)
    match = match_expression(groups, widen(db, query.unwanted), _marks(filters))
    return _Search(db, match, first, last, _reads(groups))


def _reads(groups: Sequence[Group]) -> int:
    """Matches of a word stand one behind the other; where several must meet, the rarest leads, and phrases cost by their number."""
    if len(groups) == 1 and len(groups[0].phrases[0]) == 1:
        return 0
    entries = (group.passages * (1 if len(group.phrases[0]) == 1 else len(group.phrases)) for group in groups)
    return min(entries, default=0) * len(groups)


def _marks(filters: Filters) -> list[str]:
    """Tokens that all passages have that pass these filters; the year is none of them, for it is a range of rows."""
    return [
        *([] if filters.site is None else [site_mark(filters.site)]),
        *([] if filters.section is None else [section_mark(filters.section)]),
        *([] if filters.kind is None else [KIND_MARKS[filters.kind]]),
    ]


def _by_date(
    search: _Search, cursor: int | None, most: int, *, is_oldest_first: bool
) -> tuple[list[list[Found]], int | None]:
    """What is found, pages of one file together, and where to go on."""
    if cursor is not None and is_oldest_first:
        search = replace(search, first=min(max(search.first, cursor + 1), search.last + 1))
    elif cursor is not None:
        search = replace(search, last=max(min(search.last, cursor - 1), search.first - 1))
    hits: list[list[Found]] = []
    looked_at = 0
    for row, file, *columns in search.run(OLDEST if is_oldest_first else NEWEST):
        found = Found(row, file, tuple(columns))
        if file is None or not hits or file != hits[-1][0].file:
            if len(hits) == most:
                return hits, hits[-1][-1].row
            hits.append([])
        hits[-1].append(found)
        looked_at += 1
    return hits, hits[-1][-1].row if looked_at == MOST_RANKED else None


def _by_relevance(
    search: _Search, groups: Sequence[Group], shown: int, most: int
) -> tuple[int, list[list[Found]], int | None]:
    """How many passages were scored, what is found behind the first `shown` hits, the best first, and where to go on."""
    scorer = Scorer(groups, search.last - search.first + 1)
    scored: list[Found] = []
    length = 0
    for row, file, *columns in search.run(NEWEST):
        scored.append(Found(row, file, tuple(columns), scorer.score(columns)))
        length += sum(len(column) for column in columns if column)
        if length > MOST_RANKED_TEXT:
            break
    hits: dict[tuple[str, int], list[Found]] = {}
    for found in sorted(scored, key=lambda one: (one.score, one.row), reverse=True):
        thing = ("article", found.row) if found.file is None else ("file", found.file)
        hits.setdefault(thing, []).append(found)
    after = shown + most
    return len(scored), list(hits.values())[shown:after], after if after < len(hits) else None
