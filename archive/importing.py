"""The file doors: copies WARC, ARC and WACZ files unchanged into the archive and has their records named; fetches nothing."""

import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from archive.clock import Clock
from archive.container import Stretch, contents_of, unfold
from archive.ledger import Ledger
from archive.naming import WITH_ANSWERS, Named, Namer
from archive.record_answer import target_uri
from archive.salvage import Gap, salvage_records
from archive.warc_read import WarcRecord, is_one_piece, read_record
from sites.address import take_apart
from sites.errors import BadInput, Damage, NotAnArchive, StorageFull
from sites.site import Site

_NO_CAPTURES = frozenset({"warcinfo", "request", "metadata"})
"""Record types that hold no answer of a server."""
ALREADY = "SELECT outcome FROM events WHERE kind = 'import' AND json_extract(detail, '$.sha256') = ?"
_MADE = "SELECT j.value FROM events, json_each(events.detail, '$.made') AS j WHERE events.kind = 'import'"
_STILL_OPEN = "SELECT warc_file, warc_offset, warc_length, crawl_id FROM open_revisits ORDER BY warc_file, warc_offset"
_CLOSE = "DELETE FROM open_revisits WHERE warc_file = ? AND warc_offset = ?"
_MAX_GAPS = 200
"""Gaps of one file that are told one by one."""
_MAX_TYPES = 10
"""Types of records that are not read and named."""


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


def hosts_of(paths: tuple[Path, ...]) -> tuple[str, ...]:
    """Hosts of the site these files hold: the one with most pages, and its twin with or without `www.`.
    BadInput when none holds a page."""
    pages: Counter[str] = Counter()
    for path in paths:
        for record in _all_records(path):
            if record.field("WARC-Type") in WITH_ANSWERS:
                pages[take_apart(target_uri(record)).host] += b"html" in record.block[:2000].lower()
    return site_hosts(pages, paths)


def site_hosts(pages: Counter[str], paths: tuple[Path, ...]) -> tuple[str, ...]:
    """The host with most pages, and its twin with or without `www.` where it has pages too. BadInput when none has any."""
    ranked = [host for host, number in pages.most_common() if host and number]
    if not ranked:
        raise BadInput(f"{', '.join(map(shown, paths))}: no page in these files; nothing to make a site of")
    first = ranked[0]
    twin = first.removeprefix("www.") if first.startswith("www.") else f"www.{first}"
    return (first, twin) if twin in ranked else (first,)


def _all_records(path: Path) -> Iterator[WarcRecord]:
    """Records of a file that has not been copied yet."""
    with tempfile.TemporaryDirectory() as folder:
        for stretch in contents_of(path).stretches:
            file, part = path, stretch
            while part.is_packed or is_one_piece(file, part.start):
                target = Path(folder, f"{len(list(Path(folder).iterdir()))}.warc")
                unfold(file, part, target)
                file, part = target, Stretch("", 0, target.stat().st_size)
            for found in salvage_records(file, part.start, part.end):
                if isinstance(found, WarcRecord):
                    yield found


def check_file(path: Path) -> None:
    """NotAnArchive unless this is a file with at least one whole record, or one that must be unfolded first."""
    if not path.is_file():
        raise NotAnArchive(f"{path}: no such file")
    if len(path.name) > 150 or not path.name.isprintable():
        raise NotAnArchive(f"{path.name[:60]!a}: give the file a shorter, readable name")
    contents = contents_of(path)
    reason = "no member with records in it" if not contents.stretches else "empty"
    for stretch in contents.stretches:
        if stretch.is_packed or is_one_piece(path, stretch.start):
            return
        for found in salvage_records(path, stretch.start, stretch.end):
            if isinstance(found, WarcRecord):
                return
            reason = found.reason
    raise NotAnArchive(f"{path}: holds no WARC or ARC record: {reason}; give the file the crawler wrote")


def import_file(ledger: Ledger, site: Site, path: Path, crawl_id: int, *, agent: str, now: Clock) -> ImportReport:
    """Copy the file unchanged to captures/ and name its records, in one transaction: after a kill it is all there or not
    at all. StorageFull when there is no room; what was imported before stays."""
    digest = _sha256(path)
    before = ledger.db.execute(ALREADY, (digest,)).fetchone()
    if before is not None:
        damage = None if before[0] == "done" else f"{path}: was damaged when it was imported before"
        return ImportReport(str(path), {}, {}, True, damage)
    made: list[Path] = []
    ledger.db.execute("BEGIN IMMEDIATE")
    try:
        copy = _copy(path, ledger.captures_folder, crawl_id, made)
        filing = _Filing(ledger, Namer(ledger, site, crawl_id), crawl_id, path.name)
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
        ledger.db.execute("COMMIT")
    except BaseException as error:
        if ledger.db.in_transaction:
            ledger.db.execute("ROLLBACK")
        for file in made:
            file.unlink(missing_ok=True)
        if isinstance(error, sqlite3.OperationalError):
            raise StorageFull(
                f"{ledger.folder}: the database took no more: {error}; make room, then import again"
            ) from error
        raise
    return ImportReport(str(path), dict(filing.became), dict(filing.others), False, damage and f"{path}: {damage}")


