"""Reads WARC records: one at a known place, or all of a file; the only user of warcio. What they mean is for others."""

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from sites.errors import Damage, NotAnArchive

MAX_BLOCK = 512 * 1024 * 1024
"""Bytes of one record's block that are read; a longer block is cut and said to be."""


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """One record: its fields and its block, untouched."""

    fields: tuple[tuple[str, str], ...]
    """Named fields in order."""
    block: bytes
    """Block as it stands in the file."""
    offset: int
    """First byte of the record in its file, as compressed."""
    length: int
    """Bytes it takes there."""

    def field(self, name: str) -> str | None:
        """First value of a field, whatever the case of its name."""
        wanted = name.lower()
        return next((value for key, value in self.fields if key.lower() == wanted), None)


def read_record(path: Path, offset: int, length: int) -> WarcRecord:
    """The record at this place, whether compressed or not. Damage when there is none, or it is not whole."""
    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            raw = stream.read(length)
    except OSError as error:
        raise Damage(f"{path}: cannot be read at {offset}: {error.strerror or error}") from error
    if len(raw) < length:
        raise Damage(f"{path}: {len(raw)} of {length} bytes at {offset}; the file was cut")
    if raw[:2] == b"\x1f\x8b":
        try:
            raw = gzip.decompress(raw)
        except (OSError, EOFError, zlib.error) as error:
            raise Damage(f"{path}: record at {offset} does not decompress: {error}") from error
    head, blank, rest = raw.partition(b"\r\n\r\n")
    if not head.startswith(b"WARC/") or not blank:
        raise Damage(f"{path}: no WARC record at {offset}")
    fields = tuple(
        (name.strip(), value.strip())
        for name, colon, value in (line.partition(":") for line in head.decode("utf-8", "replace").split("\r\n")[1:])
        if colon
    )
    record = WarcRecord(fields, b"", offset, length)
    size = record.field("Content-Length")
    if size is None or not size.isdigit() or len(rest) < int(size):
        raise Damage(f"{path}: record at {offset} says Content-Length {size}, {len(rest)} bytes follow")
    return WarcRecord(fields, rest[: int(size)], offset, length)


def iterate_records(path: Path) -> Iterator[WarcRecord]:
    """All records of a WARC file in order, blocks untouched. NotAnArchive when it does not begin like one,
    Damage when it stops making sense further on (what came before was given already)."""
    try:
        stream = path.open("rb")
    except OSError as error:
        raise NotAnArchive(f"{path}: {error.strerror or error}") from error
    with stream:
        begin = stream.read(5)
        if begin[:2] != b"\x1f\x8b" and begin != b"WARC/":
            raise NotAnArchive(
                f"{path}: begins with {begin!r}, not with a WARC record; give the file the crawler wrote"
            )
        size = stream.seek(0, 2)
        stream.seek(0)
        records = ArchiveIterator(stream, no_record_parse=True)
        given = end = 0
        try:
            for record in records:
                block = record.content_stream().read(MAX_BLOCK)
                fields = tuple((str(name), str(value)) for name, value in record.rec_headers.headers)
                found = WarcRecord(fields, block, records.get_record_offset(), records.get_record_length())
                announced = found.field("Content-Length") or ""
                if not announced.isdigit() or len(block) < min(int(announced), MAX_BLOCK):
                    raise Damage(
                        f"{path}: record at {found.offset} says Content-Length {announced}, {len(block)} bytes follow"
                    )
                if found.length <= 0:
                    raise Damage(
                        f"{path}: its records are not compressed one by one, so none can be found again; "
                        "decompress the file and import that"
                    )
                yield found
                given += 1
                end = found.offset + found.length
        except (ArchiveLoadFailed, zlib.error, EOFError, OSError) as error:
            if given == 0:
                raise NotAnArchive(f"{path}: not a WARC file: {_first_line(error)}") from error
            raise Damage(f"{path}: after record {given} it stops making sense: {_first_line(error)}") from error
        # warcio ends in silence at most cuts (16 of 20 tried): what it did not account for is damage.
        stream.seek(end)
        if given and stream.read(64).strip():
            raise Damage(f"{path}: {size - end} bytes after record {given}, at {end}, are no record")


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
