"""Tells what is set apart before a text and is no lead all the same: a question, a heading, a notice; what is one, is for opening."""

import re

from lxml.html import HtmlElement

from articles.layout.element_names import names_of
from articles.layout.places import Places
from articles.layout.region import LONGEST_LINE, Region
from articles.words.dates import begins_with_day, has_date
from articles.words.names import BESIDE_TEXT
from articles.words.notices import is_notice
from articles.words.skin_lines import plain

_CLOCK = re.compile(r"\b\d{1,2} ?(?:h|:\d\d)\b")
_BEFORE_DAY = re.compile(r"(?:rendez-vous )?(?:le )?")
_INTO = 40
"""Characters in which an event says its day and hour."""
_BOLD = ("b", "strong")
_LONGEST_CAPTION = 120
_SHORTEST_PEER = 15


def is_no_lead(places: Places, element: HtmlElement, text: Region) -> bool:
    """Whether an element that is set apart before a text is something else: a line that the next ones go on from, a notice on the
    page itself, words under a picture, day and hour of an event, or one of the questions or headings that the text is made of."""
    words = places.text(element).strip()
    line = plain(words)
    if words.endswith((",", ":")) and len(words) <= LONGEST_LINE:
        return True
    if element.tag == "div" and len(words) <= _LONGEST_CAPTION and _holds(element, "img") and not _holds(element, "p"):
        return True
    box = element if element.tag == "div" else element.getparent()
    if box is not None and _is_called_for_its_place(places, box) and places.length(box) == places.length(element):
        return True
    if any(e.tag == "noscript" for e in element.iterancestors()):
        return True
    begins = _BEFORE_DAY.sub("", line, count=1)[:_INTO]
    if _CLOCK.search(begins) and (begins_with_day(begins) or has_date(begins)):
        return True
    return is_notice(words) or _has_peers(places, element, text, words)


def _is_called_for_its_place(places: Places, box: HtmlElement) -> bool:
    """Whether its name says how or where it is set, and a longer block behind it is not called so, too (`class="justify"`)."""
    if box not in places.named(BESIDE_TEXT):
        return False
    longer = (names_of(e).split() for e in box.itersiblings(box.tag) if places.length(e) > places.length(box))
    own = set(names_of(box).split()).difference(*longer)
    return BESIDE_TEXT.stand_in(" ".join(own))


def _holds(element: HtmlElement, tag: str) -> bool:
    return next(element.iter(tag), None) is not None


def _has_peers(places: Places, element: HtmlElement, text: Region, words: str) -> bool:
    """Whether it is a question, or ends as no sentence does, and other lines of the text in bold do so too."""
    sign = _sign_of(words)
    if not sign or len(words) > 2 * LONGEST_LINE:
        return False
    after, least = places.end(element), _SHORTEST_PEER if sign == "?" else len(words) // 2
    return any(
        _sign_of(said) == sign
        for bold in places.elements[after + 1 : text.span[1] + 1]
        if bold.tag in _BOLD and _begins_its_block(bold) and len(said := places.text(bold).strip()) >= least
    )


def _begins_its_block(bold: HtmlElement) -> bool:
    above = bold.getparent()
    return above is not None and above.tag == "p" and bold.getprevious() is None and not (above.text or "").strip()


def _sign_of(words: str) -> str:
    """What ends a line: a question, or words without a sign; empty where it ends as a sentence does."""
    last = words.rstrip(" »\xa0")[-1:]
    return last if last == "?" else "-" if last.isalnum() else ""
