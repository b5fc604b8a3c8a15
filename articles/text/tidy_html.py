"""Writes a fragment and its clean words as the small, safe HTML that is kept; what the words are was settled before."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from bs4.element import PageElement, Tag

from articles.text.bullets import BLOCKS
from articles.text.elements import attribute, is_blank
from articles.text.nesting import DIVISIONS, HEADINGS, ROWS, TAGS, stays
from articles.text.sanitising import ATTRIBUTES, sanitised
from articles.text.text_links import NOTE
from articles.text.typed import Typed, all_escaped, escaped
from articles.text.typed_lines import Line, Paragraph, set_lines

_RENAMED = {
    "b": "strong",
    "i": "em",
    "h1": "h2",
    "center": "div",
    "tt": "code",
    "cite": "em",
    "s": "del",
    "strike": "del",
}
_INLINE_EMPTY = frozenset({"br", "hr", "td", "th"})

_BLANK, _WORDS, _BREAK, _INLINE, _MIXED, _BLOCK, _NO_INLINE, _NO_BLOCK = range(8)
"""What stands in an element: text nodes, line breaks, elements (`_MIXED`: an inline one that holds blocks), and where
elements stood that hold no words."""


def html_of(root: Tag, words: Sequence[str], typed: Typed | None = None) -> str:
    """The fragment as sanitised HTML: no scripts, no styles, no pictures, no elements without words.

    `words`: the clean words of each text node of `root`, in order. `typed`: the same beside the words as published, where
    these differ: what was typed as a shortcut becomes what it meant. What is nested as a parser would not leave it, or has
    an address that needs judging, nh3 mends; all else is written as it would write it.
    """
    writer = _Writer(words, typed, whole=False)
    html = writer.write(root)
    return html.strip() if writer.plain else mended(root, words, typed)


def mended(root: Tag, words: Sequence[str], typed: Typed | None = None) -> str:
    """As `html_of`, parsed and sanitised whatever stands in it."""
    return sanitised(_Writer(words, typed, whole=True).write(root)).strip()


class _Element:
    """An element that is being written, and what is known of what stands in it."""

    __slots__ = ("blocks", "children", "divided", "lines", "links", "name", "rows", "start", "tag")

    def __init__(self, tag: Tag, name: str, start: int) -> None:
        self.tag = tag
        self.name = name
        self.start = start
        self.children: list[tuple[int, int, int]] = []
        """Kind and place in the output (start, end) of each child."""
        self.divided = False
        self.blocks = False
        self.links = False
        self.lines = False
        """Whether a line of it may have been typed as a heading, an item or a row."""
        self.rows: list[int] = []
        """Of a table, which of its children are rows that no `tbody` holds."""


class _Writer:
    """Walks a fragment once; what an element becomes is known at its end, so its tags are put round what is written."""

    def __init__(self, words: Sequence[str], typed: Typed | None, *, whole: bool) -> None:
        self.words = words
        self.html = all_escaped(words) if typed is None else []
        """The words as HTML, where nothing typed stands in them."""
        self.typed = typed
        self.whole = whole
        """Whether elements that are not kept are written too, for a parser to see them."""
        self.plain = True
        """Whether a parser would leave all of it as it stands."""
        self.out: list[str] = []
        self.fronts: dict[int, str] = {}
        """What stands before a place of the output: start tags of paragraphs that are no elements."""
        self.backs: dict[int, str] = {}
        """What stands behind a place: their end tags."""
        self.headings: list[tuple[int, int, str]] = []
        self.numbers: dict[int, int] = {}
        """For a place of the output that holds words the number of their text node."""
        self.paragraphs: list[Paragraph] = []
        self._links = 0

    def write(self, root: Tag) -> str:
        """All that stands in `root`."""
        top = _Element(root, root.name, 0)
        path: list[tuple[_Element, Iterator[PageElement]]] = [(top, iter(root.contents))]
        number = 0
        while path:
            element, children = path[-1]
            for child in children:
                if isinstance(child, Tag):
                    name = _RENAMED.get(child.name, child.name)
                    element.divided = element.divided or name in BLOCKS
                    path.append((_Element(child, name, len(self.out)), iter(child.contents)))
                    self.out.append("")
                    break
                self._text(element, number)
                number += 1
            else:
                path.pop()
                if path:
                    self._close(element, path[-1][0])
        self._paragraphs(top)
        self._order_headings(set_lines(self.paragraphs, self.out, self.numbers, self.typed))
        for paragraph in self.paragraphs:
            paragraph.write(self.out)
        for place, tag in self.fronts.items():
            self.out[place] = tag + self.out[place]
        for place, tag in self.backs.items():
            self.out[place] += tag
        return "".join(self.out)

    def _text(self, element: _Element, number: int) -> None:
        text = self.words[number]
        if not text and (self.typed is None or element.name in ROWS):
            return
        start = len(self.out)
        if self.typed is not None:
            self.numbers[start] = number
        if text.startswith("- ") or (self.typed is not None and self.typed.begins(number)):
            element.lines = True
        kind = _BLANK if is_blank(text) else _WORDS
        if kind == _WORDS and element.name in ROWS:
            self.plain = False
        if element.name == "pre" and text.startswith(("\r", "\n")):
            self.plain = False
        # A parser takes entities for words in some of the elements that only it is shown.
        html = self.html[number] if self.typed is None else self.typed.html(number, text)
        self.out.append(html.replace("&nbsp;", "\xa0") if self.whole else html)
        element.children.append((kind, start, start + 1))

    def _close(self, element: _Element, parent: _Element) -> None:
        """Settle what an element becomes, and tell its parent."""
        name, start = element.name, element.start
        kind = _BLOCK if name in BLOCKS else _INLINE
        if name == "br":
            self.out[start] = "<br>"
            parent.children.append((_BREAK, start, start + 1))
            return
        if name in DIVISIONS and element.divided:
            holds = self._paragraphs(element)
        else:
            name = "p" if name in DIVISIONS else name
            holds = self._trim(element.children)
        if not holds and name not in _INLINE_EMPTY:
            blank = kind == _INLINE and any(k == _BLANK and self.out[at] for k, at, _ in element.children)
            for place in range(start, len(self.out)):
                self.numbers.pop(place, None)
            del self.out[start:]
            if blank:
                self.out.append(" ")
            gone = _NO_BLOCK if kind == _BLOCK else _NO_INLINE
            parent.children.append((_BLANK, start, start + 1) if blank else (gone, start, start))
            return
        href = attribute(element.tag, "href") if name == "a" else None
        self.plain = self.plain and stays(name, parent.name, href, blocks=element.blocks, links=element.links)
        if element.rows and name == "table":
            self._body_of_rows(element)
        if name == "tr" and parent.name == "table":
            parent.rows.append(len(parent.children))
        attributes = _attributes(element.tag, name)
        if name in HEADINGS:
            self.headings.append((start, len(self.out), attributes))
        self.out.append("")
        if name in TAGS or self.whole:
            self.out[start] = f"<{name}{attributes}>"
            if name != "hr":
                self.out[-1] = f"</{name}>"
        if name == "p" and element.lines:
            self._paragraph(self.out, start, self.out, len(self.out) - 1, element.children)
        parent.children.append((_MIXED if kind == _INLINE and element.blocks else kind, start, len(self.out)))
        parent.blocks = parent.blocks or element.blocks or kind == _BLOCK
        parent.links = parent.links or element.links or name == "a"

    def _body_of_rows(self, table: _Element) -> None:
        """A parser puts rows into a `tbody`, as long as nothing else stands between them."""
        if table.rows == list(range(table.rows[0], len(table.children))):
            start, end = table.children[table.rows[0]][1], table.children[-1][2]
            self.out[start] = f"<tbody>{self.out[start]}"
            self.out[end - 1] += "</tbody>"
        else:
            self.plain = False

    def _trim(self, children: Sequence[tuple[int, int, int]]) -> bool:
        """Take away line breaks at the ends of blocks; whether anything else than blanks is left."""
        holds, edge = False, True
        waiting: list[int] = []
        for kind, start, _ in children:
            if kind == _BREAK:
                waiting.append(start)
            if kind == _BLOCK or (kind == _BREAK and edge):
                for place in waiting:
                    self.out[place] = ""
                waiting.clear()
                edge, holds = True, holds or kind == _BLOCK
            elif kind in (_WORDS, _INLINE, _MIXED):
                waiting.clear()
                edge, holds = False, True
        for place in waiting:
            self.out[place] = ""
        return holds

    def _paragraphs(self, element: _Element) -> bool:
        """Make a paragraph of each run of words between blocks; whether the element holds anything."""
        holds = False
        for is_run, group in groupby(element.children, lambda child: child[0] not in (_BLOCK, _NO_BLOCK)):
            children = list(group)
            if not is_run:
                holds = holds or any(kind == _BLOCK for kind, _, _ in children)
            elif any(kind != _BLANK for kind, _, _ in children):
                start, end = children[0][1], children[-1][2]
                if self._trim(children):
                    holds = True
                    self.fronts[start], self.backs[end - 1] = "<p>", "</p>"
                    if element.lines:
                        self._paragraph(self.fronts, start, self.backs, end - 1, children)
                    self.plain = self.plain and not any(kind == _MIXED for kind, _, _ in children)
                else:
                    self.out[start:end] = [""] * (end - start)
        return holds

    def _paragraph(
        self,
        fronts: list[str] | dict[int, str],
        first: int,
        backs: list[str] | dict[int, str],
        last: int,
        children: Sequence[tuple[int, int, int]],
    ) -> None:
        breaks = [place for kind, place, _ in children if kind == _BREAK]
        own = {place for kind, place, _ in children if kind in (_BLANK, _WORDS)}
        self.paragraphs.append(Paragraph(fronts, first, backs, last, breaks, own))

    def _order_headings(self, typed: Sequence[tuple[int, Line]]) -> None:
        """A heading under another one is one level lower, however far the editor jumped for the size of the letters."""
        above: list[tuple[int, int]] = []
        found = [(start, int(self.out[start][2]), end, attributes, None) for start, end, attributes in self.headings]
        lines = [(place, line.level, 0, "", line) for place, line in typed]
        for start, level, end, attributes, line in sorted([*found, *lines], key=itemgetter(0)):
            while above and above[-1][0] >= level:
                above.pop()
            shown = above[-1][1] + 1 if above else level
            above.append((level, shown))
            if line is not None:
                line.opening, line.closing = f"<h{shown}>", f"</h{shown}>"
            else:
                self.out[start], self.out[end] = f"<h{shown}{attributes}>", f"</h{shown}>"


def _attributes(tag: Tag, name: str) -> str:
    """The attributes that are kept. Identifiers only of notes, fragments only to notes: others could clash with the page that
    shows the text."""
    kept = ""
    known = ATTRIBUTES.get(name, ())
    for key in sorted(tag.attrs):
        if key != "lang" and key not in known:
            continue
        value = attribute(tag, key)
        if key == "id" and not NOTE.fullmatch(value):
            continue
        kept += f' {key}="{escaped(value).replace(chr(34), "&quot;")}"'
    return kept + ' rel="noopener noreferrer"' if name == "a" else kept
