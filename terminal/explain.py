"""One archived page as read, explained: fields, the rule that found each, every edit with the words around it."""

from collections.abc import Iterator

from archive.ledger import StoredCapture
from articles.article import Article
from articles.reading import Reading
from terminal.tables import say, table

_AROUND = 30
"""Characters shown on either side of an edit."""
_SHORT = 100
"""Characters shown of a field as published."""


def explain(stored: StoredCapture, reading: Reading) -> None:
    """Print what was read out of this capture, and how."""
    say(stored.url)
    say(f"captured {stored.fetched_at}, {stored.source}, {stored.fidelity}, status {stored.status}")
    say(f"{stored.warc_file} at {stored.warc_offset}, {stored.record_id}, sha256 {stored.payload_sha256}")
    explain_page(reading)


def explain_page(reading: Reading) -> None:
    """Print what was read, and how, wherever the page came from."""
    say(f"read as: {reading.outcome}; skeleton: {reading.skeleton or 'none'}")
    for problem in reading.problems:
        say(f"problem {problem.kind}: {problem.message}")
    if reading.traces:
        rows = [(trace.field, trace.rule, _short(trace.raw)) for trace in reading.traces]
        table("Where each field was found", ("field", "rule", "as published"), rows)
    if reading.section is not None:
        parents = " > ".join(parent.title for parent in reading.section.parents) or "none: at the top"
        table("Section", ("field", "value"), [("title", reading.section.title), ("above", parents)])
    if reading.article is not None:
        _article(reading.article)


def _article(article: Article) -> None:
    fields = [
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
    table("Fields", ("field", "value"), [(name, value) for name, value in fields if value is not None])
    say("\nText")
    say(article.body_text)
    for number, note in enumerate(article.notes, 1):
        say(f"[{number}] {note}")
    if article.attachments:
        files = [(a.place, a.title, a.type_label or "", a.stated_size or "", a.url) for a in article.attachments]
        table("Files", ("place", "title", "type", "stated size", "address"), files)
    if article.edits:
        table("Edits", ("field", "cleaner", "was", "is", "where"), _edits(article))


def _edits(article: Article) -> Iterator[tuple[str, str, str, str, str]]:
    """Every edit; those of the body with the words around them, in the text as it stood before each."""
    text = article.raw_body_text
    for edit in article.edits:
        where = ""
        if edit.field == "body":
            end = edit.start + len(edit.raw)
            where = "…" + " ".join(text[max(0, edit.start - _AROUND) : end + _AROUND].split()) + "…"
            text = text[: edit.start] + edit.replacement + text[end:]
        yield edit.field, edit.cleaner, repr(edit.raw), repr(edit.replacement), where


def _short(text: str | None) -> str:
    if text is None:
        return "–"
    folded = " ".join(text.split())
    return folded if len(folded) <= _SHORT else folded[: _SHORT - 1] + "…"
