"""Reads what is new in an archive, or was read by older code, into its tables; what a page says is for articles."""

import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import chain, islice

from sqlite_utils import Database

from archive.ledger import Ledger
from archive.stored import StoredCapture
from articles.original import ORIGINAL_VERSION
from articles.reading import READING_VERSION
from attachments.extraction import EXTRACTOR
from database.contents import forget_timeouts, write_content
from database.drift import Tally, drift, held_tally, write_counts
from database.due import begin_run, due_captures, note_due, note_failure
from database.files import settle_files
from database.parts import Parts, Read
from database.reader import Failure, Found
from database.readers import Readers, readers
from database.rounds import article_in_parts, unfinished, write_rounds
from database.sections import drop_empty_sections
from database.versions import drop_unused_texts, note_version, unread_versions
from database.writer import Writer
from sites.problem import Problem
from sites.site import Site
from sites.skeleton import Skeleton

BATCH = 200
"""Captures in one transaction, at most."""

SECONDS = 5.0
"""Time after which a transaction ends with fewer: long files take seconds each, and a kill must not cost minutes of reading."""

CODE = f"{READING_VERSION}+{ORIGINAL_VERSION}+{EXTRACTOR}"
"""What captures are read by: that of pages, that of pages as captured and that of files."""

# Dependents first; sections point at each other, which one statement may empty.
_EMPTY_ALL = tuple(
    f"DELETE FROM {table}"
    for table in (
        "version_parts",
        "version_readings",
        "version_texts",
        "edits",
        "pictures",
        "links",
        "article_attachments",
        "parts",
        "originals",
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
    """Of these, captures on which the reader broke; they are read again by the next build."""
    damaged: int
    """Of these, captures whose bytes are not what the ledger says; read again by the next build, should they be restored."""
    articles: int
    """Articles held now."""
    versions: int
    """Versions of articles held now; as many as articles where none changed."""
    sections: int
    """Sections held now."""
    attachments: Mapping[str, int]
    """Files known now, by state."""
    problems: Mapping[str, int]
    """Reading problems known now, by kind."""
    skeletons: Mapping[str, int]
    """Articles held now, by the skeleton they were read with."""
    drift: tuple[str, ...]
    """What was found before and no longer is on the pages read in this run, a sentence each; empty: nothing of the kind."""


def build(
    ledger: Ledger,
    site: Site,
    skeletons: Mapping[str, Skeleton],
    *,
    full: bool,
    code: str = CODE,
    jobs: int = 1,
    clock: Callable[[], float] = time.monotonic,
) -> BuildReport:
    """Bring the reading tables up to date; `full` empties them first and gives the same content.

    Of each thing the newest whole capture with status 200 is read, or the one before where that holds no such thing.
    `skeletons` are all that are known, by name, `general` among them. What a page does to the reader becomes a Problem,
    so does a damaged capture, and neither counts as read: the next build tries again. Errors of disk and database go
    through, and the batches done before stay. `jobs`: processes that read; one hand writes, in order, so the rows are the
    same whatever their number. ReaderDied when one of them ends by itself. What was read is committed after `BATCH` captures or
    `SECONDS` of `clock`, whichever is first; where a transaction ends makes no difference to the rows.
    """
    db = Database(ledger.db, recursive_triggers=False, execute_plugins=False)
    before = held_tally(ledger.db)
    with readers(ledger, site, skeletons, jobs) as read_all:
        if full:
            _read_files_first(ledger, db, read_all, code, clock)
        # All of a full build is one transaction: whoever reads meanwhile, and whoever comes after a kill, finds the old rows.
        with db.atomic() if full else nullcontext():
            if full:
                for statement in _EMPTY_ALL:
                    db.conn.execute(statement)
            read, failures, now = _read_what_is_due(ledger, db, site, read_all, code, clock)
    return BuildReport(
        read=read,
        failed=failures["reader"],
        damaged=failures["damage"],
        articles=_one(ledger.db, "SELECT count(*) FROM articles"),
        versions=_one(ledger.db, "SELECT count(*) FROM article_versions"),
        sections=_one(ledger.db, "SELECT count(*) FROM sections"),
        attachments=_tally(ledger.db, "SELECT state, count(*) FROM attachments GROUP BY state ORDER BY state"),
        problems=_tally(ledger.db, "SELECT kind, count(*) FROM reading_problems GROUP BY kind ORDER BY kind"),
        skeletons=_tally(ledger.db, "SELECT skeleton, count(*) FROM articles GROUP BY skeleton ORDER BY skeleton"),
        drift=drift(before, now),
    )


def _read_files_first(ledger: Ledger, db: Database, read_all: Readers, code: str, clock: Callable[[], float]) -> None:
    """Keep what files say, which takes seconds each, before the one transaction of a full build: a kill in it then costs none of it.
    Those that took too long before are tried again in it."""

    def keep(stored: StoredCapture, found: Found) -> None:
        if found.extraction is not None:
            write_content(ledger.db, stored.payload_sha256, found.extraction)

    forget_timeouts(ledger.db)
    begin_run(ledger.db)
    note_due(ledger.db, code)
    files = (stored for stored in due_captures(ledger) if stored.kind == "attachment")
    _in_batches(db, read_all(files), clock, keep)


def _in_batches(
    db: Database,
    pages: Iterator[tuple[StoredCapture, Found]],
    clock: Callable[[], float],
    write: Callable[[StoredCapture, Found], None],
) -> None:
    while (first := next(pages, None)) is not None:
        with db.atomic():
            until = clock() + SECONDS
            for stored, found in chain((first,), islice(pages, BATCH - 1)):
                write(stored, found)
                if clock() >= until:
                    break


def _read_what_is_due(
    ledger: Ledger, db: Database, site: Site, read_all: Readers, code: str, clock: Callable[[], float]
) -> tuple[int, Counter[Failure], Tally]:
    """Captures read, those that failed by kind, and what was found on pages of articles."""

    def read_one(stored: StoredCapture) -> Found:
        return next(read_all((stored,)))[1]

    writer = Writer(ledger.db, Parts(ledger, read_one), code, monolingual=site.monolingual)
    read = 0
    failures: Counter[Failure] = Counter()

    def write(stored: StoredCapture, found: Found) -> None:
        nonlocal read
        failure = _write(db, writer, stored, found)
        if failure is not None:
            note_failure(ledger.db, stored.id)
            failures[failure] += 1
        read += 1

    begin_run(ledger.db)
    while note_due(ledger.db, code):
        _in_batches(db, read_all(due_captures(ledger)), clock, write)
    read += _read_older_versions(ledger, db, read_all, read_one, code)
    with db.atomic():
        settle_files(ledger)
        drop_empty_sections(ledger.db)
        drop_unused_texts(ledger.db)
        write_counts(ledger.db)
    return read, failures, writer.tally


def _read_older_versions(ledger: Ledger, db: Database, read_all: Readers, read_one: Read, code: str) -> int:
    """Note what older captures of articles said, and those in parts together; how many were read. One that can't be read
    is left out and tried again by the next build; whether stored bytes are whole, whatever shows them, is for a check of
    the archive."""
    read = 0
    in_parts: set[str | None] = set()
    for batch in unread_versions(ledger, code, BATCH):
        with db.atomic():
            for stored, found in read_all(batch):
                if found.failure is not None:
                    continue
                is_part = found.article is not None and found.article.part is not None
                if not is_part:
                    note_version(ledger.db, stored.id, code, found.article)
                read += 1
                in_parts.add(article_in_parts(ledger.db, stored.id, is_part=is_part))
    for key in sorted(filter(None, in_parts.union(unfinished(ledger.db, code)))):
        with db.atomic():
            write_rounds(ledger, read_one, key, code)
    return read


def _write(db: Database, writer: Writer, stored: StoredCapture, found: Found) -> Failure | None:
    """Write one capture's content, or, where the tables refuse it, a Problem; why it must be tried again, if so."""
    try:
        with db.atomic():
            writer.write(stored, found)
    except sqlite3.IntegrityError as error:
        problem = Problem(stored.url, "read", "row-refused", f"the tables refuse what was read: {error}")
        with db.atomic():
            writer.write(stored, Found("unreadable", problems=(problem,), failure="reader"))
        return "reader"
    return found.failure


def _one(db: sqlite3.Connection, statement: str) -> int:
    return int(db.execute(statement).fetchone()[0])


def _tally(db: sqlite3.Connection, statement: str) -> dict[str, int]:
    return {str(name): int(number) for name, number in db.execute(statement)}
