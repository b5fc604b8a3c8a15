"""Taking artefacts out of a text, with a way back: the list of cleaners, `clean` and `undo`."""

from collections.abc import Sequence

from articles.article import Edit
from articles.cleaners.blocks import BLOCKS, LANGUAGES, MODELS, samples
from articles.cleaners.change import Cleaned, Cleaner, Context, apply, undo
from articles.cleaners.characters import DIRECTIONS, PROTECTED, UNSEEN
from articles.cleaners.colours import COLOURS, colour_evidence
from articles.cleaners.emphasis import EMPHASIS, has_bold
from articles.cleaners.encoding import ENTITIES, TWICE_ENCODED
from articles.cleaners.enluminures import ENLUMINURES
from articles.cleaners.lines import LINES, TABLES
from articles.cleaners.links import LINKS, has_link, targets
from articles.cleaners.machinery import ADDRESSES, PHP, PLACEHOLDERS, SKELETON_CODE
from articles.cleaners.notes import NOTES, following, has_note, note_of
from articles.cleaners.spaces import BLANK, BLANKS, EDGES, ITEMS, TILDES
from articles.cleaners.switches import SWITCHES
from articles.cleaners.word import BULLETS, WORD

__all__ = [
    "CLEANERS",
    "Cleaned",
    "Cleaner",
    "Context",
    "clean",
    "context_of",
    "following",
    "masked",
    "note_of",
    "targets",
    "undo",
]

CLEANERS: tuple[Cleaner, ...] = (
    *(TWICE_ENCODED, ENTITIES, PROTECTED, UNSEEN, DIRECTIONS),
    *(WORD, BULLETS, PHP, PLACEHOLDERS, SKELETON_CODE, ADDRESSES),
    *(COLOURS, SWITCHES, LANGUAGES, MODELS, LINKS, NOTES, TABLES, LINES, EMPHASIS, ENLUMINURES, BLOCKS, TILDES),
    *(ITEMS, EDGES, BLANKS, BLANK),
)
"""In this order: wrong characters hide artefacts, machines' words hold what looks like shortcuts, shortcuts are read in
SPIP's own order, and all of them leave blanks and empty lines."""

_SIGNS = frozenset().union(*(cleaner.signs for cleaner in CLEANERS))
_SHORT = 100
"""Characters of a text that is sooner taken apart than looked through for each sign."""

# A removal may bring the halves of another artefact together (`[rou[rouge]ge]`), so the list is run until nothing
# changes. Real texts need two rounds; the bound only keeps a text made to annoy from taking for ever.
_ROUNDS = 40

# Stands for each character of a sample of code while cleaners look: no cleaner knows it, and no text may hold it.
_MASK = "\ufdd0"


def context_of(text: str) -> Context:
    """What the content of a page tells about the artefacts of each of its fields; code in it should be `masked`.

    >>> context_of("La société [orange] a. [rouge]Date[/rouge]")
    Context(closers=True, colours=3, shortcuts=False, next_note=None)
    """
    closers, colours = colour_evidence(text)
    return Context(closers, colours, has_bold(text) or has_link(text) or has_note(text))


def masked(text: str, code: Sequence[tuple[int, int]]) -> str:
    """A text of the same length in which nothing of its samples of code can be read.

    >>> len(masked("voir [rouge]", [(5, 12)]).strip("\ufdd0"))
    5
    """
    for start, end in (*code, *samples(text)):
        text = text[:start] + _MASK * (end - start) + text[end:]
    return text


def clean(text: str, context: Context | None = None, field: str = "", code: Sequence[tuple[int, int]] = ()) -> Cleaned:
    """Clean one field; without a context the text is taken for the whole page. Never raises; idempotent.

    `code`: stretches (start, end) that are samples of code and stay as they are.

    >>> clean("[blanc][fond marron]Les actes[/fond marron]/blanc]").text
    'Les actes'
    """
    seen = masked(text, code)
    known = context if context is not None else context_of(seen)
    hidden = seen is not text
    signs = _signs_of(seen)
    origins: Sequence[int] | None = None
    edits: list[Edit] = []
    for _ in range(_ROUNDS):
        before = len(edits)
        for cleaner in CLEANERS:
            if cleaner.signs.isdisjoint(signs):
                continue
            changes = cleaner.find(seen if hidden else text, known)
            if hidden:
                changes = [change for change in changes if _MASK not in seen[change.start : change.end]]
            if not changes:
                continue
            origins = range(len(text)) if origins is None else origins
            if hidden:
                seen = apply(seen, origins, changes, cleaner.name, field)[0]
            text, origins, made = apply(text, origins, changes, cleaner.name, field)
            signs = _signs_of(seen if hidden else text)
            edits += made
            known = following(known, made)
        if len(edits) == before:
            break
        # What was a sample only once a tag round it was gone.
        again = masked(seen if hidden else text, ())
        hidden = hidden or again is not text
        seen = again
    return Cleaned(text, tuple(edits), tuple(origins) if edits and origins is not None else None)


def _signs_of(text: str) -> frozenset[str]:
    """Characters of a text by which cleaners are chosen, of a short one all."""
    return frozenset(text if len(text) < _SHORT else filter(text.__contains__, _SIGNS))
