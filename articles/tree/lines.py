"""The words of an element on one line, for titles, labels and crumbs; longer texts are for body."""

import sys
from collections.abc import Set

from lxml.html import HtmlElement

_DRAWN = ("cache-texte", "cache-TeX")
_SILENT = frozenset({"script", "style", "noscript", "textarea", "select"})
_BLANKS = frozenset(" \t\r\n")
_APART = frozenset({"br", "p", "div", "li", "td", "dd", "dt"})


def line_of(element: HtmlElement, enough: int = sys.maxsize, without: Set[HtmlElement] = frozenset()) -> str:
    """Words with blanks folded, no-break ones kept; words drawn as a picture are taken from its alternative.

    Nothing is put between inline elements, one blank for a line break or a block (`<br>`, `<p>`). A line that is longer than
    `enough` characters may end anywhere behind them. Elements of `without` count as a blank.
    """
    if len(element) == 0 and element.tag not in _SILENT and element.tag != "img":
        return _folded([element.text or ""]) if isinstance(element.tag, str) else ""
    found: list[str] = []
    _gather(element, found, enough, enough, without)
    return _folded(found)


def _gather(element: HtmlElement, found: list[str], enough: int, left: int, without: Set[HtmlElement]) -> int:
    """Add its words to those found, of which `left` more are enough; how many are then."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _SILENT:
        return left
    if tag in _APART:
        found.append(" ")
    elif tag == "img" and any(sign in (element.get("src") or "") for sign in _DRAWN):
        text = element.get("alt")
        if text:
            found.append(text)
            left -= len(text)
    text = element.text
    if text:
        found.append(text)
        left -= len(text)
    for child in element if len(element) else ():
        if left < 0:
            left = enough - _fold(found)
            if left < 0:
                return left
        if child in without:
            found.append(" ")
        else:
            left = _gather(child, found, enough, left, without)
        text = child.tail
        if text:
            found.append(text)
            left -= len(text)
    return left


def _fold(found: list[str]) -> int:
    """Fold the pieces into one, so that none is folded again, and give its length without blanks at its ends."""
    text = "".join(found)
    folded = _folded([text])
    found[:] = [f"{folded} " if text[-1:] in _BLANKS else folded]
    return len(folded)


def _folded(pieces: list[str]) -> str:
    text = "".join(pieces)
    if "\n" in text or "\t" in text or "\r" in text:
        text = text.replace("\t", " ").replace("\n", " ").replace("\r", " ")
    while "  " in text:  # to halve the runs takes half the time, at most, that taking the words apart does
        text = text.replace("  ", " ")
    return text.strip(" ")


def words_before(element: HtmlElement) -> str:
    """The words right before an element, behind what stands before it in its parent; empty where there are none."""
    before, parent = element.getprevious(), element.getparent()
    return (before.tail if before is not None else parent.text if parent is not None else None) or ""
