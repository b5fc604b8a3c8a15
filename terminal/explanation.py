"""A reading explained, as blocks of words: what was found where and among what, each edit, raw and clean; how it looks is for others."""

from collections.abc import Iterator
from dataclasses import dataclass

from archive.stored import StoredCapture
from articles.article import Article, Edit
from articles.cleaners import undo
from articles.comparing import ParagraphChange, compare
from articles.reading import Reading
from database.holdings import FileFacts

_AROUND = 30
"""Characters shown on either side of an edit."""
_SHORT = 100
"""Characters shown of a field as published."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Sentences, each on a line."""

    title: str
    """Heading; empty: none."""
    lines: tuple[str, ...]
    """The sentences."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A table."""

    title: str
    """Heading."""
    columns: tuple[str, ...]
    """Names of the columns."""
    rows: tuple[tuple[str, ...], ...]
    """Its cells."""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """A text as published and clean, paragraph by paragraph."""

    title: str
    """Heading."""
    changes: tuple[ParagraphChange, ...]
    """The paragraphs of both, `older` being the one as published."""


Block = Lines | Rows | SideBySide


def explanation(reading: Reading, stored: StoredCapture | None = None, file: FileFacts | None = None) -> list[Block]:
    """What there is to say of a reading, most wanted first. `stored`: where the page is kept; None: it is no archived one. `file`:
    what is known of it as a file; None: no article announces it."""
    return list(_blocks(reading, stored, file))


def _blocks(reading: Reading, stored: StoredCapture | None, file: FileFacts | None) -> Iterator[Block]:
    if stored is not None:
        kept = (
            f"captured {stored.fetched_at}, {stored.source}, {stored.fidelity}, status {stored.status}",
            f"{stored.warc_file} at {stored.warc_offset}, {stored.record_id}, sha256 {stored.payload_sha256}",
        )
        yield Lines("", kept)
    problems = tuple(f"problem {problem.kind}: {problem.message}" for problem in reading.problems)
    yield Lines(
        "", (f"read as: {reading.outcome}; skeleton: {reading.skeleton or 'none'}", *_charset(reading), *problems)
    )
    if file is not None:
        yield Lines("File", tuple(_of_file(file)))
    elif stored is not None and reading.outcome == "other":
        told = f"{stored.media_type or 'no type declared'}, {stored.payload_bytes} bytes; no article announces it"
        yield Lines("File", (told,))
    if reading.traces:
        columns = ("field", "rule", "worth", "as published")
        rows = [(t.field, t.rule, _worth(t.score), _short(t.raw)) for t in reading.traces]
        yield Rows("Where each field was found", columns, tuple(rows))
    losers = [(t.field, _worth(c.score), c.rule, c.raw) for t in reading.traces for c in t.losers]
    if losers:
        yield Rows("What else could have been it", ("field", "worth", "where", "words"), tuple(losers))
    if reading.section is not None:
        parents = " > ".join(parent.title for parent in reading.section.parents) or "none: at the top"
        titles = (("title", reading.section.raw_title, reading.section.title), ("above", "", parents))
        yield Rows("Section", ("field", "as published", "clean"), titles)
    if reading.article is not None:
        notes = next((trace.raw for trace in reading.traces if trace.field == "notes"), None)
        yield from _of_article(reading.article, notes)


def _charset(reading: Reading) -> tuple[str, ...]:
    article = reading.article
    return () if article is None else (f"charset: {article.charset}, chosen by: {article.charset_source}",)


def _of_file(file: FileFacts) -> Iterator[str]:
    size = "" if file.bytes is None else f", {file.bytes} bytes"
    pages = "" if file.pages is None else f", {file.pages} page{'s' if file.pages != 1 else ''}"
    yield f"state: {file.state}; {file.media_type or 'type not known'}{size}{pages}"
    if file.outcome is not None:
        yield f"its text: {file.outcome}" + (f", {file.message}" if file.message else "")
    yield f"announced as: {file.title}" + (f", {file.stated_size}" if file.stated_size else "")
    yield "`check SITE --attachments` tells what is not right with the files of a site"


