"""Finds the foot of a page by its links, where no name tells it: the site's address in it would pass for a short text."""

from functools import cache

from lxml.html import HtmlElement

from articles.tree.lines import line_of
from articles.tree.selecting import Selection

_LINKS = "a[href*='page=plan'], a[href*='page=login'], a[href*='spip_login'], a[href*='entions-legales'], a[href$='//www.spip.net']"
_BLOCKS = ("p", "div", "td", "ul", "nav", "footer", "center")
_LONGEST = 400
"""Characters of the foot of a page, at most, and of what follows it."""


def feet_of(selection: Selection, title: HtmlElement) -> set[HtmlElement]:
    """Small blocks at the end of a page with a link to its plan, to the login or the like, and what is around them alone."""
    held = {title, *title.iterancestors()}

    @cache
    def is_small(block: HtmlElement) -> bool:
        return block not in held and len(line_of(block, _LONGEST)) < _LONGEST

    feet: set[HtmlElement] = set()
    behind: dict[HtmlElement, int] = {}
    for link in reversed(selection.all_of(_LINKS)):
        block = next(link.iterancestors(*_BLOCKS), None)
        if block is None or _length_behind(block, behind) > _LONGEST:
            continue
        while block is not None and block not in feet and is_small(block):
            feet.add(block)
            block = block.getparent()
    return feet


def _length_behind(block: HtmlElement, known: dict[HtmlElement, int]) -> int:
    """Characters of the elements that follow a block on its page, long ones counted in part; what is found is kept in `known`, for a
    page may have thousands of such links."""
    path: list[tuple[HtmlElement, HtmlElement | None]] = []
    node: HtmlElement | None = block
    while node is not None and node not in known:
        below = node.getnext()
        path.append((node, below))
        node = below if below is not None else node.getparent()
    length = known[node] if node is not None else 0
    for node, below in reversed(path):
        length += len(line_of(below, _LONGEST)) if below is not None else 0
        known[node] = length
    return length
