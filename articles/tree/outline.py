"""Walks over the tree of a page once and keeps what else would take a walk for each element; what is asked of it is for others."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain

from lxml.html import HtmlElement


@dataclass(frozen=True)
class Outline:
    """The elements of a page in order, and where each begins and ends; lists have an entry for each element, by its place."""

    elements: list[HtmlElement]
    """All elements. The list keeps the proxies alive, so that the same element is always the same key."""
    tags: list[str]
    """Tag of an element."""
    above: list[int]
    """Place of the element it stands directly in; -1 for the root."""
    last: list[int]
    """Place of the last element in it, its own where none is."""
    text: str
    """All words of the page as they stand in its source, those of scripts too."""
    starts: list[int]
    """Where in `text` an element begins."""
    stops: list[int]
    """Where in `text` it ends."""
    words: list[str]
    """Its words by the stretches in which they stand in its source."""
    owners: list[int]
    """Of each stretch the place of the element that it stands directly in."""

    @cached_property
    def order(self) -> dict[HtmlElement, int]:
        """Place of each element, from 0."""
        return {element: number for number, element in enumerate(self.elements)}

    @cached_property
    def own(self) -> list[str]:
        """The words directly in an element: those before its first child, then those after each child, parted by blanks."""
        found: list[list[str]] = [[] for _ in self.elements]
        for owner, words in zip(self.owners, self.words, strict=True):
            found[owner].append(words)
        return [" ".join(stretches) for stretches in found]

    @cached_property
    def links(self) -> list[int]:
        """How many elements `a` there are up to an element, itself included."""
        return list(accumulate([tag == "a" for tag in self.tags]))

    @cached_property
    def having(self) -> dict[str, list[HtmlElement]]:
        """Elements by the names of their attributes."""
        found: dict[str, list[HtmlElement]] = defaultdict(list)
        for element in self.elements:
            for name in element.keys():  # noqa: SIM118 (an element is no dict)
                found[name].append(element)
        return found


def outline(tree: HtmlElement) -> Outline:
    """Walk over it, without recursion."""
    elements: list[HtmlElement] = []
    above: list[int] = []
    last: list[int] = []
    starts: list[int] = []
    stops: list[int] = []
    words: list[str] = []
    owners: list[int] = []
    tags: list[str] = []
    at, number, inside = 0, -1, -1
    # `iterwalk` tells where each ends as well, but to ask each for its parent takes half the time that its events do.
    for node in chain(tree.iter(), (None,)):
        parent = node.getparent() if node is not None else None
        while inside >= 0 and elements[inside] is not parent:
            last[inside], stops[inside] = number, at
            text, inside = elements[inside].tail, above[inside]
            if text and inside >= 0:
                words.append(text)
                owners.append(inside)
                at += len(text)
        if node is None:
            break
        tag = node.tag
        if isinstance(tag, str):
            number += 1
            elements.append(node)
            tags.append(tag)
            above.append(inside)
            last.append(number)
            starts.append(at)
            stops.append(at)
            inside = number
            text = node.text
        else:
            text = node.tail if inside >= 0 else None
        if text:
            words.append(text)
            owners.append(inside)
            at += len(text)
    return Outline(elements, tags, above, last, "".join(words), starts, stops, words, owners)
