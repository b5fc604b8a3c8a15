"""Applies a skeleton's selectors to a page and counts what they find; what is done with the elements is for others."""

from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from cssselect import HTMLTranslator
from lxml import etree
from lxml.html import HtmlElement

from sites.problem import Problem
from sites.skeleton import Selector


@dataclass(frozen=True, slots=True)
class Found:
    """What a field's selectors found."""

    elements: tuple[HtmlElement, ...]
    """In the order of the page, none inside another."""
    selector: Selector | None
    """The one that found them; None: none did."""

    @property
    def rule(self) -> str:
        """The selector in words, for traces."""
        if self.selector is None:
            return "nothing found"
        return self.selector.css + (f"@{self.selector.attribute}" if self.selector.attribute else "")


NOTHING = Found((), None)


@lru_cache(maxsize=1024)
def _compiled(css: str) -> etree.XPath:
    # Compiled once and used by one thread at a time; the readings of a pool run in processes of their own.
    return etree.XPath(HTMLTranslator().css_to_xpath(css))


def all_of(tree: HtmlElement, css: str) -> list[HtmlElement]:
    """Every element the CSS selector names, in the order of the page."""
    found = _compiled(css)(tree)
    return cast("list[HtmlElement]", found)  # a translated CSS selector gives elements, never a number or a text


def is_met(tree: HtmlElement, selector: Selector) -> bool:
    """Whether the count is what the selector expects, at least one."""
    count = len(all_of(tree, selector.css))
    return count >= max(1, selector.least) and (selector.most is None or count <= selector.most)


def find(tree: HtmlElement, selectors: tuple[Selector, ...], url: str, problems: list[Problem]) -> Found:
    """What the first selector that finds anything finds; a count off its expectation becomes a Problem.

    Too many: the first `most` are used. None at all where a selector expects some: the first such one is named.
    """
    for selector in selectors:
        elements = _outermost(all_of(tree, selector.css))
        if selector.attribute is not None:
            elements = [e for e in elements if (e.get(selector.attribute) or "").strip()]
        if not elements:
            continue
        if len(elements) < selector.least or (selector.most is not None and len(elements) > selector.most):
            problems.append(_problem(selector, len(elements), url))
        return Found(tuple(elements[: selector.most]), selector)
    for selector in selectors:
        if selector.least:
            problems.append(_problem(selector, 0, url))
            break
    return NOTHING


def _problem(selector: Selector, count: int, url: str) -> Problem:
    most = "any number" if selector.most is None else str(selector.most)
    message = f"selector {selector.css!r} found {count} elements, expected {selector.least} to {most}, on {url}"
    return Problem(url, "read", "selector-count", message)


def _outermost(elements: list[HtmlElement]) -> list[HtmlElement]:
    if len(elements) < 2:
        return elements
    held = set(elements)
    return [element for element in elements if not any(above in held for above in element.iterancestors())]
