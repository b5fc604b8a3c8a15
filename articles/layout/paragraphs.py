"""Tells a paragraph of prose by its tag, its length and its links, wherever it stands; which of them is a lead is for opening."""

from itertools import islice

from lxml.html import HtmlElement

from articles.layout.ends import is_line_of_date
from articles.layout.places import Places
from articles.layout.region import LEAST, LONGEST_LINE
from articles.layout.text_blocks import BLOCKS
from articles.tree.lines import line_of, words_before
from articles.words.dates import has_date
from articles.words.day_words import says_day_alone
from articles.words.names import ALERT, NOISE
from articles.words.notices import is_notice

_SHORTEST = 40
BEGINNING = 60
"""Characters of a paragraph in which a date makes it a line of date and author."""
ENDS_OF_SENTENCE = (".", "!", "?", "…")
"""What a sentence ends with."""
_TAGS = frozenset({"p", "div", "h2", "h3", "h4", "td", "blockquote"})
_IN_LINE = frozenset({"b", "strong", "i", "em", "font", "big"})
_HOLDERS = frozenset({"div", "td", "article", "section", "main", "center", "body", "font"})


def is_paragraph(places: Places, element: HtmlElement) -> bool:
    """Whether it is a block of words of its own, long enough for a sentence and hardly linked, or such a sentence in the type that
    a skin gave it, loose between blocks (`<b>…</b>`)."""
    is_loose = element.tag in _IN_LINE and _is_loose(element)
    if not (is_loose or element.tag in _TAGS) or element in places.frames or element in places.unseen:
        return False
    own = " ".join(
        [
            element.text or "",
            *(c.tail or "" for c in element),
            *(places.text(c) for c in element if isinstance(c.tag, str) and c.tag not in BLOCKS),
        ]
    )
    length = len(" ".join(own.split()))
    is_sentence = length >= _SHORTEST and places.text(element).rstrip().endswith(ENDS_OF_SENTENCE)
    is_long = length >= LEAST and not is_loose  # a loose line may be a subtitle
    # The block of the title (`cartouche`) may hold the lead too.
    around = [e for e in (element, *islice(element.iterancestors(), 2)) if not places.is_around_title(e)]
    if not (is_long or is_sentence) or not all(places.named(names).isdisjoint(around) for names in (NOISE, ALERT)):
        return False
    linked = sum(len(places.text(a)) for a in element.iter("a")) if places.links_in(element) else 0
    is_dated = length < LONGEST_LINE and (
        has_date(line_of(element, BEGINNING)[:BEGINNING]) or is_line_of_date(line_of(element, LONGEST_LINE))
    )
    return linked < 0.3 * len(own) and not is_dated and not is_notice(own)


def _is_loose(element: HtmlElement) -> bool:
    """Whether it stands directly in a block, behind another block or at its beginning, with nothing else on its line."""
    parent, before, after = element.getparent(), element.getprevious(), element.getnext()
    if parent is None or parent.tag not in _HOLDERS or (element.tail or "").strip():
        return False
    alone = all(e is None or e.tag in BLOCKS or e.tag == "br" or _is_day(e) for e in (before, after))
    return alone and not words_before(element).strip()


def _is_day(element: HtmlElement) -> bool:
    words = line_of(element, LONGEST_LINE) if element.tag in ("small", "span", "em", "abbr", "time") else ""
    return says_day_alone(words)


def tells_only_day(places: Places, element: HtmlElement) -> bool:
    """Whether all it says is when the article was published and who wrote it: some skins call so what stands beside the title."""
    words = line_of(element, LONGEST_LINE) if places.is_short(element, LONGEST_LINE) else ""
    return says_day_alone(words)
