"""Finds the run of prose after the title that is the text of a page where no name tells it; a block that is named for one is for region."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from articles.ends import ends_text, is_line_of_date, is_line_of_file, prints
from articles.lines import line_of
from articles.places import Places, names_of
from articles.region import LEAST, Region
from articles.run import SILENT, model_of, region_of_run
from articles.teasers import is_teaser
from articles.vocabulary import CAPTION, NO_NOISE, Names, is_end, plain
from articles.weighing import Weighed, losers_of

_BLOCK_NAMES = """
    address article blockquote body center dd div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5 h6 header hr li main ol p pre
    section table tbody td tfoot th thead tr ul
"""
BLOCKS = frozenset(_BLOCK_NAMES.split())
"""Tags of elements that hold words of their own."""
_LINK = re.compile(r"\bspip_(?:in|out|url|mail|glossaire|note)\b")
_LONGEST_LINE, _LONGEST_LABEL = 160, 50
_MOST = 0.6
"""How much of a run the element that holds the text holds of it."""
_OF_DATE = -20.0
"""What a line that tells when a page was published or changed is worth."""
SPIP = Names(r"(?:^|\s)spip(?:$|\s|_)")
"""What SPIP itself wrote from what an editor typed."""
_PARTS = frozenset({"table", "tbody", "tr", "ul", "ol", "dl", "p", "blockquote"})
_OPENING = frozenset({"h2", "h3", "h4", "h5", "li", "td", "th", "dt", "dd", "caption"})
_HEADINGS = ("h2", "h3", "h4", "h5")


@dataclass(slots=True)
class _Block:
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


def find_prose(
    places: Places,
    title: HtmlElement | None,
    avoided: Iterable[HtmlElement],
    ends: Iterable[HtmlElement] = (),
    leads: Sequence[HtmlElement] = (),
) -> Region | None:
    """The run of blocks after the title that holds most words outside links; None where there is hardly any. `ends`: elements
    that stand below a text, such as its files; `leads`: those named for a lead, of what is avoided."""
    gone = set(avoided)
    below = sorted(map(places.order, ends), reverse=True)
    blocks = _blocks(places, gone, title)
    if title is not None:
        after = places.end(title)
        # Of a title that is no heading the same element may hold the first words of the text.
        may_go_on = title if title.tag not in ("h1", *_HEADINGS) else None
        blocks = [b for b in blocks if b.order > after or b.element is may_go_on] or blocks
    first, last, most = 0, -1, 0.0
    begin, total, peak = 0, 0.0, 0.0
    runs: list[Weighed] = []
    stopped = has_spip_heading = False
    for number, block in enumerate(blocks):
        block.worth = _worth(block, places)
        is_below = False
        while below and below[-1] < block.order:
            is_below = below.pop() > blocks[begin].order or is_below
        if is_below:
            stopped = stopped or total > 200
            block.worth -= 80.0
        is_spip_heading = block.element.tag in _HEADINGS and block.element in places.named(SPIP)
        has_spip_heading = has_spip_heading or is_spip_heading
        # Where the editor's headings have SPIP's class, another one is the skin's: what follows is a block of its own.
        if ends_text(block.element, block.words, block.linked) or (
            has_spip_heading and total > 200 and _is_heading_of_skin(block, places)
        ):
            stopped = stopped or total > 200
            block.worth = -80.0
        elif block.worth == _OF_DATE and total > 200:
            stopped, block.worth = True, 2 * _OF_DATE  # below a text the author's life and the like follow it
        if stopped and block.worth > 0:
            block.worth *= 0.3
        total += block.worth
        peak = max(peak, total)
        if total <= 0:
            if peak > 0:
                runs.append((peak, blocks[begin].element, blocks[begin].words))
            total, begin, stopped, peak, has_spip_heading = 0.0, number + 1, False, 0.0, False
        elif total > most:
            first, last, most = begin, number, total
    if most < LEAST or last < first:
        return None
    last = _without_what_follows(places, blocks, first, last)
    while last > first and _is_heading_of_skin(blocks[last], places):
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
    start = blocks[first].element
    while first and start.tag == "p" and _goes_on(start, blocks[first - 1]):
        first -= 1
    first = _with_what_opens(places, blocks, first, title)
    first = _behind_lead(places, blocks, first, last, leads)
    if peak > 0:
        runs.append((peak, blocks[begin].element, blocks[begin].words))
    opening = blocks[first]
    around = frozenset(title.iterancestors()) if title is not None else frozenset()
    region = region_of_run(places, opening.element, blocks[last].element, around, is_behind=opening.is_loose)
    return replace(region, score=round(most, 1), losers=losers_of(runs, blocks[first].words))


def _without_what_follows(places: Places, blocks: Sequence[_Block], first: int, last: int) -> int:
    """Place of the last block of a run in the smallest container that holds most of it: what stands behind that is the skin's,
    but for what SPIP's own class tells. A list or a table whose cells share the text is a part of it and no container."""
    run = blocks[first : last + 1]
    whole = sum(block.worth for block in run if block.worth > 0)
    longest = max(run, key=lambda block: block.worth)
    for container in longest.element.iterancestors():
        held = sum(block.worth for block in run if block.worth > 0 and places.holds(container, block.element))
        if container.tag not in _PARTS and held >= _MOST * whole:
            break
    else:
        return last
    while last > first and not places.holds(container, blocks[last].element):
        if blocks[last].element in places.named(SPIP):
            break
        last -= 1
    return last


