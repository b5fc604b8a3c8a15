"""The words of an element on one line, for titles, labels and crumbs; longer texts are for body."""

import sys

from lxml.html import HtmlElement

_DRAWN = ("cache-texte", "cache-TeX")
_SILENT = frozenset({"script", "style", "noscript", "textarea", "select"})
_APART = frozenset({"br", "p", "div", "li", "td", "dd", "dt"})


def line_of(element: HtmlElement, enough: int = sys.maxsize) -> str:
    """Words with blanks folded, no-break ones kept; words drawn as a picture are taken from its alternative.

    Nothing is put between inline elements, one blank for a line break or a block (`<br>`, `<p>`). A line that is longer than
    `enough` characters may end anywhere behind them.
    """
    found: list[str] = []
    left = enough

    def add(text: str | None) -> None:
        nonlocal left
        if text:
            found.append(text)
            left -= len(text)

    def gather(element: HtmlElement) -> None:
        nonlocal left
        tag = element.tag
        if not isinstance(tag, str) or tag in _SILENT:
            return
        if tag in _APART:
            found.append(" ")
        elif tag == "img" and any(sign in (element.get("src") or "") for sign in _DRAWN):
            add(element.get("alt"))
        add(element.text)
        for child in element:
            if left < 0:
                left = enough - len(_folded(found))
                if left < 0:
                    return
            gather(child)
            add(child.tail)

    gather(element)
    return _folded(found)


def _folded(pieces: list[str]) -> str:
    text = "".join(pieces).replace("\t", " ").replace("\n", " ").replace("\r", " ")
    return " ".join(filter(None, text.split(" ")))
