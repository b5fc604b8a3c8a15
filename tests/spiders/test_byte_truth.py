"""What stands in the WARC file is what went over the wire, byte for byte, whatever a server sends."""

import gzip
import itertools
import sqlite3
import ssl
import zlib
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import brotli
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from archive.warc_read import WarcRecord
from tests.road.conftest import fonds
from tests.spiders.certificate import tls_context
from tests.spiders.raw_server import Pieces, RawServer, raw_server
from tests.spiders.wire_answers import CUT, HTML, NO_ANSWER, WHOLE, sized
from tests.warc_files import iterate_records


def target(name: str) -> str:
    # Single pages of SPIP are few, and hundreds of them would be taken for a trap; its news items are numbered.
    return f"/spip.php?breve{name[1:]}" if name[1:].isdigit() else f"/spip.php?page={name}"


@dataclass(frozen=True)
class Crawled:
    """A finished crawl of a home page that links to all cases."""

    server: RawServer
    folder: Path
    """The archive."""
    records: list[WarcRecord]
    """Of the WARC file, in order."""

    def blocks(self, kind: str) -> dict[str, list[WarcRecord]]:
        """Records of this type by request target."""
        found: dict[str, list[WarcRecord]] = {}
        for record in self.records:
            if record.field("WARC-Type") == kind:
                uri = record.field("WARC-Target-URI") or ""
                found.setdefault("/" + uri.split("/", 3)[3], []).append(record)
        return found

    def states(self) -> dict[str, str]:
        """State of each address by request target."""
        with closing(sqlite3.connect(self.folder / "archive.db")) as db:
            return {"/" + url.split("/", 3)[3]: state for url, state in db.execute("SELECT url, state FROM urls")}

    def problems(self) -> dict[str, set[str]]:
        """Kinds of problems by request target."""
        found: dict[str, set[str]] = {}
        with closing(sqlite3.connect(self.folder / "archive.db")) as db:
            for url, kind in db.execute("SELECT url, kind FROM fetch_problems"):
                found.setdefault("/" + url.split("/", 3)[3], set()).add(kind)
        return found


def crawl(
    cases: Mapping[str, tuple[bytes, bool]], folder: Path, *more: str, context: ssl.SSLContext | None = None
) -> Crawled:
    """Crawl all cases to the end."""
    links = "".join(f'<a href="{target(name)}">{name}</a>' for name in cases) + '<a href="/spip.php?article1">a</a>'
    answers = {target(name): case for name, case in cases.items()}
    answers["/"] = sized(f"<html><body>{links}</body></html>".encode())
    answers["/spip.php?article1"] = sized(b"<html><body><h1>Un article</h1><p>Texte.</p></body></html>")
    with raw_server(answers, context) as server:
        result = fonds(
            "crawl", server.base, "--name", "lab", "--allow-private", "--delay", "0", "--no-build", *more, cwd=folder
        )
    assert "Traceback" not in result.stderr, result.stderr
    assert result.returncode == 0, result.stderr
    archive = folder / "data" / "lab"
    (path,) = (archive / "captures").glob("live-*.warc.gz")
    return Crawled(server, archive, list(iterate_records(path)))


