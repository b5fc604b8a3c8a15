"""Where elements stand on a page of no known skin: order, nearness, and what is surely frame; what they hold is for others."""

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache

from lxml.html import HtmlElement

from articles.selecting import Selection
from articles.vocabulary import FRAME_NAMES, FRAME_ROLES, FRAME_TAGS

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WORD = re.compile(r"[a-z]+|\d+")


def names_of(element: HtmlElement) -> str:
    """Id and classes of an element in lower case, words in camel case parted (`MenuDroit`: `menu-droit`)."""
    identifier, classes = element.get("id"), element.get("class")
    if identifier is None and classes is None:
        return " "
    names = f"{identifier or ''} {classes or ''}"
    return names if names.islower() or names == " " else _CAMEL.sub("-", names).lower()


@lru_cache(maxsize=1024)
def _are_of_frame(names: str) -> bool:
    return not FRAME_NAMES.isdisjoint(_WORD.findall(names))


def place_of(element: HtmlElement) -> str:
    """Its tag and names in a few words, for traces."""
    return ".".join(filter(None, (element.tag, names_of(element).strip())))


class Places:
    """Order and kinship of the elements of one page."""

    def __init__(self, selection: Selection):
        self.elements = selection.elements
        self._order = selection.order
        self._kept: frozenset[HtmlElement] = frozenset()

    def order(self, element: HtmlElement) -> int:
        """Place of its start tag among all, from 0."""
        return self._order[element]

    def end(self, element: HtmlElement) -> int:
        """Place of the last element in it."""
        last = element
        while len(last):
            inner = [child for child in last if isinstance(child.tag, str)]
            if not inner:
                break
            last = inner[-1]
        return self._order[last]

    def keep(self, title: HtmlElement) -> None:
        """The title was found here: what holds it is no frame, whatever its name (`div.entete` around title and lead)."""
        self._kept = frozenset(title.iterancestors())
        self.__dict__.pop("frames", None)

    @cached_property
    def frames(self) -> frozenset[HtmlElement]:
        """Outermost elements that are surely frame by tag, role, id or class, with all that is in them."""
        found: set[HtmlElement] = set()
        for element in self.elements:
            parent = element.getparent()
            if parent in found or (
                element not in self._kept and self.is_frame(element) and not self.holds_most(element)
            ):
                found.add(element)
        return frozenset(found)

    @cached_property
    def with_links(self) -> frozenset[HtmlElement]:
        """Elements in which a link stands."""
        found: set[HtmlElement] = set()
        for link in self.elements:
            if link.tag == "a":
                for above in link.iterancestors():
                    if above in found:
                        break
                    found.add(above)
        return frozenset(found)

    @cached_property
    def _whole(self) -> int:
        return text_length(self.elements[:1])

    def holds_most(self, element: HtmlElement) -> bool:
        """Whether most words of the page stand in it: a frame it can't be, whatever its name; a cell may have been left open."""
        return text_length([element]) > 0.6 * self._whole

    def is_frame(self, element: HtmlElement) -> bool:
        """Whether its own tag, role or names say that it is frame."""
        if element.tag in ("html", "body", "h1", "main", "article"):
            return False
        if element.tag in FRAME_TAGS or (element.get("role") or "").lower() in FRAME_ROLES:
            return True
        return _are_of_frame(names_of(element))

    def common(self, one: HtmlElement, other: HtmlElement) -> HtmlElement:
        """The innermost element that holds both."""
        above = {one, *one.iterancestors()}
        return next(e for e in (other, *other.iterancestors()) if e in above)


def depth(element: HtmlElement) -> int:
    """Number of elements it stands in."""
    return sum(1 for _ in element.iterancestors())


def holds(outer: HtmlElement, inner: HtmlElement) -> bool:
    """Whether `inner` is `outer` or stands in it."""
    return inner is outer or any(above is outer for above in inner.iterancestors())


def text_length(elements: Iterable[HtmlElement]) -> int:
    """Characters that are no blanks at the ends of lines."""
    return sum(len("".join(element.itertext()).strip()) for element in elements)
