"""Finds the lead of a page of no known skin by how it is set apart from the text; where the text stands is for text_place."""

from collections.abc import Sequence

from lxml.html import HtmlElement

from articles.layout.apart import LONGEST_LEAD, has_row_alone, is_apart, is_empty, was_in_paragraph
from articles.layout.element_names import names_of, without_numbers
from articles.layout.paragraphs import ENDS_OF_SENTENCE, is_paragraph
from articles.layout.places import Places
from articles.layout.region import LEAST, Region
from articles.layout.text_blocks import BLOCKS, is_box_of_editor, is_caption
from articles.tree.lines import line_of
from articles.words.dates import has_date
from articles.words.names import SPIP

_MORE_THAN_WORDS = frozenset({"a", "h1", "h2", "h3", "h4", "h5", "ul", "ol", "table", "form", "dl"})
_ITALICS = ("i", "em")
_LINES = frozenset({"p", "li", "dt", "dd", "blockquote", "h2", "h3", "h4"})
_HOLDERS = ("div", "section")
_NEAR = 16
"""Elements at the beginning of a run among which a bold one is its lead."""
_SHORTEST = 40
_MOST_PARAGRAPHS = 2
"""Of a lead in a block of its own, where it and that of the text have names."""
_PARTS = frozenset({"p", "ul", "ol", "dl", "table", "pre"})
_HARDLY_PROSE = 200.0
"""What a run is worth, at most, that is hardly prose: short lines, a list."""
_MOST_OF_TEXT = 0.5
"""How much of a run the block behind a lead's holds of it."""


def bold_opening(places: Places, region: Region) -> HtmlElement | None:
    """The first paragraph of a text where the skin, not the editor, made all of it bold or italic: that is its lead; None: it is not."""
    for element in places.elements[region.span[0] : region.span[0] + _NEAR]:
        length = places.length(element)
        if (
            element.tag not in ("p", "div", "blockquote", "b", "strong", *_ITALICS)
            or length < _SHORTEST
            or is_caption(names_of(element))
        ):
            continue
        if element.tag == "div" and any(e.tag in _PARTS for e in places.inside(element)):
            continue  # what it holds is judged by its own paragraphs
        if element.tag in _ITALICS and not _is_loose_before_paragraph(element):
            continue
        if element.tag in ("b", "strong") and _is_part_of_line(places, element):
            continue
        if length <= LONGEST_LEAD and (element.tag in _ITALICS or _is_bold(places, element, length)):
            return element
        if length >= LEAST and not _is_day_with_links(places, element, length):
            return None
    return None


def loose_opening(places: Places, region: Region) -> HtmlElement | None:
    """Words in bold or italics that stand loose before the first paragraph of a text: the skin's `<i>…</i>`, for SPIP puts what
    an editor writes into paragraphs; None: there are none."""
    text = region.elements[0] if region.elements else None
    first = next((e for e in text if isinstance(e.tag, str)), None) if text is not None else None
    if text is None or first is None or (text.text or "").strip() or (first.tail or "").strip():
        return None
    is_line = first.tag in ("b", "strong", *_ITALICS) and first not in places.named(SPIP)
    following = first.getnext()
    if (
        is_line
        and len(first) == 0
        and not (first.text or "").strip()
        and following is not None
        and following.tag == "p"
    ):
        first = following  # `<i><p>…</p></i>`: the parser closes the first before the second
        following = first.getnext()
    is_alone = following is not None and following.tag in BLOCKS
    return first if is_line and is_alone and _SHORTEST <= places.length(first) <= LONGEST_LEAD else None


def behind_empty(named: HtmlElement) -> HtmlElement:
    """What is named for a lead; where it is an empty `p`, the paragraph that a parser put behind it (`<p class="intro"><p>…</p></p>`)
    and a rule parts from the text: without one it looks like the others."""
    lead = named.getnext() if is_empty(named) else None
    after = lead.getnext() if lead is not None and lead.tag == "p" else None
    if after is not None and is_empty(after):
        after = after.getnext()
    return lead if lead is not None and after is not None and after.tag == "hr" else named


