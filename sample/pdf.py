"""Writes a PDF of plain text, page by page, always the same bytes; which text, and of what size, is left to others."""

from __future__ import annotations

import textwrap


def pdf(title: str, text: str, spare: int = 0) -> bytes:
    """`spare` bytes of comment stand before the cross-reference table."""
    start, end = parts(title, text, spare)
    return start + (b"%" + b"." * 98 + b"\n") * (spare // 100) + comment(spare % 100) + end


def parts(title: str, text: str, spare: int) -> tuple[bytes, bytes]:
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


def comment(length: int) -> bytes:
    """Bytes a PDF reader skips; a single one can only be a line end."""
    return b"\n" * length if length < 2 else b"%" + b"." * (length - 2) + b"\n"
