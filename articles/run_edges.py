"""Moves the edges of a run of prose to where the text begins and ends; which run it is, is for prose."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from lxml.html import HtmlElement

from articles.ends import ends_text
from articles.lines import line_of
from articles.places import Places, names_of
from articles.run import model_of
from articles.text_blocks import HEADINGS, SPIP, TextBlock, is_heading_of_skin
from articles.vocabulary import is_end, plain

_LINK = re.compile(r"\bspip_(?:in|out|url|mail|glossaire|note)\b")
_LONGEST_BEFORE = 160
"""Characters that may stand before a lead and be none of the text."""
_MOST = 0.6
"""How much of a run the element that holds the text holds of it."""
_PARTS = frozenset({"table", "tbody", "tr", "ul", "ol", "dl", "p", "blockquote"})
_ENDS_OF_SENTENCE = (".", "!", "?", "…", "»", ")")
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
    last = _end(places, blocks, first, last)
    start = blocks[first].element
    while first and start.tag == "p" and _goes_on(start, blocks[first - 1]):
        first -= 1
    first = _with_what_opens(places, blocks, first, title)
    return _behind_lead(places, blocks, first, last, leads), last


def _end(places: Places, blocks: Sequence[TextBlock], first: int, last: int) -> int:
    while last > first and is_heading_of_skin(blocks[last], places):
        last -= 1  # what it is the heading of is none of the run
    model = model_of(blocks[last].element)
    anchor = blocks[last].element if model is None else model
    if anchor.tag == "li" and anchor.getparent() is not None:
        anchor = anchor.getparent()  # the list goes on with its short items, and the text behind it
        last = max(n for n in range(last, len(blocks)) if blocks[n].order <= places.end(anchor))
    for number in range(last + 1, len(blocks)):
        if _goes_on(anchor, blocks[number]):
            last = number
        elif (model := model_of(blocks[number].element)) is None or model.getparent() is not anchor.getparent():
            break
    while last > first and blocks[last].words.rstrip()[-1:] == ":":
        last -= 1  # what it announces is no text
    return last


def _container(places: Places, run: Sequence[TextBlock]) -> HtmlElement | None:
    """The smallest element that holds most of a run: that of the text. A list or a table whose cells share the text is a part of
    it. None: nothing holds so much."""
    worthy = [block for block in run if block.worth > 0]
    orders = [block.order for block in worthy]
    sums = [0.0, *accumulate(block.worth for block in worthy)]
    longest = max(run, key=lambda block: block.worth)
    for element in longest.element.iterancestors():
        begin, end = bisect_left(orders, places.order(element)), bisect_right(orders, places.end(element))
        # One that holds a paragraph alone may be that of a long lead.
        if element.tag not in _PARTS and end - begin > 1 and sums[end] - sums[begin] >= _MOST * sums[-1]:
            return element
    return None


def _within(
    places: Places, blocks: Sequence[TextBlock], first: int, last: int, title: HtmlElement | None
) -> tuple[int, int]:
    """Places of the first and last block without what is the skin's: all behind the element that holds the text, and the lines
    before it that are no sentence. What SPIP's own class tells is none of them, nor what stands before or in an element beside it
    that is called like it."""
    container = _container(places, blocks[first : last + 1])
    if container is None:
        return first, last
    called = names_of(container).strip()
    beside = [*container.itersiblings(), *container.itersiblings(preceding=True)] if called else []
    alike = [e for e in beside if isinstance(e.tag, str) and names_of(e).strip() == called]
    begin = min(map(places.order, (container, *alike)))
    end = max(map(places.end, (container, *alike)))

    def is_outside(block: TextBlock) -> bool:
        return not begin <= block.order <= end and block.element not in places.named(SPIP)

    whole = last
    while last > first and (is_outside(blocks[last]) or (last < whole and blocks[last].worth < 0)):
        last -= 1  # a line of tools or files before it too, which no run ends with
    if title is None or not places.holds(container, title):
        last = _to_the_end(places, blocks, last, container)
    while first < last and is_outside(blocks[first]) and not blocks[first].words.rstrip().endswith(_ENDS_OF_SENTENCE):
        first += 1
    return first, last


def _to_the_end(places: Places, blocks: Sequence[TextBlock], last: int, container: HtmlElement) -> int:
    """Place of the last block that is words or SPIP's in the element that holds a text, up to one that says that it has ended."""
    for number in range(last + 1, len(blocks)):
        block = blocks[number]
        is_other = block.element in places.frames or ends_text(block.element, block.words, block.linked)
        if is_other or not places.holds(container, block.element):
            break
        if block.worth > 0 or block.element in places.named(SPIP):
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
        first = _with_table(places, blocks, first, places.end(title))
        if places.holds(around, title):
            return first
    for number in range(first - 1, -1, -1):
        block = blocks[number]
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


def _is_handle(element: HtmlElement) -> bool:
    """Whether a script makes a heading's links show or hide what stands below it (tabs, folding blocks): they lead nowhere."""
    return element.tag in HEADINGS and all(a.get("href") in ("#", "javascript:;") for a in element.iter("a"))


def _with_table(places: Places, blocks: Sequence[TextBlock], first: int, after: int) -> int:
    """Place of the first cell of a table that stands right before the text, below the title; one without a heading is layout."""
    begin = first
    for number in range(first - 1, -1, -1):
        element = blocks[number].element
        table = next((e for e in (element, *element.iterancestors()) if e.tag == "table"), None)
        if table is None or places.order(table) <= after or table in places.frames or blocks[number].linked:
            break
        if next(table.iter("th", "caption"), None) is None and table not in places.named(SPIP):
            break
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
