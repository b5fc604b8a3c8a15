"""Cleaner of footnotes that stand in the text as typed, `[[…]]`; `typed_notes` gives their words to whom they belong."""

import re

from articles.cleaners.change import Change, Cleaner, Context

# A letter must stand in it: `[[1,2],[3]]` is a matrix. `[[<1>]]` calls a note that stands elsewhere.
_NOTE = re.compile(
    r"\[\[(?:[ \xa0]?<(?P<call>[^<>\[\]\n]{0,40})>)?(?P<words>(?:(?!\n\s*\n)[^\[\]]|\[(?!\[)[^\[\]]{0,300}\]){0,3000}?)\]\]"
)
_LETTER = re.compile(r"[^\W\d_]")


def _is_note(match: re.Match[str]) -> bool:
    return match["call"] is not None or _LETTER.search(match["words"]) is not None


def has_note(text: str) -> bool:
    """Whether a footnote stands in a text as it was typed."""
    return "[[" in text and any(map(_is_note, _NOTE.finditer(text)))


def typed_notes(text: str) -> list[str]:
    """The words of the footnotes that stand in a text as published, in order.

    >>> typed_notes("Texte[[Voir la loi.]] suite[[<2> Idem.]]")
    ['Voir la loi.', 'Idem.']
    """
    if "[[" not in text:
        return []
    return [words for match in _NOTE.finditer(text) if _is_note(match) and (words := match["words"].strip())]


def find_notes(text: str, _context: Context) -> list[Change]:
    """The whole note: SPIP shows it under the text, not in it.

    >>> find_notes("Texte[[Voir la loi.]] suite, [[1, 2], [3, 4]]", Context())
    [Change(start=5, end=21, replacement='')]
    """
    if "[[" not in text:
        return []
    return [Change(match.start(), match.end()) for match in _NOTE.finditer(text) if _is_note(match)]


NOTES = Cleaner(
    "note-shortcuts",
    "A footnote is typed where its call shall stand; it is a text of its own, under the text.",
    find_notes,
    frozenset("["),
)
