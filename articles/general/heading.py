"""Finds the title of a page of no known skin: what stands in a heading's place and agrees with the head of the page."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from lxml.html import HtmlElement

from articles.article import Candidate
from articles.general.page_head import Head
from articles.layout.places import Places, names_of
from articles.layout.prose import find_prose
from articles.layout.region import Region
from articles.layout.weighing import Weighed, losers_of
from articles.tree.lines import line_of, words_before
from articles.tree.links import HOME, meant_by
from articles.words.dates import has_date, is_only_date, read_date
from articles.words.day_words import says_day_alone
from articles.words.folding import bare
from articles.words.names import ARTICLE_TITLE, BESIDE_TITLE, HEADER, SPIP, TITLE
from articles.words.skin_lines import FILE_HEADING, is_end, plain

_HEADINGS = {"h1": 4.0, "h2": 2.0, "h3": 1.0, "h4": 0.5}
_NO_TITLES = frozenset({"body", "html", "main", "section", "nav", "footer", "form", "ul", "input", "img", "table"})
_CRAYON = re.compile(r"\b(?:article|rubrique|breve)-titre-\d+\b")
_LOOSE = ("td", "th", "strong", "b", "span", "font", "p", "div", "big", "a", "dt", "legend", "em", "center", "h5", "h6")
_BOLD = frozenset({"b", "strong", "big"})
_LARGE = re.compile(r"\+[1-9]|[3-7]")
_SIGNS = " \xa0>»›•"
"""Signs of a way that some skins print before a title."""
_WAY = (">", "›", "»", "→")
_PARTED = (",", ";", "|", "–", "—", "-", ":")
_PARTING = " \xa0" + "".join(_PARTED)
"""What parts a title from what stands beside it in one heading."""
_LONGEST = 300
_LINE_BESIDE = re.compile(r"(?:^|[\s_-])(?:sou?s-?titre|sur-?titre|sub-?title)(?:$|[\s_-])")
_MARKS = frozenset({"small", "time", "abbr", "sup"})
_SHORT_MARK = 12
"""Characters of a mark beside a title, such as `[en]` or `modifier`."""
_DAY_BEHIND = re.compile(r"\s*[,;|(–—-]\s*(?:le\s+)?(\d{1,2}(?:er)?[\s/.]+\w{1,9}\.?[\s/.]+\d{2,4})\s*\)?$")
"""A day that ends a heading, with the sign before it."""
_RIGHT_BELOW = 4
"""Elements between a section's name and the title below it."""
_SURE, _NAMED = 7.0, 5.0
_LEAST = 0.5
"""What an `h4` that stands in no frame is worth: the title where it is the nearest of several above the text, and nothing else could be."""
_AGREES = 10.0
_PARTS = ("resume", "abstract", "sommaire", "texte integral", "full text")
"""What skins write above a lead and a text."""
_MENU = 0.4
"""How much of a list its links are, where it leads elsewhere."""


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
        text = _own_words(places, element, head)
        if not 1 < len(text) <= _LONGEST:
            continue
        agreement = max(head.agreement(text), 2.5 * head.names(element, text))
        score = points + _AGREES * agreement / 3 - _penalty(element, places, head, text)
        weighed.append((score, element, text))
        if best is None or score > best[0]:
            best = score, Heading(text, element, rule, score)
    is_sure = best is not None and (best[0] >= _SURE or (best[0] >= _NAMED and _is_named_for_article(best[1])))
    found = best[1] if best is not None and is_sure else None
    found = found or _loose(places, head) or (best[1] if best is not None and best[0] >= 3 else None)
    if found is None and (head.is_of_the_site or not head.is_shown(places) or head.names_section(places)):
        able = [one for one in weighed if _may_head_article(one)]
        below = [one for one in able if one[1] in head.below_paths]
        free = [one for one in able if not _heads_links(places, one[1])]
        prose = find_prose(places, None, ()) if not below else None
        # What stands behind the text heads what follows it.
        before = [one for one in free if prose is None or places.order(one[1]) <= prose.span[1]]
        found = _first(below) or _above_text(places, prose, free) or _first(before)
        if found is None:
            found = _above_text(places, prose, [one for one in weighed if _may_head_article(one, _LEAST)])
        found = _below_section(places, found, able) if found is not None and head.is_step(found.text) else found
    if found is None or _is_weak(found):
        found = _instead_of_section(places, head, found, weighed)
    return None if found is None else replace(found, losers=losers_of(weighed, found.text))


