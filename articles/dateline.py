"""Finds the date of publication on a page of no known skin, by the words and places around each date; reading one is for dates."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from articles.article import Candidate
from articles.byline import without_written
from articles.dates import has_date, is_impossible, read_date
from articles.day_words import (
    OF_THIS_PAGE,
    is_change_alone,
    is_day_alone,
    is_day_parted,
    is_foot_of_article,
    said_of_publication,
    tells_day,
    worth_of,
)
from articles.lines import line_of
from articles.other_days import (
    LINE,
    frames_day_alone,
    headed_as_end,
    lists_of_dates,
    stands_behind_link,
    tells_event,
)
from articles.places import Places, place_of
from articles.signed_days import is_line_of_skin, is_signed
from articles.teasers import is_teaser
from articles.text_blocks import SPIP
from articles.vocabulary import (
    CHANGED,
    CHANGES,
    COMMENTS,
    DATE,
    EVENTS,
    NO_PUBLICATION,
    PUBLISHED,
    SIDE,
    plain,
)
from articles.weighing import Weighed, losers_of

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
_HOUR = re.compile(r"\ba \d{1,2} ?(?:h|:)")
"""When something begins, as programmes list it."""
_IN_BRACKETS = re.compile(r"\([^()]{6,30}\)")
_WIDE = frozenset({"body", "td", "article", "main"})
_SHORT = 60
_MOST_OF_LINE = 300
"""Elements in a line; a block of more is none, however few its words are."""
_INTO = 6
"""Elements from where a text begins, among which a line of the skin may stand."""
_JUST_ABOVE, _JUST_BELOW = 3, 12
"""Elements between a date and the title below it, and between a text and the day of its last change."""
_ENOUGH = 2.5
_ISSUE = re.compile(r"(?<!\w)n ?(?:°|º|o\b|umero\b)\s?\d{1,4}\b")


@dataclass(frozen=True, slots=True)
class DateLine:
    """A date that was found."""

    value: str
    """ISO 8601 at the precision shown."""
    raw: str
    """The line it stands in, as published."""
    rule: str
    """How it was found, for traces."""
    line: HtmlElement
    """The element of that line."""
    score: float | None = None
    """What it was worth; None: a name told it."""
    losers: tuple[Candidate, ...] = ()
    """The best that it beat."""


def find_date(
    places: Places,
    title: HtmlElement | None,
    words: str,
    bodies: Sequence[HtmlElement],
    span: tuple[int, int],
    *,
    rendered: int,
    hint: str | None,
) -> DateLine | None:
    """The date a reader takes for that of publication. `words`: the title as read, whose own dates count nothing;
    `bodies`: the elements of the text, `span` the places where it begins and ends; `rendered`: year the page was made in;
    `hint`: the day that meta data of the page names, which decides between several dates but is none itself."""
    start = places.order(title) if title is not None else 0
    first, last = span
    if title is not None and not bodies:
        first = max(first, places.end(title) + _JUST_ABOVE)
    region = places.common(title, bodies[0]) if title is not None and bodies else None
    above_title = frozenset(title.iterancestors()) if title is not None else frozenset()
    best: tuple[float, DateLine] | None = None
    weighed: list[Weighed] = []
    called = _called_for_dates(places)
    side = places.named(SIDE) - above_title - frozenset(bodies[0].iterancestors() if bodies else ())
    events, lists = places.named(EVENTS) - above_title, lists_of_dates(places, above_title)
    tables = {e for e in places.tagged("table") if e in places.named(SPIP)}  # rows of a programme
    answers = ((places.named(COMMENTS) & places.frames) - above_title) | headed_as_end(places, last)
    for element, tag, own in zip(places.elements, places.outline.tags, places.own_texts(), strict=True):
        if not own or tag not in _PLACES:
            continue
        # A year alone, or a day without one, is a date only where names and words both say so: `p.meta`, `Publié en 2011`, or
        # where it begins a line of that name, as `affdate_jourcourt` prints it: `p.date`, `lundi 8 octobre | …`.
        is_told = element in called and tells_day(own)
        if not (is_told or _CHEAP.search(own)):
            continue
        own, before = _loose_words(element, own) if element in above_title else (own, element)
        line, text = (
            (element, own.strip()) if _stands_alone(element, own, above_title) else _line(places, element, above_title)
        )
        if title is not None and places.holds(title, element):
            text = text.replace(words, " ", 1).strip(" \xa0,;|")
        text = without_written(text)
        if not (is_told or has_date(text)):
            continue
        value = read_date(said_of_publication(_NUMBERED.sub(" ", text)), rendered=rendered)
        above = [element, *element.iterancestors()]
        if value is None or not lists.isdisjoint(above) or not answers.isdisjoint(above):
            continue
        is_published = PUBLISHED.search(plain(text)) is not None
        is_of_event = not is_published and (not events.isdisjoint(above) or tells_event(places, element, text))
        order = places.order(before)
        score = worth_of(text) + (3.0 if element in called else 0.0)
        ends = order if before in above_title else places.end(before)
        just_above = 0 < start - ends <= _JUST_ABOVE and (is_day_alone(text) or is_day_parted(text))
        inside = any(places.holds(body, element) for body in bodies)
        if title is not None and (places.holds(title, element) or start <= order < first):
            score += 4
        elif inside and first <= order <= last:
            is_line = len(text) < 100 and is_published
            at_edge = order - first < _INTO or last - order < 10
            alone = is_day_alone(text) and tables.isdisjoint(above)
            is_own = len(text) < 100 and at_edge and not called.isdisjoint((line, element))
            is_day = (alone or is_foot_of_article(text)) and at_edge
            if order - first < _INTO and is_line_of_skin(line, text):
                score += 4
            else:
                score -= 0 if is_line or is_own else -3 if is_day else 2 if len(text) < 60 and at_edge else 9
        elif region is not None and region.tag not in ("body", "html") and places.holds(region, element):
            # Below a text stand dates of events, comments and files too: one that nothing tells of must be told.
            is_told = is_published or is_signed(element, line) or is_foot_of_article(text)
            told = order < last or element in called or is_told
            score += 0 if not told else 3 if order > start or just_above else 2
        elif order < start and not (just_above and element in called):
            score -= 1 if start - order < 25 else 4
        elif order - last < 12:
            score += 1.5
        is_of_another = (order > last and (is_teaser(element) or is_teaser(line))) or stands_behind_link(element)
        # What stands below a text is called its foot too, and the article's own part of the page may have an aside.
        is_own_part = region is not None and region.tag in ("main", "article") and places.holds(region, element)
        says_so = OF_THIS_PAGE.search(plain(text)) is not None or (is_own_part and is_published)
        # What is called an aside and says a day alone between title and text is that of the article.
        is_beside = start <= order < first and element in places.frames and frames_day_alone(places, element, text)
        is_framed = element in places.frames and not says_so and not is_beside
        if is_of_event or is_of_another or is_framed or not side.isdisjoint(above):
            score -= 5
        if line.tag == "li" or any(e.tag == "li" for e in above):
            score -= 6 if not is_published and _HOUR.search(plain(text)) else 2
        if (line.tag == "a" or places.links_in(line)) and len(text) > 120:
            score -= 2
        if hint is not None and value == hint:
            score += 4
        if abs(order - start) <= _JUST_ABOVE and len(text) < _SHORT and _ISSUE.search(plain(text)):
            score += 4  # the issue that a journal prints above its title
        score -= len(text) / 200
        weighed.append((score, element, text))
        if best is None or score > best[0]:
            best = score, DateLine(value, text, f"{place_of(element)} near the title", line, score)
    if best is None or best[0] < _ENOUGH:
        return _last_change(places, start, last, region, weighed)
    return replace(best[1], losers=losers_of(weighed, best[1].raw))


def _last_change(
    places: Places, start: int, last: int, region: HtmlElement | None, weighed: Sequence[Weighed]
) -> DateLine | None:
    """The day of the last change that a line tells between title and the end of the text, where nothing tells another day: one
    named for it, or one of these words alone in what holds both; None: there is none. One at the foot of the page is the site's."""
    named = [(e, line_of(e, LINE)) for e in places.in_order(places.named(CHANGES) - places.frames)]
    around = region if region is not None and region.tag not in ("body", "html") else None
    alone = [
        (element, text)
        for _, element, text in weighed
        if around is not None
        and is_change_alone(text)
        and places.holds(around, element)
        and element not in places.frames
    ]
    for element, words in (*named, *alone):
        if (
            start <= places.order(element) <= last + _JUST_BELOW
            and len(words) < _SHORT
            and CHANGED.search(plain(words))
        ):
            value = read_date(words)
            if value is not None:
                return DateLine(value, words, f"{place_of(element)}, nothing else is dated", element)
    return None


