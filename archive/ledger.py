"""Names the runs and captures of one site's archive and answers questions about them; the queue of addresses is for the frontier."""

import fcntl
import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from archive.capture import Capture
from archive.clock import iso
from archive.journal import FILE_NAME, Event, read_journal, reconcile
from archive.record_answer import answer_of
from archive.stored import (
    BODY_AT,
    BODY_BEFORE,
    BODY_WITH_DIGEST,
    CAPTURE_BY_ID,
    CAPTURE_BY_RECORD,
    CAPTURE_OF_IDENTITY,
    CAPTURES,
    CAPTURES_AFTER,
    CAPTURES_BETWEEN,
    CAPTURES_OF_URL,
    INSERT_CAPTURE,
    NEWEST_OF_ROW,
    StoredCapture,
)
from archive.warc_read import WarcRecord, read_record
from sites.errors import AlreadyRunning, Damage

_URL_OF_IDENTITY = """
SELECT state, rule, status FROM urls WHERE identity = ? AND state <> 'alias'
ORDER BY state IN ('fetched', 'not-modified') DESC, id LIMIT 1"""


class Ledger:
    """The archive of one site: its folder and its database. Made by `archive.opening`, closed by its user."""

    def __init__(self, folder: Path, db: sqlite3.Connection):
        self.folder = folder
        self.db = db
        self._lock: TextIO | None = None

    @property
    def captures_folder(self) -> Path:
        """Where the WARC files are."""
        return self.folder / "captures"

    def close(self) -> None:
        """Close the database and give up the lock. What was not committed is gone."""
        self.db.close()
        self.unlock()

    def lock(self) -> None:
        """Become the one writer. AlreadyRunning when another process is."""
        handle = (self.folder / ".lock").open("w")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.close()
            raise AlreadyRunning(
                f"{self.folder}: another process writes this archive; wait for it or stop it"
            ) from None
        self._lock = handle
        self.keep_journal()

    @property
    def journal(self) -> Path:
        """The file that holds the events a second time, under captures/."""
        return self.captures_folder / FILE_NAME

    def keep_journal(self) -> None:
        """Bring journal and `events` to the same length. Damage when the journal is missing or tells another story."""
        reconcile(self.db, self.journal)

    def check_journal(self) -> None:
        """Damage when the journal is missing or damaged: withdrawals may be lost with it, so nothing may be published. What it
        tells beyond `events`, where archive.db was put back from an older copy, is taken over first; AlreadyRunning when another
        process writes then. To be asked by who holds no lock."""
        told = len(read_journal(self.journal))  # before the rows are counted: rows are committed first, lines follow
        if told > self.db.execute("SELECT count(*) FROM events").fetchone()[0]:
            self.lock()
            self.unlock()

    def unlock(self) -> None:
        """Be the writer no more."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    # -- runs ---------------------------------------------------------------------------------------------------

    def begin_crawl(self, door: str, settings: Mapping[str, Any], versions: Mapping[str, str], now: datetime) -> int:
        """Open a run and give its number. Committed at once, so that a killed run leaves its row."""
        row = self.db.execute(
            "INSERT INTO crawls (door, started_at, settings, versions) VALUES (?, ?, ?, ?) RETURNING id",
            (door, iso(now), json.dumps(settings, ensure_ascii=False), json.dumps(versions)),
        ).fetchone()
        return int(row[0])

    def finish_crawl(
        self, crawl_id: int, finish: str, exit_code: int, counts: Mapping[str, Any], now: datetime
    ) -> None:
        """Close a run."""
        self.db.execute(
            "UPDATE crawls SET finished_at = ?, finish = ?, exit_code = ?, counts = ? WHERE id = ?",
            (iso(now), finish, exit_code, json.dumps(counts), crawl_id),
        )
        self.keep_journal()

    def last_crawl(self) -> sqlite3.Row | None:
        """Row of the newest run; None when there was none."""
        row: sqlite3.Row | None = self.db.execute("SELECT * FROM crawls ORDER BY id DESC LIMIT 1").fetchone()
        return row

    def kept_settings(self) -> dict[str, Any] | None:
        """Settings of the newest run that kept a site; None when none did."""
        row = self.db.execute(
            "SELECT settings FROM crawls WHERE json_extract(settings, '$.site') IS NOT NULL ORDER BY id DESC LIMIT 1"
        ).fetchone()
        return None if row is None else dict(json.loads(row[0]))

    def record_event(
        self, kind: str, agent: str, outcome: str, subject: str, detail: Mapping[str, Any], now: datetime
    ) -> None:
        """One line of the append-only history."""
        self.record(Event(iso(now), kind, agent, outcome, subject, dict(detail)))

    def record(self, event: Event) -> None:
        """The same, of an event made elsewhere."""
        detail = json.dumps(event.detail, ensure_ascii=False)
        self.db.execute(
            "INSERT INTO events (at, kind, agent, outcome, object, detail) VALUES (?, ?, ?, ?, ?, ?)",
            (event.at, event.kind, event.agent, event.outcome, event.object, detail),
        )

    def record_problem(self, crawl_id: int, url: str, stage: str, kind: str, message: str) -> None:
        """One fetch problem."""
        self.db.execute(
            "INSERT INTO fetch_problems (crawl_id, url, stage, kind, message) VALUES (?, ?, ?, ?, ?)",
            (crawl_id, url, stage, kind, message),
        )

    # -- captures -----------------------------------------------------------------------------------------------

    def add_capture(self, row: Mapping[str, Any]) -> int:
        """Name a record that was appended; keys are the columns of `captures`. Gives the row number."""
        number = self.db.execute(INSERT_CAPTURE, row).lastrowid
        assert number is not None
        return number

    def stored_captures(self, after: int = 0) -> Iterator[StoredCapture]:
        """All captures with a row number above `after`, in order, in pages of 500 so that memory stays flat."""
        while True:
            rows = self.db.execute(CAPTURES_AFTER, (after,)).fetchall()
            if not rows:
                return
            for row in rows:
                yield StoredCapture(*row)
            after = rows[-1][0]

    def captures_between(self, first: int, last: int) -> Iterator[StoredCapture]:
        """Captures with a row number from `first` to `last`, in order."""
        for row in self.db.execute(CAPTURES_BETWEEN, (first, last)):
            yield StoredCapture(*row)

    def captures_of(self, url: str) -> list[StoredCapture]:
        """All captures of this very address, the newest first."""
        return [StoredCapture(*row) for row in self.db.execute(CAPTURES_OF_URL, (url,))]

    def capture_of(self, url: str, identity: str) -> StoredCapture | None:
        """Newest capture of this address where that is a page, or else of the thing it stands for; None when there is none."""
        newest = next(iter(self.captures_of(url)), None)
        if newest is not None and newest.status == 200:
            return newest
        row = self.db.execute(CAPTURE_OF_IDENTITY, (identity,)).fetchone()
        return None if row is None else StoredCapture(*row)

    def capture_by_record(self, record_id: str) -> StoredCapture | None:
        """The capture with this WARC-Record-ID; None when there is none."""
        row = self.db.execute(CAPTURE_BY_RECORD, (record_id,)).fetchone()
        return None if row is None else StoredCapture(*row)

    def body_at(self, url: str, moment: datetime) -> StoredCapture | None:
        """The capture of this address made in this second that holds a body; None: there is none."""
        return self._one(BODY_AT, (url, iso(moment)[:19]))

    def last_body_before(self, url: str, moment: datetime) -> StoredCapture | None:
        """The newest whole page or file of this address before this moment; None: there is none."""
        return self._one(CAPTURES + BODY_BEFORE, (url, iso(moment)))

    def body_with_digest(self, digest: str, url: str) -> StoredCapture | None:
        """A capture whose body has this digest, one of this address where there is one; None: there is none."""
        return self._one(CAPTURES + BODY_WITH_DIGEST, (digest, url))

    def _one(self, query: str, values: tuple[str, str]) -> StoredCapture | None:
        row = self.db.execute(query, values).fetchone()
        return None if row is None else StoredCapture(*row)

    def body_before(self, url_id: int) -> StoredCapture | None:
        """The capture whose body a further answer of this address may confirm: the newest, or the one the newest confirms;
        answers of a server that was busy in between count for nothing.
        None when there is none, or its body is no whole page or file."""
        row = self.db.execute(NEWEST_OF_ROW, (url_id,)).fetchone()
        newest = None if row is None else self.holder_of_body(StoredCapture(*row))
        return newest if newest is not None and newest.status == 200 and newest.truncated is None else None

    def holder_of_body(self, stored: StoredCapture) -> StoredCapture:
        """The capture whose record holds the body of this one: itself, unless it is a revisit."""
        if stored.revisit_of is None:
            return stored
        return StoredCapture(*self.db.execute(CAPTURE_BY_ID, (stored.revisit_of,)).fetchone())

    def read_block(self, stored: StoredCapture) -> bytes:
        """Block of its record. Damage when it is not there."""
        return self._read_record(stored).block

    def _read_record(self, stored: StoredCapture) -> WarcRecord:
        return read_record(self.captures_folder / stored.warc_file, stored.warc_offset, stored.warc_length)

    def read_capture(self, stored: StoredCapture) -> Capture:
        """Its bytes, out of the WARC file; of a revisit, status, headers and body of the capture it confirms. Damage when
        they are not there or not what the ledger says."""
        holder = self.holder_of_body(stored)
        where = f"{self.captures_folder / holder.warc_file}: record at {holder.warc_offset}"
        try:
            answer = answer_of(self._read_record(holder))
        except ValueError as error:
            raise Damage(f"{where}: {error}") from error
        found = hashlib.sha256(answer.payload).hexdigest()
        if found != holder.payload_sha256:
            raise Damage(f"{where}: sha256 {found}, the ledger says {holder.payload_sha256}")
        return Capture(
            url=stored.url,
            fetched_at=datetime.fromisoformat(stored.fetched_at).astimezone(UTC),
            status=answer.status,
            headers=answer.headers,
            payload=answer.payload,
            payload_sha256=stored.payload_sha256,
            record_id=stored.record_id,
            source=stored.source,
            fidelity=stored.fidelity,
            truncated=stored.truncated,
        )

    def url_state(self, identity: str) -> tuple[str, str | None, int | None] | None:
        """State, rule and last status of the address that stands for this thing; None when it was never seen."""
        row = self.db.execute(_URL_OF_IDENTITY, (identity,)).fetchone()
        return None if row is None else (row[0], row[1], row[2])
