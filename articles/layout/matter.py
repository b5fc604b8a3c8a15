"""Finds the text of an article that is no prose (a list of links, a table, one line) by where it follows the title; prose is for prose."""

from collections.abc import Iterable, Set

from lxml.html import HtmlElement

from articles.layout.below_title import find_below
from articles.layout.element_names import names_of, place_of
from articles.layout.places import Places
from articles.layout.region import Region
from articles.tree.lines import line_of
from articles.words.dates import has_date
from articles.words.names import DATE, FILES, NO_NOISE, NOISE, SPIP_OF_EDITOR, TEXT
from articles.words.skin_lines import PUBLISHED, is_end, plain

_TAGS = frozenset(
    {"p", "div", "ul", "ol", "dl", "table", "blockquote", "section", "article", "h3", "h4", "pre", "figure"}
)
_PARTING = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "form", "hr", "aside", "nav", "footer"}
)
"""What parts a title from what is not its text."""
_LONGEST_LINE = 120
_SENTENCE = 60


def find_matter(
    places: Places, title: HtmlElement, avoided: Iterable[HtmlElement], below: Region | None
) -> Region | None:
    """The blocks that follow the title most nearly and are marked as an editor's, else the lines below it, `below`, as `find_own`
    gives them; None where there are none.

    What marks them: the name of a text, or what SPIP alone writes (`ul.spip`, `table.spip`, `a.spip_in`, reference 2.4). The
    first level around the title on which any stands is taken, up to the first heading of what follows an article.
    """
    if below is not None and any(_is_editors(places, e) for e in below.elements):
        return below
    return _editors_blocks(places, title, set(avoided), _noise(places)) or below


def find_own(
    places: Places,
    title: HtmlElement,
    avoided: Iterable[HtmlElement],
    ends: Iterable[HtmlElement],
    url: str,
    start: int = 0,
) -> Region | None:
    """The lines below a title, see `find_below`; what is named for noise and what only leads to translations are none of them."""
    lists = (e for e in places.tagged("ul") + places.tagged("ol") if _tells_languages(e))
    gone = {*avoided, *_noise(places), *(inner for block in lists for inner in block.iter())}
    return find_below(places, title, gone, [*ends, *places.named(FILES)], url, start)


def _noise(places: Places) -> set[HtmlElement]:
    return set(places.named(NOISE) - places.named(NO_NOISE))


def follows(places: Places, title: HtmlElement, start: int) -> bool:
    """Whether what begins at this place stands right below the title, or in its own block: between them are lines of date and author
    at most."""
    if places.elements[start].getparent() is title.getparent() and title.getparent().tag not in ("body", "td"):
        return True
    between = places.elements[places.end(title) + 1 : start]
    words = sum(len(own.strip()) for own in places.own_texts()[places.end(title) + 1 : start])
    return words <= _LONGEST_LINE and not any(e.tag in _PARTING for e in between)


def is_nearer(places: Places, title: HtmlElement, matter: Region, prose: Region) -> bool:
    """Whether what an editor wrote beside the title stands before a few sentences that are outside the title's own block."""
    block = title.getparent()
    is_outside = block is not None and not places.holds(block, prose.elements[0])
    return is_outside and places.holds(block, matter.elements[0]) and matter.span[1] < prose.span[0]


def _tells_languages(block: HtmlElement) -> bool:
    """Whether a list only leads to translations."""
    links = list(block.iter("a")) if block.tag in ("ul", "ol") else []
    return bool(links) and all(a.get("hreflang") for a in links)


def _editors_blocks(
    places: Places, title: HtmlElement, gone: Set[HtmlElement], noise: Set[HtmlElement]
) -> Region | None:
    for around in (title, *title.iterancestors()):
        if around.tag in ("body", "html") or around in places.frames:
            return None
        found: list[HtmlElement] = []
        for block in around.itersiblings():
            if not isinstance(block.tag, str) or block.tag not in _TAGS or block in gone or block in places.frames:
                continue
            if is_end(line_of(block)) or block in noise:
                break
            if not _is_line_of_date(places, block) and places.length(block) and _is_editors(places, block):
                found.append(block)
        if found:
            span = places.order(found[0]), places.end(found[-1])
            return Region(tuple(found), (), f"what follows the title in {place_of(found[0])}", span, by_place=True)
    return None


def _is_line_of_date(places: Places, block: HtmlElement) -> bool:
    words = line_of(block, _LONGEST_LINE)
    if len(words) >= _LONGEST_LINE:
        return False
    if any(e.tag in ("ul", "ol", "table") and SPIP_OF_EDITOR.stand_in(names_of(e)) for e in places.inside(block)):
        return False  # a list that an editor wrote
    return block in places.named(DATE) or (has_date(words) and not _is_sentence(words))


def _is_sentence(words: str) -> bool:
    """Whether a line says more than when it was put online."""
    return len(words) >= _SENTENCE and words.endswith((".", "!", "?", "…")) and not PUBLISHED.search(plain(words))


def _is_editors(places: Places, block: HtmlElement) -> bool:
    inside = (block, *places.inside(block))
    return block in places.named(TEXT) or any(SPIP_OF_EDITOR.stand_in(e.get("class") or "") for e in inside)
