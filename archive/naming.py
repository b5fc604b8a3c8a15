"""Names imported records in the ledger: which become captures, of which address, leaning on which body; files are for importing."""

import hashlib
from datetime import datetime
from typing import Literal

from archive.capture import Source
from archive.capture_row import RecordPlace, capture_row
from archive.frontier import Frontier
from archive.http_message import REDIRECTS, HttpMessage, parse_answer
from archive.ledger import Ledger
from archive.record_answer import answer_of, digest_agrees, record_id, record_moment, target_uri
from archive.revisit import Revisit
from archive.stored import StoredCapture
from archive.warc_read import WarcRecord
from archive.warc_write import sha1_label
from sites.address import normalise, resolve
from sites.errors import Damage
from sites.scope import Decision, decide
from sites.site import Site

Named = Literal["named", "held", "foreign", "unusable", "altered", "open"]
"""What became of a record: a capture now; a capture already, out of another file; of a host that is not the site's; no
answer, or without a date; bytes that do not give the digest it states; a revisit of a body that is not held yet."""
WITH_ANSWERS = frozenset({"response", "revisit", "resource"})
"""Record types that become captures."""

_ANSWERED = """
UPDATE urls SET state = ?, status = ?, rule = ?, target_id = NULL
WHERE id = ? AND (state IN ('queued', 'failed', 'skipped') OR status IS NULL)"""
# Only of addresses that this run was the first to see; what a crawl of ours knew before is as good.
_FOUND_ON = """
UPDATE urls SET depth = :depth, found_on = (SELECT v.id FROM urls AS v WHERE v.url = :via AND v.id <> urls.id)
WHERE url = :url AND crawl_id = :crawl AND found_on IS NULL"""
_MAX_DISCOVERY = 64 * 1024
_OPEN = "INSERT OR IGNORE INTO open_revisits (warc_file, warc_offset, warc_length, crawl_id) VALUES (?, ?, ?, ?)"


