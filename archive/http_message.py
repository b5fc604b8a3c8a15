"""An HTTP/1 answer as raw bytes, taken apart: status, headers, body with its codings undone; where it came from is for others."""

import gzip
import re
import zlib
from dataclasses import dataclass

import brotli

MAX_PAYLOAD = 128 * 1024 * 1024
"""Bytes a body may unfold to; what is beyond is cut (a gzip bomb of 10 MB unfolds to 10 GB)."""

REDIRECTS = frozenset({301, 302, 303, 307, 308})
"""Statuses whose Location is followed (RFC 9110 §15.4)."""

PASSING = frozenset({408, 429, 500, 502, 503, 504})
"""Statuses that may be another the next time: asked again in the same run, and in the next."""

# `HTTP/2 200` stands in WARC files of browsers' crawlers.
_STATUS_LINE = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})(?:[ \t]+(.*))?")
_PIECE = 1024 * 1024
_INTERIM = re.compile(rb"HTTP/1\.[01][ \t]+10[023]\b")
_MAX_MEMBERS = 1000
"""Members of one gzip body that are undone: each costs a copy of the rest, and 8 MB of empty ones cost minutes."""
_MAX_INTERIM = 50
"""Interim answers before one answer that are passed over; servers send none or one."""
_CHUNK_SIZE = re.compile(rb"[0-9A-Fa-f]{1,15}")


