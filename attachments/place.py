"""Takes out of a JPEG where it was taken, in place and nothing else: the public sees the picture, not where somebody stood."""

import struct
from collections.abc import Iterator

# Exif 2.32, 4.6: the directory of position data is named by tag 0x8825 of the first; sizes of the types of values, in bytes.
_GPS = 0x8825
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_EXIF = b"Exif\x00\x00"
_XMP = b"http://ns.adobe.com/xap/1.0/\x00"


def without_place(payload: bytes) -> bytes:
    """The same bytes with position data zeroed (Exif) or blanked (XMP); the very same object where there is none.

    A JPEG that is broken before its picture begins is given back as it is: no reader finds a position in it either.
    """
    if not payload.startswith(b"\xff\xd8"):
        return payload
    changed = bytearray(payload)
    for start, end in _segments(payload):
        if payload.startswith(_EXIF, start):
            _empty_gps(changed, start + len(_EXIF), end)
        elif payload.startswith(_XMP, start) and b"GPS" in payload[start:end]:
            changed[start + len(_XMP) : end] = b" " * (end - start - len(_XMP))
    return payload if changed == payload else bytes(changed)


def _segments(payload: bytes) -> Iterator[tuple[int, int]]:
    """Where the contents of the segments APP1 begin and end (ISO 10918-1 B.1.1.4), up to the picture itself."""
    at = 2
    while at + 4 <= len(payload) and payload[at] == 0xFF and payload[at + 1] != 0xDA:
        if payload[at + 1] == 0xFF:
            at += 1
            continue
        length = int.from_bytes(payload[at + 2 : at + 4], "big")
        if payload[at + 1] == 0xE1:
            yield at + 4, min(at + 2 + length, len(payload))
        at += 2 + length


def _empty_gps(data: bytearray, base: int, end: int) -> None:
    """Zero the directory of position data, and the values it points to; `base`: where the TIFF header stands."""
    order = {b"II": "<", b"MM": ">"}.get(bytes(data[base : base + 2]))
    if order is None or base + 8 > end:
        return
    for tag, _, _, at in _entries(data, base, base + struct.unpack_from(f"{order}I", data, base + 4)[0], end, order):
        if tag != _GPS:
            continue
        directory = base + struct.unpack_from(f"{order}I", data, at)[0]
        entries = list(_entries(data, base, directory, end, order))
        for _, kind, count, value in entries:
            size = _SIZES.get(kind, 1) * count
            if size > 4:
                first = base + struct.unpack_from(f"{order}I", data, value)[0]
                _zero(data, first, min(first + size, end))
        if entries:
            _zero(data, directory + 2, min(directory + 2 + 12 * len(entries), end))


def _entries(data: bytearray, base: int, directory: int, end: int, order: str) -> Iterator[tuple[int, int, int, int]]:
    """Tag, type, count and place of the value of each entry of a directory."""
    if not base <= directory <= end - 2:
        return
    (number,) = struct.unpack_from(f"{order}H", data, directory)
    for entry in range(directory + 2, min(directory + 2 + 12 * number, end - 11), 12):
        tag, kind, count = struct.unpack_from(f"{order}HHI", data, entry)
        yield tag, kind, count, entry + 8


def _zero(data: bytearray, start: int, end: int) -> None:
    if start < end:
        data[start:end] = bytes(end - start)
