"""Finds the element that holds the text which a run of prose is most of, and those beside it that hold more of it."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from lxml.html import HtmlElement

from articles.layout.element_names import names_of, without_numbers
from articles.layout.paragraphs import BEGINNING, ENDS_OF_SENTENCE
from articles.layout.places import Places
from articles.layout.region import LEAST
from articles.layout.text_blocks import PART_HEADINGS, TextBlock, is_box_of_editor, says_paragraph
from articles.words.dates import has_date
from articles.words.names import BEHIND_TEXT, TEXT_PART

_MOST = 0.6
"""How much of a run the element that holds the text holds of it."""
_SEVERAL = 2
_PARTS = frozenset({"table", "tbody", "tr", "ul", "ol", "dl", "p", "blockquote"})
ENDS_OF_LINE = (*ENDS_OF_SENTENCE, "»", ")")
"""What ends a line of a text: a quotation and a bracket may close behind the sentence."""


def container_of(places: Places, run: Sequence[TextBlock], title: HtmlElement | None) -> HtmlElement | None:
    """The smallest element that holds most of a run: that of the text. A list or a table whose cells share the text is a part of
    it. None: nothing holds so much."""
    orders = [block.order for block in run]
    sums = [0.0, *accumulate(max(0.0, block.worth) for block in run)]
    longest = max(run, key=lambda block: block.worth)
    for element in longest.element.iterancestors():
        begin, end = bisect_left(orders, places.order(element)), bisect_right(orders, places.end(element))
        # One that holds a paragraph alone may be that of a long lead.
        if (
            element.tag not in _PARTS
            and end - begin > 1
            and sums[end] - sums[begin] >= _MOST * sums[-1]
            and (not is_box_of_editor(element) or (title is not None and places.holds(element, title)))
        ):
            return _with_what_follows(places, run, element)
    return None


def are_alike(element: HtmlElement, container: HtmlElement, *, has_title: bool) -> bool:
    """Whether an element beside the one that holds a text, `container`, holds more of it: it is called like that but for numbers;
    neither has a class and both begin with a heading of one kind; or it has several paragraphs without a link and nothing else,
    whatever its name, or is called a text, or both hold paragraphs in headings of one kind. `has_title`: the container holds the
    title too; then numbers part columns, which are not alike."""
    if element.tag != container.tag:
        return False
    if not has_title and (_holds_paragraphs_alone(element) or _is_called_text(element)):
        return True
    own = _paragraphs_in_headings(element) if element.tag == "section" else set()
    if own and not own.isdisjoint(_paragraphs_in_headings(container)):
        return True
    one, other = (names_of(e).strip() if has_title else without_numbers(names_of(e)) for e in (element, container))
    # An id alone calls what a link leads to.
    is_named = any((e.get("class") or "").strip() for e in (element, container))
    if (is_named or has_title) and (one or other):
        return one == other
    if one and one == other:
        return True
    return len(element) > 0 and element[0].tag == container[0].tag and element[0].tag in PART_HEADINGS


def _paragraphs_in_headings(element: HtmlElement) -> set[str]:
    return {str(e.tag) for e in element.iter(*PART_HEADINGS) if says_paragraph("".join(e.itertext()))}


def _is_called_text(element: HtmlElement) -> bool:
    """Whether a block of paragraphs is called a text by the builder of pages that made it (`texte-libre`, `bloc-texte`)."""
    names = names_of(element)
    return TEXT_PART.stand_in(names) and not BEHIND_TEXT.stand_in(names) and any(e.tag == "p" for e in element)


def _holds_paragraphs_alone(element: HtmlElement) -> bool:
    """Whether it holds several sentences in plain paragraphs, and nothing else."""
    paragraphs = [e for e in element if isinstance(e.tag, str)]
    if len(paragraphs) < _SEVERAL or any(e.tag != "p" or names_of(e).strip() not in ("", "spip") for e in paragraphs):
        return False
    texts = ["".join(e.itertext()).strip() for e in paragraphs]
    is_prose = all(len(text) > LEAST and text.endswith(ENDS_OF_LINE) for text in texts)
    return is_prose and next(element.iter("a"), None) is None


def cells_below(cell: HtmlElement) -> list[HtmlElement]:
    """Cells of the next rows that begin with a sentence, where a cell and each of them has its row for itself."""
    row = cell.getparent()
    if cell.tag != "td" or row is None or len(row) > 1:
        return []
    found: list[HtmlElement] = []
    for below in row.itersiblings("tr"):
        first = below[0][0] if len(below) == 1 and len(below[0]) > 0 else None
        if first is None or first.tag != "p" or not (first.text or "").rstrip().endswith(ENDS_OF_LINE):
            break
        found.append(below[0])
    return found


def _with_what_follows(places: Places, run: Sequence[TextBlock], element: HtmlElement) -> HtmlElement:
    """The element around one that holds most of a run where paragraphs stand right in it before and behind the other: a column of a
    text, say."""
    above = {b.element.getparent() for b in run if b.order > places.end(element) and _is_sentence(b)}
    around = next((e for e in element.iterancestors() if e in above and e.tag not in ("body", "html")), None)
    if around is None:
        return element
    before = (e for e in around.iterchildren("p") if places.order(e) < places.order(element) and places.length(e))
    is_between = any(names_of(e).strip() in ("", "spip") and not has_date(places.text(e)[:BEGINNING]) for e in before)
    return around if is_between else element


def _is_sentence(block: TextBlock) -> bool:
    is_plain = block.element.tag == "p" and names_of(block.element).strip() in ("", "spip")
    return is_plain and block.worth > LEAST and block.words.rstrip().endswith(ENDS_OF_LINE)
