"""Finds a text that neither a name nor prose tells by its place: what stands between a title and the end of the article's own part."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from lxml.html import HtmlElement

from articles.layout.element_names import is_spips, place_of
from articles.layout.ends import ends_text, heads_site_links, is_line_of_date
from articles.layout.own_part import leads_about, leads_beside, leads_within
from articles.layout.parts import Parts, are_columns, part_of
from articles.layout.places import Places
from articles.layout.region import Region
from articles.layout.run import region_of_run
from articles.layout.teasers import is_teaser
from articles.layout.text_blocks import BLOCKS, PART_HEADINGS, TextBlock, blocks_of, is_behind, lines_of_header
from articles.tree.lines import line_of
from articles.tree.links import SHARING, meant_by
from articles.words.byline import says_who
from articles.words.day_words import is_day_parted, says_day_alone
from articles.words.names import AUTHOR, DATE

_LONGEST_LINE = 120
"""Characters of a line of date or author, and of what may stand beside a title in a block of its own, at most."""
_LONGEST_HEAD = 60
"""Characters of what heads a list of the skin's, at most."""
_SHORTEST = 15
"""Characters of a text, blanks and the skin's links left out, at least."""


def find_below(
    places: Places,
    title: HtmlElement,
    gone: Set[HtmlElement],
    ends: Iterable[HtmlElement],
    url: str,
    start: int = 0,
) -> Region | None:
    """The lines that follow a title, those of its date and author left out, up to a file, a link to another article, a column or what
    else ends the article's own part; None where there are none. `gone`: what is no text, `ends` what stands below one, `url` the
    page's address, `start` the place before which no line counts."""
    parts = Parts(places, url)
    header = lines_of_header(places, title)
    lines = _lines_below(places, title, {*gone, *header}, ends, parts, url, start)
    if header and not _are_text(lines, url):
        lines = _lines_below(places, title, gone, ends, parts, url, start)  # a lead there may be all that there is
    if not _are_text(lines, url):
        return None
    first, last = lines[0], lines[-1]
    around = frozenset(title.iterancestors())
    table = parts.table_of(places.common(first.element, last.element))
    if table is not None and table not in around:
        span = places.order(table), places.end(table)
        return Region((table,), (), f"what stands below the title in {place_of(table)}", span, by_place=True)
    region = region_of_run(places, first.element, last.element, around, is_behind=first.is_loose)
    return replace(region, rule=f"what stands below the title in {place_of(region.elements[0])}")


def _are_text(lines: Sequence[TextBlock], url: str) -> bool:
    return sum(_length(line, url) for line in lines) >= _SHORTEST


def _lines_below(
    places: Places,
    title: HtmlElement,
    gone: Set[HtmlElement],
    ends: Iterable[HtmlElement],
    parts: Parts,
    url: str,
    start: int,
) -> list[TextBlock]:
    after = places.end(title)
    rules = (e for e in places.tagged("hr") if not is_spips(e))
    none = {*gone, *places.frames, *places.tagged("form"), *rules}
    breaks = sorted(order for e in none if (order := places.order(e)) > after)
    stop = min((e for e in ends if places.order(e) > after), key=places.order, default=None)
    end = places.order(stop) if stop is not None else len(places.elements)
    found: list[TextBlock] = []
    has_day = False
    for line in blocks_of(places, none, title, inline=True):
        if line.order < start or not is_behind(line, title, after):
            continue
        if not any(map(str.isalnum, line.words)):
            continue  # such as a bracket of a skeleton's that SPIP did not read
        if line.order > end:
            break
        is_day = _is_day(places, line, may_be_bare=not has_day)
        if _is_subtitle(found) and (is_day or _passes(breaks, found[0].order, line.order)):
            found.clear()
        if not found:
            has_day = has_day or is_day
            if is_day or _says_author(places, line) or (_is_links(line, url) and not _leads_to_article(line, url)):
                continue
            level = places.common(title, line.element)
            if _ends(line, url) or level.tag == "html" or not _is_alone(places, title, level, gone):
                return []
            if are_columns(part_of(level, title), part_of(level, line.element)):
                return []
            if end > places.end(level):
                end, stop = places.end(level), None
        elif _ends(line, url) or _passes(breaks, found[-1].order, line.order) or parts.is_other(found[-1], line):
            stop = line.element
            break
        found.append(line)
    while found and _is_of_what_follows(places, found, stop, url):
        found.pop()
    return found


