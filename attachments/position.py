"""Blanks where Exif and XMP tell a position, wherever they stand in some bytes; what file the bytes are of is for `inner_places`."""

import re
import struct
from collections.abc import Iterator

from attachments.place import empty_gps

_MOST_FIELDS = 1_000_000
"""Fields of Exif in some bytes; each takes a microsecond."""
_MOST_EXIF = 1 << 20
"""Bytes of Exif where no length of it is told."""
_MOST_GPS = 64
"""Entries of a directory of positions: Exif 2.32 knows 32."""

TIFF_ORDERS = {b"II*\x00": "<", b"MM\x00*": ">"}
"""How a directory of Exif begins, and in which order its bytes stand."""
# What stands so many bytes before a directory of Exif: in a JPEG and a HEIC, in JPEG 2000, in a chunk of PNG, in one of WebP with its
# length. Each is looked for by itself: one expression for all takes seconds for a file of 50 MB.
_BEFORE_EXIF = ((b"Exif\x00\x00", 6), (b"JpgTiffExif->JP2", 16), (b"eXIf", 4), (b"EXIF", 8))
_APP1 = b"\xff\xe1"
# In XMP an attribute or an element; in words of a PNG a keyword, a zero and its value.
_XMP_GPS = re.compile(
    rb":GPS(?!VersionID)[A-Z]\w{2,40}(?:\s{0,9}=\s{0,9}[\"']|\s{0,9}>|\x00{1,5})\s{0,99}([^\s\"'<>\x00][^\"'<>\x00]{0,300})"
)


class Unsure(Exception):
    """It may tell a place that is not seen here, or that cannot be taken out."""


def tells_position(picture: bytes) -> bool:
    """Whether these bytes of a picture say where it was taken, or may."""
    try:
        return blanked(picture) != picture
    except Unsure:
        return True


def blanked(payload: bytes) -> bytes:
    """The same number of bytes, with nothing where Exif and XMP tell a position, wherever they stand, and in the Exif that
    tells one no words either."""
    left = _MOST_FIELDS
    placed = []
    for begin, end in _exifs(payload):
        number, is_placed = _positions(memoryview(payload)[begin:end], left)
        left -= number
        if is_placed:
            placed.append((begin, end))
    words = [found.span(1) for found in _XMP_GPS.finditer(payload)]
    if not placed and not words:
        return payload
    made = bytearray(payload)
    with memoryview(made) as view:
        for begin, end in placed:
            empty_gps(view[begin:end])
        for begin, end in words:
            view[begin:end] = b" " * (end - begin)
    return bytes(made)


def _exifs(payload: bytes) -> Iterator[tuple[int, int]]:
    """From where to where each Exif stands: a TIFF by itself, to the end of its segment in a JPEG, elsewhere as far as it may be."""
    if payload.startswith(tuple(TIFF_ORDERS)):
        yield 0, len(payload)
    for mark, length in _BEFORE_EXIF:
        at = payload.find(mark)
        while at >= 0:
            begin = at + length
            if payload[begin : begin + 4] in TIFF_ORDERS:
                segment = at - 2 if payload[max(0, at - 4) : at - 2] == _APP1 else None
                told = _MOST_EXIF if segment is None else int.from_bytes(payload[segment:at], "big") - 8
                yield begin, begin + max(told, 8)
            at = payload.find(mark, at + len(mark))


def _positions(tiff: memoryview, most: int) -> tuple[int, bool]:
    """How many fields were looked at, and whether one of them leads to a directory of positions that has more than its version."""
    order = TIFF_ORDERS[bytes(tiff[:4])]
    looked, is_placed = 1, False
    directory, seen = _number(tiff, 4, order), set[int]()
    while directory and directory not in seen:
        seen.add(directory)
        entries = list(_entries(tiff, directory, order, most - looked))
        looked += 1 + len(entries)
        for tag, kind, value in entries:
            if tag != 0x8825:
                continue
            inner = list(_entries(tiff, value, order, _MOST_GPS))
            if any(tag > 0x1F or kind > 12 for tag, kind, _ in inner):
                raise Unsure  # no such directory, or one whose parts lie apart in the file
            is_placed |= any(tag and kind for tag, kind, _ in inner)
        directory = _number(tiff, directory + 2 + 12 * len(entries), order)
    return looked, is_placed


def _entries(tiff: memoryview, directory: int, order: str, most: int) -> Iterator[tuple[int, int, int]]:
    """Tag, type and value of each entry of a directory."""
    if directory + 2 > len(tiff):
        return
    (number,) = struct.unpack_from(f"{order}H", tiff, directory)
    if number > most:
        raise Unsure
    for at in range(directory + 2, min(directory + 2 + 12 * number, len(tiff) - 11), 12):
        tag, kind, _, value = struct.unpack_from(f"{order}HHII", tiff, at)
        yield tag, kind, value


def _number(tiff: memoryview, at: int, order: str) -> int:
    return int(struct.unpack_from(f"{order}I", tiff, at)[0]) if at + 4 <= len(tiff) else 0
