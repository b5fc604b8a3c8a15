"""The words of a heading without what other fields put into it: a day, the section, a mark; which heading is the title is for heading."""

import re

from lxml.html import HtmlElement

from articles.general.page_head import Head
from articles.layout.places import Places
from articles.tree.lines import line_of, words_before
from articles.words.dates import has_date, is_only_date, read_date
from articles.words.names import BESIDE_TITLE

_SIGNS = " \xa0>»›•"
"""Signs of a way that some skins print before a title."""
_PARTED = (",", ";", "|", "–", "—", "-", ":")
_PARTING = " \xa0" + "".join(_PARTED)
"""What parts a title from what stands beside it in one heading."""
LONGEST = 300
"""Characters of a title, at most."""
_MARKS = frozenset({"small", "time", "abbr", "sup"})
_SHORT_MARK = 12
"""Characters of a mark beside a title, such as `[en]` or `modifier`."""
_DAY_BEHIND = re.compile(r"\s*[,;|(–—-]\s*(?:le\s+)?(\d{1,2}(?:er)?[\s/.]+\w{1,9}\.?[\s/.]+\d{2,4})\s*\)?$")
"""A day that ends a heading, with the sign before it."""


def own_words(places: Places, element: HtmlElement, head: Head) -> str:
    """The words of a heading without what other fields put into it (a date, a language mark), where the head tells them
    apart."""
    # What is named for a title may hold half a page: its beginning tells that it is none.
    text = _without_day(line_of(element, 4 * LONGEST).strip(" \xa0").lstrip(_SIGNS), head)
    text = head.without_section(text)
    direct = " ".join(" ".join([element.text or "", *(child.tail or "" for child in element)]).split())
    direct = direct.rstrip(_PARTING)
    if len(element) and 1 < len(direct) < len(text) and head.agreement(direct) > head.agreement(text):
        return direct
    if len(text) > 2 * LONGEST or head.agreement(text) >= 2.5:
        return text
    called = places.named(BESIDE_TITLE)
    beside = [
        e
        for e in places.inside(element)
        if e in called or (e.tag in _MARKS and not _ends_a_word(e)) or _is_parted_date(e)
    ]
    if not beside:
        return text
    short = line_of(element, without=frozenset(beside)).strip(" \xa0").lstrip(_SIGNS).rstrip(_PARTING)
    if not short or head.agreement(short) < head.agreement(text):
        return text
    told_apart = head.agreement(short) > head.agreement(text) or has_date(text) or len(text) - len(short) <= _SHORT_MARK
    return short if told_apart else text


def _is_parted_date(element: HtmlElement) -> bool:
    """Whether it ends its heading with a date that a sign parts from the words before it (`Un titre, <font>3 mai 2012</font>`)."""
    if (
        element.getnext() is not None
        or (element.tail or "").strip()
        or words_before(element).rstrip()[-1:] not in _PARTED
    ):
        return False
    return is_only_date(line_of(element))


def _without_day(text: str, head: Head) -> str:
    """The words before a day that ends them, where head or breadcrumb call the page by these alone: the skin printed the day."""
    day = _DAY_BEHIND.search(text) if text.removesuffix(")").rstrip()[-1:].isdecimal() else None
    short = text[: day.start()] if day is not None and read_date(day[1]) is not None else text
    return short if head.agreement(short) > head.agreement(text) else text


def _ends_a_word(element: HtmlElement) -> bool:
    """Whether its words go on from those right before it, as the raised letters of `6e` and `Mme` do."""
    return words_before(element)[-1:].isalnum()
