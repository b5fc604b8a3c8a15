"""Tells the lines of a day that skins print and editors do not, by who wrote or how many read; weighing days is for day_places."""

import re
from itertools import islice

from lxml.html import HtmlElement

from articles.general.other_days import LINE
from articles.general.signed import leads_to_author
from articles.tree.lines import line_of
from articles.tree.links import meant_by
from articles.words.byline import names_in
from articles.words.dates import has_date
from articles.words.day_words import COUNTED, is_day_alone, says_day_alone
from articles.words.skin_lines import plain

_LONGEST = 120
_PARTING = re.compile(r"\s*[|•·]\s*|\s[–-]\s")
_READERS = re.compile(
    rf"\b\d[\d ]* (?:{COUNTED})\b(?! (?:de|du|des|en|pour|sur|a|aux?)\b| d')"
    r"|\bpopularite\b"
)
"""What is counted stands at the end of such a line, or before a sign."""


def is_signed(element: HtmlElement, line: HtmlElement) -> bool:
    """Whether the line of a date links to a page of authors, or the row of a table that it stands in says who wrote, and nothing
    more (`Le 15 mars 2006. | Par : …`)."""
    if _links_to_author(line):
        # Behind a link to another article who wrote is said of that one.
        return not any(_leads_to_article(link) for link in islice(line.iter("a"), 1))
    row = next((e for e in element.iterancestors() if e.tag in ("tr", "table")), None)
    words = line_of(row, LINE) if row is not None and row.tag == "tr" else ""
    return has_date(words) and _says_who_alone(words)


def is_line_of_skin(line: HtmlElement, text: str) -> bool:
    """Whether a short line with a day says who wrote, by `par` or a link to a page of authors, or how many read."""
    if len(text) > _LONGEST:
        return False
    return (
        _says_who_alone(text)
        or _says_who_in_parts(text)
        or _links_to_author(line)
        or (
            _READERS.search(plain(text)) is not None
            and (is_day_alone(text) or not text.rstrip().endswith((".", "!", "?")))
        )
    )


def _links_to_author(line: HtmlElement) -> bool:
    return any(leads_to_author(link) for link in line.iter("a"))


def _leads_to_article(link: HtmlElement) -> bool:
    href = link.get("href") or ""
    return "#" not in href and not leads_to_author(link) and meant_by(link).kind == "article"


def _says_who_in_parts(text: str) -> bool:
    """Whether signs part who wrote from the day and from what else stands there (`par Jeanne Essai | 3 mai 2005 | traductions`).

    >>> _says_who_in_parts("par Jeanne Essai | 3 mai 2005 | traductions"), _says_who_in_parts("Salle Essai | 3 mai 2005 | gratuit")
    (True, False)
    """
    parts = _PARTING.split(text)
    # Names without `par` before them may be anything, such as a place.
    says_who = any((names := names_in(part)) is not None and len(names) + 2 < len(part.strip()) for part in parts)
    return says_who and any(map(says_day_alone, parts))


def _says_who_alone(text: str) -> bool:
    names = names_in(text)
    return names is not None and is_day_alone(text.replace(names, ""))
