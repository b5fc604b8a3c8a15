"""Cuts a run of prose out of the elements that hold more than it; which blocks it begins and ends with is for prose."""

from lxml.html import HtmlElement

from articles.places import Places, names_of, place_of
from articles.region import Region
from articles.vocabulary import Names

_MODEL = Names(r"(?:^|\s)spip_documents?(?:$|[\s_])")
SILENT = frozenset(
    {"script", "style", "noscript", "select", "option", "button", "textarea", "input", "svg", "template"}
)
"""Tags of elements whose words are none of a page's."""
_PIECES = frozenset({"table", "tbody", "tr", "thead"})


def model_of(element: HtmlElement) -> HtmlElement | None:
    """The file or picture that SPIP placed between the paragraphs, which the element is or stands in; None: none."""
    return next((e for e in (element, *element.iterancestors()) if _MODEL.stand_in(names_of(e))), None)


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
    while (
        common.tag in ("p", "li", "ul", "ol", "blockquote", "td")
        and common.tag != "td"
        and common.getparent() is not None
        and places.holds(common, last)
        and common is not first
    ):
        common = common.getparent()
    elements: list[HtmlElement] = []
    without: list[HtmlElement] = []
    ahead: list[HtmlElement] = []
    loose: list[HtmlElement] = []

    def gather(element: HtmlElement) -> None:
        """Pieces of layout tables are opened up: rows and cells of those are no table of the text."""
        if element.tag not in _PIECES:
            elements.append(element)
            return
        for child in element:
            if isinstance(child.tag, str) and places.end(child) >= start and places.order(child) <= end:
                gather(child)

    gather(common)

    def cut(element: HtmlElement) -> None:
        for child in element:
            if not isinstance(child.tag, str):
                continue
            if child is first and is_behind:
                without.append(child)  # the text begins behind it
            elif places.end(child) < start or places.order(child) > end:
                without.append(child)
                has_words = child.tag not in SILENT and places.length(child)
                if element in around and places.end(child) < start:
                    ahead.append(child)  # a line of the skin, such as a subtitle
                elif element in around and (loose or has_words):
                    loose.append(child)
            elif places.order(child) < start or places.end(child) > end:
                cut(child)

    for element in elements:
        cut(element)
    rule = f"run of prose in {place_of(common)}"
    return Region(tuple(elements), tuple(without), rule, (start, end), (*ahead, *loose), is_run=True)
