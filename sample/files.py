"""Makes valid files of an exact size and small images, always the same bytes; serving is left to disk.py."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import escape

from sample.formats import media_type
from sample.pdf import comment, parts, pdf
from sample.recipes import document
from sample.truth import SampleFile
from sample.typography import typed

# One transparent point: the bullet every SPIP had.
GIF = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")


_LARGE = 4 * 1024 * 1024
_FILLER = (b"%" + b"." * 98 + b"\n") * 1000


class SizeError(ValueError):
    """A file cannot be made as small as asked; the message gives the least size."""


@lru_cache(maxsize=256)
def content(file: SampleFile) -> bytes:
    """The bytes of a file, exactly as many as the truth says."""
    if not file.bytes:
        return b""
    if file.made is not None:
        made = document(file.made)
        if len(made) != file.bytes:
            raise SizeError(f"file {file.id}: {file.made} has {len(made)} bytes, not {file.bytes}")
        return made
    title = typed(file.title).clean()
    match file.ext:
        case "pdf":
            return _padded(lambda spare: pdf(title, file.text, spare), file)
        case "odt":
            return _padded(lambda spare: _odt(title, file.text, spare), file)
        case "jpg":
            return _padded(lambda spare: _jpeg(320, 240, spare), file)
        case _:
            raise SizeError(f"file {file.id}: a {file.ext} cannot be made of words alone")


def is_large(file: SampleFile) -> bool:
    """Whether a file had better be made in pieces than held."""
    return file.ext == "pdf" and file.bytes > _LARGE


def pieces(file: SampleFile) -> Iterator[bytes]:
    """The bytes of a large file, one piece after the other: a small one with comments in its middle."""
    title = typed(file.title).clean()
    spare, end = 0, b""
    for _ in range(5):  # the digits of the offset at the end grow with the padding
        start, end = parts(title, file.text, spare)
        spare = file.bytes - len(start) - len(end)
    yield start
    for _ in range(spare // len(_FILLER)):
        yield _FILLER
    rest = spare % len(_FILLER)
    yield _FILLER[: rest // 100 * 100] + comment(rest % 100)
    yield end


@lru_cache(maxsize=16)
def picture(width: int, height: int) -> bytes:
    """A JPEG for banners and thumbnails."""
    return _jpeg(width, height, 0)


def _padded(make: Callable[[int], bytes], file: SampleFile) -> bytes:
    least = len(make(0))
    spare = file.bytes - least
    # Offsets written in a file may grow by a digit with the padding: approach the size in a few steps.
    for _ in range(5):
        if spare < 0:
            break
        made = make(spare)
        if len(made) == file.bytes:
            return made
        spare += file.bytes - len(made)
    raise SizeError(f"file {file.id} cannot have {file.bytes} bytes; the least is about {least + 16}")


def _odt(title: str, text: str, spare: int) -> bytes:
    """An OpenDocument text, nothing compressed; `spare` bytes stand in a member of their own."""
    content = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
        f'<office:body><office:text><text:h text:outline-level="1">{escape(title)}</text:h>'
        + "".join(f"<text:p>{escape(part)}</text:p>" for part in text.split("\n"))
        + "</office:text></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest'
        ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{media_type("odt")}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        '<manifest:file-entry manifest:full-path="Thumbnails/remplissage" manifest:media-type=""/>'
        "</manifest:manifest>"
    )
    members = (
        ("mimetype", media_type("odt").encode()),  # first and stored, as the format demands
        ("content.xml", content.encode()),
        ("Thumbnails/remplissage", b"." * spare),
        ("META-INF/manifest.xml", manifest.encode()),
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as package:
        for name, member in members:
            package.writestr(zipfile.ZipInfo(name, (2008, 1, 1, 0, 0, 0)), member)
    return made.getvalue()


def _jpeg(width: int, height: int, spare: int) -> bytes:
    """A grey JPEG with bands of two tones; `spare` bytes stand in comment segments."""
    across, down = -(-width // 8), -(-height // 8)
    # Codes: DC "0" no change, "10" change of 7 bits; AC "0" end of block. A band is four rows of blocks.
    bits = ""
    for row in range(down):
        for column in range(across):
            if column or row % 4:
                bits += "00"
            else:
                bits += "10" + (format(100, "07b") if row % 8 else format(127 - 100, "07b")) + "0"
    bits += "1" * (-len(bits) % 8)
    data = int(bits, 2).to_bytes(len(bits) // 8, "big").replace(b"\xff", b"\xff\x00")
    comments = b""
    while spare >= 4:
        length = min(spare, 65537)
        length -= 4 if 0 < spare - length < 4 else 0
        comments += b"\xff\xfe" + (length - 2).to_bytes(2, "big") + b"." * (length - 4)
        spare -= length
    return b"".join(
        (
            b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00",
            comments,
            b"\xff" * spare,  # fill bytes, allowed before any marker: for one to three odd bytes
            b"\xff\xdb\x00\x43\x00" + b"\x08" * 64,
            b"\xff\xc0\x00\x0b\x08" + height.to_bytes(2, "big") + width.to_bytes(2, "big") + b"\x01\x01\x11\x00",
            b"\xff\xc4\x00\x15\x00\x01\x01" + b"\x00" * 14 + b"\x00\x07",
            b"\xff\xc4\x00\x14\x10\x01" + b"\x00" * 15 + b"\x00",
            b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00",
            data,
            b"\xff\xd9",
        )
    )


@lru_cache(maxsize=1)
def png() -> bytes:
    """One white point: the icons of documents."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = (1).to_bytes(4, "big") * 2 + b"\x08\x00\x00\x00\x00"
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\x00\xff")) + chunk(b"IEND", b"")
    )
