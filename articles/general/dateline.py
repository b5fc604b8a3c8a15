"""Finds the date of publication on a page of no known skin: the line of a day that is worth most, else what only a change tells."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from articles.article import Candidate
from articles.general.dated_lines import dated_lines
from articles.general.day_places import DatedPage, dated_page, lost_by_others, worth_by_place
from articles.general.other_days import (
    LINE,
    headings_of_days,
    lists_of_dates,
)
from articles.layout.element_names import place_of
from articles.layout.places import Places
from articles.layout.teasers import is_teaser, stands_below_link
from articles.layout.weighing import Weighed, losers_of
from articles.tree.lines import line_of
from articles.words.dates import read_date
from articles.words.day_words import (
    begins_with_weekday,
    change_alone_in,
    is_bare_day,
    is_change_alone,
    is_signature,
    is_whole_day,
    said_of_publication,
    says_when_spoken,
    worth_of,
)
from articles.words.names import CHANGES, COMMENTS
from articles.words.skin_lines import CHANGED, PUBLISHED, plain

_SHORT = 60
"""Characters of a line that says hardly more than a day."""
_JUST_BELOW = 12
"""Elements between a text and the day of its last change."""
_RIGHT_BELOW = 4
"""Elements between a text and the day below it."""
_ABOVE = 12
"""Elements between a title and the one day above it."""
_KICKER = 30
"""Characters that may stand beside it, on one line or in one box."""
_DIGIT = re.compile(r"\d")
_ENOUGH = 2.5


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
    answers: Set[HtmlElement],
    *,
    rendered: int,
    hint: str | None,
) -> DateLine | None:
    """The date a reader takes for that of publication. `words`: the title as read, whose own dates count nothing;
    `bodies`: the elements of the text, `span` the places where it begins and ends; `answers`: blocks of what follows it, and footnotes;
    `rendered`: year the page was made in;
    `hint`: the day that meta data of the page names, which decides between several dates but is none itself."""
    page = dated_page(places, title, bodies, span)
    others = {
        *lists_of_dates(places, page.above_title),
        *((places.named(COMMENTS) & places.frames) - page.above_title),
        *answers,
        *headings_of_days(places),
    }
    best: tuple[float, DateLine] | None = None
    weighed: list[Weighed] = []
    for dated in dated_lines(places, title, words, page.called, others, rendered):
        score = worth_of(dated.text) + worth_by_place(page, dated) - lost_by_others(page, dated) - len(dated.text) / 200
        if hint is not None and dated.value == hint:
            score += 4
        weighed.append((score, dated.element, dated.text))
        # Beside a day alone that is worth enough, what a line says of a change is that.
        is_less = best is not None and best[0] >= _ENOUGH and _is_change_beside(best[1].raw, dated.text)
        is_more = best is not None and score >= _ENOUGH and _is_change_beside(dated.text, best[1].raw)
        if best is None or is_more or (score > best[0] and not is_less):
            rule = f"{place_of(dated.element)} near the title"
            best = score, DateLine(dated.value, dated.text, rule, dated.line, score)
    if best is None or best[0] < _ENOUGH:
        alone = _last_change(page, weighed) or _day_below(page, weighed)
        return alone or _day_above(page, weighed) or _signed(page, weighed)
    return replace(best[1], losers=losers_of(weighed, best[1].raw))


def _is_change_beside(day: str, change: str) -> bool:
    """Whether a line says a day alone, beside the words of the change that it may hold, and another that of a change.

    >>> _is_change_beside("18 février 2013", "Mis à jour le 4 mars 2013")
    True
    >>> _is_change_beside("18 février 2013", "Publié le 4 mars 2013, mis à jour le 6 mars 2013")
    False
    >>> line, change = "18 février 2013 (mis à jour le 4 mars 2013)", "(mis à jour le 4 mars 2013)"
    >>> _is_change_beside(line, change), _is_change_beside(change, line)
    (True, False)
    """
    rest, words = day.replace(change, ""), plain(change)
    is_change = is_change_alone(change) and PUBLISHED.search(words) is None
    return is_change and is_whole_day(rest) and not is_change_alone(rest)


def _last_change(page: DatedPage, weighed: Sequence[Weighed]) -> DateLine | None:
    """The day of the last change that a line tells between title and the end of the text, where nothing tells another day: one
    named for it, or one of these words alone in what holds both; None: there is none. One at the foot of the page is the site's."""
    places, region = page.places, page.region
    named = [(e, line_of(e, LINE)) for e in places.in_order(places.named(CHANGES) - places.frames)]
    around = region if region is not None and region.tag not in ("body", "html") else None
    alone = [
        (element, change)
        for _, element, text in weighed
        if around is not None
        and (change := change_alone_in(text)) is not None
        and places.holds(around, element)
        and element not in places.frames
    ]
    for element, words in (*named, *alone):
        if (
            page.start <= places.order(element) <= page.last + _JUST_BELOW
            and len(words) < _SHORT
            and CHANGED.search(plain(words))
        ):
            value = read_date(said_of_publication(words))
            if value is not None:
                return DateLine(value, words, f"{place_of(element)}, nothing else is dated", element)
    return None


