"""Pages of an article in parts, kept in an archive, and what its tables say then; what must be true of them the tests say."""

from dataclasses import replace
from typing import Any

from articles.article import Article
from tests.articles.fields.test_parts import part
from tests.database.reading_tables import run, without_ids
from tests.database.small_archive import ROOT, SmallArchive, page

WHOLE = f"{ROOT}spip.php?article12"


def address(number: int, total: int = 3) -> str:
    return WHOLE if number == 1 else f"{WHOLE}&artpage={number}-{total}"


def shows(number: int, total: int = 3, *, word: str = "", slug: str | None = None) -> Article:
    """What reading finds on the page of a part; `word` stands at the end of its text."""
    url = None if slug is None else f"{slug}?artpage={number}-{total}"
    found = part(number, total, url=url, **({} if slug is None else {"address": f"{slug}?"}))
    return replace(
        found,
        body_text=f"{found.body_text}{word}",
        raw_body_text=f"{found.raw_body_text}{word}",
        body_html=found.body_html + word,
    )


def keep(archive: SmallArchive, number: int, total: int = 3, **more: Any) -> int:
    return archive.keep(address(number, total), page(article=shows(number, total, **more)))


def given_parts(archive: SmallArchive) -> list[tuple[int, int]]:
    """Part and capture of each part that stands in an article."""
    rows = archive.ledger.db.execute("SELECT part, capture_id FROM parts WHERE article_id IS NOT NULL ORDER BY part")
    return [tuple(row) for row in rows]


def state(archive: SmallArchive) -> list[Any]:
    """What the tables say, with keys in place of row numbers."""
    db = archive.ledger.db
    more = (
        "SELECT p.capture_id, p.whole, p.part, p.total, a.identity FROM parts p LEFT JOIN articles a ON a.id = p.article_id",
        "SELECT identity, parts, content_sha256, notes, raw_body_text, body_html FROM articles",
        "SELECT * FROM article_versions",
        "SELECT * FROM version_parts",
    )
    return [
        *without_ids(archive),
        *(sorted((tuple(row) for row in db.execute(statement)), key=repr) for statement in more),
    ]


def assert_full_is_the_same(archive: SmallArchive) -> None:
    assert run(archive).read == 0
    grown = state(archive)
    run(archive, full=True)
    assert state(archive) == grown
    assert not archive.ledger.db.execute("PRAGMA foreign_key_check").fetchall()
