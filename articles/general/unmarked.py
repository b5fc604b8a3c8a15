"""Finds the title of a page that marks none, neither by a heading of rank nor in its head: the bold line above the text, as in
tables of 2004, or a low heading there."""

import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from articles.general.heading import Heading, is_bold_or_large
from articles.general.page_head import Head
from articles.layout.element_names import names_of, place_of
from articles.layout.places import Places
from articles.layout.prose import find_prose
from articles.tree.lines import line_of, words_before
from articles.words.dates import has_date
from articles.words.folding import bare, uncut
from articles.words.names import LARGE_TYPE

_BLOCKS = frozenset({"td", "th", "p", "div", "center", "li", "body"})
_BEFORE = frozenset({"header", "div", "nav", "table", "ul", "form", "hr", "br"})
_LOW = frozenset({"h4", "h5", "h6"})
"""Headings that frameworks use for their type; of others `heading` knows."""
_SEVERAL = 3
"""Lines of one name that are those of cards."""
_SHORTEST, _LONGEST = 4, 200
_BEGINS = 3
"""Elements in which a run may begin with its title (`<p><font>Un titre</font></p>`)."""
_LARGE = re.compile(r"\+[1-9]|[4-7]")
"""Sizes of type above that of a text, which is 3."""


def unmarked_title(places: Places, head: Head) -> Heading | None:
    """The title in bold or large type, where the head names only the site, or a slogan behind it that the page does not show; or large,
    where nothing on the page says the head's words. None: there is none."""
    line = _bold_line(places)
    if line is None or _is_one_of_several(places, line.element):
        return None
    if head.is_of_the_site:
        return line
    said = bare(head.title)
    shown = [bare(places.text(body)) for body in places.tagged("body")]
    is_said = any(said in words for words in shown)
    return line if (_is_large(line.element) and not is_said) or _follows_slogan(places, head, line, shown) else None


def _follows_slogan(places: Places, head: Head, line: Heading, shown: Sequence[str]) -> bool:
    """Whether the head says, behind the site's name, what neither words nor pictures of the page do: a slogan, given to all pages alike.
    Bold sentences are no title then."""
    slogan = bare(head.of_the_page)
    pictures = (bare(picture.get("alt") or "") for picture in places.tagged("img"))
    is_alone = slogan != "" and uncut(slogan) is None and not any(slogan in words for words in (*shown, *pictures))
    return is_alone and not line.text.endswith(".")


def line_of_title(places: Places, words: str, crumbs: HtmlElement | None) -> HtmlElement | None:
    """The block that says the title, which only the last crumb marks as such, behind the crumbs; None: no block says it alone."""
    after = places.end(crumbs) if crumbs is not None else -1
    for element in places.elements[after + 1 :]:
        if element.tag not in _BLOCKS or element in places.frames or places.length(element) > 2 * len(words) + _LONGEST:
            continue
        if element.tag != "body" and line_of(element, len(words) + 1) == words and not places.links_in(element):
            return element
    return None


def _bold_line(places: Places) -> Heading | None:
    """The first line, in the smallest block around the text that has one above it, which is bold or large as a whole; None: there
    is none."""
    prose = find_prose(places, None, ())
    if prose is None:
        return None
    start = prose.span[0]
    # A run may begin with its title, which its large type tells from a bold paragraph.
    able = [*places.elements[:start], *(e for e in places.elements[start : start + _BEGINS] if _is_large(e))]
    lines = [e for e in able if e not in places.frames and _is_line(places, e)]
    for around in (prose.elements[0], *prose.elements[0].iterancestors()):
        if around.tag in ("body", "html"):
            return None
        for line in lines:
            if places.holds(around, line):
                return Heading(line_of(line), line, f"bold line above the text, {place_of(line)}")
    return None


def _is_large(element: HtmlElement | None) -> bool:
    """Whether its own tag makes its words larger than those of a text, or what it or the element around its words is called."""
    if element is None:
        return False
    if element.tag == "font":
        return _LARGE.fullmatch(element.get("size") or "") is not None
    around = element.getparent()
    held = [element] if around is None or line_of(around) != line_of(element) else [element, around]
    return any(LARGE_TYPE.stand_in(names_of(e)) for e in held)


def _is_one_of_several(places: Places, element: HtmlElement | None) -> bool:
    """Whether several are called like what gives a line its large type, as those of cards are: none is the page's own."""
    around = [e for e in (element, element.getparent()) if e is not None] if element is not None else []
    called = next((e for e in around if LARGE_TYPE.stand_in(names_of(e))), None)
    return called is not None and sum(names_of(e) == names_of(called) for e in places.tagged(called.tag)) >= _SEVERAL


def _is_line(places: Places, element: HtmlElement) -> bool:
    """Whether it is bold or large, and all that its block says, or a low heading of the skin's."""
    is_low = element.tag in _LOW and "spip" not in names_of(element).split()
    if not is_low and not is_bold_or_large(element) and not LARGE_TYPE.stand_in(names_of(element)):
        return False
    words = line_of(element)
    if not _SHORTEST <= len(words) <= _LONGEST or words.endswith(":") or has_date(words):
        return False
    if places.links_in(element) or any(e.tag == "a" for e in _around(element)):
        return False
    is_alone = all(line_of(e, len(words)) == words for e in _around(element))
    return is_low or is_alone or _is_parted(element) or _is_between_blocks(element)


def _is_parted(element: HtmlElement) -> bool:
    """Whether line breaks part it, in large type, from the other lines of its block, as surtitle and date in one cell."""
    if not _is_large(element):
        return False
    before, after = element.getprevious(), element.getnext()
    has_break = (before is None or before.tag == "br") and after is not None and after.tag == "br"
    return has_break and not words_before(element).strip() and not (element.tail or "").strip()


def _is_between_blocks(element: HtmlElement) -> bool:
    """Whether it stands loose in its block before a paragraph, with a block or nothing before it (`<strong>…</strong><p>…</p>`)."""
    before, after = element.getprevious(), element.getnext()
    is_line = (before is None or before.tag in _BEFORE) and after is not None and after.tag in ("p", "div")
    return is_line and not words_before(element).strip() and not (element.tail or "").strip()


def _around(element: HtmlElement) -> Iterator[HtmlElement]:
    """What it stands in, up to its block."""
    for above in element.iterancestors():
        yield above
        if above.tag in _BLOCKS:
            return
