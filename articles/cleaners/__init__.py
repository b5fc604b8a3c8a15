"""Taking artefacts out of a text, with a way back: the list of cleaners, `clean` and `undo`."""

from articles.article import Edit
from articles.cleaners.change import Cleaned, Cleaner, Context, apply, undo
from articles.cleaners.characters import UNSEEN
from articles.cleaners.colours import COLOURS, context_of
from articles.cleaners.spaces import BLANK, BLANKS, EDGES, ITEMS
from articles.cleaners.switches import SWITCHES

__all__ = ["CLEANERS", "Cleaned", "Cleaner", "Context", "clean", "context_of", "undo"]

CLEANERS: tuple[Cleaner, ...] = (UNSEEN, COLOURS, SWITCHES, ITEMS, EDGES, BLANKS, BLANK)
"""In this order: unseen characters hide tags, tags leave blanks, blanks leave empty lines."""

# A removal may bring the halves of another artefact together (`[rou[rouge]ge]`), so the list is run until nothing
# changes. Real texts need two rounds; the bound only keeps a text made to annoy from taking for ever.
_ROUNDS = 40


def clean(text: str, context: Context | None = None, field: str = "") -> Cleaned:
    """Clean one field; without a context the text is taken for the whole page. Never raises; idempotent.

    >>> clean("[blanc][fond marron]Les actes[/fond marron]/blanc]").text
    'Les actes'
    """
    known = context if context is not None else context_of(text)
    raw = text
    origins = list(range(len(text)))
    edits: list[Edit] = []
    for _ in range(_ROUNDS):
        before = len(edits)
        for cleaner in CLEANERS:
            changes = cleaner.find(text, known)
            if changes:
                text, origins, made = apply(text, origins, changes, cleaner.name, field)
                edits += made
        if len(edits) == before:
            break
    return Cleaned(text, tuple(edits), None if text is raw else tuple(origins))
