"""Moves the edges of a run of prose to where the text begins and ends; which run it is, is for prose."""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from articles.layout.ends import ends_text
from articles.layout.places import Places, names_of
from articles.layout.run import model_of
from articles.layout.run_holder import ENDS_OF_LINE, are_alike, cells_below, container_of
from articles.layout.text_blocks import PART_HEADINGS, TextBlock, is_box_of_editor, is_heading_of_skin
from articles.tree.lines import line_of
from articles.words.byline import says_who
from articles.words.dates import has_date
from articles.words.names import SPIP
from articles.words.skin_lines import is_end, plain

_LINK = re.compile(r"\bspip_(?:in|out|url|mail|glossaire|note)\b")
_LONGEST_BEFORE = 160
"""Characters that may stand before a lead and be none of the text."""
_BOXES = frozenset({"ul", "ol", "li", "dl", "dd", "blockquote"})
_OPEN_ENDS = (",", ":")
"""What ends a line that the next one goes on from (`Chers amis,`)."""
_OPENING = frozenset({"h2", "h3", "h4", "h5", "li", "td", "th", "dt", "dd", "caption"})


def edges_of(
    places: Places,
    blocks: Sequence[TextBlock],
    first: int,
    last: int,
    title: HtmlElement | None,
    leads: Sequence[HtmlElement],
) -> tuple[int, int]:
    """Places of the first and last block of the text that a run is of; `leads`: what is named for a lead."""
    first, last = _within(places, blocks, first, last, title)
    last = _end(places, blocks, first, last, title)
    start = _box_of(places, blocks[first].element, title)
    while first and _goes_on(start, blocks[first - 1]):
        before = blocks[first - 1]
        is_editors = before.words.rstrip().endswith(_OPEN_ENDS) or before.linked
        if start.tag not in ("p", "blockquote") and not is_editors:
            break
        first -= 1
    first = _below_line_of_skin(places, blocks, _with_what_opens(places, blocks, first, title), last)
    return _behind_lead(places, blocks, first, last, leads), last


def _below_line_of_skin(places: Places, blocks: Sequence[TextBlock], first: int, last: int) -> int:
    """Place of the first block of a text that begins with a heading of the skin's, a line below the title, where what SPIP made of
    the editor's words has its class: his own heading would have it, too."""
    spips = (
        b.element.tag in (*PART_HEADINGS, "p") and b.element in places.named(SPIP) for b in blocks[first : last + 1]
    )
    return first + 1 if first < last and is_heading_of_skin(blocks[first], places) and any(spips) else first


def _end(places: Places, blocks: Sequence[TextBlock], first: int, last: int, title: HtmlElement | None) -> int:
    while last > first and is_heading_of_skin(blocks[last], places):
        last -= 1  # what it is the heading of is none of the run
    model, table = model_of(blocks[last].element), _own_table(places, blocks[last].element)
    anchor = table if table is not None else model
    anchor = anchor if anchor is not None else _box_of(places, blocks[last].element, title)
    if table is None and anchor.tag not in _BOXES:
        last = _to_the_end(places, blocks, last, anchor)
    elif table is not None or (anchor is not blocks[last].element and model is None):
        # The list goes on with its short items, the table with its short cells, and the text behind it.
        last = max(n for n in range(last, len(blocks)) if blocks[n].order <= places.end(anchor))
    for number in range(last + 1, len(blocks)):
        if _goes_on(anchor, blocks[number]) or _is_of_spip_beside(places, anchor, blocks[number]):
            last = number
        elif (model := model_of(blocks[number].element)) is None or model.getparent() is not anchor.getparent():
            break
    while last > first and blocks[last].words.rstrip()[-1:] == ":":
        last -= 1  # what it announces is no text
    return last


def _table_around(element: HtmlElement) -> HtmlElement | None:
    """The innermost table that an element is or stands in."""
    return next((e for e in (element, *element.iterancestors()) if e.tag == "table"), None)


def _own_table(places: Places, element: HtmlElement) -> HtmlElement | None:
    """The table of SPIP's that a block is or is a cell of."""
    table = _table_around(element)
    return table if table is not None and table in places.named(SPIP) else None


def _box_of(places: Places, element: HtmlElement, title: HtmlElement | None) -> HtmlElement:
    """The outermost of the lists, quotes and aligned boxes that an editor wrote around a block; itself where there is none."""
    box = element
    for above in element.iterancestors():
        is_aligned = not names_of(above).strip() and is_box_of_editor(above)
        is_page = above.tag in ("body", "html") or (title is not None and places.holds(above, title))
        if is_page or not (above.tag in _BOXES or is_aligned):
            break
        box = above
    return box


def _is_of_spip_beside(places: Places, anchor: HtmlElement, block: TextBlock) -> bool:
    """Whether a block is a heading of SPIP's beside a paragraph, or stands in a list of SPIP's there."""
    heading = block.element
    is_heading = heading.tag in PART_HEADINGS and heading in places.named(SPIP) and not is_end(block.words)
    return (is_heading and heading.getparent() is anchor.getparent()) or _is_in_list_beside(places, anchor, block)