def _behind_lead(places: Places, blocks: Sequence[_Block], first: int, last: int, leads: Sequence[HtmlElement]) -> int:
    """Place of the first block behind the lead, where hardly anything stands before that: a call for gifts, say."""
    for lead in leads:
        behind = next((n for n in range(first, last + 1) if blocks[n].order > places.end(lead)), first)
        if behind > first and places.order(lead) > blocks[first].order:
            before, after = (
                sum(len(b.words) for b in part) for part in (blocks[first:behind], blocks[behind : last + 1])
            )
            return behind if before < min(_LONGEST_LINE, after) else first
    return first


def _with_what_opens(places: Places, blocks: Sequence[_Block], first: int, title: HtmlElement | None) -> int:
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
            or block.linked
            or block.element in places.frames
            or is_end(block.words)
        ):
            break
        first = number
    return first


def _with_table(places: Places, blocks: Sequence[_Block], first: int, after: int) -> int:
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


def _is_heading_of_skin(block: _Block, places: Places) -> bool:
    return block.element.tag in _HEADINGS and block.element not in places.named(SPIP)


def _goes_on(anchor: HtmlElement, following: _Block) -> bool:
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


def _blocks(places: Places, gone: set[HtmlElement], title: HtmlElement | None) -> list[_Block]:
    """Every element that holds words of its own, with what inline elements in it say.

    What stands loose behind the title in an element around it (`<div><h1>…</h1>Words<br>words</div>`) is a block for each line, at
    the element before it.
    """
    around = frozenset(title.iterancestors()) if title is not None else frozenset()
    after = places.order(title) if title is not None else 0
    outline = places.outline
    found: list[_Block] = []
    owners: list[_Block | None] = []
    """Of each element the block that its words are of; None: what stands in it counts nothing."""
    linked: list[bool] = []
    for order, (element, tag, above) in enumerate(zip(outline.elements, outline.tags, outline.above, strict=True)):
        outer = owners[above] if above >= 0 else None
        block, is_linked = outer, tag == "a" or (above >= 0 and linked[above])
        if element in gone or tag in SILENT or tag == "head" or (outer is None and above >= 0):
            block = None
        elif tag in BLOCKS or outer is None:
            block = _Block(element, order, [], 0)
            found.append(block)
        owners.append(block)
        linked.append(is_linked)
        if block is not None and element.text:
            _add(block, element.text, is_linked)
        if outer is not None and element.tail:
            if outer.element in around and order >= after:
                found.append(_Block(element, order, [element.tail], 0))
            else:
                _add(outer, element.tail, linked[above])
    for block in found:
        block.words = "".join(block.pieces)
    return [block for block in found if block.words.strip()]


def _add(block: _Block, text: str, is_linked: bool) -> None:
    block.pieces.append(text)
    if is_linked:
        block.linked += len(text.strip())


def _worth(block: _Block, places: Places) -> float:
    length = len(" ".join(block.words.split()))
    if block.element in places.frames or is_caption(names_of(block.element)):
        return -length - 40.0
    if block.element.tag == "figcaption":
        return 0.0  # it goes with its picture, and begins no text
    if is_teaser(block.element) and not places.is_beside_title(block.element):
        return max(-0.5 * length - 20.0, -120.0)
    spip = block.element in places.named(SPIP)
    if block.element.tag in _HEADINGS and block.linked < length * 0.5 and not block.is_loose:
        return 5.0 if spip else 2.0  # it may begin the text
    if is_line_of_date(block.words):
        return _OF_DATE
    worth = length - 2.5 * block.linked
    if (
        length < _LONGEST_LINE
        and length - block.linked < _LONGEST_LABEL
        and is_line_of_file(block.element, block.words)
    ):
        worth = min(worth, -5.0)  # nothing ends with it, but a text may go on behind
    # A line with the link for printing is the skin's, whatever its language.
    if not spip and (length < 40 or (length < _LONGEST_LINE and block.linked and prints(block.element))):
        worth = min(worth, 0.0) - 12.0
    if worth < 0:
        return max(worth * 0.8, -120.0)
    return worth * (1.4 if spip or block.element.tag in ("p", "blockquote") else 1.0)


def is_caption(names: str) -> bool:
    """Whether an element of these names speaks of a picture."""
    return CAPTION.stand_in(names) and not NO_NOISE.stand_in(names)
