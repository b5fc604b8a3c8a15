"""Finds when an article of no known skin was published: by a name, near its title, in meta data or the title; dateline weighs the lines."""

import re
import sys
from collections.abc import Callable, Iterable, Sequence, Set
from functools import cache
from itertools import islice

from lxml.html import HtmlElement

from articles.fields.skeleton_fields import Fields
from articles.general.calendar_leaf import find_leaf
from articles.general.dateline import DateLine, find_date
from articles.general.forms import notes_with_way_back
from articles.general.other_days import headed_as_end, stands_in_item_of_others
from articles.layout.element_names import is_marked_article, place_of
from articles.layout.places import Places, with_above
from articles.layout.teasers import is_teaser, stands_below_link
from articles.text.nesting import ANY_HEADING
from articles.tree.lines import line_of, words_before
from articles.words.dates import as_shown, read_date
from articles.words.day_words import begins_with_weekday, is_whole_day
from articles.words.names import COMMENTS, DATE, EVENTS
from articles.words.skin_lines import CHANGED, PUBLISHED, plain

_HINTS = (
    "meta[property='article:published_time'], meta[name='DC.date.issued'], meta[name='DC.date'], meta[name='dcterms.created'],"
    " meta[itemprop='datePublished'], meta[name='date']"
)
_DAY_AT_END = re.compile(r"\((\d{1,2}[./-]\d{1,2}[./-](?:\d\d)?\d\d)\)\s*$")
_SURELY = 6.0
"""What a line is worth that says it tells the day of publication, near the title."""
_LONGEST_DATE_LINE = 120
_WRAPPED = 3
"""Elements in each other that a date may be all of."""
_ABOVE, _BELOW = 8, 4
"""Elements between a title and words above it that count from now, and between a text and such words below it."""
_MOST_COUNTED = 40
"""Such words that are looked at: a page with more of them lists others."""
_FROM_NOW = re.compile(
    r"il y a(?: .{1,20}\b(?:secondes?|minutes?|heures?|jours?|semaines?|mois|ans?|années?))?\b"
    r"|(?:(?:avant-)?hier|aujourd['’]hui|yesterday)\b(?:,? (?:à|vers|at) [\d:hapm ]+\b)?|hace \d+ \w+|\d+ \w+ ago\b",
    re.IGNORECASE,
)


def find_published(
    fields: Fields,
    places: Places,
    title: HtmlElement | None,
    words: str,
    bodies: Sequence[HtmlElement],
    span: tuple[int, int] | None,
    dated: Iterable[str],
) -> DateLine | None:
    """The date of a page; None: nothing says one. `words`: those of the title; `span`: where the text begins and ends, by default
    as `bodies` do; `dated`: when its JSON-LD says that it was published."""
    start = places.order(title) if title is not None else 0
    rendered = _year_shown(places, start) or fields.page.rendered
    whole = (
        min(map(places.order, bodies), default=start), max(map(places.end, bodies), default=start),
    )  # fmt: skip
    hint = _hint(fields, dated)
    answers = headed_as_end(places, (span or whole)[1])
    named = _named_date(fields, places, rendered, title, bodies, answers)
    if named is not None and named.line not in places.frames:
        return named
    notes = notes_with_way_back(fields.selection)
    others = {*answers, *(notes.elements if notes is not None else ())}
    told = find_date(places, title, words, bodies, span or whole, others, rendered=rendered, hint=hint)
    if named is not None and (told is None or (told.score or 0.0) < _SURELY):
        return named  # some skins show the one date they print in a side column
    return (
        told
        or find_leaf(places, title)
        or _told_from_now(places, title, bodies, span or whole, answers)
        or _issue(places, hint)
        or _told_in_title(words, title)
    )


def _named_date(
    fields: Fields,
    places: Places,
    rendered: int,
    title: HtmlElement | None,
    bodies: Sequence[HtmlElement],
    answers: Set[HtmlElement],
) -> DateLine | None:
    own = _article_of(title)
    behind = _end_of_own(places, own, bodies)
    is_in_list_of_others = _lists_of_others()
    own_blocks = with_above((title, *bodies))
    for selector in fields.skeleton.published:
        elements = [
            e
            for e in fields.selection.all_of(selector.css)
            if not _is_of_others(places, e, title)
            and not is_in_list_of_others(e)
            and not (places.order(e) >= behind and stands_below_link(e))
            and not stands_in_item_of_others(places, e, own_blocks, answers, has_text=bool(bodies))
        ]
        for element in sorted(elements, key=lambda e: (own is None or not places.holds(own, e), _is_of_change(e))):
            # Of several in a side column none is surely the article's, unless the column is its own.
            is_own = own is not None and places.holds(own, element)
            if element in places.frames and (len(elements) > 1 or selector.attribute is None) and not is_own:
                continue
            raw = (element.get(selector.attribute) or "") if selector.attribute else line_of(element)
            value = read_date(raw, utc=fields.skeleton.published_is_utc, rendered=rendered)
            if value is not None:
                return DateLine(as_shown(value, line_of(element)), raw.strip(), selector.css, element)
    return None


def _end_of_own(places: Places, own: HtmlElement | None, bodies: Sequence[HtmlElement]) -> int:
    """The place behind which a day below a link is another article's: the end of what the skin marks as this one, if that holds all
    of its text; some skins print the article's own day in a column behind that."""
    holds_text = own is not None and bool(bodies) and all(places.holds(own, body) for body in bodies)
    return places.end(own) if own is not None and holds_text else sys.maxsize


