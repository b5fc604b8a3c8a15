"""Finds the title of a page of no known skin: what stands in a heading's place and agrees with the head of the page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from articles.article import Candidate
from articles.general.heading_words import LONGEST, own_words
from articles.general.headings_by_place import (
    Placed,
    heads_part,
    instead_of_section,
    sole_first_heading,
    title_by_place,
)
from articles.general.page_head import OWN_LINK, Head
from articles.general.slug import NUMBERED, SHORT, WHOLE
from articles.layout.element_names import names_of
from articles.layout.places import Places
from articles.layout.prose import find_prose
from articles.layout.weighing import Weighed, losers_of
from articles.tree.lines import line_of, words_before
from articles.tree.links import leads_home, meant_by
from articles.words.names import ARTICLE_TITLE, HEADER, TITLE

_HEADINGS = {"h1": 4.0, "h2": 2.0, "h3": 1.0, "h4": 0.5}
_NO_TITLES = frozenset({"body", "html", "main", "section", "nav", "footer", "form", "ul", "input", "img", "table"})
_CRAYON = re.compile(r"\b(?:article|rubrique|breve)-titre-\d+\b")
_LOOSE = ("td", "th", "strong", "b", "span", "font", "p", "div", "big", "a", "dt", "legend", "em", "center", "h5", "h6")
_BOLD = frozenset({"b", "strong", "big"})
_LARGE = re.compile(r"\+[1-9]|[3-7]")
_WAY = (">", "›", "»", "→")
_LINE_BESIDE = re.compile(r"(?:^|[\s_-])(?:sou?s-?titre|sur-?titre|sub-?title)(?:$|[\s_-])")
_SURE, _NAMED = 7.0, 5.0
_OF_PART = 6.0
"""What a lower heading of a part, or of what follows the article, loses, whatever the skin calls it (`h2.titre`, `Forum`)."""
_AGREES = 10.0
_BEGINS = 2
"""Elements in which a text may begin with its title (`<p><font>Un titre</font></p>`)."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A title that was found."""

    text: str
    """Words as published, on one line."""
    element: HtmlElement | None
    """Where they stand; None: only in the head."""
    rule: str
    """How it was found, for traces."""
    score: float | None = None
    """What it was worth; None: the head's words told it."""
    losers: tuple[Candidate, ...] = ()
    """The best that it beat."""


def find_heading(places: Places, head: Head) -> Heading | None:
    """The element that most looks like the title; None: none does, the head's own words must do."""
    best: tuple[float, Heading] | None = None
    weighed: list[Weighed] = []
    for element, points, rule in _candidates(places):
        text = own_words(places, element, head)
        if not 1 < len(text) <= LONGEST:
            continue
        agreement = max(head.agreement(text), head.in_address(text), 2.5 * head.names(element, text))
        score = points + _AGREES * agreement / 3 - _penalty(element, places, head, text)
        if agreement == 0 and element.tag != "h1" and heads_part(text):
            score -= _OF_PART
        weighed.append((score, element, text))
        if best is None or score > best[0]:
            best = score, Heading(text, element, rule, score)
    is_sure = best is not None and (best[0] >= _SURE or (best[0] >= _NAMED and _is_named_for_article(best[1])))
    found = best[1] if best is not None and is_sure else None
    if found is None or (head.in_address(found.text) == 0 and not _is_editable(found)):
        found = _in_address(places, head, found) or found
    found = found or _loose(places, head) or (best[1] if best is not None and best[0] >= 3 else None)
    if found is None and (head.is_of_the_site or not head.shows_page(places) or head.names_section(places)):
        sole = sole_first_heading(weighed) if head.is_of_the_site else None
        found = _placed(title_by_place(places, head, weighed) or sole)
    if found is None or _is_weak(found):
        said = found.text if found is not None else head.of_the_page or head.title
        found = _placed(instead_of_section(places, said, weighed)) or found
    return None if found is None else replace(found, losers=losers_of(weighed, found.text))


def _placed(found: Placed | None) -> Heading | None:
    if found is None:
        return None
    rule, (score, element, text) = found
    return Heading(text, element, f"{rule}, {element.tag}", score)


def _is_weak(heading: Heading) -> bool:
    """Whether a heading of lower rank was found that no name tells: a section's may be that as well."""
    element = heading.element
    is_low = element is not None and element.tag != "h1" and heading.score is not None and heading.score < _SURE
    return is_low and not _is_named_for_article(heading)


def _is_editable(heading: Heading) -> bool:
    """Whether a plugin lets an editor write an article's title there, whatever the address was made of."""
    crayon = _CRAYON.search(names_of(heading.element)) if heading.element is not None else None
    return crayon is not None and not crayon[0].startswith("rubrique")


def _is_named_for_article(heading: Heading) -> bool:
    return heading.element is not None and ARTICLE_TITLE.stand_in(names_of(heading.element))


