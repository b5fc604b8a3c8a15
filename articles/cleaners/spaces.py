"""Cleaners of blanks that the removal of an artefact leaves; they never touch a word.

Blanks are folded as a reader sees them: HTML never shows two plain spaces, and beside a no-break space a plain one is
the ghost of something taken away.
"""

import re

from articles.cleaners.change import Change, Cleaner, Context

_RUN = re.compile(r"[ \xa0]{2,}")
# The look behind keeps it linear: without it every blank of a long run is tried as a beginning.
_EDGE = re.compile(r"(?:^|(?<=[\n\t]))[ \xa0]+|(?<![ \xa0])[ \xa0]+(?=[\n\t]|\Z)|(?<=\n- )[ \xa0]+|(?<=\A- )[ \xa0]+")
# Looked for first, each by its rarest character: most texts hold none.
_MIXED = re.compile(r"\xa0(?:[ \xa0]|(?<= \xa0))")
_LOOSE_BREAK = re.compile(r"\n(?:[ \xa0]|- [ \xa0]|(?<=[ \xa0\t]\n))")
_LOOSE_ITEMS = ("-  ", "- \xa0")
_LOOSE_TAB = re.compile(r"\t(?:[ \xa0]|(?<=[ \xa0]\t))")
_EMPTY_ITEMS = re.compile(r"(?:\A|(?<=\n))-[ \xa0]+(?:\n|\Z)")
_EMPTY_LINES = re.compile(r"\A[\s\xa0]*\n|\n[\s\xa0]*\Z|\n(?:[ \xa0\t]*\n){2,}")

# Beside punctuation SPIP's protected blank is certain; between two words only where neither is an address or a path.
_TILDE = re.compile(
    r"(?<=[\w»)!?.…])~(?=[:;!?»%](?:\s|\Z))|(?<=«)~(?=\w)|(?<![^\s(«])(?:[^\W\d_]+[.’']?|n°)~(?=[^\W_]+(?:[\s.,;:!?)»]|\Z))"
)


def find_tildes(text: str, _context: Context) -> list[Change]:
    """A tilde that was typed for a protected blank; those of addresses, paths and short names stay.

    >>> find_tildes("Titre~: suite, PROGRA~1, http://a.example/~moi", Context())
    [Change(start=5, end=6, replacement=' ')]
    """
    return [Change(m.end() - 1, m.end(), " ") for m in _TILDE.finditer(text) if not _is_short_name(text, m)]


def _is_short_name(text: str, match: re.Match[str]) -> bool:
    return text[match.end()].isdecimal() and len(match[0]) > 1 and not match[0].endswith(("°~", ".~"))


def find_runs(text: str, _context: Context) -> list[Change]:
    """Several blanks become one, a no-break one if there is one among them.

    >>> find_runs("un  mot \\xa0!", Context())
    [Change(start=2, end=4, replacement=' '), Change(start=7, end=9, replacement='\\xa0')]
    """
    if "  " not in text and not _MIXED.search(text):
        return []
    return [Change(m.start(), m.end(), "\xa0" if "\xa0" in m[0] else " ") for m in _RUN.finditer(text)]


def find_edges(text: str, _context: Context) -> list[Change]:
    """Blanks at the ends of lines and cells and after the mark of an item.

    >>> find_edges("un \\n\\xa0deux", Context())
    [Change(start=2, end=3, replacement=''), Change(start=4, end=5, replacement='')]
    >>> find_edges("- un", Context())
    []
    """
    if (
        not _has_blank_end(text)
        and not _LOOSE_BREAK.search(text)
        and not _LOOSE_TAB.search(text)
        and text[:3] not in _LOOSE_ITEMS
    ):
        return []
    return [Change(m.start(), m.end()) for m in _EDGE.finditer(text) if not _is_mark(text, m)]


def _has_blank_end(text: str) -> bool:
    return text[:1].isspace() or text[-1:].isspace()


def _is_mark(text: str, match: re.Match[str]) -> bool:
    """Whether the blank is the one after the dash of an item without words: that is for `find_items`."""
    start = match.start()
    return text[start - 1 : start] == "-" and (start == 1 or text[start - 2] == "\n")


def find_items(text: str, _context: Context) -> list[Change]:
    """Items whose words were all artefacts; a dash alone without a blank after it is the editor's.

    >>> find_items("- un\\n- \\n- deux", Context())
    [Change(start=5, end=8, replacement='')]
    """
    if not _has_blank_end(text) and not _LOOSE_BREAK.search(text):
        return []
    return [Change(m.start(), m.end()) for m in _EMPTY_ITEMS.finditer(text)]


def find_empty_lines(text: str, _context: Context) -> list[Change]:
    """Lines that hold nothing any more: between blocks one blank line stays, at the ends none.

    >>> find_empty_lines("un\\n\\n\\n\\ndeux\\n", Context())
    [Change(start=2, end=6, replacement='\\n\\n'), Change(start=10, end=11, replacement='')]
    """
    if not _has_blank_end(text) and "\n\n\n" not in text and not _LOOSE_BREAK.search(text):
        return []
    end = len(text)
    return [
        Change(m.start(), m.end(), "" if m.start() == 0 or m.end() == end else "\n\n")
        for m in _EMPTY_LINES.finditer(text)
    ]


TILDES = Cleaner("tildes", "SPIP's mark of a protected blank is no character of the text.", find_tildes, frozenset("~"))
ITEMS = Cleaner("empty-items", "An item of a list that held only tags is no item.", find_items, frozenset("-"))
EDGES = Cleaner("line-edges", "Taking a tag away leaves blanks at the ends of a line.", find_edges, frozenset(" \xa0"))
BLANKS = Cleaner(
    "double-spaces", "Taking a tag away leaves the blanks of both its sides.", find_runs, frozenset(" \xa0")
)
BLANK = Cleaner("empty-lines", "A line that held only tags is no line of the text.", find_empty_lines, frozenset("\n"))
