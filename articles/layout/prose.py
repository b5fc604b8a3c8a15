"""Finds the run of prose after the title that is the text of a page where no name tells it; a block that is named for one is for region."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lxml.html import HtmlElement

from articles.layout.ends import ends_text, heads_site_links, is_line_of_date, is_line_of_file, prints
from articles.layout.places import Places, names_of
from articles.layout.region import LEAST, LONGEST_LINE, Region
from articles.layout.run import region_of_run
from articles.layout.run_edges import edges_of
from articles.layout.teasers import is_teaser
from articles.layout.text_blocks import (
    PART_HEADINGS,
    TextBlock,
    blocks_of,
    is_caption,
    is_heading_of_skin,
    lines_of_header,
)
from articles.layout.weighing import Weighed, losers_of
from articles.words.names import CONTACT, EVENTS, SPIP
from articles.words.skin_lines import CONTACT_HEADING, is_end, is_of_answers, plain

_LONGEST_LABEL = 50
_BLOCKS_OF_EVENTS = frozenset({"div", "section", "aside", "dl", "ul", "table"})
_LEAST_WHOLE = 300
"""Characters, blanks of the source among them, that the block of an article shown whole holds beside its title."""
_BEHIND_END = 50.0
"""What must stand behind a heading of the skin's that says that a text has ended, to be of it all the same."""
_OF_DATE = -20.0
"""What a line that tells when a page was published or changed is worth."""


def find_prose(
    places: Places,
    title: HtmlElement | None,
    avoided: Iterable[HtmlElement],
    ends: Iterable[HtmlElement] = (),
    leads: Sequence[HtmlElement] = (),
) -> Region | None:
    """The run of blocks after the title that holds most words outside links; None where there is hardly any. `ends`: elements
    that stand below a text, such as its files; `leads`: those named for a lead, of what is avoided."""
    # A heading of what follows a text ends it also where its name says so.
    gone = {e for e in avoided if e.tag not in PART_HEADINGS or not is_end(places.text(e))}
    gone.update(lines_of_header(places, title))
    below = sorted(map(places.order, ends), reverse=True)
    blocks = blocks_of(places, gone, title)
    beside = _blocks_beside(places, title)
    after = places.end(title) if title is not None else 0
    if title is not None:
        # Of a title that is no heading the same element may hold the first words of the text.
        may_go_on = title if title.tag not in ("h1", *PART_HEADINGS) else None
        blocks = [b for b in blocks if b.order > after or b.element is may_go_on] or blocks
    other = _title_of_other(places, title)
    first, last, most = 0, -1, 0.0
    begin, total, peak, margin = 0, 0.0, 0.0, 0.0
    runs: list[Weighed] = []
    stopped = answered = has_spip_heading = False
    for number, block in enumerate(blocks):
        block.worth = _worth(block, places)
        if most > 0 and other is not None and block.order >= other:
            break
        is_below = False
        while below and below[-1] < block.order:
            is_below = below.pop() > blocks[begin].order or is_below
        if is_below:
            stopped = stopped or total > 200
            block.worth -= 80.0
        is_spip_heading = block.element.tag in PART_HEADINGS and block.element in places.named(SPIP)
        has_spip_heading = has_spip_heading or is_spip_heading
        # Where the editor's headings have SPIP's class, another one is the skin's: what follows is a block of its own.
        ends_here = ends_text(block.element, block.words, block.linked) and not _is_part(places, block, after)
        if ends_here or (
            total > 200
            and (
                beside.get(block.element, 0) > blocks[begin].order
                or (has_spip_heading and is_heading_of_skin(block, places))
            )
        ):
            stopped = stopped or total > 200
            margin = _BEHIND_END if stopped and block.element not in places.named(SPIP) else margin
            answered = answered or (most > 0 and is_heading_of_skin(block, places) and is_of_answers(block.words))
            block.worth = -80.0
        elif block.element.tag in PART_HEADINGS and heads_site_links(block.element):
            stopped, block.worth = stopped or total > 200, -total
        elif block.worth == _OF_DATE and total > 200:
            stopped, block.worth = True, 2 * _OF_DATE  # below a text the author's life and the like follow it
        if (stopped or answered) and block.worth > 0:
            block.worth *= 0.1 if answered else 0.3
        total += block.worth
        peak = max(peak, total)
        if total <= 0:
            if peak > 0:
                runs.append((peak, blocks[begin].element, blocks[begin].words))
            total, begin, stopped, peak, has_spip_heading, margin = 0.0, number + 1, False, 0.0, False, 0.0
        elif total > most + margin:
            first, last, most = begin, number, total
    if most < LEAST or last < first:
        return None
    first, last = edges_of(places, blocks, first, last, title, leads)
    if peak > 0:
        runs.append((peak, blocks[begin].element, blocks[begin].words))
    opening = blocks[first]
    around = frozenset(title.iterancestors()) if title is not None else frozenset()
    region = region_of_run(places, opening.element, blocks[last].element, around, is_behind=opening.is_loose)
    return replace(region, score=round(most, 1), losers=losers_of(runs, blocks[first].words))


