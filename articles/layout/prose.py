"""Finds the run of prose after the title that is the text of a page where no name tells it; a block that is named for one is for region."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lxml.html import HtmlElement

from articles.layout.element_names import names_of
from articles.layout.ends import ends_text, heads_site_links, is_line_of_date, is_line_of_file, is_menu, prints
from articles.layout.places import Places
from articles.layout.region import LEAST, LONGEST_LINE, Region
from articles.layout.run import region_of_run
from articles.layout.run_edges import edges_of
from articles.layout.teasers import is_teaser
from articles.layout.text_blocks import (
    PART_HEADINGS,
    TextBlock,
    blocks_of,
    is_behind,
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
_TEXT = 200.0
"""What a run is worth, at least, that is a text already, so that a heading or a line of the skin's may end it."""
_END = 80.0
"""What such a heading takes from it: two lines of prose."""
_AFTER_END, _AFTER_ANSWERS = 0.3, 0.1
"""How much prose still counts behind what ends a text, and behind the heading of readers' answers."""


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
        parts = next(title.iterdescendants("br", "p", "div", "table"), None)
        is_line = title.tag in ("h1", *PART_HEADINGS) or (title.tag == "div" and parts is None)
        may_go_on = None if is_line else title
        behind = [b for b in blocks if is_behind(b, title, after) or b.element is may_go_on]
        blocks = behind or [b for b in blocks if b.element is not title]
    other = _title_of_other(places, title)
    runs = _Runs(blocks)
    for block in blocks:
        block.worth = _worth(block, places)
        if runs.most > 0 and other is not None and block.order >= other:
            break
        is_below = False
        while below and below[-1] < block.order:
            is_below = below.pop() > runs.start.order or is_below
        if is_below:
            runs.stop()
            block.worth -= _END
        is_spips = block.element in places.named(SPIP)
        is_heading = block.is_heading
        runs.has_spip_heading = runs.has_spip_heading or (is_heading and is_spips)
        # Where the editor's headings have SPIP's class, another one is the skin's: what follows is a block of its own.
        is_apart = runs.is_text and (
            beside.get(block.element, 0) > runs.start.order
            or (runs.has_spip_heading and is_heading_of_skin(block, places))
        )
        if is_apart or (ends_text(block.element, block.words, block.linked) and not _is_part(places, block, after)):
            runs.end(block, is_spips, is_heading_of_skin(block, places) and is_of_answers(block.words))
        elif (is_heading and heads_site_links(block.element)) or is_menu(block.element, block.words, block.linked):
            runs.stop()
            block.worth = -runs.total
        elif block.worth == _OF_DATE and runs.is_text:
            runs.stop()
            block.worth = 2 * _OF_DATE  # below a text the author's life and the like follow it
        runs.add(block)
    if runs.most < LEAST or runs.last < runs.first:
        return None
    first, last = edges_of(places, blocks, runs.first, runs.last, title, leads)
    opening = blocks[first]
    around = frozenset(title.iterancestors()) if title is not None else frozenset()
    region = region_of_run(places, opening.element, blocks[last].element, around, is_behind=opening.is_loose)
    return replace(region, score=round(runs.most, 1), losers=losers_of(runs.weighed(), opening.words))


class _Runs:
    """The runs of prose among blocks that are added one after another: a run goes on while its blocks are worth more than nothing."""

    def __init__(self, blocks: Sequence[TextBlock]) -> None:
        self._blocks = blocks
        self._number = -1
        """Place of the block that was added last."""
        self.first, self.last, self.most = 0, -1, 0.0
        """Places of the first and last block of the run that is worth most, and what it is worth."""
        self._before: list[Weighed] = []
        """The runs that have ended."""
        self._answered = False
        """Whether readers' answers have begun, of which all that follows may be."""
        self._begin(0)

    def _begin(self, number: int) -> None:
        self._first, self.total, self._peak = number, 0.0, 0.0
        """Place of the first block of the run that goes on, what it is worth, and what it was worth at most."""
        self._stopped, self.has_spip_heading = False, False
        """Whether something has said that the text has ended; whether a heading in the run has SPIP's class."""
        self._margin = 0.0
        """What must still come to be of the run."""

    @property
    def start(self) -> TextBlock:
        """The first block of the run that goes on."""
        return self._blocks[self._first]

    @property
    def is_text(self) -> bool:
        """Whether the run is long enough to be a text that may end."""
        return self.total > _TEXT

    def stop(self) -> None:
        """Something says that a text has ended, if the run is one."""
        self._stopped = self._stopped or self.is_text

    def end(self, block: TextBlock, is_spips: bool, heads_answers: bool) -> None:
        """A block, not yet added, ends what goes on. `is_spips`: it has SPIP's class; `heads_answers`: readers' answers follow it."""
        self.stop()
        self._margin = _BEHIND_END if self._stopped and not is_spips else self._margin
        self._answered = self._answered or (self.most > 0 and heads_answers)
        block.worth = -_END

    def add(self, block: TextBlock) -> None:
        """The next block, its worth known."""
        self._number += 1
        if (self._stopped or self._answered) and block.worth > 0:
            block.worth *= _AFTER_ANSWERS if self._answered else _AFTER_END
        self.total += block.worth
        self._peak = max(self._peak, self.total)
        if self.total <= 0:
            self._before += self._going_on()
            self._begin(self._number + 1)
        elif self.total > self.most + self._margin:
            self.first, self.last, self.most = self._first, self._number, self.total

    def weighed(self) -> list[Weighed]:
        """All runs, with what each was worth at most."""
        return [*self._before, *self._going_on()]

    def _going_on(self) -> list[Weighed]:
        return [(self._peak, self.start.element, self.start.words)] if self._peak > 0 else []


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
    rank tells of another article without names as well, where the title's block holds more than a title, its day and its author, and
    where it is called like the title: no editor's heading has the name that the skin gives the title."""
    name = heading.get("class")
    if title.tag == "h1" and name and name == title.get("class") and heading not in places.named(SPIP):
        return True
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
    if block.is_heading and block.linked < length * 0.5 and not block.is_loose:
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
