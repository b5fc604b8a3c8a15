"""What the id and the classes of an element say, and how it is called in traces; which names mean what stands in words."""

import re
from functools import lru_cache

from lxml.html import HtmlElement

from articles.words.names import ARTICLE_WORDS, FRAME_NAMES, HEAD_NAMES, LAYOUT_NAMES, SPIP_OF_EDITOR

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WORD = re.compile(r"[a-z]+|\d+")


def is_marked_article(element: HtmlElement) -> bool:
    """Whether a skin marks an element as an article, by its tag or as a microformat."""
    return element.tag == "article" or "hentry" in names_of(element).split()


def names_of(element: HtmlElement) -> str:
    """Id and classes of an element in lower case, words in camel case parted (`MenuDroit`: `menu-droit`)."""
    identifier, classes = element.get("id"), element.get("class")
    return joined_names(identifier or "", classes or "") if identifier or classes else " "


@lru_cache(maxsize=8192)
def joined_names(identifier: str, classes: str) -> str:
    """The same of an id and classes as they are written; empty: there is none."""
    names = f"{identifier} {classes}"
    return names if names.islower() else _CAMEL.sub("-", names).lower()


def is_spips(element: HtmlElement) -> bool:
    """Whether SPIP made an element of what an editor typed."""
    return SPIP_OF_EDITOR.stand_in(names_of(element))


def without_numbers(names: str) -> str:
    """Names but for the numbers that end them, by which page builders count blocks (`bloc-12`)."""
    return re.sub(r"\d+(?=\s|$)", "", names).strip()


@lru_cache(maxsize=8192)
def are_of_frame(names: str) -> bool:
    """Whether names, as `names_of` gives them, are those of a column, a foot or the like."""
    return any(_is_of_frame(_WORD.findall(name)) for name in names.split())


def _is_of_frame(words: list[str]) -> bool:
    """Whether one name says so. `with-sidebar` tells how a page is laid out, `article__entete` is the head of the article,
    `site-info` is of the site.

    >>> [_is_of_frame(name.split("-")) for name in ("site-info", "menu-haut", "with-sidebar", "article-entete")]
    [True, True, False, False]
    """
    for number, word in enumerate(words):
        if number and words[number - 1] == "site" and word in ("info", "infos"):
            return True
        if word not in FRAME_NAMES or (number and words[number - 1] in LAYOUT_NAMES):
            continue
        if word not in HEAD_NAMES or ARTICLE_WORDS.isdisjoint(words):
            return True
    return False


def place_of(element: HtmlElement) -> str:
    """Its tag and names in a few words, for traces."""
    return ".".join(filter(None, (element.tag, names_of(element).strip())))
