"""Finds the breadcrumb of a page of no known skin: a short line of links that begins at home; reading it is for crumbs."""

import copy
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import lxml.html
from lxml.html import HtmlElement

from articles.article import Candidate
from articles.crumbs import LABEL, Crumb, is_trail, same_words, uncut
from articles.folding import folded
from articles.links import as_served
from articles.places import Places, place_of
from articles.vocabulary import TRAIL
from articles.weighing import Weighed, losers_of
from sites.identity import identify

_STRONG = re.compile(r"[>›»⟩❯➔→▸\ue000-\uf8ff]|&gt;")
_WEAK = re.compile(r"[/|•]|::")
_SIGN = re.compile(f"{_STRONG.pattern}|{_WEAK.pattern}")
_LONGEST = 420
_MOST_LINKS = 8
_LONGEST_STEP = 90
_LINES_OF_MENU = 2
_MOST_BULLETED = 5
"""Links with bullets between them: more of them are a menu."""
_HOLDER_NAMES = "div p td ul ol nav span small li section font dl form h1 h2 h3 h4 h5 center"
_HOLDER_TAGS = frozenset(_HOLDER_NAMES.split())
_INLINE = frozenset({"a", "b", "strong", "span", "font", "em", "i", "img", "small"})
_AROUND_LINKS = frozenset({"span", "strong", "b", "i"})
_SIGN_TAGS = frozenset({"span", "i", "b", "img"})
"""What may hold a sign between two links, as words or as a picture."""
_LONGEST_SIGN, _LONGEST_PATH = 120, 160
_JUST_BEFORE = 5
"""Elements between a breadcrumb and the title below it."""
_ENOUGH = 4.0


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


Line = tuple[HtmlElement, int, list[Crumb]]
"""Where a line stands, its signs as `_holders` gives them, and its steps."""


def lines_of_links(places: Places, read: Callable[[HtmlElement], list[Crumb]]) -> list[Line]:
    """All lines of a page that can be a breadcrumb by their form."""
    lines = ((place, strength, read(holder)) for place, holder, strength in _holders(places))
    return [
        (place, strength, crumbs)
        for place, strength, crumbs in lines
        if is_trail(crumbs) and all(len(c.raw_title) <= _LONGEST_STEP for c in crumbs[:-1])
    ]


def find_trail(places: Places, lines: Iterable[Line], title: HtmlElement | None, words: str) -> Trail:
    """The steps and how they were found; none where no line of the page can be a breadcrumb. `words`: the page's title, empty
    where it is not known yet."""
    best: tuple[float, list[Crumb], HtmlElement] | None = None
    weighed: list[Weighed] = []
    before = places.order(title) if title is not None else len(places.elements)
    for place, strength, crumbs in lines:
        named = place in places.named(TRAIL) or _is_labelled(place)
        ends = _ends_with(crumbs, words)
        score = 4.0 * named + 3.0 * crumbs[0].is_home + 2.0 * ends
        score += 2.5 if strength == 2 else 1.5 if strength and (ends or crumbs[0].is_home) else 0.0
        score += 1.5 * any(c.url is not None and identify(as_served(c.url)).kind == "section" for c in crumbs)
        score += 0.5 * (strength == 2 and _is_right_above(places, place, title))
        score += 2.0 * (
            strength == 1
            and crumbs[0].is_home
            and _is_right_above(places, place, title)
            and not {"/", "•"}.isdisjoint(places.text(place))
        )
        score += 1.0 * (places.order(place) <= before) - 3.0 * (places.order(place) > before + 30)
        if place in places.frames and not named:
            score -= 0.5 if strength == 2 else 3.0
        score -= 3.0 * (len(crumbs) > 6) + 2.0 * (strength < 2 and not named and not ends)
        weighed.append((score, place, words_of(crumbs)))
        if score >= _ENOUGH and (best is None or score > best[0]):
            best = score, crumbs, place
    if best is None:
        return Trail((), "nothing found", None, losers_of(weighed, None))
    return Trail(tuple(best[1]), place_of(best[2]), best[0], losers_of(weighed, words_of(best[1])))


def _is_right_above(places: Places, place: HtmlElement, title: HtmlElement | None) -> bool:
    return title is not None and 0 < places.order(title) - places.end(place) < _JUST_BEFORE


def path_in_words(places: Places, title: HtmlElement, read: Callable[[HtmlElement], list[Crumb]]) -> Trail | None:
    """The steps of a line named for a breadcrumb right above the title that holds no link, as versions to print have it."""
    for element in places.in_order(places.named(TRAIL)):
        if (
            _is_right_above(places, element, title)
            and not places.links_in(element)
            and 0 < places.length(element) <= _LONGEST_PATH
        ):
            crumbs = read(element)
            if len(crumbs) > 1:
                return Trail(tuple(crumbs), f"words of {place_of(element)}", None, ())
    return None


def words_of(crumbs: Sequence[Crumb]) -> str:
    """The steps on one line, as published."""
    return " > ".join(crumb.raw_title for crumb in crumbs)


