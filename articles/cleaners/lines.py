"""Cleaner of SPIP's shortcuts at the start of lines: items, rules, line breaks, definitions, tables.

Forms follow reference 4; items get the mark they have everywhere in clean text, cells are parted by tabs.
"""

import re
from itertools import pairwise

from articles.cleaners.change import Change, Cleaner, Context, removed

_LINE = re.compile(
    r"^(?:(?P<item>-(?:\*{1,6}|\#{1,6})[ \xa0]*(?=[^\s*#-])|-[ \xa0]*\xa0[ \xa0]*(?=\S))"
    r"|(?P<rule>(?:-{4,}|_{4,})[ \xa0]*$)|(?P<break>_[ ](?=\S)))",
    re.MULTILINE,
)
_DEFINITION = re.compile(r"^(?P<term>-\?[ \xa0]+)(?=\S)[^\n]*\n+(?P<meaning>-![ \xa0]+)(?=\S)", re.MULTILINE)
_ROW = re.compile(r"^[ \xa0]*\|[^\n]*\|[ \xa0]*$", re.MULTILINE)
# `<` and `^` alone in a cell join it to its neighbour.
_BAR = re.compile(r"[ \xa0]*\|(?:[ \xa0]*[<^](?=[ \xa0]*\|))?[ \xa0]*")
_MARKS = ("-*", "-#", "-\xa0", "- \xa0", "----", "____", "_ ")


def find_lines(text: str, _context: Context) -> list[Change]:
    """The marks at the start of lines.

    >>> find_lines("-* un\\n-** deux", Context())
    [Change(start=0, end=3, replacement='- '), Change(start=6, end=10, replacement='- ')]
    >>> find_lines("- un\\n-2 degrés, 3 -* 4", Context())
    []
    """
    changes: list[Change] = []
    begins = text.startswith(("-", "_")) or "\n-" in text or "\n_" in text
    if begins and any(mark in text for mark in _MARKS):
        for match in _LINE.finditer(text):
            changes.append(Change(match.start(), match.end(), "- " if match["item"] else ""))
    if not changes and "-? " in text and "-! " in text:
        changes = [change for match in _DEFINITION.finditer(text) for change in removed(match, "term", "meaning")]
    return changes


def find_tables(text: str, _context: Context) -> list[Change]:
    """Two rows or more that follow each other, of two cells or more: one line between bars may be anything.

    >>> find_tables("|a|b|\\n|c|d|", Context())[:2]
    [Change(start=0, end=1, replacement=''), Change(start=2, end=3, replacement='\\t')]
    >>> find_tables("|x| < 2", Context())
    []
    """
    if text.count("|") < 6:
        return []
    rows = [match for match in _ROW.finditer(text) if match[0].count("|") > 2]
    close = {row.start() for a, b in pairwise(rows) if not text[a.end() : b.start()].strip() for row in (a, b)}
    changes: list[Change] = []
    for row in rows:
        if row.start() not in close:
            continue
        bars = list(_BAR.finditer(text, row.start(), row.end()))
        caption = bars[0].end() == bars[1].start() and bars[-2].end() == bars[-1].start()  # `||caption|summary||`
        inner = bars[2:-2] if caption else bars[1:-1]
        for bar in bars:
            edge = bar not in inner
            changes.append(Change(bar.start(), bar.end(), "" if edge else "\t"))
    return changes


LINES = Cleaner(
    "line-shortcuts",
    "Lists, rules and line breaks are typed as marks at the start of a line; where a field is printed raw they stay.",
    find_lines,
    frozenset("-_"),
)
TABLES = Cleaner("table-shortcuts", "Tables are typed with bars between the cells.", find_tables, frozenset("|"))
