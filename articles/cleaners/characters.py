"""Cleaner of characters nobody sees: controls, zero-width marks, soft hyphens; visible blanks are for `spaces`."""

import re

from articles.cleaners.change import Change, Cleaner, Context

# U+200C and U+200D are left: they are spelling in some languages and hold emoji together.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\xad\u200b\u2060\ufeff]")

# Windows-1252 text that was declared iso-8859-1 and stored as UTF-8 survives as U+0080-U+009F (reference, 6.4).
_WINDOWS = {
    chr(code): bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}


def find_unseen(text: str, _context: Context) -> list[Change]:
    """Every unseen character: a Windows-1252 one becomes what was meant, any other goes.

    U+0001-U+0008 are marks SPIP puts round protected punctuation and sometimes leaves behind.

    >>> find_unseen("dos\\xadsier\\x85", Context())
    [Change(start=3, end=4, replacement=''), Change(start=8, end=9, replacement='…')]
    """
    return [Change(m.start(), m.end(), _WINDOWS.get(m[0], "")) for m in _UNSEEN.finditer(text)]


UNSEEN = Cleaner(
    "unseen-characters",
    "Controls, zero-width marks and soft hyphens are left by word processors and by SPIP, and break every search.",
    find_unseen,
)
