"""What a text is on its page, the block that is named for it, and the noise in it; choosing is for text_place."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from lxml.html import HtmlElement

from articles.article import Candidate
from articles.layout.element_names import names_of
from articles.layout.ends import heads_site_links
from articles.layout.places import Places, depth
from articles.layout.teasers import leads_on_to_other
from articles.text.nesting import HEADINGS
from articles.tree.lines import line_of
from articles.words.byline import says_who
from articles.words.dates import has_date
from articles.words.day_words import is_day_alone
from articles.words.names import NO_NOISE, NOISE
from articles.words.skin_lines import is_end, leads_to_top

LEAST = 60
"""Characters of a sentence, at least."""
LONGEST_LINE = 160
"""Characters of a line that a skin prints beside a text, at most."""
_LONGEST_WAY_UP = 40
_MOST_BEFORE_TAIL = 0.5
"""How much of what stands in the block of a text is before its end, at least."""
_KEPT = re.compile(r"\bIMG/|\blocal/cache")
"""In the address of a picture that SPIP keeps; others are the skin's."""

_AUTHOR_PICTURE = re.compile(r"\bauto(?:n|ff)\d")
_OF_MACHINERY = frozenset({"a", "div", "nav", "ul", "ol"})
_BOXES = ("div", "section", "aside", "p", "li", "td")


@dataclass(frozen=True)
class Region:
    """Where the text stands."""

    elements: tuple[HtmlElement, ...]
    """Blocks that hold it, in order."""
    without: tuple[HtmlElement, ...]
    """Elements in them that are not of it."""
    rule: str
    """How it was found, for traces."""
    span: tuple[int, int]
    """Places of its first and last element on the page."""
    loose: tuple[HtmlElement, ...] = ()
    """Elements in them behind which loose words stand that are not of it."""
    by_place: bool = False
    """Whether its place told it and no name: a run of prose, or what follows the title where there is none."""
    score: float | None = None
    """What a run is worth, in characters; None: a name told the text."""
    losers: tuple[Candidate, ...] = ()
    """The best others: blocks of the same name, by their characters, or other runs."""

    @cached_property
    def _blocks(self) -> frozenset[HtmlElement]:
        return frozenset(self.elements)

    @cached_property
    def _others(self) -> frozenset[HtmlElement]:
        return frozenset(self.without)

    def holds(self, element: HtmlElement) -> bool:
        """Whether an element stands in the text."""
        above = (element, *element.iterancestors())
        return not self._blocks.isdisjoint(above) and self._others.isdisjoint(above)


def choose_named(places: Places, found: Sequence[HtmlElement], title: HtmlElement | None) -> list[HtmlElement]:
    """Of the blocks that are named for a text, those that belong to the article: near the title, after it, with most words."""
    able = [
        e
        for e in found
        if e not in places.frames
        and (places.length(e) >= 2 or next(e.iter("img"), None) is not None)
        and not leads_on_to_other(e, title)
    ]
    if len(able) < 2:
        return able
    near = [(_nearness(places, e, title), e) for e in able]
    best = max(near, key=lambda pair: (pair[0], places.length(pair[1])))
    if places.length(best[1]) < LEAST:
        best = max(near, key=lambda pair: places.length(pair[1]))
    # Several of one parent are pieces of one text; those of a list are teasers of others.
    parent = best[1].getparent()
    return [
        e
        for e in able
        if e is best[1]
        or (
            e.getparent() is parent
            and parent is not None
            and parent.tag not in ("ul", "ol", "li")
            and e not in places.named(NOISE)
        )
    ]


def tells_who_or_when(places: Places, element: HtmlElement) -> bool:
    """Whether a block holds a line of date or author alone, and no picture that SPIP keeps."""
    if not places.is_short(element, LONGEST_LINE):
        return False
    words = line_of(element)
    says_so = is_day_alone(words) and (has_date(words) or says_who(words))
    return says_so and not any(_KEPT.search(e.get("src") or "") for e in element.iter("img"))


