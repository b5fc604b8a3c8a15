"""Lists of articles, newest first, a page at a time: which are in a list is for the page that shows it."""

import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from publication.passages import KIND_MARKS, section_mark
from publication.permalink import page_address
from publication.site.page import Asked
from publication.site.wording import date_words

PAGE = 30
"""Articles shown at once."""
_OPENING = 220

ENTRIES = """
SELECT a.id, a.permalink, a.title, a.published_on, a.language, a.files, a.site_id, t.title AS site,
       s.title AS section, substr(coalesce(a.lead, a.body_text), 1, 400) AS opening
FROM articles AS a JOIN sites AS t ON t.id = a.site_id LEFT JOIN sections AS s ON s.id = a.section_id"""
BETWEEN = f"{ENTRIES} WHERE {{which}} AND a.id > :low AND a.id < :high ORDER BY a.id {{order}} LIMIT :most"
MARKED = """
a.id IN (SELECT rowid FROM passages_fts WHERE passages_fts MATCH :marked AND rowid > :low AND rowid < :high
         ORDER BY rowid {order} LIMIT :most)"""
"""Articles that have the marks of an expression `:marked` (`marked_in_section`), read as far as they are shown."""
EVERYTHING = (0, 1 << 62)
"""Bounds of row numbers that hold all of them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in a list."""

    address: str
    """Address of its page."""
    title: str
    """Its title."""
    published_on: str | None
    """Date, ISO 8601, as precise as shown."""
    date: str | None
    """The same in words."""
    language: str | None
    """ISO 639-1."""
    site: str
    """Title of its site."""
    section: str | None
    """Title of its section."""
    opening: str
    """How its lead or text begins, cut at a word."""
    files: int
    """Files it announces."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list."""

    entries: tuple[Entry, ...]
    """What is shown, newest first."""
    newer: str | None
    """Address of the page with what is newer; None: these are the newest."""
    older: str | None
    """Address of the page with what is older; None: these are the oldest."""


def list_articles(
    db: sqlite3.Connection,
    asked: Asked,
    which: str = "TRUE",
    values: Mapping[str, object] | None = None,
    *,
    rows: tuple[int, int] = EVERYTHING,
    most: int = PAGE,
) -> Listing:
    """The page of a list that `avant` or `apres` (row numbers of this snapshot) asks for, else its first.

    `which` is a condition on `a` (articles) that an index with the row number behind it answers, or MARKED; `rows` are the
    bounds of row numbers, both left out, between which the list stands.
    """
    low, high = rows
    after = asked.number("apres")
    before = asked.number("avant") if after is None else None
    low = low if after is None else max(low, after)
    high = high if before is None else min(high, before)
    order = "DESC" if after is None else "ASC"
    statement = BETWEEN.format(which=which.format(order=order), order=order)
    found = db.execute(statement, {**(values or {}), "low": low, "high": high, "most": most + 1}).fetchall()
    if after is not None and not found:  # nothing is newer: the first page, then
        return list_articles(db, Asked(asked.path, asked.named, {}), which, values, rows=rows, most=most)
    has_more, shown = len(found) > most, found[:most]
    if after is not None:
        shown.reverse()
    has_newer = has_more if after is not None else before is not None
    has_older = has_more if after is None else True
    return Listing(
        entries=tuple(entry_of(row) for row in shown),
        newer=asked.with_query(apres=shown[0]["id"], avant=None) if has_newer and shown else None,
        older=asked.with_query(avant=shown[-1]["id"], apres=None) if has_older and shown else None,
    )


def marked_in_section(section: int) -> str:
    """Expression of the full text for the articles in a section and below it."""
    return f'marks : ("{section_mark(section)}" AND "{KIND_MARKS["article"]}")'


def entry_of(row: sqlite3.Row) -> Entry:
    """A row of ENTRIES."""
    return Entry(
        address=page_address("article", row["permalink"]),
        title=row["title"],
        published_on=row["published_on"],
        date=date_words(row["published_on"]) if row["published_on"] else None,
        language=row["language"],
        site=row["site"],
        section=row["section"],
        opening=shortened(row["opening"], _OPENING),
        files=row["files"],
    )


def shortened(text: str, most: int) -> str:
    """The beginning of a text on one line, cut at a word, or within the first where that is too long.

    >>> shortened("Un  mot, puis\\nun autre", 15), shortened("Court", 15), shortened("anticonstitutionnel", 6)
    ('Un mot, puis un…', 'Court', 'antico…')
    """
    line = re.sub(r"\s+", " ", text).strip()
    if len(line) <= most:
        return line
    return (re.sub(r"[\s,;:.–—-]*\S*$", "", line[: most + 1]) or line[:most]) + "…"