def _is_subtitle(found: Sequence[TextBlock]) -> bool:
    """Whether what was found is a heading alone: one above the line of date and author is no text."""
    return len(found) == 1 and _is_heading(found[0])


def _is_heading(line: TextBlock) -> bool:
    return line.element.tag in PART_HEADINGS and not line.is_loose


def _is_day(places: Places, line: TextBlock, *, may_be_bare: bool) -> bool:
    words = " ".join(line.words.split())
    if len(words) > _LONGEST_LINE:
        return False
    is_bare = may_be_bare and (says_day_alone(words) or is_day_parted(words))
    return is_bare or is_line_of_date(words) or line.element in places.named(DATE)


def _says_author(places: Places, line: TextBlock) -> bool:
    words = " ".join(line.words.split())
    return len(words) <= _LONGEST_LINE and (says_who(words) or line.element in places.named(AUTHOR))


def _ends(line: TextBlock, url: str) -> bool:
    """Whether a line says that the article's own part has ended, or is of another article."""
    element = line.element
    return (
        ends_text(element, line.words, line.linked)
        or (element.tag in PART_HEADINGS and heads_site_links(element))
        or is_teaser(element)
        or _is_links(line, url)
    )


def _links_of(line: TextBlock) -> list[HtmlElement]:
    """The links of a line, but for those in blocks that its element holds."""
    if line.element.tag == "a" or not line.linked:
        return [line.element] if line.element.tag == "a" else []
    return [a for a in line.element.iter("a") if next(a.iterancestors(*BLOCKS), None) is line.element]


def _is_links(line: TextBlock, url: str) -> bool:
    """Whether a line leads about the site, and says hardly more."""
    links = _links_of(line)
    within = [line_of(a) for a in links if not is_spips(a) and leads_within(a, url)]
    is_menu = len(within) > 1 and 2 * len("".join(within)) > len("".join(line.words.split()))
    return is_menu or any(leads_about(link, url) for link in links)


def _leads_to_article(line: TextBlock, url: str) -> bool:
    links = [a for a in _links_of(line) if leads_about(a, url) and not leads_beside(a)]
    return any(meant_by(a).kind == "article" for a in links)


def _length(line: TextBlock, url: str) -> int:
    """Characters of a line, blanks left out, but for those of the skin's links: an editor's lead to other sites where SPIP did not make
    them."""
    links = (a for a in _links_of(line) if not is_spips(a))
    skins = [line_of(a) for a in links if leads_within(a, url) or SHARING.search(a.get("href") or "")]
    return len("".join(line.words.split())) - len("".join("".join(skins).split()))


def _is_alone(places: Places, title: HtmlElement, level: HtmlElement, gone: Set[HtmlElement]) -> bool:
    """Whether the block in which a title stands at a level of the page holds hardly anything else: then what follows is its text, else
    it is another part of the page."""
    holder = part_of(level, title)
    others = [e for e in places.inside(holder) if e in gone and e.getparent() not in gone]
    return places.length(holder) - places.length(title, *others) <= _LONGEST_LINE


def _passes(breaks: Sequence[int], start: int, order: int) -> bool:
    """Whether a frame, a form, a rule of the skin's or the like begins between two places."""
    return bisect_right(breaks, order) > bisect_right(breaks, start)


def _heads_nothing(found: Sequence[TextBlock]) -> bool:
    """Whether the last line is a heading of the skin's behind others that are none."""
    if len(found) < 2 or is_spips(found[-1].element):
        return False
    return _is_heading(found[-1]) and not _is_heading(found[-2])


def _is_of_what_follows(places: Places, found: Sequence[TextBlock], stop: HtmlElement | None, url: str) -> bool:
    """Whether the last line heads what ends a text (`stop`), or only leads somewhere."""
    last = found[-1]
    if _length(last, url) <= 0 or _heads_nothing(found):
        return True
    words = last.words.strip()
    if stop is None or len(found) == 1 or len(words) > _LONGEST_HEAD:
        return False
    near, far = places.common(last.element, stop), places.common(found[-2].element, last.element)
    if near is not far:
        return places.holds(far, near)
    is_heading = _is_heading(last) and not is_spips(last.element)
    bold = last.element[0] if len(last.element) > 0 else None
    return is_heading or (bold is not None and bold.tag in ("b", "strong") and places.length(bold) == len(words))
