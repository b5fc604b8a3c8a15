"""Reads what is new in an archive, or was read by older code, into its tables; what a page says is for articles."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from archive.ledger import Ledger, StoredCapture
from articles.reading import READING_VERSION
from database.due import due_batches, note_due
from database.files import settle_files
from database.reader import Found, read_stored
from database.sections import drop_empty_sections
from database.writer import Writer
from sites.problem import Problem
from sites.site import Site
from sites.skeleton import Skeleton

BATCH = 200
"""Captures in one transaction."""

Progress = Callable[[int, int], None]
"""Called with the captures read so far and those known to be due."""

# Dependents first; sections point at each other, which one statement may empty.
_EMPTY_ALL = tuple(
    f"DELETE FROM {table}"
    for table in (
        "edits",
        "pictures",
        "links",
        "article_attachments",
        "articles",
        "attachments",
        "sections",
        "reading_problems",
        "readings",
    )
)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did, and what the reading tables hold after it."""

    read: int
    """Captures read in this run; zero when nothing was new."""
    failed: int
    """Of these, captures on which the reader broke or whose bytes are damaged; more than zero: work is left undone."""
    articles: int
    """Articles held now."""
    sections: int
    """Sections held now."""
    attachments: Mapping[str, int]
    """Files known now, by state."""
    problems: Mapping[str, int]
    """Reading problems known now, by kind."""
    skeletons: Mapping[str, int]
    """Articles held now, by the skeleton they were read with."""


def build(
    ledger: Ledger,
    site: Site,
    skeletons: Iterable[Skeleton] | Mapping[str, Skeleton],
    *,
    full: bool,
    progress: Progress | None = None,
    code: str = READING_VERSION,
) -> BuildReport:
    """Bring the reading tables up to date; `full` empties them first and gives the same content.

    Of each thing the newest whole capture with status 200 is read, or the one before where that holds no such thing.
    `skeletons` are all that are known, `general` among them. What a page does to the reader becomes a Problem;
    errors of disk and database go through, and the batches done before stay.
    """
    by_name = skeletons if isinstance(skeletons, Mapping) else {skeleton.name: skeleton for skeleton in skeletons}
    db = Database(ledger.db, recursive_triggers=False, execute_plugins=False)
    if full:
        with db.atomic():
            for statement in _EMPTY_ALL:
                db.conn.execute(statement)
    writer = Writer(ledger.db, code)
    read = failed = 0
    while due := note_due(ledger.db, code):
        total = read + due
        for batch in due_batches(ledger, BATCH):
            with db.atomic():
                for stored in batch:
                    found = read_stored(ledger, stored, site, by_name)
                    failed += _write(db, writer, stored, found)
            read += len(batch)
            if progress is not None:
                progress(read, total)
    with db.atomic():
        settle_files(ledger)
        drop_empty_sections(ledger.db)
    return BuildReport(
        read=read,
        failed=failed,
        articles=_one(ledger.db, "SELECT count(*) FROM articles"),
        sections=_one(ledger.db, "SELECT count(*) FROM sections"),
        attachments=_tally(ledger.db, "SELECT state, count(*) FROM attachments GROUP BY state ORDER BY state"),
        problems=_tally(ledger.db, "SELECT kind, count(*) FROM reading_problems GROUP BY kind ORDER BY kind"),
        skeletons=_tally(ledger.db, "SELECT skeleton, count(*) FROM articles GROUP BY skeleton ORDER BY skeleton"),
    )


def _write(db: Database, writer: Writer, stored: StoredCapture, found: Found) -> bool:
    """Write one capture's content, or, where the tables refuse it, a Problem; whether work is left undone."""
    try:
        with db.atomic():
            writer.write(stored, found)
    except sqlite3.IntegrityError as error:
        problem = Problem(stored.url, "read", "row-refused", f"the tables refuse what was read: {error}")
        with db.atomic():
            writer.write(stored, Found("unreadable", problems=(problem,), failed=True))
        return True
    return found.failed


def _one(db: sqlite3.Connection, statement: str) -> int:
    return int(db.execute(statement).fetchone()[0])


def _tally(db: sqlite3.Connection, statement: str) -> dict[str, int]:
    return {str(name): int(number) for name, number in db.execute(statement)}
