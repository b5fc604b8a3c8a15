"""What stands in the WARC file is what went over the wire, byte for byte, whatever a server sends."""

import gzip
from collections.abc import Mapping
from pathlib import Path

import brotli

from archive.warc_read import WarcRecord, iterate_records
from tests.road.conftest import fonds
from tests.spiders.raw_server import RawServer, raw_server

HTML = b"<html><body><p>Bonjour</p></body></html>"


def sized(body: bytes, head: bytes = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n") -> tuple[bytes, bool]:
    return head + b"Content-Length: %d\r\n\r\n%s" % (len(body), body), False


def chunked(body: bytes) -> bytes:
    return (
        b"".join(b"%X;x=y\r\n%s\r\n" % (len(body[i : i + 9]), body[i : i + 9]) for i in range(0, len(body), 9))
        + b"0\r\n\r\n"
    )


GZIP = gzip.compress(HTML)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CASES: dict[str, tuple[bytes, bool]] = {
    "plain": sized(HTML),
    "gzip": sized(GZIP, HEAD + b"Content-Encoding: gzip\r\n"),
    "br": sized(brotli.compress(HTML), HEAD + b"Content-Encoding: br\r\n"),
    "chunked": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunked(HTML), False),
    "chunked-gzip": (HEAD + b"transfer-encoding: CHUNKED\r\nContent-Encoding: gzip\r\n\r\n" + chunked(GZIP), False),
    "latin-header": sized(HTML, HEAD + b"Content-Disposition: inline; filename=caf\xe9.html\r\n"),
    "latin-reason": sized(HTML, b"HTTP/1.1 200 Tr\xe8s bien\r\nContent-Type: text/html\r\n"),
    "no-reason": sized(HTML, b"HTTP/1.1 200\r\nContent-Type: text/html\r\n"),
    "http-1.0": (b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + HTML, True),
    "cookies": sized(HTML, HEAD + b"Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nset-cookie: c=3\r\n"),
    "odd-case": sized(HTML, b"HTTP/1.1 200 OK\r\ncOnTeNt-TyPe: text/html\r\nX-zEbRa:   blanks  \r\n"),
    "folded": sized(HTML, HEAD + b"X-Folded: one\r\n two\r\n"),
    "no-colon": sized(HTML, HEAD + b"This line has none\r\n"),
    "moved": (b"HTTP/1.1 301 Moved Permanently\r\nLocation: /spip.php?page=plain\r\nContent-Length: 0\r\n\r\n", False),
    "missing": sized(b"<h1>Erreur 404</h1>", b"HTTP/1.1 404 Pas trouv\xe9\r\nContent-Type: text/html\r\n"),
    "close-delimited": (HEAD + b"Connection: close\r\n\r\n" + HTML, True),
    "empty": (HEAD + b"Content-Length: 0\r\n\r\n", False),
    "nulls": sized(b"\x00\x01\xff" * 500, b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n"),
    "large": sized(b"<p>long</p>" * 40_000),
    "bad-gzip": sized(b"not gzip at all", HEAD + b"Content-Encoding: gzip\r\n"),
    "short": (HEAD + b"Content-Length: 500\r\n\r\n" + HTML, True),
}


def target(name: str) -> str:
    # Single pages of SPIP are few, and hundreds of them would be taken for a trap; its news items are numbered.
    return f"/spip.php?breve{name[1:]}" if name[1:].isdigit() else f"/spip.php?page={name}"


def crawl(cases: Mapping[str, tuple[bytes, bool]], folder: Path, *more: str) -> tuple[RawServer, list[WarcRecord], int]:
    """Crawl a home page that links to all cases; the records of the WARC file, in order."""
    links = "".join(f'<a href="{target(name)}">{name}</a>' for name in cases) + '<a href="/spip.php?article1">a</a>'
    answers = {target(name): case for name, case in cases.items()}
    answers["/"] = sized(f"<html><body>{links}</body></html>".encode())
    answers["/spip.php?article1"] = sized(b"<html><body><h1>Un article</h1><p>Texte.</p></body></html>")
    with raw_server(answers) as server:
        result = fonds(
            "crawl", f"http://127.0.0.1:{server.port}/", "--name", "lab", "--allow-private", "--delay", "0", "--no-build", *more,
            cwd=folder,
        )  # fmt: skip
    assert "Traceback" not in result.stderr, result.stderr
    (path,) = (folder / "data" / "lab" / "captures").glob("live-*.warc.gz")
    return server, list(iterate_records(path)), result.returncode


def blocks(records: list[WarcRecord], kind: str) -> dict[str, list[WarcRecord]]:
    found: dict[str, list[WarcRecord]] = {}
    for record in records:
        if record.field("WARC-Type") == kind:
            uri = record.field("WARC-Target-URI") or ""
            found.setdefault("/" + uri.split("/", 3)[3], []).append(record)
    return found


def test_responses_and_requests_are_kept_as_they_went_over_the_wire(tmp_path: Path) -> None:
    server, records, code = crawl(CASES, tmp_path)
    assert code == 0
    responses = blocks(records, "response")
    for name, (sent, _) in CASES.items():
        assert responses.get(target(name)), f"{name} was not kept"
        for record in responses[target(name)]:
            assert record.block == sent, name
    requests = [record.block for record in records if record.field("WARC-Type") == "request"]
    assert sorted(requests) == sorted(server.requests)
    assert all(b"x-fonds" not in request.lower() for request in requests)
    told = {
        record.field("WARC-Concurrent-To"): record.block
        for record in records
        if record.field("WARC-Type") == "metadata"
    }
    home = f"http://127.0.0.1:{server.port}/".encode()
    for name in CASES:
        block = told[responses[target(name)][0].field("WARC-Record-ID")]
        assert block == b"via: " + home + b"\r\nhopsFromSeed: 1\r\n", name
    assert b"configurationDigest: sha256:" in records[0].block
    assert {record.field("WARC-Truncated") for record in responses[target("short")]} == {"disconnect"}


def test_many_at_once_over_kept_connections(tmp_path: Path) -> None:
    cases = {f"n{number}": sized(b"<p>%d</p>" % number * (number % 50 + 1)) for number in range(300)}
    _, records, code = crawl(cases, tmp_path, "--concurrency", "16")
    assert code == 0
    responses = blocks(records, "response")
    assert all([r.block for r in responses[target(name)]] == [sent] for name, (sent, _) in cases.items())
