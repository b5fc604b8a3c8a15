"""What a line with a day is worth by where it stands to title and text, as that of publication; its words are for day_words."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from lxml.html import HtmlElement

from articles.general.dated_lines import DatedLine, called_for_dates
from articles.general.other_days import frames_day_alone, stands_behind_link, tells_event
from articles.general.signed_days import is_line_of_skin, is_signed
from articles.layout.places import Places
from articles.layout.teasers import is_teaser
from articles.words.day_words import OF_THIS_PAGE, is_day_alone, is_day_parted, is_foot_of_article
from articles.words.names import EVENTS, SIDE, SPIP
from articles.words.skin_lines import plain

_HOUR = re.compile(r"\ba \d{1,2} ?(?:h|:)")
"""When something begins, as programmes list it."""
_SHORT, _LONGEST_SAID = 60, 160
_INTO = 6
"""Elements from where a text begins, among which a line of the skin may stand."""
_JUST_ABOVE = 3
"""Elements between a date and the title below it."""
_NESTED = 7
"""Elements between a date and the title below it where hardly any holds words: grids wrap each in several."""
_ISSUE = re.compile(r"(?<!\w)n ?(?:°|º|o\b|umero\b)\s?\d{1,4}\b")


@dataclass(frozen=True, slots=True)
class DatedPage:
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


def dated_page(
    places: Places, title: HtmlElement | None, bodies: Sequence[HtmlElement], span: tuple[int, int]
) -> DatedPage:
    """The page as its dated lines are held against it. `bodies`: the elements of the text, `span` the places where it begins and ends."""
    above_title = frozenset(title.iterancestors()) if title is not None else frozenset()
    first, last = span
    if title is not None and not bodies:
        first = max(first, places.end(title) + _JUST_ABOVE)
    return DatedPage(
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


def worth_by_place(page: DatedPage, dated: DatedLine) -> float:
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
        is_told = (
            dated.is_published
            or is_signed(element, dated.line)
            or is_foot_of_article(text)
            or _is_in_own_foot(page, dated)
        )
        told = order < page.last or element in page.called or is_told
        return score + (0 if not told else 3 if order > page.start or just_above or signed_above else 2)
    if signed_above:
        return score + 3
    if order < page.start and not (just_above and element in page.called):
        return score - (1 if page.start - order < 25 else 4)
    return score + (1.5 if order - page.last < 12 else 0)


def _is_in_own_foot(page: DatedPage, dated: DatedLine) -> bool:
    """Whether a day alone stands in the `footer` of the `article` that holds title and text."""
    own = page.region if page.region is not None and page.region.tag == "article" else None
    return (
        own is not None
        and is_day_alone(dated.text)
        and any(e.tag == "footer" and e.getparent() is own for e in dated.above)
    )


def _is_just_above(page: DatedPage, end: int) -> bool:
    """Whether what ends at this place stands right above the title: hardly anything is between, or blocks around both and one line,
    such as the surtitle."""
    between = page.start - end
    if not 0 < between <= _NESTED:
        return False
    return between <= _JUST_ABOVE or sum(1 for own in page.places.own_texts()[end + 1 : page.start] if own.strip()) < 2


def _within_text(page: DatedPage, dated: DatedLine, order: int) -> float:
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


def lost_by_others(page: DatedPage, dated: DatedLine) -> float:
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
    is_told_own = is_own_part or is_own_line or is_signed(element, line)
    says_so = OF_THIS_PAGE.search(plain(text)) is not None or (is_told_own and dated.is_published)
    says_so = says_so or _is_in_own_foot(page, dated)
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
