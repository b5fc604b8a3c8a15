"""Lists the lines of links on a page that by their form can be a breadcrumb; choosing among them is for trail."""

import copy
import re
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

import lxml.html
from lxml.html import HtmlElement

from articles.fields.crumbs import LABEL, STRONG_SIGNS, WEAK_SIGNS, Crumb, is_trail, with_home_before
from articles.general.drawn_signs import is_arrow, is_parted_by_drawn
from articles.layout.places import Places
from articles.tree.writable import writable
from articles.words.names import TRAIL
from articles.words.skin_lines import plain

_STRONG = re.compile(rf"[{STRONG_SIGNS}\ue000-\uf8ff]|&gt;")
_WEAK = re.compile(rf"[{WEAK_SIGNS}]|::")
_SIGN = re.compile(f"{_STRONG.pattern}|{_WEAK.pattern}")
_LONGEST = 420
_MOST_LINKS = 8
_LONGEST_STEP = 90
_LINES_OF_MENU = 2
_HOLDER_NAMES = "div p td ul ol nav span small li section font dl form h1 h2 h3 h4 h5 center strong b em i big"
_HOLDER_TAGS = frozenset(_HOLDER_NAMES.split())
_LISTS = ("ul", "ol")
_INLINE = frozenset({"a", "b", "strong", "span", "font", "em", "i", "img", "small"})
_AROUND_LINKS = frozenset({"span", "strong", "b", "i"})
_SIGN_TAGS = frozenset({"span", "i", "b", "img"})
"""What may hold a sign between two links, as words or as a picture."""
_DAY = re.compile(r"(?<!\d)\d{1,2}/\d{1,2}/\d{2,4}(?!\d)")
"""Day, month and year that the sign of a way parted."""
_SITE_PAGE = re.compile(
    r"[?&]page=(?:plan|contact|recherche|sitemap|login|mentions|inscription)|/(?:plan|contact|recherche)\w*\.php3?(?:$|\?)"
)
_SITE_WORDS = re.compile(r"plan du site|mentions legales|nous contacter")
_LONGEST_LANGUAGE = 3
"""Characters of a sign for a language (`fr | en | es`)."""
_LONGEST_SIGN = 120
_DASHES = " \xa0\t\r\n-–—\\"
_ICON = re.compile(r"(?:angle|chevron|arrow|caret|fleche)[\w-]*(?:right|droite)\b")
"""What icon fonts call the sign of a way (`fa fa-angle-right`)."""
_SPOKEN = re.compile(r"^fil\b|ariane|breadcrumb|vous [eê]tes (?:ici|dans)|you are here", re.IGNORECASE)
"""What screen readers say of a breadcrumb."""


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A line that may be a breadcrumb."""

    place: HtmlElement
    """Where it stands."""
    is_named: bool
    """Whether a name, a label or what is spoken for it says that it is one."""
    strength: int
    """How strong the signs between its links are: 2 as of a way (`>`), 1 weak (`|`), 0 none."""
    crumbs: list[Crumb]
    """Its steps."""


def lines_of_links(places: Places, read: Callable[[HtmlElement], list[Crumb]]) -> list[LinkLine]:
    """All lines of a page that can be a breadcrumb by their form."""
    named = places.named(TRAIL)
    # Each step may be called so, and not what holds them.
    called = named | _spoken(places) | {e.getparent() for e in named if e.tag == "a"}
    lines = (
        LinkLine(place, is_named, strength, with_home_before(place, crumbs, read) if is_named else crumbs)
        for place, holder, strength in _holders(places, called)
        for is_named, crumbs in [(place in called or _is_labelled(place), read(holder))]
    )
    return [
        line
        for line in lines
        if is_trail(line.crumbs)
        and all(len(c.raw_title) <= _LONGEST_STEP for c in line.crumbs[:-1])
        and not _DAY.search("/".join(c.raw_title for c in line.crumbs if c.url is None))
        and (line.is_named or not any(_is_of_site(crumb) for crumb in line.crumbs))
        and (line.is_named or any(len(crumb.raw_title) > _LONGEST_LANGUAGE for crumb in line.crumbs))
    ]


def _is_of_site(crumb: Crumb) -> bool:
    """Whether a link leads to one of the pages that menus list, and no article stands below (`Plan du site`)."""
    if crumb.url is None:
        return False
    return _SITE_PAGE.search(crumb.url) is not None or _SITE_WORDS.fullmatch(plain(crumb.raw_title)) is not None


def _spoken(places: Places) -> set[HtmlElement]:
    """Elements for which a screen reader says so, and what stands directly in them (`nav > ol`)."""
    labelled = places.outline.having.get("aria-label", ())
    spoken = [e for e in labelled if _SPOKEN.search(e.get("aria-label") or "")]
    return {*spoken, *(child for e in spoken for child in e)}


def _is_labelled(place: HtmlElement) -> bool:
    """Whether the words that stand directly in it, or first in it, say what its links are (`Vous êtes ici :`)."""
    first = next((child for child in place if child.tag in _AROUND_LINKS), None)
    own = (place.text, *(child.tail for child in place), first.text if first is not None else None)
    return any(text and LABEL.match(" ".join(text.split())) for text in own)


def _holders(places: Places, called: Set[HtmlElement]) -> Iterator[tuple[HtmlElement, HtmlElement, int]]:
    """Elements whose words are few and hold a link, called for a breadcrumb or parted by its signs: where it stands, what is to
    be read, and whether its signs are strong (2), weak (1) or none (0)."""
    outline = places.outline
    tags, above = outline.tags, outline.above
    # Walks over the tags tell which few elements hold a link, and which of them are worth a look at their children.
    holding: set[int] = set()
    for number in [n for n, tag in enumerate(tags) if tag == "a"]:
        up = above[number]
        while up >= 0 and up not in holding:
            holding.add(up)
            up = above[up]
    inner = enumerate(zip(tags, above, outline.last, strict=True))
    around_links = {up for n, (tag, up, last) in inner if tag == "a" or (tag in _AROUND_LINKS and last > n)}
    around_pictures = {up for tag, up in zip(tags, above, strict=True) if tag in _SIGN_TAGS}
    for number in sorted(holding):
        tag = tags[number]
        if tag not in _HOLDER_TAGS:
            continue
        links = outline.links[outline.last[number]] - outline.links[number]
        element, own = outline.elements[number], outline.own[number].strip()
        named = element in called or (own != "" and LABEL.match(own) is not None) or _begins_with_label(places, number)
        may_have_signs = number in around_links and (number in around_pictures or (own and _SIGN.search(own)))
        strength = _strength(element) if may_have_signs else 0
        if not strength and tag in _LISTS:
            strength = _strength_of_items(places, element)
        may_be_silent = (own.strip(_DASHES) == "" or tag in _LISTS) and links == len(element) - 1
        is_silent = (may_be_silent and _ends_with_words(element)) or (
            1 < links == len(element) and _ends_with_loose_words(element)
        )
        if not named and not strength and not is_silent:
            continue
        if links <= (14 if named else _MOST_LINKS) and places.is_short(element, _LONGEST):
            yield element, element, strength
        elif strength:
            runs = list(_runs(element))
            # Lines of links under one another, parted by `|` as a way is by `>`, are a menu.
            yield from (
                (element, run, strength) for run in (runs if strength > 1 or len(runs) < _LINES_OF_MENU else ())
            )


def _begins_with_label(places: Places, number: int) -> bool:
    """Whether the first thing in an element is a label, in an element of its own (`<p><span>Vous êtes dans</span> <a>…</a></p>`)."""
    tags, own = places.outline.tags, places.outline.own
    return tags[number + 1] in _AROUND_LINKS and LABEL.match(own[number + 1]) is not None


def _strength(element: HtmlElement) -> int:
    """Whether a sign of a way stands directly between its links."""
    children = [(child, child.tag) for child in element]
    if not any(tag == "a" or (tag in _AROUND_LINKS and len(child)) for child, tag in children) or _is_column(children):
        return 0
    texts: list[str | None] = []
    for child, tag in children:
        if not isinstance(tag, str):
            continue
        texts.append(child.tail)
        if tag in ("span", "i", "b"):
            texts.append(">" if not len(child) and _ICON.search(child.get("class") or "") else child.text)
        if tag == "img" or (tag == "span" and len(child)):
            texts += [">" if is_arrow(img) else img.get("alt") for img in child.iter("img")]
    short = "\n".join([text for text in texts if text and len(text) < _LONGEST_SIGN])
    return 2 if _STRONG.search(short) else 1 if _WEAK.search(short) or is_parted_by_drawn(element) else 0


def _is_column(children: Sequence[tuple[HtmlElement, object]]) -> bool:
    """Whether each of its links has a line of its own: a menu, whatever signs begin the lines."""
    links = [n for n, (_, tag) in enumerate(children) if tag == "a"]
    return len(links) > 1 and all(any(children[n][1] == "br" for n in range(*pair)) for pair in pairwise(links))


def _strength_of_items(places: Places, element: HtmlElement) -> int:
    """What stands in each item of a list beside its one link, a sign of a way: 2 strong, 1 weak; 1 as well where an ordered list
    holds one step an item and only the last is no link, for the style sheet draws the signs; else 0."""
    if not 2 <= len(element) <= _MOST_LINKS or any(item.tag != "li" for item in element):
        return 0
    *before, last = map(places.links_in, element)
    if any(number != 1 for number in before) or last > 1:
        return 0
    links = [next(item.iter("a"), None) for item in element]
    beside = [
        places.text(item).replace(places.text(link) if link is not None else "", "", 1).strip()
        for item, link in zip(element, links, strict=True)
    ]
    if beside[0] and all(_before(item) for item in element):
        return 0  # what begins each of them is a bullet
    signs = beside[:-1] if beside[0] else beside[1:]
    if all(_STRONG.match(sign) for sign in signs):
        return 2
    return 1 if element.tag == "ol" or all(_WEAK.match(sign) for sign in signs) else 0


def _before(item: HtmlElement) -> str:
    """The words before the first element in an item."""
    return (item.text or "").strip()


def _ends_with_words(element: HtmlElement) -> bool:
    """Whether links follow one another and then words that are none, those of the page itself: only the style sheet can part such
    steps; where it does not, `find_trail` asks for more than they have."""
    last = element[-1]
    if element.tag in _LISTS:
        return last.tag == "li" and next(last.iter("a"), None) is None
    return last.tag in (*_AROUND_LINKS, "em") and all(child.tag == "a" for child in element[:-1])


def _ends_with_loose_words(element: HtmlElement) -> bool:
    """Whether links follow one another, parted by dashes at most, and then words that are none (`<a>…</a> - <a>…</a> - Titre`)."""
    if (element.text or "").strip() or any(child.tag != "a" for child in element):
        return False
    *between, last = [(child.tail or "").strip(_DASHES) for child in element]
    return not any(between) and len(last) > 1


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
            run.text = writable(child.tail) if child.tag == "br" and child.tail else None