def _day_below(page: DatedPage, weighed: Sequence[Weighed]) -> DateLine | None:
    """The day alone right below the text, in the block that holds it and the title, where no other line there tells one; None: there
    is none."""
    places, region = page.places, page.region
    if region is None or region.tag in ("body", "html"):
        return None
    held = [(score, e, text) for score, e, text in weighed if places.holds(region, e) and places.order(e) > page.start]
    # With a name beside it it may be a reader's, or that of another article.
    below = [one for one in held if 0 < places.order(one[1]) - page.last <= _RIGHT_BELOW and is_bare_day(one[2])]
    if len(held) != 1 or len(below) != 1 or below[0][1] in places.frames:
        return None
    score, element, words = below[0]
    after = element.getnext()
    if after is not None and line_of(after, LINE).endswith(":"):
        return None  # its label, which floats to the left of it: `<div>15/10/2011</div><b>début :</b>`
    return _as_date(element, words, " below the text", score)


def _day_above(page: DatedPage, weighed: Sequence[Weighed]) -> DateLine | None:
    """The day alone a little above the title, where that is the only line there that tells one: no link is between, or none but those
    beside it, as to keywords. Above a breadcrumb it is the day of the visit, and so is one with the day of the week and nothing beside
    it; beside another link it is another article's."""
    places, links = page.places, page.places.outline.links
    above = [one for one in weighed if 0 < page.start - places.end(one[1]) <= _ABOVE]
    if len(above) != 1 or above[0][1] in places.frames or stands_below_link(above[0][1]):
        return None
    score, element, text = above[0]
    words = line_of(element, LINE)
    has_links = links[page.start] > links[places.order(element)]
    beside = "" if has_links else text.replace(words, "")
    is_own = not has_links or _is_beside_keywords(page, element, text)
    # A table of layout holds the title, too.
    if not is_own or any(
        e.tag in ("li", "td") and e not in page.above_title for e in (element, *element.iterancestors())
    ):
        return None
    if text == words and begins_with_weekday(words):
        return None
    # The surtitle; where numbers stand there, they are the hour or the price of an event.
    is_alone = is_bare_day(words) and is_whole_day(words) and len(beside) < _KICKER and _DIGIT.search(beside) is None
    return _as_date(element, words, " above the title", score) if is_alone else None


def _is_beside_keywords(page: DatedPage, element: HtmlElement, said: str) -> bool:
    """Whether all links between a day and the title stand beside the day on its line, which says nothing else, in the block that holds
    title and text."""
    places, region, links = page.places, page.region, page.places.outline.links
    if region is None or region.tag in ("body", "html") or not places.holds(region, element) or is_teaser(element):
        return False
    line = next((e for e in element.iterancestors() if line_of(e, LINE) == said), element)
    is_between = links[page.start] > links[places.end(line)]
    return not is_between and not line_of(line, without={element, *line.iter("a")}).strip()


def _signed(page: DatedPage, weighed: Sequence[Weighed]) -> DateLine | None:
    """The day behind a place or a service with which a text ends (`Valvire, le 3 mai 2012`), or that says above its first words when
    it was spoken, where no other line does so; None: it does not."""
    orders = [(page.places.order(element), element, words) for _, element, words in weighed if page.title is not None]
    signed = [
        (element, words)
        for order, element, words in orders
        if page.start < order <= page.last
        and (
            (page.last <= order + _RIGHT_BELOW and is_signature(words))
            or (order <= page.first + _RIGHT_BELOW and says_when_spoken(words))
        )
    ]
    if len(signed) != 1 or signed[0][0] in page.places.frames:
        return None
    element, words = signed[0]
    return _as_date(element, words, ", signed")


def _as_date(element: HtmlElement, words: str, how: str, score: float | None = None) -> DateLine | None:
    value = read_date(words)
    return DateLine(value, words, f"{place_of(element)}{how}", element, score) if value is not None else None
