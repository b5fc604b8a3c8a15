"""Finds the date of publication on a page of no known skin, by the words and places around each date; reading one is for dates."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from articles.article import Candidate
from articles.dated_lines import DatedLine, called_for_dates, dated_lines
from articles.dates import read_date
from articles.day_words import (
    OF_THIS_PAGE,
    is_bare_day,
    is_change_alone,
    is_day_alone,
    is_day_parted,
    is_foot_of_article,
    is_whole_day,
    said_of_publication,
    worth_of,
)
from articles.lines import line_of
from articles.other_days import (
    LINE,
    frames_day_alone,
    headings_of_days,
    lists_of_dates,
    stands_behind_link,
    tells_event,
)
from articles.places import Places, place_of
from articles.signed_days import is_line_of_skin, is_signed
from articles.teasers import is_teaser
from articles.text_blocks import SPIP
from articles.vocabulary import CHANGED, CHANGES, COMMENTS, EVENTS, SIDE, plain
from articles.weighing import Weighed, losers_of

_HOUR = re.compile(r"\ba \d{1,2} ?(?:h|:)")
"""When something begins, as programmes list it."""
_SHORT, _LONGEST_SAID = 60, 160
_INTO = 6
"""Elements from where a text begins, among which a line of the skin may stand."""
_JUST_ABOVE, _JUST_BELOW = 3, 12
"""Elements between a date and the title below it, and between a text and the day of its last change."""
_RIGHT_BELOW = 4
"""Elements between a text and the day below it."""
_NESTED = 7
"""Elements between a date and the title below it where hardly any holds words: grids wrap each in several."""
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


@dataclass(frozen=True, slots=True)
class _Page:
    """What all dated lines of a page are held against."""

    places: Places
    """Where its elements stand."""
    start: int
    """Place of the title; 0: there is none."""
    title: HtmlElement | None
    """Its element; None: there is none."""
    bodies: Set[HtmlElement]
    """Elements of the text."""
    first: int
    """Place at which the text begins."""
    last: int
    """Place at which it ends."""
    region: HtmlElement | None
    """What holds title and text; None: there is no title or no text."""
    above_title: frozenset[HtmlElement]
    """What the title stands in."""
    called: Set[HtmlElement]
    """Elements called for dates."""
    side: Set[HtmlElement]
    """Columns beside the text."""
    events: Set[HtmlElement]
    """Elements called for events."""
    tables: Set[HtmlElement]
    """Tables of the editor's: programmes."""


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
    `bodies`: the elements of the text, `span` the places where it begins and ends; `answers`: blocks of what follows it;
    `rendered`: year the page was made in;
    `hint`: the day that meta data of the page names, which decides between several dates but is none itself."""
    page = _page(places, title, bodies, span)
    others = {
        *lists_of_dates(places, page.above_title),
        *((places.named(COMMENTS) & places.frames) - page.above_title),
        *answers,
        *headings_of_days(places),
    }
    best: tuple[float, DateLine] | None = None
    weighed: list[Weighed] = []
    for dated in dated_lines(places, title, words, page.called, others, rendered):
        score = worth_of(dated.text) + _by_place(page, dated) - _by_others(page, dated) - len(dated.text) / 200
        if hint is not None and dated.value == hint:
            score += 4
        weighed.append((score, dated.element, dated.text))
        # Beside a day alone that is worth enough, what a line says of a change is that.
        is_less = best is not None and best[0] >= _ENOUGH and is_whole_day(best[1].raw) and is_change_alone(dated.text)
        is_more = best is not None and score >= _ENOUGH and is_whole_day(dated.text) and is_change_alone(best[1].raw)
        if best is None or is_more or (score > best[0] and not is_less):
            rule = f"{place_of(dated.element)} near the title"
            best = score, DateLine(dated.value, dated.text, rule, dated.line, score)
    if best is None or best[0] < _ENOUGH:
        return _last_change(page, weighed) or _day_below(page, weighed)
    return replace(best[1], losers=losers_of(weighed, best[1].raw))


def _page(places: Places, title: HtmlElement | None, bodies: Sequence[HtmlElement], span: tuple[int, int]) -> _Page:
    above_title = frozenset(title.iterancestors()) if title is not None else frozenset()
    first, last = span
    if title is not None and not bodies:
        first = max(first, places.end(title) + _JUST_ABOVE)
    return _Page(
        places=places,
        start=places.order(title) if title is not None else 0,
        title=title,
        bodies=frozenset(bodies),
        first=first,
        last=last,
        region=places.common(title, bodies[0]) if title is not None and bodies else None,
        above_title=above_title,
        called=called_for_dates(places),
        side=places.named(SIDE) - above_title - frozenset(bodies[0].iterancestors() if bodies else ()),
        events=places.named(EVENTS) - above_title,
        tables={e for e in places.tagged("table") if e in places.named(SPIP)},
    )


def _by_place(page: _Page, dated: DatedLine) -> float:
    """What a line is worth by where it stands to title and text, and by its name."""
    places, element, text = page.places, dated.element, dated.text
    order = places.order(dated.before)
    end = order if dated.before in page.above_title else places.end(dated.before)
    just_above = _is_just_above(page, end) and (is_day_alone(text) or is_day_parted(text))
    # Who wrote may stand behind the day on a line of its own: `18 avril 2012<br>Jeanne Essai`.
    signed_above = 0 < page.start - end <= _JUST_ABOVE and is_signed(element, dated.line)
    score = 3.0 if element in page.called else 0.0
    if abs(order - page.start) <= _JUST_ABOVE and len(text) < _SHORT and _ISSUE.search(plain(text)):
        score += 4  # the issue that a journal prints above its title
    if page.title is not None and (places.holds(page.title, element) or page.start <= order < page.first):
        return score + 4
    if not page.bodies.isdisjoint(dated.above) and page.first <= order <= page.last:
        return score + _within_text(page, dated, order)
    if page.region is not None and page.region.tag not in ("body", "html") and places.holds(page.region, element):
        # Below a text stand dates of events, comments and files too: one that nothing tells of must be told.
        is_told = dated.is_published or is_signed(element, dated.line) or is_foot_of_article(text)
        told = order < page.last or element in page.called or is_told
        return score + (0 if not told else 3 if order > page.start or just_above or signed_above else 2)
    if signed_above:
        return score + 3
    if order < page.start and not (just_above and element in page.called):
        return score - (1 if page.start - order < 25 else 4)
    return score + (1.5 if order - page.last < 12 else 0)


def _is_just_above(page: _Page, end: int) -> bool:
    """Whether what ends at this place stands right above the title: hardly anything is between, or blocks around both and one line,
    such as the surtitle."""
    between = page.start - end
    if not 0 < between <= _NESTED:
        return False
    return between <= _JUST_ABOVE or sum(1 for own in page.places.own_texts()[end + 1 : page.start] if own.strip()) < 2


def _within_text(page: _Page, dated: DatedLine, order: int) -> float:
    """What a line in the text is worth: hardly ever anything, but for what the skin put at its edges."""
    text = dated.text
    if order - page.first < _INTO and is_line_of_skin(dated.line, text):
        return 4
    at_edge = order - page.first < _INTO or page.last - order < 10
    is_own = at_edge and not page.called.isdisjoint((dated.line, dated.element))
    # Who wrote, when it was published and when changed may be one line that a text begins with.
    is_long = len(text) >= (_LONGEST_SAID if order - page.first < _INTO and not text.rstrip().endswith(".") else 100)
    if not is_long and (dated.is_published or is_own):
        return 0
    is_day = is_day_alone(text) and page.tables.isdisjoint(dated.above)
    if at_edge and (is_day or is_foot_of_article(text)):
        return 3
    return -2 if len(text) < 60 and at_edge else -9


def _by_others(page: _Page, dated: DatedLine) -> float:
    """What a line loses where its day is one of an event, of another article or of the site."""
    places, element, text = page.places, dated.element, dated.text
    order, line = places.order(dated.before), dated.line
    is_of_event = not dated.is_published and (
        not page.events.isdisjoint(dated.above) or tells_event(places, element, text)
    )
    is_behind = order > page.last and (is_teaser(element) or is_teaser(line))
    is_of_another = is_behind or stands_behind_link(element)
    # What stands below a text is called its foot too, and the article's own part of the page may have an aside.
    region = page.region
    is_own_part = region is not None and region.tag in ("main", "article") and places.holds(region, element)
    # A line may be called the foot of the block that holds title and text.
    is_in_block = region is not None and region.tag not in ("body", "html") and places.holds(region, element)
    is_own_line = is_in_block and line.tag == "p" and line.getparent() not in places.frames
    says_so = OF_THIS_PAGE.search(plain(text)) is not None or ((is_own_part or is_own_line) and dated.is_published)
    lost = 0.0
    if is_of_event or is_of_another or not page.side.isdisjoint(dated.above):
        lost += 5
    elif element in places.frames and not says_so:
        # What is called an aside and says a day alone, or who wrote and when, between title and text is that of the article.
        is_beside = page.start <= order < page.first and (
            frames_day_alone(places, element, text) or (element in page.called and is_signed(element, line))
        )
        lost += 0 if is_beside else 5
    if line.tag == "li" or any(e.tag == "li" for e in dated.above):
        lost += 6 if not dated.is_published and _HOUR.search(plain(text)) else 2
    if (line.tag == "a" or places.links_in(line)) and len(text) > 120:
        lost += 2
    return lost


def _last_change(page: _Page, weighed: Sequence[Weighed]) -> DateLine | None:
    """The day of the last change that a line tells between title and the end of the text, where nothing tells another day: one
    named for it, or one of these words alone in what holds both; None: there is none. One at the foot of the page is the site's."""
    places, region = page.places, page.region
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
            page.start <= places.order(element) <= page.last + _JUST_BELOW
            and len(words) < _SHORT
            and CHANGED.search(plain(words))
        ):
            value = read_date(said_of_publication(words))
            if value is not None:
                return DateLine(value, words, f"{place_of(element)}, nothing else is dated", element)
    return None


def _day_below(page: _Page, weighed: Sequence[Weighed]) -> DateLine | None:
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
    value = read_date(words)
    return DateLine(value, words, f"{place_of(element)} below the text", element, score) if value is not None else None
