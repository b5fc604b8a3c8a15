"""Lists the lines of a page that tell a day, with the words around it; which of them is that of publication is for dateline."""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from lxml.html import HtmlElement

from articles.general.other_days import LINE
from articles.layout.ends import is_line_of_date
from articles.layout.places import Places
from articles.tree.lines import line_of, words_before
from articles.words.byline import without_written
from articles.words.dates import has_date, is_impossible, read_date
from articles.words.day_words import is_unfiltered, said_of_publication, says_day_alone, tells_day, year_of_publication
from articles.words.folding import bare
from articles.words.names import DATE
from articles.words.skin_lines import CHANGED, NO_PUBLICATION, PUBLISHED, plain

# 2011 or 1386, 16/06/11 or 16 juin 11; written so that only digits are looked at.
_CHEAP = re.compile(
    r"\d(?:(?<=[1۱])[349۳۴]\d\d|(?<=[2٢])[0٠]\d\d|\d?\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d\d(?!\d)|(?:er)?\s[^\W\d_]{3,9}\.?\s['’]?\d\d(?![\d:h]))"
)
_PLACE_NAMES = """
    p div td li span small h1 h2 h3 h4 h5 h6 time abbr em i font strong b dd dt center address a section header th blockquote sup
    label article body footer
"""
_PLACES = frozenset(_PLACE_NAMES.split())
_NUMBERED = re.compile(r"\b[nN] ?[°º]\s?\d[\d/.-]*\d\b")
"""The number of a notice, `n° 2009-07`, which is no month."""
_IN_BRACKETS = re.compile(r"\([^()]{6,30}\)")
_WIDE = frozenset({"body", "td", "article", "main"})
_SHORT = 60
_BLOCKS = ("p", "div", "ul", "ol", "dl", "table", "pre", "blockquote", "h2", "h3", "h4")
_IN_LINE = frozenset({"small", "span", "em", "i", "time", "abbr", "font"})
_LONGEST_CALLED = 300
"""Characters of what is called for a date, at most: some skins call so the block of the text as well."""
_MOST_OF_LINE = 300
"""Elements in a line; a block of more is none, however few its words are."""


@dataclass(frozen=True, slots=True)
class DatedLine:
    """A line that tells a day."""

    element: HtmlElement
    """In which the words of the day stand."""
    before: HtmlElement
    """Behind which they stand, where they are loose beside the title; else `element`."""
    line: HtmlElement
    """Around them with the words that say what the day is."""
    text: str
    """Those words, without the title and without an older date of writing."""
    value: str
    """ISO 8601 at the precision shown."""
    above: frozenset[HtmlElement]
    """`element` and what it stands in."""
    is_published: bool
    """Whether the words say that something was published."""


def dated_lines(
    places: Places,
    title: HtmlElement | None,
    words: str,
    called: Set[HtmlElement],
    others: Set[HtmlElement],
    rendered: int,
) -> Iterator[DatedLine]:
    """All of them in order but those in `others`. `words`: the title as read, whose own dates count nothing; `called`: elements
    called for dates; `rendered`: year the page was made in."""
    above_title = frozenset(title.iterancestors()) if title is not None else frozenset()
    for element, tag, own in zip(places.elements, places.outline.tags, places.own_texts(), strict=True):
        if not own or tag not in _PLACES:
            continue
        # A year alone, or a day without one, is a date only where names and words both say so: `p.meta`, `Publié en 2011`, or
        # where it begins a line of that name, as `affdate_jourcourt` prints it: `p.date`, `lundi 8 octobre | …`.
        year = year_of_publication(own)
        is_told = year is not None or (element in called and tells_day(own))
        if not (is_told or _CHEAP.search(own)):
            continue
        if element not in called and title is not None and element is not title and bare(own) == bare(words):
            continue  # the last step of the path, or where it stands in a list
        above = frozenset((element, *element.iterancestors()))
        if not others.isdisjoint(above):
            continue
        own, before = _loose_words(element, own) if element in above_title else (own, element)
        line, text = (
            (element, own.strip())
            if _stands_alone(element, own, above_title)
            else _line(places, element, above_title, others)
        )
        if title is not None and places.holds(title, element):
            text = text.replace(words, " ", 1).strip(" \xa0,;|")
        text = without_written(text)
        if not (is_told or has_date(text)):
            continue
        value = read_date(said_of_publication(_NUMBERED.sub(" ", text)), rendered=rendered) or year
        if value is not None:
            yield DatedLine(element, before, line, text, value, above, PUBLISHED.search(plain(text)) is not None)


