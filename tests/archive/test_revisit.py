"""Second visits: what only confirms what is held is kept as a revisit, and gives the same page back."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.http_message import parse_answer, split_head
from archive.keeper import Exchange, Keeper, Kept
from archive.ledger import Ledger
from archive.opening import open_archive
from archive.warc_read import WarcRecord
from archive.warc_write import sha1_label
from tests.archive.test_ledger import NOW, keeper, url_row
from tests.warc_files import iterate_records

URL = "http://h/spip.php?article1"
PAGE = b'HTTP/1.1 200 OK\r\nDate: %s\r\nETag: "a"\r\nContent-Type: text/html\r\n\r\n%s'
UNCHANGED = b'HTTP/1.1 304 Not Modified\r\nETag: "a"\r\n\r\n'


@pytest.fixture
def ledger(tmp_path: Path):
    opened = open_archive(tmp_path / "lab", create=True)
    opened.begin_crawl("live", {"site": {"name": "lab"}}, {}, NOW)
    yield opened
    opened.close()


def visit(ledger: Ledger, made: Keeper, answer: bytes, day: int, confirms: int | None = None) -> Kept:
    moment = NOW + timedelta(days=day)
    kept = made.keep(Exchange(URL, b"GET", answer, moment, confirms=confirms), url_row(ledger))
    made.commit()
    return kept


def records(ledger: Ledger) -> list[WarcRecord]:
    (file,) = ledger.captures_folder.glob("*.warc.gz")
    return [record for record in iterate_records(file) if record.field("WARC-Type") != "warcinfo"]


def test_the_same_body_again_is_a_revisit_that_gives_back_what_was_sent(ledger: Ledger) -> None:
    made = keeper(ledger)
    first = visit(ledger, made, PAGE % (b"Mon", b"<p>Un</p>"), 0)
    again = visit(ledger, made, PAGE % (b"Tue", b"<p>Un</p>"), 1)
    third = visit(ledger, made, PAGE % (b"Wed", b"<p>Un</p>"), 2)
    made.close()
    assert (first.is_revisit, again.is_revisit, third.is_revisit) == (False, True, True)
    assert again.capture.payload == b"<p>Un</p>"
    stored = list(ledger.stored_captures())
    assert [row.revisit_of for row in stored] == [None, 1, 1]
    assert [row.status for row in stored] == [200, 200, 200]
    head = ledger.read_block(stored[1])
    assert head + split_head(ledger.read_block(stored[0]))[1] == PAGE % (b"Tue", b"<p>Un</p>")
    assert ledger.read_capture(stored[1]).payload == b"<p>Un</p>"
    record = next(record for record in records(ledger) if record.field("WARC-Type") == "revisit")
    assert record.field("WARC-Profile") == "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    assert record.field("WARC-Refers-To") == f"<{stored[0].record_id}>"
    assert record.field("WARC-Refers-To-Target-URI") == URL
    assert record.field("WARC-Refers-To-Date") == stored[0].fetched_at
    assert record.field("WARC-Payload-Digest") == stored[0].payload_digest


def test_a_304_of_an_empty_file_states_no_digest_and_gives_the_empty_file(ledger: Ledger) -> None:
    made = keeper(ledger)
    visit(ledger, made, PAGE % (b"Mon", b""), 0)
    visit(ledger, made, UNCHANGED, 1, confirms=1)
    made.close()
    first, again = ledger.stored_captures()
    assert (again.revisit_of, again.payload_digest) == (first.id, sha1_label(b""))
    assert ledger.read_capture(again).payload == b""
    *_, revisit = records(ledger)
    assert (revisit.field("WARC-Payload-Digest"), revisit.field("WARC-Refers-To")) == (None, f"<{first.record_id}>")


def test_a_304_is_a_revisit_with_an_empty_block_and_its_own_bytes_beside_it(ledger: Ledger) -> None:
    made = keeper(ledger)
    visit(ledger, made, PAGE % (b"Mon", b"<p>Un</p>"), 0)
    kept = visit(ledger, made, UNCHANGED, 1, confirms=1)
    made.close()
    assert (kept.is_revisit, kept.capture.status, kept.capture.payload) == (True, 304, b"<p>Un</p>")
    stored = list(ledger.stored_captures())[1]
    assert (stored.status, stored.revisit_of, stored.etag, stored.media_type) == (304, 1, '"a"', "text/html")
    capture = ledger.read_capture(stored)
    assert (capture.status, capture.payload) == (200, b"<p>Un</p>")
    *_, beside, revisit = records(ledger)
    assert (beside.field("WARC-Type"), beside.block) == ("metadata", UNCHANGED)
    assert (revisit.field("WARC-Type"), revisit.block) == ("revisit", b"")
    assert beside.field("Content-Type") == revisit.field("Content-Type") == "application/http; msgtype=response"
    # Under the address of the page it would replay in its place.
    assert f"<{beside.field('WARC-Target-URI')}>" == revisit.field("WARC-Record-ID")


def test_what_differs_is_kept_whole(ledger: Ledger) -> None:
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    made = keeper(ledger)
    visit(ledger, made, chunked + b"4\r\nabcd\r\n0\r\n\r\n", 0)
    other_chunks = visit(ledger, made, chunked + b"2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n", 1)
    visit(ledger, made, PAGE % (b"Tue", b"<p>Deux</p>"), 2)
    back = visit(ledger, made, PAGE % (b"Wed", b"<p>Un</p>"), 3)
    unasked = visit(ledger, made, UNCHANGED, 4)
    after_gone = visit(ledger, made, PAGE % (b"Thu", b"<p>Un</p>"), 5)
    made.close()
    assert not any(kept.is_revisit for kept in (other_chunks, back, unasked, after_gone))
    assert ledger.read_capture(list(ledger.stored_captures())[3]).payload == b"<p>Un</p>"


def test_what_cannot_be_read_any_more_is_not_confirmed(ledger: Ledger) -> None:
    made = keeper(ledger)
    visit(ledger, made, PAGE % (b"Mon", b"<p>Un</p>"), 0)
    ledger.db.execute("UPDATE captures SET payload_sha256 = ?", ("0" * 64,))
    assert not visit(ledger, made, PAGE % (b"Tue", b"<p>Un</p>"), 1).is_revisit
    made.close()


@given(st.lists(st.sampled_from([b"Un", b"Deux", b""]), min_size=1, max_size=8))
def test_every_visit_gives_back_its_own_body(tmp_path_factory: pytest.TempPathFactory, bodies: list[bytes]) -> None:
    opened = open_archive(tmp_path_factory.mktemp("visits") / "lab", create=True)
    opened.begin_crawl("live", {}, {}, NOW)
    made = keeper(opened)
    for day, body in enumerate(bodies):
        visit(opened, made, PAGE % (b"Mon", body), day)
    made.close()
    stored = list(opened.stored_captures())
    assert [opened.read_capture(row).payload for row in stored] == bodies
    changes = sum(1 for day, body in enumerate(bodies) if day == 0 or body != bodies[day - 1])
    assert sum(row.revisit_of is None for row in stored) == changes
    assert all(opened.holder_of_body(row).revisit_of is None for row in stored)
    opened.close()


@given(st.binary(max_size=60), st.sampled_from([b"\r\n", b"\n"]))
def test_head_and_body_make_the_answer(body: bytes, end: bytes) -> None:
    block = b"HTTP/1.1 100 Continue" + end * 2 + b"HTTP/1.1 200 OK" + end + b"A: b" + end * 2 + body
    head, rest = split_head(block)
    assert head + rest == block
    assert rest == body == parse_answer(block).entity
