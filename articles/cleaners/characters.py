"""Cleaners of characters nobody sees: controls, zero-width marks, soft hyphens; visible blanks are for `spaces`."""

import re

from articles.cleaners.change import Change, Cleaner, Context

# U+200C and U+200D are left: they are spelling in some languages and hold emoji together.
_HIDDEN = frozenset({*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), *"\xad\u200b\u2060\ufeff"}) - set("\t\n\r")
_UNSEEN = re.compile(f"[{re.escape(''.join(sorted(_HIDDEN)))}]")

# Embeddings, overrides, isolates, and what ends them (UAX 9, 2).
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
TURNS = re.compile(f"[{''.join(sorted(_DIRECTIONS))}]")
"""Each mark that turns the direction of what follows, or ends that."""

# Windows-1252 text that was declared iso-8859-1 and stored as UTF-8 survives as U+0080-U+009F (reference, 6.4).
_WINDOWS = {
    chr(code): bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}


# SPIP sets punctuation aside as U+0001-U+0008 (reference 4); Word leaves some of the same numbers, which mean nothing.
# Each is therefore mapped back only where its neighbours are those the character has.
_AFTER = r"(?=[\s\xa0.,)»]|\Z)"
_PROTECTED = re.compile(
    rf"(?P<a>\x01){_AFTER}|(?P<b>(?<=\w)\x02(?=\w))|(?P<c>\x03)(?:{_AFTER}|(?=//|\d))|(?P<d>\x04){_AFTER}|(?P<e>(?<=\w)\x05(?=\w+=|article\d|rubrique\d)|\x05{_AFTER})"
    r"|(?P<f>(?<=/)\x06(?=\w))|(?P<g>(?<=\d)\x07|(?<=\d[ \xa0])\x07)|(?P<h>(?<=\w)[\x04\x08](?=\w))|(?P<i>(?<=\w)\x03(?=\w))"
)
_MEANT = {"a": "!", "b": "'", "c": ":", "d": ";", "e": "?", "f": "~", "g": "%", "h": "-", "i": "_"}


def find_protected(text: str, _context: Context) -> list[Change]:
    """Punctuation SPIP protected and did not give back; what has no such neighbours is left to `find_unseen`.

    >>> find_protected("l\\x02an http\\x03//a.example \\x07", Context())
    [Change(start=1, end=2, replacement="'"), Change(start=9, end=10, replacement=':')]
    """
    return [Change(m.start(), m.end(), _MEANT[m.lastgroup or ""]) for m in _PROTECTED.finditer(text)]


def find_directions(text: str, _context: Context) -> list[Change]:
    """Marks that open or close a stretch of the other direction, balanced or not: the script of letters gives their direction.
    The marks U+200E and U+200F stay: they only place a sign of punctuation, as Arabic and Hebrew need it.

    >>> find_directions("fichier \\u202efdp.exe\\u202c", Context())
    [Change(start=8, end=9, replacement=''), Change(start=16, end=17, replacement='')]
    """
    return [Change(m.start(), m.end()) for m in TURNS.finditer(text)]


def find_unseen(text: str, _context: Context) -> list[Change]:
    """Every unseen character: a Windows-1252 one becomes what was meant, any other goes.

    >>> find_unseen("dos\\xadsier\\x85", Context())
    [Change(start=3, end=4, replacement=''), Change(start=8, end=9, replacement='…')]
    """
    return [Change(m.start(), m.end(), _WINDOWS.get(m[0], "")) for m in _UNSEEN.finditer(text)]


PROTECTED = Cleaner(
    "protected-punctuation",
    "SPIP writes controls for punctuation it protects from its own typography, and now and then leaves them.",
    find_protected,
    frozenset(map(chr, range(1, 9))),
)
DIRECTIONS = Cleaner(
    "direction-marks",
    "Embeddings and overrides of direction turn words round for the eye alone, so that a name reads as another; search finds neither.",
    find_directions,
    _DIRECTIONS,
)
UNSEEN = Cleaner(
    "unseen-characters",
    "Controls, zero-width marks and soft hyphens are left by word processors and by SPIP, and break every search.",
    find_unseen,
    _HIDDEN,
)