class _Filing:
    """What comes of the stretches of one file."""

    def __init__(self, ledger: Ledger, namer: Namer, crawl_id: int, name: str):
        self._ledger, self._namer, self._crawl_id, self._name = ledger, namer, crawl_id, name
        self.became: Counter[Named] = Counter()
        self.others: Counter[str] = Counter()
        self._gaps: list[tuple[str, Gap]] = []
        self._more_gaps = 0
        self._troubles: list[str] = []

    def trouble(self, kind: str, message: str) -> None:
        """Something is wrong with the package, or with unfolding it."""
        self._troubles.append(message)
        self._ledger.record_problem(self._crawl_id, self._name, "import", kind, f"{self._name}: {message}")

    def take(self, file: Path, stretch: Stretch) -> None:
        """Name the records of one stretch."""
        for found in salvage_records(file, stretch.start, stretch.end):
            if isinstance(found, Gap):
                if len(self._gaps) < _MAX_GAPS:
                    self._gaps.append((stretch.member, found))
                else:
                    self._more_gaps += 1
                continue
            kind = found.field("WARC-Type") or "without type"
            if kind in WITH_ANSWERS:
                self.became[self._namer.name(found, file.name)] += 1
            else:
                self.others[kind] += 1
                if kind == "metadata":
                    self._namer.discover(found)

    def close(self) -> str | None:
        """Problems of the whole file; in one sentence what is damaged, None when nothing is."""
        salvaged = f"{self.became.total() + sum(self.others.values())} other records of the file are whole"
        told = []
        for member, gap in self._gaps:
            where = f"{gap.length} bytes at {gap.offset}" + (f" (in {member})" if member else "")
            told.append(f"{where} are no record: {gap.reason}")
        if self._more_gaps:
            told.append(f"{self._more_gaps} more such places")
        for message in told:
            message = f"{self._name}: {message}; {salvaged}"
            self._ledger.record_problem(self._crawl_id, self._name, "import", "damaged-file", message)
        unread = {kind: number for kind, number in self.others.items() if kind not in _NO_CAPTURES}
        if unread:
            listed = sorted(unread.items())[:_MAX_TYPES]
            message = ", ".join(f"{number} records of type {kind[:40]}" for kind, number in listed)
            more = f" and {len(unread) - _MAX_TYPES} more types" if len(unread) > _MAX_TYPES else ""
            message = f"{self._name}: {message}{more}, kept unread"
            self._ledger.record_problem(self._crawl_id, self._name, "import", "record-type-not-read", message)
        if self.became["altered"]:
            told.append(f"{self.became['altered']} records do not give the digest they state")
        told += self._troubles
        if not told:
            return None
        return told[0] + (f", and {len(told) - 1} more such things" if len(told) > 1 else "") + f"; {salvaged}"


def retry_open_revisits(ledger: Ledger, site: Site, crawl_id: int) -> int:
    """Try again to find the bodies of revisit records that came before them, in one transaction; how many stay open. Those
    that this run brought leave a Problem each."""
    ledger.db.execute("BEGIN IMMEDIATE")
    try:
        left = 0
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
        ledger.db.execute("COMMIT")
    except BaseException:
        if ledger.db.in_transaction:
            ledger.db.execute("ROLLBACK")
        raise
    return left


def set_leftovers_aside(ledger: Ledger, agent: str, now: Clock) -> tuple[str, ...]:
    """Move copies that no event names, as a kill in the middle of an import leaves them, into captures/aside/."""
    named = {str(row[0]) for row in ledger.db.execute(_MADE)}
    moved = []
    for path in sorted((*ledger.captures_folder.glob("import-*"), *ledger.captures_folder.glob("mirror-*"))):
        if path.name not in named:
            aside = path.parent / "aside"
            aside.mkdir(exist_ok=True)
            number = 1
            while (target := aside / f"{path.name}.{number}").exists():
                number += 1
            path.rename(target)
            ledger.record_event("repair", agent, "set aside", path.name, {"kept": target.name}, now())
            moved.append(path.name)
    return tuple(moved)


def shown(path: Path | str) -> str:
    """A path as text that can be printed and stored: bytes that are no UTF-8, as old mirrors have them, as escapes.

    >>> shown("caf\\udce9.html")
    'caf\\\\xe9.html'
    """
    return os.fsencode(path).decode("utf-8", "backslashreplace")


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


def _loosen(copy: Path, stretch: Stretch, made: list[Path], filing: _Filing) -> tuple[Path, Stretch]:
    """The file and the stretch of it in which each record has a place of its own: unfolded beside the copy if need be."""
    file = copy
    while stretch.is_packed or is_one_piece(file, stretch.start):
        target = copy.with_name(f"{copy.name}.{len(made)}.unfolded.warc")
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