def _blocks_beside(places: Places, title: HtmlElement | None) -> dict[HtmlElement, int]:
    """What stands in blocks that tell whom to ask or when something takes place, each with the place where its block begins: below
    a text they are none of it."""
    boxes = [
        box for tag in PART_HEADINGS for h in places.tagged(tag) if (box := _box_of_contact(places, h)) is not None
    ]
    events = [e for e in places.named(EVENTS) if e.tag in _BLOCKS_OF_EVENTS and not places.holds_most(e)]
    able = {*places.named(CONTACT), *boxes, *(e for e in events if title is None or not places.holds(e, title))}
    return {inner: places.order(e) for e in places.in_order(able) for inner in (e, *places.inside(e))}


def _box_of_contact(places: Places, heading: HtmlElement) -> HtmlElement | None:
    """The block that a heading of the skin's opens with the words `Contact`; None: it opens none, or says something else."""
    if places.length(heading) > _LONGEST_LABEL or CONTACT_HEADING.fullmatch(plain(places.text(heading))) is None:
        return None
    words = places.text(heading).strip()
    box = heading
    for above in heading.iterancestors():
        if above.tag in ("body", "html", "main", "article") or not places.text(above).lstrip().startswith(words):
            break
        box = above
    return None if heading in places.named(SPIP) or places.length(box) <= len(words) else box


def _title_of_other(places: Places, title: HtmlElement | None) -> int | None:
    """Place of the first heading behind the title that is one of another article, shown whole; None: there is none."""
    if title is None or title.tag not in ("h1", *PART_HEADINGS):
        return None
    after = places.end(title)
    orders = (places.order(h) for h in places.tagged(title.tag) if _is_title_of_other(places, h, title))
    return min((order for order in orders if order > after), default=None)


def _is_title_of_other(places: Places, heading: HtmlElement, title: HtmlElement) -> bool:
    """Whether a heading like the title stands as it does in a block beside the title's that is called like it. A heading of the first
    rank tells of another article without names as well, where the title's block holds more than a title, its day and its author."""
    called = ""
    for block, own in zip(heading.iterancestors(), title.iterancestors(), strict=False):
        called = called or names_of(own).strip()
        if block is own or block.tag != own.tag or names_of(block).strip() != names_of(own).strip():
            return False
        if block.getparent() is own.getparent():
            return called != "" if title.tag != "h1" else places.length(own) - places.length(title) > _LEAST_WHOLE
    return False


def _is_part(places: Places, block: TextBlock, after: int) -> bool:
    """Whether a heading of answers is one of the parts of a text (`Discussion`): headings of its kind stand beside it, before and
    behind, each above a paragraph, the title left out, which ends at `after`."""
    heading = block.element
    if heading.tag not in PART_HEADINGS or not is_of_answers(block.words):
        return False
    before = next((e for e in heading.itersiblings(heading.tag, preceding=True) if places.order(e) > after), None)
    others = (before, heading, next(heading.itersiblings(heading.tag), None))
    return all(e is not None and e.getnext() is not None and e.getnext().tag == "p" for e in others)


def _worth(block: TextBlock, places: Places) -> float:
    length = len(" ".join(block.words.split()))
    if block.element in places.frames or is_caption(names_of(block.element)):
        return -length - 40.0
    if block.element.tag == "figcaption":
        return 0.0  # it goes with its picture, and begins no text
    if is_teaser(block.element) and not places.is_beside_title(block.element):
        return max(-0.5 * length - 20.0, -120.0)
    spip = block.element in places.named(SPIP)
    if not spip and is_line_of_date(block.words):
        return _OF_DATE
    if block.element.tag in PART_HEADINGS and block.linked < length * 0.5 and not block.is_loose:
        return 5.0 if spip else 2.0  # it may begin the text
    if spip and is_line_of_date(block.words):
        return _OF_DATE
    worth = length - 2.5 * block.linked
    if length < LONGEST_LINE and length - block.linked < _LONGEST_LABEL and is_line_of_file(block.element, block.words):
        worth = min(worth, -5.0)  # nothing ends with it, but a text may go on behind
    # A line with the link for printing is the skin's, whatever its language.
    if not spip and (length < 40 or (length < LONGEST_LINE and block.linked and prints(block.element))):
        worth = min(worth, 0.0) - 12.0
    if worth < 0:
        return max(worth * 0.8, -120.0)
    return worth * (1.4 if spip or block.element.tag in ("p", "blockquote") else 1.0)
