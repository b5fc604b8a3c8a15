"""The file doors: copies WARC, ARC and WACZ files unchanged into the archive and has their records named; fetches nothing."""

import hashlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from archive.clock import Clock
from archive.container import Stretch, contents_of, unfold
from archive.filing import Filing
from archive.ledger import Ledger
from archive.naming import Named, Namer
from archive.record_answer import target_uri
from archive.warc_read import is_one_piece, read_record
from sites.errors import Damage, StorageFull
from sites.site import Site

# Not where the event came back from the journal alone, to an archive.db that was lost or put back from an older copy.
ALREADY = """
SELECT outcome FROM events WHERE kind = 'import' AND json_extract(detail, '$.sha256') = ?
  AND (json_extract(detail, '$.captures') = 0 OR EXISTS (
      SELECT 1 FROM json_each(detail, '$.made') AS m JOIN captures AS c ON c.warc_file = m.value))"""
"""How a file or folder with this digest was imported; no row: it was not, or what came of it is not held any more."""
UNFOLDED = ".unfolded.warc"
"""How the name of a file ends that was made of another one, whose records could not be found in it each alone."""
_STILL_OPEN = "SELECT warc_file, warc_offset, warc_length, crawl_id FROM open_revisits ORDER BY warc_file, warc_offset"
_CLOSE = "DELETE FROM open_revisits WHERE warc_file = ? AND warc_offset = ?"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What one file gave."""

    file: str
    """Path as given."""
    became: Mapping[Named, int]
    """Records that can hold an answer, by what became of them."""
    other_records: Mapping[str, int]
    """Records of other types, by WARC-Type; requests and warcinfo among them."""
    already: bool
    """True: this very file was imported before, and nothing was done."""
    damage: str | None
    """Where and why the file makes no sense; None: it is whole. What can be read of it is imported."""


def import_file(ledger: Ledger, site: Site, path: Path, crawl_id: int, *, agent: str, now: Clock) -> ImportReport:
    """Copy the file unchanged to captures/ and name its records, in one transaction: after a kill it is all there or not
    at all. StorageFull when there is no room; what was imported before stays."""
    digest = _sha256(path)
    before = ledger.db.execute(ALREADY, (digest,)).fetchone()
    if before is not None:
        damage = None if before[0] == "done" else f"{path}: was damaged when it was imported before"
        return ImportReport(str(path), {}, {}, True, damage)
    made: list[Path] = []

    def undo() -> None:
        for file in made:
            file.unlink(missing_ok=True)

    with all_or_nothing(ledger, undo):
        copy = _copy(path, ledger.captures_folder, crawl_id, made)
        filing = Filing(ledger, Namer(ledger, site, crawl_id), crawl_id, path.name)
        contents = contents_of(copy)
        for kind, message in contents.troubles:
            filing.trouble(kind, message)
        for stretch in contents.stretches:
            file, part = _loosen(copy, stretch, made, filing)
            filing.take(file, part)
        damage = filing.close()
        detail = {
            "file": path.name, "sha256": digest, "made": [file.name for file in made], "captures": filing.became["named"],
        }  # fmt: skip
        ledger.record_event("import", agent, "done" if damage is None else "damaged", copy.name, detail, now())
    return ImportReport(str(path), dict(filing.became), dict(filing.others), False, damage and f"{path}: {damage}")


@contextmanager
def all_or_nothing(ledger: Ledger, undo: Callable[[], None]) -> Iterator[None]:
    """One import in one transaction; where it breaks nothing of it is named, and `undo` takes away the files it made.
    StorageFull when the database takes no more."""
    ledger.db.execute("BEGIN IMMEDIATE")
    try:
        with ledger.db:
            yield
    except BaseException as error:
        undo()
        if isinstance(error, sqlite3.OperationalError):
            raise StorageFull(
                f"{ledger.folder}: the database took no more: {error}; make room, then import again"
            ) from error
        raise


def retry_open_revisits(ledger: Ledger, site: Site, crawl_id: int) -> int:
    """Try again to find the bodies of revisit records that came before them, in one transaction; how many stay open. Those
    that this run brought leave a Problem each."""
    left = 0
    ledger.db.execute("BEGIN IMMEDIATE")
    with ledger.db:
        rows = ledger.db.execute(_STILL_OPEN).fetchall()
        for file, offset, length, brought_by in rows:
            ledger.db.execute(_CLOSE, (file, offset))
            try:
                record = read_record(ledger.captures_folder / file, offset, length)
            except Damage as error:
                ledger.record_problem(crawl_id, file, "import", "damaged-file", str(error))
                continue
            if Namer(ledger, site, brought_by).name(record, file) == "open":
                left += 1
                if brought_by == crawl_id:
                    message = (
                        f"{file} at {offset}: no body is held that it could confirm; each later import looks again"
                    )
                    ledger.record_problem(crawl_id, target_uri(record), "import", "open-revisit", message)
    return left


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _copy(path: Path, folder: Path, crawl_id: int, made: list[Path]) -> Path:
    """The file under captures/, byte for byte, under a name that tells the run."""
    copy = folder / f"import-{crawl_id:05d}-{path.name}"
    number = 1
    while copy.exists():  # two files of one name from two folders
        number += 1
        copy = folder / f"import-{crawl_id:05d}-{number}-{path.name}"
    made.append(copy)
    try:
        shutil.copyfile(path, copy)
    except OSError as error:
        raise StorageFull(f"{copy}: {error.strerror or error}; make room, then import again") from error
    return copy


def _loosen(copy: Path, stretch: Stretch, made: list[Path], filing: Filing) -> tuple[Path, Stretch]:
    """The file and the stretch of it in which each record has a place of its own: unfolded beside the copy if need be."""
    file = copy
    while stretch.is_packed or is_one_piece(file, stretch.start):
        target = copy.with_name(f"{copy.name}.{len(made)}{UNFOLDED}")
        made.append(target)
        try:
            broken = unfold(file, stretch, target)
        except OSError as error:
            raise StorageFull(f"{target}: {error.strerror or error}; make room, then import again") from error
        if broken is not None:
            size = target.stat().st_size
            filing.trouble("cut-member", f"{stretch.member or 'it'} unfolds to {size} bytes, then {broken}")
        file, stretch = target, replace(stretch, start=0, end=target.stat().st_size, is_packed=False, crc=None)
    return file, stretch
