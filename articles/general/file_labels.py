"""Reads what stands around the link of a file that a list announces: its size, and its title where the link is an icon."""

import re
from collections.abc import Sequence
from dataclasses import replace

from lxml.html import HtmlElement

from articles.text.files import RawFile, without_label
from articles.tree.lines import line_of
from articles.words.sizes import find_label, find_size
from articles.words.skin_lines import is_end

_MARKED = ("strong", "b", "span", "em", "h3", "h4", "h5", "dd", "font")
_INLINE = frozenset({"small", "span", "em", "i", "b", "strong", "font", "abbr"})
_OF_ICON = re.compile(
    r"(?:t[ée]l[ée]charger|(?:ic[oô]ne|document|fichier)s?(?: (?:associ[ée]|joint|li[ée])s?)?)", re.IGNORECASE
)
"""What icons of files say that is no title."""
_LONGEST_TITLE = 200


def told_of(file: RawFile, elements: Sequence[HtmlElement], links: Sequence[HtmlElement]) -> RawFile:
    """The file with what stands around its link: the size behind it, and the words where the link is only an icon (SPIP 1.8
    prints `icon<br>title`, reference 2.2)."""
    is_icon = not any(line_of(link) for link in links)
    parts = [part for e in elements[:-1] for part in (line_of(e), e.tail or "")]
    parts += [line_of(elements[-1]), _line_behind(links[-1]) if is_icon else _behind(elements[-1])]
    said, label, title = " ".join(parts), file.label, file.raw_title
    if label is None or label.size is None:
        label = find_label(said) or label
        label = find_size(said) or label if label is None or label.size is None else label
    if is_icon and (not title or _OF_ICON.fullmatch(title)):
        title = _words_beside(links[-1], elements) or title
    return replace(file, raw_title=title, label=label)


def _words_beside(link: HtmlElement, elements: Sequence[HtmlElement]) -> str:
    """The title beside an icon: what a first element in its block says, else the line behind it, else its block or the next."""
    places = (
        *(line_of(e) for e in elements[0].iter(*_MARKED) if e is not link),
        _line_behind(link),
        *map(line_of, elements[:2]),
    )
    found = (without_label(words).strip(" -–:|") for words in places)
    return next((words for words in found if words and len(words) <= _LONGEST_TITLE and not is_end(words)), "")


def _line_behind(link: HtmlElement) -> str:
    """The words behind an icon and its line break, an element of words apart from what follows it."""
    words = link.tail or ""
    for following in link.itersiblings("br", *_INLINE):
        if words.strip():
            break
        words += line_of(following) if following.tag != "br" else following.tail or ""
    return " ".join(words.split())


def _behind(element: HtmlElement) -> str:
    """Words behind an element on its own line."""
    words = element.tail or ""
    for following in element.itersiblings():
        if following.tag not in _INLINE:
            break
        words += line_of(following) + (following.tail or "")
    return " ".join(words.split())
