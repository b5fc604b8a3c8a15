"""Keeps exchanges: appends their records, names them in the ledger, commits both about once a second; fetching is for spiders."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from archive.capture import Capture, Fidelity, Source
from archive.capture_row import RecordPlace, capture_row, media_type
from archive.clock import Clock
from archive.http_message import LEVEL, HttpMessage, parse_answer
from archive.ledger import Ledger
from archive.revisit import Revisit, identical, not_modified
from archive.stored import StoredCapture
from archive.warc_write import WarcWriter, new_record_id, sha1_label
from sites.errors import Damage, StorageFull

COMMIT_EVERY = timedelta(seconds=1)
"""A power loss costs at most this much work: one sync of the WARC file, then one commit (measured cost: under 1 % of a crawl)."""

_PACKED = ("image/", "audio/", "video/", "application/pdf", "application/zip", "application/vnd.o")


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and what came back, as bytes of the wire."""

    url: str
    """Address as requested."""
    sent: bytes
    """Request as written to the connection."""
    received: bytes
    """Answer as read from it."""
    received_at: datetime
    """When its last byte came, aware, UTC."""
    truncated: str | None = None
    """Why it ended early; None: it did not."""
    via: str | None = None
    """Page that led to it; None: a start page or robots.txt."""
    depth: int = 0
    """Links from a start page."""
    confirms: int | None = None
    """Row number of the capture whose ETag and Last-Modified the request carried; None: it was unconditional."""
    asked_at: datetime | None = None
    """When it was asked for, where that is another time than that of the answer (a memento); None: it is not."""
    memento_url: str | None = None
    """Where an archive service gave it; None: the site itself did."""
    service_head: bytes = b""
    """Status line and headers of that service's own answer."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A capture that was appended and named."""

    id: int
    """Row number in `captures`."""
    capture: Capture
    """The capture itself; of a revisit, the headers and the body that it confirms."""
    is_revisit: bool
    """Whether it only confirms what was held."""
    trouble: str | None
    """What could not be undone of its codings; None: all went well."""