@pytest.fixture(scope="module", params=["http", "https"])
def context(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext | None:
    """Of TLS, for https; None for http."""
    return tls_context(tmp_path_factory.mktemp("tls")) if request.param == "https" else None


@pytest.fixture(scope="module")
def hostile(context: ssl.SSLContext | None, tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    return crawl({**WHOLE, **CUT, **NO_ANSWER}, tmp_path_factory.mktemp("hostile"), context=context)


@pytest.mark.parametrize("name", [*WHOLE, *CUT])
def test_an_answer_is_kept_as_it_went_over_the_wire(hostile: Crawled, name: str) -> None:
    records = hostile.blocks("response")[target(name)]
    sent = (WHOLE | CUT)[name][0]
    assert {record.block for record in records} == {sent}
    assert {record.field("WARC-Truncated") for record in records} == {"disconnect" if name in CUT else None}
    if name in CUT:
        assert hostile.states()[target(name)] == "failed"
        assert hostile.problems()[target(name)]


@pytest.mark.parametrize("name", ["bad-gzip", "cut-gzip", "unknown-coding"])
def test_a_coding_that_cannot_be_undone_is_a_problem(hostile: Crawled, name: str) -> None:
    assert hostile.states()[target(name)] == "fetched"
    assert hostile.problems()[target(name)] == {"body-coding"}


@pytest.mark.parametrize("name", NO_ANSWER)
def test_what_is_no_answer_is_a_problem(hostile: Crawled, name: str) -> None:
    assert target(name) not in hostile.blocks("response")
    assert hostile.states()[target(name)] == "failed"
    assert hostile.problems()[target(name)]


def test_requests_are_kept_as_they_went_over_the_wire(hostile: Crawled) -> None:
    answered = [r for r in hostile.server.requests if not any(f" {target(n)} ".encode() in r for n in NO_ANSWER)]
    requests = [record.block for record in hostile.records if record.field("WARC-Type") == "request"]
    assert sorted(requests) == sorted(answered)
    for request in hostile.server.requests:
        assert b"x-fonds" not in request.lower()
        assert b"\ncookie" not in request.lower()


def test_each_answer_tells_how_its_address_was_found(hostile: Crawled) -> None:
    told = {
        record.field("WARC-Concurrent-To"): record.block
        for record in hostile.records
        if record.field("WARC-Type") == "metadata"
    }
    responses = hostile.blocks("response")
    for name in WHOLE:
        block = told[responses[target(name)][0].field("WARC-Record-ID")]
        assert block == b"via: " + hostile.server.base.encode() + b"\r\nhopsFromSeed: 1\r\n", name
    assert b"configurationDigest: sha256:" in hostile.records[0].block


NAMES = st.text(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_!#$%&'*+.^`|~", min_size=1, max_size=12
)
VALUES = st.binary(max_size=30).map(lambda value: value.translate(None, b"\r\n"))


@st.composite
def answers(draw: st.DrawFn) -> tuple[bytes, bool]:
    """An answer that a client can read to its end, however odd."""
    end = draw(st.sampled_from([b"\r\n", b"\r\n", b"\n"]))
    status = draw(st.sampled_from([200, 200, 200, 203, 206, 301, 400, 403, 404, 410, 451, 999]))
    version = draw(st.sampled_from([b"1.1", b"1.0"]))
    head = b"HTTP/%s %d %s" % (version, status, draw(VALUES)) + end
    # The prefix keeps a made-up name from being one that says something.
    for name, value in draw(st.lists(st.tuples(NAMES, VALUES), max_size=6)):
        head += f"x{name}:".encode() + draw(st.sampled_from([b"", b" ", b"  \t"])) + value + end
    body = draw(st.binary(max_size=400) | st.just(HTML) | st.just(HTML * 3000))
    coding = draw(st.sampled_from([b"", b"", b"gzip", b"deflate", b"br"]))
    if coding:
        head += b"Content-Encoding: " + coding + end
        coded = {b"gzip": gzip.compress, b"deflate": zlib.compress, b"br": brotli.compress}[coding](body)
        body = coded[: draw(st.sampled_from([len(coded), len(coded), len(coded) // 2]))]
    framing = draw(st.sampled_from(["length", "chunks", "close"]))
    if framing == "length":
        head += b"Content-Length: %d" % len(body) + end
    elif framing == "chunks":
        head += b"Transfer-Encoding: chunked" + end
        sizes = draw(st.lists(st.integers(1, 5000), min_size=1, max_size=5))
        extension = draw(st.sampled_from([b"", b";a=b", b' ; c="d"']))
        pieces, place = bytearray(), 0
        for size in itertools.cycle(sizes):
            piece = body[place : place + size]
            pieces += b"%x%s\r\n%s\r\n" % (len(piece), extension if piece else b"", piece if piece else b"")
            if not piece:
                break
            place += size
        body = bytes(pieces)
    whole = head + end + body
    cuts = draw(st.lists(st.integers(1, max(1, len(whole) // 4)), max_size=4))
    return Pieces(whole, tuple(cuts)), framing == "close"


def made(number: int) -> dict[str, tuple[bytes, bool]]:
    """So many answers, made up by hypothesis: one crawl has them all, for a crawl an answer would take minutes."""
    found: list[tuple[bytes, bool]] = []

    @settings(max_examples=number, database=None, phases=[Phase.generate], deadline=None)
    @given(answers())
    def collect(answer: tuple[bytes, bool]) -> None:
        found.append(answer)

    collect()
    return {f"n{place}": answer for place, answer in enumerate(found)}


def test_answers_nobody_thought_of(context: ssl.SSLContext | None, tmp_path: Path) -> None:
    cases = made(250)
    assert len(cases) >= 200
    crawled = crawl(cases, tmp_path, "--concurrency", "4", context=context)
    responses = crawled.blocks("response")
    for name, (sent, _) in cases.items():
        kept = [(record.block, record.field("WARC-Truncated")) for record in responses.get(target(name), [])]
        assert kept == [(bytes(sent), None)], name


def test_many_at_once_over_kept_connections(context: ssl.SSLContext | None, tmp_path: Path) -> None:
    cases = {
        f"n{number}": (
            Pieces(
                sized(b"<p>%d</p>" % number * (number % 50 * 40 + 9))[0], (50, 20), pause=0.02 if number >= 16 else 0.4
            ),
            False,
        )
        for number in range(600)
    }
    crawled = crawl(cases, tmp_path, "--concurrency", "16", context=context)
    responses = crawled.blocks("response")
    for name, (sent, _) in cases.items():
        assert [record.block for record in responses[target(name)]] == [bytes(sent)], name
    assert crawled.server.most_at_once == 16
    assert crawled.server.connections <= 20