def _is_of_others(places: Places, element: HtmlElement, title: HtmlElement | None) -> bool:
    """Whether a date is one of an event, of a reader's answer or of another article that a list leads to."""
    above = {e for e in (element, *element.iterancestors()) if e.tag not in ("body", "html")}
    comments = places.named(COMMENTS) & above
    return (
        not places.named(EVENTS).isdisjoint(above)
        or any(title is None or not places.holds(e, title) for e in comments)
        or is_teaser(element)
    )


def _lists_of_others() -> Callable[[HtmlElement], bool]:
    """Tells whether a date stands in one of several items of a list that each hold such a date and a link: those of other articles.
    What a list holds is asked once."""

    @cache
    def leads_on(listing: HtmlElement, tag: str) -> bool:
        items = (e for e in listing if e.tag == "li")
        return sum(all(next(e.iter(held), None) is not None for held in (tag, "a")) for e in items) > 1

    def is_in_one(date: HtmlElement) -> bool:
        item = next((e for e in date.iterancestors() if e.tag == "li"), None)
        listing = item.getparent() if item is not None else None
        return listing is not None and leads_on(listing, date.tag)

    return is_in_one


def _is_of_change(element: HtmlElement) -> bool:
    """Whether the words right before a date say that it is of a change (`Modifié le … – Publié le …`, each in a `time`, which may be
    all that an element around it holds)."""
    said = ""
    for inner in islice((element, *element.iterancestors()), _WRAPPED):
        said = words_before(inner)
        if said.strip() or inner.getprevious() is not None:
            break
    words = plain(said)
    return CHANGED.search(words) is not None and PUBLISHED.search(words) is None


def _year_shown(places: Places, start: int) -> int | None:
    """Year of the day that the page was made on, where its head shows that (`mardi 9 octobre 2018`); None: it does not."""
    for element in places.in_order(places.named(DATE)):
        if places.order(element) >= start:
            break
        words = line_of(element, _LONGEST_DATE_LINE)
        if begins_with_weekday(words) and PUBLISHED.search(plain(words)) is None:
            value = read_date(words)
            if value is not None and len(value) == len("2018-10-09"):
                return int(value[:4])
    return None


def _told_from_now(
    places: Places,
    title: HtmlElement | None,
    bodies: Sequence[HtmlElement],
    span: tuple[int, int],
    answers: Set[HtmlElement],
) -> DateLine | None:
    """The day that an attribute tells of words that only say how long ago it was (`<span title="14/09/2023">il y a 2 ans</span>`):
    those named for a date, or such words alone between title and text or right below it. A forum counts so, too."""
    start = places.order(title) if title is not None else 0
    own_blocks = with_above((title, *bodies))
    candidates = (e for e in places.outline.having.get("title", ()) if e not in places.frames)
    counted = ((e, found) for e in candidates if (found := _FROM_NOW.match(line_of(e, _LONGEST_DATE_LINE))) is not None)
    for element, found in islice(counted, _MOST_COUNTED):
        told, order = element.get("title") or "", places.order(element)
        is_below = span[1] < order <= span[1] + _BELOW and not any(
            e.tag in ANY_HEADING for e in places.elements[span[1] + 1 : order]
        )
        is_near = start - _ABOVE <= order < span[0] or is_below
        is_alone = is_near and is_whole_day(told) and not found.string[found.end() :].strip(" .,;:)-–")
        is_of_others = _is_of_others(places, element, title) or stands_below_link(element)
        if (is_alone or element in places.named(DATE)) and not (
            is_of_others or stands_in_item_of_others(places, element, own_blocks, answers, has_text=bool(bodies))
        ):
            value = read_date(told)
            if value is not None:
                return DateLine(value, told, f"title of {place_of(element)}", element)
    return None


def _issue(places: Places, hint: str | None) -> DateLine | None:
    """The month that meta data names, where the page shows it in words (`octobre-novembre 2006`, an issue of a journal)."""
    if hint is None:
        return None
    for element in places.elements:
        line = line_of(element) if element.tag in ("a", "div", "span", "p", "td", "li") and len(element) < 4 else ""
        if 8 < len(line) < 80 and read_date(line) == hint[:7]:
            return DateLine(hint[:7], line, f"{place_of(element)} and meta data", element)
    return None


def _hint(fields: Fields, also: Iterable[str]) -> str | None:
    said = (e.get("content") or "" for e in fields.selection.all_of(_HINTS))
    values = (read_date(words) for words in (*said, *also))
    return next((value for value in values if value is not None), None)


def whole_line(date: HtmlElement) -> HtmlElement | None:
    """The line of a date with the words that say so (`Publié le … | Maj le …`); None: it is too long for a line."""
    line: HtmlElement | None = None
    for element in (date, *date.iterancestors()):
        words = line_of(element, _LONGEST_DATE_LINE)
        if len(words) > _LONGEST_DATE_LINE or (line is not None and PUBLISHED.search(plain(words)) is None):
            break
        line = element
        if element.tag in ("p", "div", "li", "td"):
            break
    return line


def _told_in_title(words: str, title: HtmlElement | None) -> DateLine | None:
    """The day in brackets that ends a title (`Un voyage (14.05.18)`), as ministries write it where the page shows no other."""
    found = _DAY_AT_END.search(words)
    if title is None or found is None or (value := read_date(found[1])) is None:
        return None
    return DateLine(value, found[1], "title", title)


def _article_of(title: HtmlElement | None) -> HtmlElement | None:
    """What the skin marks as the article, around its title; None: nothing."""
    return next((e for e in title.iterancestors() if is_marked_article(e)), None) if title is not None else None
