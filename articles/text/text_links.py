"""Gives the links in a text, those of its elements and those that stand in it as typed; links of whole pages are for `links`."""

import re
from collections.abc import Callable, Sequence

from articles.article import Link
from articles.cleaners import targets
from articles.text.elements import attribute, is_blank
from articles.text.files import Origin, is_own
from articles.text.flat import Flat
from articles.text.tag_lines import on_one_line
from articles.tree.links import as_served
from sites.address import normalise, resolve
from sites.identity import identify

NOTE = re.compile(r"n[bh][\w-]{1,40}")
"""Identifiers of notes and of their calls."""
_OBJECTS = {
    "a": "article", "r": "rubrique", "b": "breve", "au": "auteur", "m": "mot", "s": "site", "d": "document", "i": "document",
    "e": "document",
}  # fmt: skip
_SHORT = re.compile(r"(?P<word>[a-zè]*)[ ]?(?P<number>\d{1,7})(?P<rest>(?:[#?].*)?)", re.IGNORECASE)


def links_of(flat: Flat, words: Sequence[str], origin: Origin, clean: Callable[[str], str]) -> list[Link]:
    """Links in the content, with absolute addresses; the fragment's own `href`s are made absolute on the way.

    `words`: those of each text node, clean. What leads nowhere (`javascript:`, empty) loses its address and keeps its words.
    """
    found: list[Link] = []
    for tag, first, last in flat.links:
        href = _on_page(attribute(tag, "href").strip(), origin)
        text = clean(on_one_line("".join(words[first:last])))
        if "#" in href and is_blank(text) and not NOTE.fullmatch(href.partition("#")[2]):
            continue  # a way back that the style sheet draws (`a.sommaire-back`)
        if href.startswith("#"):
            tag["href"] = href
            if not NOTE.fullmatch(href[1:]):
                del tag["href"]
                found.append(Link((origin.page or origin.base.partition("#")[0]) + href, text, "anchor"))
            continue
        if href[:7].lower() == "mailto:":
            found.append(Link(href, text, "mail"))
            continue
        url = resolve(origin.base, href)
        if url is None:
            tag.attrs.pop("href", None)
            continue
        tag["href"] = url
        found.append(Link(url, text, _kind(url, origin)))
    return found


def _on_page(href: str, origin: Origin) -> str:
    """The place alone of a link to a place on the page itself. Where addresses have folders SPIP prints a `base`, and before each
    `#` the page's own path, or all places would be those of the home page (core ecrire/public.php)."""
    before, mark, place = href.partition("#")
    if not mark or not before or not origin.page:
        return href
    url = resolve(origin.base, before)
    return f"#{place}" if url is not None and normalise(url) == origin.page else href


def typed_links(text: str, origin: Origin, clean: Callable[[str], str]) -> list[Link]:
    """Links that stand in a text as SPIP's shortcuts, in order; `art12` and `12` are article 12 (reference 4)."""
    found: list[Link] = []
    for target, typed_words in targets(text):
        short = _SHORT.fullmatch(target)
        if short is not None:
            word = short["word"].lower()
            name = _OBJECTS["au" if word.startswith("au") else word[:1] or "a"]
            target = f"spip.php?{name}{short['number']}{short['rest'].replace('?', '&')}"
        elif "@" in target and "/" not in target:
            address = target.removeprefix("mailto:")
            found.append(Link(f"mailto:{address}", clean(typed_words), "mail"))
            continue
        elif target.lower().startswith("www."):
            target = f"http://{target}"
        url = resolve(origin.base, target)
        if url is None:
            continue
        if target.startswith("#"):
            found.append(Link(url, clean(typed_words), "anchor"))
            continue
        found.append(Link(url, clean(typed_words), _kind(url, origin)))
    return found


def _kind(url: str, origin: Origin) -> str:
    return identify(as_served(url)).kind if is_own(url, origin) else "foreign"
