"""Walks over the tree of a page once and keeps what else would take a walk for each element; what is asked of it is for others."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import cast

from lxml import etree
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
    pieces: list[list[str]]
    """The words directly in it: those before its first child, then those after each child, as far as there are any."""

    @cached_property
    def order(self) -> dict[HtmlElement, int]:
        """Place of each element, from 0."""
        return {element: number for number, element in enumerate(self.elements)}

    @cached_property
    def own(self) -> list[str]:
        """The words directly in an element, parted by blanks."""
        return [" ".join(pieces) for pieces in self.pieces]

    @cached_property
    def links(self) -> list[int]:
        """How many elements `a` there are up to an element, itself included."""
        return list(accumulate(tag == "a" for tag in self.tags))

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
    tags: list[str] = []
    above: list[int] = []
    last: list[int] = []
    starts: list[int] = []
    stops: list[int] = []
    pieces: list[list[str]] = []
    text: list[str] = []
    path: list[int] = []
    at, number = 0, -1
    for event, node in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event == "start":
            number += 1
            elements.append(node)
            tags.append(cast("str", node.tag))
            above.append(path[-1] if path else -1)
            last.append(number)
            starts.append(at)
            stops.append(at)
            path.append(number)
            words = node.text
            pieces.append([words] if words else [])
        else:
            if event == "end":
                done = path.pop()
                stops[done], last[done] = at, number
            words = node.tail if path else None
            if words:
                pieces[path[-1]].append(words)
        if words:
            text.append(words)
            at += len(words)
    return Outline(elements, tags, above, last, "".join(text), starts, stops, pieces)
