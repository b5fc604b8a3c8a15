"""Finds the pictures that an article shows small below its text, each leading to the large one, in blocks of whatever name."""

import re
from collections.abc import Callable, Iterator

from lxml.html import HtmlElement

from articles.general.joined import zone_of
from articles.layout.places import Places
from articles.layout.region import Region
from articles.text.files import PICTURE
from articles.tree.lines import line_of
from articles.words.names import SIDE

_LOGO = re.compile(r"(?:art|rub|aut|mot|breve|site)o(?:n|ff)\d+\.\w+$")
"""Names that SPIP gives the logos of articles, sections and the like."""


def pictures_below(
    places: Places, path_of: Callable[[HtmlElement], str | None], title: HtmlElement | None, text: Region
) -> Iterator[HtmlElement]:
    """Links that hold a picture and no words, lead to a picture of the site's and stand behind the text in the smallest block that
    holds it and the title."""
    zone: HtmlElement | None = None
    side = places.named(SIDE)
    for link in places.tagged("a"):
        path = path_of(link) if places.order(link) > text.span[1] else None
        if path is None or not PICTURE.search(path) or _LOGO.search(path) or text.holds(link):
            continue
        if next(link.iter("img"), None) is None or line_of(link):
            continue
        zone = zone_of(places, title, text.elements) if zone is None else zone
        if zone is None:
            return
        if link in places.frames and zone.tag != "article":
            continue  # the foot of an article of its own element may show them
        if places.holds(zone, link) and side.isdisjoint(link.iterancestors()):
            yield link
