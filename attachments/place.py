"""Takes out of a picture where it was taken, and nothing else: the public sees the picture, not where somebody stood."""

import struct
import zlib
from collections.abc import Iterator

# Exif 2.32, 4.6: the directory of position data is named by tag 0x8825 of the first; XMP, part 3: in a TIFF it is tag 700.
_GPS, _XMP_TAG = 0x8825, 700
# Sizes of the types of values, in bytes.
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_TIFF = (b"II*\x00", b"MM\x00*")
_EXIF = b"Exif\x00\x00"
_XMP = b"http://ns.adobe.com/xap/1.0/\x00"
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_XMP, _PNG_EXIF = b"XML:com.adobe.xmp\x00", b"Raw profile type "
_MOST_WORDS = 1_000_000


def without_place(payload: bytes) -> bytes:
    """The same bytes with position data zeroed (Exif) or blanked (XMP); the very same object where there is none.

    JPEG, PNG, TIFF and WebP. A picture that is broken before its data begins is given back as it is: no reader finds a
    position in it either. Words of a PNG that tell a place are taken out whole, for they are compressed.
    """
    if payload.startswith(_PNG):
        made = b"".join(_png_parts(payload))
        return payload if made == payload else made
    changed = bytearray(payload)
    if payload.startswith(_TIFF):
        _empty_gps(changed, 0, len(payload))
    for start, end in _segments(payload):
        if payload.startswith(_EXIF, start):
            _empty_gps(changed, start + len(_EXIF), end)
        elif payload.startswith(_TIFF, start):
            _empty_gps(changed, start, end)
        elif payload.startswith(_XMP, start) or payload.startswith(b"<", start):
            _blank(changed, start + (len(_XMP) if payload.startswith(_XMP, start) else 0), end)
    return payload if changed == payload else bytes(changed)


def _segments(payload: bytes) -> Iterator[tuple[int, int]]:
    """Where the data about a JPEG or a WebP begins and ends."""
    if payload.startswith(b"\xff\xd8"):
        yield from _jpeg_segments(payload)
    elif payload.startswith(b"RIFF") and payload[8:12] == b"WEBP":
        at = 12
        while at + 8 <= len(payload):
            length = int.from_bytes(payload[at + 4 : at + 8], "little")
            if payload[at : at + 4] in (b"EXIF", b"XMP "):
                yield at + 8, min(at + 8 + length, len(payload))
            at += 8 + length + length % 2


def _jpeg_segments(payload: bytes) -> Iterator[tuple[int, int]]:
    """The contents of the segments APP1 (ISO 10918-1 B.1.1.4), up to the picture itself."""
    at = 2
    while at + 4 <= len(payload) and payload[at] == 0xFF and payload[at + 1] != 0xDA:
        if payload[at + 1] == 0xFF:
            at += 1
            continue
        length = int.from_bytes(payload[at + 2 : at + 4], "big")
        if payload[at + 1] == 0xE1:
            yield at + 4, min(at + 2 + length, len(payload))
        at += 2 + length


def _png_parts(payload: bytes) -> Iterator[bytes]:
    """The chunks of a PNG (ISO 15948, 5.3), those that tell a place emptied or left out."""
    yield _PNG
    at = len(_PNG)
    while at + 12 <= len(payload):
        length, kind = struct.unpack_from(">I4s", payload, at)
        chunk = payload[at : at + 12 + length]
        if kind == b"eXIf":
            data = bytearray(chunk[8:-4])
            _empty_gps(data, 0, len(data))
            if data != chunk[8:-4]:
                chunk = chunk[:8] + data + zlib.crc32(kind + data).to_bytes(4, "big")
        if kind not in (b"tEXt", b"zTXt", b"iTXt") or not _tells_place(chunk[8:-4]):
            yield chunk
        at += 12 + length
    yield payload[at:]


def _tells_place(words: bytes) -> bool:
    """Whether words of a PNG hold Exif, as old programs write it in hexadecimal, or an XMP packet with a position."""
    if words.startswith(_PNG_XMP):
        try:
            # Keyword, flag, method, language, translated keyword, text.
            text = words[len(_PNG_XMP) + 2 :].split(b"\x00", 2)[2]
            if words[len(_PNG_XMP)] == 1:
                text = zlib.decompressobj().decompress(text, _MOST_WORDS)
        except (IndexError, zlib.error):
            return True
        return b"GPS" in text
    return words.startswith(_PNG_EXIF) and words[len(_PNG_EXIF) :].startswith((b"exif", b"APP1", b"xmp"))


def _empty_gps(data: bytearray, base: int, end: int) -> None:
    """Zero the directory of position data, and the values it points to; `base`: where the TIFF header stands."""
    order = {b"II": "<", b"MM": ">"}.get(bytes(data[base : base + 2]))
    if order is None or base + 8 > end:
        return
    directory, seen = base + struct.unpack_from(f"{order}I", data, base + 4)[0], set[int]()
    while base < directory <= end - 2 and directory not in seen:  # of a TIFF, one a page
        seen.add(directory)
        for tag, kind, count, at in _entries(data, base, directory, end, order):
            first = base + struct.unpack_from(f"{order}I", data, at)[0]
            if tag == _GPS:
                _empty_directory(data, base, first, end, order)
            elif tag == _XMP_TAG and first < end:
                _blank(data, first, min(first + _SIZES.get(kind, 1) * count, end))
        after = directory + 2 + 12 * int(struct.unpack_from(f"{order}H", data, directory)[0])
        if after + 4 > end:
            return
        directory = base + struct.unpack_from(f"{order}I", data, after)[0]


def _empty_directory(data: bytearray, base: int, directory: int, end: int, order: str) -> None:
    entries = list(_entries(data, base, directory, end, order))
    for _, kind, count, value in entries:
        size = _SIZES.get(kind, 1) * count
        if size > 4:
            first = base + struct.unpack_from(f"{order}I", data, value)[0]
            _zero(data, first, min(first + size, end))
    if entries:
        _zero(data, directory + 2, min(directory + 2 + 12 * len(entries), end))


def _blank(data: bytearray, start: int, end: int) -> None:
    """Have blanks in place of an XMP packet that tells a position."""
    if b"GPS" in data[start:end]:
        data[start:end] = b" " * (end - start)


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
