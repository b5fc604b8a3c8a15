"""The addresses a page leads to, as written on it; where they lead and whether to go is decided in sites."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lxml import etree, html
from lxml.html import HtmlElement

from archive.capture import Capture
from articles.tree.lines import line_of
from articles.tree.markup import bounded
from articles.tree.page import MAX_PAGE
from articles.words.folding import bare
from sites.address import resolve
from sites.identity import Identity, identify

# Pictures too: one shown in the text is content, and often no link leads to it (which of them are asked for, scope says).
_HREFS = etree.XPath(
    "//a/@href | //area/@href | //link[@rel='alternate' or @rel='canonical']/@href | //img/@src | //iframe/@src | //frame/@src"
    # Files that SPIP gives a player (plugins-dist/medias/modeles/{audio,video}.html): no link leads to them.
    " | //audio/@src[contains(., 'IMG/')] | //video/@src[contains(., 'IMG/')] | //source/@src[contains(., 'IMG/')]"
    " | //object/@data[contains(., 'IMG/')] | //embed/@src[contains(., 'IMG/')]"
)
_LONG = 100_000
"""Bytes in which so many attributes find place that parsing them takes a second."""
_NO_HOST = re.compile(r"[\x00-\x20\x7f<>^|]")
_BASES = etree.XPath("//base")
_XML_ADDRESSES = re.compile(
    rb"<(?:loc|link|guid)\b[^<>]{0,200}>\s{0,50}(?:<!\[CDATA\[)?\s{0,50}([^<\]\s]+)|<enclosure\b[^<>]{0,500}?\burl=[\"']([^\"']+)"
)
HOME_FILE = r"(?:index|sommaire|spip|accueil)(?:\.php3?|[0-9a-f]{4}\.html(?=\?)|(?:\.php3?)?\.html?)(?:[?@]lang=\w+)?"
"""The file of a home page as skins and mirrors write it (`index.php3.html` of wget, `index4f1a.html?lang=fr` of HTTrack), a pattern."""
HOME = re.compile(rf"(?:https?://[^/?]++)?(?:\./|/)?(?:{HOME_FILE}|\?lang=\w+)?|\.")
"""Addresses of the home page as skins write them."""
PRINTING = re.compile(
    r"(?:[?&@]|%3F)(?:page|fond)=(?:print|impr)|/impr(?:imer|ession)\w*\.php|^javascript:.*print", re.IGNORECASE
)
"""Addresses by which skins print a page."""
SHARING = re.compile(r"shar(?:e|er|ing)\b|/intent/|[?&](?:u|url|text)=|^(?:#|javascript:|$)", re.IGNORECASE)
"""Addresses by which a page is told to others, and those that lead nowhere."""
_CONVERTED = re.compile(r"(\.php3?|/IMG/[^?#]*\.\w{2,5})(?:%3[Ff]|@)([^?#]*?)(?:\.html?)?(?=#|$)")
_ADDED = re.compile(r"(?<=\.php|php3)\.html(?=#|$)")
_HASHED = re.compile(r"(?:(?<=/)|^)(article|rubrique|breve|mot|auteur)[0-9a-f]{4}\.html(?=\?id_\1=)")


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Links of one page."""

    base: str
    """Address relative links start from: the page's own, or that of its `base` element."""
    hrefs: tuple[str, ...]
    """Values as written, in order, each as often as it stands there."""


def as_served(url: str) -> str:
    """The address that a link of a mirror stands for: wget writes the `?` of what it saved as `%3F`, on Windows as `@`, and adds
    `.html`; HTTrack puts four signs for the query before `.html`, and the query behind.

    >>> as_served("http://h.fr/spip.php%3Farticle12.html"), as_served("http://h.fr/IMG/pdf/a.pdf%3F158")
    ('http://h.fr/spip.php?article12', 'http://h.fr/IMG/pdf/a.pdf?158')
    >>> as_served("spip.php@page=imprimer&id_article=12.html")
    'spip.php?page=imprimer&id_article=12'
    >>> as_served("index.php3.html")
    'index.php3'
    >>> as_served("rubrique0a9e.html?id_rubrique=6"), as_served("http://h.fr/article1204.html?id_mot=3")
    ('rubrique.php3?id_rubrique=6', 'http://h.fr/article1204.html?id_mot=3')
    """
    if "%3" in url or "@" in url:
        return _CONVERTED.sub(r"\1?\2", url)
    if ".php" in url and ".html" in url:
        return _ADDED.sub("", url)
    return _HASHED.sub(r"\1.php3", url) if ".html?id_" in url else url


