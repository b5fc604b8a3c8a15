"""Lists the elements of a page that hold words of their own, as a reader meets them; which of them are the text is for prose."""

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from articles.layout.element_names import names_of
from articles.layout.places import Places
from articles.layout.run import SILENT
from articles.words.names import CAPTION, NO_NOISE, SPIP
from articles.words.skin_lines import is_end

_BLOCK_NAMES = """
    address article blockquote body center dd div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5 h6 header hr li main ol p pre
    section table tbody td tfoot th thead tr ul
"""
BLOCKS = frozenset(_BLOCK_NAMES.split())
"""Tags of elements that hold words of their own."""
_INLINE = frozenset({"b", "strong", "font", "big", "a"})
"""Tags of words that may head what follows a text where nothing but line breaks part it (`<b>P.-S.</b><br>…`)."""
_ALIGNS = re.compile(r"\btext-align\s*:", re.IGNORECASE)
PART_HEADINGS = ("h2", "h3", "h4", "h5")
"""Headings of the parts of a text, and of what follows it."""

_LONGEST_HEADING = 120
"""Characters of a heading, at most, that ends as a sentence does."""
_ENDS = ".!…"


def says_paragraph(words: str) -> bool:
    """Whether the words of a heading are a paragraph: too long for a heading, and ending as a sentence does."""
    return len(words.strip()) > _LONGEST_HEADING and words.rstrip()[-1] in _ENDS


@dataclass(slots=True)
class TextBlock:
    """An element with the words that stand directly in it."""

    element: HtmlElement
    """The element."""
    order: int
    """Its place on the page."""
    pieces: list[str]
    """Its words as they stand there, those of inline elements in it included."""
    linked: int
    """How many of their characters are links."""
    worth: float = 0.0
    """What it speaks for being text of the article, in characters; below 0 it speaks against."""
    words: str = ""
    """Its words as one, once all of them are known."""

    @property
    def is_loose(self) -> bool:
        """Whether its words are those behind the element."""
        return bool(self.words == self.element.tail)

    @property
    def is_heading(self) -> bool:
        """Whether it is the heading of a part; themes of one page write whole paragraphs into headings, for their type."""
        return self.element.tag in PART_HEADINGS and not says_paragraph(self.words)


def blocks_of(
    places: Places, gone: set[HtmlElement], title: HtmlElement | None, *, inline: bool = False
) -> list[TextBlock]:
    """Every element that holds words of its own, with what inline elements in it say.

    What stands loose behind the title in an element around it (`<div><h1>…</h1>Words<br>words</div>`) is a block for each line, at
    the element before it; with `inline` what inline elements say there (`<font>Words<br>…`) is one, too.
    """
    around = frozenset(title.iterancestors()) if title is not None else frozenset()
    after = places.order(title) if title is not None else 0
    outline = places.outline
    found: list[TextBlock] = []
    owners: list[TextBlock | None] = []
    """Of each element the block that its words are of; None: what stands in it counts nothing."""
    linked: list[bool] = []
    for order, (element, tag, above) in enumerate(zip(outline.elements, outline.tags, outline.above, strict=True)):
        outer = owners[above] if above >= 0 else None
        block, is_linked = outer, tag == "a" or (above >= 0 and linked[above])
        if element in gone or tag in SILENT or tag == "head" or (outer is None and above >= 0):
            block = None
        elif tag in BLOCKS or outer is None:
            block = TextBlock(element, order, [], 0)
            found.append(block)
        owners.append(block)
        linked.append(is_linked)
        if (
            outer is not None
            and outer.element in around
            and order > after
            and tag in _INLINE
            and is_end(places.text(element))
        ):
            found.append(TextBlock(element, order, [places.text(element)], 0))
        elif inline and block is outer and outer is not None and outer.element in around and order > after:
            found.append(TextBlock(element, order, [element.text or ""], len((element.text or "").strip()) * is_linked))
        elif block is not None and element.text:
            _add(block, element.text, is_linked)
        if outer is not None and element.tail:
            if outer.element in around and order >= after:
                found.append(TextBlock(element, order, [element.tail], 0))
            else:
                _add(outer, element.tail, linked[above])
    for block in found:
        block.words = "".join(block.pieces)
    return [block for block in found if block.words.strip()]


def is_behind(block: TextBlock, title: HtmlElement, after: int) -> bool:
    """Whether a block stands behind the title, which ends at `after`, or is what stands loose right behind it."""
    return block.order > after or (block.element is title and block.is_loose)


def lines_of_header(places: Places, title: HtmlElement | None) -> list[HtmlElement]:
    """What stands beside the title in the `header` of the article: lines of author and date, a lead, but no text."""
    header = next(title.iterancestors("header"), None) if title is not None else None
    if header is None or title is None or places.holds_most(header):
        return []
    return [e for e in places.inside(header) if e.tag in BLOCKS and not places.holds(e, title)]


def _add(block: TextBlock, text: str, is_linked: bool) -> None:
    block.pieces.append(text)
    if is_linked:
        block.linked += len(text.strip())


def is_heading_of_skin(block: TextBlock, places: Places) -> bool:
    """Whether it is a heading without SPIP's own class."""
    return block.is_heading and block.element not in places.named(SPIP)


def is_box_of_editor(element: HtmlElement) -> bool:
    """Whether an editor wrote a box around paragraphs: SPIP calls it so, or it aligns them and has no name."""
    names = names_of(element)
    is_aligned = not names.strip() and (element.get("align") or _ALIGNS.search(element.get("style") or ""))
    return bool(is_aligned) or "spip" in names.split()


def is_caption(names: str) -> bool:
    """Whether an element of these names speaks of a picture."""
    return CAPTION.stand_in(names) and not NO_NOISE.stand_in(names)
