"""Finds where the text stands on a page of no known skin: the block named for it, else the run of prose, else what is no prose."""

from collections.abc import Iterable, Sequence

from lxml.html import HtmlElement

from articles.layout.matter import find_matter, find_own, follows, is_nearer
from articles.layout.parts import are_columns, goes_on, is_beside, is_with_foot
from articles.layout.places import Places
from articles.layout.prose import find_prose
from articles.layout.region import Region, choose_named
from articles.layout.text_blocks import PART_HEADINGS
from articles.layout.weighing import losers_of

_BLOCKS = ("div", "section", "aside")
_LEAST_FAR = 250
"""Characters of a run of prose far from the title that are taken for the text all the same."""

_LONG = 800
"""Characters of a run of prose that is the text whatever stands before it."""


def find_region(
    places: Places,
    title: HtmlElement | None,
    named: Iterable[tuple[str, Sequence[HtmlElement]]],
    avoided: Sequence[HtmlElement],
    ends: Sequence[HtmlElement],
    chapos: Sequence[HtmlElement],
    url: str,
) -> Region:
    """Where the text stands. `named`: selectors and what each names for a text, the surest first; `avoided`: what is none of it,
    `ends` what ends a run of prose, `chapos` what is named for the lead, `url` the page's address."""
    for css, elements in named:
        found = choose_named(places, elements, title)
        if found:
            span = min(map(places.order, found)), max(map(places.end, found))
            lost = [(float(places.length(e)), e, places.text(e)) for e in elements if e not in found]
            return Region(tuple(found), (), css, span, losers=losers_of(lost, None))
    nowhere = places.order(title) if title is not None else 0
    nothing = Region((), (), "nothing found", (nowhere, nowhere))
    avoided = [*avoided, *places.unseen]
    prose = find_prose(places, title, avoided, ends, chapos)
    if title is None:
        return prose or nothing
    if prose is None:
        return find_matter(places, title, avoided, find_own(places, title, avoided, ends, url)) or nothing
    run = _length(places, prose)
    # Blanks folded: in an indented skin those between the lines of its foot are as many as the words.
    is_short = sum(len(" ".join(places.text(e).split())) for e in prose.elements) < _LEAST_FAR
    if not is_short and run >= _LONG:
        return prose
    own = find_own(places, title, avoided, ends, url)
    if own is not None and run < _LONG:
        if is_beside(places, title, own, prose) or is_with_foot(places, title, own, prose):
            return own
        if run < _LEAST_FAR and goes_on(own, prose):
            return find_own(places, title, avoided, ends, url, prose.span[0]) or prose
    is_outside = is_short and _is_outside_article(places, title, prose)
    has_heading = places.elements[prose.span[0]].tag in PART_HEADINGS
    if not is_short or (follows(places, title, prose.span[0]) and not (is_outside and has_heading)):
        return prose
    matter = find_matter(places, title, avoided, own)
    if places.holds_most(places.common(title, prose.elements[0])) or is_outside:
        # Nothing, or a notice elsewhere on the page: the article has no text but its lead and files.
        return matter or nothing
    return matter if matter is not None and is_nearer(places, title, matter, prose) else prose


def _is_outside_article(places: Places, title: HtmlElement, prose: Region) -> bool:
    """Whether a run of prose stands outside the page's own `article` element, which holds the title, or in another column of a grid."""
    for around in title.iterancestors():
        if around.tag == "body" or places.holds(around, prose.elements[0]):
            return False
        if around.tag == "article":
            return True
        beside = next((e for e in around.itersiblings(*_BLOCKS) if places.holds(e, prose.elements[0])), None)
        if beside is not None and are_columns(around, beside):
            return True
    return False


def _length(places: Places, run: Region) -> int:
    """Characters from where a run begins to where it ends."""
    outline = places.outline
    return len(" ".join(outline.text[outline.starts[run.span[0]] : outline.stops[run.span[1]]].split()))
