"""The WARC door: copies a file unchanged into the archive and names its responses in the ledger; fetches nothing."""

import hashlib
import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from archive.capture_row import RecordPlace, capture_row
from archive.frontier import Frontier
from archive.http_message import REDIRECTS, HttpMessage, parse_answer
from archive.ledger import Clock, Ledger
from archive.warc_read import WarcRecord, iterate_records
from sites.address import resolve, take_apart
from sites.errors import BadInput, Damage, NotAnArchive, StorageFull
from sites.scope import Decision, decide
from sites.site import Site

_ANSWERED = """
UPDATE urls SET state = ?, status = ?, rule = ?, target_id = NULL
WHERE id = ? AND (state IN ('queued', 'failed', 'skipped') OR status IS NULL)"""
_NO_CAPTURES = frozenset({"warcinfo", "request", "metadata"})
"""Record types that hold no answer of a server."""
_ALREADY = "SELECT outcome FROM events WHERE kind = 'import' AND json_extract(detail, '$.sha256') = ?"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What one file gave."""

    file: str
    """Path as given."""
    captures: int
    """Responses named in the ledger."""
    foreign: int
    """Responses of hosts that are not the site's: kept in the file, not named."""
    other_records: Mapping[str, int]
    """Records that are no responses, by WARC-Type; requests and warcinfo among them."""
    unusable: int
    """Responses whose block is no HTTP answer; each is a Problem."""
    already: bool
    """True: this very file was imported before, and nothing was done."""
    damage: str | None
    """Where and why the file stopped making sense; None: it was whole. What came before is imported."""


def hosts_of(paths: tuple[Path, ...]) -> tuple[str, ...]:
    """Hosts of the site these files hold: the one with most pages, and its twin with or without `www.`.
    NotAnArchive when a file is no WARC; BadInput when none holds a page."""
    pages: Counter[str] = Counter()
    for path in paths:
        try:
            for record in iterate_records(path):
                if record.field("WARC-Type") == "response":
                    pages[take_apart(target_uri(record)).host] += b"html" in record.block[:2000].lower()
        except Damage:
            continue  # said again, with its place, when the file is imported
    ranked = [host for host, number in pages.most_common() if host and number]
    if not ranked:
        raise BadInput(f"{', '.join(map(str, paths))}: no page in these files; nothing to make a site of")
    first = ranked[0]
    twin = first.removeprefix("www.") if first.startswith("www.") else f"www.{first}"
    return (first, twin) if twin in ranked else (first,)


def target_uri(record: WarcRecord) -> str:
    """WARC-Target-URI; WARC/1.0 files may write it in angle brackets (wget does)."""
    return (record.field("WARC-Target-URI") or "").strip().removeprefix("<").removesuffix(">")


def import_file(ledger: Ledger, site: Site, path: Path, crawl_id: int, *, agent: str, now: Clock) -> ImportReport:
    """Copy the file unchanged to captures/ and name its responses, in one transaction: after a kill it is all there or
    not at all. NotAnArchive before anything is copied when it is no WARC."""
    check_file(path)
    digest = _sha256(path)
    before = ledger.db.execute(_ALREADY, (digest,)).fetchone()
    if before is not None:
        damage = None if before[0] == "done" else f"{path}: was damaged when it was imported before"
        return ImportReport(str(path), 0, 0, {}, 0, True, damage)
    copy = _copy(path, ledger.captures_folder, crawl_id)
    frontier = Frontier(ledger.db, crawl_id)
    named = foreign = unusable = 0
    others: Counter[str] = Counter()
    damage = None
    ledger.db.execute("BEGIN IMMEDIATE")
    try:
        try:
            for record in iterate_records(copy):
                kind = record.field("WARC-Type") or "without type"
                if kind != "response":
                    others[kind] += 1
                    continue
                decision = decide(site, target_uri(record))
                if decision.rule in ("foreign-host", "scheme"):
                    foreign += 1
                elif _name(ledger, frontier, decision, record, copy.name, crawl_id):
                    named += 1
                else:
                    unusable += 1
        except Damage as error:
            damage = str(error).replace(str(copy), path.name)
            ledger.record_problem(crawl_id, path.name, "import", "damaged-file", damage)
        unread = {kind: number for kind, number in others.items() if kind not in _NO_CAPTURES}
        if unread:
            message = ", ".join(f"{number} records of type {kind}" for kind, number in sorted(unread.items()))
            ledger.record_problem(
                crawl_id, path.name, "import", "record-type-not-read", f"{path.name}: {message}, kept unread"
            )
        detail = {"file": path.name, "copy": copy.name, "sha256": digest, "captures": named}
        ledger.record_event("import", agent, "done" if damage is None else "damaged", copy.name, detail, now())
        ledger.db.execute("COMMIT")
    except BaseException:
        if ledger.db.in_transaction:
            ledger.db.execute("ROLLBACK")
        copy.unlink(missing_ok=True)
        raise
    return ImportReport(str(path), named, foreign, dict(others), unusable, False, damage)


