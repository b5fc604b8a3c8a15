"""Reads the one WARC or ARC record at a known place of a file; finding records over damage is for salvage, what they mean for others."""

import re
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from archive.inflate import Inflater
from sites.errors import Damage

MAX_BLOCK = 144 * 1024 * 1024
"""Bytes of one block that are read: the longest body of a live crawl, with room for its head and chunk marks."""
GZIP = b"\x1f\x8b\x08"
"""How a gzip member begins (RFC 1952 §2.3.1)."""
NEWLINES = b"\r\n"
"""What may stand between records, in any number."""

_MAX_HEAD = 256 * 1024
_MAX_MEMBER = 4 * 1024**3
"""Bytes a gzip member may unfold to: 4 GB of a bomb are passed over in some seconds, and then it is given up."""
_FIRST_READ, _NEXT_READ = 16 * 1024, 256 * 1024
_PIECE = 1024 * 1024
# `URL IP-address 14-digit-date media-type length`; version 2 of ARC has five fields more before the length.
_ARC_LINE = re.compile(rb"(\S.*?) (\S+) (\d{12,17}) (\S+)(?: (?:\S+ ){4}\S+)? (\d{1,15})")
_ARC_LINE_SIZE = 4096


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """One record: its fields and its block, untouched."""

    fields: tuple[tuple[str, str], ...]
    """Named fields in order; of an ARC record, what its line says under the names of WARC."""
    block: bytes
    """Block as it stands in the file, its first MAX_BLOCK bytes."""
    offset: int
    """First byte of the record in its file, as compressed."""
    length: int
    """Bytes it takes there."""
    is_cut: bool = False
    """True: the block goes on after what is given here."""

    def field(self, name: str) -> str | None:
        """First value of a field, whatever the case of its name."""
        wanted = name.lower()
        return next((value for key, value in self.fields if key.lower() == wanted), None)


class Broken(Exception):
    """No record at this place; says why, and how many bytes were read or unfolded to see it."""

    def __init__(self, reason: str, cost: int = _MAX_HEAD):
        super().__init__(reason)
        self.cost = cost


def read_record(path: Path, offset: int, length: int) -> WarcRecord:
    """The record at this place, whether compressed or not. Damage when there is none, or it is not whole."""
    try:
        with path.open("rb") as stream:
            end = min(offset + length, stream.seek(0, 2))
            if end - offset < length:
                raise Damage(f"{path}: {max(end - offset, 0)} of {length} bytes at {offset}; the file was cut")
            return record_at(stream, offset, end)
    except OSError as error:
        raise Damage(f"{path}: cannot be read at {offset}: {error.strerror or error}") from error
    except Broken as error:
        raise Damage(f"{path}: at {offset}: {error}") from error


def is_one_piece(path: Path, start: int = 0) -> bool:
    """Whether the gzip member that begins there holds more than one record: then none can be found again alone."""
    kept = bytearray()
    skip, unfolded = -1, 0
    with path.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(start)
        pieces = Inflater(stream, size - start).member(31)
        try:
            while unfolded <= _MAX_MEMBER and not (skip == 0 and len(kept) > 4096):
                data = b""
                with suppress(zlib.error, EOFError):  # where it breaks, what came out before still tells
                    data = next(pieces, b"")
                unfolded += len(data)
                kept += data
                if skip < 0 and (len(kept) > _MAX_HEAD or not data):
                    _, begin, announced = _head(kept)
                    skip = begin + announced
                if skip >= 0:
                    passed = min(skip, len(kept))
                    del kept[:passed]
                    skip -= passed
                if not data:
                    break
        except Broken:
            return False
    after = bytes(kept[:4096]).lstrip(NEWLINES)
    return skip == 0 and (after.startswith(b"WARC/") or _ARC_LINE.match(after) is not None)


def record_at(stream: BinaryIO, place: int, stop: int) -> WarcRecord:
    """The record that begins at this place and ends before `stop`; Broken: there is none."""
    stream.seek(place)
    if stream.read(3) == GZIP:
        return _compressed(stream, place, stop)
    return _plain(stream, place, stop)


def _compressed(stream: BinaryIO, place: int, stop: int) -> WarcRecord:
    """A record that is a gzip member of its own; its checksum (RFC 1952 §2.3.1) must be right."""
    engine = zlib.decompressobj(31)
    kept = bytearray()
    unfolded = read = 0
    keep = _MAX_HEAD + MAX_BLOCK
    stream.seek(place)
    size = _FIRST_READ
    try:
        while not engine.eof:
            piece = engine.unconsumed_tail
            if not piece:
                piece = stream.read(min(size, stop - place - read))
                size = _NEXT_READ
                read += len(piece)
            data = engine.decompress(piece, _PIECE)
            if not piece and not data and not engine.eof:
                raise Broken(f"its gzip member is cut{_where(kept)}", read + unfolded)
            unfolded += len(data)
            if unfolded <= keep:
                kept += data
            elif unfolded > _MAX_MEMBER:
                raise Broken(
                    f"its gzip member unfolds to more than {_MAX_MEMBER} bytes{_where(kept)}", _MAX_MEMBER // 16
                )
    except zlib.error as error:
        where = _where(_first_bytes(stream, place))
        raise Broken(f"its gzip member is broken ({error}){where}", read + unfolded) from error
    fields, start, announced = _head(kept)
    length = read - len(engine.unused_data)
    if unfolded < start + announced:
        raise Broken(f"Content-Length {announced}, {unfolded - start} bytes follow{_where(kept)}", read + unfolded)
    # Where the end was not kept, only line ends can be told from more by their number.
    rest = bytes(kept[start + announced : start + announced + 32]) if unfolded <= keep else b""
    if rest.strip(NEWLINES) or unfolded - start - announced > 16:
        raise Broken(f"Content-Length {announced}, {unfolded - start} bytes follow{_where(kept)}", read + unfolded)
    block = bytes(memoryview(kept)[start : start + min(announced, MAX_BLOCK)])
    return _made(fields, block, place, length, announced)


