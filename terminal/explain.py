"""One archived page as read, explained: fields, the rule that found each, every edit with the words around it."""

from rich.markup import escape

from archive.ledger import StoredCapture
from articles.article import Article, Edit
from articles.reading import Reading
from terminal.tables import console, table

_AROUND = 30
"""Characters shown on either side of an edit."""


def explain(stored: StoredCapture, reading: Reading) -> None:
    """Print what was read out of this capture, and how."""
    out = console()
    out.print(f"[bold]{escape(stored.url)}[/bold]")
    out.print(f"captured {stored.fetched_at}, {stored.source}, {stored.fidelity}, status {stored.status}")
    out.print(f"{stored.warc_file} at {stored.warc_offset}, {stored.record_id}, sha256 {stored.payload_sha256}")
    out.print(f"read as: {reading.outcome}; skeleton: {reading.skeleton or 'none'}")
    for problem in reading.problems:
        out.print(f"problem {problem.kind}: {escape(problem.message)}")
    if reading.traces:
        table(
            "Where each field was found",
            ("field", "rule", "as published"),
            [(t.field, escape(t.rule), escape(_short(t.raw))) for t in reading.traces],
        )
    if reading.article is not None:
        _article(reading.article)


def _article(article: Article) -> None:
    out = console()
    rows = [
        ("title", article.title),
        ("surtitle", article.surtitle),
        ("subtitle", article.subtitle),
        ("published", article.published_on),
        ("category", article.category),
        ("section", " > ".join(section.title for section in article.sections) or None),
        ("number", article.spip_id),
        ("charset", f"{article.charset} ({article.charset_source})"),
        ("lead", article.lead),
        ("postscript", article.postscript),
    ]
    table("Fields", ("field", "value"), [(name, escape(str(value))) for name, value in rows if value is not None])
    out.print("\n[bold]Text[/bold]")
    out.print(escape(article.body_text))
    for number, note in enumerate(article.notes, 1):
        out.print(escape(f"[{number}] {note}"))
    if article.attachments:
        files = [(a.position, a.title, a.type_label or "", a.stated_size or "", a.url) for a in article.attachments]
        table("Files", ("place", "title", "type", "stated size", "address"), [tuple(map(escape, row)) for row in files])
    if article.edits:
        rows_ = [
            (e.field, e.cleaner, escape(repr(e.raw)), escape(repr(e.replacement)), escape(_context(article, e)))
            for e in article.edits
        ]
        table("Edits", ("field", "cleaner", "was", "is", "where"), rows_)


def _context(article: Article, edit: Edit) -> str:
    """Words around an edit of the body, as published; empty for the short fields."""
    if edit.field != "body":
        return ""
    text = article.raw_body_text
    place = text.find(edit.raw, max(0, edit.start - _AROUND)) if edit.raw else edit.start
    place = place if place >= 0 else edit.start
    return "…" + " ".join(text[max(0, place - _AROUND) : place + len(edit.raw) + _AROUND].split()) + "…"


def _short(text: str | None) -> str:
    if text is None:
        return "–"
    folded = " ".join(text.split())
    return folded if len(folded) <= 100 else folded[:99] + "…"
