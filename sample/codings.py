"""The codings a page may come in, rightly declared or not; which page comes in which is left to the truth."""

from __future__ import annotations

import re
from dataclasses import dataclass

_META = re.compile(r"\s*<meta (?:charset=\"utf-8\"|http-equiv=\"Content-Type\"[^>]*charset=utf-8\") />")


@dataclass(frozen=True, slots=True)
class Coding:
    """How a page becomes bytes, and what is said of them."""

    codec: str  # Python's name of what the bytes are in; what it lacks becomes a character reference
    header: str | None  # what Content-Type declares; None: nothing
    meta: str | None  # what the page declares of itself; None: nothing
    twice: bool = False  # whether UTF-8 was taken for windows-1252 and encoded once more

    def media_type(self) -> str:
        """The Content-Type of the page."""
        return f"text/html; charset={self.header}" if self.header else "text/html"

    def encode(self, page: str) -> bytes:
        """The bytes of a page that is written as UTF-8."""
        said = (
            ""
            if self.meta is None
            else f'\n<meta http-equiv="Content-Type" content="text/html; charset={self.meta}" />'
        )
        changed = _META.sub(said, page, count=1)
        if self.twice:
            # The five bytes that windows-1252 does not use pass as the controls of their number, as in MySQL.
            changed = "".join(map(_as_windows, changed.encode()))
        return changed.encode(self.codec, "xmlcharrefreplace")


def _as_windows(byte: int) -> str:
    return bytes((byte,)).decode("cp1252") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte)


CODINGS = {
    "iso-8859-1": Coding("iso-8859-1", "iso-8859-1", "iso-8859-1"),
    "windows-1252": Coding("cp1252", "windows-1252", "windows-1252"),
    "meta-only": Coding("iso-8859-1", None, "iso-8859-1"),
    "undeclared": Coding("cp1252", None, None),
    "undeclared-utf-8": Coding("utf-8", None, None),
    # Typed in Word, declared by the site: bytes 0x80 to 0x9F stand for what windows-1252 has there.
    "windows-as-iso": Coding("cp1252", "iso-8859-1", "iso-8859-1"),
    "windows-as-utf-8": Coding("cp1252", "utf-8", "utf-8"),
    "utf-8-as-iso": Coding("utf-8", "iso-8859-1", "iso-8859-1"),
    "twice": Coding("utf-8", "utf-8", "utf-8", twice=True),
}
"""By the name the truth gives them."""
