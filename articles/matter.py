"""Finds the text of an article that is no prose (a list of links, a table, one line) by where it follows the title; prose is for region."""

from collections.abc import Iterable

from lxml.html import HtmlElement

from articles.dates import has_date
from articles.lines import line_of
from articles.places import Places, place_of
from articles.region import Region
from articles.vocabulary import DATE, NO_NOISE, NOISE, TEXT, Names, is_end

_TAGS = frozenset(
    {"p", "div", "ul", "ol", "dl", "table", "blockquote", "section", "article", "h3", "h4", "pre", "figure"}
)
_SPIP = Names(r"(?:^|\s)(?:spip|spip_in|spip_out|spip_url|spip_documents)(?:$|\s)")
_LONGEST_LINE = 120


def find_matter(places: Places, title: HtmlElement, avoided: Iterable[HtmlElement]) -> Region | None:
    """The blocks that follow the title most nearly and are marked as an editor's; None where none is.

    What marks them: the name of a text, or what SPIP alone writes (`ul.spip`, `table.spip`, `a.spip_in`, reference 2.4). The
    first level around the title on which any stands is taken, up to the first heading of what follows an article.
    """
    gone = set(avoided)
    noise = places.named(NOISE) - places.named(NO_NOISE)
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
            return Region(tuple(found), (), f"what follows the title in {place_of(found[0])}", span, is_run=True)
    return None


def _is_line_of_date(places: Places, block: HtmlElement) -> bool:
    words = line_of(block, _LONGEST_LINE)
    return len(words) < _LONGEST_LINE and (has_date(words) or block in places.named(DATE))


def _is_editors(places: Places, block: HtmlElement) -> bool:
    inside = (block, *places.inside(block))
    return block in places.named(TEXT) or any(_SPIP.stand_in(e.get("class") or "") for e in inside)
