"""Parts the block of the notes that a page prints into single notes, each with its number; notes as typed are for cleaners."""

import re

_NOTE_START = re.compile(r"^\[[ \xa0]*(?P<number>[\w][\w-]{0,20})[ \xa0]*\][ \xa0]*")
_IN_ROUND = re.compile(r"^\((?P<number>\d{1,3})\)[ \xa0]*")
_NUMBER_LINE = re.compile(r"(?:^|\n+)(\d{1,3})\.?\n(?=\S)")
_RAISED = re.compile(r"^(?P<number>\d{1,3})[ \xa0]+(?=\S)")


def next_number(printed: str) -> int:
    """The number after those of the printed notes, the text of whose block is given."""
    notes = notes_of(printed)
    return max([len(notes), *(int(number) for number, _ in notes if number.isdecimal() and len(number) < 4)]) + 1


def notes_of(text: str) -> tuple[tuple[str, str], ...]:
    """Footnotes of a cleaned notes block, each with its number, empty where none is printed; paragraphs of one note stay
    together. A number without brackets, which a skin raised, counts where it is the next one.

    >>> notes_of("[1] Voir la loi.\\n\\nSuite.\\n\\n[2] Idem.")
    (('1', 'Voir la loi.\\n\\nSuite.'), ('2', 'Idem.'))
    >>> notes_of("1 Voir la loi.\\n\\n27 pages.\\n\\n2 Idem.")
    (('1', 'Voir la loi.\\n\\n27 pages.'), ('2', 'Idem.'))
    >>> notes_of("1.\\nVoir la loi.\\n2.\\nIdem.")
    (('1', 'Voir la loi.'), ('2', 'Idem.'))
    """
    notes: list[tuple[str, str]] = []
    for paragraph in _NUMBER_LINE.sub(r"\n\n\1 ", text).split("\n\n"):
        start = _NOTE_START.match(paragraph) or _IN_ROUND.match(paragraph)
        if start is None and (raised := _RAISED.match(paragraph)) is not None:
            due = str(len(notes) + 1)
            start = raised if raised["number"] == due and all(number for number, _ in notes) else None
        if start:
            notes.append((start["number"], paragraph[start.end() :]))
        elif notes:
            notes[-1] = (notes[-1][0], f"{notes[-1][1]}\n\n{paragraph}")
        elif paragraph and paragraph.casefold() not in ("notes", "notes :"):
            notes.append(("", paragraph))
    return tuple((number, note) for number, note in notes if note)
