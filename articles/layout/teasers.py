"""Tells the introduction of another article from prose: it follows a heading that is a link; lists of such are no article."""

import re
from collections import Counter
from collections.abc import Set
from itertools import takewhile

from lxml.html import HtmlElement

from articles.tree.lines import line_of

_HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
_TITLES = _HEADINGS | {"h1"}
_ITEMS = ("article", "li")
_SEVERAL = 3
"""So many headings that are links, to as many pages, make a page of them."""
_BOXES = 5
"""So many headings alike are those of boxes; an article may have one like those of a few boxes beside it."""
_MORE = re.compile(r"\s*(?:\W\s?)?(?:lire (?:la suite|l['’]article)|(?:la )?suite)\b", re.IGNORECASE)
_LONGEST_MORE = 80
"""Characters of a line that leads to the rest of an article, at most."""
_CUT = re.compile(r"(?:\((?:…|\.\.\.)\)|\[(?:…|\.\.\.)\])\s*$")


def is_teaser(element: HtmlElement) -> bool:
    """Whether what stands directly before an element is a heading of the skin that is all link, or the link that begins an item
    or a cell.

    A heading that SPIP wrote (`h3.spip`) is the editor's: the text below it is his, too.
    """
    before = element.getprevious()
    while before is not None and not isinstance(before.tag, str):
        before = before.getprevious()
    if before is not None and before.tag == "br" and element.tag == "div":
        before = before.getprevious()
    if before is not None and before.tag == "a" and before.getprevious() is None and _is_item(element):
        return bool((before.get("href") or "").strip("# "))
    return before is not None and _leads_on(before)


def leads_on_to_other(element: HtmlElement, title: HtmlElement | None) -> bool:
    """Whether its last link leads where a heading does that stands in the block before it, or before the block around it, and is
    not the title's: the beginning of another article, and the way to read on."""
    links = list(element.iter("a"))
    way = (links[-1].get("href") or "").strip() if links else ""
    if not way:
        return False
    for block in (element, element.getparent()):
        before = next(block.itersiblings("div", *_HEADINGS, preceding=True), None) if block is not None else None
        headings = [e for e in before.iter(*_HEADINGS) if _leads_on(e)] if before is not None else []
        targets = {_target(e) for e in headings if title is None or title not in e.iter()}
        if way in targets or any(way.startswith((f"{target}&", f"{target}#")) for target in targets):
            return True
    return False


def stands_below_link(element: HtmlElement) -> bool:
    """Whether a heading of the skin that is all link stands before an element in its own block (`<h3><a>…</a></h3><p>…</p><time>`)."""
    heading = next((e for e in element.itersiblings(preceding=True) if e.tag in _HEADINGS), None)
    return heading is not None and _leads_on(heading)


def below_headings_of_others(tree: HtmlElement, title: HtmlElement | None, is_known: bool) -> set[HtmlElement]:
    """What stands below the headings of a page that are all link, in their own blocks, where several lead to several pages: a home
    page or a section shows nothing else. The title's own heading may be a link, too, unless others are called like it and it is not
    known (`is_known`) for the page's title."""
    headings = [e for e in tree.iter(*_TITLES) if _leads_on(e, _TITLES)]
    hosts = Counter(_host(target) for target in {_target(e) for e in headings})
    # A list of partners leads to a page each of many sites.
    if max(hosts.values(), default=0) < _SEVERAL:
        return set()
    own = next((e for e in headings if title is not None and (e is title or title in e.iter())), None)
    if own is not None and not is_known and sum(1 for e in headings if _called(e) == _called(own)) >= _SEVERAL:
        own = None
    others = [e for e in headings if e is not own]
    # What heads an article may stand in a block of its own (`<article><header><h2>…</h2></header><div>…</div></article>`).
    heads = (head for e in others for head in e.iterancestors("header"))
    holders = (*others, *(head for head in heads if (around := head.getparent()) is not None and around.tag in _ITEMS))
    parts = (takewhile(lambda below: below.tag not in _TITLES, h.itersiblings()) for h in holders)
    return {below for part in parts for below in part}


def is_one_of_several(title: HtmlElement) -> bool:
    """Whether other headings of a page are called like its title: those of the boxes of a home page are, none its own."""
    headings = title.getroottree().iter(title.tag)
    return title.tag in _HEADINGS and sum(1 for e in headings if _called(e) == _called(title)) >= _BOXES


def cut_short(tree: HtmlElement) -> set[HtmlElement]:
    """Blocks that end where SPIP cut a text (`(…)`), with a link in them or right before, or above a line that leads to the rest of it,
    where several pages of one site are introduced so. A person quotes so, too, without a link or from many sites."""
    blocks = {e: _link_of(e) for e in tree.iter("p", "div", "td", "dd", "li") if _CUT.search(_last_words(e))}
    for link in tree.iter("a"):
        block = link.getparent()
        if _MORE.match(link.text or "") and block is not None and line_of(block, _LONGEST_MORE) == line_of(link):
            blocks |= {e: link.get("href") or "" for e in (block, block.getprevious()) if e is not None}
    hosts = Counter(_host(target) for target in set(blocks.values()) if target)
    return {e for e, target in blocks.items() if target and hosts[_host(target)] >= _SEVERAL}


def _link_of(block: HtmlElement) -> str:
    """Where the first link of a block leads, or of what stands right before it; empty: nowhere."""
    before = block.getprevious()
    holders = (e for e in (block, before) if e is not None and isinstance(e.tag, str))
    return next((href for e in holders for a in e.iter("a") if (href := a.get("href") or "")), "")


def _last_words(block: HtmlElement) -> str:
    """The last words directly in a block, but for a link that ends it (`Lire la suite`)."""
    for element in reversed(block):
        if (element.tail or "").strip():
            return element.tail or ""
        if element.tag not in ("a", "br"):
            return ""
    return block.text or ""


def _host(href: str) -> str:
    return href.partition("//")[2].partition("/")[0]


def _target(heading: HtmlElement) -> str:
    return next((href for a in heading.iter("a") if (href := (a.get("href") or "").strip())), "")


def _called(heading: HtmlElement) -> tuple[str, str]:
    return heading.tag, " ".join((heading.get("class") or "").split())


def _leads_on(heading: HtmlElement, tags: Set[str] = _HEADINGS) -> bool:
    """Whether it is a heading of the skin's that is all link."""
    if heading.tag not in tags or "spip" in (heading.get("class") or "").split():
        return False
    # A link with a place in it leads to a part of the page itself, as tables of contents and questions have them.
    links = [a for a in heading.iter("a") if (a.get("href") or "").strip() and "#" not in (a.get("href") or "")]
    return len(links) == 1 and line_of(links[0]) == line_of(heading) != ""


def _is_item(element: HtmlElement) -> bool:
    parent = element.getparent()
    # In a cell a paragraph, or what stands below a picture, may be the editor's.
    return (
        element.tag in ("p", "div")
        and parent is not None
        and (parent.tag == "li" or (parent.tag == "td" and element.tag == "div" and line_of(parent[0]) != ""))
        and not (parent.text or "").strip()
        and not ((parent[0].tail or "").strip())
    )