def _is_labelled(place: HtmlElement) -> bool:
    """Whether the words that stand directly in it say what its links are (`Vous êtes ici :`)."""
    own = (place.text, *(child.tail for child in place))
    return any(text and LABEL.match(" ".join(text.split())) for text in own)


def _ends_with(crumbs: list[Crumb], words: str) -> bool:
    last, own = crumbs[-1], folded(words)
    if last.url is not None and not last.is_marked:
        return False
    text = folded(uncut(last.raw_title) or last.raw_title)
    return bool(own) and (same_words(last.raw_title, words) or (len(text) > 5 and own.startswith(text)))


def _holders(places: Places) -> Iterator[tuple[HtmlElement, HtmlElement, int]]:
    """Elements whose words are few and hold a link, named for a breadcrumb or parted by its signs: where it stands, what is to
    be read, and whether its signs are strong (2), weak (1) or none (0)."""
    called = places.named(TRAIL)
    outline = places.outline
    tags, above = outline.tags, outline.above
    # Walks over the tags tell which few elements are worth a look at their children.
    inner = enumerate(zip(tags, above, outline.last, strict=True))
    around_links = {up for n, (tag, up, last) in inner if tag == "a" or (tag in _AROUND_LINKS and last > n)}
    around_pictures = {up for tag, up in zip(tags, above, strict=True) if tag in _SIGN_TAGS}
    for number, (tag, last) in enumerate(zip(tags, outline.last, strict=True)):
        links = outline.links[last] - outline.links[number]
        if not links or tag not in _HOLDER_TAGS:
            continue
        element, own = outline.elements[number], outline.own[number].strip()
        named = element in called or (own != "" and LABEL.match(own) is not None)
        may_have_signs = number in around_links and (number in around_pictures or (own and _SIGN.search(own)))
        strength = (_strength(element) if may_have_signs else 0) or _is_list_of_steps(element)
        if not named and not strength:
            continue
        if links <= (14 if named else _MOST_LINKS) and places.is_short(element, _LONGEST):
            yield element, element, strength
        elif strength:
            runs = list(_runs(element))
            # Lines of links under one another, parted by `|` as a way is by `>`, are a menu.
            yield from (
                (element, run, strength) for run in (runs if strength > 1 or len(runs) < _LINES_OF_MENU else ())
            )


def _strength(element: HtmlElement) -> int:
    """Whether a sign of a way stands directly between its links."""
    children = [(child, child.tag) for child in element]
    if not any(tag == "a" or (tag in _AROUND_LINKS and len(child)) for child, tag in children):
        return 0
    texts: list[str | None] = []
    for child, tag in children:
        if not isinstance(tag, str):
            continue
        texts.append(child.tail)
        if tag in ("span", "i", "b"):
            texts.append(child.text)
        if tag in ("span", "img"):
            texts += [img.get("alt") for img in child.iter("img")]
    short = "\n".join([text for text in texts if text and len(text) < _LONGEST_SIGN])
    return 2 if _STRONG.search(short) else 1 if _WEAK.search(short) or _is_parted_by_bullets(element) else 0


def _is_parted_by_bullets(element: HtmlElement) -> bool:
    """Whether the bullet of SPIP, a picture, stands between two links and each two of few: before the first it opens a list."""
    children = [child for child in element if isinstance(child.tag, str)]
    tags = [child.tag for child in children]
    bullets = [child for child in children if child.tag == "img"]
    return (
        2 <= len(tags) - len(bullets) <= _MOST_BULLETED
        and (
            tags == ["a", *["img", "a"] * len(bullets)]
            or (tags == ["a", "img"] * len(bullets) and bool(bullets[-1].tail))
        )
        and all("puce" in (img.get("class") or img.get("src") or "") for img in bullets)
    )


def _is_list_of_steps(element: HtmlElement) -> int:
    """1 where an ordered list holds one step an item and only the last is no link: the style sheet draws the signs; else 0."""
    if element.tag != "ol" or not 2 <= len(element) <= _MOST_LINKS:
        return 0
    held = [(item.tag, sum(1 for _ in item.iter("a"))) for item in element]
    return int(all(one == ("li", 1) for one in held[:-1]) and held[-1][0] == "li" and held[-1][1] <= 1)


def _runs(element: HtmlElement) -> Iterator[HtmlElement]:
    """Lines of a block that holds more: its inline children up to the next block or line break, copied into one element."""
    run = lxml.html.Element("span")
    links = 0
    children: list[HtmlElement | None] = [*(c for c in element if isinstance(c.tag, str)), None]
    for child in children:
        if child is not None and child.tag in _INLINE and len("".join(child.itertext())) <= _LONGEST_STEP:
            run.append(copy.deepcopy(child))
            links += child.tag == "a"
            continue
        if 1 <= links <= _MOST_LINKS and len("".join(run.itertext())) <= _LONGEST and _strength(run):
            yield run
        run, links = lxml.html.Element("span"), 0
        if child is not None:
            run.text = child.tail if child.tag == "br" else None
