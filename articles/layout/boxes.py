"""Finds a column of boxes before the text where nothing names it: each has a heading of its own, and one of them a list of links."""

from collections.abc import Set

from lxml.html import HtmlElement

from articles.layout.ends import heads_site_links

_COLUMNS = ("div", "section", "td")
_HEADINGS = ("h2", "h3", "h4", "h5")
_LEAST_BOXES = 2


def columns_before(title: HtmlElement) -> set[HtmlElement]:
    """Columns of boxes that stand behind a title and before something that is no such column."""
    around = frozenset(title.iterancestors())
    following = (e for above in (title, *around) for e in above.itersiblings(*_COLUMNS))
    tried = (e for part in following for e in (part, *part.iterchildren(*_COLUMNS)))
    return {e for e in tried if _is_of_boxes(e, around) and _stands_before_other(e)}


def _is_of_boxes(column: HtmlElement, around: Set[HtmlElement]) -> bool:
    """Whether it holds boxes alone that are called alike and begin with a heading each that is no link, one above a list of the site's."""
    boxes = [e for e in column if isinstance(e.tag, str)]
    if len(boxes) < _LEAST_BOXES or column in around or (column.text or "").strip():
        return False
    one = boxes[0]
    if one.tag not in _COLUMNS or any((e.tag, e.get("class")) != (one.tag, one.get("class")) for e in boxes):
        return False
    headings = [next((h for h in e if h.tag in _HEADINGS), None) if len(e) > 0 else None for e in boxes]
    return all(h is not None and h.getprevious() is None and next(h.iter("a"), None) is None for h in headings) and any(
        h is not None and heads_site_links(h) for h in headings
    )


def _stands_before_other(column: HtmlElement) -> bool:
    other = next(column.itersiblings(*_COLUMNS), None)
    return other is not None and not _is_of_boxes(other, frozenset())
