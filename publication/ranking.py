"""How well a passage answers a query: BM25 over its columns, of texts in which the matches are marked. Pure.

SQLite's own bm25() is not used: it counts every word in the whole index anew for each search (80 ms for a word that stands in
a million passages), and it holds a rare form of a word for worth more than the form that was typed.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from publication.french import fold
from publication.widening import Group

OPEN, CLOSE = "\x02", "\x03"
"""What stands around a match in a marked text. Clean text holds no control characters; one that does is only shown oddly."""

_MARKED = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")
_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Column:
    """What a match in one column of the full text is worth."""

    weight: float
    """Times a match in the text of an article."""
    length: int
    """Usual length, in characters: in a longer one a match says less."""


COLUMNS = (Column(8.0, 60), Column(3.0, 200), Column(1.0, 1500), Column(0.7, 1500))
"""title, lead, body, text, as in `passages_fts`."""
_SATURATION = 1.2
_BY_LENGTH = 0.6
_ANOTHER_FORM = 0.6
_OTHER_ACCENTS = 0.9


class Scorer:
    """Scores passages for one query; what a matched word counts for is worked out once for each word."""

    def __init__(self, groups: Sequence[Group], passages: int):
        """`passages`: how many there are in all."""
        self._groups = groups
        self._rarity = [math.log(1 + (passages + 0.5) / (min(group.passages, passages) + 0.5)) for group in groups]
        self._of_phrase: dict[str, list[int]] = {}
        for number, group in enumerate(groups):
            for phrase in group.phrases:
                self._of_phrase.setdefault(fold(" ".join(phrase)), []).append(number)
        self._known: dict[str, tuple[tuple[int, float], ...]] = {}

    def score(self, columns: Iterable[str | None]) -> float:
        """How well a passage answers, of its marked columns in the order of COLUMNS; more is better, 0 is no match."""
        weights = [0.0] * len(self._groups)
        for column, text in zip(COLUMNS, columns, strict=True):
            if text:
                self._add(weights, column, text)
        return sum(
            rarity * weight / (_SATURATION + weight) for rarity, weight in zip(self._rarity, weights, strict=True)
        )

    def _add(self, weights: list[float], column: Column, text: str) -> None:
        by_length = column.weight / (1 - _BY_LENGTH + _BY_LENGTH * len(text) / column.length)
        for match in _MARKED.findall(text):
            worth = self._known.get(match)
            if worth is None:
                worth = self._known[match] = tuple(self._worth(match).items())
            for number, part in worth:
                weights[number] += part * by_length

    def _worth(self, match: str) -> Mapping[int, float]:
        """What one matched stretch of text counts for, by group. Neighbours that overlap are marked in one stretch."""
        spelt = " ".join(_TOKEN.findall(match.lower()))
        whole = " ".join(_TOKEN.findall(fold(match)))
        stretches = (
            [(whole, spelt)] if whole in self._of_phrase else list(zip(whole.split(), spelt.split(), strict=False))
        )
        worth: dict[int, float] = {}
        for folded, as_spelt in stretches:
            for number in self._of_phrase.get(folded, ()):
                term = self._groups[number].term
                if as_spelt == term.spelt:
                    part = 1.0
                elif folded == " ".join(term.tokens):
                    part = _OTHER_ACCENTS if term.spelt.isascii() is False else 1.0
                else:
                    part = _ANOTHER_FORM
                worth[number] = max(part, worth.get(number, 0.0))
        return worth
