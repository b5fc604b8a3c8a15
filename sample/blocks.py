"""A text as blocks, as `body` reads it, and its clean words; their HTML is left to markup.py."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sample.typography import tidy


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words, with the artefacts between them."""

    text: str
    artefact: bool = False  # shown on the pages, absent from the clean text


@dataclass(frozen=True, slots=True)
class Strong:
    """Words in bold."""

    parts: Inline


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words in italics."""

    parts: Inline


@dataclass(frozen=True, slots=True)
class Link:
    """A link and its words."""

    parts: Inline
    target: str  # artN, rubN or an address


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a footnote."""

    number: int  # of the note, from 1


Part = Words | Strong | Emphasis | Link | Call
Inline = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    lines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Intertitle:
    """A heading inside the text."""

    parts: Inline


@dataclass(frozen=True, slots=True)
class Bullets:
    """A run of bullets."""

    before: Inline  # the line of text in front of the first bullet; empty: none
    items: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table, its head apart."""

    head: tuple[Inline, ...]  # empty: no head
    rows: tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation."""

    paragraphs: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A file placed in the text."""

    picture: bool  # <imgN>, else <docN>
    file: int


@dataclass(frozen=True, slots=True)
class Code:
    """An example of what is typed, shown as it is."""

    words: str


Block = Paragraph | Intertitle | Bullets | Table | Quote | Shown | Code


@dataclass(frozen=True, slots=True)
class Body:
    """A text as blocks, with its footnotes."""

    blocks: tuple[Block, ...]
    notes: tuple[Inline, ...]
    first_note: int  # number of the first of `notes`


def inline_text(parts: Inline) -> str:
    """The clean words of a line."""
    return tidy("".join(_words(parts)))


def text(body: Body) -> str:
    """The clean text of a body: blocks parted by a blank line."""
    return "\n\n".join(block for found in body.blocks for block in _block_texts(found) if block)


def note_texts(body: Body) -> tuple[str, ...]:
    """Clean words of the footnotes, in order."""
    return tuple(inline_text(note) for note in body.notes)


def _words(parts: Inline) -> Iterator[str]:
    for part in parts:
        match part:
            case Words(words, artefact):
                yield "" if artefact else words
            case Strong(inner) | Emphasis(inner) | Link(inner, _):
                yield from _words(inner)
            case Call(number):
                yield f"[{number}]"


def _block_texts(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(lines):
            yield "\n".join(filter(None, map(inline_text, lines)))
        case Intertitle(parts):
            yield inline_text(parts)
        case Bullets(before, items):
            yield inline_text(before)
            yield "\n".join(f"- {words}" for words in map(inline_text, items) if words)
        case Table(head, rows):
            yield "\n".join("\t".join(map(inline_text, row)) for row in ((head,) if head else ()) + rows)
        case Quote(paragraphs):
            yield from map(inline_text, paragraphs)
        case Code(words):
            yield words
        case Shown():
            return
