"""Finds the body of a page whose skin names nothing: the block that holds most words outside links.

Used by the general reading only, after all names of reference 2.9 have failed.
"""

from collections.abc import Iterable, Set

from lxml.html import HtmlElement

from articles.layout.teasers import is_teaser

_BLOCKS = frozenset({"div", "td", "article", "section", "main", "center", "body"})
_TEXTS = frozenset({"p", "ul", "ol", "blockquote", "h2", "h3", "h4", "pre", "table", "dl"})


def densest(
    tree: HtmlElement, without: Iterable[HtmlElement], least: int, title: HtmlElement | None = None
) -> HtmlElement | None:
    """The block with most words in paragraphs directly in it; None where no block has `least` characters of them.

    A word in a link counts against, so that menus do not win; what stands in `without` counts nothing, nor do teasers. A table around the
    `title` is one of layout, whose words are those of its cells.
    """
    avoided = set(without)
    layout = frozenset(title.iterancestors("table")) if title is not None else frozenset()
    best: HtmlElement | None = None
    most = 0
    stack = [tree]
    while stack:
        node = stack.pop()
        if node in avoided or not isinstance(node.tag, str) or node.tag in ("script", "style", "form", "nav", "footer"):
            continue
        stack.extend(node)
        if node.tag in _BLOCKS:
            score = _own_words(node, avoided, layout)
            if score > most:
                best, most = node, score
    return best if most >= least else None


def _own_words(block: HtmlElement, avoided: Set[HtmlElement], layout: Set[HtmlElement]) -> int:
    words = len((block.text or "").strip())
    for child in block:
        words += len((child.tail or "").strip())
        if child in layout:
            continue
        if isinstance(child.tag, str) and child.tag in _TEXTS and child not in avoided and not is_teaser(child):
            linked = sum(_length(a) for a in child.iter("a"))
            told = sum(_length(e) for e in child.iter("p", "div", "td") if e in avoided or is_teaser(e))
            words += _length(child) - 2 * linked - told
    return words


def _length(element: HtmlElement) -> int:
    """Characters of its text, blanks folded: those that indent a list are none of its words, nor are the numbers of a calendar."""
    return len(" ".join(word for word in "".join(element.itertext()).split() if not word.isdecimal()))
