"""Finds the breadcrumb of a page of no known skin: a short line of links that begins at home; reading it is for crumbs."""

import re
from collections.abc import Callable, Iterator

from lxml.html import HtmlElement

from articles.crumbs import Crumb, is_trail
from articles.folding import folded
from articles.places import Places, names_of
from articles.vocabulary import TRAIL

_SIGNS = re.compile(r"[>›»→▸/|\ue000-\uf8ff]|&gt;|::")
_LONGEST = 420
_MOST_LINKS = 8


def find_trail(
    places: Places, read: Callable[[HtmlElement], list[Crumb]], title: HtmlElement | None, words: str
) -> tuple[list[Crumb], str]:
    """The steps and how they were found; none where no line of the page can be a breadcrumb. `words`: the page's title."""
    best: tuple[float, list[Crumb], str] | None = None
    own = folded(words)
    before = places.order(title) if title is not None else len(places.elements)
    for holder in _holders(places):
        crumbs = read(holder)
        if not is_trail(crumbs):
            continue
        named = TRAIL.search(names_of(holder)) is not None
        score = 4.0 * named + 3.0 * any(c.is_home for c in crumbs[:1])
        last = folded(crumbs[-1].raw_title)
        score += 2.0 * (bool(last) and crumbs[-1].url is None and (last == own or own.startswith(last[:20])))
        score += 1.0 * (places.order(holder) <= before) + 1.5 * _is_parted(holder)
        score -= 3.0 * (holder in places.frames and not named)
        score -= 3.0 * (len(crumbs) > 6)
        if score >= 4 and (best is None or score > best[0]):
            best = score, crumbs, f"{holder.tag}.{names_of(holder).strip()}"
    return (best[1], best[2]) if best else ([], "nothing found")


def _holders(places: Places) -> Iterator[HtmlElement]:
    """Elements whose words are few and hold a link, named for a breadcrumb or parted by its signs."""
    for element in places.elements:
        if element.tag not in (
            "div",
            "p",
            "td",
            "ul",
            "ol",
            "nav",
            "span",
            "small",
            "h2",
            "h3",
            "h4",
            "h5",
            "section",
            "font",
            "dl",
            "form",
        ):
            continue
        named = TRAIL.search(names_of(element)) is not None
        if not named and not _is_parted(element):
            continue
        links = sum(1 for _ in element.iter("a"))
        if not 1 <= links <= (14 if named else _MOST_LINKS):
            continue
        if (
            len("".join(element.itertext())) <= _LONGEST * 3
            and len(" ".join("".join(element.itertext()).split())) <= _LONGEST
        ):
            yield element


def _is_parted(element: HtmlElement) -> bool:
    """Whether one of the signs of a way stands between its links, directly in it."""
    children = [child for child in element if isinstance(child.tag, str)]
    if not any(child.tag == "a" or (len(child) and child.tag in ("span", "strong", "b", "i")) for child in children):
        return False
    texts = [child.tail or "" for child in children] + [
        child.text or "" for child in children if child.tag in ("span", "i", "b", "img")
    ]
    return any(_SIGNS.search(text) for text in texts if len(text) < 80)
