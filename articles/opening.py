"""Finds the lead of a page of no known skin by how it is set apart from the text; where the text stands is for region."""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from articles.paragraphs import ENDS_OF_SENTENCE, is_paragraph
from articles.places import Places, names_of
from articles.region import LEAST, Region
from articles.text_blocks import BLOCKS, SPIP, is_caption

_TYPE = re.compile(r"(?:^|[;\s])(?:font(?:-size|-weight|-style)?|opacity|max-width)\s*:")
_MORE_THAN_WORDS = frozenset({"a", "h1", "h2", "h3", "h4", "h5", "ul", "ol", "table", "form", "dl"})
_ITALICS = ("i", "em")
_SHORTEST, _LONGEST_LEAD = 40, 700
_MOST_OF_TEXT = 0.5
"""How much of a run the block behind a lead's holds of it."""


def bold_opening(places: Places, region: Region) -> HtmlElement | None:
    """The first paragraph of a text where the skin, not the editor, made all of it bold or italic: that is its lead; None: it is not."""
    for element in places.elements[region.span[0] : region.span[0] + 12]:
        length = places.length(element)
        if (
            element.tag not in ("p", "div", "blockquote", "b", "strong")
            or length < _SHORTEST
            or is_caption(names_of(element))
        ):
            continue
        if element.tag == "div" and any(e.tag == "p" for e in places.inside(element)):
            continue  # what it holds is judged by its own paragraphs
        if length <= _LONGEST_LEAD and _is_bold(places, element, length):
            return element
        if length >= LEAST:
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
    return first if is_line and is_alone and _SHORTEST <= places.length(first) <= _LONGEST_LEAD else None


def behind_empty(named: HtmlElement) -> HtmlElement:
    """What is named for a lead; where it is an empty `p`, the paragraph that a parser put behind it (`<p class="intro"><p>…</p></p>`)
    and a rule parts from the text: without one it looks like the others."""
    lead = named.getnext() if _is_empty(named) else None
    after = lead.getnext() if lead is not None and lead.tag == "p" else None
    if after is not None and _is_empty(after):
        after = after.getnext()
    return lead if lead is not None and after is not None and after.tag == "hr" else named


def _is_empty(element: HtmlElement) -> bool:
    own = (element.text, element.tail)
    return element.tag == "p" and len(element) == 0 and not any(text and text.strip() for text in own)


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


def set_apart(places: Places, region: Region, title: HtmlElement | None) -> HtmlElement | None:
    """A paragraph in a place of its own between title and text: before where the text begins, or the first of a run whose others
    stand together in a block without it."""
    if title is None or not region.elements:
        return None
    first = _first_of_run(places, region, title) if region.is_run else None
    if first is not None:
        return first
    prose = [
        e
        for e in places.elements[places.end(title) + 1 : region.span[0]]
        if is_paragraph(places, e)
        and not places.holds(e, region.elements[0])
        # Before a run of prose a line of author and date, in whatever language, is told by its links.
        and not (region.is_run and places.links_in(e))
    ]
    if (
        not 1 <= len(prose) <= 2
        or places.length(*prose[-1:]) > _LONGEST_LEAD
        or any(e.tag == "li" for e in prose[-1].iterancestors())
    ):
        return None
    return prose[-1]


def _first_of_run(places: Places, region: Region, title: HtmlElement) -> HtmlElement | None:
    prose = [e for e in places.elements[region.span[0] : region.span[1] + 1] if is_paragraph(places, e)]
    if len(prose) > 1 and (_is_with_title(places, prose, title) or _was_in_paragraph(places, prose)):
        return prose[0]
    if len(prose) > 2 and (
        _is_styled_apart(places, prose[0], prose[1:])
        or _has_cell_of_colour(places, prose)
        or _was_in_heading(places, prose)
        or _is_heading_of_sentences(places, prose)
        or _is_wrapped_apart(prose)
        or _is_before_break(places, prose[0])
        or _has_class_alone(places, prose)
    ):
        return prose[0]
    block = _block_apart(places, region, title)
    if block is not None or len(prose) < 3:
        return block
    rest = places.common(prose[1], prose[-1])
    alone = (not places.holds(rest, prose[0]) and rest.tag not in ("body", "html")) or _has_row_alone(places, prose)
    return prose[0] if alone and places.length(prose[0]) <= _LONGEST_LEAD else None


def _has_cell_of_colour(places: Places, prose: Sequence[HtmlElement]) -> bool:
    """Whether the skin gave the first paragraph a cell or a table to itself, in a colour that those of the others have not."""
    box, *others = map(_coloured, prose)
    if box is None or any(places.holds(box, other) for other in prose[1:]):
        return False
    return all(other is None or other.get("bgcolor") != box.get("bgcolor") for other in others)


def _coloured(element: HtmlElement) -> HtmlElement | None:
    """The cell or table of a colour of its own that an element is or stands in."""
    return next((e for e in (element, *element.iterancestors("td", "table")) if e.get("bgcolor")), None)


def _is_with_title(places: Places, prose: Sequence[HtmlElement], title: HtmlElement) -> bool:
    """Whether the skin put the first paragraph into the block of the title, and the others behind that."""
    around = places.common(title, prose[0])
    is_block = around.tag in ("header", "div", "hgroup", "section") and not places.holds(around, prose[1])
    return is_block and places.length(prose[0]) <= _LONGEST_LEAD