def _is_bold(places: Places, element: HtmlElement, length: int) -> bool:
    parent, previous = element.getparent(), element.getprevious()
    if previous is not None and previous.tag == "p" and len(previous) == 1 and not (previous.text or "").strip():
        previous = previous[0]  # `<p><b><p>…</p></b></p>`: the second closes both before it
    if any("mso" in names_of(e) for e in (element, parent) if e is not None):
        return False  # pasted from Word, and so is its type
    if element.tag in ("b", "strong") or (parent is not None and parent.tag in ("b", "strong")):
        return element not in places.named(SPIP)
    if element.tag == "p" and parent is not None and parent.tag in _ITALICS:
        return True  # an editor's italics stand in a paragraph, not around one
    if (
        previous is not None
        and previous.tag in ("b", "strong", *_ITALICS)
        and not places.length(previous)
        and not (previous.tail or "").strip()
    ):
        return True  # `<b><p>…</p></b>`: the parser closes the first before the second
    # SPIP's own quotations have its class; one of the skin's is in italics to be set apart.
    is_quotation = element.tag == "blockquote" and element not in places.named(SPIP)
    tags = ("b", "strong", *_ITALICS) if is_quotation else ("b", "strong")
    bold = [child for child in element if child.tag in tags and not child.get("class")]
    return len(bold) == 1 and places.length(*bold) == length


def _is_day_with_links(places: Places, element: HtmlElement, length: int) -> bool:
    """Whether a line says a day and for the rest links to its authors."""
    linked = sum(places.length(link) for link in element.iter("a")) if places.links_in(element) else 0
    return 2 * linked > length and has_date(line_of(element))


def _is_part_of_line(places: Places, bold: HtmlElement) -> bool:
    """Whether bold words stand in a paragraph or an item: where they are all of it, that is judged in their place."""
    line = next((e for e in bold.iterancestors() if e.tag in _LINES), None)
    return line is not None and (line.tag != "p" or places.length(line) > places.length(bold))


def _is_loose_before_paragraph(element: HtmlElement) -> bool:
    """Whether words in italics stand in no paragraph, with a line break before them and a paragraph behind: the skin's."""
    parent, previous = element.getparent(), element.getprevious()
    following = next((e for e in element.itersiblings() if e.tag != "br"), None)
    is_alone = not (element.tail or "").strip() and (previous is None or not (previous.tail or "").strip())
    is_line = (
        previous is not None and previous.tag in ("br", *BLOCKS) and following is not None and following.tag == "p"
    )
    return is_alone and is_line and parent is not None and parent.tag in ("td", "div") and not element.get("class")


def set_apart(places: Places, region: Region, title: HtmlElement | None) -> HtmlElement | None:
    """A paragraph in a place of its own between title and text: before where the text begins, or the first of a run whose others
    stand together in a block without it."""
    if title is None or not region.elements:
        return None
    first = _first_of_run(places, region, title) if region.by_place else None
    if first is not None:
        return first
    prose = [
        e
        for e in places.elements[places.end(title) + 1 : region.span[0]]
        if is_paragraph(places, e)
        and not places.holds(e, region.elements[0])
        # Before a run of prose a line of author and date, in whatever language, is told by its links.
        and not (region.by_place and places.links_in(e))
    ]
    if (
        not 1 <= len(prose) <= 2
        or places.length(*prose[-1:]) > LONGEST_LEAD
        or any(e.tag == "li" for e in prose[-1].iterancestors())
    ):
        return None
    return prose[-1]


def _first_of_run(places: Places, region: Region, title: HtmlElement) -> HtmlElement | None:
    prose = [e for e in places.elements[region.span[0] : region.span[1] + 1] if is_paragraph(places, e)]
    if len(prose) > 1 and (_is_with_title(places, prose, title) or was_in_paragraph(places, prose)):
        return prose[0]
    if len(prose) > 2 and is_apart(places, region, prose):
        return prose[0]
    block = _block_apart(places, region, title)
    block = block if block is not None else _before_matter(places, region, title)
    if block is not None or len(prose) < 3:
        return block
    rest = places.common(prose[1], prose[-1])
    is_outside = not places.holds(rest, prose[0]) and rest.tag not in ("body", "html") and not _is_in_spip(places, rest)
    alone = (is_outside and not _is_called_like(prose[0], rest)) or has_row_alone(places, prose)
    return prose[0] if alone and places.length(prose[0]) <= LONGEST_LEAD else None


def _is_in_spip(places: Places, rest: HtmlElement) -> bool:
    """Whether a table or a quotation of SPIP's holds all but the first paragraph."""
    tables = ("table", "blockquote", "ul", "ol")
    return any(e.tag in tables and e in places.named(SPIP) for e in (rest, *rest.iterancestors()))


