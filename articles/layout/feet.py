"""Finds the foot of a page by its links, where no name tells it: the site's address in it would pass for a short text."""

from lxml.html import HtmlElement

from articles.tree.lines import line_of
from articles.tree.selecting import Selection

_LINKS = "a[href*='page=plan'], a[href*='page=login'], a[href*='spip_login'], a[href*='entions-legales'], a[href$='//www.spip.net']"
_BLOCKS = ("p", "div", "td", "ul", "footer", "center")
_LONGEST = 400
"""Characters of the foot of a page, at most, and of what follows it."""


def feet_of(selection: Selection, title: HtmlElement) -> set[HtmlElement]:
    """Small blocks at the end of a page with a link to its plan, to the login or the like, and what is around them alone."""
    held = {title, *title.iterancestors()}
    feet: set[HtmlElement] = set()
    for link in selection.all_of(_LINKS):
        block = next(link.iterancestors(*_BLOCKS), None)
        if block is None or not _is_last(block):
            continue
        while block is not None and block not in held and len(line_of(block, _LONGEST)) < _LONGEST:
            feet.add(block)
            block = block.getparent()
    return feet


def _is_last(block: HtmlElement) -> bool:
    """Whether hardly anything follows a block on its page."""
    left = _LONGEST
    for level in (block, *block.iterancestors()):
        for below in level.itersiblings():
            left -= len(line_of(below, left))
            if left < 0:
                return False
    return True
