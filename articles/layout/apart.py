"""Tells the first paragraph of a run of prose that the skin gave another form than the others; which is the lead is for opening."""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from articles.layout.element_names import names_of, without_numbers
from articles.layout.paragraphs import ENDS_OF_SENTENCE
from articles.layout.places import Places
from articles.layout.region import Region
from articles.layout.text_blocks import is_box_of_editor
from articles.words.names import BESIDE_TEXT, SPIP

LONGEST_LEAD = 700
_MOST_BOXES, _FEW = 1, 3
"""Boxes, at most, in a text of more than a few paragraphs whose lead stands in one."""
_TYPE = re.compile(r"(?:^|[;\s])(?:font(?:-size|-weight|-style)?|opacity|max-width)\s*:")


def is_apart(places: Places, region: Region, prose: Sequence[HtmlElement]) -> bool:
    """Whether type, tag, class, a block of its own or a rule behind it set the first of several paragraphs apart."""
    return (
        _is_styled_apart(places, prose[0], prose[1:])
        or _has_cell_of_colour(places, prose)
        or _was_in_heading(places, prose)
        or _is_heading_of_sentences(places, prose)
        or _is_wrapped_apart(places, prose)
        or _is_before_break(places, region, prose[0])
        or _has_class_alone(places, prose)
        or _has_alone_no_class(places, prose)
    )


def _is_before_break(places: Places, region: Region, first: HtmlElement) -> bool:
    """Whether a rule of the skin, the only one in a text, or the contents that a plugin puts at its head, stands right behind a
    paragraph."""
    following = first.getnext()
    if following is None or following.tag not in ("hr", "nav") or "spip" in names_of(following):
        return False
    others = following.itersiblings("hr") if following.tag == "hr" else ()
    is_break = not any(places.order(e) < region.span[1] and _parts_paragraphs(e) for e in others)
    return is_break and not (first.tail or "").strip() and places.length(first) <= LONGEST_LEAD


def _parts_paragraphs(rule: HtmlElement) -> bool:
    return all(e is not None and e.tag == "p" for e in (rule.getprevious(), rule.getnext()))


def _is_wrapped_apart(places: Places, prose: Sequence[HtmlElement]) -> bool:
    """Whether the skin put the first paragraph alone into a block within that of most others: a block behind all of them, such as the
    P.-S., is no exception, quotations stand in their own, and among several one box of an editor's may."""
    block, around = prose[0].getparent(), prose[1].getparent()
    if block is None or block.tag != "div" or len(block) != 1 or is_box_of_editor(block):
        return False
    loose = [other for other in prose[1:] if _stands_in(other) is around]
    if block.getparent() is not around or not loose or 2 * len(loose) <= len(prose) - 1:
        return False
    last = places.order(loose[-1])
    boxes = sum(e.tag == "div" and places.order(e) < last for e in block.itersiblings())
    return len(loose) == len(prose) - 1 or (len(loose) > 1 and boxes <= (_MOST_BOXES if len(prose) > _FEW else 0))


def _stands_in(paragraph: HtmlElement) -> HtmlElement | None:
    around = paragraph.getparent()
    return around.getparent() if around is not None and around.tag == "blockquote" else around


def has_row_alone(places: Places, prose: Sequence[HtmlElement]) -> bool:
    """Whether the first paragraph has a row of a grid for itself and the next ones share another, in a block of another name."""
    around = places.common(prose[0], prose[-1])
    rows = [next((e for e in (p, *p.iterancestors()) if e.getparent() is around), p) for p in prose[:3]]
    first, second = prose[0].getparent(), prose[1].getparent()
    names = [without_numbers(names_of(e)) if e is not None else "" for e in (first, second)]
    are_two = rows[0] is not rows[1] and rows[1] is rows[2] and rows[0].tag == rows[1].tag == "div"
    others = {without_numbers(names_of(e)) for p in prose[1:] if (e := p.getparent()) is not None}
    return are_two and first is not None and len(first) == 1 and all(names) and names[0] not in others


def _is_styled_apart(places: Places, first: HtmlElement, others: Sequence[HtmlElement]) -> bool:
    """Whether the skin gave the first paragraph another type by an attribute that no other has: editors write none."""
    own = _type_of(first)
    return (
        places.length(first) <= LONGEST_LEAD and bool(own) and all(_type_of(other).isdisjoint(own) for other in others)
    )