class Namer:
    """Writes into the transaction that its user has open."""

    def __init__(self, ledger: Ledger, site: Site, crawl_id: int, source: Source = "warc"):
        self._ledger = ledger
        self._site = site
        self._crawl_id = crawl_id
        self._source = source
        self._frontier = Frontier(ledger.db, crawl_id)
        self._discovery: dict[str, object] = {}

    def name(self, record: WarcRecord, file: str) -> Named:
        """Name one record that stands in this file under captures/. Whatever is wrong with it leaves a Problem."""
        decision = decide(self._site, target_uri(record))
        if decision.rule in ("foreign-host", "scheme"):
            return "foreign"
        stated = record.field("WARC-Block-Digest")
        if stated and not record.is_cut and digest_agrees(stated, record.block) is False:
            message = f"its block does not give the digest {stated} that it states; kept in the file, not read"
            self._problem(decision.url, "digest-mismatch", record, file, message)
            return "altered"
        if self._is_held(record, decision.url):
            return "held"
        try:
            moment = record_moment(record.field("WARC-Date") or "")
            if record.field("WARC-Type") == "revisit":
                return self._name_revisit(record, file, decision, moment)
            answer = answer_of(record)
        except (ValueError, OverflowError) as error:
            self._problem(decision.url, "unusable-record", record, file, str(error))
            return "unusable"
        self._name_answer(record, file, decision, moment, answer)
        return "named"

    def discover(self, record: WarcRecord) -> None:
        """Keep how an address was found, as a metadata record says (`via`, `hopsFromSeed`, in the words of Heritrix). It may
        stand before the answer, as ours do, or behind it; the page that led there must be known before."""
        if not (record.field("Content-Type") or "").startswith("application/warc-fields"):
            return
        lines = record.block[:_MAX_DISCOVERY].decode("utf-8", "replace").splitlines()
        said = {name.strip(): value.strip() for name, colon, value in (line.partition(":") for line in lines) if colon}
        hops = said.get("hopsFromSeed")
        if hops is None:
            return
        # Heritrix writes a letter for each hop, we their number.
        depth = int(hops) if hops.isdecimal() and len(hops) < 6 else len(hops)
        via = decide(self._site, said["via"]).url if "via" in said else None
        url = decide(self._site, target_uri(record)).url
        self._discovery = {"url": url, "via": via, "depth": depth, "crawl": self._crawl_id}
        self._ledger.db.execute(_FOUND_ON, self._discovery)

    def _is_held(self, record: WarcRecord, url: str) -> bool:
        """Whether this very record came in before, out of another file, and can still be read there."""
        own_id = record_id(record)
        stored = self._ledger.capture_by_record(own_id) if own_id else None
        if stored is None or stored.url != url:
            return False
        try:
            return self._ledger.read_block(stored) == record.block
        except Damage:
            return False

    def _name_answer(
        self, record: WarcRecord, file: str, decision: Decision, moment: datetime, answer: HttpMessage
    ) -> None:
        if answer.trouble:
            self._problem(decision.url, "body-coding", record, file, f"{answer.trouble}; the rest is kept as it stands")
        if record.is_cut:
            self._problem(decision.url, "long-record", record, file, f"{len(record.block)} bytes of it are read")
        stated = record.field("WARC-Payload-Digest")
        if stated and not record.field("WARC-Block-Digest") and not _agrees_somehow(stated, answer):
            self._problem(decision.url, "payload-digest", record, file, f"its body does not give the digest {stated}")
        self._add(record, file, decision, moment, answer, stated or sha1_label(answer.entity), None)

    def _name_revisit(self, record: WarcRecord, file: str, decision: Decision, moment: datetime) -> Named:
        holder = self._body_for(record, decision.url, moment)
        if holder is None:
            self._ledger.db.execute(_OPEN, (file, record.offset, record.length, self._crawl_id))
            return "open"
        # Of a 304 there may be no bytes at all (ISO 28500 §6.7.3); what is there begins with a status line.
        block = record.block or b"HTTP/1.1 304 Not Modified\r\n\r\n"
        self._add(record, file, decision, moment, parse_answer(block), holder.payload_digest, Revisit(holder, b"", ()))
        return "named"

    def _body_for(self, record: WarcRecord, url: str, moment: datetime) -> StoredCapture | None:
        """The capture with the body that a revisit record confirms: by record id, by address and date, by digest, or for a
        304 the last body of the address before it."""
        refers_to = (record.field("WARC-Refers-To") or "").strip("<> ")
        found = self._ledger.capture_by_record(refers_to) if refers_to else None
        if found is not None:
            return self._ledger.holder_of_body(found)
        date, digest = record.field("WARC-Refers-To-Date"), record.field("WARC-Payload-Digest")
        if date:
            of = (record.field("WARC-Refers-To-Target-URI") or "").strip("<> ")
            at = normalise(of, monolingual=self._site.monolingual) if of else url
            found = self._ledger.body_at(at, record_moment(date))
        if found is None and digest:
            found = self._ledger.body_with_digest(digest, url)
        if found is None and (record.field("WARC-Profile") or "").rstrip("/").endswith("server-not-modified"):
            found = self._ledger.last_body_before(url, moment)
        return found

    def _add(
        self, record: WarcRecord, file: str, decision: Decision, moment: datetime, answer: HttpMessage,
        payload_digest: str | None, revisit: Revisit | None,
    ) -> None:  # fmt: skip
        url_id = self._frontier.row_for(decision.url, decision.identity)
        state, rule = _outcome(answer, decision.url)
        self._ledger.db.execute(_ANSWERED, (state, answer.status, rule, url_id))
        if self._discovery.get("url") == decision.url:
            self._ledger.db.execute(_FOUND_ON, self._discovery)
        own_id = record_id(record)
        if not own_id or self._ledger.capture_by_record(own_id) is not None:
            # Some writers repeat ids, and ARC has none.
            own_id = f"urn:uuid:{_place_id(file, record.offset)}"
        # A body that has lost the coding its headers state, or its head, is not what the wire brought; nor is one that was
        # taken out of another archive, as the Wayback door and pywb mark it.
        is_whole = (
            record.field("WARC-Type") != "resource"
            and record.field("WARC-Source-URI") is None
            and not (answer.trouble and answer.payload == answer.entity)
        )
        row = capture_row(
            answer,
            RecordPlace(file, record.offset, record.length),
            record_id=own_id,
            url_id=url_id,
            crawl_id=self._crawl_id,
            fetched_at=moment,
            block_sha256=hashlib.sha256(record.block).hexdigest(),
            source=self._source,
            fidelity="as-sent" if is_whole else "reconstructed",
            truncated=_why_short(record) if revisit is None else None,
            payload_digest=payload_digest,
        )
        self._ledger.add_capture(row if revisit is None else revisit.row(row))

    def _problem(self, url: str, kind: str, record: WarcRecord, file: str, message: str) -> None:
        self._ledger.record_problem(self._crawl_id, url, "import", kind, f"{file} at {record.offset}: {message}")


def _why_short(record: WarcRecord) -> str | None:
    """Why a record has not all of its body; None: it has. Further segments (ISO 28500 §7) are not put together."""
    if record.is_cut:
        return "length"
    return record.field("WARC-Truncated") or ("segmented" if record.field("WARC-Segment-Number") else None)


def _agrees_somehow(stated: str, answer: HttpMessage) -> bool:
    """Whether the body gives the digest with its codings or without; writers differ in what they take for the payload."""
    return any(digest_agrees(stated, data) is not False for data in (answer.entity, answer.payload))


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
