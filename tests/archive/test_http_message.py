"""Answers taken apart: codings undone, broken ones kept as they stand."""

import gzip
import zlib
from contextlib import suppress
from functools import partial

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import http_message
from archive.http_message import parse_answer

# Without time stamp: the bytes are part of the tests' names, which must be equal in every process.
packed = partial(gzip.compress, mtime=0)


def answer(headers: bytes, body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\n" + headers + b"\r\n" + body


def chunked(body: bytes, size: int = 7) -> bytes:
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


BODY = "Les dossiers sont à déposer avant le 15 mars.".encode()


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (b"", BODY),
        (b"Content-Encoding: gzip\r\n", packed(BODY)),
        (b"content-encoding: x-gzip\r\n", packed(BODY)),
        (b"Content-Encoding: gzip\r\n", packed(BODY[:9]) + packed(BODY[9:])),
        (b"Content-Encoding: gzip\r\n", packed(BODY) + b"\0\0\0"),
        (b"Content-Encoding: deflate\r\n", zlib.compress(BODY)),
        (b"Content-Encoding: deflate\r\n", zlib.compress(BODY)[2:-4]),
        (b"Content-Encoding: br\r\n", brotli.compress(BODY)),
        (b"Content-Encoding: identity\r\n", BODY),
        (b"Transfer-Encoding: chunked\r\n", chunked(BODY)),
        (b"Transfer-Encoding: Chunked\r\nContent-Encoding: gzip\r\n", chunked(packed(BODY))),
    ],
)
def test_codings_are_undone(headers: bytes, body: bytes) -> None:
    message = parse_answer(answer(headers, body))
    assert message.payload == BODY
    assert message.trouble is None


def test_headers_keep_order_case_repetition_and_bytes() -> None:
    message = parse_answer(
        answer(b"X-b: 1\r\nSet-Cookie: a\r\nset-cookie: b\r\nX-L: caf\xe9\r\nno colon\r\nX-F: a\r\n b\r\n", b"")
    )
    assert message.headers == (
        (b"X-b", b"1"), (b"Set-Cookie", b"a"), (b"set-cookie", b"b"), (b"X-L", b"caf\xe9"), (b"X-F", b"a b"),
    )  # fmt: skip
    assert message.header(b"SET-COOKIE") == b"a"


@pytest.mark.parametrize(
    ("headers", "body", "kept", "word"),
    [
        (b"Content-Encoding: gzip\r\n", b"not gzip", b"not gzip", "gzip"),
        (b"Content-Encoding: gzip\r\n", packed(BODY * 50)[:-20], None, "early"),
        (b"Content-Encoding: br\r\n", b"\xff\xff\xff", b"\xff\xff\xff", "br"),
        (b"Content-Encoding: zstd\r\n", b"abc", b"abc", "unknown"),
        (b"Transfer-Encoding: chunked\r\n", b"plain after all", b"plain after all", "chunk"),
        (b"Transfer-Encoding: chunked\r\n", b"5\r\nab", b"ab", "2 of 5"),
    ],
)
def test_what_cannot_be_undone_is_kept_and_said(headers: bytes, body: bytes, kept: bytes | None, word: str) -> None:
    message = parse_answer(answer(headers, body))
    assert message.trouble is not None
    assert word in message.trouble
    if kept is not None:
        assert message.payload == kept


def test_status_lines() -> None:
    assert parse_answer(b"HTTP/1.0 404 Pas trouv\xe9\r\n\r\n").reason == b"Pas trouv\xe9"
    assert parse_answer(b"HTTP/1.1 200\r\n\r\nx").payload == b"x"
    assert parse_answer(b"HTTP/1.1 200 OK\nA: b\n\nx").headers == ((b"A", b"b"),)
    with pytest.raises(ValueError, match="status line"):
        parse_answer(b"<html>no head</html>")


def test_a_bomb_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_message, "MAX_PAYLOAD", 1000)
    message = parse_answer(answer(b"Content-Encoding: gzip\r\n", packed(b"0" * 100_000)))
    assert len(message.payload) == 1000
    assert "longer" in (message.trouble or "")


@given(st.binary(max_size=400))
def test_any_body_survives_chunked_gzip(body: bytes) -> None:
    coded = chunked(packed(body))
    assert parse_answer(answer(b"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", coded)).payload == body


@given(st.binary(max_size=200))
def test_any_bytes_are_taken_apart_or_refused(block: bytes) -> None:
    for text in (block, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip, br\r\n\r\n" + block):
        with suppress(ValueError):
            assert 0 <= parse_answer(text).status <= 999


@pytest.mark.parametrize("size", [b"-4", b"+5", b"1_0", b"0x5", b"", b"fffffffffffffffff"])
def test_a_chunk_size_that_is_none_ends_the_work(size: bytes) -> None:
    message = parse_answer(answer(b"Transfer-Encoding: chunked\r\n", size + b"\r\nabc"))
    assert message.payload == size + b"\r\nabc"
    assert message.trouble


def test_a_brotli_bomb_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_message, "MAX_PAYLOAD", 1000)
    message = parse_answer(answer(b"Content-Encoding: br\r\n", brotli.compress(b"0" * 5_000_000)))
    assert len(message.payload) == 1000
    assert "longer" in (message.trouble or "")