@dataclass(frozen=True, slots=True)
class HttpMessage:
    """One answer. Nothing in it is decoded as text."""

    status: int
    """Status code."""
    reason: bytes
    """Reason phrase as sent, maybe empty."""
    headers: tuple[tuple[bytes, bytes], ...]
    """Name and value in order of arrival; a folded line is joined by one blank."""
    entity: bytes
    """Body with transfer coding undone, content coding kept: what WARC calls the payload."""
    payload: bytes
    """Body with both undone."""
    trouble: str | None
    """What could not be undone, in a few words; None: all went well. The rest of the body is then kept as it was."""

    def header(self, name: bytes) -> bytes | None:
        """First value of a header, whatever the case of its name."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


def parse_answer(block: bytes) -> HttpMessage:
    """Take apart the bytes of one answer; interim answers (1xx, RFC 9110 §15.2) before it are passed over. ValueError when
    they do not begin with an HTTP/1 status line."""
    head, _, body = _final_head(block)
    lines = head.replace(b"\r\n", b"\n").split(b"\n")
    match = _STATUS_LINE.fullmatch(lines[0].strip())
    if match is None:
        raise ValueError(f"not an HTTP status line: {lines[0][:80]!r}")
    headers = _headers(lines[1:])
    lowered = {name.lower(): value for name, value in headers}
    trouble = None
    entity = body
    if b"chunked" in lowered.get(b"transfer-encoding", b"").lower():
        entity, trouble = _dechunk(body)
    payload = entity
    for coding in reversed([c.strip().lower() for c in lowered.get(b"content-encoding", b"").split(b",")]):
        if payload and coding not in (b"", b"identity"):
            payload, failed = _undo(coding, payload)
            trouble = trouble or failed
    return HttpMessage(int(match[1]), match[2] or b"", headers, entity, payload, trouble)


def split_head(block: bytes) -> tuple[bytes, bytes]:
    """Head of an answer, its blank line included, and what follows; interim answers belong to the head. The head is empty
    where there is no end of it."""
    _, blank, body = _final_head(block)
    place = len(block) - len(body) if blank else 0
    return block[:place], block[place:]


def _final_head(block: bytes) -> tuple[bytes, bytes, bytes]:
    """Head of the answer after its interim ones, the blank line that ends it (empty: there is none), and what follows."""
    head, blank, body = _cut(block)
    for _ in range(_MAX_INTERIM):
        if not blank or _INTERIM.match(head) is None or not body.startswith(b"HTTP/"):
            break
        head, blank, body = _cut(body)
    return head, blank, body


def _cut(block: bytes) -> tuple[bytes, bytes, bytes]:
    head, blank, body = block.partition(b"\r\n\r\n")
    # Bare LF line ends: a few CGI servers send them, and mirrors rebuilt by scripts.
    return block.partition(b"\n\n") if not blank or b"\n\n" in head else (head, blank, body)


def _headers(lines: list[bytes]) -> tuple[tuple[bytes, bytes], ...]:
    """Header lines to pairs; a line without colon is skipped, as browsers do."""
    found: list[tuple[bytes, bytes]] = []
    for line in lines:
        if line[:1] in (b" ", b"\t") and found:
            name, value = found[-1]
            found[-1] = (name, value + b" " + line.strip())
            continue
        name, colon, value = line.partition(b":")
        if colon:
            found.append((name.strip(), value.strip()))
    return tuple(found)


def _dechunk(body: bytes) -> tuple[bytes, str | None]:
    """Undo chunked transfer coding (RFC 9112 §7.1); a body that is not chunked after all comes back as it is."""
    pieces: list[bytes] = []
    place = 0
    while True:
        end = body.find(b"\n", place)
        size_text = body[place:end].split(b";")[0].strip() if end >= 0 else b""
        if _CHUNK_SIZE.fullmatch(size_text) is None:
            return (b"".join(pieces) if pieces else body), f"chunk size {size_text[:20]!r} at byte {place}"
        size = int(size_text, 16)
        if size == 0:
            return b"".join(pieces), None
        piece = body[end + 1 : end + 1 + size]
        pieces.append(piece)
        if len(piece) < size:
            return b"".join(pieces), f"last chunk has {len(piece)} of {size} bytes"
        place = end + 1 + size
        while body[place : place + 1] in (b"\r", b"\n"):
            place += 1


def _undo(coding: bytes, data: bytes) -> tuple[bytes, str | None]:
    """Undo one content coding, at most MAX_PAYLOAD bytes; what cannot be undone comes back as it was."""
    if coding in (b"gzip", b"x-gzip"):
        return _inflate(data, 31, "gzip")
    if coding == b"deflate":
        # RFC 9110 means zlib; some servers send the bare stream.
        return _inflate(data, 15 if data[:1] == b"\x78" else -15, "deflate")
    if coding == b"br":
        return _unbrotli(data)
    return data, f"unknown content coding {coding[:20]!r}"


def _unbrotli(data: bytes) -> tuple[bytes, str | None]:
    """Unfold Brotli data piece by piece, at most MAX_PAYLOAD bytes."""
    engine = brotli.Decompressor()
    pieces: list[bytes] = []
    total = 0
    try:
        piece = engine.process(data, output_buffer_limit=_PIECE)
        while piece or not engine.can_accept_more_data():
            pieces.append(piece)
            total += len(piece)
            if total > MAX_PAYLOAD:
                return b"".join(pieces)[:MAX_PAYLOAD], f"br: longer than {MAX_PAYLOAD} bytes"
            piece = engine.process(b"", output_buffer_limit=_PIECE)
    except brotli.error as error:
        return (b"".join(pieces), f"br: {error}") if pieces else (data, f"br: {error}")
    return b"".join(pieces), None if engine.is_finished() else "br: ends too early"


def _inflate(data: bytes, window_bits: int, name: str) -> tuple[bytes, str | None]:
    """Unfold zlib data of one or more members piece by piece, so that a bomb stops at MAX_PAYLOAD."""
    pieces: list[bytes] = []
    total = 0
    rest = data
    for _ in range(_MAX_MEMBERS):
        engine = zlib.decompressobj(window_bits)
        while not engine.eof and rest:
            try:
                piece = engine.decompress(rest, MAX_PAYLOAD - total + 1)
            except zlib.error as error:
                if not pieces:
                    return data, f"{name}: {error}"
                return b"".join(pieces), None if engine.eof else f"{name}: {error}"
            pieces.append(piece)
            total += len(piece)
            if total > MAX_PAYLOAD:
                return b"".join(pieces)[:MAX_PAYLOAD], f"{name}: longer than {MAX_PAYLOAD} bytes"
            rest = engine.unconsumed_tail
        if not engine.eof:
            return b"".join(pieces), f"{name}: ends too early"
        rest = engine.unused_data
        if rest and window_bits == 31 and rest[:2] != b"\x1f\x8b":
            return b"".join(pieces), None  # padding after the last member
        if window_bits != 31 or not rest:
            return b"".join(pieces), None
    return b"".join(pieces), f"{name}: more than {_MAX_MEMBERS} members"


LEVEL = 4
"""Of gzip, for what is worth it: on pages of 7 to 11 kB it takes two thirds of the time of level 6, half the cost of storing, and
gives 1 to 3 % more bytes."""


def gzip_member(data: bytes, level: int = LEVEL) -> bytes:
    """One gzip member without a time stamp, so that equal bytes stay equal."""
    return gzip.compress(data, level, mtime=0)
