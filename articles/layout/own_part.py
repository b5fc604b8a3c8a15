"""Weighs what stands below a title before other articles are shown: it tells an article that is short from a list."""

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from typing import Literal

from lxml.html import HtmlElement

from articles.layout.element_names import are_of_frame, is_spips, names_of
from articles.text.files import PICTURE
from articles.tree.lines import line_of, words_before
from articles.tree.links import meant_by
from articles.words.dates import read_date
from articles.words.day_words import says_day_alone
from articles.words.skin_lines import is_end, plain

_SKIPPED = frozenset({"script", "style", "noscript", "form", "select", "textarea", "button", "nav", "aside", "footer"})
_SHOWN = frozenset({"iframe", "video", "audio", "object", "embed"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5"})
_BLOCKS = ("li", "p", "td", "div", "dt", "dd", *sorted(_HEADINGS))
_LINES = frozenset({"p", "div", "span", "small", "time", "abbr", "em", "i", "font", "li", "b", "strong", *_HEADINGS})
_LONGEST_LINE = 80
"""Characters of a line that holds a day and an author, or says that an article has ended, at most."""
_LONGEST_ITEM = 400
"""Characters of an item of a list that is hardly more than a link, at most."""
SEVERAL = 2
"""So many others make a list."""
_BESIDE = re.compile(
    r"(?:l')?(?:article |page |billet )?(?:precedente?|suivante?|previous|next)(?: article| page| post)?"
)
"""Links to what stands before and after an article."""
_KEPT = re.compile(r"\b(?:IMG|local/cache)")
_FILE = re.compile(r"\bIMG/(?!\w+on\d)[\w/]+/[^/]+\.(?!jpe?g|png|gif|svg|webp)\w{2,4}\b", re.IGNORECASE)
_HOST = re.compile(r"(?:https?:)?//([^/?#]+)")
_Kind = Literal["words", "day", "shown", "other", "end", "form"]


@dataclass(frozen=True, slots=True)
class OwnPart:
    """What stands below a title before the first other article."""

    words: int
    """Characters, but for those of headings and of links to pages of the site."""
    has_day: bool
    """Whether a line says a day, and no further line in the title's own block does, as where each of a list has one."""
    shows: bool
    """Whether there is a film, a sound, a file or a picture of the editor's."""
    leads_on: bool
    """Whether several others follow in the title's own block, as on the page of a section."""
    asks: bool
    """Whether there is a form that asks for words."""
    block: HtmlElement | None
    """The title's own block: the first around it in which anything stands below it."""
    others: int
    """How many follow on the whole page, but for columns that are named so, also below a line that says that the article has ended."""


def own_part(title: HtmlElement, url: str, without: Set[HtmlElement]) -> OwnPart:
    """Weigh what follows a title; `url` is the page's address, what stands in `without` counts nothing."""
    named = _HOST.match(url)
    host = named[1] if named else ""
    words = others = days = 0
    found: set[_Kind] = {"day"} if _is_below_day(title) else set()
    block: HtmlElement | None = None
    leads_on = is_form = False
    for level in title.iterancestors():
        for kind, length in _pieces_below(title, level, host, without):
            others += kind == "other"
            if "end" not in found and not (is_form and level is not block):
                days += kind == "day"
                if not others:
                    found.add(kind)
                    words += length
                block = level if block is None and (others or found - {"day"}) else block
                leads_on = leads_on or (level is block and others >= SEVERAL)
        is_form = "form" in found
        if level is block and days > 1:
            found.discard("day")
    return OwnPart(words, "day" in found, "shown" in found, leads_on, "form" in found, block, others)


def _is_below_day(title: HtmlElement) -> bool:
    """Whether a title stands right below a line that says a day."""
    before = title.getprevious()
    line = line_of(before, _LONGEST_LINE) if before is not None and before.tag in _LINES else ""
    return 0 < len(line) < _LONGEST_LINE and says_day_alone(line)


def _pieces_below(
    title: HtmlElement, level: HtmlElement, host: str, without: Set[HtmlElement]
) -> Iterator[tuple[_Kind, int]]:
    """What follows a title directly in one of the blocks around it, in order, with the length of its words."""
    holder = title
    while (parent := holder.getparent()) is not None and parent is not level:
        holder = parent
    stack: list[HtmlElement | str] = [*_backwards(holder.itersiblings()), holder.tail or ""]
    while stack:
        piece = stack.pop()
        if isinstance(piece, str):
            words = " ".join(piece.split())
            if words and not words.isdecimal():
                yield "words", len(words)
            continue
        if piece.tag == "form" and any(map(_asks, piece.iter("input", "textarea"))):
            yield "form", 0
        if not isinstance(piece.tag, str) or piece.tag in _SKIPPED or piece in without or are_of_frame(names_of(piece)):
            continue
        line = line_of(piece, _LONGEST_LINE) if piece.tag in _LINES else ""
        if piece.tag in _SHOWN or (piece.tag == "img" and _KEPT.search(piece.get("src") or "")):
            yield "shown", 0
        elif line and len(line) < _LONGEST_LINE and says_day_alone(line) and not _is_dated_issue(piece, line, host):
            yield "day", 0
        elif line and is_end(line):
            yield "end", 0
        elif piece.tag in _HEADINGS and len(line) < _LONGEST_LINE and next(piece.iter("a"), None) is None:
            continue
        elif piece.tag == "li" and (link := next(piece.iter("a"), None)) is not None and _heads(link, line, host):
            if meant_by(link).kind == "article":
                yield "other", 0
        elif piece.tag == "a" and _leads_within(piece, host):
            kind = meant_by(piece).kind
            if kind == "attachment":
                yield "shown", 0
            elif kind == "article" and not leads_beside(piece) and _makes_block(piece):
                yield "other", 0
        else:
            stack += [*_backwards(piece), piece.text or ""]


def _asks(field: HtmlElement) -> bool:
    """Whether a field of a form asks for words, and not what to look for on the site."""
    kind, name = (field.get("type") or "text").lower(), (field.get("name") or "").lower()
    return kind in ("text", "email", "password") and name not in ("recherche", "q", "s", "search")


def leads_about(link: HtmlElement, url: str) -> bool:
    """Whether a link that SPIP did not make of what an editor typed leads to a page of the site, and a block begins with it or is hardly
    more; `url` is the address of its page."""
    return not is_spips(link) and leads_within(link, url) and _makes_block(link)


def leads_within(link: HtmlElement, url: str) -> bool:
    """Whether a link of the page at `url` leads to another of its site."""
    named = _HOST.match(url)
    return _leads_within(link, named[1] if named else "")


def leads_beside(link: HtmlElement) -> bool:
    """Whether a link says that it leads to what stands before or after an article."""
    return _BESIDE.fullmatch(plain(line_of(link)).strip("«‹←→<>› ")) is not None


def _backwards(elements: Iterable[HtmlElement]) -> Iterator[HtmlElement | str]:
    """Elements and what stands behind each, the last first."""
    for element in reversed(list(elements)):
        yield element.tail or ""
        yield element


def _leads_within(link: HtmlElement, host: str) -> bool:
    """Whether a link leads to a page of the site, and to no place on this page, no picture and nobody's mail."""
    href = link.get("href") or ""
    if not href.strip() or href.startswith(("#", "mailto:", "tel:")) or PICTURE.search(href):
        return False
    named = _HOST.match(href)
    return named is None or named[1] == host or meant_by(link).number is not None


def _heads(link: HtmlElement, line: str, host: str) -> bool:
    """Whether an item begins with a link to another page of the site: what else it says is of that page."""
    said = line_of(link, _LONGEST_LINE)
    return said != "" and line.startswith(said) and _leads_within(link, host) and meant_by(link).kind != "attachment"


def _is_dated_issue(item: HtmlElement, line: str, host: str) -> bool:
    """Whether an item is all link to an article that is called by its day (`Recueil n° 12 du 3 avril 2009`)."""
    link = next(item.iter("a"), None) if item.tag == "li" else None
    return link is not None and line == line_of(link, _LONGEST_LINE) and _heads(link, line, host)


def _makes_block(link: HtmlElement) -> bool:
    """Whether a block, or a line of one, begins with a link, or is hardly more than it."""
    block = next(link.iterancestors(*_BLOCKS), None)
    said = line_of(link)
    if said == "":
        # Skins lay an empty one over the whole card of another article.
        is_over = len(link) == 0 and block is not None and block[0] is link and not (block.text or "").strip()
        return is_over and line_of(block, _LONGEST_ITEM) != ""
    whole = line_of(block, _LONGEST_ITEM) if block is not None else ""
    return whole.startswith(said) or 2 * len(said) > len(whole) or _begins_line(link)


def _begins_line(link: HtmlElement) -> bool:
    """Whether hardly more than a sign (`- `) stands between a line break and a link."""
    node = link
    while (above := node.getparent()) is not None:
        before = node.getprevious()
        if words_before(node).strip(" -–•·>\xa0\n\t"):
            return False
        if before is not None:
            return bool(before.tag == "br")
        if above.tag in _BLOCKS:
            return False
        node = above
    return False


def has_files_below(title: HtmlElement) -> bool:
    """Whether the block that a title stands in links to files of SPIP's below it: some articles are nothing else."""
    block = title.getparent()
    links = block.iter("a") if block is not None and block.tag not in ("body", "html") else ()
    return any(_FILE.search(link.get("href") or "") for link in links)


def has_day_below(title: HtmlElement) -> bool:
    """Whether the block that a title stands in says one day below it, and leads to no article: some hold a title and a day alone."""
    block = title.getparent()
    if block is None or block.tag in ("body", "html", "td"):
        return False
    if any(meant_by(a).kind == "article" for a in block.iter("a")):
        return False
    lines = [line_of(e, _LONGEST_LINE) for e in block.iter("p", "div", "span", "small", "time", "abbr", "em")]
    return len({read_date(line) for line in lines if len(line) < _LONGEST_LINE and says_day_alone(line)}) == 1
