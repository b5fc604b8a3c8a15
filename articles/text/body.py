"""Reads the texts of a page (lead, body, postscript, notes) into clean text and clean HTML, files and pictures apart.

Two steps, because cleaning one field needs to know the whole page: `prepare` takes apart, `finish` cleans.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from bs4.element import NavigableString, Tag
from lxml.html import HtmlElement

from articles.article import Edit, Link, Picture
from articles.cleaners import Cleaned, Context, clean, following, masked, note_of
from articles.text.bullets import lists_from_bullets
from articles.text.elements import attribute, classes, has_words, tags
from articles.text.files import Origin, RawFile
from articles.text.flat import Flat, flatten
from articles.text.fragment import cut_out
from articles.text.inline_files import linked_files, take_models
from articles.text.pictures import pictures_of, take_pictures
from articles.text.text_links import links_of, typed_links
from articles.text.tidy_html import html_of
from articles.text.typed import TYPED, Typed

_CALL = re.compile(r"#nb[\w-]+$")
_BEFORE_CALL = re.compile(r"[ \xa0]+(\[?)$")
_WITH_WORDS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd"})
_CELLS = frozenset({"td", "th"})


class FieldCleaner:
    """Cleans the fields of one page with what is known of all of it, and keeps the edits in order."""

    def __init__(self, context: Context, next_note: int = 1) -> None:
        self.context = context
        self.calling = replace(context, next_note=next_note)
        """The context of a text in which notes are called; `next_note`: number of the first one that stands there as typed."""
        self.edits: list[Edit] = []

    def cleaned(self, text: str, field_name: str, code: Sequence[tuple[int, int]] = ()) -> Cleaned:
        """Clean one text and keep its edits under its name; stretches of `code` stay as they are."""
        result = clean(text, self.calling, field_name, code)
        self.calling = following(self.calling, result.edits)
        self.edits += result.edits
        return result

    def __call__(self, text: str, field_name: str) -> str:
        """Clean a field on one line, in which no note is called."""
        result = clean(text, self.context, field_name)
        self.edits += result.edits
        return result.text

    def quietly(self, text: str) -> str:
        """Clean words that are part of a field already cleaned: their edits are known."""
        return clean(text, self.context).text


@dataclass(slots=True)
class Prepared:
    """A text taken apart, still as published."""

    root: Tag | None
    """The fragment without files and pictures; None where the page has no such field."""
    flat: Flat
    """Its text, with the way back to the nodes."""
    files: list[RawFile] = field(default_factory=list)
    """Files announced in it."""
    pictures: list[Picture] = field(default_factory=list)
    """Pictures shown in it, captions as published."""

    @property
    def raw(self) -> str:
        """The text before cleaning."""
        return self.flat.text

    @property
    def prose(self) -> str:
        """The text before cleaning, its samples of code made unreadable: what tells of the artefacts of a page."""
        return masked(self.flat.text, self.flat.code)


@dataclass(frozen=True, slots=True)
class Body:
    """A text after cleaning."""

    text: str
    """Clean text, as Article.body_text."""
    html: str
    """Sanitised HTML of the same content."""
    raw_text: str
    """Text before cleaning."""
    links: tuple[Link, ...]
    """Links in it, in order; those that stood in it as typed come last."""
    notes: tuple[tuple[str, str], ...] = ()
    """Footnotes that stood in it as typed: number as called, empty where nothing calls it, and clean words, in order."""


def prepare(
    elements: Sequence[HtmlElement],
    origin: Origin,
    without: Iterable[HtmlElement] = (),
    loose: Iterable[HtmlElement] = (),
) -> Prepared:
    """Copy the elements, take files and pictures out, make bullets lists, and flatten what is left."""
    if not elements:
        return Prepared(None, Flat("", ()))
    root = cut_out(elements, without, loose)
    inside = tags(root)
    files, blocks = take_models(root, inside, origin)
    pictures = pictures_of(blocks, origin)
    if files or blocks:
        inside = tags(root)
    files += linked_files(inside, origin)
    if lists_from_bullets(inside):
        inside = tags(root)
    pictures += take_pictures(inside, origin)
    _drop_empty(inside)
    return Prepared(root, flatten(root, _joined_calls(inside)), files, pictures)


def finish(prepared: Prepared, origin: Origin, cleaner: FieldCleaner, name: str) -> Body:
    """Clean the text and with it the words of each node, then write the HTML."""
    if prepared.root is None:
        return Body("", "", "", ())
    cleaned = cleaner.cleaned(prepared.raw, name, prepared.flat.code)
    words = prepared.flat.words(cleaned)
    links = links_of(prepared.flat, words, origin, cleaner.quietly)
    notes: tuple[tuple[str, str], ...] = ()
    typed: Typed | None = None
    if cleaned.edits:
        if not TYPED.isdisjoint(edit.cleaner for edit in cleaned.edits):
            typed = Typed(prepared.flat, prepared.prose, cleaned)
        links += typed_links(prepared.prose, origin, cleaner.quietly)
        found = [note for note in map(note_of, cleaned.edits) if note is not None]
        notes = tuple((number, note) for number, raw in found if (note := cleaner.quietly(raw)))
    return Body(cleaned.text, html_of(prepared.root, words, typed), prepared.raw, tuple(links), notes)


def _joined_calls(inside: Sequence[Tag]) -> dict[int, str]:
    """SPIP puts a no-break space before a note's call; it is none of the editor's, so it goes with the markup. The words of
    the text nodes that lose one, by `id`: to put others in their place bs4 looks for each among all its siblings."""
    joined: dict[int, str] = {}
    for call in inside:
        if call.name != "a" or "spip_note" not in classes(call) or not _CALL.search(attribute(call, "href")):
            continue
        node = call.previous_element
        while isinstance(node, NavigableString):
            joined[id(node)] = _BEFORE_CALL.sub(r"\1", joined.get(id(node), str(node)))
            if joined[id(node)] not in ("", "["):
                break
            node = node.previous_element
    return joined


def _drop_empty(inside: Sequence[Tag]) -> None:
    """Take out paragraphs, items and headings without words, for editors made distance with them (reference 6.4), and what
    stands in a cell without words."""
    gone: set[int] = set()
    for tag in inside:
        # Not `tag.decomposed`: bs4 searches all that stands in the element before it says no.
        if (tag.name in _WITH_WORDS or tag.name in _CELLS) and id(tag) not in gone and not has_words(tag):
            gone.update(map(id, tags(tag)))
            if tag.name in _CELLS:
                tag.clear()
            else:
                tag.decompose()
