"""Chooses the lead of a page of no known skin: what is named for it and stands where a lead does, else what opening finds set apart."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from lxml.html import HtmlElement

from articles.layout.element_names import names_of
from articles.layout.no_lead import is_no_lead
from articles.layout.opening import behind_empty, bold_opening, loose_opening, set_apart
from articles.layout.paragraphs import ENDS_OF_SENTENCE, is_paragraph, tells_only_day
from articles.layout.places import Places
from articles.layout.region import LONGEST_LINE, Region
from articles.layout.teasers import is_teaser
from articles.tree.lines import line_of
from articles.words.dates import has_date
from articles.words.names import AUTHOR, SUBTITLE
from articles.words.skin_lines import is_end

_FAR = 400
"""Elements behind the beginning of a text at which what is named for a lead is another article's."""
_MOST = 0.6
"""How much of a text a lead within it may be where no paragraph stands behind it."""
_LABELLED = re.compile(r"\s*[^\W\d][^.:;!?]{2,24}\s?:\s\S[^:!?]{0,60}\s*")
"""A fact with its label (`Durée : 2 jours`)."""
_NEXT_FACTS = 3
"""Elements before and behind a line among which facts may stand."""
_BELOW_TITLE = ("h2", "h3", "h4", "h5")
_MOST_BETWEEN = 40
"""Elements between a title and its lead, at most, among which a line below the title may stand alone."""
_CREDIT = re.compile(r"\s*(?:©|\(c\)\s|copyright\b)", re.IGNORECASE)
"""Whose picture it is: some skins put the picture of an article into the block of its lead, which may hold nothing else."""
_LEAST_BEHIND = 40
"""Characters of a paragraph that a short text behind its lead may be (`Réf. 12`, and what the thing is for)."""


def find_lead(
    places: Places, named: Iterable[HtmlElement], body: Region, title: HtmlElement | None
) -> HtmlElement | None:
    """The block set apart before the text: one of those `named` for it, of another type, or in a place of its own; None: none is."""
    for element in map(behind_empty, named):
        lead = _behind_title(places, element, title)
        if lead is not None and _is_lead(places, lead, body, title):
            return lead
    apart = bold_opening(places, body) if body.by_place else loose_opening(places, body)
    apart = apart if apart is not None else set_apart(places, body, title)
    if apart is None or tells_only_day(places, apart) or is_no_lead(places, apart, body):
        return None
    is_subtitle = apart in places.named(SUBTITLE) and places.length(apart) <= LONGEST_LINE
    return None if is_subtitle else apart


def lead_above(places: Places, bodies: Sequence[HtmlElement], title: HtmlElement) -> HtmlElement | None:
    """The block set apart between the title and a text whose own name told it, where no name tells the lead; None: there is none."""
    places = places.with_title(title)
    span = min(map(places.order, bodies)), max(map(places.end, bodies))
    lead = find_lead(places, (), Region(tuple(bodies), (), "", span), title)
    return lead if lead is not None and places.end(title) < places.order(lead) < span[0] else None


def subtitles_above(places: Places, lead: HtmlElement, title: HtmlElement) -> list[HtmlElement]:
    """The skin's headings that alone stand between a title and a lead: lines below the title, and none of the text."""
    between = places.elements[places.end(title) + 1 : places.order(lead)]
    if len(between) > _MOST_BETWEEN:
        return []
    headings = [e for e in between if e.tag in _BELOW_TITLE and "spip" not in names_of(e).split()]
    words = [e for e in between if places.length(e) and not places.holds(e, lead)]
    is_all = all(any(places.holds(heading, e) for heading in headings) for e in words)
    return headings if is_all else []


def _behind_title(places: Places, named: HtmlElement, title: HtmlElement | None) -> HtmlElement | None:
    """What is named for a lead; where it holds the title, its one paragraph behind that, or all of it where loose words follow; None:
    nothing does."""
    if title is None or named is title or not places.holds(named, title):
        return named
    behind = [e for e in places.inside(named) if places.order(e) > places.end(title)]
    paragraphs = [e for e in behind if is_paragraph(places, e)]
    if len(paragraphs) == 1:
        return paragraphs[0]
    return named if paragraphs or places.length(named) - places.length(title) >= _LEAST_BEHIND else None


def _is_lead(places: Places, element: HtmlElement, body: Region, title: HtmlElement | None) -> bool:
    """Whether what is named for a lead is one: some skins use the same name again for what follows the text, or for all of it, or
    for the author's line."""
    length = places.length(element)
    if (
        not length
        or element in places.frames
        or element in places.named(AUTHOR)
        or is_end(element.text or "")
        or (_CREDIT.match(places.text(element)) and places.is_short(element, LONGEST_LINE))
        or tells_only_day(places, element)
        or (is_teaser(element) and not places.is_beside_title(element))
        or _is_line_above(places, element, title)
        or _is_title_alone(places, element, title)
        or _is_among_facts(places, element)
    ):
        return False
    if not body.elements:
        return True
    if places.order(element) > body.span[0] + _FAR or places.end(element) > body.span[1]:
        return False
    # Where cells hold the text a lead in one of its own is one of them.
    is_part = any(places.holds(part, element) or places.holds(element, part) for part in body.elements)
    is_followed = any(places.length(p) >= _LEAST_BEHIND for p in element.itersiblings("p"))
    return not is_part or is_followed or length < _MOST * places.length(*body.elements)


def _is_line_above(places: Places, element: HtmlElement, title: HtmlElement | None) -> bool:
    """Whether it is a line with a day above the title, whatever the skin calls it."""
    is_above = title is not None and places.end(element) < places.order(title)
    return is_above and places.is_short(element, LONGEST_LINE) and has_date(line_of(element))


def _is_title_alone(places: Places, element: HtmlElement, title: HtmlElement | None) -> bool:
    """Whether it says nothing but the title, and links below: frameworks call by its type what skins call a lead by (`div.lead > h1`)."""
    if title is None or not (places.holds(element, title) or places.holds(title, element)):
        return False
    links = [link for link in element.iter("a") if not places.holds(title, link)]
    letters, *said = (len("".join(places.text(e).split())) for e in (element, title, *links))
    return letters <= sum(said)


def _is_among_facts(places: Places, element: HtmlElement) -> bool:
    """Whether it is a short line that is no sentence, and it or one of those around it that are called like it is a fact with its
    label: where, at what price and how long something is."""
    words, name = places.text(element).strip(), element.get("class")
    if len(words) > LONGEST_LINE or words.endswith(ENDS_OF_SENTENCE) or not name:
        return False
    behind = islice(element.itersiblings(element.tag), _NEXT_FACTS)
    before = islice(element.itersiblings(element.tag, preceding=True), _NEXT_FACTS)
    peers = [e for e in (*behind, *before) if e.get("class") == name]
    return bool(peers) and any(_LABELLED.fullmatch(places.text(e)) for e in (element, *peers))