def _of_article(article: Article, notes: str | None) -> Iterator[Block]:
    """`notes`: the text of the notes as published, of which an article keeps each note."""
    yield Rows("Fields", ("field", "as published", "clean"), tuple(_fields(article)))
    for name, clean in (("lead", article.lead), ("body", article.body_text), ("postscript", article.postscript)):
        if clean or (name == "body" and article.raw_body_text):
            raw = raw_of(article, name) or ""
            title = {"lead": "Lead", "body": "Text", "postscript": "P.-S."}[name]
            yield SideBySide(title, compare(_paragraphs(raw), _paragraphs(clean or "")))
    if article.notes:
        yield Lines("Notes", tuple(f"[{number}] {note}" for number, note in enumerate(article.notes, 1)))
    if article.attachments:
        files = [
            (a.place, a.raw_title, a.title, a.description or "", a.type_label or "", a.stated_size or "", a.url)
            for a in article.attachments
        ]
        columns = ("place", "as published", "title", "description", "type", "stated size", "address")
        yield Rows("Files", columns, tuple(files))
    if article.pictures:
        pictures = tuple((p.field, p.alt, p.caption or "", p.url) for p in article.pictures)
        yield Rows("Pictures", ("field", "alternative", "caption", "address"), pictures)
    if article.edits:
        yield Rows("Edits", ("field", "cleaner", "was", "is", "where"), tuple(_edits(article, notes)))


def _fields(article: Article) -> Iterator[tuple[str, str, str]]:
    """Short fields: name, as published, clean."""
    way = " > ".join(section.title for section in article.sections)
    raw_way = " > ".join(section.raw_title for section in article.sections)
    number = None if article.spip_id is None else str(article.spip_id)
    fields: list[tuple[str, str | None, str | None]] = [
        ("title", article.raw_title, article.title),
        *(
            (name, raw_of(article, name), _clean_of(article, name))
            for name in ("surtitle", "subtitle", "author", "category")
        ),
        ("published", article.published_raw, article.published_on),
        ("written before", article.written_raw, article.written_on),
        ("section", raw_way, way or None),
        ("see online", article.online_url, article.online_text or article.online_url),
        ("number", "", number),
    ]
    return ((name, _short(raw or ""), clean) for name, raw, clean in fields if clean is not None)


def _clean_of(article: Article, name: str) -> str | None:
    """Clean text of the field that edits call so; None: it has none, or the article does not keep it as one text."""
    kind, _, number = name.partition("/")
    place = int(number) if number.isdecimal() else 0
    match kind:
        case "title" | "surtitle" | "subtitle" | "lead" | "postscript" | "category" | "home" | "author":
            value: str | None = getattr(article, kind)
            return value
        case "online":
            return article.online_text
        case "description" if 1 <= place <= len(article.attachments):
            return article.attachments[place - 1].description
        case "picture" if 1 <= place <= len(article.pictures):
            return article.pictures[place - 1].caption
        case _:
            return None


def raw_of(article: Article, name: str) -> str | None:
    """Text of a field as published; None: it has none, or only the edits of it are kept (notes)."""
    kind, _, number = name.partition("/")
    place = int(number) if number.isdecimal() else -1
    match kind:
        case "title":
            return article.raw_title
        case "body":
            return article.raw_body_text
        case "section" if place < len(article.sections):
            return article.sections[place].raw_title
        case "attachment" if place <= len(article.attachments):
            return article.attachments[place - 1].raw_title
        case _:
            clean = _clean_of(article, name)
            own = [edit for edit in article.edits if edit.field == name]
            return None if clean is None and not own else None if kind == "notes" else undo(own, clean or "")


def _edits(article: Article, notes: str | None) -> Iterator[tuple[str, str, str, str, str]]:
    """Every edit with the words around it, in the text as it stood before it."""
    texts: dict[str, str | None] = {"notes": notes}
    for edit in article.edits:
        text = texts.setdefault(edit.field, raw_of(article, edit.field))
        yield edit.field, edit.cleaner, repr(edit.raw), repr(edit.replacement), _around(text, edit)
        if text is not None:
            texts[edit.field] = text[: edit.start] + edit.replacement + text[edit.start + len(edit.raw) :]


def _around(text: str | None, edit: Edit) -> str:
    if text is None:
        return ""
    end = edit.start + len(edit.raw)
    return "…" + " ".join(text[max(0, edit.start - _AROUND) : end + _AROUND].split()) + "…"


def _paragraphs(text: str) -> list[str]:
    return [paragraph for paragraph in text.split("\n\n") if paragraph]


def _worth(score: float | None) -> str:
    return "" if score is None else f"{score:.1f}"


def _short(text: str | None) -> str:
    if text is None:
        return "–"
    folded = " ".join(text.split())
    return folded if len(folded) <= _SHORT else folded[: _SHORT - 1] + "…"
