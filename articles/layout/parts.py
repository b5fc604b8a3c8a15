"""Tells whether two lines of a page stand in one part of it or in two (columns, boxes, cells); what they say is for others."""

import re

from lxml.html import HtmlElement

from articles.layout.beside_run import table_around
from articles.layout.element_names import is_spips, names_of
from articles.layout.ends import links_to_file
from articles.layout.own_part import leads_about
from articles.layout.places import Places
from articles.layout.region import LEAST, Region
from articles.layout.text_blocks import BLOCKS, PART_HEADINGS, TextBlock
from articles.tree.links import meant_by
from articles.words.names import SPIP

_LEAVES = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd"}
    | {"table", "thead", "tbody", "blockquote", "pre", "figure", "address"}
)
"""Tags of what goes on a text whatever stands before it; other blocks may hold another part of a page."""
_HOLDERS = frozenset({"p", "div", "ul", "ol", "dl", "table", "form", "h1", "h2", "h3", "h4"})
"""What the cells of a table of layout hold."""
_LEAST_ROWS = 2
_LINES = 3
"""Lines that are a text and no lead."""
_LONGEST_FOOT = 200
"""Characters of the foot of a page, blanks left out, at most."""
_KINDS = ("article", "section")
_COLUMN = re.compile(r"(?:^|\s)(?:col-(?:(?:xs|sm|md|lg|xl)-)?|span|grid[_-]|large-|medium-)\d", re.IGNORECASE)
"""Names of columns that frameworks give."""


def part_of(level: HtmlElement, element: HtmlElement) -> HtmlElement:
    """What holds an element directly in a level of the page; the level itself where that is the element."""
    part = element
    while part is not level and (above := part.getparent()) is not None and above is not level:
        part = above
    return part


def are_columns(one: HtmlElement, other: HtmlElement) -> bool:
    """Whether two elements are called columns of a grid, as frameworks do."""
    return all(_COLUMN.search(names_of(e)) for e in (one, other))


class Parts:
    """The parts of one page, at `url`, and which of its tables tell something."""

    def __init__(self, places: Places, url: str) -> None:
        self._places, self._url = places, url
        self._tables: dict[HtmlElement, bool] = {}

    def is_other(self, last: TextBlock, line: TextBlock) -> bool:
        """Whether a line stands in another part of the page than the one before it, `last`."""
        places = self._places
        level = places.common(last.element, line.element)
        before, part = part_of(level, last.element), part_of(level, line.element)
        if part is level:
            return False
        if part.tag == "tr":
            return places.links_in(part) > 0 and self.table_of(part) is None
        if part.tag in ("td", "th", "caption"):
            return self.table_of(part) is None
        if part is line.element and part.tag not in (*_LEAVES, "div", "section"):
            return False
        if part.tag in _LEAVES:
            return part.tag in ("ul", "ol") and before.tag not in _LEAVES and _is_links_of_skin(places, part)
        if links_to_file(part) or any(leads_about(link, self._url) for link in part.iter("a")):
            return True
        # Where SPIP's paragraphs have its class, others are the skin's.
        if last.element.tag == line.element.tag == "p" and is_spips(last.element) and not is_spips(line.element):
            return True
        # One line alone in a block may be the lead.
        is_one = before is last.element or places.length(before) == len(last.words.strip())
        is_alike = before.tag == part.tag and names_of(before).strip() == names_of(part).strip()
        return before.tag not in _LEAVES and not is_alike and not is_one

    def table_of(self, element: HtmlElement) -> HtmlElement | None:
        """The table that an element is, or is a piece or a cell of, where that tells something: SPIP's, one with a heading, or one of
        rows of words alone; None: it is one of layout, or there is none."""
        table = table_around(element)
        if table is not None and table not in self._tables:
            self._tables[table] = self._tells(table)
        return table if table is not None and self._tables[table] else None

    def _tells(self, table: HtmlElement) -> bool:
        if table in self._places.named(SPIP) or next(table.iter("th", "caption"), None) is not None:
            return True
        rows = sum(1 for _ in table.iter("tr"))
        return rows >= _LEAST_ROWS and next((e for e in table.iter(*_HOLDERS) if e is not table), None) is None


def _is_links_of_skin(places: Places, element: HtmlElement) -> bool:
    """Whether an element holds links alone, and SPIP made none of them of what an editor typed: those to share a page, say."""
    links = list(element.iter("a"))
    said = sum(len("".join(places.text(link).split())) for link in links)
    is_all = said == len("".join(places.text(element).split()))
    return bool(links) and is_all and not any(map(is_spips, links))


def goes_on(own: Region, prose: Region) -> bool:
    """Whether what stands below a title, `own`, holds the end of a run of prose and more lines behind it."""
    return own.span[0] <= prose.span[1] < own.span[1]


def is_beside(places: Places, title: HtmlElement, own: Region, prose: Region) -> bool:
    """Whether a run of prose is, or reaches into, a column beside that of the title and what stands below it, `own`: three lines at
    least, for fewer may be a lead. Such a column begins with a heading of the skin's, and holds a list of its links."""
    column = places.common(title, places.elements[own.span[0]])
    if prose.span[1] <= places.end(column):
        return False
    lines = places.own_texts()[own.span[0] : own.span[1] + 1]
    outside = places.elements[max(prose.span[0], places.end(column) + 1)]
    part = part_of(places.common(column, outside), outside)
    heading = next((e for e in places.inside(part) if places.outline.own[places.order(e)].strip()), None)
    is_headed = heading is not None and heading.tag in (*PART_HEADINGS, "b", "strong") and not is_spips(heading)
    leads = (a for a in part.iter("a") if not is_spips(a) and meant_by(a).kind in _KINDS)
    return is_headed and sum(1 for words in lines if words.strip()) >= _LINES and next(leads, None) is not None


def is_with_foot(places: Places, title: HtmlElement, own: Region, prose: Region) -> bool:
    """Whether a run of prose reaches from what stands below a title, `own`, to the foot of the page: one short line in another part
    of it, with nothing behind."""
    column = places.common(title, places.elements[own.span[0]])
    end = places.end(column)
    if not own.span[0] <= prose.span[1] or not prose.span[0] <= own.span[1] or prose.span[1] <= end:
        return False
    behind = [
        (e, len("".join(text.split())))
        for e, text in zip(places.elements[end + 1 :], places.own_texts()[end + 1 :], strict=True)
        if e not in places.frames
    ]
    is_line = sum(1 for e, length in behind if length and e.tag in BLOCKS) <= 1
    return is_line and sum(length for _, length in behind) <= _LONGEST_FOOT and places.length(*own.elements) >= LEAST
