"""Tells the title by its place among the headings of a page whose head says nothing of it; what agrees with the head is for heading."""

import re
from collections.abc import Iterable, Sequence
from operator import itemgetter

from lxml.html import HtmlElement

from articles.general.page_head import Head
from articles.layout.element_names import is_marked_article, names_of
from articles.layout.places import Places
from articles.layout.prose import find_prose
from articles.layout.region import LEAST, Region
from articles.layout.weighing import Weighed
from articles.tree.links import names_section
from articles.words.day_words import says_day_alone
from articles.words.folding import bare
from articles.words.names import SPIP, TEXT
from articles.words.skin_lines import FILE_HEADING, is_end, plain

Placed = tuple[str, Weighed]
"""How a heading was found, in words, and what it is."""

_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_RIGHT_BELOW = 4
"""Elements between a section's name and the title below it."""
_LEAST = 0.5
"""What an `h4` that stands in no frame is worth: the title where it is the nearest of several above the text, and nothing else could be."""
_LINKED = 3.0
"""What a heading loses that is all link."""
_PARTS = ("resume", "abstract", "sommaire", "texte integral", "full text")
"""What skins write above a lead and a text."""
_CALLED_TEXT = re.compile(r"(?:^|\s)(?:texte|(?:article|breve)-texte-\d+)(?:\s|$)")
_MENU = 0.4
"""How much of a list its links are, where it leads elsewhere."""


def title_by_place(places: Places, head: Head, weighed: Sequence[Weighed]) -> Placed | None:
    """The heading right below a way that begins at home; else that above the text; else the first. None: none may head an article."""
    able = [one for one in weighed if _may_head_article(one)]
    below = [one for one in able if one[1] in head.below_paths]
    free = [one for one in able if not _heads_links(places, one[1])]
    prose = _text_on(places) if not below else None
    # What stands behind the text heads what follows it.
    before = [one for one in free if prose is None or places.order(one[1]) <= prose.span[1]]
    found = _first(below) or _above_text(places, prose, free) or _first(before)
    if found is None:
        found = _above_text(places, prose, [one for one in weighed if _may_head_article(one, _LEAST)])
    found = found or _of_marked_article(places, weighed)
    return _below_section(places, found, able) if found is not None and head.is_step(found[1][2]) else found


def instead_of_section(places: Places, said: str, weighed: Iterable[Weighed]) -> Placed | None:
    """The heading nearest above the text, where a link to a section says what was taken for the title, `said`: some skins print the
    section in the head and in a heading. None: no link does, or there is none."""
    able = [one for one in weighed if _may_head_article(one, _LEAST) and bare(one[2]) != bare(said)]
    if not able or not names_section(places.tagged("a"), bare(said)):
        return None
    return _nearest_above(places, _text_on(places), able)


def _text_on(places: Places) -> Region | None:
    """The one block of the page that is called the text of an article, else the run of prose."""
    called = [e for e in places.named(TEXT) - places.frames if _CALLED_TEXT.search(names_of(e))]
    if len(called) == 1 and places.length(called[0]) >= LEAST:
        return Region((called[0],), (), "named text", (places.order(called[0]), places.end(called[0])))
    return find_prose(places, None, ())


def _may_head_article(weighed: Weighed, least: float = 1) -> bool:
    """Whether a heading is the skin's and heads no part of an article: what is left where the head says nothing of the page."""
    score, element, text = weighed
    is_own = "spip" not in names_of(element).split()
    is_section = names_section(element.iter("a"), bare(text))
    return score >= least and is_own and not says_day_alone(text) and not heads_part(text) and not is_section


def heads_part(text: str) -> bool:
    """Whether a heading says what skins write above a part of an article, or above what follows it (`Notes`, `Forum`, `Résumé`)."""
    return is_end(text) or FILE_HEADING.search(plain(text)) is not None or plain(text) in _PARTS


def sole_first_heading(weighed: Iterable[Weighed]) -> Placed | None:
    """The one `h1` of a page, wherever it stands: a skin may call the article's head as that of a page. None: there is none, or several,
    or it is a link."""
    firsts = [one for one in weighed if one[1].tag == "h1"]
    is_title = len(firsts) == 1 and next(firsts[0][1].iter("a"), None) is None and not heads_part(firsts[0][2])
    return ("sole first heading", firsts[0]) if is_title else None


def _first(weighed: Iterable[Weighed]) -> Placed | None:
    return next((("first heading", one) for one in weighed), None)


def _above_text(places: Places, prose: Region | None, weighed: Sequence[Weighed]) -> Placed | None:
    """Of the headings before the text the one of most worth in the smallest block that holds some with it; None: there is none."""
    return _nearest_above(places, prose, weighed) if len(weighed) > 1 else None


def _nearest_above(places: Places, prose: Region | None, weighed: Sequence[Weighed]) -> Placed | None:
    if prose is None:
        return None
    first, last = prose.span  # which may begin with the heading itself
    start = next((n for n in range(first, last + 1) if places.elements[n].tag not in _HEADINGS), first)
    before = [one for one in weighed if places.order(one[1]) < start]
    for around in (prose.elements[0], *prose.elements[0].iterancestors()):
        held = [one for one in before if places.holds(around, one[1])]
        if held:
            return "heading above the text", max(held, key=itemgetter(0))
    return None


def _of_marked_article(places: Places, weighed: Iterable[Weighed]) -> Placed | None:
    """The one heading above the text in what is marked as the article: it may be a link, to the page itself; None: there is none, or the
    page shows several articles."""
    prose = find_prose(places, None, ())
    around = (prose.elements[0], *prose.elements[0].iterancestors()) if prose is not None else ()
    article = next((e for e in around if is_marked_article(e)), None)
    if prose is None or article is None or sum(map(is_marked_article, places.elements)) > 1:
        return None
    able = [one for one in weighed if _may_head_article(one, -_LINKED) and one[1].tag in _HEADINGS]
    held = [one for one in able if places.holds(article, one[1]) and places.end(one[1]) < prose.span[0]]
    return ("heading of the article", held[0]) if len(held) == 1 else None


def _below_section(places: Places, found: Placed, weighed: Iterable[Weighed]) -> Placed:
    """The heading right below one that says the section's name, as the breadcrumb does; that one itself where there is none."""
    end = places.end(found[1][1])
    return _first([one for one in weighed if 0 < places.order(one[1]) - end <= _RIGHT_BELOW]) or found


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
