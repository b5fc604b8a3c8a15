"""Answers as servers send them, whole, cut off, or none at all: what a crawl must keep byte for byte."""

import gzip
import zlib

import brotli

from tests.spiders.raw_server import Pieces, Reset, Torn

HTML = b"<html><body><p>Bonjour</p></body></html>"


def sized(body: bytes, head: bytes = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n") -> tuple[bytes, bool]:
    return head + b"Content-Length: %d\r\n\r\n%s" % (len(body), body), False


def chunked(body: bytes) -> bytes:
    return (
        b"".join(b"%X;x=y\r\n%s\r\n" % (len(body[i : i + 9]), body[i : i + 9]) for i in range(0, len(body), 9))
        + b"0\r\n\r\n"
    )


GZIP = gzip.compress(HTML)
ZLIB = zlib.compress(HTML)
OK = b"HTTP/1.1 200 OK\r\n"
HEAD = OK + b"Content-Type: text/html\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n"
WHOLE: dict[str, tuple[bytes, bool]] = {
    "plain": sized(HTML),
    "gzip": sized(GZIP, HEAD + b"Content-Encoding: gzip\r\n"),
    "x-gzip": sized(GZIP, HEAD + b"content-encoding: X-GZIP\r\n"),
    "deflate": sized(ZLIB, HEAD + b"Content-Encoding: deflate\r\n"),
    "bare-deflate": sized(ZLIB[2:-4], HEAD + b"Content-Encoding: deflate\r\n"),
    "br": sized(brotli.compress(HTML), HEAD + b"Content-Encoding: br\r\n"),
    "twice-coded": sized(brotli.compress(GZIP), HEAD + b"Content-Encoding: gzip, br\r\n"),
    "unknown-coding": sized(HTML, HEAD + b"Content-Encoding: zstd\r\n"),
    "bad-gzip": sized(b"not gzip at all", HEAD + b"Content-Encoding: gzip\r\n"),
    "cut-gzip": sized(GZIP[:-12], HEAD + b"Content-Encoding: gzip\r\n"),
    "chunked": (CHUNKED + b"\r\n" + chunked(HTML), False),
    "gzip-in-chunks": (CHUNKED + b"Content-Encoding: gzip\r\n\r\n" + chunked(GZIP), False),
    "shouted-codings": (HEAD + b"transfer-encoding: CHUNKED\r\nContent-Encoding: gzip\r\n\r\n" + chunked(GZIP), False),
    "trailers": (
        CHUNKED + b"Trailer: X-End\r\n\r\n" + chunked(HTML)[:-2] + b"X-End: ou\xef\r\nx-end: 2\r\n\r\n",
        False,
    ),
    "padded-size": (CHUNKED + b"\r\n28   \r\n" + HTML + b"\r\n0   \r\n\r\n", False),
    "zeros-before-size": (CHUNKED + b"\r\n00000028\r\n" + HTML + b"\r\n0000\r\n\r\n", False),
    "chunked-and-length": (CHUNKED + b"Content-Length: 9\r\n\r\n" + chunked(HTML), False),
    "latin-header": sized(HTML, HEAD + b"Content-Disposition: inline; filename=caf\xe9.html\r\n"),
    "latin-name": sized(HTML, HEAD + b"X-\xc9t\xe9: 1\r\n"),
    "latin-reason": sized(HTML, b"HTTP/1.1 200 Tr\xe8s bien\r\nContent-Type: text/html\r\n"),
    "no-reason": sized(HTML, b"HTTP/1.1 200\r\nContent-Type: text/html\r\n"),
    "blank-reason": sized(HTML, b"HTTP/1.1 200 \r\nContent-Type: text/html\r\n"),
    "http-1.0": (b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + HTML, True),
    "cookies": sized(HTML, HEAD + b"Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nset-cookie: c=3\r\n"),
    "order": sized(HTML, OK + b"B: 1\r\nA: 2\r\nb: 3\r\nServer: x\r\nDate: y\r\nContent-Type: text/html\r\nA: 2\r\n"),
    "odd-case": sized(HTML, b"HTTP/1.1 200 OK\r\ncOnTeNt-TyPe: text/html\r\nX-zEbRa:   blanks  \r\n"),
    "blank-before-colon": sized(HTML, HEAD + b"X-Odd : 1\r\n"),
    "empty-values": sized(HTML, HEAD + b"X-Empty:\r\nX-Blank:   \r\nX-Empty:\r\n"),
    "folded": sized(HTML, HEAD + b"X-Folded: one\r\n two\r\n\tthree\r\n"),
    "no-colon": sized(HTML, HEAD + b"This line has none\r\n"),
    "control-in-header": sized(HTML, HEAD + b"X-Null: a\x00b\x07c\x1b\r\n"),
    "long-header": sized(HTML, HEAD + b"X-Long: " + b"z" * 100_000 + b"\r\n"),
    "many-headers": sized(HTML, HEAD + b"".join(b"X-%d: y\r\n" % number for number in range(3000))),
    "bare-lf": (HEAD.replace(b"\r", b"") + b"Content-Length: %d\n\n%s" % (len(HTML), HTML), False),
    "mixed-line-ends": (OK + b"Content-Type: text/html\nContent-Length: %d\r\n\r\n%s" % (len(HTML), HTML), False),
    "moved": (b"HTTP/1.1 301 Moved Permanently\r\nLocation: /spip.php?page=plain\r\nContent-Length: 0\r\n\r\n", False),
    "moved-nowhere": sized(b"moved", b"HTTP/1.1 302 Found\r\nLocation: http://[\xff\r\n"),
    "missing": sized(b"<h1>Erreur 404</h1>", b"HTTP/1.1 404 Pas trouv\xe9\r\nContent-Type: text/html\r\n"),
    "odd-status": sized(HTML, b"HTTP/1.1 999 Denied\r\nContent-Type: text/html\r\n"),
    "close-delimited": (HEAD + b"Connection: close\r\n\r\n" + HTML, True),
    "torn": (Torn(HEAD + b"\r\n" + HTML), True),
    "empty": (HEAD + b"Content-Length: 0\r\n\r\n", False),
    "no-content": (b"HTTP/1.1 204 No Content\r\nX-A: b\r\n\r\n", False),
    "body-of-204": sized(HTML, b"HTTP/1.1 204 No Content\r\n"),
    "unasked-304": (b'HTTP/1.1 304 Not Modified\r\nETag: "x"\r\nContent-Length: 40\r\n\r\n', False),
    "continue": (b"HTTP/1.1 100 Continue\r\n\r\n" + sized(HTML)[0], False),
    "early-hints": (b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" * 3 + sized(HTML)[0], False),
    "same-length-twice": sized(HTML, HEAD + b"Content-Length: %d\r\n" % len(HTML)),
    "length-too-short": (HEAD + b"Content-Length: 9\r\n\r\n" + HTML, False),
    "nulls": sized(b"\x00\x01\xff" * 500, b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n"),
    "large": sized(b"<p>long</p>" * 40_000),
    "byte-by-byte": (Pieces(CHUNKED + b"\r\n" + chunked(HTML), (1,) * 120), False),
}
"""What a server may send, and whether it closes the connection then."""
CUT: dict[str, tuple[bytes, bool]] = {
    "length-too-long": (HEAD + b"Content-Length: 500\r\n\r\n" + HTML, True),
    "reset": (Reset(HEAD + b"Content-Length: 500\r\n\r\n" + HTML), True),
    "reset-in-the-head": (Reset(HEAD + b"Content-Len"), True),
    "closed-in-the-head": (HEAD, True),
    "cut-chunk": (CHUNKED + b"\r\n" + chunked(HTML)[:30], True),
    "no-last-chunk": (CHUNKED + b"\r\n" + chunked(HTML)[:-5], True),
    "bad-chunk-size": (CHUNKED + b"\r\n4\r\nabcd\r\nxyz\r\n", True),
    "negative-length": (HEAD + b"Content-Length: -5\r\n\r\n" + HTML, False),
    "two-lengths": sized(HTML, HEAD + b"Content-Length: 9\r\n"),
    "unknown-transfer-coding": (HEAD + b"Transfer-Encoding: gzip\r\n\r\n" + GZIP, True),
    "interim-only": (b"HTTP/1.1 100 Continue\r\n\r\n", True),
}
"""What is no whole answer: kept as far as it came, and marked so."""
NO_ANSWER: dict[str, tuple[bytes, bool]] = {
    "nothing": (b"", True),
    "other-protocol": (b"SSH-2.0-OpenSSH_9.2\r\n", True),
    "http-0.9": (HTML, True),
    "words-for-a-status": (b"HTTP/1.1 all right\r\n\r\n", True),
}
"""What is no HTTP answer at all: a Problem each."""
