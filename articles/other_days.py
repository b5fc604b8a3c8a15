"""Tells the parts of a page whose days are none of its article's; which of the others is that of publication is for dateline."""

import re
from collections.abc import Set

from lxml.html import HtmlElement

from articles.dates import has_date, read_date
from articles.day_words import SAID_OF_PUBLICATION, is_whole_day
from articles.lines import line_of
from articles.places import Places
from articles.vocabulary import DATE, EVENT_FACTS, is_end, plain

LINE = 220
"""Characters of a line that may tell a day."""
_CLOCK = re.compile(r"\d\W{1,4}(?:a )?\d{1,2} ?(?:h|:\d\d)")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def lists_of_dates(places: Places, above_title: Set[HtmlElement]) -> set[HtmlElement]:
    """Elements that are called for dates and hold several days in blocks of their own, none told as that of publication: events."""
    found: set[HtmlElement] = set()
    for element in places.named(DATE) - above_title:
        blocks = [e for e in element if e.tag in ("p", "div", "li", "dt", "tr")]
        days = {read_date(words) for e in blocks if has_date(words := line_of(e, LINE))} if len(blocks) > 2 else set()
        if len(days) > 2 and SAID_OF_PUBLICATION.search(plain(line_of(element, 4 * LINE))) is None:
            found.add(element)
    return found


def has_facts_beside(places: Places, element: HtmlElement, text: str) -> bool:
    """Whether an hour stands with a date, and a place or a price beside it: that is when something begins."""
    around = element.getparent()
    facts = places.named(EVENT_FACTS)
    return around is not None and _CLOCK.search(plain(text)) is not None and any(e in facts for e in around)


def headed_as_end(places: Places, last: int) -> set[HtmlElement]:
    """Blocks below the text, whose last element is the `last`, that begin with a heading of what follows it (`Vos avis`)."""
    headings = [e for tag in _HEADINGS for e in places.tagged(tag) if places.order(e) > last and is_end(line_of(e))]
    return {e.getparent() for e in headings if e.getprevious() is None and places.order(e.getparent()) > last}


def frames_day_alone(places: Places, element: HtmlElement, text: str) -> bool:
    """Whether a whole day is all that the frame around it says (`<p class="aside">21 janvier 2013</p>`)."""
    frame = [e for e in (element, *element.iterancestors()) if e in places.frames][-1]
    return is_whole_day(text) and line_of(frame, LINE) == text
