"""Finds what skins put around a text by its form, where no name tells it: lines beside the title, notes, postscript, the link to
what is online; what becomes of it is for general_fields and article_page.
"""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from articles.layout.places import Places
from articles.text.nesting import ANY_HEADING
from articles.tree.lines import line_of
from articles.tree.selecting import Found, Selection
from articles.words.day_words import says_day_alone
from articles.words.names import SUBTITLE, SURTITLE
from articles.words.skin_lines import plain
from sites.skeleton import Selector

_PS_HEADINGS = Selector("h2, h3, h4, h5, h6")
_PS_MARKS = Selector("b, strong")
_PS = re.compile(r"p\.? ?-? ?s\.?(?: :)?|post-? ?scriptum(?: :)?")
_NOTES = re.compile(r"(?:les )?notes?(?: et references| de (?:l'|cet )article| de bas de page)?(?: :)?")
_PS_NAMES = ("h2", "h3", "h4", "h5", "h6", "b", "strong")
_WAY_BACK = Selector("a[href*='#nh']")
_NOTE = re.compile(r"nb[\w-]+")
_ONLINE = re.compile(r"\s*(?:voir en ligne|sur le web\s*:)\s*:?", re.IGNORECASE)
_ONLINE_ANYWHERE = ("Voir en ligne", "voir en ligne", "VOIR EN LIGNE", "Sur le Web", "Sur le web")
_BESIDE = {"surtitle": SURTITLE, "subtitle": SUBTITLE}
_NEAR, _LONGEST_LINE = 6, 300
"""Elements between a title and the line above or below it, characters of such a line."""


def line_beside(places: Places, title: HtmlElement, name: str) -> HtmlElement | None:
    """The line right above (`surtitle`) or below (`subtitle`) a title whose id or class holds such a name (`Article-subtitle`);
    None: there is none. The site's own name may have such a line too, far from the title or in a frame."""
    if name not in _BESIDE:
        return None
    start, end = places.order(title), places.end(title)
    near = range(start - _NEAR, start) if name == "surtitle" else range(end + 1, end + 1 + _NEAR)
    for element in places.in_order(places.named(_BESIDE[name])):
        is_beside = places.order(element) in near and not places.holds(element, title)
        if is_beside and element not in places.frames and 1 < places.length(element) <= _LONGEST_LINE:
            return element
    return None


def heading_beside(title: HtmlElement, name: str) -> HtmlElement | None:
    """The heading right above (`surtitle`) or below (`subtitle`) a title in a block that holds headings alone, below it the line of
    the date too; None: there is none. One above a title with its date may be the section's."""
    block = title.getparent()
    beside = title.getprevious() if name == "surtitle" else title.getnext()
    if name not in _BESIDE or block is None or beside is None or beside.tag not in ANY_HEADING:
        return None
    others = (e for e in block if e.tag not in ANY_HEADING)
    return beside if all(name == "subtitle" and _is_line_of_day(e) for e in others) else None


def _is_line_of_day(element: HtmlElement) -> bool:
    """Whether it says a day and who wrote and hardly more, or nothing at all."""
    line = line_of(element, _LONGEST_LINE)
    return not line or says_day_alone(line)


def online_line(places: Places) -> tuple[HtmlElement, HtmlElement] | None:
    """The element that begins with the words `Voir en ligne` (reference 2.4), and the link in it; None: there is none."""
    if not any(words in places.outline.text for words in _ONLINE_ANYWHERE):
        return None
    for element, own in zip(places.elements, places.own_texts(), strict=True):
        if _ONLINE.match(own) is None:
            continue
        # The words may have an element of their own: `<p><strong>Voir en ligne</strong> <a>…</a></p>`.
        parent = element.getparent()
        lines = [element, *([parent] if parent is not None and parent.tag in ("p", "div", "li") else [])]
        for line in lines:
            link = next(line.iter("a"), None)
            if link is not None and _ONLINE.match(line_of(line, _LONGEST_LINE)):
                return line, link
    return None


def notes_with_way_back(selection: Selection) -> Found | None:
    """Blocks that hold a footnote by its way back to the call (reference 2.4)."""
    found: dict[HtmlElement, None] = {}
    for link in selection.all_of(_WAY_BACK.css):
        above = [e for e in link.iterancestors() if e.tag in ("p", "li", "div", "td", "dd")]
        # SPIP 3 puts a note of several paragraphs into `div#nb1`.
        block = next((e for e in above if _NOTE.fullmatch(e.get("id") or "")), above[0] if above else None)
        if block is None:
            continue
        number = line_of(link).strip("[]() \xa0")
        line = line_of(block, len(number) + _LONGEST_LINE)
        if line.startswith("[") or (number and line.startswith(number)):
            found[block] = None
    return Found(tuple(found), _WAY_BACK) if found else None


def heading_of_notes(elements: Sequence[HtmlElement]) -> list[HtmlElement]:
    """The heading right before the first footnote that says so and nothing else, which a text is not to end with."""
    first = elements[0] if elements else None
    around = first.getparent() if first is not None and first.getprevious() is None else None
    first = around if around is not None and around.tag == "div" else first
    before = first.getprevious() if first is not None else None
    is_heading = before is not None and before.tag in (*_PS_NAMES, "p") and not (before.tail or "").strip()
    return [before] if is_heading and _NOTES.fullmatch(plain(line_of(before, 40))) else []


def numbered_notes(selection: Selection) -> Found | None:
    """The list of numbers and words that a skin without SPIP's notes puts below a text which calls each by a raised number."""
    called = {line_of(e).strip("[]() \xa0") for e in selection.all_of("sup")}
    for listing in reversed(selection.all_of("dl") if called else []):
        terms = [line_of(e).strip("[](). \xa0") for e in listing.iter("dt")]
        if terms and terms == [str(n) for n in range(1, len(terms) + 1)] and called.issuperset(terms):
            return Found((listing,), Selector("dl"))
    return None


def headings_of_postscript(elements: Sequence[HtmlElement]) -> list[HtmlElement]:
    """What says `P.-S.` in a postscript and nothing else."""
    own = (e for element in elements for e in element.iter(*_PS_NAMES))
    return [e for e in own if _PS.fullmatch(plain(line_of(e, 40)))]


def postscript_under_heading(selection: Selection) -> Found | None:
    """What stands under a heading that says `P.-S.` in a block of its own, or behind these words in bold that open a block."""
    for heading in selection.all_of(_PS_HEADINGS.css):
        if heading.getprevious() is None and _PS.fullmatch(plain(line_of(heading, 40))):
            below = [e for e in heading.itersiblings() if isinstance(e.tag, str)]
            if below:
                return Found(tuple(below), _PS_HEADINGS)
    for mark in selection.all_of(_PS_MARKS.css):
        line = mark.getparent()
        opens = (
            line is not None
            and line.tag in ("p", "div")
            and mark.getprevious() is None
            and not (line.text or "").strip()
        )
        words = line_of(mark, 40) if opens else ""
        # `PS` alone may be a party.
        if _PS.fullmatch(plain(words)) and words.strip() != "PS":
            return Found((line,), _PS_MARKS)
    return None