def _is_called_like(first: HtmlElement, rest: HtmlElement) -> bool:
    """Whether what the first paragraph stands in, beside the block of the others, has its name with another number."""
    beside = next((e for e in first.iterancestors() if e.getparent() is rest.getparent()), None)
    if beside is None or names_of(beside) == names_of(rest):
        return False
    names = without_numbers(names_of(rest))
    return names != "" and without_numbers(names_of(beside)) == names


def _is_with_title(places: Places, prose: Sequence[HtmlElement], title: HtmlElement) -> bool:
    """Whether the skin put the first paragraph into the block of the title, and the others behind that."""
    around = places.common(title, prose[0])
    is_block = around.tag in ("header", "div", "hgroup", "section") and not places.holds(around, prose[1])
    return is_block and places.length(prose[0]) <= LONGEST_LEAD


def _before_matter(places: Places, region: Region, title: HtmlElement) -> HtmlElement | None:
    """The first of two blocks that a text which is hardly prose consists of, where it is a sentence with a name of its own; None: there is
    none."""
    held = _held(places, region, title)
    if (region.score or 0.0) > _HARDLY_PROSE or len(held) != 2:
        return None
    first, second = held
    names = names_of(first).strip()
    is_named = first.tag in ("p", "div") and names != "" and "spip" not in names
    is_other = without_numbers(names) != without_numbers(names_of(second))
    words = places.text(first).strip()
    is_sentence = _SHORTEST <= len(words) <= LONGEST_LEAD and words.endswith(ENDS_OF_SENTENCE)
    is_one = sum(1 for e in (first, *places.inside(first)) if places.outline.own[places.order(e)].strip()) == 1
    is_lead = is_named and is_other and is_sentence and is_one and not places.links_in(first)
    return first if is_lead and second.tag in ("div", "section", "ul", "ol", "table", "dl", "pre") else None


def _held(places: Places, region: Region, title: HtmlElement) -> list[HtmlElement]:
    """Blocks of a text directly in what holds it, behind the title."""
    return [
        e
        for e in region.elements[0]
        if isinstance(e.tag, str)
        and places.length(e)
        and e not in region.without
        and places.order(e) > places.end(title)
        and places.end(e) >= region.span[0]
        and places.order(e) <= region.span[1]
    ]


def _block_apart(places: Places, region: Region, title: HtmlElement) -> HtmlElement | None:
    """The block right before the one that holds most of a run, or the skin's paragraph beside the title there, where it is one short
    paragraph and not called as that is; None: there is none."""
    held = _held(places, region, title)
    second = max(held, key=places.length, default=None)
    first = next((e for e in reversed(held) if second is not None and places.end(e) < places.order(second)), None)
    if first is None or second is None or places.length(second) < _MOST_OF_TEXT * places.length(*held):
        return None
    names = [without_numbers(names_of(e)) for e in (first, second)]
    if (names[0] == names[1] != "") or any("spip" in name for name in names):
        return None
    inside = [first, *places.inside(first)]
    most = _MOST_PARAGRAPHS if all(names) else 1
    is_one = sum(e.tag == "p" for e in inside) <= most and not any(e.tag in _MORE_THAN_WORDS for e in inside)
    is_named = first.tag == "p" and names_of(first).strip() != ""
    is_block = first.tag in _HOLDERS or is_named or _is_sentence_beside(places, first, second, title)
    are_blocks = is_block and second.tag in _HOLDERS and is_one and not is_box_of_editor(first)
    is_short = _SHORTEST <= places.length(first) <= min(LONGEST_LEAD, places.length(second))
    return first if are_blocks and is_short else None


def _is_sentence_beside(places: Places, paragraph: HtmlElement, block: HtmlElement, title: HtmlElement) -> bool:
    """Whether a paragraph stands in the block that its page's title stands in, ends as no author's line or surtitle does, and several
    paragraphs stand in theirs: one alone may be a box behind a text."""
    is_beside = paragraph.tag == "p" and paragraph.getparent() is title.getparent()
    is_sentence = is_beside and places.text(paragraph).rstrip().endswith(ENDS_OF_SENTENCE)
    return is_sentence and sum(e.tag == "p" and places.length(e) > 0 for e in block) > 1
