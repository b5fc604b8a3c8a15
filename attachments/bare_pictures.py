"""Rebuilds a JPEG, PNG, GIF or WebP of what its points need, and nothing else; the points are not touched. TIFF is for `place`."""

import re
import struct
import zlib
from collections.abc import Iterator

BLANKS = b"\xef\xbb\xbf\r\n\t \x00"
"""What broken programs on a server print before a picture; browsers and viewers pass over it, and so do we."""
EXIF = b"Exif\x00\x00"
_JPEG, _PNG, _GIF = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", (b"GIF87a", b"GIF89a")

# ISO 10918-1 B.1.1.2: a marker is FF, as often as one likes, and a byte that is neither 0 nor FF; within a scan RST0 to RST7 part
# its data and end nothing. Only the last FF is looked for: with `\xff+` a megabyte of them takes hours.
_MARKER = re.compile(rb"\xff([^\x00\xff])")
_AFTER_SCAN = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])")
_SOI, _EOI, _SOS, _APP0, _APP1, _APP2, _APP14 = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xE2, 0xEE
# Frames and tables of Huffman and of arithmetic coding; DQT, DNL, DRI, DHP, EXP.
_TABLES = frozenset((*range(0xC0, 0xD0), *range(0xDB, 0xE0)))
_ALONE = frozenset((0x01, *range(0xD0, 0xD8)))

# PNG 11.2 and 11.3; the last three are those of an animation.
_PNG_CHUNKS = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs cICP mDCV cLLI acTL fcTL fdAT".split()
)
_WEBP_CHUNKS = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_HAS_EXIF, _HAS_XMP = 0x08, 0x04
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


class _NotParsed(Exception):
    """The bytes are not laid out as the format says."""


def bare(payload: bytes) -> bytes | None:
    """The picture without words about it, with no byte before or behind; None: no such picture, or not laid out as one.

    Its orientation stays, as the only field of an Exif of its own. Of a picture whose end is missing the points that are
    there stay; what stands behind the first picture of several goes.
    """
    payload = payload.lstrip(BLANKS)
    try:
        if payload.startswith(_JPEG):
            return b"".join(_jpeg(payload))
        if payload.startswith(_PNG):
            return b"".join(_png(payload))
        if payload.startswith(_GIF):
            return b"".join(_gif(payload))
        if payload.startswith(b"RIFF") and payload[8:12] == b"WEBP":
            return _webp(payload)
    except (_NotParsed, IndexError, struct.error):
        return None
    return None


def _jpeg(payload: bytes) -> Iterator[bytes]:
    yield payload[:2]
    at, scans, turned = 2, 0, False
    while found := _MARKER.search(payload, at):
        marker, at = found[1][0], found.end()
        if marker in _ALONE:
            continue
        if marker == _EOI and scans:
            yield b"\xff\xd9"
            return
        length = int.from_bytes(payload[at : at + 2], "big")
        if marker in (_SOI, _EOI) or length < 2 or at + length > len(payload):
            raise _NotParsed
        data = payload[at + 2 : at + length]
        at += length
        if marker == _APP1:
            if not turned and data.startswith(EXIF) and (exif := _turning(data[len(EXIF) :])):
                turned = True
                yield _segment(_APP1, EXIF + exif)
        elif marker == _SOS:
            scans += 1
            after = _AFTER_SCAN.search(payload, at)
            end = len(payload) if after is None else after.start()
            yield _segment(_SOS, data) + payload[at:end]
            at = end
        elif (kept := _kept(marker, data)) is not None:
            yield _segment(marker, kept)
    if not scans:
        raise _NotParsed


