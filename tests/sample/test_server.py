"""The server serves each front at its own loopback address and keeps connections open."""

import http.client
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from sample.fronts import Front
from sample.server import serve
from sample.truth import Truth
from sample.wire import BUSY, SLOW, Answer, Sending, sending


def test_four_fronts_on_loopback(truth: Truth) -> None:
    asked: list[tuple[str, str, str]] = []

    def listen(front: Front, method: str, path: str) -> None:
        asked.append((front.name, method, path))

    with serve(truth, listener=listen) as fronts:
        assert [front.name for front in fronts] == ["directorate", "spip21", "spip32", "responsive"]
        assert len({front.base for front in fronts}) == 4
        for front in fronts:
            assert urlsplit(front.base).hostname == "127.0.0.1"
            connection = http.client.HTTPConnection(urlsplit(front.base).netloc, timeout=10)
            for method, path, status in (("GET", "/", 200), ("HEAD", "/robots.txt", 200), ("GET", "/nulle-part", 404)):
                connection.request(method, path)
                response = connection.getresponse()
                body = response.read()
                assert response.status == status
                assert response.version == 11
                announced = response.headers["Content-Length"]
                assert len(body) == (0 if method == "HEAD" else int(announced or len(body)))
            connection.close()
    assert asked[0] == ("directorate", "GET", "/")
    assert len(asked) == 12


PAGE = Answer(200, (("Content-Type", "text/html; charset=utf-8"), ("Content-Length", "3000")), b"<p>" * 1000)


def send(
    mishap: str | None, path: str = "/x", *, is_first: bool = True, gzip: bool = True, chunks: bool = True
) -> Sending:
    given = replace(PAGE, mishap=mishap)
    return sending(given, path, is_first=is_first, takes_gzip=gzip, takes_chunks=chunks)


def test_pages_are_coded_as_the_client_accepts() -> None:
    ways = {(way.answer.header("Content-Encoding"), way.answer.header("Transfer-Encoding"))
            for way in (send(None, f"/{number}") for number in range(40))}  # fmt: skip
    assert ways == {(None, None), ("gzip", None), (None, "chunked"), ("gzip", "chunked")}
    for number in range(40):
        way = send(None, f"/{number}", gzip=False, chunks=False)
        assert (way.answer, b"".join(way.pieces), way.closes) == (PAGE, PAGE.body, False)


@pytest.mark.parametrize(
    ("mishap", "first", "later"),
    [("busy", (503, 0.0, False), (200, 0.0, False)), ("slow", (200, SLOW, False), (200, 0.0, False)),
     ("cut-once", (200, 0.0, True), (200, 0.0, False)), ("cut", (200, 0.0, True), (200, 0.0, True))],
)  # fmt: skip
def test_mishaps(mishap: str, first: tuple[int, float, bool], later: tuple[int, float, bool]) -> None:
    for is_first, wanted in ((True, first), (False, later)):
        way = send(mishap, is_first=is_first)
        assert (way.answer.status, way.pause, way.closes) == wanted
        if way.closes:
            assert way.answer.header("Content-Length") == "3000"
            assert len(b"".join(way.pieces)) == 1500
    assert BUSY.header("Retry-After") == "1"