def _block_apart(places: Places, region: Region, title: HtmlElement) -> HtmlElement | None:
    """The block right before the one that holds most of a run, where it is one short paragraph and not called as that is; None: there
    is none."""
    held = [
        e
        for e in region.elements[0]
        if isinstance(e.tag, str)
        and places.length(e)
        and e not in region.without
        and places.order(e) > places.end(title)
        and places.end(e) >= region.span[0]
        and places.order(e) <= region.span[1]
    ]
    second = max(held, key=places.length, default=None)
    first = next((e for e in reversed(held) if second is not None and places.end(e) < places.order(second)), None)
    if first is None or second is None or places.length(second) < _MOST_OF_TEXT * places.length(*held):
        return None
    names = [names_of(e).strip() for e in (first, second)]
    if (names[0] == names[1] != "") or any("spip" in name for name in names):
        return None
    inside = [first, *places.inside(first)]
    is_one = sum(e.tag == "p" for e in inside) < 2 and not any(e.tag in _MORE_THAN_WORDS for e in inside)
    are_blocks = all(e.tag in ("div", "section") for e in (first, second)) and is_one
    is_short = _SHORTEST <= places.length(first) <= min(_LONGEST_LEAD, places.length(second))
    return first if are_blocks and is_short else None


def _is_before_break(places: Places, first: HtmlElement) -> bool:
    """Whether a rule of the skin, or the contents that a plugin puts at the head of a text, stands right behind a paragraph."""
    following = first.getnext()
    is_break = following is not None and (
        (following.tag == "hr" and "spip" not in names_of(following)) or following.tag == "nav"
    )
    return is_break and not (first.tail or "").strip() and places.length(first) <= _LONGEST_LEAD


def _is_wrapped_apart(prose: Sequence[HtmlElement]) -> bool:
    """Whether the skin put the first paragraph alone into a block within that of the others."""
    block, around = prose[0].getparent(), prose[1].getparent()
    is_alone = block is not None and block.tag == "div" and len(block) == 1 and "spip" not in names_of(block)
    return is_alone and block.getparent() is around and all(other.getparent() is around for other in prose[1:])


def _has_row_alone(places: Places, prose: Sequence[HtmlElement]) -> bool:
    """Whether the first paragraph has a row of a grid for itself and the next ones share another, in a block of another name."""
    around = places.common(prose[0], prose[-1])
    rows = [next((e for e in (p, *p.iterancestors()) if e.getparent() is around), p) for p in prose[:3]]
    first, second = prose[0].getparent(), prose[1].getparent()
    names = [names_of(e).strip() if e is not None else "" for e in (first, second)]
    are_two = rows[0] is not rows[1] and rows[1] is rows[2] and rows[0].tag == rows[1].tag == "div"
    return are_two and first is not None and len(first) == 1 and all(names) and names[0] != names[1]


def _is_styled_apart(places: Places, first: HtmlElement, others: Sequence[HtmlElement]) -> bool:
    """Whether the skin gave the first paragraph another type by an attribute that no other has: editors write none."""
    style = first.get("style") or ""
    short = places.length(first) <= _LONGEST_LEAD
    return short and _TYPE.search(style) is not None and all(other.get("style") != style for other in others)


def _has_class_alone(places: Places, prose: Sequence[HtmlElement]) -> bool:
    """Whether the first paragraph, a sentence, has a class of the skin's and those beside it have none: SPIP writes all alike."""
    first, others = prose[0], [e for e in prose[1:] if e.getparent() is prose[0].getparent()]
    is_sentence = places.text(first).rstrip().endswith(ENDS_OF_SENTENCE) and places.length(first) <= _LONGEST_LEAD
    is_alone = first.tag in ("p", "div") and len(others) > 1 and not any(names_of(e).strip() for e in others)
    names = names_of(first)
    return is_sentence and is_alone and bool(names.strip()) and "spip" not in names and "mso" not in names


def _was_in_paragraph(places: Places, prose: Sequence[HtmlElement]) -> bool:
    """Whether the skin wrote the first paragraph into one of its own (`<p><p>…</p></p>`), of which the parser leaves an empty one
    before it, and the others into a block behind."""
    before, after = prose[0].getprevious(), prose[0].getnext()
    is_framed = before is not None and _is_empty(before) and not any("\xa0" in (t or "") for t in before.itertext())
    is_alone = after is not None and after.tag in ("div", "section") and places.holds(after, prose[1])
    return is_framed and is_alone and places.length(prose[0]) <= _LONGEST_LEAD


def _was_in_heading(places: Places, prose: Sequence[HtmlElement]) -> bool:
    """Whether the skin wrote the first paragraph, and no other, into a heading (`<h2><p>…</p></h2>`), which the parser closes
    before it, with nothing between, not even a blank."""
    before = [e.getprevious() for e in prose]
    inside = [
        e is not None and e.tag in ("h2", "h3", "h4") and not e.tail and not places.length(e) and len(e) == 0
        for e in before
    ]
    return inside[0] and not any(inside[1:]) and places.length(prose[0]) <= _LONGEST_LEAD


def _is_heading_of_sentences(places: Places, prose: Sequence[HtmlElement]) -> bool:
    """Whether the skin wrote the first of them as a heading, though it ends as sentences do, which no title of a part does, and no
    other in that way."""
    first = prose[0]
    if first.tag not in ("h2", "h3", "h4") or first in places.named(SPIP) or any(e.tag == first.tag for e in prose[1:]):
        return False
    return places.text(first).rstrip().endswith((".", "…")) and places.length(first) <= _LONGEST_LEAD
