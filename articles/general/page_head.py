"""What the head of a page, its address, its breadcrumb and its site's name say of the title; where that stands is for `heading`."""

import re
from collections.abc import Iterable, Sequence, Set

from lxml.html import HtmlElement

from articles.general.slug import SHORT, WHOLE, agreement_with
from articles.layout.places import Places
from articles.tree.lines import line_of
from articles.tree.links import leads_home, names_section
from articles.tree.selecting import Selection
from articles.words.folding import bare, folded, uncut
from articles.words.names import HEADER, SITE_NAME

_OWNER = re.compile(
    r"(?:copyright\s*)?©\s*(?:\d{4}(?:\s*[-–]\s*\d{4})?)?\s*([^.,;|:©]{2,80}?)\s*(?:[-–]?\s*\d{4}\b|[.,;|:©]|-\s|$)",
    re.IGNORECASE,
)
"""Whose rights a line at the foot of a page tells, `© 2014 Le site. Tous droits réservés`."""
_SITE_FIRST = re.compile(r"^\s*\[[^\[\]]{2,80}\]\s*(?=\S)")
_RIGHT_BELOW = 4
"""Elements between a breadcrumb and the heading below it."""
_OF_PRINT = re.compile(
    r"^(?:imprimer|imprimir|version (?:imprimable|à imprimer)|print(?:able version)?)\s*[:–-]\s+", re.IGNORECASE
)
"""What versions to print write before the title in the head."""
_PRINTS = re.compile(r"imprimer (?:cet(?:te)?|une?|l[ae]|l['’]) ?\w+|version (?:imprimable|à imprimer)", re.IGNORECASE)
"""What they write in place of the title."""
OWN_LINK = 1.8
"""Agreement with what a link to the page itself says: less than with the head, for a menu may call the page as its section."""
_LOGO = re.compile(r"^\s*(?:le )?logo(?:type)?\s*(?:d[eu]\s+|[:–-]\s*)?(?=\S)", re.IGNORECASE)
"""What begins the words in place of a picture that links home."""
_ENDS = ("?", "!", '"')
_UNSEEN = ("script", "style", "noscript")
_SIGN_BETWEEN = re.compile(r"\s+(?:[-–—:»]|>{1,2})\s+|\s*\|\s*")
"""What parts the site's name from what follows it."""


