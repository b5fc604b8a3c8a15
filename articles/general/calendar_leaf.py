"""Reads the day that a skin draws beside a title as a leaf of a calendar; what else tells the date of a page is for published."""

from lxml.html import HtmlElement

from articles.general.dateline import DateLine
from articles.layout.element_names import place_of
from articles.layout.places import Places
from articles.words.dates import is_only_date, read_date

_BESIDE = 8
"""Elements between a title and the leaf beside it."""
_LONGEST_LEAF = 40
"""Characters of such a leaf."""


def find_leaf(places: Places, title: HtmlElement | None) -> DateLine | None:
    """The day that is drawn beside the title as a leaf of a calendar: two parts of it at least in elements of their own, which may
    stand without a blank between (`<b>14</b><span>mai 2011</span>`); None: there is none."""
    if title is None:
        return None
    start, end = places.order(title), places.end(title)
    for element in places.elements[max(0, start - _BESIDE) : end + _BESIDE]:
        if not len(element) or places.length(element) > _LONGEST_LEAF:
            continue
        parts = [words for part in element.itertext() if (words := " ".join(part.split()))]
        if 1 < len(parts) < 5:
            said = " ".join(parts)
            # A weekday, or a short label, may be drawn before it.
            is_behind = len(parts) > 2 and len(parts[0]) < 11 and not (element.text or "").strip()
            is_leaf = is_only_date(said) or (is_behind and is_only_date(" ".join(parts[1:])))
            value = read_date(said) if is_leaf else None
            if value is not None and len(value) == len("2014-06-17"):
                return DateLine(value, said, f"{place_of(element)}, a leaf beside the title", element)
    return None
