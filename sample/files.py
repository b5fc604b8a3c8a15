"""Makes valid files of an exact size and small images, always the same bytes; serving is left to answers.py."""

from __future__ import annotations

import io
import textwrap
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import escape

from sample.truth import SampleFile
from sample.typography import typed

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "odt": "application/vnd.oasis.opendocument.text",
    "jpg": "image/jpeg",
}

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
    title = typed(file.title).clean()
    match file.ext:
        case "pdf":
            return _padded(lambda spare: _pdf(title, file.text, spare), file)
        case "odt":
            return _padded(lambda spare: _odt(title, file.text, spare), file)
        case _:
            return _padded(lambda spare: _jpeg(320, 240, spare), file)


def is_large(file: SampleFile) -> bool:
    """Whether a file had better be made in pieces than held."""
    return file.ext == "pdf" and file.bytes > _LARGE


def pieces(file: SampleFile) -> Iterator[bytes]:
    """The bytes of a large file, one piece after the other: a small one with comments in its middle."""
    title = typed(file.title).clean()
    spare, end = 0, b""
    for _ in range(5):  # the digits of the offset at the end grow with the padding
        start, end = _pdf_parts(title, file.text, spare)
        spare = file.bytes - len(start) - len(end)
    yield start
    for _ in range(spare // len(_FILLER)):
        yield _FILLER
    rest = spare % len(_FILLER)
    yield _FILLER[: rest // 100 * 100] + _comment(rest % 100)
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


def _pdf(title: str, text: str, spare: int) -> bytes:
    """`spare` bytes of comment stand before the cross-reference table."""
    start, end = _pdf_parts(title, text, spare)
    return start + (b"%" + b"." * 98 + b"\n") * (spare // 100) + _comment(spare % 100) + end


def _pdf_parts(title: str, text: str, spare: int) -> tuple[bytes, bytes]:
    """What stands before and behind `spare` bytes of comment: one page per 48 lines, Helvetica."""
    lines = [title, "", *(line for part in text.split("\n") for line in textwrap.wrap(part, 88) or [""])]
    pages = [lines[start : start + 48] for start in range(0, len(lines), 48)]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (fr-FR) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        stream = b"BT /F1 11 Tf 14 TL 56 780 Td\n" + b"".join(_pdf_line(line) for line in page) + b"ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream")
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    end += b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    end += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out) + spare}\n%%EOF\n".encode()
    return bytes(out), end


def _pdf_line(line: str) -> bytes:
    words = line.encode("cp1252", "replace")
    for mark in (b"\\", b"(", b")"):
        words = words.replace(mark, b"\\" + mark)
    return b"(" + words + b") Tj T*\n"


def _comment(length: int) -> bytes:
    """Bytes a PDF reader skips; a single one can only be a line end."""
    return b"\n" * length if length < 2 else b"%" + b"." * (length - 2) + b"\n"


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
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MEDIA_TYPES["odt"]}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        '<manifest:file-entry manifest:full-path="Thumbnails/remplissage" manifest:media-type=""/>'
        "</manifest:manifest>"
    )
    members = (
        ("mimetype", MEDIA_TYPES["odt"].encode()),  # first and stored, as the format demands
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