class Head:
    """What the head of a page, and its breadcrumb, say of its title."""

    def __init__(
        self,
        places: Places,
        selection: Selection,
        last_crumb: str,
        paths: Iterable[HtmlElement] = (),
        steps: Iterable[str] = (),
        slugs: Sequence[str] = (),
        own_links: Iterable[str] = (),
        headlines: Iterable[str] = (),
    ) -> None:
        """`paths`: where lines of links that begin at home stand; `steps`: what the links in them say; `slugs`: those of the page's
        addresses, see `slug_in`; `own_links`: what links to the page itself say; `headlines`: what its JSON-LD does."""
        self.slugs, self._own_links = slugs, {bare(text) for text in own_links}
        said = next((" ".join(line_of(e).split()) for e in selection.all_of("title") if line_of(e).strip()), "")
        self.title = _OF_PRINT.sub("", said)
        names = "meta[property='og:title'], meta[name='twitter:title'], meta[name='DC.title'], meta[name='DC.Title']"
        self.shared = [text for m in selection.all_of(names) if (text := (m.get("content") or "").strip())]
        self.shared += headlines
        sites = "meta[property='og:site_name'], meta[name='application-name']"
        self.sites = {folded(m.get("content") or "") for m in selection.all_of(sites)} - {""}
        self._steps = {bare(step) for step in steps}
        said, self.below_paths = bare(self.title), _headings_below(places, paths)
        site = _names_of_site(places) | _names_in_header(places, self.below_paths, bare(last_crumb))
        prints = any(_PRINTS.fullmatch(part) for part in _SIGN_BETWEEN.split(self.title))
        self.is_of_the_site = not said or said in site or prints or _is_said_twice(self.title)
        """Whether the head's title is only the site's name, which says nothing of the page."""
        self._said = "" if self.is_of_the_site else said
        self.of_the_page = _behind(site, self.title)
        """What the head's title says behind the site's name (`Site | Title`); empty where it does not begin with that."""
        signs = _SIGN_BETWEEN.finditer(self.title)
        # A site's name is shorter than most titles.
        self._behind_signs = {bare(self.title[s.end() :]) for s in signs if s.start() < len(self.title) - s.end()}
        # `[site] title`, as the skeletons of SPIP 1 print it.
        self._behind_site = bare(_SITE_FIRST.sub("", self.title)) if self._said.startswith("[") else ""
        # `Site : Section : Title`, which begins with what the page calls its home; there may be signs in the title.
        between = list(_SIGN_BETWEEN.finditer(self.of_the_page))
        self._behind_section = {bare(self.of_the_page[sign.end() :]) for sign in between}
        before = {bare(self.of_the_page[: sign.start()]) for sign in between}
        self._sections = {part for part in before if names_section(places.tagged("a"), part)}
        self._first_part = bare(_SIGN_BETWEEN.split(self.title, maxsplit=1)[0]) if not self.of_the_page else ""
        self._between_signs = {bare(part) for part in _SIGN_BETWEEN.split(self.title)[1:-1]}
        self._last_crumb = bare(last_crumb)
        self._others = [bare(text) for text in (*self.shared, last_crumb) if text]
        self._cut = _cut_of(self._others)
        self._said_cut = _cut_of(self._said.split(" - "))
        self._known: dict[str, float] = {}

    def shows_page(self, places: Places) -> bool:
        """Whether the page shows any part of what the head's title says of it, in words or by its pictures: a name that is given to all
        pages alone may stand on none, and words behind the site's name that stand on none are its motto."""
        parts = [part for one in _SIGN_BETWEEN.split(self.of_the_page or self.title) if len(part := bare(one)) > 1]
        shown = " ".join(bare(places.text(body)) for body in places.tagged("body"))
        pictures = {bare(picture.get("alt") or "") for picture in places.tagged("img")}
        return any(part in shown or part in pictures for part in parts)

    def names_section(self, places: Places) -> bool:
        """Whether a link to a section says what the head's title says behind a sign: some skins give all pages of a section one title."""
        parts = _SIGN_BETWEEN.split(self.title, maxsplit=1)
        said = bare(parts[-1]) if len(parts) > 1 else ""
        return said != "" and names_section(places.tagged("a"), said)

    def is_last_crumb(self, text: str) -> bool:
        """Whether the breadcrumb ends with these very words."""
        return bool(self._last_crumb) and bare(text) == self._last_crumb

    def is_step(self, text: str) -> bool:
        """Whether a link of the breadcrumb says these very words: most often a section."""
        return bare(text) in self._steps

    def names(self, element: HtmlElement, text: str) -> bool:
        """Whether the head says the words of a first heading behind the site's name; those of another may be a slogan."""
        return element.tag == "h1" and self.says_behind_site(text)

    def says_behind_site(self, text: str) -> bool:
        """Whether the head says these very words behind the site's name."""
        return self.of_the_page != "" and bare(text) == bare(self.of_the_page)

    def says_behind_sign(self, text: str) -> bool:
        """Whether the head's title holds these very words behind a sign, and shorter ones before the first."""
        return bare(text) in self._behind_signs

    def without_section(self, text: str) -> str:
        """The words of a heading behind the section's name and a sign (`Sport - Un titre`), where the head calls the page by these
        alone; else all of them."""
        if not self._said or self.agreement(text) >= 2:
            return text
        signs = _SIGN_BETWEEN.finditer(text)
        behind = (text[sign.end() :] for sign in signs if sign.start() < len(text) - sign.end())
        return next((words for words in behind if bare(words) == self._said), text)

    def agreement(self, text: str) -> float:
        """How far a text agrees: 4 with the slug of the address, 3 with what is shared or the last crumb, 2 with the beginning of the
        head's title, 1 with its end, where the site's name may stand as well; 1.5 more where head and address agree."""
        if text not in self._known:
            said, in_address = self._agreement(bare(text)), self.in_address(text)
            # What the head says word for word may be the title with its day, of which an address holds the beginning.
            if said >= 2.5:
                said += 1.5 * (in_address > 0)
            elif in_address in (WHOLE, SHORT):
                said = max(said, in_address)
            self._known[text] = said
        return self._known[text]

    def in_address(self, text: str) -> float:
        """How far a slug of the page's addresses agrees with a text, see `agreement_with`; it may be the title and more behind it."""
        return max((agreement_with(slug, text) for slug in self.slugs), default=0.0)

    def _agreement(self, words: str) -> float:
        if len(words) < 2 or words in self.sites or words in self._sections:
            return 0.0
        if words in self._others:
            return 3.0
        if words in (self._said, self._behind_site) or words in self._behind_section:
            return 2.5
        if words.startswith(self._cut):
            return 2.4
        if _begins(self._said, words) or words.startswith(self._said_cut):
            return 2.0 if len(words) > 3 or words == self._first_part else 0.5
        if words in self._own_links:
            return OWN_LINK
        if any(len(other) > 8 and (_begins(words, other) or _begins(other, words)) for other in self._others):
            return 2.0
        if len(words) > 10 and words in self._said and not self._said.startswith(words):
            return 1.2 if words in self._between_signs else 1.5  # `Title | Section - Site`
        return 1.0 if _ends(self._said, words) else 0.0


