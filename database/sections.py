"""Sections, from breadcrumbs and from their own pages; which of the two tells them better is decided here."""

import sqlite3
from collections.abc import Iterator

from articles.article import Section
from articles.reading import SectionPage
from database.rows import SectionRow, section_chain
from sites.problem import Problem

_SECTION = """
SELECT s.id, s.spip_id, s.url, s.title, s.raw_title, s.parent_id, s.capture_id, EXISTS (
    SELECT 1 FROM readings AS r
    WHERE r.capture_id = s.capture_id AND r.outcome = 'section' AND r.identity = s.identity) AS has_page
FROM sections AS s WHERE s.identity = ?"""
_INSERT = """
INSERT INTO sections (identity, spip_id, url, title, raw_title, parent_id, capture_id)
VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id"""
_UPDATE = (
    "UPDATE sections SET spip_id = ?, url = ?, title = ?, raw_title = ?, parent_id = ?, capture_id = ? WHERE id = ?"
)
_PARENT = "SELECT parent_id FROM sections WHERE id = ?"
# A section that nothing leads to any more: no article, no section below, no page of its own. One layer a call.
_DROP_EMPTY = """
DELETE FROM sections
WHERE NOT EXISTS (SELECT 1 FROM articles AS a WHERE a.section_id = sections.id)
  AND NOT EXISTS (SELECT 1 FROM sections AS below WHERE below.parent_id = sections.id)
  AND NOT EXISTS (SELECT 1 FROM readings AS r WHERE r.identity = sections.identity AND r.outcome = 'section')"""


class SectionWriter:
    """Numbers sections and keeps what the best page says of each: its own page first, then the newest page below it."""

    def __init__(self, db: sqlite3.Connection, *, monolingual: bool):
        self._db = db
        self._monolingual = monolingual

    def write_crumbs(self, sections: tuple[Section, ...], capture_id: int, problems: list[Problem]) -> int | None:
        """Store the way to a page; row number of its last step, None where there is no way."""
        parent: int | None = None
        for row in section_chain(sections, monolingual=self._monolingual):
            parent = self._write(row, parent, capture_id, problems, own_page=False)
        return parent

    def write_page(self, page: SectionPage, capture_id: int, problems: list[Problem]) -> int:
        """Store a section as its own page tells it."""
        parent = self.write_crumbs(page.parents, capture_id, problems)
        row = SectionRow(page.identity.key, page.identity.number, page.url, page.title, page.raw_title)
        return self._write(row, parent, capture_id, problems, own_page=True)

    def _write(
        self, row: SectionRow, parent: int | None, capture_id: int, problems: list[Problem], *, own_page: bool
    ) -> int:
        present = self._db.execute(_SECTION, (row.identity,)).fetchone()
        if present is None:
            values = (row.identity, row.spip_id, row.url, row.title, row.raw_title, parent, capture_id)
            return int(self._db.execute(_INSERT, values).fetchone()[0])
        number = int(present["id"])
        if present["has_page"] and not own_page:
            # Its own page says its name best, but may print no way to itself.
            if present["parent_id"] is None and parent is not None and not self._leads_to(parent, number):
                self._db.execute("UPDATE sections SET parent_id = ? WHERE id = ?", (parent, number))
            return number
        if present["capture_id"] > capture_id and not own_page:
            return number
        if parent is None and own_page:
            parent = present["parent_id"]
        if parent is not None and parent != present["parent_id"] and self._leads_to(parent, number):
            message = f"section {row.identity} is said to be below itself; its place is kept as it was"
            problems.append(Problem(row.url or row.identity, "read", "section-cycle", message))
            parent = present["parent_id"]
        self._db.execute(_UPDATE, (row.spip_id, row.url, row.title, row.raw_title, parent, capture_id, number))
        return number

    def _leads_to(self, start: int, goal: int) -> bool:
        """Whether the way up from `start` passes `goal`: making it a parent of `goal` would close a circle."""
        return goal in self._way_up(start)

    def _way_up(self, number: int | None) -> Iterator[int]:
        while number is not None:
            yield number
            number = self._db.execute(_PARENT, (number,)).fetchone()[0]


def drop_empty_sections(db: sqlite3.Connection) -> None:
    """Take out the sections that nothing leads to any more, from the leaves up."""
    while db.execute(_DROP_EMPTY).rowcount > 0:
        pass