def meant_by(link: HtmlElement) -> Identity:
    """What a link leads to, also in the copy of a mirror; hosts are not looked at."""
    return identify(as_served(link.get("href") or ""))


def leads_home(link: HtmlElement) -> bool:
    """Whether a link has the address of a home page as skins write it."""
    return HOME.fullmatch((link.get("href") or "-").strip()) is not None


def names_section(links: Iterable[HtmlElement], said: str) -> bool:
    """Whether one of the links leads to a section and says these words, which are bare."""
    return any(bare(line_of(link)) == said and meant_by(link).kind == "section" for link in links)


def words_of_links_to(links: Iterable[HtmlElement], identity: Identity) -> list[str]:
    """What links to the whole of an article with a number say; those to a place in it (`#forum`) name the place."""
    number = str(identity.number)
    hrefs = (
        (link, link.get("href") or "") for link in links if identity.kind == "article" and identity.number is not None
    )
    return [line_of(link) for link, href in hrefs if number in href and "#" not in href and meant_by(link) == identity]


def base_of(bases: Iterable[HtmlElement], url: str) -> str:
    """Address that relative links of the page at `url` start from: that of its first `base` element that names one, else its
    own, also where what is named is no address of a page: browsers do the same (HTML, 4.2.3)."""
    named = _named(bases)
    return (_usable(resolve(url, named)) if named else None) or url


def wrong_base(bases: Iterable[HtmlElement], url: str) -> str | None:
    """What the page's `base` names instead of an address; None: nothing is wrong with it."""
    named = _named(bases)
    return named if named and _usable(resolve(url, named)) is None else None


def _named(bases: Iterable[HtmlElement]) -> str | None:
    return next((href for element in bases if (href := element.get("href"))), None)


def _usable(base: str | None) -> str | None:
    """The address, if links may start from it."""
    try:
        parts = urlsplit(base or "")
        is_usable = parts.scheme in ("http", "https") and parts.port != 0 and _NO_HOST.search(parts.netloc) is None
    except ValueError:  # urllib says so of a port that is none
        return None
    return base if is_usable else None


def _bounded(payload: bytes) -> bytes:
    """A page without the attributes that a tag has too many of, where it is long enough for them to cost seconds."""
    if len(payload) < _LONG:
        return payload
    # In this encoding each byte is one character, and markup is itself in nearly all encodings of pages.
    return bounded(payload.decode("latin-1"))[0].encode("latin-1")


def find_links(capture: Capture) -> PageLinks | None:
    """Links of a page, a feed or a sitemap; None for what is neither, or too large. Never raises on broken markup.

    Parsing stays on bytes: only addresses are wanted, and lxml reads the declared charset itself (0.3 ms for 12 kB,
    half of it saved against decoding first).
    """
    if len(capture.payload) > MAX_PAGE:
        return None
    declared = (capture.header("Content-Type") or "").lower()
    if "xml" in declared and "xhtml" not in declared:
        found = (match[1] or match[2] for match in _XML_ADDRESSES.finditer(capture.payload))
        return PageLinks(capture.url, tuple(href.decode("utf-8", "replace") for href in found))
    if (declared and "html" not in declared) or not capture.payload.strip():
        return None
    try:
        tree = html.document_fromstring(_bounded(capture.payload))
    except (etree.ParserError, ValueError):
        return None
    bases: Any = _BASES(tree)
    found_hrefs: Any = _HREFS(tree)
    hrefs = tuple(map(str, found_hrefs))
    return PageLinks(base_of(bases, capture.url), hrefs)
