"""What a cleaner is and how its changes are applied and undone; which cleaners there are stands beside this file."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from articles.article import Edit


@dataclass(frozen=True, slots=True)
class Change:
    """One stretch of a text and what is to stand there instead."""

    start: int
    """First character, in the text the cleaner was given."""
    end: int
    """Character after the last one."""
    replacement: str = ""
    """What is to stand there; empty: the stretch is removed."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a cleaner must know of the whole page, because one field alone can be ambiguous."""

    closers: bool = False
    """Somewhere on the page stands the closer of a colour."""
    colours: int = 0
    """Colour tags on the page, of any form."""
    shortcuts: bool = False
    """Somewhere on the page stands a shortcut of SPIP that has no honest reading: what has one is then a shortcut too."""
    next_note: int | None = None
    """Number of the next footnote that stands in the text as typed; None: it is no text in which notes are called."""


@dataclass(frozen=True, slots=True)
class Cleaner:
    """One artefact and how it is found. `find` gives changes in order, none overlapping, and never raises."""

    name: str
    """Stable name, stored with every edit."""
    reason: str
    """Why the artefact is none of the editor's words, one sentence."""
    find: Callable[[str, Context], Sequence[Change]]
    """Gives the changes it wants in a text."""
    signs: frozenset[str]
    """Characters: in a text that holds none of them it finds nothing, and so is not asked."""


def removed(match: re.Match[str], *groups: str) -> list[Change]:
    """Changes that take away these groups of a match, in order; groups that matched nothing are passed over."""
    return [Change(match.start(group), match.end(group)) for group in groups if match.end(group) > match.start(group)]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text after cleaning, and the way back."""

    text: str
    """The clean text."""
    edits: tuple[Edit, ...]
    """What was changed, in order."""
    origins: tuple[int, ...] | None
    """For each character of `text` its place in the raw text (a replacement's: the first place it replaces);
    None where nothing was changed."""


def apply(
    text: str, origins: Sequence[int], changes: Iterable[Change], cleaner: str, field: str
) -> tuple[str, Sequence[int], list[Edit]]:
    """Make all changes of one cleaner in one walk; give text, origins and edits, each placed as undoing needs it."""
    pieces: list[str] = []
    places: list[int] = []
    edits: list[Edit] = []
    done = shift = 0
    for change in changes:
        raw = text[change.start : change.end]
        if change.start < done or raw == change.replacement:
            continue
        pieces += (text[done : change.start], change.replacement)
        places += origins[done : change.start]
        # A replacement belongs to the first character it replaces, so that it is written into that one's element.
        places += [origins[change.start]] * len(change.replacement)
        edits.append(Edit(field, cleaner, change.start + shift, raw, change.replacement))
        shift += len(change.replacement) - len(raw)
        done = change.end
    if not edits:
        return text, origins, []
    places += origins[done:]
    return "".join((*pieces, text[done:])), places, edits


def undo(edits: Sequence[Edit], clean: str) -> str:
    """The raw text of a field: its edits taken back, last first.

    >>> undo([Edit("title", "colour-tags", 0, "[rouge]", "")], "Titre")
    '[rouge]Titre'
    """
    text = clean
    for edit in reversed(edits):
        text = text[: edit.start] + edit.raw + text[edit.start + len(edit.replacement) :]
    return text
