"""Makes a cleaned fragment into the small, safe HTML that is kept; its words were settled before."""

import re
from collections.abc import Callable

import nh3
from bs4.element import NavigableString, Tag

from articles.article import Link
from articles.bullets import BLOCKS
from articles.cleaners import targets
from articles.files import Origin, words
from articles.fragment import attribute, is_blank, tags
from sites.address import resolve
from sites.identity import identify

_TAG_NAMES = """
    p br hr h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code table caption thead tbody tfoot tr th td strong em sup
    sub a abbr
"""
_TAGS = frozenset(_TAG_NAMES.split())
_ATTRIBUTES = {"*": {"lang"}, "a": {"href", "id"}, "th": {"colspan", "rowspan", "scope"}, "td": {"colspan", "rowspan"}}
_RENAMED = {"b": "strong", "i": "em", "h1": "h2", "center": "div", "tt": "code", "cite": "em"}
_NOTE = re.compile(r"n[bh][\w-]{1,40}")
_INLINE_EMPTY = frozenset({"br", "hr", "td", "th"})


def links_of(root: Tag, origin: Origin, clean: Callable[[str], str]) -> list[Link]:
    """Links in the content, with absolute addresses; the fragment's own `href`s are made absolute on the way.

    What leads nowhere (`javascript:`, empty) loses its address and keeps its words.
    """
    found: list[Link] = []
    for tag in tags(root, "a"):
        href = attribute(tag, "href").strip()
        text = clean(words(tag))
        if href.startswith("#"):
            if not _NOTE.fullmatch(href[1:]):
                del tag["href"]
                found.append(Link(origin.base.partition("#")[0] + href, text, "anchor"))
            continue
        if href[:7].lower() == "mailto:":
            found.append(Link(href, text, "mail"))
            continue
        url = resolve(origin.base, href)
        if url is None:
            tag.attrs.pop("href", None)
            continue
        tag["href"] = url
        host = url.partition("//")[2].partition("/")[0].lower().removeprefix("www.")
        found.append(Link(url, text, identify(url).kind if host in origin.hosts else "foreign"))
    return found


_OBJECTS = {
    "a": "article", "r": "rubrique", "b": "breve", "au": "auteur", "m": "mot", "s": "site", "d": "document", "i": "document",
    "e": "document",
}  # fmt: skip
_SHORT = re.compile(r"(?P<word>[a-zè]*)[ ]?(?P<number>\d{1,7})(?P<rest>(?:[#?].*)?)", re.IGNORECASE)


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
        host = url.partition("//")[2].partition("/")[0].lower().removeprefix("www.")
        found.append(Link(url, clean(typed_words), identify(url).kind if host in origin.hosts else "foreign"))
    return found


def html_of(root: Tag) -> str:
    """The fragment as sanitised HTML: no scripts, no styles, no pictures, no elements without words."""
    for tag in tags(root):
        tag.name = _RENAMED.get(tag.name, tag.name)
    _lines_of_divs(root)
    _prune(root)
    _order_headings(root)
    html = root.decode_contents(formatter="minimal")
    return nh3.clean(
        html,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        attribute_filter=_filtered,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    ).strip()


def _order_headings(root: Tag) -> None:
    """A heading under another one is one level lower, however far the editor jumped for the size of the letters."""
    above: list[tuple[int, int]] = []
    for heading in tags(root, "h2", "h3", "h4", "h5", "h6"):
        level = int(heading.name[1])
        while above and above[-1][0] >= level:
            above.pop()
        shown = above[-1][1] + 1 if above else level
        above.append((level, shown))
        heading.name = f"h{shown}"


def _filtered(_element: str, name: str, value: str) -> str | None:
    """Identifiers only of notes, fragments only to notes: others could clash with the page that shows the text."""
    if name == "id":
        return value if _NOTE.fullmatch(value) else None
    return None if name == "href" and value.startswith("#") and not _NOTE.fullmatch(value[1:]) else value


def _lines_of_divs(root: Tag) -> None:
    """A `div` of words becomes a paragraph; one of blocks only goes, its blocks stay."""
    for div in [*tags(root, "div", "section", "article", "figure"), root]:
        run: list[NavigableString | Tag] = []
        holds_blocks = any(isinstance(c, Tag) and c.name in BLOCKS for c in div.contents)
        if not holds_blocks and div is not root:
            div.name = "p"
            continue
        for child in [*div.contents, None]:
            if isinstance(child, NavigableString | Tag) and not (isinstance(child, Tag) and child.name in BLOCKS):
                run.append(child)
                continue
            if any(isinstance(c, Tag) or not is_blank(str(c)) for c in run):
                paragraph = _new_p(run[0])
                for node in run:
                    paragraph.append(node.extract())
            run = []


def _new_p(before: NavigableString | Tag) -> Tag:
    paragraph = Tag(name="p")
    before.insert_before(paragraph)
    return paragraph


def _prune(root: Tag) -> None:
    """Take away what holds no words any more, from the inside out, and line breaks at the ends of blocks."""
    for tag in reversed(tags(root)):
        if tag.name == "br":
            if _at_edge(tag):
                tag.extract()
        elif tag.name not in _INLINE_EMPTY and not any(
            isinstance(c, Tag) or not is_blank(str(c)) for c in tag.contents
        ):
            blank = tag.get_text()
            if blank and tag.name not in BLOCKS:
                tag.replace_with(NavigableString(" "))
            else:
                tag.extract()
    for tag in tags(root, "br"):
        if _at_edge(tag):
            tag.extract()


def _at_edge(tag: Tag) -> bool:
    for siblings in (tag.previous_siblings, tag.next_siblings):
        nearest = next((s for s in siblings if isinstance(s, Tag) or not is_blank(str(s))), None)
        if nearest is None or (isinstance(nearest, Tag) and nearest.name in BLOCKS):
            return True
    return False
