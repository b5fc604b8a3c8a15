"""Finds the title of a page that marks none, neither by a heading nor in its head: the bold line above the text, as in tables of 2004."""

from collections.abc import Iterator

from lxml.html import HtmlElement

from articles.dates import has_date
from articles.heading import Heading, is_bold_or_large
from articles.lines import line_of
from articles.places import Places, place_of
from articles.prose import find_prose

_BLOCKS = frozenset({"td", "th", "p", "div", "center", "li", "body"})
_SHORTEST, _LONGEST = 4, 200


def bold_line(places: Places) -> Heading | None:
    """The first line, in the smallest block around the text that has one above it, which is bold or large as a whole; None: there
    is none."""
    prose = find_prose(places, None, ())
    if prose is None:
        return None
    lines = [e for e in places.elements[: prose.span[0]] if e not in places.frames and _is_line(places, e)]
    for around in (prose.elements[0], *prose.elements[0].iterancestors()):
        if around.tag in ("body", "html"):
            return None
        for line in lines:
            if places.holds(around, line):
                return Heading(line_of(line), line, f"bold line above the text, {place_of(line)}")
    return None


def _is_line(places: Places, element: HtmlElement) -> bool:
    """Whether it is bold or large, and all that its block says."""
    if not is_bold_or_large(element):
        return False
    words = line_of(element)
    if not _SHORTEST <= len(words) <= _LONGEST or words.endswith(":") or has_date(words):
        return False
    if places.links_in(element) or any(e.tag == "a" for e in _around(element)):
        return False
    return all(line_of(e, len(words)) == words for e in _around(element))


def _around(element: HtmlElement) -> Iterator[HtmlElement]:
    """What it stands in, up to its block."""
    for above in element.iterancestors():
        yield above
        if above.tag in _BLOCKS:
            return
