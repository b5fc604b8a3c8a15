"""Tells the parts of a page whose days are none of its article's; which of the others is that of publication is for dateline."""

import re
from collections.abc import Set

from lxml.html import HtmlElement

from articles.general.signed import leads_to_author
from articles.layout.element_names import is_marked_article
from articles.layout.places import Places
from articles.text.nesting import ANY_HEADING
from articles.tree.lines import line_of
from articles.words.dates import has_date, read_date
from articles.words.day_words import SAID_OF_PUBLICATION, is_whole_day
from articles.words.names import DATE, EVENT_FACTS, SPIP
from articles.words.skin_lines import CITING, is_end, plain

LINE = 220
"""Characters of a line that may tell a day."""
_CLOCK = re.compile(r"\d\W{1,4}(?:a )?\d{1,2} ?(?:h|:\d\d)")
_EVENT_LABEL = re.compile(
    r"quand|when|jours?|horaires?|dates? et (?:heures?|lieux?)|echeances?"
    r"|dates? (?!de (?:creation|publication|parution|mise|modification|redaction)\b)(?:d'|de |du |des )[^:]{3,40}"
    r"|dates? limites?\b[^:]{0,40}"
)
"""In plain words: what heads the day of an event in a list of facts."""
_LIMIT = re.compile(
    r"(?:date limite|a (?:pourvoir|rendre|renvoyer|deposer)|(?:poste|emploi)s? a pourvoir|inscriptions?|candidatures?|reponse)\b"
)
"""In plain words: what begins a line that says until when, or from when on, something is asked for."""
_MOST_OF_ITEM = 100
"""Elements: an item that holds more says more than a day and a link."""


def lists_of_dates(places: Places, above_title: Set[HtmlElement]) -> set[HtmlElement]:
    """Elements that are called for dates and hold several days in blocks of their own, none told as that of publication: events."""
    found: set[HtmlElement] = set()
    for element in places.named(DATE) - above_title:
        blocks = [e for e in element if e.tag in ("p", "div", "li", "dt", "tr")]
        days = {read_date(words) for e in blocks if has_date(words := line_of(e, LINE))} if len(blocks) > 2 else set()
        if len(days) > 2 and SAID_OF_PUBLICATION.search(plain(line_of(element, 4 * LINE))) is None:
            found.add(element)
    return found


def headings_of_days(places: Places) -> set[HtmlElement]:
    """Headings of SPIP's that say a day each, where there are several: entries of a diary or a programme."""
    dated = {e for e in places.named(SPIP) if e.tag in ANY_HEADING and has_date(line_of(e, LINE))}
    return dated if len(dated) > 1 else set()


def tells_event(places: Places, element: HtmlElement, text: str) -> bool:
    """Whether what stands beside a day says that something takes place then."""
    return _LIMIT.match(plain(text)) is not None or _is_labelled(element) or _has_facts_beside(places, element, text)


def _has_facts_beside(places: Places, element: HtmlElement, text: str) -> bool:
    """Whether an hour stands with a date, and a place or a price beside it: that is when something begins."""
    around = element.getparent()
    facts = places.named(EVENT_FACTS)
    has_hour = around is not None and _CLOCK.search(plain(text)) is not None
    return has_hour and any(fact.getparent() is around for fact in facts)


def _is_labelled(element: HtmlElement) -> bool:
    """Whether the cell before a day in a table or list of facts says that something takes place then (`Quand`, `Date limite`)."""
    cell = next((e for e in (element, *element.iterancestors()) if e.tag in ("td", "dd", "tr", "dl")), None)
    label = cell.getprevious() if cell is not None and cell.tag in ("td", "dd") else None
    return label is not None and _EVENT_LABEL.fullmatch(plain(line_of(label, LINE))) is not None


def stands_behind_link(element: HtmlElement) -> bool:
    """Whether a day in brackets stands right behind a link, to no author: `<a>Une autre séance</a> (3 mai 2012)`."""
    for link in element.iter("a"):
        tail = (link.tail or "").lstrip(" \xa0\n\t")
        if tail[:1] == "(" and has_date(tail.partition(")")[0]) and not leads_to_author(link):
            return True
    return False


def headed_as_end(places: Places, last: int) -> set[HtmlElement]:
    """Blocks below the text, whose last element is the `last`, that begin with a heading of what follows it (`Vos avis`)."""
    headings = [e for tag in ANY_HEADING for e in places.tagged(tag) if places.order(e) > last and _ends(line_of(e))]
    return {e.getparent() for e in headings if e.getprevious() is None and places.order(e.getparent()) > last}


def stands_in_item_of_others(
    places: Places, element: HtmlElement, around: Set[HtmlElement], answers: Set[HtmlElement], *, has_text: bool
) -> bool:
    """Whether a day is that of something else: it stands in an item that holds a link to another article and hardly more, in a part of
    the page that is marked as another article, or in one of `answers`, the blocks below the text that `headed_as_end` gives.
    `around`: title and text, and what they stand in; `has_text`: whether there is a text."""
    for above in element.iterancestors():
        if above.tag == "body" or above in around:
            break
        if has_text and places.links_in(above) and is_marked_article(above):
            return True
        if above.tag == "li" and places.size(above) <= _MOST_OF_ITEM and _only_leads_on(above, element):
            return True
    return has_text and not answers.isdisjoint(element.iterancestors())


def _only_leads_on(item: HtmlElement, day: HtmlElement) -> bool:
    """Whether all that an item says beside a day is a link, to no author."""
    links = [a for a in item.iter("a") if (a.get("href") or "")[:1] not in ("", "#") and not leads_to_author(a)]
    said = plain(line_of(item, without={day}))
    return len(links) == 1 and said == plain(line_of(links[0])) != ""


def _ends(words: str) -> bool:
    return is_end(words) and CITING.match(plain(words)) is None  # how it is cited may be all that tells its day


def frames_day_alone(places: Places, element: HtmlElement, text: str) -> bool:
    """Whether a whole day is all that the frame around it says (`<p class="aside">21 janvier 2013</p>`)."""
    frame = [e for e in (element, *element.iterancestors()) if e in places.frames][-1]
    return is_whole_day(text) and line_of(frame, LINE) == text
