"""Finds the breadcrumb of a page of no known skin among its lines of links: one that begins at home; reading it is for crumbs."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from articles.article import Candidate
from articles.fields.crumbs import STRONG_SIGNS, WEAK_SIGNS, Crumb
from articles.general.link_lines import LinkLine
from articles.layout.element_names import place_of
from articles.layout.places import Places
from articles.layout.weighing import Weighed, losers_of
from articles.tree.links import as_served, leads_home
from articles.words.folding import folded, same_words, uncut
from articles.words.names import TRAIL
from sites.identity import identify

_LONGEST_PATH = 160
_JUST_BEFORE = 5
"""Elements between a breadcrumb and the title below it."""
_ABOVE = 30
"""Elements between steps that slashes part and the title below them."""
_FAR_BEFORE = 16
"""Elements before a title among which a path in words alone may stand."""
_LEAST_OF_MENU = 4
"""Links to sections, right above a title, that make a menu of a line with weak signs."""
_SIGN = re.compile(r"[>›»→]")
_ENOUGH = 4.0
_SIGNS = STRONG_SIGNS + WEAK_SIGNS


@dataclass(frozen=True, slots=True)
class Trail:
    """A breadcrumb that was found."""

    crumbs: tuple[Crumb, ...]
    """Its steps; empty: none was found."""
    rule: str
    """Where it stands, for traces."""
    score: float | None
    """What it was worth; None: none was found."""
    losers: tuple[Candidate, ...]
    """The best others."""


def find_trail(places: Places, lines: Iterable[LinkLine], title: HtmlElement | None, words: str) -> Trail:
    """The steps and how they were found; none where no line of the page can be a breadcrumb. `words`: the page's title, empty
    where it is not known yet."""
    best: tuple[float, list[Crumb], HtmlElement] | None = None
    weighed: list[Weighed] = []
    before = places.order(title) if title is not None else len(places.elements)
    for line in lines:
        place, named, strength, crumbs = line.place, line.is_named, line.strength, line.crumbs
        ends = _ends_with(crumbs, words)
        begins = crumbs[0].is_home or _begins_with_drawn_home(place)
        score = 4.0 * named + 3.0 * begins + 2.0 * ends
        score += 2.5 if strength == 2 else 1.5 if strength and (ends or begins) else 0.0
        score += 1.5 * any(map(_is_section, crumbs))
        score += 0.5 * (strength == 2 and _is_right_above(places, place, title))
        score += 2.0 * (strength == 1 and begins and _stands_as_path(places, place, title))
        score += 3.5 * (strength == 1 and _is_way_of_sections(place, crumbs) and _is_right_above(places, place, title))
        score += 1.0 * (places.order(place) <= before) - 3.0 * (places.order(place) > before + 30)
        if place in places.frames and not named and not (ends and begins):
            score -= 0.5 if strength == 2 else 3.0
        score -= 3.0 * (len(crumbs) > 6) + 2.0 * (strength < 2 and not named and not ends)
        weighed.append((score, place, words_of(crumbs)))
        if score >= _ENOUGH and (best is None or score > best[0]):
            best = score, crumbs, place
    if best is None:
        return Trail((), "nothing found", None, losers_of(weighed, None))
    return Trail(tuple(best[1]), place_of(best[2]), best[0], losers_of(weighed, words_of(best[1])))


def _begins_with_drawn_home(place: HtmlElement) -> bool:
    """Whether its first link leads home and has no words, a house drawn by a picture or an icon font, and a sign stands right behind
    it, as none does behind the site's logo."""
    first = next(place.iter("a"), None)
    if first is None or not len(first) or "".join(first.itertext()).strip():
        return False
    following = first.getnext()
    behind = (first.tail or "").strip() or ("".join(following.itertext()).strip() if following is not None else "")
    return behind[:1] in _SIGNS and bool(behind) and leads_home(first)


def _is_way_of_sections(place: HtmlElement, crumbs: list[Crumb]) -> bool:
    """Whether it is two or three links, each to a section: more are a menu, and so is what stands beside a logo."""
    return 1 < len(crumbs) == sum(1 for _ in place.iter("a")) < _LEAST_OF_MENU and all(map(_is_section, crumbs))


def _is_section(crumb: Crumb) -> bool:
    return crumb.url is not None and identify(as_served(crumb.url)).kind == "section"


def _is_right_above(places: Places, place: HtmlElement, title: HtmlElement | None) -> bool:
    return title is not None and 0 < places.order(title) - places.end(place) < _JUST_BEFORE


def _stands_as_path(places: Places, place: HtmlElement, title: HtmlElement | None) -> bool:
    """Whether a line with weak signs stands where no menu does: right above the title in an ordered list or with bullets, with slashes
    also further above it."""
    signs = places.text(place)
    # A menu has `Emploi/Formation` in its links.
    if signs.count("/") > sum(places.text(link).count("/") for link in place.iter("a")):
        return title is not None and 0 < places.order(title) - places.end(place) < _ABOVE
    return (place.tag == "ol" or "•" in signs) and _is_right_above(places, place, title)


def path_in_words(places: Places, title: HtmlElement, read: Callable[[HtmlElement], list[Crumb]]) -> Trail | None:
    """The steps of a line that holds no link, as versions to print have it: one named for a breadcrumb right above the title, or one
    before it that begins at home and ends with its words."""
    named = places.in_order(places.named(TRAIL))
    before = places.elements[max(0, places.order(title) - _FAR_BEFORE) : places.order(title)]
    for element in (*(e for e in named if _is_right_above(places, e, title)), *before):
        if places.links_in(element) or not 0 < places.length(element) <= _LONGEST_PATH:
            continue
        is_named = element in named
        if not is_named and _SIGN.search(places.text(element)) is None:
            continue
        crumbs = read(element)
        if len(crumbs) > 1 and (
            is_named or (crumbs[0].is_home and same_words(crumbs[-1].raw_title, places.text(title)))
        ):
            return Trail(tuple(crumbs), f"words of {place_of(element)}", None, ())
    return None


def words_of(crumbs: Sequence[Crumb]) -> str:
    """The steps on one line, as published."""
    return " > ".join(crumb.raw_title for crumb in crumbs)


def _ends_with(crumbs: list[Crumb], words: str) -> bool:
    last, own = crumbs[-1], folded(words)
    if last.url is not None and not last.is_marked:
        return False
    text = folded(uncut(last.raw_title) or last.raw_title)
    return bool(own) and (same_words(last.raw_title, words) or (len(text) > 5 and own.startswith(text)))
