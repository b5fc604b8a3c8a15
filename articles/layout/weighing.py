"""Keeps what a choice was made among, for people who ask why; how anything is weighed is for each field's own file."""

from collections.abc import Iterable
from heapq import nlargest

from lxml.html import HtmlElement

from articles.article import Candidate
from articles.layout.element_names import place_of

_KEPT = 3
_SHORT = 120
Weighed = tuple[float, HtmlElement, str]
"""What something is worth, where it stands, its words."""


def losers_of(weighed: Iterable[Weighed], winner: str | None) -> tuple[Candidate, ...]:
    """The best three of all but the winner, which its words tell; each text once."""
    found: dict[str, Candidate] = {}
    for score, element, text in nlargest(4 * _KEPT, weighed, key=_score):
        short = " ".join(text.split())
        if short != " ".join((winner or "").split()) and len(found) < _KEPT:
            short = short if len(short) <= _SHORT else short[: _SHORT - 1] + "…"
            found.setdefault(short, Candidate(round(score, 2), place_of(element), short))
    return tuple(found.values())


def _score(weighed: Weighed) -> float:
    return weighed[0]