class Keeper:
    """The one writer of an archive. Opened for one run, closed at its end; between commits everything is one transaction."""

    def __init__(self, ledger: Ledger, crawl_id: int, name: str, warcinfo: tuple[tuple[str, str], ...], now: Clock):
        self._ledger = ledger
        self._crawl_id = crawl_id
        self._now = now
        self._writer = WarcWriter(ledger.captures_folder, name, warcinfo, now)
        self._last_commit = now()
        self.bytes_received = 0
        ledger.db.execute("BEGIN IMMEDIATE")

    def keep(self, exchange: Exchange, url_id: int, source: Source = "live", fidelity: Fidelity = "as-sent") -> Kept:
        """Append request and answer and name the answer in the ledger; an answer that only confirms what is held becomes a
        revisit. ValueError when it is no HTTP answer; StorageFull when the disk takes no more: then nothing of it is in
        the ledger."""
        answer = parse_answer(exchange.received)
        self._writer.rotate()
        response_id = new_record_id()
        earlier = self._ledger.body_before(url_id)
        confirmed = None if earlier is None else self._revisit(exchange, answer, earlier)
        revisit, held = confirmed or (None, None)
        self._append_context(exchange, response_id, revisit)
        if revisit is None:
            digest = sha1_label(answer.entity)
            kind, block, extra = "response", exchange.received, [("WARC-Payload-Digest", digest)]
            if exchange.truncated:
                extra.append(("WARC-Truncated", exchange.truncated))
        else:
            kind, block, extra, digest = "revisit", revisit.block, list(revisit.fields), revisit.of.payload_digest or ""
        if exchange.memento_url:
            extra.append(("WARC-Source-URI", exchange.memento_url))
        written = self._writer.append(
            kind,
            exchange.url,
            exchange.received_at,
            block,
            "application/http; msgtype=response",
            [("WARC-Record-ID", response_id), *extra],
            1 if _packed(answer) else LEVEL,
        )
        row = capture_row(
            answer,
            RecordPlace(written.file, written.offset, written.length),
            record_id=response_id,
            url_id=url_id,
            crawl_id=self._crawl_id,
            fetched_at=exchange.received_at,
            block_sha256=written.block_sha256,
            source=source,
            fidelity=fidelity,
            truncated=exchange.truncated,
            payload_digest=digest,
        )
        if revisit is not None:
            row = revisit.row(row)
        try:
            number = self._ledger.add_capture(row)
        except sqlite3.OperationalError as error:
            raise _full(self._ledger.folder, error) from error
        self.bytes_received += len(exchange.received)
        capture = Capture(
            url=exchange.url,
            fetched_at=exchange.received_at,
            status=answer.status,
            headers=answer.headers if held is None else held.headers,
            payload=answer.payload if held is None else held.payload,
            payload_sha256=row["payload_sha256"],
            record_id=response_id,
            source=source,
            fidelity=fidelity,
            truncated=exchange.truncated,
        )
        return Kept(number, capture, is_revisit=revisit is not None, trouble=answer.trouble)

    def _append_context(self, exchange: Exchange, response_id: str, revisit: Revisit | None) -> None:
        """The records that stand before the answer: discovery, request, and of a 304 its own bytes.

        The answer comes last: what follows the last named record of a file is set aside at the next start.
        """
        concurrent = (("WARC-Concurrent-To", f"<{response_id}>"),)
        discovery = (f"via: {exchange.via}\r\n" if exchange.via else "") + f"hopsFromSeed: {exchange.depth}\r\n"
        # Answers beside the answer are under the name of its record: pywb takes any record under an address whose type is
        # not application/warc-fields for a capture, and replayed these in place of the page.
        beside, answer = response_id, "application/http; msgtype=response"
        records = [
            ("metadata", exchange.url, discovery.encode("utf-8"), "application/warc-fields"),
            ("request", exchange.url, exchange.sent, "application/http; msgtype=request"),
        ]
        if revisit is not None and not revisit.block:
            records.append(("metadata", beside, exchange.received, answer))
        if exchange.service_head:
            records.append(("metadata", beside, exchange.service_head, answer))
        asked_at = exchange.asked_at or exchange.received_at
        for kind, uri, block, content_type in records:
            self._writer.append(kind, uri, asked_at, block, content_type, concurrent)

    def _revisit(
        self, exchange: Exchange, answer: HttpMessage, earlier: StoredCapture
    ) -> tuple[Revisit, Capture] | None:
        """What this answer confirms, and its bytes; None: it brings a body of its own, or what is held is damaged."""
        is_same = (
            answer.status == 200 and not exchange.truncated and sha1_label(answer.entity) == earlier.payload_digest
        )
        if not is_same and (answer.status != 304 or exchange.confirms != earlier.id):
            return None
        try:
            held, block = self._ledger.read_capture(earlier), self._ledger.read_block(earlier)
        except Damage:
            return None
        revisit = identical(earlier, block, exchange.received) if is_same else not_modified(earlier)
        return None if revisit is None else (revisit, held)

    def read(self, stored: StoredCapture) -> Capture:
        """Its bytes, also where this run appended them and they are not on the disk yet. Damage as `Ledger.read_capture`."""
        self._writer.sync()
        return self._ledger.read_capture(stored)

    @property
    def is_writing(self) -> bool:
        """False once SQLite has taken the open transaction back by itself, as it does when the disk is full: whatever is
        written then would stand alone."""
        return self._ledger.db.in_transaction

    @property
    def commit_is_due(self) -> bool:
        """Whether the last commit is a second ago."""
        return self._now() - self._last_commit >= COMMIT_EVERY

    def commit(self) -> None:
        """Records to the disk first, then the rows that name them. StorageFull when either fails."""
        self._writer.sync()
        try:
            self._ledger.db.execute("COMMIT")
            self._ledger.db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise _full(self._ledger.folder, error) from error
        self._last_commit = self._now()

    def close(self) -> None:
        """Commit what there is and close the file."""
        self.commit()
        self._ledger.db.execute("COMMIT")
        self._writer.close()

    def abandon(self) -> None:
        """Take back what was not committed: after StorageFull. The tail of the WARC file is set aside at the next start."""
        self._writer.abandon()
        if self._ledger.db.in_transaction:  # SQLite takes a transaction back by itself when the disk is full
            self._ledger.db.execute("ROLLBACK")


def _packed(answer: HttpMessage) -> bool:
    """Whether the body is compressed already: level 6 would spend 30 ms a MB on it and win nothing."""
    return bool(answer.header(b"content-encoding")) or (media_type(answer) or "").startswith(_PACKED)


def _full(folder: Path, error: Exception) -> StorageFull:
    return StorageFull(f"{folder}: the database took no more: {error}; make room, then give the same command again")
