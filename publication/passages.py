"""Makes the full text of a snapshot whose rows have their final numbers: marks, index, vocabulary, years; finding is for `search`."""

import sqlite3

from publication.french import stem

MARKS = """
WITH RECURSIVE marked (id, marks) AS (
    SELECT id, 'rubrique' || id FROM sections WHERE parent_id IS NULL
    UNION ALL
    SELECT s.id, 'rubrique' || s.id || ' ' || marked.marks FROM marked JOIN sections AS s ON s.parent_id = marked.id)
UPDATE sections SET marks = marked.marks FROM marked WHERE marked.id = sections.id"""

# As much of the index as is gathered before it is written (a MB unless told): with that, it took 6.0 s in place of 3.4.
INDEX = (
    "INSERT INTO passages_fts (passages_fts, rank) VALUES ('hashsize', 134217728)",
    "INSERT INTO passages_fts (passages_fts) VALUES ('rebuild')",
    "INSERT INTO passages_fts (passages_fts) VALUES ('optimize')",
)

# Longer terms are addresses and broken text: nobody types them, and they have no other forms.
LONGEST_WORD = 40
VOCABULARY = (
    "CREATE VIRTUAL TABLE temp.terms USING fts5vocab (main, passages_fts, col)",
    f"""
INSERT INTO vocabulary (word, stem, passages)
SELECT term, stem(term), sum(doc) FROM temp.terms WHERE col <> 'marks' AND length(term) <= {LONGEST_WORD} GROUP BY term""",
    "DROP TABLE temp.terms",
)

YEARS = """
INSERT INTO years (year, first_id, last_id)
SELECT coalesce(substr(a.published_on, 1, 4), 'sans date'), min(coalesce(p.first_id, a.id)), max(a.id)
FROM articles AS a
LEFT JOIN (SELECT article_id, min(id) AS first_id FROM file_pages GROUP BY article_id) AS p ON p.article_id = a.id
GROUP BY 1"""


def mark_sections(db: sqlite3.Connection) -> None:
    """Give each section the tokens of those it stands in, which passages are found by."""
    db.execute(MARKS)


def index_passages(db: sqlite3.Connection) -> None:
    """Make the index of the full text, once articles and pages of files are all there and numbered in order of date. No row of
    content is changed."""
    for statement in INDEX:
        db.execute(statement)


def count_words(db: sqlite3.Connection) -> None:
    """Fill what the search reads beside the index: its words with their stems, and where each year begins and ends."""
    db.create_function("stem", 1, stem, deterministic=True)
    for statement in (*VOCABULARY, YEARS):
        db.execute(statement)


def site_mark(site_id: str) -> str:
    """Token of the passages of a site.

    >>> site_mark("lab-2")
    'site6c61622d32'
    """
    return "site" + site_id.encode("utf-8", "replace").hex()


def section_mark(section_id: int) -> str:
    """Token of the passages in a section and below it."""
    return f"rubrique{section_id}"


KIND_MARKS = {"article": "article", "file": "fichier"}
"""Tokens of articles and of pages of files."""
