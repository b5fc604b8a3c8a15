"""Leads the original address of a page, in any of its forms, to its page here; or says that it was withdrawn, or is not held."""

import re
import sqlite3
from typing import NamedTuple
from urllib.parse import quote

from publication.permalink import KIND_OF, Kind, page_address, page_held, permalink
from publication.site.gap_words import kind_words
from publication.site.gone import gone_under
from publication.site.page import Absent, Answer, Asked, Moved
from publication.site.wording import NO_BREAK
from sites.address import bare_host, normalise
from sites.identity import identify

SITES = "SELECT id, host FROM sites"
BY_URL = "SELECT permalink FROM articles WHERE url IN (?, ?, ?, ?, ?, ?)"
GAP = "SELECT kind FROM gaps WHERE url IN (?, ?, ?, ?, ?, ?) ORDER BY id LIMIT 1"

_KINDS: dict[str, Kind] = {**KIND_OF, "listing": "section"}
_SCHEME = re.compile(r"(https?):/{0,2}", re.IGNORECASE)
_TYPED = re.compile(r"(?:https?://|www\.)[^\s/]+\S*", re.IGNORECASE)
_LONGEST = 2000
_UNKNOWN = (
    "L’archive n’a rien à cette adresse d’origine : la page n’a pas été conservée, ou l’adresse est incomplète. Vérifiez "
    "qu’elle commence par http:// et le nom du site, ou cherchez les mots de son titre."
)


class Typed(NamedTuple):
    """An original address that was typed as a question."""

    leads: str | None
    """Page here that tells of it, its tombstone too; None: the archive has none."""


def address_page(db: sqlite3.Connection, asked: Asked) -> Answer:
    """Where the page at an original address stands in the archive: 301 to it, 410 where it was withdrawn, else 404."""
    return _answer(db, asked.named["address"] + (f"?{asked.raw_query}" if asked.raw_query else ""))


def typed_address(db: sqlite3.Connection, typed: str) -> Typed | None:
    """What a question is where it is an original address, pasted by who has it from a link of then; None: it is none."""
    if _TYPED.fullmatch(typed) is None:
        return None
    answer = _answer(db, typed)
    if isinstance(answer, Absent):
        return Typed(None)
    return Typed(answer.address if isinstance(answer, Moved) else f"/url/{quote(typed, safe=':/')}")


def _answer(db: sqlite3.Connection, url: str) -> Answer:
    if len(url) > _LONGEST:
        return Absent(_UNKNOWN)
    # A proxy may make one slash of two.
    scheme = _SCHEME.match(url)
    url = f"{scheme[1].lower()}://{url[scheme.end() :]}" if scheme else f"http://{url}"
    host = bare_host(url)
    for site, known in db.execute(SITES).fetchall():
        if known.removeprefix("www.") == host:
            return _in_site(db, site, url) or _missing(db, url)
    return _by_url(db, url) or _missing(db, url)


def _in_site(db: sqlite3.Connection, site: str, url: str) -> Answer | None:
    identity = identify(url)
    kind = _KINDS.get(identity.kind)
    if kind is None:
        return Moved("/") if identity.key == "other/home" else _by_url(db, url)
    key = identity.key.partition("#")[0]
    if identity.kind == "listing":
        key = key.replace("listing/", "section/", 1)
    address = page_held(db, kind, permalink(site, key))
    if address is not None:
        return Moved(address)
    return gone_under(db, site, kind, key) or _by_url(db, url)


def _by_url(db: sqlite3.Connection, url: str) -> Moved | None:
    """An article that goes by a number but was met at this address, which is a name."""
    row = db.execute(BY_URL, _forms(url)).fetchone()
    return None if row is None else Moved(page_address("article", row[0]))


def _missing(db: sqlite3.Connection, url: str) -> Absent:
    """That nothing is here, and why, where a gap tells it."""
    row = db.execute(GAP, _forms(url)).fetchone()
    words = None if row is None else kind_words(row[0])
    if words is None:
        return Absent(_UNKNOWN)
    known = f"L’archive n’a pas de page à cette adresse d’origine. Ce qu’elle en sait{NO_BREAK}: "
    return Absent(f"{known}{words[0].lower()}{words[1:]}.")


def _forms(url: str) -> tuple[str, ...]:
    """The six ways in which an address may be written in the archive."""
    rest = normalise(url).partition("://")[2].removeprefix("www.")
    forms = (f"{scheme}://{www}{rest}" for scheme in ("http", "https") for www in ("", "www."))
    return (url, *forms, normalise(url))
