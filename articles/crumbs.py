"""Reads the breadcrumb: the sections above a page, home and the page itself left out; where it stands the skin says."""

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from articles.lines import line_of
from sites.address import canonical_key, normalise, resolve

_SIGNS = " \xa0>›»/|:-–—→\t\r\n"
_CUT = re.compile(r"[ \xa0]*(?:\(\.\.\.\)|…|\.\.\.)$")


@dataclass(frozen=True, slots=True)
class Crumb:
    """One link of the breadcrumb, as published."""

    raw_title: str
    """Its words on one line, without signs such as `>`."""
    url: str
    """Absolute address, normalised."""


def crumbs_of(holder: HtmlElement, base: str, home_names: tuple[str, ...], *, monolingual: bool = True) -> list[Crumb]:
    """Links of a breadcrumb in order, without home and without signs such as `>` glued to their words."""
    found: list[Crumb] = []
    homes = {name.casefold() for name in home_names}
    root = canonical_key(normalise(base).partition("?")[0].rsplit("/", 1)[0] + "/")
    for number, link in enumerate(holder.iter("a")):
        href = link.get("href")
        url = resolve(base, href) if href else None
        text = line_of(link).strip(_SIGNS)
        if url is None or not text:
            continue
        if number == 0 and (text.casefold() in homes or canonical_key(url) == root or link.get("rel") == "start home"):
            continue
        if text.casefold() in homes:
            continue
        found.append(Crumb(text, normalise(url, monolingual=monolingual)))
    return found


def last_words(holder: HtmlElement) -> str:
    """The words after the last link: the page itself; empty where a link ends the breadcrumb.

    They may be cut (`… (...)`, reference 2.1) and hold tags.
    """
    marked = [e for e in holder.iter() if "on" in (e.get("class") or "").split()] if len(holder) else []
    if marked:
        return line_of(marked[-1]).strip(_SIGNS)
    text = line_of(holder)
    links = [line_of(link) for link in holder.iter("a")]
    if links and links[-1] and links[-1] in text:
        text = text[text.rindex(links[-1]) + len(links[-1]) :]
    return text.strip(_SIGNS)


def same_words(one: str, other: str) -> bool:
    """Whether a crumb is the page's own title, whole or cut as SPIP cuts it.

    >>> same_words("Un titre très… ", "Un titre très long"), same_words("Un", "Un titre")
    (True, False)
    """
    first, second = (" ".join(t.replace("\xa0", " ").casefold().split()) for t in (one, other))
    if not first:
        return False
    if first == second:
        return True
    short = _CUT.sub("", first)
    return short != first and len(short) > 5 and second.startswith(short)
