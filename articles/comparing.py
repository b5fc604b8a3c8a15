"""What changed between two texts, by paragraphs and in them by words; which texts are compared, and how it looks, is for others."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "removed", "added"]
_WORD = re.compile(r"\s+|\w+|[^\w\s]")
_ALIKE = 0.5
"""Share of words two paragraphs must have in common to be told word by word; below, one went and another came."""
_MAX_WORDS = 20_000
"""Words of a paragraph that are compared one by one; the time grows with the square, and no paragraph of a page has them."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words of one kind."""

    kind: Kind
    """Whether both texts have it, only the older, or only the newer."""
    text: str
    """The words, with the blanks and signs between them."""


@dataclass(frozen=True, slots=True)
class ParagraphChange:
    """One paragraph of either text."""

    kind: Literal["same", "removed", "added", "changed"]
    """`changed`: a paragraph of both texts, with other words in it."""
    pieces: tuple[Piece, ...]
    """Its words; one piece unless it is `changed`."""

    @property
    def older(self) -> str:
        """The paragraph as the older text has it; empty where it has none."""
        return "".join(piece.text for piece in self.pieces if piece.kind != "added")

    @property
    def newer(self) -> str:
        """The paragraph as the newer text has it; empty where it has none."""
        return "".join(piece.text for piece in self.pieces if piece.kind != "removed")


def compare(older: Sequence[str], newer: Sequence[str]) -> tuple[ParagraphChange, ...]:
    """Every paragraph of both texts, in order, with what became of it.

    >>> [(change.kind, change.older, change.newer) for change in compare(["Un.", "Deux mots."], ["Un.", "Trois mots."])]
    [('same', 'Un.', 'Un.'), ('changed', 'Deux mots.', 'Trois mots.')]
    """
    return tuple(_compare(older, newer))


def _compare(older: Sequence[str], newer: Sequence[str]) -> Iterator[ParagraphChange]:
    for tag, start, end, new_start, new_end in SequenceMatcher(None, older, newer, autojunk=False).get_opcodes():
        if tag == "equal":
            for text in older[start:end]:
                yield ParagraphChange("same", (Piece("same", text),))
        else:
            yield from _replaced(older[start:end], newer[new_start:new_end])


def _replaced(older: Sequence[str], newer: Sequence[str]) -> Iterator[ParagraphChange]:
    """Paragraphs that stand in one another's place: each of the older is paired with the first of the newer like it."""
    done = 0
    for text in older:
        pair = next(
            (
                (place, pieces)
                for place in range(done, len(newer))
                if (pieces := _words(text, newer[place])) is not None
            ),
            None,
        )
        if pair is None:
            yield ParagraphChange("removed", (Piece("removed", text),))
            continue
        place, pieces = pair
        for added in newer[done:place]:
            yield ParagraphChange("added", (Piece("added", added),))
        yield ParagraphChange("changed", pieces)
        done = place + 1
    for added in newer[done:]:
        yield ParagraphChange("added", (Piece("added", added),))


def _words(older: str, newer: str) -> tuple[Piece, ...] | None:
    """The words of two paragraphs side by side; None where they have too little in common."""
    before, after = _WORD.findall(older), _WORD.findall(newer)
    if max(len(before), len(after)) > _MAX_WORDS:
        return None
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE or matcher.ratio() < _ALIKE:
        return None
    pieces = []
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(before[start:end])))
            continue
        if end > start:
            pieces.append(Piece("removed", "".join(before[start:end])))
        if new_end > new_start:
            pieces.append(Piece("added", "".join(after[new_start:new_end])))
    return tuple(pieces)
