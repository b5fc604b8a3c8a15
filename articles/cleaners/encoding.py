"""Cleaner of characters that were encoded twice: UTF-8 read as windows-1252, entities of entities.

Only what is certain is mended (reference 6.4): a word that is UTF-8 through and through, an entity HTML knows.
"""

import html
import re

from articles.cleaners.change import Change, Cleaner, Context

# A byte that begins a character of UTF-8, and one that can follow it, as windows-1252 or latin-1 shows them.
_FOLLOWING = "".join(bytes([n]).decode("cp1252", "ignore") + chr(n) for n in range(0x80, 0xC0))
_BEGINNINGS = frozenset("\xc2\xc3\xc5\xe2")
_SIGNS = {begins: re.compile(f"{begins}[{_FOLLOWING}]") for begins in sorted(_BEGINNINGS)}
"""By the first of two: a text in French holds `â` alone of these, and one letter is looked for at a glance."""
_TOKEN = re.compile("[^ \t\n]++")
_HALF = re.compile("(?<![^ \t\n])\xc3(?= )")
_LETTERS = frozenset("àâäæçèéêëîïôöùûüÿœÀÂÄÆÇÈÉÊËÎÏÔÖÙÛÜŸŒ«»°º§²³·–—‘’‚“”„…•€™©®½¼¾×\xa0\xad\u202f\u2009\u200b")
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}\d{0,2}|#\d{2,6}|#[xX][0-9A-Fa-f]{2,5});")


def _as_bytes(token: str) -> bytes | None:
    try:
        return b"".join(c.encode("latin-1") if ord(c) < 256 else c.encode("cp1252") for c in token)
    except UnicodeEncodeError:
        return None


def find_twice_encoded(text: str, _context: Context) -> list[Change]:
    """Words whose bytes are UTF-8 and give letters and signs of French; a word half of which is right is left.

    >>> find_twice_encoded("l\\u00e2\\u20ac\\u2122\\u00c3\\u00a9t\\u00c3\\u00a9, SÃO", Context())
    [Change(start=0, end=10, replacement='l’été,')]
    """
    if not any(begins in text and sign.search(text) for begins, sign in _SIGNS.items()):
        return []
    changes: list[Change] = []
    for match in _TOKEN.finditer(text):
        data = None if _BEGINNINGS.isdisjoint(match[0]) else _as_bytes(match[0])
        if data is None or data.isascii():
            continue
        try:
            meant = data.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if all(c.isascii() or c in _LETTERS for c in meant):
            changes.append(Change(match.start(), match.end(), meant))
    if changes:
        # `à` lost its second half to the folding of blanks; beside other words that were encoded twice it is sure.
        changes += [Change(match.start(), match.end(), "à") for match in _HALF.finditer(text)]
        changes.sort(key=lambda change: change.start)
    return changes


def find_entities(text: str, _context: Context) -> list[Change]:
    """Entities that were escaped once more, so that a reader sees their names.

    >>> find_entities("&eacute;t&#233; R&D; a&b", Context())
    [Change(start=0, end=8, replacement='é'), Change(start=9, end=15, replacement='é')]
    """
    changes: list[Change] = []
    for match in _ENTITY.finditer(text):
        meant = html.unescape(match[0])
        if (meant != match[0] and meant.isprintable()) or meant in ("\xa0", "\xad"):
            changes.append(Change(match.start(), match.end(), meant))
    return changes


TWICE_ENCODED = Cleaner(
    "twice-encoded",
    "UTF-8 that was taken for windows-1252 and encoded again shows two characters for one.",
    find_twice_encoded,
    _BEGINNINGS,
)
ENTITIES = Cleaner(
    "entities", "Text that was escaped twice shows the names of characters.", find_entities, frozenset("&")
)
