"""Writes a fragment and its clean words as the small, safe HTML that is kept; what the words are was settled before."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

import nh3
from bs4.element import PageElement, Tag

from articles.bullets import BLOCKS
from articles.fragment import attribute, is_blank
from articles.text_links import NOTE

_TAG_NAMES = """
    p br hr h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code table caption thead tbody tfoot tr th td strong em sup
    sub a abbr
"""
_TAGS = frozenset(_TAG_NAMES.split())
_ATTRIBUTES = {"*": {"lang"}, "a": {"href", "id"}, "th": {"colspan", "rowspan", "scope"}, "td": {"colspan", "rowspan"}}
_RENAMED = {"b": "strong", "i": "em", "h1": "h2", "center": "div", "tt": "code", "cite": "em"}
_INLINE_EMPTY = frozenset({"br", "hr", "td", "th"})
_DIVISIONS = frozenset({"div", "section", "article", "figure"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})

# What a parser of HTML leaves as it stands: other elements, and these elsewhere, it moves (HTML standard, 13.2.6).
_PLAIN = (
    _TAGS | _DIVISIONS | {"span", "font", "u", "small", "big", "s", "strike", "del", "ins", "q", "acronym", "address"}
)
_PARENTS = {
    "li": ("ul", "ol"),
    "dt": ("dl",),
    "dd": ("dl",),
    "caption": ("table",),
    "thead": ("table",),
    "tbody": ("table",),
    "tfoot": ("table",),
    "tr": ("thead", "tbody", "tfoot", "table"),
    "td": ("tr",),
    "th": ("tr",),
}
_TABLE = frozenset({"table", "thead", "tbody", "tfoot", "tr"})
# Other addresses the sanitiser judges by the rules of WHATWG.
_PLAIN_ADDRESS = re.compile(
    r"#n[bh][\w-]{1,40}|mailto:.*|https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:[/?#].*)?", re.DOTALL
)

_BLANK, _WORDS, _BREAK, _INLINE, _MIXED, _BLOCK, _NO_INLINE, _NO_BLOCK = range(8)
"""What stands in an element: text nodes, line breaks, elements (`_MIXED`: an inline one that holds blocks), and where
elements stood that hold no words."""


def html_of(root: Tag, words: Sequence[str]) -> str:
    """The fragment as sanitised HTML: no scripts, no styles, no pictures, no elements without words.

    `words`: the clean words of each text node of `root`, in order. What is nested as a parser would not leave it, or has
    an address that needs judging, nh3 mends; all else is written as it would write it.
    """
    writer = _Writer(words, whole=False)
    html = writer.write(root)
    return html.strip() if writer.plain else mended(root, words)


def mended(root: Tag, words: Sequence[str]) -> str:
    """As `html_of`, parsed and sanitised whatever stands in it."""
    return nh3.clean(
        _Writer(words, whole=True).write(root),
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    ).strip()


class _Element:
    """An element that is being written, and what is known of what stands in it."""

    __slots__ = ("blocks", "children", "divided", "links", "name", "rows", "start", "tag")

    def __init__(self, tag: Tag, name: str, start: int) -> None:
        self.tag = tag
        self.name = name
        self.start = start
        self.children: list[tuple[int, int, int]] = []
        """Kind and place in the output (start, end) of each child."""
        self.divided = False
        self.blocks = False
        self.links = False
        self.rows: list[int] = []
        """Of a table, which of its children are rows that no `tbody` holds."""


class _Writer:
    """Walks a fragment once; what an element becomes is known at its end, so its tags are put round what is written."""

    def __init__(self, words: Sequence[str], *, whole: bool) -> None:
        self.words = words
        self.whole = whole
        """Whether elements that are not kept are written too, for a parser to see them."""
        self.plain = True
        """Whether a parser would leave all of it as it stands."""
        self.out: list[str] = []
        self.headings: list[tuple[int, int, str]] = []
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
                self._text(element, self.words[number])
                number += 1
            else:
                path.pop()
                if path:
                    self._close(element, path[-1][0])
        self._paragraphs(top)
        self._order_headings()
        return "".join(self.out)

    def _text(self, element: _Element, text: str) -> None:
        if not text:
            return
        start = len(self.out)
        kind = _BLANK if is_blank(text) else _WORDS
        if kind == _WORDS and element.name in _TABLE:
            self.plain = False
        if element.name == "pre" and text[0] in "\r\n":
            self.plain = False
        # A parser takes entities for words in some of the elements that only it is shown.
        self.out.append(_escaped(text).replace("&nbsp;", "\xa0") if self.whole else _escaped(text))
        element.children.append((kind, start, start + 1))

    def _close(self, element: _Element, parent: _Element) -> None:
        """Settle what an element becomes, and tell its parent."""
        name, start = element.name, element.start
        kind = _BLOCK if name in BLOCKS else _INLINE
        if name == "br":
            self.out[start] = "<br>"
            parent.children.append((_BREAK, start, start + 1))
            return
        if name in _DIVISIONS and element.divided:
            holds = self._paragraphs(element)
        else:
            name = "p" if name in _DIVISIONS else name
            holds = self._trim(element.children)
        if not holds and name not in _INLINE_EMPTY:
            blank = kind == _INLINE and any(k == _BLANK for k, _, _ in element.children)
            del self.out[start:]
            if blank:
                self.out.append(" ")
            gone = _NO_BLOCK if kind == _BLOCK else _NO_INLINE
            parent.children.append((_BLANK, start, start + 1) if blank else (gone, start, start))
            return
        self._check(element, name, parent)
        if element.rows and name == "table":
            self._body_of_rows(element)
        if name == "tr" and parent.name == "table":
            parent.rows.append(len(parent.children))
        attributes = _attributes(element.tag, name)
        if name in _HEADINGS:
            self.headings.append((start, len(self.out), attributes))
        self.out.append("")
        if name in _TAGS or self.whole:
            self.out[start] = f"<{name}{attributes}>"
            if name != "hr":
                self.out[-1] = f"</{name}>"
        parent.children.append((_MIXED if kind == _INLINE and element.blocks else kind, start, len(self.out)))
        parent.blocks = parent.blocks or element.blocks or kind == _BLOCK
        parent.links = parent.links or element.links or name == "a"

    def _check(self, element: _Element, name: str, parent: _Element) -> None:
        """Whether a parser would leave the element where it stands."""
        parents = _PARENTS.get(name)
        if (
            name not in _PLAIN
            or (parents is not None and parent.name not in parents)
            or (parent.name in _TABLE and parents is None)
            or (element.blocks and (name == "p" or name in _HEADINGS))
            or (
                name == "a"
                and (element.links or not _PLAIN_ADDRESS.fullmatch(attribute(element.tag, "href") or "#nb1"))
            )
        ):
            self.plain = False

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
                    self.out[start] = f"<p>{self.out[start]}"
                    self.out[end - 1] += "</p>"
                    self.plain = self.plain and not any(kind == _MIXED for kind, _, _ in children)
                else:
                    self.out[start:end] = [""] * (end - start)
        return holds

    def _order_headings(self) -> None:
        """A heading under another one is one level lower, however far the editor jumped for the size of the letters."""
        above: list[tuple[int, int]] = []
        for start, end, attributes in sorted(self.headings):
            level = int(self.out[start][2])
            while above and above[-1][0] >= level:
                above.pop()
            shown = above[-1][1] + 1 if above else level
            above.append((level, shown))
            self.out[start], self.out[end] = f"<h{shown}{attributes}>", f"</h{shown}>"


def _attributes(tag: Tag, name: str) -> str:
    """The attributes that are kept. Identifiers only of notes, fragments only to notes: others could clash with the page that
    shows the text."""
    kept = ""
    known = _ATTRIBUTES.get(name, ())
    for key in sorted(tag.attrs):
        if key != "lang" and key not in known:
            continue
        value = attribute(tag, key)
        if key == "id" and not NOTE.fullmatch(value):
            continue
        kept += f' {key}="{_escaped(value).replace(chr(34), "&quot;")}"'
    return kept + ' rel="noopener noreferrer"' if name == "a" else kept


def _escaped(text: str) -> str:
    """A text as HTML writes it."""
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", "&nbsp;")