def _names_of_site(places: Places) -> set[str]:
    """What links home say, in words or by their pictures, pictures of a banner or above all words before any link, and lines at the
    foot whose rights are reserved: most often the site's name, the same on every page."""
    owners = (_OWNER.match(own.strip()) for own in places.own_texts() if "©" in own)
    found = {bare(owner[1]) for owner in owners if owner is not None}
    first = next(map(places.order, places.tagged("a")), 0)
    banners = [e for e in places.named(HEADER) - places.own_heads if places.end(e) < first]
    found |= {bare(picture.get("alt") or "") for banner in banners for picture in banner.iter("img")}
    top = min(first, _first_words(places))
    found |= {bare(e.get("alt") or "") for e in places.tagged("img") if places.order(e) < top}
    for link in places.tagged("a"):
        if leads_home(link):
            said = (_LOGO.sub("", picture.get("alt") or "") for picture in link.iter("img"))
            found |= {bare(line_of(link)), *map(bare, said)}
    names = [e for e in places.named(SITE_NAME) if e.tag == "a"]
    # The first link of a page often says a slogan, too (`<a><strong>Site</strong> slogan</a>`).
    bold = (e for link in (*names, *places.tagged("a")[:1]) for e in link.iter("strong", "b", "span"))
    return (found | {bare(line_of(e)) for e in (*names, *bold)}) - {""}


def _first_words(places: Places) -> int:
    """Place of the first element of a page that shows words of its own."""
    start = next(map(places.order, places.tagged("body")), 0)
    shown = (n for n, own in enumerate(places.own_texts()) if n >= start and own.strip())
    return next((n for n in shown if places.elements[n].tag not in _UNSEEN), 0)


def _headings_below(places: Places, paths: Iterable[HtmlElement]) -> list[HtmlElement]:
    ends = [places.end(path) for path in paths]
    near = [e for end in ends for e in places.elements[end + 1 : end + 1 + _RIGHT_BELOW]]
    return [e for e in near if e.tag in ("h1", "h2", "h3", "h4")]


def _names_in_header(places: Places, below_paths: Sequence[HtmlElement], last_crumb: str) -> set[str]:
    """What first headings in a header say, where the breadcrumb below them has a heading of its own and ends otherwise."""
    if not below_paths:
        return set()
    first = min(map(places.order, below_paths))
    headers = places.named(HEADER) - places.own_heads
    able = [e for e in places.tagged("h1") if places.end(e) < first and not headers.isdisjoint(e.iterancestors())]
    return {bare(line_of(e)) for e in able} - {last_crumb}


def _behind(site: Set[str], said: str) -> str:
    parts = _SIGN_BETWEEN.split(said, maxsplit=1)
    return parts[1] if len(parts) == 2 and bare(parts[0]) in site else ""


def _is_said_twice(said: str) -> bool:
    """Whether the head says the same words on both sides of a sign (`Le collège - Le collège`): only the site is called so."""
    parts = _SIGN_BETWEEN.split(said)
    return len(parts) == 2 and bare(parts[0]) == bare(parts[1])


def _begins(longer: str, shorter: str) -> bool:
    """Whether folded words begin with these, as words.

    >>> _begins("qui paie?par jeanne", "qui paie?"), _begins("qui paiera", "qui paie")
    (True, False)
    """
    size = len(shorter)
    # Folded, no blank stands behind the signs that end a sentence.
    ends_there = not longer[size : size + 1].isalnum() or shorter.endswith(_ENDS)
    return size > 1 and longer.startswith(shorter) and ends_there


def _ends(longer: str, shorter: str) -> bool:
    size = len(shorter)
    return size > 1 and longer.endswith(shorter) and not longer[:-size][-1:].isalnum()


def _cut_of(said: Iterable[str]) -> tuple[str, ...]:
    """The beginnings of those that were cut (`Un titre très (...)`): the title goes on from there."""
    return tuple(short for one in said if (short := uncut(one)) is not None and len(short) > 8)