def _segment(marker: int, data: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + (len(data) + 2).to_bytes(2, "big") + data


def _kept(marker: int, data: bytes) -> bytes | None:
    """What stays of a segment: JFIF without its thumbnail, the colours, all tables."""
    if marker == _APP0 and data.startswith(b"JFIF\x00"):
        return data[:12] + b"\x00\x00"
    if marker == _APP14 and data.startswith(b"Adobe"):
        return data[:12]
    if marker in _TABLES or (marker == _APP2 and data.startswith(b"ICC_PROFILE\x00")):
        return data
    return None


def _turning(tiff: bytes) -> bytes | None:
    """An Exif of nothing but the orientation of this one (tag 0x0112 of its first directory); None: it is upright, or silent."""
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(tiff[:4])
    if order is None or len(tiff) < 8:
        return None
    directory = struct.unpack_from(f"{order}I", tiff, 4)[0]
    if directory + 2 > len(tiff):
        return None
    number = struct.unpack_from(f"{order}H", tiff, directory)[0]
    for entry in range(directory + 2, min(directory + 2 + 12 * number, len(tiff) - 11), 12):
        tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, entry)
        if tag == 0x0112 and kind == 3 and 2 <= value <= 8:
            return b"MM\x00*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, value, 0, 0)
    return None


def _png(payload: bytes) -> Iterator[bytes]:
    yield _PNG
    at = len(_PNG)
    if payload[at + 4 : at + 8] != b"IHDR":
        raise _NotParsed
    while at + 8 <= len(payload):
        length, kind = struct.unpack_from(">I4s", payload, at)
        chunk = payload[at : at + 12 + length]
        if len(chunk) < 12 + length and kind != b"IDAT":
            raise _NotParsed
        at += 12 + length
        if kind == b"eXIf":
            if exif := _turning(chunk[8:-4]):
                yield struct.pack(">I", len(exif)) + kind + exif + struct.pack(">I", zlib.crc32(kind + exif))
        elif kind in _PNG_CHUNKS:
            yield chunk
        elif not kind[0] & 0x20:  # PNG 5.4: without an unknown chunk whose name begins so, there is no picture
            raise _NotParsed
        if kind == b"IEND":
            return


def _gif(payload: bytes) -> Iterator[bytes]:
    at = 13 + _colours(payload[10])
    yield payload[:at]
    while at < len(payload):
        begin, kind = at, payload[at]
        if kind == 0x3B:
            yield b";"
            return
        if kind == 0x2C:
            at += 10 + _colours(payload[at + 9]) + 1
            at = _end_of_blocks(payload, at)
            yield payload[begin:at]
        elif kind == 0x21:
            at = _end_of_blocks(payload, at + 2)
            yield _extension(payload[begin:at])
        elif kind == 0:  # some programs pad with it
            at += 1
        else:
            raise _NotParsed


def _colours(flags: int) -> int:
    """Bytes of the table of colours that these flags announce."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _end_of_blocks(payload: bytes, at: int) -> int:
    while at < len(payload) and payload[at]:
        at += 1 + payload[at]
    return min(at + 1, len(payload))


def _extension(block: bytes) -> bytes:
    """An extension of a GIF if it says how long a frame stands, or how often all are shown."""
    if block[1] == 0xF9:
        return block[:7] + b"\x00"
    is_loop = block[1] == 0xFF and block[3:14] in _LOOPS and block[14:16] == b"\x03\x01"
    return block[:18] + b"\x00" if is_loop else b""


def _webp(payload: bytes) -> bytes:
    parts = list(_webp_chunks(payload[12 : 8 + int.from_bytes(payload[4:8], "little")]))
    if not parts:
        raise _NotParsed
    if parts[0].startswith(b"VP8X"):
        has_exif = any(part.startswith(b"EXIF") for part in parts)
        flags = parts[0][8] & ~(_HAS_EXIF | _HAS_XMP) | (_HAS_EXIF if has_exif else 0)
        parts[0] = parts[0][:8] + bytes([flags]) + parts[0][9:]
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _webp_chunks(data: bytes, *, in_frame: bool = False) -> Iterator[bytes]:
    at = 0
    while at + 8 <= len(data):
        kind, length = struct.unpack_from("<4sI", data, at)
        words = data[at + 8 : at + 8 + length]
        if len(words) < length:
            raise _NotParsed
        at += 8 + length + length % 2
        if kind == b"EXIF":
            words = _turning(words.removeprefix(EXIF)) or b""
        elif kind == b"ANMF":
            if in_frame:
                raise _NotParsed
            words = words[:16] + b"".join(_webp_chunks(words[16:], in_frame=True))
        if words and (kind == b"EXIF" or kind in _WEBP_CHUNKS):
            yield kind + len(words).to_bytes(4, "little") + words + b"\x00" * (len(words) % 2)
