"""Gives clean words the HTML that shortcuts printed as typed would have become inside a line: bold, italics, calls of notes.

Forms follow reference 4. Only what the cleaners took for a shortcut is one here; the words stay as those left them.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from articles.cleaners import Cleaned
from articles.cleaners.emphasis import EMPHASIS
from articles.cleaners.lines import LINES, TABLES
from articles.cleaners.notes import NOTES
from articles.text.flat import Flat

_EMPHASIS = re.compile(r"(?<!\{)(?:\{\{[ \xa0]*(?P<strong>[^{}\n]+?)[ \xa0]*\}\}|\{(?P<em>[^{}\n]+)\})(?!\})")
TYPED = frozenset(cleaner.name for cleaner in (EMPHASIS, LINES, NOTES, TABLES))
"""Cleaners whose edits tell what was typed."""
_CALL = re.compile(r"\[(\w{1,20})\]")


def escaped(text: str) -> str:
    """A text as HTML writes it between tags.

    >>> escaped("a < b & c\\xa0!")
    'a &lt; b &amp; c&nbsp;!'
    """
    if "&" in text or "<" in text or ">" in text:
        text = escape(text, quote=False)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", "&nbsp;")


def all_escaped(texts: Sequence[str]) -> list[str]:
    """Each of several texts as HTML writes it, at one go: most of them hold nothing that is written otherwise.

    >>> all_escaped(["a < b", "", "c"])
    ['a &lt; b', '', 'c']
    """
    found = escaped("\0".join(texts)).split("\0")
    return found if len(found) == len(texts) else [escaped(text) for text in texts]


@dataclass(frozen=True, slots=True)
class Typed:
    """A text whose shortcuts were taken out, beside the text as published."""

    flat: Flat
    """The text as published, with the places of its text nodes."""
    prose: str
    """The same, its samples of code made unreadable."""
    cleaned: Cleaned
    """What the cleaners made of it."""

    def raw(self, first: int, last: int) -> str:
        """What was published in the text nodes of these numbers and between them."""
        start, end = self.flat.pieces[first], self.flat.pieces[last]
        return self.prose[start.start : end.start + len(end.text)]

    def begins(self, number: int) -> bool:
        """Whether a line typed as a heading or a row may stand in this text node."""
        raw = self.raw(number, number)
        return "|" in raw or "{{{" in raw

    def html(self, number: int, words: str) -> str:
        """The clean words of one text node, what was bold, italic or a footnote's call marked as such."""
        piece, origins = self.flat.pieces[number], self.cleaned.origins
        if origins is None:
            return escaped(words)
        first = bisect_left(origins, piece.start)
        if self.cleaned.text[first : first + len(words)] != words:
            return escaped(words)
        marks: list[tuple[int, int, str]] = []
        for match in _EMPHASIS.finditer(self.raw(number, number)):
            name = match.lastgroup or ""
            outer = [bisect_left(origins, piece.start + place) for place in match.span()]
            inner = [bisect_left(origins, piece.start + place) for place in match.span(name)]
            if outer == inner and first <= inner[0] < inner[1] <= first + len(words):
                marks += ((inner[0] - first, 1, f"<{name}>"), (inner[1] - first, 0, f"</{name}>"))
        for match in _CALL.finditer(words):
            # All characters of a replacement come from the first one it replaces.
            if origins[first + match.start()] == origins[first + match.end() - 1]:
                call = f'<a href="#nb{match[1]}" id="nh{match[1]}" rel="noopener noreferrer">'
                marks += ((match.start(1), 1, call), (match.end(1), 0, "</a>"))
        shown: list[str] = []
        done = 0
        for place, _, tag in sorted(marks):
            shown += (escaped(words[done:place]), tag)
            done = place
        return "".join(shown) + escaped(words[done:])
