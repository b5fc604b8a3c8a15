"""Keeps the pages of articles as captured, made safe, so that publishing reads no WARC file; making them safe is for articles."""

import sqlite3
import zlib
from dataclasses import dataclass

from archive.capture import Capture
from articles.original import read_original

_LEVEL = 6
_DROP = "DELETE FROM originals WHERE capture_id = ?"
_INSERT = "INSERT INTO originals (capture_id, html, addresses) VALUES (?, ?, ?)"


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A safe page as it is stored."""

    html: bytes
    """Its HTML, UTF-8, compressed with zlib."""
    addresses: bytes
    """All addresses on it, sorted, one a line, compressed likewise."""


def kept_page(capture: Capture) -> KeptPage | None:
    """The captured page as it is stored; None: nothing of it can be shown."""
    original = read_original(capture.payload, capture.header("content-type"), capture.url)
    if not original.html:
        return None
    return KeptPage(_packed(original.html), _packed("\n".join(sorted(original.addresses))))


def addresses_of(packed: bytes) -> list[str]:
    """The addresses of a stored page."""
    return zlib.decompress(packed).decode("utf-8", "surrogatepass").split("\n")


def write_page(db: sqlite3.Connection, capture_id: int, page: KeptPage | None) -> None:
    """Keep what a capture shows, in place of what older code kept; its reading must be noted before."""
    db.execute(_DROP, (capture_id,))
    if page is not None:
        db.execute(_INSERT, (capture_id, page.html, page.addresses))


def _packed(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)
