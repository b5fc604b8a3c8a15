"""Moves the beginning of a run of prose back over what opens its text: a list, a table, a heading; the rest is for run_edges."""

from collections.abc import Sequence

from lxml.html import HtmlElement

from articles.layout.beside_run import has_links_of_spip, is_of_spip_beside, table_around
from articles.layout.places import Places
from articles.layout.text_blocks import PART_HEADINGS, TextBlock, is_heading_of_skin
from articles.words.byline import says_who
from articles.words.dates import has_date
from articles.words.names import SPIP
from articles.words.skin_lines import is_end

_OPENING = frozenset({"h2", "h3", "h4", "h5", "li", "td", "th", "dt", "dd", "caption"})


def with_what_opens(places: Places, blocks: Sequence[TextBlock], first: int, title: HtmlElement | None) -> int:
    """Place of the first block of a text whose own container begins with a list, a table or a heading before any prose. Lines of
    the skin, such as the author's, stand there as paragraphs."""
    around = blocks[first].element.getparent()
    if around is None or around.tag in ("body", "html"):
        return first
    if title is not None:
        first = _with_table(places, blocks, first, title)
        if places.holds(around, title):
            return _with_what_spip_opens(places, blocks, first)
    for number in range(first - 1, -1, -1):
        block = blocks[number]
        if block.element is around and _begins_loosely(block, blocks[first].element):
            return number
        is_inside = block.element is not around and places.holds(around, block.element)
        if (
            not is_inside
            or block.element.tag not in _OPENING
            or (block.linked and not _is_handle(block.element) and not has_links_of_spip(block.element))
            or block.element in places.frames
            or is_end(block.words)
        ):
            break
        first = number
    return first


def _begins_loosely(block: TextBlock, start: HtmlElement) -> bool:
    """Whether words in bold or italics, and no line of date or author, begin the element that holds a text, right before its first
    paragraph (`<b>…</b><br><p>…`)."""
    element = block.element
    children = [e for e in element if isinstance(e.tag, str)]
    following = next((e for e in children[1:] if e.tag != "br"), None)
    if following is None or following is not start or following.tag in PART_HEADINGS:
        return False
    is_set = children[0].tag in ("b", "strong", "i", "em") and not (element.text or "").strip()
    is_of_skin = has_date(block.words) or says_who(block.words)
    return is_set and not block.linked and not is_of_skin and not is_end(block.words)


def _with_what_spip_opens(places: Places, blocks: Sequence[TextBlock], first: int) -> int:
    """Place of the first block of the lists and headings of SPIP's right before a paragraph."""
    start = blocks[first].element
    for number in range(first - 1, -1, -1):
        block = blocks[number]
        if not is_of_spip_beside(places, start, block):
            return first
        first = number
    return first


def _is_handle(element: HtmlElement) -> bool:
    """Whether a script makes a heading's links show or hide what stands below it (tabs, folding blocks): they lead nowhere."""
    return element.tag in PART_HEADINGS and all(a.get("href") in ("#", "javascript:;") for a in element.iter("a"))


def _with_table(places: Places, blocks: Sequence[TextBlock], first: int, title: HtmlElement) -> int:
    """Place of the first cell of a table that stands right before the text, below the title; one without a heading is layout."""
    begin, start = first, blocks[first].element
    known: HtmlElement | None = None
    for number in range(first - 1, -1, -1):
        element = blocks[number].element
        table = table_around(element)
        if table is None or places.order(table) <= places.end(title) or table in places.frames or blocks[number].linked:
            break
        if table is not known and next(table.iter("th", "caption"), None) is None and table not in places.named(SPIP):
            break
        known = table
        if table.getparent() is title.getparent() and not places.holds(title.getparent(), start):
            break  # a text of its own, in the block of the title
        begin = number
    return begin


def below_line_of_skin(places: Places, blocks: Sequence[TextBlock], first: int, last: int) -> int:
    """Place of the first block of a text that begins with a heading of the skin's, a line below the title, where what SPIP made of
    the editor's words has its class: his own heading would have it, too."""
    spips = (
        b.element.tag in (*PART_HEADINGS, "p") and b.element in places.named(SPIP) for b in blocks[first : last + 1]
    )
    return first + 1 if first < last and is_heading_of_skin(blocks[first], places) and any(spips) else first
