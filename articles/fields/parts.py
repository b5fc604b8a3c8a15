"""Articles that the Couteau Suisse cut into parts (its tool `decoupe`): how many a page knows of, and all joined to one.

Part P of TOTAL stands at `artpage=P-TOTAL`, the first at the bare address too. Only the text is cut: lead, postscript
and lists of files stand on every part, footnotes on the part that calls them (reference 1.3 and 2.4; Couteau Suisse
outils/decoupe_fonctions.php).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from lxml.html import HtmlElement

from articles.article import Article, AttachmentLink, Edit, Link, Picture
from articles.tree.selecting import Selection
from sites.address import resolve, take_apart
from sites.identity import Identity, identify

NAVIGATION = (".decoupe_haut", ".decoupe_bas", "a.decoupe_page")
"""CSS of the links from part to part, which stand inside the text; the same in every skin."""

BETWEEN = "\n\n"
"""What parts two texts that are joined: the end of a paragraph."""

_CLASSES = frozenset(css.rpartition(".")[2] for css in NAVIGATION)
_NUMBERS = re.compile(r"(?:^|&)artpage=([0-9]{1,6})-([0-9]{1,6})(?:&|$)")
Item = TypeVar("Item", Link, Picture)
_ARTPAGE = re.compile(r"(?<=[?&])artpage=[^&]*&?")


def parts_of(selection: Selection, base: str, identity: Identity) -> int | None:
    """Into how many parts the links of a page say that its article is cut; None: it is whole.

    The links of the tool itself count first; where a skin prints them its own way, those to parts of this article do.
    """
    links = selection.all_of("a[href*='artpage=']")
    if not links:
        return None
    found = [(_is_navigation(link), *_means(resolve(base, link.get("href") or ""))) for link in links]
    own = [total for is_navigation, _, total in found if is_navigation]
    named = (identity.kind, identity.number, identity.slug)
    totals = own or [total for _, name, total in found if name == named]
    return max((total for total in totals if total > 1), default=None)


def _is_navigation(link: HtmlElement) -> bool:
    around = (link, *link.iterancestors())
    return any(not _CLASSES.isdisjoint((element.get("class") or "").split()) for element in around)


def _means(url: str | None) -> tuple[tuple[str, int | None, str | None] | None, int]:
    """Article that a link to a part means, and its TOTAL; None and 0 where the link is none, or beyond the last part."""
    hit = None if url is None else _NUMBERS.search(take_apart(url).query)
    if url is None or hit is None or not 1 <= int(hit[1]) <= int(hit[2]):
        return None, 0
    meant = identify(url)
    return (meant.kind, meant.number, meant.slug), int(hit[2])


def part_of(identity: Identity, parts: int | None) -> int | None:
    """Which part stands at an address, where the article has so many; None: it is whole. SPIP shows the last part at the
    address of one that does not exist.

    >>> part_of(Identity("article", 9, None, "9"), 2), part_of(Identity("article", 9), 2), part_of(Identity("article", 9), None)
    (2, 1, None)
    """
    if parts is None:
        return None
    asked = (identity.part or "").partition("&")[0]
    return min(int(asked), parts) if asked.isdecimal() else 1


def whole_address(url: str) -> str:
    """Address of the article, whatever part an address is of.

    >>> whole_address("http://h.fr/spip.php?article9&artpage=2-4"), whole_address("http://h.fr/Titre?artpage=2-4")
    ('http://h.fr/spip.php?article9', 'http://h.fr/Titre')
    """
    return _ARTPAGE.sub("", url).rstrip("?&")


def part_address(url: str, part: int, parts: int) -> str:
    """Address of one part of the article at `url`.

    >>> part_address("http://h.fr/Titre", 2, 4)
    'http://h.fr/Titre?artpage=2-4'
    """
    return f"{url}{'&' if '?' in url else '?'}artpage={part}-{parts}"


def join(parts: Sequence[Article], total: int) -> Article:
    """One article of the parts that are held, in order; at least one, no number twice.

    What every part repeats is taken from the first that has it. The edits of the text stay in order and undo to the
    texts of the parts before cleaning, joined in the same way.
    """
    first = parts[0]
    lead = next((part for part in parts if part.lead), first)
    postscript = next((part for part in parts if part.postscript), first)
    notes, note_edits = _notes(parts)
    text, text_edits = _text(parts)
    attachments, attachment_edits = _attachments(parts)
    pictures, picture_edits = _pictures(_in_order(parts, lead, postscript, lambda part: part.pictures))
    cut = ("lead", "body", "notes", "postscript")
    edits = (
        *(e for e in first.edits if e.field not in cut and not e.field.startswith(("attachment/", "picture/"))),
        *_of_field(lead, "lead"),
        *text_edits,
        *note_edits,
        *_of_field(postscript, "postscript"),
        *attachment_edits,
        *picture_edits,
    )
    return replace(
        first,
        identity=replace(first.identity, part=None),
        url=whole_address(first.url),
        spip_id=next((part.spip_id for part in parts if part.spip_id is not None), None),
        lead=lead.lead,
        body_text=text,
        body_html="".join(part.body_html for part in parts),
        raw_body_text=BETWEEN.join(part.raw_body_text for part in parts if part.raw_body_text),
        notes=tuple(note for _, note in notes),
        note_numbers=tuple(number for number, _ in notes),
        postscript=postscript.postscript,
        attachments=attachments,
        links=tuple(link for _, link in _in_order(parts, lead, postscript, lambda part: part.links)),
        pictures=pictures,
        edits=edits,
        part=None,
        parts=total,
        held=tuple(part.part or 1 for part in parts),
    )


def _of_field(article: Article, name: str) -> Iterator[Edit]:
    return (edit for edit in article.edits if edit.field == name)


def _text(parts: Sequence[Article]) -> tuple[str, list[Edit]]:
    text = ""
    edits: list[Edit] = []
    for number, part in enumerate(part for part in parts if part.raw_body_text):
        if number and text and part.body_text:
            text += BETWEEN
        elif number:
            edits.append(Edit("body", "part-without-words", len(text), BETWEEN, ""))
        edits += (replace(edit, start=edit.start + len(text)) for edit in _of_field(part, "body"))
        text += part.body_text
    return text, edits


def _notes(parts: Sequence[Article]) -> tuple[list[tuple[str, str]], list[Edit]]:
    """Numbers and texts of the notes; one that an earlier part printed already stands there only."""
    notes: list[tuple[str, str]] = []
    edits: list[Edit] = []
    for part in parts:
        before = set(notes)
        fresh = [note for note in zip(part.note_numbers, part.notes, strict=True) if note not in before]
        if fresh:
            name = "notes" if not notes else f"notes/{part.part}"
            edits += (replace(edit, field=name) for edit in _of_field(part, "notes"))
        notes += fresh
    return notes, edits


def _attachments(parts: Sequence[Article]) -> tuple[tuple[AttachmentLink, ...], list[Edit]]:
    """Files each once, those in the text before those in lists; a size that only a later mention has is kept."""
    found = [(part, number, file) for part in parts for number, file in enumerate(part.attachments, start=1)]
    found.sort(key=lambda one: one[2].place != "inline")
    kept: dict[str, AttachmentLink] = {}
    edits: list[Edit] = []
    for part, number, file in found:
        known = kept.get(file.path)
        if known is None:
            kept[file.path] = file
            field = f"attachment/{len(kept)}"
            edits += (replace(edit, field=field) for edit in _of_field(part, f"attachment/{number}"))
            field = f"description/{len(kept)}"
            edits += (replace(edit, field=field) for edit in _of_field(part, f"description/{number}"))
        elif known.stated_size is None and file.stated_size is not None:
            kept[file.path] = replace(known, type_label=file.type_label, stated_size=file.stated_size)
    return tuple(kept.values()), edits


def _in_order(
    parts: Sequence[Article], lead: Article, postscript: Article, of: Callable[[Article], Sequence[Item]]
) -> list[tuple[Article, Item]]:
    """Links or pictures as a reader meets them, with the part each stands on: of the lead and the postscript once, of the
    notes each once, of the texts all."""
    found = [(lead, item) for item in of(lead) if item.field == "lead"]
    found += [(part, item) for part in parts for item in of(part) if item.field == "body"]
    found += [(postscript, item) for item in of(postscript) if item.field == "postscript"]
    notes: dict[Item, Article] = {}
    for part in parts:
        for item in of(part):
            if item.field == "notes":
                notes.setdefault(item, part)
    return found + [(part, item) for item, part in notes.items()]


def _pictures(found: Iterable[tuple[Article, Picture]]) -> tuple[tuple[Picture, ...], list[Edit]]:
    kept: list[Picture] = []
    edits: list[Edit] = []
    for part, picture in found:
        if picture not in kept:
            kept.append(picture)
            own = f"picture/{part.pictures.index(picture) + 1}"
            edits += (replace(edit, field=f"picture/{len(kept)}") for edit in _of_field(part, own))
    return tuple(kept), edits
