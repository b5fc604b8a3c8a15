"""A small archive filled and built, and what its reading tables say then."""

from typing import Any

from database.build import BuildReport, build
from tests.database.small_archive import ROOT, SITE, SmallArchive, article, file_link, page, pdf_of

TABLES = (
    "readings",
    "sections",
    "articles",
    "attachments",
    "article_attachments",
    "links",
    "pictures",
    "edits",
    "reading_problems",
    "version_texts",
    "version_readings",
    "version_parts",
    "article_versions",
    "originals",
)
PDF = pdf_of(1059)


def run(archive: SmallArchive, *, full: bool = False, code: str = "r1") -> BuildReport:
    return build(archive.ledger, SITE, {}, full=full, code=code)


def contents(archive: SmallArchive) -> dict[str, list[tuple[Any, ...]]]:
    return {table: archive.rows(table) for table in TABLES}


def without_ids(archive: SmallArchive) -> list[Any]:
    """What the tables say, with keys in place of row numbers."""
    db = archive.ledger.db
    statements = (
        "SELECT capture_id, code, outcome, identity, skeleton FROM readings",
        (
            "SELECT s.identity, s.url, s.title, p.identity, s.capture_id "
            "FROM sections s LEFT JOIN sections p ON p.id = s.parent_id"
        ),
        (
            "SELECT a.identity, a.url, a.title, a.body_text, a.capture_id, s.identity "
            "FROM articles a LEFT JOIN sections s ON s.id = a.section_id"
        ),
        "SELECT identity, url, state, capture_id, sha256, title, stated_size, size_agrees FROM attachments",
        (
            "SELECT a.identity, l.position, f.identity FROM article_attachments l "
            "JOIN articles a ON a.id = l.article_id JOIN attachments f ON f.id = l.attachment_id"
        ),
        "SELECT a.identity, l.position, l.url FROM links l JOIN articles a ON a.id = l.article_id",
        "SELECT a.identity, e.position, e.raw FROM edits e JOIN articles a ON a.id = e.article_id",
        "SELECT capture_id, kind, message FROM reading_problems",
    )
    return [sorted((tuple(row) for row in db.execute(statement)), key=repr) for statement in statements]


def fill(archive: SmallArchive, start: int, end: int) -> None:
    for number in range(start, end):
        one = article(number, attachments=(file_link(f"pdf/f{number}.pdf"), file_link("pdf/commun.pdf")))
        archive.keep(one.url, page(article=one))
        archive.keep(f"{ROOT}IMG/pdf/f{number}.pdf", PDF)


def titles(archive: SmallArchive) -> dict[str, str]:
    return dict(archive.ledger.db.execute("SELECT identity, title FROM articles").fetchall())


def only_article(archive: SmallArchive) -> Any:
    rows = archive.ledger.db.execute("SELECT * FROM articles").fetchall()
    assert len(rows) == 1
    return rows[0]