def _is_weak(heading: Heading) -> bool:
    """Whether a heading of lower rank was found that no name tells: a section's may be that as well."""
    element = heading.element
    is_low = element is not None and element.tag != "h1" and heading.score is not None and heading.score < _SURE
    return is_low and not _is_named_for_article(heading)


def _instead_of_section(
    places: Places, head: Head, found: Heading | None, weighed: Iterable[Weighed]
) -> Heading | None:
    """The heading nearest above the text, where a link to a section says what was found, or else what the head says of the page: some
    skins print the section in both."""
    said = bare(found.text if found is not None else head.of_the_page or head.title)
    able = [one for one in weighed if _may_head_article(one, _LEAST) and bare(one[2]) != said]
    links = (a for a in places.tagged("a") if bare(line_of(a, _LONGEST)) == said) if able else ()
    if not any(meant_by(a).kind == "section" for a in links):
        return found
    return _nearest_above(places, find_prose(places, None, ()), able) or found


def _is_named_for_article(heading: Heading) -> bool:
    return heading.element is not None and ARTICLE_TITLE.stand_in(names_of(heading.element))


def _may_head_article(weighed: Weighed, least: float = 1) -> bool:
    """Whether a heading is the skin's and heads no part of an article: what is left where the head says nothing of the page."""
    score, element, text = weighed
    is_own = "spip" not in names_of(element).split()
    heads_part = is_end(text) or FILE_HEADING.search(plain(text)) or plain(text) in _PARTS
    return score >= least and is_own and not says_day_alone(text) and not heads_part


def _first(weighed: Iterable[Weighed]) -> Heading | None:
    return next((_as_heading("first heading", one) for one in weighed), None)


def _above_text(places: Places, prose: Region | None, weighed: Sequence[Weighed]) -> Heading | None:
    """Of the headings before the text the one of most worth in the smallest block that holds some with it; None: there is none."""
    return _nearest_above(places, prose, weighed) if len(weighed) > 1 else None


def _nearest_above(places: Places, prose: Region | None, weighed: Sequence[Weighed]) -> Heading | None:
    if prose is None:
        return None
    first, last = prose.span  # which may begin with the heading itself
    start = next((n for n in range(first, last + 1) if places.elements[n].tag not in _HEADINGS), first)
    before = [one for one in weighed if places.order(one[1]) < start]
    for around in (prose.elements[0], *prose.elements[0].iterancestors()):
        held = [one for one in before if places.holds(around, one[1])]
        if held:
            return _as_heading("heading above the text", max(held, key=itemgetter(0)))
    return None


def _as_heading(rule: str, weighed: Weighed) -> Heading:
    score, element, text = weighed
    return Heading(text, element, f"{rule}, {element.tag}", score)


def _below_section(places: Places, found: Heading, weighed: Iterable[Weighed]) -> Heading:
    """The heading right below one that says the section's name, as the breadcrumb does; that one itself where there is none."""
    end = places.end(found.element) if found.element is not None else 0
    return _first([one for one in weighed if 0 < places.order(one[1]) - end <= _RIGHT_BELOW]) or found


def _candidates(places: Places) -> Iterator[tuple[HtmlElement, float, str]]:
    """Headings and what is named for a title, each with what its place is worth."""
    headings = [element for tag in _HEADINGS for element in places.tagged(tag)]
    called = {e for e in places.named(TITLE) if e.tag not in _NO_TITLES}
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
    headers = (places.named(HEADER) - places.own_heads) & {element, *element.iterancestors()}
    if not is_sure and any(header.tag != "body" and not places.holds_most(header) for header in headers):
        lost += 4
    links = [a for a in element.iter("a") if (a.get("href") or "").strip()]
    link = next(
        (e for e in element.iterancestors("a")), links[0] if len(links) == 1 and line_of(links[0]) == text else None
    )
    if link is not None:
        # A heading that is all link leads elsewhere: home, or the next article of a list.
        lost += 8 if HOME.fullmatch((link.get("href") or "").strip()) else 3
    if link is not None and next(element.iterancestors("li", "td"), None) is not None:
        lost += 2
    return lost


