"""Cleaner of footnotes that stand in the text as typed, `[[…]]`: a call stays, `note_of` gives the words to whom they belong."""

import re
from collections.abc import Iterable
from dataclasses import replace

from articles.article import Edit
from articles.cleaners.change import Change, Cleaner, Context

# A letter must stand in it: `[[1,2],[3]]` is a matrix. `[[<1>]]` calls a note that stands elsewhere.
_NOTE = re.compile(
    r"\[\[(?:[ \xa0]?<(?P<call>[^<>\[\]\n]{0,40})>)?(?P<words>(?:(?!\n\s*\n)[^\[\]]|\[(?!\[)[^\[\]]{0,300}\]){0,3000}?)\]\]"
)
_MARK = re.compile(r"[\w*]{1,10}")
_LETTER = re.compile(r"[^\W\d_]")


def _is_note(match: re.Match[str]) -> bool:
    return match["call"] is not None or _LETTER.search(match["words"]) is not None


def has_note(text: str) -> bool:
    """Whether a footnote stands in a text as it was typed."""
    return "[[" in text and any(map(_is_note, _NOTE.finditer(text)))


def note_of(edit: Edit) -> tuple[str, str] | None:
    """Number and words of the footnote that an edit took out; None: it took out none, or a mere call.

    >>> note_of(Edit("body", "note-shortcuts", 5, "[[<a> Idem.]]", "[a]"))
    ('a', 'Idem.')
    """
    match = _NOTE.fullmatch(edit.raw.lstrip(" \xa0")) if edit.cleaner == NOTES.name else None
    words = match["words"].strip() if match is not None else ""
    return (edit.replacement[1:-1], words) if words else None


def find_notes(text: str, context: Context) -> list[Change]:
    """The words of the note: SPIP shows them under the text and its call in it, a number or what was typed for one.

    >>> find_notes("Texte [[Voir la loi.]] suite[[<*> Idem.]], [[1, 2], [3, 4]]", Context(next_note=3))
    [Change(start=5, end=22, replacement='[3]'), Change(start=28, end=41, replacement='[*]')]
    >>> find_notes("Titre[[Voir la loi.]]", Context())
    [Change(start=5, end=21, replacement='')]
    """
    if "[[" not in text:
        return []
    changes: list[Change] = []
    number = context.next_note
    for match in _NOTE.finditer(text):
        if not _is_note(match):
            continue
        call = match["call"] or ""
        if number is not None and match["call"] is None and match["words"].strip():
            call = str(number)
            number += 1
        if number is not None and _MARK.fullmatch(call) and len(call) + 2 <= len(match[0]):
            changes.append(Change(_end_of_words(text, match.start()), match.end(), f"[{call}]"))
        else:
            changes.append(Change(match.start(), match.end()))
    return changes


def _end_of_words(text: str, place: int) -> int:
    """Where the blanks before a place begin that follow words: SPIP takes them away before a call."""
    end = place
    while end and text[end - 1] in " \xa0":
        end -= 1
    return place if not end or text[end - 1] in "\n\t-" else end


def following(context: Context, edits: Iterable[Edit]) -> Context:
    """The same context after these edits: what they numbered is not numbered again."""
    if context.next_note is None:
        return context
    numbers = {edit.replacement[1:-1] for edit in edits if edit.cleaner == NOTES.name}
    number = context.next_note
    while str(number) in numbers:
        number += 1
    return context if number == context.next_note else replace(context, next_note=number)


NOTES = Cleaner(
    "note-shortcuts",
    "A footnote is typed where its call shall stand; it is a text of its own, under the text.",
    find_notes,
    frozenset("["),
)
