"""warcio and FastWARC, which are not ours, read what the keeper writes: every record, its digests, its payload."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator as WarcioIterator

from archive.http_message import parse_answer
from archive.keeper import Exchange
from archive.opening import open_archive
from archive.warc_read import WarcRecord
from spiders.tap import MAX_HEAD
from tests.archive.test_ledger import NOW, keeper, url_row
from tests.spiders.wire_answers import CUT, WHOLE
from tests.warc_files import iterate_records

UNCHANGED = b'HTTP/1.1 304 Not Modified\r\nETag: "a"\r\n\r\n'
UNDONE_BY_OTHERS = {
    "x-gzip",
    "br",
    "twice-coded",
    "shouted-codings",
    "trailers",
    "continue",
    "early-hints",
    "bad-chunk-size",
}
"""Answers that warcio does not unfold, or not as RFC 9110 and 9112 say."""
CHUNKED_OR_INTERIM = {
    name for name, (sent, _) in {**WHOLE, **CUT}.items() if b"chunked" in sent.lower() or sent.startswith(b"HTTP/1.1 1")
}
"""Answers of which both take the chunks, or the final answer after an interim one, for the payload; ISO 28500 §6.3.2 means
the entity, without its transfer coding."""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A WARC file of two visits: all answers whole and cut, then each again, then a 304."""
    ledger = open_archive(tmp_path_factory.mktemp("readers") / "lab", create=True)
    ledger.begin_crawl("live", {"site": {"name": "lab"}}, {}, NOW)
    made = keeper(ledger)
    for day in range(3):
        for number, (name, (sent, _)) in enumerate({**WHOLE, **CUT}.items()):
            url = f"http://h/spip.php?article{number}&nom={name}"
            row = url_row(ledger, url)
            held = ledger.body_before(row)
            answer, confirms = (UNCHANGED, held.id) if day == 2 and held is not None else (bytes(sent), None)
            truncated = "disconnect" if name in CUT else None
            moment = NOW + timedelta(days=day)
            made.keep(Exchange(url, b"GET", answer, moment, truncated, "http://h/", 1, confirms), row)
        made.commit()
    made.close()
    (path,) = ledger.captures_folder.glob("*.warc.gz")
    ledger.close()
    return path


@pytest.fixture(scope="module")
def ours(written: Path) -> list[WarcRecord]:
    return list(iterate_records(written))


def test_fastwarc_reads_every_record_and_agrees_with_its_digest(written: Path, ours: list[WarcRecord]) -> None:
    with written.open("rb") as stream:
        for record, other in zip(ours, FastIterator(stream, parse_http=False), strict=True):
            assert other.headers["WARC-Type"] == record.field("WARC-Type")
            assert other.verify_block_digest()
            assert other.reader.read() == record.block
    kinds = Counter(record.field("WARC-Type") for record in ours)
    assert kinds["revisit"] > 50
    assert kinds["response"] > 60
    assert kinds["metadata"] > kinds["request"] == kinds["response"] + kinds["revisit"]


def test_warcio_reads_every_record(written: Path, ours: list[WarcRecord]) -> None:
    with written.open("rb") as stream:
        for record, other in zip(ours, WarcioIterator(stream, no_record_parse=True), strict=True):
            assert other.rec_type == record.field("WARC-Type")
            assert other.raw_stream.read() == record.block


def name_of(record: WarcRecord) -> str:
    return (record.field("WARC-Target-URI") or "").rpartition("=")[2]


def test_warcio_agrees_with_digests_and_payloads(written: Path, ours: list[WarcRecord]) -> None:
    agreed = Counter[str]()
    with written.open("rb") as stream:
        for record, other in zip(ours, WarcioIterator(stream, check_digests=True), strict=True):
            name = name_of(record)
            if other.rec_type == "response" and name not in UNDONE_BY_OTHERS:
                assert other.content_stream().read() == parse_answer(record.block).payload, name
            else:
                other.raw_stream.read()
            if other.rec_type != "response" or name not in CHUNKED_OR_INTERIM:
                assert other.digest_checker.passed is not False, (name, other.digest_checker.problems)
                agreed[other.rec_type] += other.digest_checker.passed is True
    assert agreed["response"] > 50
    assert min(agreed["request"], agreed["metadata"]) > 150


def test_fastwarc_agrees_with_payload_digests(written: Path, ours: list[WarcRecord]) -> None:
    agreed = 0
    with written.open("rb") as stream:
        for record, other in zip(ours, FastIterator(stream, max_header_len=MAX_HEAD), strict=True):
            name = name_of(record)
            if record.field("WARC-Type") == "response" and name not in CHUNKED_OR_INTERIM | {"bare-lf"}:
                assert other.verify_payload_digest(), name
                agreed += 1
    assert agreed > 50
