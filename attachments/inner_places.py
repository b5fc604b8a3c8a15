"""Takes out of the pictures that lie in a PDF, a ZIP, an office file or an e-mail, and out of films, where they were taken; a
picture by itself is for `place`.

Of such a file nothing else is changed, and one that tells no position is not touched.
"""

import base64
import re
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath

from attachments.bare_pictures import BLANKS
from attachments.place import without_place
from attachments.position import TIFF_ORDERS, Unsure, blanked
from attachments.replaced_members import NotReplaced, with_members
from attachments.signatures import OLE, ZIP_TROUBLE, is_folder, media_type_of

MOST_UNFOLDED = 300 * 1024 * 1024
"""Bytes beyond its own length that what is packed in a file may unfold to; this and the ratio as in `reading`."""
_MOST_RATIO = 200
_DEEPEST = 3
"""A document in a ZIP in a ZIP is looked into, as `reading` does; one in that is not."""
_UNOPENED = frozenset(("application/vnd.rar", "application/x-7z-compressed", "application/gzip"))

_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_PACKED_WORDS_OF_PNG = re.compile(rb"zTXt|iTXt[^\x00]{1,79}\x00\x01")

_PDF_STREAM = re.compile(rb"(?<!end)stream(?: ?\r?\n|\r)")
# JPEG, JPEG 2000, TIFF, XMP, and files attached to a PDF.
_SHOWN_IN_PDF = (b"\xff\xd8\xff", b"\x00\x00\x00\x0cjP", *TIFF_ORDERS, b"<?xpacket", b"<x:xmpmeta")
_FILES_IN_PDF = (b"PK\x03\x04", b"%PDF-", OLE, b"\x89PNG", b"RIFF")
_IN_PDF = (_FILES_IN_PDF, _SHOWN_IN_PDF + _FILES_IN_PDF)
"""How streams begin that are looked into: those that are not packed, where pictures are blanked already, and those that are."""
_PEEK = 512
"""Bytes after which whatever zlib has packed shows its beginning: a block begins with its tables, 290 bytes at most."""
_ZLIB = (b"x", b"h", b"X", b"H")
# Streams in letters, as ReportLab writes all of its own; and filters that are not undone here.
_IN_LETTERS = re.compile(rb"/(?:(ASCII85Decode|A85)|ASCIIHexDecode|AHx)\b")
_OF_PICTURES = re.compile(rb"/(?:DCT|JPX|XML|EmbeddedFile)")
_UNSEEN_IN_PDF = re.compile(rb"/(?:LZWDecode|LZW|RunLengthDecode|RL)\s{0,9}/(?:DCT|JPX)")
_MOST_LETTERS = 20_000_000
"""Signs of ASCII85 that are read; a million takes half a second."""
_BASE64 = re.compile(
    rb"^content-transfer-encoding:[ \t]*base64[^\n]*\n(?:[^\r\n][^\n]{0,997}\n){0,30}?\r?\n([A-Za-z0-9+/=\s]+)",
    re.IGNORECASE | re.MULTILINE,
)
# Where a telephone filmed, as `udta/©xyz` and Apple's keys hold it in words: `+43.2965+005.3698+012.000/`.
_ISO_6709 = re.compile(rb"[+-]\d{2,6}\.\d{2,}[+-]\d{3,7}\.\d{2,}(?:[+-]\d+(?:\.\d+)?)?/")
_HEX = re.compile(rb"(?<![0-9A-Za-z\\-])[0-9a-fA-F\s]{200,}")


def without_inner_places(payload: bytes, media_type: str) -> bytes | None:
    """What the public gets of a file that is no picture; the very same object where no picture in it tells a position.

    None: it is packed so that it cannot be looked into, or the position cannot be taken out of it.
    """
    try:
        made = _cleaned(payload, media_type, 1)
    except (Unsure, NotReplaced):
        return None
    return payload if made == payload else made


def _cleaned(payload: bytes, media_type: str, depth: int) -> bytes:
    is_zip = payload.startswith(_ZIP_STARTS)
    is_container = is_zip or media_type in ("application/pdf", "message/rfc822", "application/rtf")
    if media_type in _UNOPENED or (is_container and depth > _DEEPEST):
        raise Unsure
    if is_zip:
        return _zip(payload, depth)
    if media_type == "application/pdf":
        return _pdf(payload, depth)
    if media_type == "message/rfc822":
        return _mail(payload, depth)
    if media_type == "application/rtf":
        return _HEX.sub(_hex, blanked(payload))
    if media_type.startswith("image/"):
        return _picture(payload)
    if media_type.startswith(("video/", "audio/")):
        return _ISO_6709.sub(lambda place: b" " * len(place[0]), blanked(payload))
    return payload if media_type.startswith("text/") or media_type.endswith("xml") else blanked(payload)


def _picture(payload: bytes) -> bytes:
    """A picture in a file: if it tells a position it is rebuilt as one by itself is; words that PNG packs are not unfolded."""
    made = blanked(payload)
    if made == payload and not (payload.startswith(b"\x89PNG") and _PACKED_WORDS_OF_PNG.search(payload)):
        return payload
    bare = without_place(payload)
    if bare is payload and made == payload:
        raise Unsure
    return made if bare is payload else bare