def _heads_links(places: Places, element: HtmlElement) -> bool:
    """Whether a list that is nearly all links stands right behind a heading, as in menus and lists of news."""
    following = element.getnext()
    if following is None or following.tag not in ("ul", "ol") or following in places.named(SPIP):
        return False
    leading = (
        a for a in following.iter("a") if not (a.get("href") or "").startswith("#")
    )  # else it is a table of contents
    links = sum(map(places.length, leading))
    return links > 0 and links >= _MENU * places.length(following)


def _own_words(places: Places, element: HtmlElement, head: Head) -> str:
    """The words of a heading without what other fields put into it (a date, a language mark), where the head tells them
    apart."""
    # What is named for a title may hold half a page: its beginning tells that it is none.
    text = _without_day(line_of(element, 4 * _LONGEST).strip(" \xa0").lstrip(_SIGNS), head)
    text = head.without_section(text)
    direct = " ".join(" ".join([element.text or "", *(child.tail or "" for child in element)]).split())
    direct = direct.rstrip(_PARTING)
    if len(element) and 1 < len(direct) < len(text) and head.agreement(direct) > head.agreement(text):
        return direct
    if len(text) > 2 * _LONGEST or head.agreement(text) >= 2.5:
        return text
    called = places.named(BESIDE_TITLE)
    beside = [
        e
        for e in places.inside(element)
        if e in called or (e.tag in _MARKS and not _ends_a_word(e)) or _is_parted_date(e)
    ]
    if not beside:
        return text
    short = line_of(element, without=frozenset(beside)).strip(" \xa0").lstrip(_SIGNS).rstrip(_PARTING)
    if not short or head.agreement(short) < head.agreement(text):
        return text
    told_apart = head.agreement(short) > head.agreement(text) or has_date(text) or len(text) - len(short) <= _SHORT_MARK
    return short if told_apart else text


def _is_parted_date(element: HtmlElement) -> bool:
    """Whether it ends its heading with a date that a sign parts from the words before it (`Un titre, <font>3 mai 2012</font>`)."""
    if (
        element.getnext() is not None
        or (element.tail or "").strip()
        or words_before(element).rstrip()[-1:] not in _PARTED
    ):
        return False
    return is_only_date(line_of(element))


def _without_day(text: str, head: Head) -> str:
    """The words before a day that ends them, where head or breadcrumb call the page by these alone: the skin printed the day."""
    day = _DAY_BEHIND.search(text)
    short = text[: day.start()] if day is not None and read_date(day[1]) is not None else text
    return short if head.agreement(short) > head.agreement(text) else text


def _ends_a_word(element: HtmlElement) -> bool:
    """Whether its words go on from those right before it, as the raised letters of `6e` and `Mme` do."""
    return words_before(element)[-1:].isalnum()


def is_bold_or_large(element: HtmlElement) -> bool:
    """Whether its tag says so, as headings of 2004 do."""
    return element.tag in _BOLD or (element.tag == "font" and _LARGE.fullmatch(element.get("size") or "") is not None)


def _loose(places: Places, head: Head) -> Heading | None:
    """Words that no heading holds, where the head says that they are the title (tables and fonts of 2004)."""
    found: tuple[float, Heading] | None = None
    headers = places.named(HEADER)
    for element in places.elements:
        if element.tag not in _LOOSE or element in places.frames or len(element) > 3:
            continue
        text = line_of(element, _LONGEST)
        if not 3 < len(text) <= _LONGEST:
            continue
        agreement = max(head.agreement(text), 2.5 * (element not in headers and head.says_behind_site(text)))
        is_behind = is_bold_or_large(element) and head.says_behind_sign(text)
        if (agreement < 2 and not is_behind) or any(e.tag in ("li", "a") for e in (element, *element.iterancestors())):
            continue
        # The site's name, linked home: a head that says no more than that names no article.
        if any(HOME.fullmatch((a.get("href") or "").strip()) and line_of(a) == text for a in element.iter("a")):
            continue
        # The last step of a path says the title, too, and stands elsewhere.
        worth = agreement + len(text) / 1000 - 0.5 * words_before(element).rstrip().endswith(_WAY)
        if found is None or worth > found[0]:
            found = worth, Heading(text, element, f"{element.tag} as the head says")
    return found[1] if found else None
