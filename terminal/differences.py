"""Versions of an article, and what changed between two of them, as text for a terminal; comparing is for articles."""

from collections.abc import Sequence

from archive.stored import StoredCapture
from articles.comparing import ParagraphChange, compare
from database.versions import ArticleVersion
from terminal.tables import say, table

_MARKS = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
"""What stands around words, as `wdiff` writes it: readable without colours, and by a screen reader."""


def print_proof(version: ArticleVersion, captures: Sequence[StoredCapture]) -> None:
    """From which captured pages a version was read, as `show` tells it of one."""
    for stored in captures:
        say(f"version {version.number}: captured {stored.fetched_at}, {stored.url}")
        say(f"{stored.warc_file} at {stored.warc_offset}, {stored.record_id}, sha256 {stored.payload_sha256}")


def print_versions(versions: Sequence[ArticleVersion]) -> None:
    """One line a version."""
    rows = [(v.number, v.first_seen[:19], v.last_seen[:19], v.content_sha256[:12], v.title) for v in versions]
    table("Versions", ("number", "first seen (UTC)", "last seen (UTC)", "digest", "title"), rows)


def print_difference(older: ArticleVersion, newer: ArticleVersion) -> None:
    """Paragraphs that changed, went or came; runs of others as their number."""
    say(f"\nFrom version {older.number} to version {newer.number}: [-gone-], {{+come+}}")
    same = 0
    for change in compare(older.paragraphs(), newer.paragraphs()):
        if change.kind == "same":
            same += 1
            continue
        _say_same(same)
        same = 0
        say(f"\n{change.kind}: {_marked(change)}")
    _say_same(same)


def _say_same(number: int) -> None:
    if number:
        say(f"\n({number} paragraph{'s' if number > 1 else ''} unchanged)")


def _marked(change: ParagraphChange) -> str:
    return "".join(piece.text.join(_MARKS[piece.kind]) for piece in change.pieces)