def _stands_alone(element: HtmlElement, own: str, above_title: Set[HtmlElement]) -> bool:
    """Whether the words directly in an element are a line of their own: in brackets, or loose beside the title."""
    return _IN_BRACKETS.fullmatch(own.strip()) is not None or (element in above_title and len(own.strip()) < _SHORT)


def _loose_words(element: HtmlElement, own: str) -> tuple[str, HtmlElement]:
    """Of the words directly in an element around the title the one stretch that holds a date, and the element behind which it
    stands; all of them where several do."""
    dated = [(child.tail, child) for child in element if child.tail and _CHEAP.search(child.tail)]
    return dated[0] if len(dated) == 1 and not _CHEAP.search(element.text or "") else (own, element)


def find_impossible(places: Places) -> str | None:
    """The line that says when the page was published, but by a day that no calendar has (`Publié le 31 février 2012`)."""
    called = _called_for_dates(places)
    for element, own in zip(places.elements, places.own_texts(), strict=True):
        if element in places.frames or element.tag not in _PLACES or not 5 < len(own) < _SHORT:
            continue
        is_line = element in called or PUBLISHED.search(plain(own)) is not None
        if is_line and is_impossible(own) and NO_PUBLICATION.search(plain(own)) is None:
            return own.strip()
    return None


def _line(places: Places, element: HtmlElement, above_title: Set[HtmlElement]) -> tuple[HtmlElement, str]:
    """The widest short element around a date, where the words that say what it means stand; never one that holds the title."""
    line, text = element, line_of(element)
    for above in element.iterancestors():
        if above in above_title or places.end(above) - places.order(above) > _MOST_OF_LINE:
            break
        if above.tag in ("body", "html", "table", "tr", "ul", "ol", "article", "main", "section") or len(above) > 12:
            break
        wider = line_of(above, LINE)
        if len(wider) > LINE or (
            above.tag in ("div", "td") and len(wider) > 120 and line.tag in ("p", "div", "li", "h1", "h2")
        ):
            break
        line, text = above, wider
        if above.tag in ("p", "li", "h1", "h2", "h3", "h4"):
            break
    return line, text if len(text) <= 4 * LINE else _around(text)


def _around(text: str) -> str:
    found = _CHEAP.search(text)
    at = found.start() if found else 0
    return text[max(0, at - 60) : at + 40]


def _called_for_dates(places: Places) -> set[HtmlElement]:
    """Elements whose own names, or those of the two around them within one block, are those of a date."""
    found: set[HtmlElement] = set()
    for element in places.named(DATE):
        found.add(element)
        if element.tag not in _WIDE:
            found.update(element)
            found.update(inner for child in element if child.tag not in _WIDE for inner in child)
    return found
