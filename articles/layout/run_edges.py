"""Moves the edges of a run of prose to where the text begins and ends; which run it is, is for prose."""

from collections.abc import Sequence

from lxml.html import HtmlElement

from articles.layout.beside_run import BOXES, box_of, goes_on, has_own_links, is_of_spip_beside, table_around
from articles.layout.ends import ends_text
from articles.layout.places import Places
from articles.layout.run import model_of
from articles.layout.run_holder import ENDS_OF_LINE, are_alike, cells_below, container_of
from articles.layout.run_start import below_line_of_skin, with_what_opens
from articles.layout.text_blocks import TextBlock, is_heading_of_skin
from articles.words.names import SPIP

_LONGEST_BEFORE = 160
"""Characters that may stand before a lead and be none of the text."""
_OPEN_ENDS = (",", ":")
"""What ends a line that the next one goes on from (`Chers amis,`)."""


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
    start = box_of(places, blocks[first].element, title)
    while first and goes_on(start, blocks[first - 1]):
        before = blocks[first - 1]
        is_editors = before.words.rstrip().endswith(_OPEN_ENDS) or before.linked
        if start.tag not in ("p", "blockquote") and not is_editors:
            break
        first -= 1
    first = below_line_of_skin(places, blocks, with_what_opens(places, blocks, first, title), last)
    return _behind_lead(places, blocks, first, last, leads), last


def _end(places: Places, blocks: Sequence[TextBlock], first: int, last: int, title: HtmlElement | None) -> int:
    while last > first and is_heading_of_skin(blocks[last], places):
        last -= 1  # what it is the heading of is none of the run
    model, table = model_of(blocks[last].element), _own_table(places, blocks[last].element)
    anchor = table if table is not None else model
    anchor = anchor if anchor is not None else box_of(places, blocks[last].element, title)
    if table is None and anchor.tag not in BOXES:
        last = _to_the_end(places, blocks, last, anchor)
    elif table is not None or (anchor is not blocks[last].element and model is None):
        # The list goes on with its short items, the table with its short cells, and the text behind it.
        last = max(n for n in range(last, len(blocks)) if blocks[n].order <= places.end(anchor))
    for number in range(last + 1, len(blocks)):
        if goes_on(anchor, blocks[number]) or is_of_spip_beside(places, anchor, blocks[number]):
            last = number
        elif (model := model_of(blocks[number].element)) is None or model.getparent() is not anchor.getparent():
            break
    while last > first and blocks[last].words.rstrip()[-1:] == ":":
        last -= 1  # what it announces is no text
    return last


def _own_table(places: Places, element: HtmlElement) -> HtmlElement | None:
    """The table of SPIP's that a block is or is a cell of."""
    table = table_around(element)
    return table if table is not None and table in places.named(SPIP) else None


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
            (block.element.tag == "li" and has_own_links(block))
            or block.worth > 0
            or block.element in places.named(SPIP)
            or _own_table(places, block.element) is not None
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