def _is_in_list_beside(places: Places, anchor: HtmlElement, block: TextBlock) -> bool:
    """Whether a block stands in a list or a quotation of SPIP's beside the last paragraph of a text, its links SPIP's too."""
    around = anchor.getparent()
    box = next((e for e in block.element.iterancestors() if e.getparent() is around), None)
    is_own = box is not None and box in places.named(SPIP) and box.tag in (*_BOXES, "table")
    return is_own and _has_own_links(block)


def _has_own_links(block: TextBlock) -> bool:
    return not block.linked or _has_links_of_spip(block.element)


def _within(
    places: Places, blocks: Sequence[TextBlock], first: int, last: int, title: HtmlElement | None
) -> tuple[int, int]:
    """Places of the first and last block without what is the skin's: all behind the element that holds the text, and the lines
    before it that are no sentence. What has SPIP's own class is kept, and so is what stands in an element beside that one which is
    called like it, or before such an element."""
    container = container_of(places, blocks[first : last + 1], title)
    if container is None:
        return first, last
    beside = (*container.itersiblings(preceding=True), *container.itersiblings())
    has_title = title is not None and places.holds(container, title)
    alike = [*(e for e in beside if are_alike(e, container, has_title=has_title)), *cells_below(container)]
    begin = min(map(places.order, (container, *alike)))
    end = max(map(places.end, (container, *alike)))

    def is_outside(block: TextBlock) -> bool:
        return not begin <= block.order <= end and block.element not in places.named(SPIP)

    whole = last
    while last > first and (is_outside(blocks[last]) or (last < whole and blocks[last].worth < 0)):
        last -= 1  # a line of tools or files before it too, which no run ends with
    if not has_title:
        last = _to_the_end(places, blocks, last, container)
    while (
        first < last
        and is_outside(blocks[first])
        and not blocks[first].words.rstrip().endswith((*ENDS_OF_LINE, *_OPEN_ENDS))
    ):
        first += 1
    return first, last


def _to_the_end(places: Places, blocks: Sequence[TextBlock], last: int, container: HtmlElement) -> int:
    """Place of the last block that is words or SPIP's in the element that holds a text, up to one that says that it has ended."""
    for number in range(last + 1, len(blocks)):
        block = blocks[number]
        is_other = block.element in places.frames or ends_text(block.element, block.words, block.linked)
        if is_other or not places.holds(container, block.element):
            break
        if (
            (block.element.tag == "li" and _has_own_links(block))
            or block.worth > 0
            or block.element in places.named(SPIP)
        ):
            last = number
    return last


def _behind_lead(
    places: Places, blocks: Sequence[TextBlock], first: int, last: int, leads: Sequence[HtmlElement]
) -> int:
    """Place of the first block behind the lead, where hardly anything stands before that: a call for gifts, say."""
    for lead in leads:
        behind = next((n for n in range(first, last + 1) if blocks[n].order > places.end(lead)), first)
        if behind > first and places.order(lead) > blocks[first].order:
            before, after = (
                sum(len(b.words) for b in part) for part in (blocks[first:behind], blocks[behind : last + 1])
            )
            return behind if before < min(_LONGEST_BEFORE, after) else first
    return first


def _with_what_opens(places: Places, blocks: Sequence[TextBlock], first: int, title: HtmlElement | None) -> int:
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
            or (block.linked and not _is_handle(block.element) and not _has_links_of_spip(block.element))
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
        if not _is_of_spip_beside(places, start, block):
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
        table = _table_around(element)
        if table is None or places.order(table) <= places.end(title) or table in places.frames or blocks[number].linked:
            break
        if table is not known and next(table.iter("th", "caption"), None) is None and table not in places.named(SPIP):
            break
        known = table
        if table.getparent() is title.getparent() and not places.holds(title.getparent(), start):
            break  # a text of its own, in the block of the title
        begin = number
    return begin


def _goes_on(anchor: HtmlElement, following: TextBlock) -> bool:
    """Whether a line too short to count as prose, such as a signature, is still a paragraph of the text that `anchor` is of."""
    element = following.element
    names = names_of(element).strip()
    is_plain = names in ("", "spip") or "mso" in names
    beside = element.tag == "p" and element.getparent() is anchor.getparent() and is_plain
    # What has SPIP's own class is the editor's, links or not.
    is_own = names == "spip" or not following.linked or _has_links_of_spip(element)
    return beside and is_own and not is_end(following.words)


def _has_links_of_spip(element: HtmlElement) -> bool:
    """Whether SPIP made all links in it from what an editor typed, and its line is none of its own (`Voir en ligne : …`)."""
    of_spip = all(_LINK.search(a.get("class") or "") for a in element.iter("a") if a.get("href"))
    return of_spip and not plain(line_of(element, 40)).startswith("voir en ligne")
