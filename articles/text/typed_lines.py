"""Makes headings, lists and tables of the lines of a paragraph that were typed as such and so printed; what stands inside a line
is for `typed`.

Forms follow reference 4. Clean text shows the same: items with their mark, cells parted by tabs.
"""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from articles.text.typed import Typed

_HEADING = re.compile(r"[ \xa0]*\{\{\{(?P<stars>\*{0,5})[^{}\n]+\}\}\}[ \xa0]*")
_ITEM = re.compile(r"[ \xa0]*-(?:(?P<stars>\*{1,6})|(?P<numbers>#{1,6}))")
_ROW = re.compile(r"[ \xa0]*\|[^\n]*\|[ \xa0]*")
_HEAD_ROW = re.compile(r"[ \xa0]*\|(?:[ \xa0]*\{\{[^{}|\n]+\}\}[ \xa0]*\|)+[ \xa0]*")


@dataclass(slots=True)
class Line:
    """One line of a paragraph, and the tags that stand around it."""

    kind: str = "words"
    """`words`, `heading`, `item`, `row`, `head` (a row of headings), `caption` or `nothing`."""
    level: int = 1
    """Of a heading or an item."""
    ordered: bool = False
    """Of an item, whether it is numbered."""
    sure: bool = True
    """False for an item that begins with a dash alone: prose does so too, one such line is no list."""
    empty: bool = False
    """Whether it shows nothing."""
    opening: str = "<p>"
    """What stands before its words."""
    closing: str = "</p>"
    """What stands behind them."""

    def shown(self, html: str) -> str:
        """The words of one of its places, tabs made into cells, the mark of an item taken off."""
        match self.kind:
            case "item":
                return html.removeprefix("- ")
            case "caption":
                return html.replace("\t", " ")
            case "head":
                return html.replace("<strong>", "").replace("</strong>", "").replace("\t", "</th><th>")
            case "row":
                return html.replace("\t", "</td><td>")
        return html


@dataclass(slots=True)
class Paragraph:
    """A paragraph in the output of the writer, which is a list of words and tags."""

    fronts: list[str] | dict[int, str]
    """Where its start tag stands."""
    first: int
    """Its place there."""
    backs: list[str] | dict[int, str]
    """Where its end tag stands."""
    last: int
    """Its place there."""
    breaks: list[int]
    """Places of its line breaks."""
    own: Container[int]
    """Places of words that are in no element of it."""
    lines: list[Line] = field(default_factory=list)
    """Its lines, once they are read."""

    def _places(self) -> Iterable[range]:
        starts = [
            self.first if isinstance(self.fronts, dict) else self.first + 1,
            *(place + 1 for place in self.breaks),
        ]
        ends = [*self.breaks, self.last + 1 if isinstance(self.backs, dict) else self.last]
        return map(range, starts, ends)

    def read(self, out: Sequence[str], numbers: dict[int, int], typed: Typed | None) -> None:
        """See what each line was typed as; `numbers`: for each place that holds words the number of their text node."""
        for places in self._places():
            nodes = [numbers[place] for place in places if place in numbers]
            raw = typed.raw(nodes[0], nodes[-1]) if typed is not None and nodes else None
            first = next((place for place in places if out[place]), -1)
            tabs = [place for place in places if "\t" in out[place]]
            is_row = bool(tabs) and all(place in self.own for place in tabs)
            line = _line_of(raw, out[first] if first in self.own else "", is_row=is_row)
            line.empty = not "".join(out[place] for place in places).strip()
            self.lines.append(line)
        # A line that holds nothing beside one that was typed is the end of a paragraph, or a row without words.
        for lines in (self.lines, self.lines[::-1]):
            for above, line in pairwise(lines):
                if line.empty and above.kind != "words":
                    line.kind, line.opening, line.closing = "nothing", "", ""

    def write(self, out: list[str]) -> None:
        """Put the tags of the lines where those of the paragraph and its line breaks stand."""
        if self.lines[0].kind != "words":
            self.fronts[self.first] = self.lines[0].opening
        if self.lines[-1].kind != "words":
            self.backs[self.last] = self.lines[-1].closing
        for place, above, below in zip(self.breaks, self.lines, self.lines[1:], strict=False):
            if above.kind != "words" or below.kind != "words":
                out[place] = above.closing + below.opening
        for line, places in zip(self.lines, self._places(), strict=True):
            for place in places[:1] if line.kind == "item" else places:
                if place in self.own:
                    out[place] = line.shown(out[place])