def _candidates(places: Places) -> Iterator[tuple[HtmlElement, float, str]]:
    """Headings and what is named for a title, each with what its place is worth."""
    headings = [element for tag in _HEADINGS for element in places.tagged(tag)]
    called = {e for e in places.named(TITLE) if e.tag not in _NO_TITLES and "spip_doc" not in names_of(e)}
    able = places.in_order(called.union(headings))
    crayons = {crayon[0] for e in able if (crayon := _CRAYON.search(names_of(e))) is not None}
    articles = {crayon for crayon in crayons if crayon.startswith("article")}
    # One article beside its section is what the page is of.
    sole = articles if len(articles) == 1 and crayons != articles else set()
    for element in able:
        level = _HEADINGS.get(element.tag, 0.0)
        names, named = names_of(element), element in called
        if (crayon := _CRAYON.search(names)) is not None:
            worth = 16.0 if not sole else 22.0 if crayon[0] in sole else level
            yield element, worth, f"{element.tag}.{names}"
        elif "entry-title" in names or element.get("itemprop") in ("headline", "name"):
            yield element, 4.0 + level, f"{element.tag}.{names.strip()}"
        else:
            yield (
                element,
                level + (5.0 if named and ARTICLE_TITLE.stand_in(names) else 2.0 if named else 0.0),
                f"{element.tag}{'.' + names.strip() if names.strip() else ''}",
            )


def _penalty(element: HtmlElement, places: Places, head: Head, text: str) -> float:
    lost = 3.0 if _LINE_BESIDE.search(names_of(element)) else 0.0
    # What these say is the title wherever it stands: `div.entete` may be the head of the article, not of the page.
    is_sure = head.is_last_crumb(text) or head.names(element, text)
    if element in places.frames and not is_sure:
        lost += 6
    headers = (places.named(HEADER) & {element, *element.iterancestors()}) - places.own_heads
    if not is_sure and any(header.tag != "body" and not places.holds_most(header) for header in headers):
        lost += 4
    links = [a for a in element.iter("a") if (a.get("href") or "").strip()]
    whole = links[0] if len(links) == 1 and line_of(links[0]) == text else None
    link = next((a for a in element.iterancestors("a") if (a.get("href") or "").strip()), whole)
    if link is not None:
        # A heading that is all link leads elsewhere: home, or the next article of a list.
        lost += 8 if leads_home(link) else 3
    if link is not None and next(element.iterancestors("li", "td"), None) is not None:
        lost += 2
    return lost


def is_bold_or_large(element: HtmlElement) -> bool:
    """Whether its tag says so, as headings of 2004 do."""
    return element.tag in _BOLD or (element.tag == "font" and _LARGE.fullmatch(element.get("size") or "") is not None)


def _in_address(places: Places, head: Head, found: Heading | None) -> Heading | None:
    """The first words, in no heading, menu or link, that the slug of the address was made of: headings of a skin and its head may all
    name the section. Those in the text may be an earlier title. None: there are none, or the address has no slug."""
    if not head.slugs:
        return None
    least, most = min(map(len, head.slugs)), 2 * max(map(len, head.slugs))
    is_said = found is not None and head.agreement(found.text) >= 2
    told = (WHOLE, NUMBERED) if is_said else (WHOLE, NUMBERED, SHORT)
    for element in places.elements:
        if element.tag not in _LOOSE or element in places.frames or not least <= places.length(element) <= most:
            continue
        text = line_of(element, LONGEST)
        if head.in_address(text) in told and not _stands_in_list(element):
            prose = find_prose(places, None, ()) if is_said else None
            is_before = prose is None or places.order(element) <= prose.span[0] + _BEGINS
            return Heading(text, element, f"{element.tag} as the address says") if is_before else None
    return None


def _loose(places: Places, head: Head) -> Heading | None:
    """Words that no heading holds, where the head says that they are the title (tables and fonts of 2004)."""
    found: tuple[float, Heading] | None = None
    headers = places.named(HEADER)
    for element in places.elements:
        if element.tag not in _LOOSE or element in places.frames or len(element) > 3:
            continue
        text = line_of(element, LONGEST)
        if not 3 < len(text) <= LONGEST:
            continue
        agreement = max(
            head.agreement(text), head.in_address(text), 2.5 * (element not in headers and head.says_behind_site(text))
        )
        is_behind = is_bold_or_large(element) and head.says_behind_sign(text)
        if (agreement < OWN_LINK and not is_behind) or _stands_in_list(element):
            continue
        # The site's name, linked home, or a section's: a head that says no more than that names no article.
        if any(_leads_away(a) and line_of(a) == text for a in element.iter("a")):
            continue
        # The last step of a path and the line of a menu say the title, too, and stand elsewhere.
        is_other = words_before(element).rstrip().endswith(_WAY) or _is_among_links(element)
        worth = agreement + len(text) / 1000 - 0.5 * is_other
        if found is None or worth > found[0]:
            found = worth, Heading(text, element, f"{element.tag} as the head says")
    return found[1] if found else None


def _stands_in_list(element: HtmlElement) -> bool:
    """Whether it is or stands in a link or an item, as what menus and lists of others say."""
    return any(e.tag in ("li", "a") for e in (element, *element.iterancestors()))


def _is_among_links(element: HtmlElement) -> bool:
    """Whether line breaks alone part it from links before it and behind, as in a menu (`<a>…</a><br><b>…</b><br><a>…</a>`)."""
    sides = (element.itersiblings(preceding=True), element.itersiblings())
    beside = [next((e for e in side if e.tag != "br"), None) for side in sides]
    return all(e is not None and e.tag == "a" for e in beside)


def _leads_away(link: HtmlElement) -> bool:
    """Whether a link leads home or to a section."""
    return leads_home(link) or meant_by(link).kind == "section"
