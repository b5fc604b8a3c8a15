"""Numbers what a snapshot takes from an archive, in the order of the whole; what is taken is for selection."""

import sqlite3
from collections.abc import Sequence

from sites.site import Site

# Articles stand in order of date over all sites, but each archive is read once, in one transaction: until all sites are
# known its articles go by draft numbers in the same order, above any number that is given in the end. Tables of a
# database stand in schema.sql and nowhere else; these are TEMP ones, notes of one run and no part of the file. Pages of
# files share the sequence; their draft numbers stand above those of articles. Only what `published` lets through has a number,
# and only what has a number is taken. The small values of an article stand here too: in its own row they lie behind its text.
MAKE_NUMBERS = """
CREATE TEMP TABLE article_numbers (
    id INTEGER PRIMARY KEY, site_id TEXT, archive_id INTEGER, published_on TEXT, spip_id INTEGER, identity TEXT,
    section_id INTEGER, content_sha256 TEXT, capture_id INTEGER, source TEXT,
    UNIQUE (site_id, archive_id), UNIQUE (site_id, identity));
CREATE TEMP TABLE page_numbers (
    id INTEGER PRIMARY KEY, site_id TEXT, file_id INTEGER, article_id INTEGER, position INTEGER, UNIQUE (file_id, position));
CREATE TEMP TABLE final_numbers (draft_id INTEGER PRIMARY KEY, id INTEGER);
CREATE TEMP TABLE file_numbers (site_id TEXT, archive_id INTEGER, id INTEGER, PRIMARY KEY (site_id, archive_id));
CREATE TEMP TABLE section_numbers (
    site_id TEXT, archive_id INTEGER, id INTEGER, path TEXT, articles INTEGER, PRIMARY KEY (site_id, archive_id));
"""

# `2011` sorts before `2011-06`, so text order is the order of first days; what has no date comes first.
NUMBER_ARTICLES = """
INSERT INTO temp.article_numbers (
    id, site_id, archive_id, published_on, spip_id, identity, section_id, content_sha256, capture_id, source)
SELECT (1 << 40) + (SELECT count(*) FROM temp.article_numbers)
       + row_number() OVER (ORDER BY a.published_on NULLS FIRST, a.spip_id NULLS FIRST, a.identity),
       :site, a.id, a.published_on, a.spip_id, a.identity, a.section_id, a.content_sha256, a.capture_id, c.source
FROM archive.published AS p JOIN archive.articles AS a ON a.id = p.id JOIN archive.captures AS c ON c.id = a.capture_id
WHERE p.kind = 'article'"""
# The pages of a file stand right below the newest article that announces it, so that newest first brings the article,
# then its files from their first page on, and the pages of one file are neighbours.
ORDER_ALL = """
INSERT INTO temp.final_numbers (draft_id, id)
WITH
dated (draft_id, place) AS (
    SELECT id, row_number() OVER (ORDER BY published_on NULLS FIRST, site_id, spip_id NULLS FIRST, identity)
    FROM temp.article_numbers),
things (draft_id, place, file_id, position) AS (
    SELECT draft_id, place, NULL, NULL FROM dated
    UNION ALL
    SELECT p.id, d.place, p.file_id, p.position FROM temp.page_numbers AS p JOIN dated AS d ON d.draft_id = p.article_id)
SELECT draft_id, row_number() OVER (ORDER BY place, file_id DESC NULLS LAST, position DESC) FROM things"""


def _renumber(table: str, column: str) -> str:
    return (
        f"UPDATE {table} SET {column} = (SELECT f.id FROM temp.final_numbers AS f WHERE f.draft_id = {table}.{column})"
    )


# Of one site the order of all is known before any article is taken: then no row is written twice.
RENUMBER_PLANNED = (
    _renumber("article_numbers", "id"),
    _renumber("page_numbers", "id"),
    _renumber("page_numbers", "article_id"),
)
_OF_ARTICLES = [
    "article_files",
    "article_parts",
    "pictures",
    "edits",
    "versions",
    "version_captures",
    "originals",
    "file_pages",
]
RENUMBER_TAKEN = (
    *(_renumber(table, "id") for table in ("articles", "file_pages")),
    *(_renumber(table, "article_id") for table in _OF_ARTICLES),
)

NUMBER_FILES = """
INSERT INTO temp.file_numbers (site_id, archive_id, id)
SELECT :site, f.id, (SELECT count(*) FROM temp.file_numbers) + row_number() OVER (ORDER BY f.identity)
FROM archive.published AS p JOIN archive.attachments AS f ON f.id = p.id
WHERE p.kind = 'attachment'"""

# Only sections above a published article: a section that holds nothing else tells what was withdrawn. In order of their names
# as a reader has it, É among E; char(1) stands below every letter, so that what is below a section comes before its next sister.
NUMBER_SECTIONS = """
WITH RECURSIVE
way (section_id, above_id) AS (
    SELECT id, id FROM archive.sections
    UNION
    SELECT way.section_id, s.parent_id
    FROM way JOIN archive.sections AS s ON s.id = way.above_id
    WHERE s.parent_id IS NOT NULL),
held (above_id, articles) AS (
    SELECT way.above_id, count(*)
    FROM temp.article_numbers AS o JOIN way ON way.section_id = o.section_id
    WHERE o.site_id = :site
    GROUP BY way.above_id),
named (id, path) AS (
    SELECT id, title FROM archive.sections WHERE parent_id IS NULL
    UNION ALL
    SELECT s.id, named.path || ' > ' || s.title FROM named JOIN archive.sections AS s ON s.parent_id = named.id)
INSERT INTO temp.section_numbers (site_id, archive_id, id, path, articles)
SELECT :site, s.id,
       (SELECT count(*) FROM temp.section_numbers)
       + row_number() OVER (ORDER BY replace(fold(named.path), ' > ', char(1)), named.path, s.identity),
       named.path, held.articles
FROM held JOIN archive.sections AS s ON s.id = held.above_id JOIN named ON named.id = s.id"""

# A picture in which no words were recognised has no page. What has none, held or not, has a row all the same: it is found by its name.
NUMBER_PAGES = """
INSERT INTO temp.page_numbers (id, site_id, file_id, article_id, position)
SELECT (1 << 41) + (SELECT count(*) FROM temp.page_numbers) + row_number() OVER (ORDER BY n.id, p.position), :site, n.id,
       (SELECT max(o.id) FROM archive.article_attachments AS l
        JOIN temp.article_numbers AS o ON o.site_id = :site AND o.archive_id = l.article_id
        WHERE l.attachment_id = f.id),
       coalesce(p.position, 1)
FROM temp.file_numbers AS n
JOIN archive.attachments AS f ON f.id = n.archive_id
LEFT JOIN archive.content_pages AS p
    ON p.sha256 = f.sha256 AND NOT (p.source = 'ocr' AND p.text = '' AND p.number IS NULL)
WHERE n.site_id = :site"""


def number_rows(db: sqlite3.Connection, site: Site, *, alone: bool) -> None:
    """Number what is public of an attached archive. Where the site is `alone` the numbers are final."""
    for statement in (NUMBER_ARTICLES, NUMBER_FILES, NUMBER_SECTIONS, NUMBER_PAGES):
        db.execute(statement, {"site": site.name})
    if alone:
        _settle(db, RENUMBER_PLANNED)


def number_all(db: sqlite3.Connection) -> None:
    """Give all that was taken of several archives its final number."""
    _settle(db, RENUMBER_TAKEN)


def _settle(db: sqlite3.Connection, statements: Sequence[str]) -> None:
    for statement in (ORDER_ALL, *statements):
        db.execute(statement)
