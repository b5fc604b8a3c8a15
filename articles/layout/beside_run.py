"""Tells whether a block beside a run of prose is of its text: what SPIP and an editor put around paragraphs; used by both edges."""

import re

from lxml.html import HtmlElement

from articles.layout.element_names import names_of
from articles.layout.places import Places
from articles.layout.text_blocks import PART_HEADINGS, TextBlock, is_box_of_editor
from articles.tree.lines import line_of
from articles.words.names import SPIP
from articles.words.skin_lines import is_end, plain

_LINK = re.compile(r"\bspip_(?:in|out|url|mail|glossaire|note)\b")
BOXES = frozenset({"ul", "ol", "li", "dl", "dd", "blockquote"})


def table_around(element: HtmlElement) -> HtmlElement | None:
    """The innermost table that an element is or stands in."""
    return next((e for e in (element, *element.iterancestors()) if e.tag == "table"), None)


def box_of(places: Places, element: HtmlElement, title: HtmlElement | None) -> HtmlElement:
    """The outermost of the lists, quotes and aligned boxes that an editor wrote around a block; itself where there is none."""
    box = element
    for above in element.iterancestors():
        is_aligned = not names_of(above).strip() and is_box_of_editor(above)
        is_page = above.tag in ("body", "html") or (title is not None and places.holds(above, title))
        if is_page or not (above.tag in BOXES or is_aligned):
            break
        box = above
    return box


def is_of_spip_beside(places: Places, anchor: HtmlElement, block: TextBlock) -> bool:
    """Whether a block is a heading of SPIP's beside a paragraph, or stands in a list of SPIP's there."""
    heading = block.element
    is_heading = heading.tag in PART_HEADINGS and heading in places.named(SPIP) and not is_end(block.words)
    return (is_heading and heading.getparent() is anchor.getparent()) or _is_in_list_beside(places, anchor, block)


def _is_in_list_beside(places: Places, anchor: HtmlElement, block: TextBlock) -> bool:
    """Whether a block stands in a list or a quotation of SPIP's beside the last paragraph of a text, its links SPIP's too."""
    around = anchor.getparent()
    box = next((e for e in block.element.iterancestors() if e.getparent() is around), None)
    is_own = box is not None and box in places.named(SPIP) and box.tag in (*BOXES, "table")
    return is_own and has_own_links(block)


def has_own_links(block: TextBlock) -> bool:
    """Whether SPIP made all links of a block."""
    return not block.linked or has_links_of_spip(block.element)


def goes_on(anchor: HtmlElement, following: TextBlock) -> bool:
    """Whether a line too short to count as prose, such as a signature, is still a paragraph of the text that `anchor` is of."""
    element = following.element
    names = names_of(element).strip()
    is_plain = names in ("", "spip") or "mso" in names
    beside = element.tag == "p" and element.getparent() is anchor.getparent() and is_plain
    # What has SPIP's own class is the editor's, links or not.
    is_own = names == "spip" or not following.linked or has_links_of_spip(element)
    return beside and is_own and not is_end(following.words)


def has_links_of_spip(element: HtmlElement) -> bool:
    """Whether SPIP made all links in it from what an editor typed, and its line is none of its own (`Voir en ligne : …`)."""
    of_spip = all(_LINK.search(a.get("class") or "") for a in element.iter("a") if a.get("href"))
    return of_spip and not plain(line_of(element, 40)).startswith("voir en ligne")