def find_impossible(places: Places) -> str | None:
    """The line that says when the page was published, but by a day that no calendar has (`Publié le 31 février 2012`)."""
    called = called_for_dates(places)
    for element, own in zip(places.elements, places.own_texts(), strict=True):
        if element in places.frames or element.tag not in _PLACES or not 5 < len(own) < _SHORT:
            continue
        is_line = element in called or PUBLISHED.search(plain(own)) is not None
        if is_line and is_impossible(own) and NO_PUBLICATION.search(plain(own)) is None:
            return own.strip()
    return None


def _stands_alone(element: HtmlElement, own: str, above_title: Set[HtmlElement]) -> bool:
    """Whether the words directly in an element are a line of their own: in brackets, as the database has them, or loose beside
    the title."""
    is_own = _IN_BRACKETS.fullmatch(own.strip()) is not None or is_unfiltered(own)
    return is_own or (element in above_title and len(own.strip()) < _SHORT)


def _loose_words(element: HtmlElement, own: str) -> tuple[str, HtmlElement]:
    """Of the words directly in an element around the title the one stretch that holds a date, and the element behind which it
    stands; of several the first that says a day alone; else all of them."""
    dated = [(child.tail, child) for child in element if child.tail and _CHEAP.search(child.tail)]
    days = [one for one in dated if says_day_alone(one[0])]
    dated = days[:1] if len(dated) > 1 and days else dated
    if len(dated) != 1 or _CHEAP.search(element.text or ""):
        return own, element
    words, child = dated[0]
    # A comment has no place of its own.
    elements = (e for e in (child, *child.itersiblings(preceding=True)) if isinstance(e.tag, str))
    return words, next(elements, element)


def _line(
    places: Places, element: HtmlElement, above_title: Set[HtmlElement], others: Set[HtmlElement]
) -> tuple[HtmlElement, str]:
    """The widest short element around a date, where the words that say what it means stand; never one that holds the title or any of
    `others`."""
    line, text = element, line_of(element)
    for above in element.iterancestors():
        if above in above_title or places.size(above) > _MOST_OF_LINE:
            break
        if _is_before_blocks(line, text) or (line.tag in ("p", "div") and _says_both(text)):
            break
        if above.tag in ("body", "html", "table", "tr", "ul", "ol", "article", "main", "section") or len(above) > 12:
            break
        wider = line_of(above, LINE)
        if (
            len(wider) > LINE
            or (above.tag in ("div", "td") and len(wider) > 120 and line.tag in ("p", "div", "li", "h1", "h2"))
            or not others.isdisjoint(places.inside(above))
        ):
            break
        line, text = above, wider
        if above.tag in ("p", "li", "h1", "h2", "h3", "h4"):
            break
    text = text if len(text) <= 4 * LINE else _around(text)
    return line, f"{_label(line)} {text}".strip() if line.tag == "td" and len(text) < _SHORT else text


def _label(cell: HtmlElement) -> str:
    """What the cell before one says, where that speaks of publication or of a change (`<td>Mise à jour</td><td>3 mai 2012</td>`)."""
    before = cell.getprevious()
    words = line_of(before, _SHORT) if before is not None and before.tag in ("td", "th") else ""
    said = plain(words)
    is_label = len(words) < _SHORT and (PUBLISHED.match(said) or CHANGED.match(said)) and not has_date(words)
    return words if is_label else ""


def _says_both(text: str) -> bool:
    """Whether a line says when something was published and when changed: nothing beside it says what its days are."""
    words = plain(text)
    return is_line_of_date(text) and PUBLISHED.search(words) is not None and CHANGED.search(words) is not None


def _is_before_blocks(line: HtmlElement, text: str) -> bool:
    """Whether a day alone begins a block in a line of its own, and blocks follow it there: they say something else."""
    following = line.itersiblings(*_BLOCKS)
    return (
        line.tag in _IN_LINE
        and not (words_before(line) + (line.tail or "")).strip()
        and line.getprevious() is None
        and next(following, None) is not None
        and says_day_alone(text)
    )


def _around(text: str) -> str:
    found = _CHEAP.search(text)
    at = found.start() if found else 0
    return text[max(0, at - 60) : at + 40]


def called_for_dates(places: Places) -> set[HtmlElement]:
    """Elements whose own names, or those of the two around them within one block, are those of a date."""
    found: set[HtmlElement] = set()
    for element in places.named(DATE):
        if places.length(element) > _LONGEST_CALLED:
            continue
        found.add(element)
        if element.tag not in _WIDE:
            found.update(element)
            found.update(inner for child in element if child.tag not in _WIDE for inner in child)
    return found
