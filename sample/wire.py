"""How an answer goes over the wire: gzip, chunks, and what befalls a server; what it says is left to answers.py."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sends for one request."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    rest: Callable[[], Iterator[bytes]] | None = (
        None  # what follows `body`, of a file too large to be held; None: nothing
    )
    mishap: str | None = None  # what befalls it on its way, one of truth.MISHAPS; None: nothing

    @property
    def whole(self) -> bytes:
        """All of the body in one piece."""
        return self.body + (b"".join(self.rest()) if self.rest else b"")

    def header(self, name: str) -> str | None:
        """The first header of that name, in any case; None: not sent."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


SLOW = 1.0
"""Seconds before a slow answer begins."""
_BUSY = b"<html><head><title>503</title></head><body><h1>Service momentan\xe9ment indisponible</h1></body></html>\n"
BUSY = Answer(
    503,
    (
        ("Content-Type", "text/html; charset=iso-8859-1"),
        ("Retry-After", "1"),
        ("Content-Length", str(len(_BUSY))),
    ),
    _BUSY,
)
"""The server asks to be left alone for a second."""
_CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Sending:
    """What the server does with one answer."""

    answer: Answer  # status and headers as sent
    pieces: Iterable[bytes]  # what follows them
    pause: float = 0.0  # seconds before anything is sent
    closes: bool = False  # whether the connection ends after it


def sending(given: Answer, path: str, *, is_first: bool, takes_gzip: bool, takes_chunks: bool) -> Sending:
    """How an answer to a GET is sent; `is_first`: `path` is asked for the first time."""
    if given.mishap == "busy" and is_first:
        return Sending(BUSY, (BUSY.body,))
    if given.mishap == "cut" or (given.mishap == "cut-once" and is_first):
        return Sending(given, (half(given),), closes=True)
    given, pieces = _coded(given, path, takes_gzip=takes_gzip, takes_chunks=takes_chunks)
    return Sending(given, pieces, pause=SLOW if given.mishap == "slow" and is_first else 0.0)


def half(given: Answer) -> bytes:
    """What arrives of an answer that is cut."""
    return given.body[: len(given.body) // 2]


def _coded(given: Answer, path: str, *, takes_gzip: bool, takes_chunks: bool) -> tuple[Answer, Iterable[bytes]]:
    """Pages come in four manners, by their path: as they are, packed, in chunks, or both."""
    if given.rest is not None:
        return given, _with_rest(given)
    is_page = given.status == 200 and (given.header("Content-Type") or "").startswith("text/html")
    manner = zlib.crc32(path.encode()) % 4 if is_page else 0
    if manner & 1 and takes_gzip:
        body = gzip.compress(given.body, mtime=0)
        given = _with_headers(given, body, ("Content-Encoding", "gzip"), ("Content-Length", str(len(body))))
    if manner & 2 and takes_chunks:
        given = _with_headers(given, given.body, ("Transfer-Encoding", "chunked"))
        return given, _chunks(given.body)
    return given, (given.body,)


def _with_headers(given: Answer, body: bytes, *more: tuple[str, str]) -> Answer:
    kept = tuple(header for header in given.headers if header[0] != "Content-Length")
    return replace(given, headers=(*kept, *more), body=body)


def _with_rest(given: Answer) -> Iterator[bytes]:
    yield given.body
    if given.rest is not None:
        yield from given.rest()


def _chunks(body: bytes) -> Iterator[bytes]:
    for start in range(0, len(body), _CHUNK):
        piece = body[start : start + _CHUNK]
        yield b"%x\r\n%s\r\n" % (len(piece), piece)
    yield b"0\r\n\r\n"
