"""Makes the public snapshot: a fresh file, filled through the view `published` alone; serving it is for `serve`."""

import fcntl
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from archive.ledger import Ledger
from archive.schema import SCHEMA_VERSION, schema_part
from articles.text.sanitising import surely_safe
from attachments.sizes import agrees
from publication import selection
from publication.camera import told_of_camera
from publication.digest import PUBLIC_TABLES, content_digest
from publication.french import fold
from publication.masking import add_masking
from publication.numbering import MAKE_NUMBERS, number_all, number_rows
from publication.passages import count_words, index_passages, mark_sections
from publication.permalink import permalink
from publication.taking import Attached, take_bytes, take_site
from sites.errors import AlreadyRunning, FarFromExpected
from sites.site import Site

FILE_NAME = "public.db"
"""Datasette names the database after its file, and datasette-metadata.json speaks of `public`."""

PAGE_SIZE = 16384
"""Bytes of a page of the file. An article and a captured page fit one of them, not of the usual 4096: a quarter of the calls that write,
a tenth off the processor time of 100,000 articles; searches take the same."""


@dataclass(frozen=True, slots=True)
class SnapshotReport:
    """What a snapshot holds."""

    path: Path
    """The file."""
    snapshot_id: str
    """Digest of its content: equal archives, equal id."""
    articles: int
    """Articles in it."""
    files: int
    """Files in it, held or not."""
    gaps: int
    """Gaps it tells of."""
    rows: Mapping[str, int]
    """Rows by public table."""
    bytes: int
    """Size of the file."""
    unread: tuple[str, ...]
    """Files and captured pages that are missing in it because what is stored of them could not be read again, a sentence each."""


def publish(archives: Sequence[tuple[Site, Ledger]], out: Path, *, program: str) -> SnapshotReport:
    """Make a snapshot of these archives, `public.db` in the folder `out`, in place of the one there.

    Until it is whole the old one stays.

    Two snapshots of one state of the archives are equal byte for byte. OSError and sqlite3.Error go through and leave
    the old file untouched, as does Damage when the journal of an archive is lost, and withdrawals with it.
    """
    for _, ledger in archives:
        ledger.check_journal()
    out.mkdir(parents=True, exist_ok=True)
    path = out / FILE_NAME
    draft, fresh = out / f"{FILE_NAME}.draft", out / f"{FILE_NAME}.new"
    lock = (out / ".lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise AlreadyRunning(f"{out}: another process is publishing there; wait for it") from None
    _remove(draft, fresh)
    try:
        db = sqlite3.connect(draft.absolute().as_uri(), uri=True, isolation_level=None)
        try:
            identity, is_final, unread = _fill(db, draft, sorted(archives, key=lambda pair: pair[0].name), program)
            if not is_final:
                # What was withheld stood in the draft. Copying leaves behind every freed page, and with it whatever stood there.
                db.execute("VACUUM INTO ?", (str(fresh),))
            rows = {table: int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in PUBLIC_TABLES}
            if rows["articles"] == 0 and path.exists():
                raise FarFromExpected(f"{path}: not one article to publish now; the snapshot before this one stays")
        finally:
            db.close()
        made = draft if is_final else fresh
        _sync(made)
        made.replace(path)
        _sync(out)
    finally:
        _remove(draft, fresh)
        lock.close()
    return SnapshotReport(
        path=path,
        snapshot_id=identity,
        articles=rows["articles"],
        files=rows["files"],
        gaps=rows["gaps"],
        rows=rows,
        bytes=path.stat().st_size,
        unread=unread,
    )


def _fill(
    db: sqlite3.Connection, draft: Path, archives: Sequence[tuple[Site, Ledger]], program: str
) -> tuple[str, bool, tuple[str, ...]]:
    """Fill an empty database, the file `draft`; the digest of its content, whether the file is one to publish as it is, since
    no text of it was written and changed or taken out again, and what could not be read again."""
    # The draft is thrown away when anything goes wrong: it needs neither journal nor syncing. A page that is freed is emptied.
    db.executescript(
        f"PRAGMA page_size = {PAGE_SIZE}; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;"
        "PRAGMA secure_delete = ON; PRAGMA cache_size = -64000;"
    )
    db.executescript(schema_part("public"))
    db.executescript(MAKE_NUMBERS)
    db.create_function("fold", 1, fold, deterministic=True)
    db.create_function("agrees", 2, agrees, deterministic=True)
    db.create_function("told_of_camera", 1, told_of_camera, deterministic=True)
    db.create_function("permalink", 2, permalink, deterministic=True)
    # Reading gave safe HTML; that nothing else is ever published does not hang on it.
    db.create_function("surely_safe", 1, surely_safe, deterministic=True)
    add_masking(db)
    is_final = len(archives) == 1
    damaged: dict[str, str] = {}
    for site, ledger in archives:
        with Attached(db, ledger):
            number_rows(db, site, alone=len(archives) == 1)
            if take_site(db, site, ledger):
                is_final = False
            damaged |= take_bytes(db, site, ledger)
    if len(archives) != 1:
        number_all(db)
    for statement in selection.COUNTS:
        db.execute(statement)
    mark_sections(db)
    # The digest only reads the content, and what is written goes to the disk: both on the second core while the index is made.
    with closing(_reading(draft)) as content, ThreadPoolExecutor(max_workers=1) as aside:
        digest = aside.submit(content_digest, content)
        synced = aside.submit(_sync, draft) if is_final else None
        index_passages(db)
        identity = digest.result()
        if synced is not None:
            synced.result()
    count_words(db)
    db.execute("INSERT INTO snapshot (id, schema, program) VALUES (?, ?, ?)", (identity, SCHEMA_VERSION, program))
    db.execute("ANALYZE main")
    db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    return identity, is_final, tuple(_unread(db, damaged))


def _unread(db: sqlite3.Connection, damaged: Mapping[str, str]) -> Iterator[str]:
    """What is missing because it could not be read again: files that no other site gave, and captured pages."""
    for sha256, told in damaged.items():
        if db.execute("SELECT 1 FROM file_bytes WHERE sha256 = ?", (sha256,)).fetchone() is None:
            yield told
    for (url,) in db.execute("SELECT url FROM gaps WHERE kind = 'original-unreadable' ORDER BY id"):
        yield f"{url}: the captured page could not be read again without what is withdrawn"


def _reading(draft: Path) -> sqlite3.Connection:
    """A connection in the midst of reading the draft, without locks, for another thread: whoever writes there from now on touches no
    page of the content. Begun later it could find the first page written, with the number of all pages, and the last one not yet,
    which is a malformed file to SQLite."""
    address = f"{draft.absolute().as_uri()}?mode=ro&immutable=1"
    db = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    db.execute("BEGIN")
    db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return db


def _sync(path: Path) -> None:
    """Have a file or folder on the disk before going on."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(*paths: Path) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