def _type_of(element: HtmlElement) -> set[str]:
    """What a style attribute says of type, each in one form."""
    said = (element.get("style") or "").lower().split(";")
    return {"".join(part.split()) for part in said if _TYPE.search(part)}


def _has_class_alone(places: Places, prose: Sequence[HtmlElement]) -> bool:
    """Whether the first paragraph, a sentence, has a class of the skin's, or is a block of it, and those beside it have none and are
    paragraphs: SPIP writes all alike."""
    first, others = prose[0], [e for e in prose[1:] if e.getparent() is prose[0].getparent()]
    is_sentence = places.text(first).rstrip().endswith(ENDS_OF_SENTENCE) and places.length(first) <= LONGEST_LEAD
    is_alone = first.tag in ("p", "div") and len(others) > 0 and not any(names_of(e).strip() for e in others)
    names = names_of(first)
    is_block_alone = first.tag == "div" and not first.attrib and all(e.tag in ("p", "table") for e in others)
    is_named = (bool(names.strip()) and "spip" not in names and "mso" not in names) or is_block_alone
    return is_sentence and is_alone and is_named and first not in places.named(BESIDE_TEXT)


def _has_alone_no_class(places: Places, prose: Sequence[HtmlElement]) -> bool:
    """Whether the first paragraph, a sentence, is a bare `p` and those beside it have SPIP's class, as SPIP up to 1.9 wrote whatever
    it parted into paragraphs: a lead of one paragraph it left as it was, and the skin's own `p` is around it."""
    first, others = prose[0], [e for e in prose[1:] if e.getparent() is prose[0].getparent()]
    is_sentence = places.text(first).rstrip().endswith(ENDS_OF_SENTENCE) and places.length(first) <= LONGEST_LEAD
    is_bare = first.tag == "p" and not first.attrib and len(others) > 1
    return is_sentence and is_bare and all(other.tag == "p" and other.get("class") == "spip" for other in others)


def _was_in_heading(places: Places, prose: Sequence[HtmlElement]) -> bool:
    """Whether the skin wrote the first paragraph, and no other, into a heading (`<h2><p>…</p></h2>`), which the parser closes
    before it, with nothing between, not even a blank."""
    before = [e.getprevious() for e in prose]
    inside = [
        e is not None and e.tag in ("h2", "h3", "h4") and not e.tail and not places.length(e) and len(e) == 0
        for e in before
    ]
    return inside[0] and not any(inside[1:]) and places.length(prose[0]) <= LONGEST_LEAD


def _is_heading_of_sentences(places: Places, prose: Sequence[HtmlElement]) -> bool:
    """Whether the skin wrote the first of them as a heading, though it ends as sentences do, which no title of a part does, and no
    other in that way."""
    first = prose[0]
    if first.tag not in ("h2", "h3", "h4") or first in places.named(SPIP) or any(e.tag == first.tag for e in prose[1:]):
        return False
    return places.text(first).rstrip().endswith((".", "…")) and places.length(first) <= LONGEST_LEAD


def is_empty(element: HtmlElement) -> bool:
    """Whether it is a paragraph that a parser left without anything in it."""
    own = (element.text, element.tail)
    return element.tag == "p" and len(element) == 0 and not any(text and text.strip() for text in own)


def was_in_paragraph(places: Places, prose: Sequence[HtmlElement]) -> bool:
    """Whether the skin wrote the first paragraph into one of its own (`<p><p>…</p></p>`), of which the parser leaves an empty one
    before it, and the others into a block behind."""
    before, after = prose[0].getprevious(), prose[0].getnext()
    is_framed = before is not None and is_empty(before) and not any("\xa0" in (t or "") for t in before.itertext())
    is_alone = after is not None and after.tag in ("div", "section") and places.holds(after, prose[1])
    return is_framed and is_alone and places.length(prose[0]) <= LONGEST_LEAD


def _has_cell_of_colour(places: Places, prose: Sequence[HtmlElement]) -> bool:
    """Whether the skin gave the first paragraph a cell or a table to itself, in a colour that those of the others have not."""
    box, *others = map(_coloured, prose)
    if box is None or any(places.holds(box, other) for other in prose[1:]):
        return False
    return all(other is None or other.get("bgcolor") != box.get("bgcolor") for other in others)


def _coloured(element: HtmlElement) -> HtmlElement | None:
    """The cell or table of a colour of its own that an element is or stands in."""
    return next((e for e in (element, *element.iterancestors("td", "table")) if e.get("bgcolor")), None)
