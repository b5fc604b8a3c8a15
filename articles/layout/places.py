"""Where elements stand on a page of no known skin: order, nearness, and what is surely frame; what they hold is for others."""

import re
from collections import defaultdict
from collections.abc import Iterable, Set
from copy import copy
from functools import cached_property

from lxml.html import HtmlElement

from articles.layout.boxes import columns_before
from articles.layout.element_names import are_of_frame, joined_names, names_of
from articles.text.fragment import is_hidden
from articles.tree.selecting import Selection
from articles.words.dates import has_date
from articles.words.names import (
    FRAME_ROLES,
    FRAME_TAGS,
    HEADER,
    Names,
)

_NONE: frozenset[HtmlElement] = frozenset()
_BEGINNING = 200
"""Characters in which a message of a reader tells its day."""
_MESSAGE = re.compile(r"(?<![a-z])message(?![a-z])")
"""In the names of an element, the word alone."""


class Places:
    """Order and kinship of the elements of one page, and how long they are."""

    def __init__(self, selection: Selection):
        self.elements = selection.elements
        self._selection = selection
        self._order = selection.order
        self.outline = selection.outline
        self._kept: frozenset[HtmlElement] = frozenset()
        self._own: frozenset[HtmlElement] = frozenset()
        self._columns: set[HtmlElement] = set()

    @cached_property
    def _by_names(self) -> dict[str, list[HtmlElement]]:
        found: dict[str, list[HtmlElement]] = defaultdict(list)
        having = self.outline.having
        with_id = set(having.get("id", ()))
        for element in with_id:
            found[names_of(element)].append(element)
        for classes, elements in self._selection.values("class").items():
            found[joined_names("", classes) if classes else " "] += [e for e in elements if e not in with_id]
        return found

    def order(self, element: HtmlElement) -> int:
        """Place of its start tag among all, from 0."""
        return self._order[element]

    def end(self, element: HtmlElement) -> int:
        """Place of the last element in it."""
        return self.outline.last[self._order[element]]

    def holds(self, outer: HtmlElement, inner: HtmlElement) -> bool:
        """Whether `inner` is `outer` or stands in it."""
        number = self._order[outer]
        return number <= self._order[inner] <= self.outline.last[number]

    def text(self, element: HtmlElement) -> str:
        """All words in it, blanks as in the source."""
        number = self._order[element]
        return self.outline.text[self.outline.starts[number] : self.outline.stops[number]]

    def length(self, *elements: HtmlElement) -> int:
        """Characters in them that are no blanks at their ends."""
        return sum(len(self.text(element).strip()) for element in elements)

    def is_short(self, element: HtmlElement, most: int) -> bool:
        """Whether its words, blanks folded, are of so many characters at most."""
        # More words than half of that, with blanks between them, are longer: the rest need not be taken apart.
        return len(" ".join(self.text(element).split(None, most // 2 + 1))) <= most

    def own_texts(self) -> list[str]:
        """Of each element the words directly in it, see `Outline`."""
        return self.outline.own

    def links_in(self, element: HtmlElement) -> int:
        """How many links stand in it."""
        number, links = self._order[element], self.outline.links
        return links[self.outline.last[number]] - links[number]

    def size(self, element: HtmlElement) -> int:
        """How many elements stand in it."""
        number = self._order[element]
        return self.outline.last[number] - number

    def inside(self, element: HtmlElement) -> list[HtmlElement]:
        """All that stand in it."""
        number = self._order[element]
        return self.elements[number + 1 : self.outline.last[number] + 1]

    def tagged(self, tag: str) -> list[HtmlElement]:
        """Elements of a tag, in order."""
        return self._selection.all_of(tag)

    def named(self, names: Names) -> Set[HtmlElement]:
        """Elements that are called so."""
        return self._named.get(names, _NONE)

    @cached_property
    def _named(self) -> dict[Names, set[HtmlElement]]:
        found: dict[Names, set[HtmlElement]] = defaultdict(set)
        for called, elements in self._by_names.items():
            for names in Names.standing_in(called):
                found[names].update(elements)
        return found

    def in_order(self, elements: Iterable[HtmlElement]) -> list[HtmlElement]:
        """Elements in the order of the page."""
        return sorted(elements, key=self._order.__getitem__)

    def with_title(self, title: HtmlElement) -> "Places":
        """The same where the title was found: what holds it is no frame, whatever its name (`div.entete` around title and lead)."""
        found = copy(self)  # what was worked out already is the same there, but for the frames
        found._kept = frozenset(title.iterancestors())
        found._columns = columns_before(title)
        found._own = frozenset(e for e in self._below(title) if self._is_own_message(e))
        found.__dict__.pop("frames", None)
        return found

    def _below(self, title: HtmlElement) -> list[HtmlElement]:
        """What follows the title in its block, or that block where it holds nothing else."""
        above = title.getparent()
        is_alone = above is not None and self.length(above) == self.length(title)
        return [
            e for around in (title, above if is_alone else None) if around is not None for e in around.itersiblings()
        ]

    def _is_own_message(self, element: HtmlElement) -> bool:
        """Whether a block called `message`, as those of readers are, is a text below a title: no reader's has neither day nor link."""
        is_called_so = isinstance(element.tag, str) and _MESSAGE.search(names_of(element)) is not None
        return is_called_so and not self.links_in(element) and not has_date(self.text(element)[:_BEGINNING])

    def is_around_title(self, element: HtmlElement) -> bool:
        """Whether it holds the title, once that was found."""
        return element in self._kept

    def is_beside_title(self, element: HtmlElement) -> bool:
        """Whether it stands directly in what holds the title too, once that was found."""
        return element.getparent() in self._kept

    @cached_property
    def frames(self) -> frozenset[HtmlElement]:
        """Outermost elements that are surely frame by tag, role, id or class, with all that is in them."""
        found: set[HtmlElement] = set()
        end, own = -1, self._kept | self._own
        for element in self.in_order(self.called_frame | self._columns):
            number = self._order[element]
            if number > end and element not in own and not self.holds_most(element):
                end = self.outline.last[number]
                found.update(self.elements[number : end + 1])
        return frozenset(found)

    @cached_property
    def unseen(self) -> frozenset[HtmlElement]:
        """What no reader sees, with all that is in it."""
        having = self.outline.having
        able = dict.fromkeys([*having.get("style", ()), *having.get("hidden", ())])
        return frozenset(inner for e in able if is_hidden(e.attrib) for inner in (e, *self.inside(e)))

    @cached_property
    def called_frame(self) -> frozenset[HtmlElement]:
        """Elements whose own tag, role or names say that they are frame."""
        found: set[HtmlElement] = set()
        for tag in FRAME_TAGS:
            found.update(self._selection.all_of(tag))
        found.update(e for e in self._selection.all_of("[role]") if (e.get("role") or "").lower() in FRAME_ROLES)
        for names, elements in self._by_names.items():
            if are_of_frame(names):
                found.update(elements)
        found -= self.own_heads
        return frozenset(e for e in found if e.tag not in ("html", "body", "h1", "main", "article"))

    @cached_property
    def own_heads(self) -> frozenset[HtmlElement]:
        """Elements named for a header in what is marked as the main part of the page: the article's own. A part that begins before
        any link is the whole page."""
        first = next(map(self.order, self.tagged("a")), 0)
        main = [e for tag in ("main", "article") for e in self.tagged(tag) if self.order(e) > first]
        return frozenset(e for e in self.named(HEADER) for around in main if e is not around and self.holds(around, e))

    def holds_most(self, element: HtmlElement) -> bool:
        """Whether most words of the page stand in it: a frame it can't be, whatever its name; a cell may have been left open."""
        return self.length(element) > self._most

    @cached_property
    def _most(self) -> float:
        return 0.6 * self.length(self.elements[0])

    def common(self, one: HtmlElement, other: HtmlElement) -> HtmlElement:
        """The innermost element that holds both."""
        above = one
        while not self.holds(above, other):
            above = above.getparent()
        return above


def with_above(elements: Iterable[HtmlElement | None]) -> set[HtmlElement]:
    """Elements, None passed over, and all that they stand in."""
    return {above for e in elements if e is not None for above in (e, *e.iterancestors())}


def depth(element: HtmlElement) -> int:
    """Number of elements it stands in."""
    return sum(1 for _ in element.iterancestors())