def _line_of(raw: str | None, html: str, *, is_row: bool) -> Line:
    """What a line was typed as. `raw`: as published, None where nothing was changed; `html`: its first words, if they are in no
    element; `is_row`: whether it holds tabs, and all of them in its own words."""
    if raw is not None and is_row and _ROW.fullmatch(raw):
        bars = raw.strip(" \xa0")
        caption = bars.startswith("||") and bars.endswith("||")
        return Line("caption" if caption else "head" if _HEAD_ROW.fullmatch(raw) else "row")
    if raw is not None and html[:1] != "{" and (heading := _HEADING.fullmatch(raw)):
        return Line("heading", 3 + max(0, len(heading["stars"]) - 1))
    if html.startswith("- "):
        typed = _ITEM.match(raw or "")
        if typed is None:
            return Line("item", sure=False)
        return Line("item", len(typed["stars"] or typed["numbers"]), typed["numbers"] is not None)
    return Line()


def set_lines(
    paragraphs: Iterable[Paragraph], out: Sequence[str], numbers: dict[int, int], typed: Typed | None
) -> list[tuple[int, Line]]:
    """Give the lines of all paragraphs their tags but for headings, which are returned, each with its place: their level
    depends on others. Lists and tables go on from one paragraph to the next where nothing stands between."""
    headings: list[tuple[int, Line]] = []
    run: list[Line] = []
    last: int | None = None
    for paragraph in paragraphs:
        paragraph.read(out, numbers, typed)
        if last is None or "".join(out[last + 1 : paragraph.first]).strip():
            _set_tags(run)
            run = []
        for line, place in zip(paragraph.lines, [paragraph.first, *paragraph.breaks], strict=True):
            if line.kind in ("words", "heading"):
                _set_tags(run)
                run = []
                headings += [(place, line)] if line.kind == "heading" else []
            elif line.kind != "nothing":
                run.append(line)
        last = paragraph.last
    _set_tags(run)
    return headings


def _set_tags(run: Sequence[Line]) -> None:
    """Give the tags of lists and tables to lines that follow each other, as far as they belong together.

    >>> lines = [Line("item", 1), Line("item", 2), Line("item", 1)]
    >>> _set_tags(lines)
    >>> [line.opening + line.closing for line in lines]
    ['<ul><li>', '<ul><li></li></ul></li>', '<li></li></ul>']
    """
    start = 0
    while start < len(run):
        end = start + 1
        items = run[start].kind == "item"
        while end < len(run) and (run[end].kind == "item") == items:
            end += 1
        (_set_list if items else _set_table)(run[start:end])
        start = end


def _set_list(items: Sequence[Line]) -> None:
    if len(items) == 1 and not items[0].sure:
        items[0].kind = "words"
        return
    open_lists: list[tuple[int, str]] = []
    for number, item in enumerate(items):
        name = "ol" if item.ordered else "ul"
        item.opening = item.closing = ""
        if not open_lists or item.level > open_lists[-1][0]:
            open_lists.append((item.level, name))
            item.opening = f"<{name}>"
        else:
            if open_lists[-1][1] != name:
                # Lists of two kinds follow each other.
                items[number - 1].closing += f"</{open_lists[-1][1]}>"
                item.opening = f"<{name}>"
            open_lists[-1] = (item.level, name)
        item.opening += "<li>"
        following = items[number + 1].level if number + 1 < len(items) else 0
        if following > item.level:
            continue
        item.closing = "</li>"
        while len(open_lists) > (1 if following else 0) and open_lists[-1][0] > following:
            item.closing += f"</{open_lists.pop()[1]}>" + ("</li>" if open_lists else "")


def _set_table(rows: Sequence[Line]) -> None:
    rest = list(rows)
    if rest[0].kind == "caption":
        caption = rest.pop(0)
        caption.opening, caption.closing = "<caption>", "</caption>"
    if len(rest) > 1 and rest[0].kind == "head":
        head = rest.pop(0)
        head.opening, head.closing = "<thead><tr><th>", "</th></tr></thead>"
    for row in rest:
        row.kind, row.opening, row.closing = "row", "<tr><td>", "</td></tr>"
    if rest:
        rest[0].opening = f"<tbody>{rest[0].opening}"
        rest[-1].closing += "</tbody>"
    rows[0].opening = f"<table>{rows[0].opening}"
    rows[-1].closing += "</table>"
