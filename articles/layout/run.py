"""Cuts a run of prose out of the elements that hold more than it; which blocks it begins and ends with is for prose."""

from lxml.html import HtmlElement

from articles.layout.element_names import names_of, place_of
from articles.layout.places import Places
from articles.layout.region import Region
from articles.words.names import SPIP_MODEL

SILENT = frozenset(
    {"script", "style", "noscript", "select", "option", "button", "textarea", "input", "svg", "template"}
)
"""Tags of elements whose words are none of a page's."""
_EMPTY = frozenset({"br", "hr", "p"})
_PIECES = frozenset({"table", "tbody", "tr", "thead"})


def model_of(element: HtmlElement) -> HtmlElement | None:
    """The file or picture that SPIP placed between the paragraphs, which the element is or stands in; None: none."""
    return next((e for e in (element, *element.iterancestors()) if SPIP_MODEL.stand_in(names_of(e))), None)


def region_of_run(
    places: Places, first: HtmlElement, last: HtmlElement, around: frozenset[HtmlElement], *, is_behind: bool
) -> Region:
    """The elements that hold a run from the words of its first block to those of its last. What stands loose in an element around
    the title, `around`, is of the text only from its first words until others follow: such elements hold the rest of the page as
    well. `is_behind`: its first words are those behind the element."""
    if (model := model_of(first)) is not None:
        first = model  # a file or picture of SPIP's is one thing
    start, end = places.order(first), places.end(last)
    common = places.common(first, last)
    if is_behind and common is first and (above := first.getparent()) is not None:
        common = above  # one loose line
    while (
        common.tag in ("p", "li", "ul", "ol", "blockquote")
        and common.getparent() is not None
        and places.holds(common, last)
        and common is not first
    ):
        common = common.getparent()
    around_run = common.getparent() if common is first and common not in around else common
    if around_run is not None and around_run.tag not in ("body", "html"):
        before, behind = _models_beside(places, around_run, first, -1), _models_beside(places, around_run, last, 1)
        if before is not None or behind is not None:
            common = around_run
            start = places.order(before) if before is not None else start
            end = places.end(behind) if behind is not None else end
    elements = _opened(places, common, start, end) or [common]  # words may stand loose in a row
    opener = first if is_behind else None
    without = [e for element in elements for e in _beyond(places, element, opener, (start, end))]
    ahead: list[HtmlElement] = []
    loose: list[HtmlElement] = []
    for child in without:
        if child is opener or child.getparent() not in around:
            continue
        if places.end(child) < start:
            ahead.append(child)  # a line of the skin, such as a subtitle
        elif loose or (child.tag not in SILENT and places.length(child)):
            loose.append(child)
    rule = f"run of prose in {place_of(common)}"
    return Region(tuple(elements), tuple(without), rule, (start, end), (*ahead, *loose), by_place=True)


def _models_beside(places: Places, around: HtmlElement, edge: HtmlElement, way: int) -> HtmlElement | None:
    """The farthest of the pictures and files of SPIP's that stand alone right before a run (`way` -1) or right behind it (1) in the
    element that holds it, `edge` being its first or last block; None: none stands there."""
    found: HtmlElement | None = None
    for level in (edge, *edge.iterancestors()):
        if level is around:
            break
        for sibling in level.itersiblings(preceding=way < 0):
            if not isinstance(sibling.tag, str):
                continue
            models = [e for e in (sibling, *places.inside(sibling)) if SPIP_MODEL.stand_in(names_of(e))]
            if models and places.length(sibling) <= places.length(models[0]):
                found = sibling
            elif places.length(sibling) or sibling.tag not in _EMPTY:
                return found
    return found


# No function within a function, which would hold itself, and with it the page until all of memory is looked through.
def _opened(places: Places, element: HtmlElement, start: int, end: int) -> list[HtmlElement]:
    """The element; a piece of a layout table is opened up, for rows and cells of those are no table of the text."""
    if element.tag not in _PIECES:
        return [element]
    children = [e for e in element if isinstance(e.tag, str) and places.end(e) >= start and places.order(e) <= end]
    return [e for child in children for e in _opened(places, child, start, end)]


def _beyond(
    places: Places, element: HtmlElement, opener: HtmlElement | None, bounds: tuple[int, int]
) -> list[HtmlElement]:
    """What stands in it before the run or behind it, and the element that the run's first words stand behind."""
    start, end = bounds
    found: list[HtmlElement] = []
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if child is opener or places.end(child) < start or places.order(child) > end:
            found.append(child)
        elif places.order(child) < start or places.end(child) > end:
            found += _beyond(places, child, opener, bounds)
    return found