def _zip(payload: bytes, depth: int) -> bytes:
    """A ZIP or a package; what a password locks stays: who has none sees no picture."""
    changed, left = dict[int, bytes](), MOST_UNFOLDED + len(payload)
    try:
        with zipfile.ZipFile(BytesIO(payload)) as archive:
            for entry in archive.infolist():
                if entry.flag_bits & 1 or is_folder(entry):
                    continue
                with archive.open(entry) as stream:
                    data = stream.read(100)
                    if data.lstrip(BLANKS).startswith(b"<"):  # XML, by far the most that packages hold
                        continue
                    most = min(left, _MOST_RATIO * max(entry.compress_size, 1000))
                    data += stream.read(max(0, most + 1 - len(data)))
                if len(data) > most:
                    raise Unsure
                left -= len(data)
                made = _inner(data, PurePosixPath(entry.filename).suffix, depth)
                if made != data:
                    changed[entry.header_offset] = made
            return with_members(payload, archive, changed) if changed else payload
    except ZIP_TROUBLE as error:
        raise Unsure from error


def _inner(data: bytes, suffix: str, depth: int) -> bytes:
    return _cleaned(data, media_type_of(data, None, suffix.lstrip(".").lower()), depth + 1)


def _pdf(payload: bytes, depth: int) -> bytes:
    """Pictures stand raw in a PDF, or packed in a stream whose length must stay, for the table at the end counts bytes."""
    if _UNSEEN_IN_PDF.search(payload):
        raise Unsure
    made, left = bytearray(blanked(payload)), MOST_UNFOLDED + len(payload)
    written = _MOST_LETTERS
    has_letters = _IN_LETTERS.search(payload) is not None
    for found in _PDF_STREAM.finditer(payload):
        at = found.end()
        letters = None
        if has_letters:
            words = payload[max(0, found.start() - 1000) : found.start()].rpartition(b"obj")[2].rstrip()
            is_read = words.endswith(b">>") and _OF_PICTURES.search(words)
            letters = _IN_LETTERS.search(words) if is_read else None
        head = payload[at : at + _PEEK]
        is_packed = head[:1] in _ZLIB
        if letters is None and not (_unpacked(head, 16)[0] if is_packed else head).startswith(_IN_PDF[is_packed]):
            continue
        end = payload.find(b"endstream", at)
        stream = payload[at : end if end > 0 else len(payload)]
        left -= len(stream)
        data = stream
        if letters is not None:
            written -= len(stream)
            data = _of_letters(stream, letters) if written > 0 else b""
            is_packed = data[:1] in _ZLIB
        length = 0
        if is_packed:
            data, length = _unpacked(data, left)
            left -= len(data)
        if left <= 0 or written <= 0:
            raise Unsure
        is_shown = data.startswith(_SHOWN_IN_PDF)
        inner = blanked(data) if is_shown else _inner(data, "", depth)
        if inner == data:
            continue
        if not is_shown:
            raise Unsure
        if is_packed:
            inner = zlib.compress(inner, 9).ljust(length, b"\x00")
        if letters is not None:
            inner = _in_letters(inner, letters)
            length = len(stream)
            inner = inner.ljust(length)
        if len(inner) > length:
            raise Unsure
        made[at : at + length] = inner
    if made != payload and b"/Encrypt" in payload:
        raise Unsure  # what else is in it is not seen
    return bytes(made)


def _of_letters(stream: bytes, letters: re.Match[bytes]) -> bytes:
    """What a stream holds that is written in letters."""
    end = b"~>" if letters[1] else b">"
    signs = b"".join(stream.partition(end)[0].split())
    try:
        return base64.a85decode(signs) if letters[1] else bytes.fromhex(signs[: len(signs) // 2 * 2].decode("ascii"))
    except ValueError as error:
        raise Unsure from error


def _in_letters(data: bytes, letters: re.Match[bytes]) -> bytes:
    return base64.a85encode(data) + b"~>" if letters[1] else data.hex().encode("ascii") + b">"


def _unpacked(data: bytes, most: int) -> tuple[bytes, int]:
    """What is packed here, no more than so many bytes, and in how many it is packed; nothing where nothing is."""
    packer = zlib.decompressobj()
    try:
        found = packer.decompress(data, max(most, 1))
    except zlib.error:
        return b"", 0
    return found, len(data) - len(packer.unused_data)


def _mail(payload: bytes, depth: int) -> bytes:
    """An e-mail; what its parts hold is written anew where it is changed, with those of e-mails in it."""

    def part(found: re.Match[bytes]) -> bytes:
        run = found[1].rstrip()
        signs = re.sub(rb"[\s=]+", b"", run)
        data = base64.b64decode(signs[: len(signs) - (len(signs) % 4 == 1)] + b"=" * (-len(signs) % 4))
        made = _inner(data, "", depth)
        if made == data:
            return found[0]
        lines = base64.encodebytes(made).strip().replace(b"\n", b"\r\n" if b"\r\n" in found[0] else b"\n")
        before = found[0][: found.start(1) - found.start()]
        return before + lines + found[1][len(run) :]

    return _BASE64.sub(part, blanked(payload))


def _hex(found: re.Match[bytes]) -> bytes:
    """A picture as RTF writes it."""
    digits = b"".join(found[0].split())
    if len(digits) % 2:
        raise Unsure
    data = bytes.fromhex(digits.decode("ascii"))
    made = _inner(data, "", _DEEPEST)
    return found[0] if made == data else made.hex().encode("ascii")