def _plain(stream: BinaryIO, place: int, stop: int) -> WarcRecord:
    """A record that is not compressed; after its block a line end, and then another record or the end, must come."""
    stream.seek(place)
    kept = stream.read(min(_FIRST_READ, stop - place))
    if b"\r\n\r\n" not in kept:
        kept += stream.read(min(_MAX_HEAD, stop - place - len(kept)))
    fields, start, announced = _head(kept)
    end = place + start + announced
    if end > stop:
        raise Broken(f"Content-Length {announced}, {stop - place - start} bytes follow{_where(kept)}")
    stream.seek(end)
    after = stream.read(min(_ARC_LINE_SIZE, stop - end))
    ends = len(after) - len(after.lstrip(NEWLINES))
    if not _ends_here(after, ends, is_arc=not kept.startswith(b"WARC/")):
        raise Broken(f"Content-Length {announced}, but no record ends there{_where(kept)}")
    stream.seek(place + start)
    block = stream.read(min(announced, MAX_BLOCK))
    return _made(fields, block, place, end + ends - place, announced)


def _ends_here(after: bytes, ends: int, *, is_arc: bool) -> bool:
    """Whether a block may end before these bytes, which begin with so many line ends: two of them close a WARC record,
    whatever comes then; one closes an ARC record, so another record must follow, or a line that is one but for its beginning: damage
    there must not cost the record before it."""
    rest = after[ends:]
    if not is_arc and (after[:4] == b"\r\n\r\n"[: len(after)] or (ends and rest.startswith((b"WARC/", GZIP)))):
        return True
    # An ARC line begins with an address of any scheme (`dns:www.example.org`), and may be cut.
    if not rest or (is_arc and ends > 0 and re.match(rb"[a-z][a-z0-9+.-]*(?::|$)", rest) is not None):
        return True
    line = after[1:].partition(b"\n")[0].rstrip(b"\r")
    return is_arc and _ARC_LINE.fullmatch(line) is not None


def _made(fields: tuple[tuple[str, str], ...], block: bytes, place: int, length: int, announced: int) -> WarcRecord:
    return WarcRecord(fields, block, place, length, announced > MAX_BLOCK)


def _head(data: bytes | bytearray) -> tuple[tuple[tuple[str, str], ...], int, int]:
    """Fields of the record that begins here, where its block begins, and how long it is said to be."""
    if not data.startswith(b"WARC/"):
        return _arc_head(data)
    end, mark = data.find(b"\r\n\r\n", 0, _MAX_HEAD), 4
    if end < 0:
        end, mark = data.find(b"\n\n", 0, _MAX_HEAD), 2
    if end < 0:
        raise Broken("its head has no end")
    fields: list[tuple[str, str]] = []
    for line in bytes(data[:end]).decode("utf-8", "replace").splitlines()[1:]:
        if line[:1] in (" ", "\t") and fields:  # folded lines are legal in WARC (ISO 28500 §4)
            fields[-1] = (fields[-1][0], f"{fields[-1][1]} {line.strip()}")
        elif ":" in line:
            name, _, value = line.partition(":")
            fields.append((name.strip(), value.strip()))
    said = next((value for name, value in fields if name.lower() == "content-length"), "")
    if not said.isdecimal() or len(said) > 15:
        raise Broken(f"Content-Length {said[:40]!r} is no number")
    return tuple(fields), end + mark, int(said)


def _arc_head(data: bytes | bytearray) -> tuple[tuple[tuple[str, str], ...], int, int]:
    """The line of an ARC record (version 1 or 2), in the words of WARC."""
    line, newline, _ = bytes(data[:_ARC_LINE_SIZE]).partition(b"\n")
    match = _ARC_LINE.fullmatch(line.rstrip(b"\r")) if newline else None
    if match is None:
        raise Broken(f"begins with {bytes(data[:8])!r}, not like a record")
    url, _, date, media_type, length = (part.decode("utf-8", "replace") for part in match.groups())
    kind = "warcinfo" if url.startswith("filedesc:") else "response"
    fields = (("WARC-Type", kind), ("WARC-Target-URI", url), ("WARC-Date", date), ("Content-Type", media_type))
    return fields, len(line) + 1, int(length)


def _first_bytes(stream: BinaryIO, place: int) -> bytes:
    """What can be unfolded of a broken member's beginning; zlib gives nothing of a piece in which it meets an error."""
    engine = zlib.decompressobj(31)
    stream.seek(place)
    data = b""
    with suppress(zlib.error):
        while len(data) < 2000 and (piece := stream.read(16)):
            data += engine.decompress(piece, 4096)
    return data


def _where(data: bytes | bytearray) -> str:
    """Which record it was, as far as its head can be read."""
    match = re.search(rb"^WARC-Target-URI:[ \t]*(\S+)", bytes(data[:4096]), re.IGNORECASE | re.MULTILINE)
    return f"; it was of {match[1].decode('utf-8', 'replace')[:300]}" if match else ""