def check_file(path: Path) -> None:
    """NotAnArchive unless this is a file that gives one whole WARC record."""
    if not path.is_file():
        raise NotAnArchive(f"{path}: no such file")
    if len(path.name) > 150 or not path.name.isprintable():
        raise NotAnArchive(f"{path.name[:60]!a}: give the file a shorter, readable name")
    for _ in iterate_records(path):
        return
    raise NotAnArchive(f"{path}: holds no record")


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _copy(path: Path, folder: Path, crawl_id: int) -> Path:
    """The file under captures/, byte for byte, under a name that tells the run."""
    copy = folder / f"import-{crawl_id:05d}-{path.name}"
    try:
        shutil.copyfile(path, copy)
    except OSError as error:
        copy.unlink(missing_ok=True)
        raise StorageFull(f"{copy}: {error.strerror or error}; make room, then import again") from error
    return copy


def _name(ledger: Ledger, frontier: Frontier, decision: Decision, record: WarcRecord, file: str, crawl_id: int) -> bool:
    """Name one response; False, with a Problem, when its block is no HTTP answer or its date makes no sense."""
    try:
        answer = parse_answer(record.block)
        moment = _moment(record.field("WARC-Date") or "")
    except (ValueError, OverflowError) as error:
        message = f"{file} at {record.offset}: {error}"
        ledger.record_problem(crawl_id, decision.url, "import", "unusable-record", message)
        return False
    if answer.trouble:
        message = f"{file} at {record.offset}: {answer.trouble}; the rest is kept as it stands"
        ledger.record_problem(crawl_id, decision.url, "import", "body-coding", message)
    url_id = frontier.row_for(decision.url, decision.identity)
    state, rule = _outcome(answer, decision.url)
    ledger.db.execute(_ANSWERED, (state, answer.status, rule, url_id))
    record_id = (record.field("WARC-Record-ID") or "").strip("<> ")
    if not record_id or ledger.capture_by_record(record_id) is not None:
        # Some writers repeat ids, and a file may be imported once more with a few records added.
        record_id = f"urn:uuid:{_place_id(file, record.offset)}"
    ledger.add_capture(
        capture_row(
            answer,
            RecordPlace(file, record.offset, record.length),
            record_id=record_id,
            url_id=url_id,
            crawl_id=crawl_id,
            fetched_at=moment,
            block_sha256=hashlib.sha256(record.block).hexdigest(),
            source="warc",
            fidelity="as-sent",
            truncated=record.field("WARC-Truncated"),
            payload_digest=record.field("WARC-Payload-Digest"),
        )
    )
    return True


def _moment(text: str) -> datetime:
    """WARC-Date as an aware moment in UTC; the 14 digits of old crawlers are taken for UTC too. ValueError for others."""
    if len(text) == 14 and text.isdigit():
        return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _outcome(answer: HttpMessage, url: str) -> tuple[str, str | None]:
    """State and rule of the address that got this answer, as a live crawl would have written them."""
    if answer.status == 200:
        return "fetched", None
    if answer.status in REDIRECTS:
        target = resolve(url, (answer.header(b"location") or b"").decode("latin-1"))
        return ("redirected", target) if target else ("failed", "redirect-nowhere")
    return ("not-modified", None) if answer.status == 304 else ("failed", f"http-{answer.status}")


def _place_id(file: str, offset: int) -> str:
    """A UUID made of the place of a record: the same place gives the same id."""
    digest = hashlib.sha256(f"{file}:{offset}".encode()).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:32]}"