def _nearness(places: Places, element: HtmlElement, title: HtmlElement | None) -> int:
    if title is None:
        return 0
    return depth(places.common(title, element)) - (6 if places.order(element) < places.order(title) else 0)


def _is_table_of_contents(element: HtmlElement, places: Places) -> bool:
    """Whether it is a list of links to headings of the page itself, with hardly a word beside them."""
    if places.links_in(element) < 2:
        return False
    links = list(element.iter("a"))
    linked = sum(places.length(link) for link in links)
    return all((link.get("href") or "").startswith("#") for link in links) and linked > 0.6 * places.length(element)


def _is_machinery(element: HtmlElement, places: Places) -> bool:
    """Whether it only leads to parts of the page itself: a table of contents, or the way back to the top."""
    if element.tag == "a":
        is_within = (element.get("href") or "").startswith("#") and places.length(element) < _LONGEST_WAY_UP
        return is_within and leads_to_top(places.text(element))
    return _is_table_of_contents(element, places)


def _boxes_of_authors(places: Places) -> list[HtmlElement]:
    """Blocks that hold the picture of an author, as SPIP keeps it (`IMG/auton12.png`), and words: who somebody is."""
    named = ((e, e.get("src") or "") for e in places.tagged("img"))
    pictures = (e for e, source in named if "auto" in source and _AUTHOR_PICTURE.search(source))
    around = (next((e for e in p.iterancestors(*_BOXES) if places.length(e)), None) for p in pictures)
    return [box for box in around if box is not None]


def noise_in(bodies: Sequence[HtmlElement], places: Places) -> list[HtmlElement]:
    """Elements in a text that are named for something else and do not hold most of it."""
    called = places.named(NOISE) - places.named(NO_NOISE) | places.called_frame
    able = [e for e in places.in_order(called) if names_of(e).strip() not in ("spip", "spip_")]
    tags = places.outline.tags
    able_tags = (n for b in bodies for n in range(places.order(b) + 1, places.end(b) + 1) if tags[n] in _OF_MACHINERY)
    unnamed = (e for e in map(places.elements.__getitem__, able_tags) if _is_machinery(e, places))
    able = places.in_order({*able, *unnamed, *_boxes_of_authors(places)})
    orders = list(map(places.order, able))
    found: list[HtmlElement] = []
    for body in bodies:
        whole, end = places.length(body), places.order(body)
        for element in able[bisect_right(orders, end) : bisect_right(orders, places.end(body))]:
            if places.order(element) > end and places.length(element) < 0.5 * whole:
                found.append(element)
                end = places.end(element)
    return found


def tails_of(bodies: Sequence[HtmlElement], places: Places) -> list[HtmlElement]:
    """What stands in a block that is named for a text from where the skin says that this has ended: a heading without the class that
    SPIP gives an editor's, or a link that is all of its line (`Répondre à cet article`)."""
    found: list[HtmlElement] = []
    for body in bodies:
        before, headings, whole = 0, set(), places.length(body)
        children = [child for child in body if isinstance(child.tag, str)]
        for number, child in enumerate(children):
            is_skins = child.tag in HEADINGS and "spip" not in names_of(child)
            if before > _MOST_BEFORE_TAIL * whole and (
                (is_skins and child.tag not in headings and (is_end(places.text(child)) or heads_site_links(child)))
                or _is_tool(child, places)
            ):
                # With prose behind it it is a heading of the editor's.
                goes_on = any(_is_prose(e, places) for e in children[number + 1 :])
                found += [] if goes_on else children[number:]
                break
            if is_skins:
                headings.add(child.tag)  # this skin gives an editor's headings no class either
            before += places.length(child)
    return found


def _is_prose(element: HtmlElement, places: Places) -> bool:
    return element.tag == "p" and places.length(element) >= LEAST and not places.links_in(element)


def _is_tool(line: HtmlElement, places: Places) -> bool:
    """Whether a line is one link of the skin's and says that a text has ended."""
    links = list(line.iter("a")) if line.tag in ("p", "div") and places.links_in(line) == 1 else []
    words = places.text(line).strip()
    return bool(links) and places.text(links[0]).strip() == words and is_end(words) and not leads_to_top(words)
