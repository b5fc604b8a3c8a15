"""Flattens a fragment to text with the way back from each character to its node, so that cleaning reaches both."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bs4.element import NavigableString, PageElement, Tag

from articles.cleaners.change import Cleaned
from articles.text.bullets import BLOCKS
from articles.text.elements import classes

_BLANKS = " \t\r\n\f"
# Blocks parted from their neighbours by one line break, not by a blank line.
_CLOSE = frozenset({"li", "tr", "dt", "dd", "caption", "thead", "tbody", "tfoot", "figcaption"})

# Elements that begin or end a line, an item or a cell.
_SHAPING = BLOCKS | {"br"}
_CODE = frozenset({"pre", "code", "kbd", "samp", "tt"})
_FRAMES = frozenset({"spip_code", "spip_cadre"})


@dataclass(slots=True)
class _Piece:
    """Where the characters of one text node stand in the flat text."""

    start: int
    """Place of its first character in the flat text."""
    text: str
    """Its characters there, blanks folded."""


class _Writer:
    """Puts words, breaks and blanks after one another as a browser would show them."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.pieces: list[_Piece] = []
        self.wanted = 0
        self.mark = ""
        self.blank: _Piece | None = None
        self.cells = 0
        self.tab = ""

    def break_(self, lines: int) -> None:
        """Ask for a line break (1) or a blank line (2) before the next words; nothing after an item's mark."""
        if self.cells:
            # A row is one line: what would begin a line in a cell is parted by a blank that is no node's.
            self.blank = _Piece(self.length, "")
            return
        self.blank = None
        if self.mark:
            return
        self.wanted = max(self.wanted, lines)

    def row(self) -> None:
        """End a row: cells without words at its end keep their tabs, if the row has words at all."""
        if self.tab and not self.wanted:
            self.emit(self.tab)
        self.tab = ""

    def emit(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def words(self, text: str, verbatim: bool) -> None:
        shown = text if verbatim else _folded(text)
        inner = shown if verbatim else shown.strip(" ")
        if not inner:
            piece = _Piece(self.length, "")
            self.pieces.append(piece)
            if shown and not self.at_start() and self.blank is None:
                self.blank = piece
            return
        leading = shown[0] == " " and not verbatim and self.blank is None and not self.at_start()
        if self.wanted or self.tab or self.mark or self.blank is not None:
            self.before_words()
        piece = _Piece(self.length, " " + inner if leading else inner)
        self.parts.append(piece.text)
        self.length += len(piece.text)
        self.pieces.append(piece)
        if not verbatim and shown[-1] == " ":
            self.blank = piece

    def at_start(self) -> bool:
        return bool(self.wanted or self.mark or self.tab) or not self.length

    def before_words(self) -> None:
        """Write what was asked for; a blank at the end of a node is written only now, as part of that node."""
        if self.length and self.wanted:
            self.emit("\n" * self.wanted)
        if self.tab:
            self.emit(self.tab)
        if self.mark:
            self.emit(self.mark)
        if self.blank is not None and not self.at_start():
            self.blank.text += " "
            self.emit(" ")
        self.wanted, self.mark, self.tab, self.blank = 0, "", "", None


def _folded(text: str) -> str:
    """Blanks as HTML shows them: each run of them one space; no-break spaces are no such blanks."""
    if "\n" not in text and "  " not in text and "\t" not in text and "\r" not in text and "\f" not in text:
        return text
    words = [
        w for w in text.replace("\t", " ").replace("\r", " ").replace("\n", " ").replace("\f", " ").split(" ") if w
    ]
    inner = " ".join(words)
    if not inner:
        return " " if text else ""
    return (" " if text[0] in _BLANKS else "") + inner + (" " if text[-1] in _BLANKS else "")


@dataclass(frozen=True, slots=True)
class Flat:
    """A fragment's text, and which of its characters stand in which text node. The nodes themselves stay as they are."""

    text: str
    """Blocks parted by a blank line, items `- `, rows on one line with tabs between cells, `br` a line break."""
    pieces: tuple[_Piece, ...]
    """All text nodes in order, each with its place in the text."""
    code: tuple[tuple[int, int], ...] = ()
    """Stretches (start, end) of the text that show code: `pre`, `code` and SPIP's frames."""
    links: tuple[tuple[Tag, int, int], ...] = ()
    """Elements `a` in order, each with the number of the first text node in it and of the first behind it."""

    def words(self, cleaned: Cleaned) -> list[str]:
        """Clean words of each text node, in order; of one left without characters none. Blanks are folded as in the text."""
        if cleaned.origins is None:
            return [piece.text for piece in self.pieces]
        found: list[str] = []
        at = 0
        origins, text = cleaned.origins, cleaned.text
        for piece in self.pieces:
            first = bisect_left(origins, piece.start, at)
            at = bisect_left(origins, piece.start + len(piece.text), first)
            kept = text[first:at]
            # The line breaks of a tag torn over two blocks are already there as the blocks.
            found.append(kept if "\n" in piece.text else kept.strip("\n").replace("\n", " "))
        return found


def flatten(root: Tag, instead: Mapping[int, str] | None = None) -> Flat:
    """Walk a fragment in the order of reading, without recursion, and write its text. `instead`: words that stand for those
    of text nodes, by `id` of the node."""
    instead = instead or {}
    writer = _Writer()
    verbatim = 0
    samples: list[Tag] = []
    code: list[tuple[int, int]] = []
    links: list[tuple[Tag, int]] = []
    ends: dict[int, int] = {}
    path: list[tuple[Tag, Iterator[PageElement]]] = [(root, iter(root.contents))]
    _enter(writer, root)
    while path:
        node, children = path[-1]
        for child in children:
            if isinstance(child, NavigableString):
                writer.words(str(instead.get(id(child), child)), verbatim > 0)
                if samples and (piece := writer.pieces[-1]).text:
                    code.append((piece.start, piece.start + len(piece.text)))
            elif isinstance(child, Tag):
                name = child.name
                verbatim += name == "pre"
                if name in _CODE or ("class" in child.attrs and not _FRAMES.isdisjoint(classes(child))):
                    samples.append(child)
                if name == "a":
                    links.append((child, len(writer.pieces)))
                if name in _SHAPING:
                    _enter(writer, child)
                path.append((child, iter(child.contents)))
                break
        else:
            path.pop()
            verbatim -= node.name == "pre"
            if samples and samples[-1] is node:
                samples.pop()
            if node.name == "a":
                ends[id(node)] = len(writer.pieces)
            if node.name in _SHAPING:
                _leave(writer, node)
    spans = tuple((link, first, ends[id(link)]) for link, first in links)
    return Flat("".join(writer.parts), tuple(writer.pieces), tuple(code), spans)


def _enter(writer: _Writer, node: Tag) -> None:
    name = node.name
    if name == "br":
        if writer.cells:
            writer.break_(1)
        elif writer.length and not writer.mark:
            # Two line breaks show a blank line, three no more than that.
            writer.blank = None
            writer.wanted = min(2, writer.wanted + 1)
    elif name in ("td", "th"):
        if any(isinstance(before, Tag) and before.name in ("td", "th") for before in node.previous_siblings):
            writer.tab += "\t"
        writer.blank = None
        writer.cells += 1
    elif name in BLOCKS:
        writer.break_(_lines(node))
        if name == "li":
            writer.mark = "- "


def _leave(writer: _Writer, node: Tag) -> None:
    name = node.name
    if name in ("td", "th"):
        writer.cells -= 1
        writer.blank = None
    elif name == "tr" and not writer.cells:
        writer.row()
        writer.break_(1)
    elif name in BLOCKS:
        if name == "li":
            writer.mark = ""
        writer.break_(_lines(node))


def _lines(node: Tag) -> int:
    if node.name in _CLOSE:
        return 1
    if node.name == "div" and node.parent is not None and "spip_poesie" in classes(node.parent):
        return 1  # SPIP sets each verse in a block of its own (reference 2.4), without a blank line between them
    # A list inside an item goes on line by line.
    return 1 if node.name in ("ul", "ol", "dl") and node.parent is not None and node.parent.name == "li" else 2
