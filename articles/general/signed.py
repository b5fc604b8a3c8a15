"""Finds who wrote an article of a page of no known skin, where no name tells it: by links to pages of authors and by lines that say so."""

import re

from lxml.html import HtmlElement

from articles.layout.places import Places
from articles.layout.region import Region
from articles.tree.lines import line_of
from articles.tree.links import as_served
from articles.words.byline import names_in

_AUTHOR_PAGE = re.compile(
    r"(?:^|[/?&])auteur\d+(?:\.html?)?(?=$|[&#])|\bid_auteur=\d+|(?:^|/)_[^/]{2,80}_(?:,\d+)?(?:\.html?)?$"
    r"|(?:^|/)auteur/[^/?#]{2,80}/?$"
)
"""Addresses of SPIP's pages of authors (reference 1.1)."""
_SAYS_WHO = re.compile(
    r"\W*(?:(?:propos|publi|post|envoy|[ée]crit|r[ée]dig)\w*\s+)?(?:par|by|por)\s|\W*aut(?:eur|or)\w*(?:\(\w+\))?\s*:",
    re.IGNORECASE,
)
_LINES = frozenset({"p", "div", "span", "small", "em", "i", "h2", "h3", "h4", "h5", "td", "li"})
_LONGEST = 120
_INTO = 12
"""Elements from where a run of prose begins, among which a line of date and author may stand that is none of it."""


def leads_to_author(link: HtmlElement) -> bool:
    """Whether a link leads to the page of an author."""
    return _AUTHOR_PAGE.search(as_served(link.get("href") or "")) is not None


def find_author(places: Places, title: HtmlElement, text: Region) -> tuple[str, str] | None:
    """The names and how they were found, of what stands between title and text; None: nothing there says who."""
    near = places.elements[places.end(title) + 1 : text.span[0] + _INTO]
    between = [e for e in near if e not in places.frames and not text.holds(e)]
    links = [e for e in between if e.tag == "a" and leads_to_author(e)]
    linked = [words for e in links if 1 < len(words := line_of(e)) <= _LONGEST]
    if linked:
        return ", ".join(dict.fromkeys(linked)), "links to authors below the title"
    for element in between:
        if element.tag in _LINES and _SAYS_WHO.match(element.text or ""):
            line = line_of(element, _LONGEST)
            if len(line) <= _LONGEST and (names := names_in(line)) is not None:
                return names, f"{element.tag} below the title"
    return None
