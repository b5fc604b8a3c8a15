"""Versions of an article: where one begins and ends, and that going on gives what starting empty gives."""

import hashlib
from types import SimpleNamespace
from typing import Any

import pytest

from database import rows
from database.build import build
from database.versions import ArticleVersion, versions_of
from tests.database.small_archive import ROOT, SITE, SmallArchive, article, file_link, page

ADDRESS = f"{ROOT}spip.php?article1"
OLD = article(1, body_text="Rendre le dossier le 3 mars.")
NEW = article(1, body_text="Rendre le dossier le 10 mars.")


def run(archive: SmallArchive, *, full: bool = False, code: str = "r1") -> int:
    return build(archive.ledger, SITE, {}, full=full, code=code).versions


def versions(archive: SmallArchive) -> tuple[ArticleVersion, ...]:
    return versions_of(archive.ledger.db, "article/1")


def minutes(version: ArticleVersion) -> tuple[int, int]:
    return int(version.first_seen[14:16]), int(version.last_seen[14:16])


def test_other_bytes_with_the_same_content_are_one_version(archive: SmallArchive) -> None:
    archive.keep(ADDRESS, page(article=OLD))
    archive.keep(ADDRESS, page(article=OLD))
    assert run(archive) == 1
    assert [minutes(version) for version in versions(archive)] == [(1, 2)]


def test_other_content_begins_a_version(archive: SmallArchive) -> None:
    for content in (OLD, OLD, NEW):
        archive.keep(ADDRESS, page(article=content))
    assert run(archive) == 2
    older, newer = versions(archive)
    assert (older.number, older.body_text, minutes(older)) == (1, OLD.body_text, (1, 2))
    assert (newer.number, newer.body_text, minutes(newer)) == (2, NEW.body_text, (3, 3))


def test_content_that_comes_back_is_a_version_of_its_own(archive: SmallArchive) -> None:
    for content in (OLD, NEW, OLD):
        archive.keep(ADDRESS, page(article=content))
    assert run(archive) == 3
    assert len(archive.rows("version_texts")) == 2


def test_a_version_leads_to_its_first_capture_in_time(archive: SmallArchive) -> None:
    later = archive.keep(ADDRESS, page(article=OLD))
    earlier = archive.keep(ADDRESS, page(article=OLD))
    archive.ledger.db.execute("UPDATE captures SET fetched_at = '2009-01-01T00:00:00Z' WHERE id = ?", (earlier,))
    assert run(archive) == 1
    (version,) = versions(archive)
    assert (version.capture_id, later, version.first_seen[:4]) == (earlier, 1, "2009")


def test_a_revisit_tells_when_the_content_was_last_seen(archive: SmallArchive) -> None:
    first = archive.keep(ADDRESS, page(article=OLD))
    again = archive.keep(ADDRESS, page(article=OLD))
    archive.ledger.db.execute("UPDATE captures SET revisit_of = ? WHERE id = ?", (first, again))
    assert run(archive) == 1
    assert [minutes(version) for version in versions(archive)] == [(1, 2)]
    assert len(archive.rows("version_readings")) == 1


def test_another_file_announced_is_another_version(archive: SmallArchive) -> None:
    archive.keep(ADDRESS, page(article=OLD))
    archive.keep(ADDRESS, page(article=article(1, body_text=OLD.body_text, attachments=(file_link("pdf/a.pdf"),))))
    assert run(archive) == 2
    assert versions(archive)[1].paragraphs()[-1] == "pdf/a.pdf (pdf/a.pdf)"


def test_pages_that_are_no_article_any_more_and_cut_ones_make_no_version(archive: SmallArchive) -> None:
    archive.keep(ADDRESS, page(article=OLD))
    archive.keep(ADDRESS, page(article=NEW), truncated="disconnect")
    archive.keep(ADDRESS, page("soft-404"))
    assert run(archive) == 1


def test_going_on_gives_what_starting_empty_gives(archive: SmallArchive) -> None:
    for content in (OLD, NEW):
        archive.keep(ADDRESS, page(article=content))
        run(archive)
    went_on = archive.rows("article_versions")
    run(archive, full=True)
    assert archive.rows("article_versions") == went_on
    assert len(went_on) == 2


def test_newer_code_reads_older_captures_again(archive: SmallArchive) -> None:
    for content in (OLD, NEW):
        archive.keep(ADDRESS, page(article=content))
    run(archive)
    archive.pages[b"page 1"] = page(article=NEW)
    assert run(archive) == 2
    assert run(archive, code="r2") == 1
    assert len(archive.rows("version_texts")) == 1
    assert not archive.ledger.db.execute("PRAGMA foreign_key_check").fetchall()


def test_content_is_digested_once_for_the_row_its_address_and_its_version(
    archive: SmallArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    digested: list[bytes] = []

    def counting(content: bytes) -> Any:
        digested.append(content)
        return hashlib.sha256(content)

    monkeypatch.setattr(rows, "hashlib", SimpleNamespace(sha256=counting))
    for number in (1, 2, 3):
        one = article(number)
        archive.keep(one.url, page(article=one))
    run(archive)
    assert len(digested) == 3
