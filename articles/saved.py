"""Reads a page that somebody saved as a file, without any archive: which address it had, what stands on it, as one JSON object."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from archive.capture import Capture
from archive.mirror import address_in
from articles.article import Article
from articles.copies import undone
from articles.fields.numbers import own_addresses
from articles.reading import Reading, read_page
from articles.text.files import PICTURE
from articles.tree.inserted import without_inserted
from articles.tree.lines import line_of
from articles.tree.page import Page, moved, open_page
from articles.tree.selecting import Selection
from articles.words.skin_lines import plain
from sites.address import resolve
from sites.errors import FondsError
from sites.identity import identify
from sites.registry import lab_site
from sites.skeleton import Skeleton

_UNKNOWN = "http://unknown.invalid/"
"""Base of a page of which nothing tells the address (RFC 2606 §2: `.invalid` never is one)."""
_SITE = re.compile(r"https?://[^/?#\s]+(?:/[\w~-]+)*/?")
_HOME = re.compile(r"(?:page d'|retour a l')?accueil\b|home\b|inicio\b")
_FIRST_LINKS = 40
"""Links of a page among which that home stands."""
_ROOT = re.compile(r"https?://[^/?#]+/")
_WITH_SCHEME = re.compile(r"[a-z]+:|#|//", re.IGNORECASE)
_OF_SPIP = re.compile(r"/?$|.*(?:spip\.php|\bIMG/|\brubrique|\barticle\d)")
_LEAST_LINKS = 3
"""So many links to one host, at least, tell that it is the page's own."""
_MOST_WHOLE = 4
"""How many of them stand beside one that is not written whole."""
_HEADERS = ((b"Content-Type", b"text/html"),)
_NOT_FLAT = ("identity", "sections", "attachments", "published_on", "title", "lead", "body_text")
"""Fields of an Article that have a name of their own in the JSON, or none there."""


def open_saved(data: bytes, file: str, saved_at: datetime, url: str | None = None) -> Page:
    """A saved file as a page, without what a service that keeps pages put into it. `url`: the address it had; None: as that
    service, or a comment of HTTrack or a browser in it says, else as the page says of itself, else one made of the file's name, on
    the host that its links lead to where they are written whole.
    `saved_at` (aware): when it was saved, where the file does not tell when it was kept."""
    copy = undone(data)
    data, kept_at = copy.data, copy.kept_at or saved_at
    capture = Capture(_UNKNOWN, kept_at, 200, _HEADERS, data, "", "", "file", "reconstructed")
    page = open_page(capture)
    if page.selection is not None and page.tree is not None and without_inserted(page.selection, data):
        page = replace(page, selection=Selection(page.tree))
    address = url or next((said for said in (copy.url, address_in(data)) if said and _is_usable(said)), None)
    address = address or _own_address(page) or _address_of_file(page, file)
    site = lab_site(address, "saved")
    return moved(page, replace(capture, url=address), monolingual=site.monolingual)


def _address_of_file(page: Page, file: str) -> str:
    root = _root_of_links(page) or _UNKNOWN
    name = re.sub(r"[^\w.,@?=&+-]+", "-", file.rpartition("/")[2])
    # A file name such as `index.html` says nothing of the page: what it is must be seen on it.
    return root + ("saved-page" if identify(root + name).kind == "other" else name)


def _is_usable(url: str) -> bool:
    """Whether a site could have this address: what stands on a page may be damaged."""
    try:
        lab_site(url, "saved")
    except FondsError:
        return False
    return True


def _own_address(page: Page) -> str | None:
    """The address a page gives itself, if it gives one whole."""
    if page.selection is None:
        return None
    bases = [base.get("href") or "" for base in page.selection.all_of("base")]
    for said in (*own_addresses(page.selection), *bases):
        url = resolve(_UNKNOWN, said)
        # Some skins print the address of the home page on every page.
        if url is not None and not url.startswith(_UNKNOWN) and identify(url).kind != "other" and _is_usable(url):
            return url
    return None


def _root_of_links(page: Page) -> str | None:
    """Where a link home written whole leads, as most skins print it, else the root of the host that most links of a page lead to
    where they are written whole, as browsers save them; None: nothing tells it."""
    if page.selection is None:
        return None
    links = page.selection.all_of("a")
    hrefs = [(link.get("href") or "").strip() for link in links]
    for link, href in zip(links[:_FIRST_LINKS], hrefs, strict=False):
        if _SITE.fullmatch(href) and (
            "home" in (link.get("rel") or "").split() or _HOME.match(plain(link.get("title") or line_of(link)))
        ):
            home = href if href.endswith("/") else f"{href}/"
            return home if _is_usable(home) else None
    roots = Counter(found[0] for href in hrefs if (found := _ROOT.match(href)) is not None)
    if not roots:
        return None
    relative = sum(1 for href in hrefs if href and _WITH_SCHEME.match(href) is None)
    (root, most), whole = roots.most_common(1)[0], roots.total()
    is_own = most >= _LEAST_LINKS and most > whole / 2 and most > _MOST_WHOLE * relative
    # A list of links to another site leads to neither its home nor what SPIP alone calls so.
    is_own = is_own and any(href.startswith(root[:-1]) and _OF_SPIP.match(href[len(root) - 1 :]) for href in hrefs)
    return root if is_own and _is_usable(root) else None


def read_saved(page: Page, skeletons: Mapping[str, Skeleton]) -> Reading:
    """Read it with no site known but the host of its address."""
    return read_page(page, lab_site(page.url, "saved"), skeletons)


def as_json(file: str, page: Page, reading: Reading) -> dict[str, Any]:
    """What was read, ready for JSON: `file`, `title`, `date` (ISO at the precision shown), `breadcrumb` (ancestors, home as
    worded), `lead`, `text` (clean text of the body, without the lead), `attachments` (documents; pictures are none), then the
    rest of the Article; the fields are null, or empty lists, where the page holds no article."""
    article = reading.article
    known: dict[str, Any] = {
        "file": file,
        "title": article.title if article else None,
        "date": article.published_on if article else None,
        "breadcrumb": [*filter(None, [article.home]), *(s.title for s in article.sections)] if article else [],
        "lead": article.lead if article else None,
        "text": article.body_text if article else None,
        "attachments": _attachments(article) if article else [],
        "address": page.url,
        "outcome": reading.outcome,
        "problems": [asdict(problem) for problem in reading.problems],
    }
    rest = asdict(article) if article else {}
    return known | {name: value for name, value in rest.items() if name not in _NOT_FLAT}


def _attachments(article: Article) -> list[dict[str, Any]]:
    return [
        {
            "href": file.raw_url,
            "title": file.title,
            "type": file.type_label or file.extension or None,
            "stated_size": file.stated_size,
            "description": file.description,
            "url": file.url,
            "path": file.path,
            "place": file.place,
        }
        for file in article.attachments
        if PICTURE.search(file.path) is None
    ]
