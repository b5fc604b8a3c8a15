"""The snapshot: its order, that it is repeatable and of one moment, and what of gaps is in it."""

import sqlite3
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from database.build import build
from publication import snapshot
from publication.snapshot import publish
from sites.site import Site
from tests.database.small_archive import ROOT, SITE, SmallArchive, article, crumb, file_link, make_archive, page
from tests.publication.published_archive import rows


def test_articles_stand_in_order_of_date(archive: SmallArchive, tmp_path: Path) -> None:
    report = publish([(SITE, archive.ledger)], tmp_path, program="essai 1")
    found = rows(report.path, "SELECT id, published_on, files FROM articles ORDER BY id")
    # Rows between are files right below the newest article that announces them, with a page or without.
    assert found == [(2, None, 2), (4, "2011", 2), (6, "2011-06-16", 2), (9, "2012-03-04", 2)]
    assert rows(report.path, "SELECT id, article_id, page, source FROM file_pages") == [
        (1, 2, None, "name"),
        (3, 4, None, "name"),
        (5, 6, None, "name"),
        (7, 9, None, "name"),
        (8, 9, 1, "layer"),
    ]
    assert rows(report.path, "SELECT * FROM years ORDER BY year") == [
        ("2011", 3, 6),
        ("2012", 7, 9),
        ("sans date", 1, 2),
    ]
    assert rows(report.path, "SELECT program, id FROM snapshot") == [("essai 1", report.snapshot_id)]
    assert rows(report.path, "SELECT title, articles FROM sections WHERE parent_id IS NULL") == [("Jeunesse", 4)]
    assert rows(report.path, "SELECT value, number FROM counts WHERE measure = 'year'") == [
        ("2011", 2),
        ("2012", 1),
        ("sans date", 1),
    ]
    assert rows(report.path, "SELECT state, size_agrees FROM files WHERE path = 'pdf/commun.pdf'") == [("held", 1)]
    assert rows(report.path, "SELECT count(*) FROM passages_fts WHERE passages_fts MATCH 'cohesion'") == [(4,)]
    assert rows(report.path, "PRAGMA integrity_check") == [("ok",)]
    kinds = {kind for (kind,) in rows(report.path, "SELECT kind FROM gaps")}
    assert kinds == {"selector-count", "file-missing", "file-not-asked"}
    # What the fetch met and what became of the file are one fact.
    assert rows(report.path, "SELECT message FROM gaps WHERE kind = 'file-missing'") == [
        ("not held: the server no longer had the file (404)",)
    ]
    assert not list(tmp_path.glob("public.db.*"))


def test_two_snapshots_of_one_state_are_equal_byte_for_byte(archive: SmallArchive, tmp_path: Path) -> None:
    publish([(SITE, archive.ledger)], tmp_path / "one", program="essai 1")
    publish([(SITE, archive.ledger)], tmp_path / "two", program="essai 1")
    assert (tmp_path / "one/public.db").read_bytes() == (tmp_path / "two/public.db").read_bytes()
    build(archive.ledger, SITE, {}, full=True, code="r1")
    publish([(SITE, archive.ledger)], tmp_path / "two", program="essai 1")
    assert (tmp_path / "one/public.db").read_bytes() == (tmp_path / "two/public.db").read_bytes()


def test_sites_are_merged_in_order_of_date(
    archive: SmallArchive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_archive(tmp_path / "autre", monkeypatch)
    one = article(1, published_on="2011-12-31", title="Autre")
    other.keep(one.url, page(article=one))
    site = replace(SITE, name="autre")
    build(other.ledger, site, {}, full=False, code="r1")
    pairs = [(SITE, archive.ledger), (site, other.ledger)]
    report = publish(pairs, tmp_path, program="essai 1")
    found = rows(report.path, "SELECT site_id, published_on FROM articles ORDER BY id")
    assert found[3:] == [("autre", "2011-12-31"), ("essai", "2012-03-04")]
    assert publish(pairs[::-1], tmp_path / "two", program="essai 1").snapshot_id == report.snapshot_id
    assert rows(report.path, "PRAGMA foreign_key_check") == []
    other.ledger.close()


def test_no_archive_gives_an_empty_snapshot_and_a_failure_leaves_the_old_one(
    archive: SmallArchive, tmp_path: Path
) -> None:
    out = tmp_path / "public.db"
    assert set(publish([], tmp_path, program="essai 1").rows.values()) == {0}
    before = out.read_bytes()
    archive.ledger.db.execute("DROP VIEW published")
    with pytest.raises(sqlite3.Error):
        publish([(SITE, archive.ledger)], tmp_path, program="essai 1")
    assert out.read_bytes() == before
    assert [path.name for path in tmp_path.glob("public*")] == ["public.db"]


@pytest.mark.parametrize("passed", ["number_rows", "take_site"])
def test_a_snapshot_is_of_one_moment_whatever_is_written_meanwhile(
    archive: SmallArchive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, passed: str
) -> None:
    before = publish([(SITE, archive.ledger)], tmp_path / "one", program="essai 1").path.read_bytes()
    original = getattr(snapshot, passed)

    def then_write(db: sqlite3.Connection, site: Site, *more: Any, **named: Any) -> None:
        original(db, site, *more, **named)
        changed = article(1, title="Entre-temps", sections=(crumb(99, "Neuve"),), attachments=(file_link("pdf/z.pdf"),))
        archive.keep(changed.url, page(article=changed))
        archive.keep(f"{ROOT}spip.php?article50", page(article=article(50)))
        build(archive.ledger, SITE, {}, full=False, code="r1")
        archive.withdraw("article/2")

    monkeypatch.setattr(snapshot, passed, then_write)
    publish([(SITE, archive.ledger)], tmp_path / "two", program="essai 1")
    assert (tmp_path / "two/public.db").read_bytes() == before
    monkeypatch.undo()
    report = publish([(SITE, archive.ledger)], tmp_path / "two", program="essai 1")
    assert sorted(rows(report.path, "SELECT spip_id FROM articles")) == [(1,), (3,), (4,), (50,)]


def test_the_digest_is_taken_of_the_draft_whatever_the_index_writes_meanwhile(
    archive: SmallArchive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = publish([(SITE, archive.ledger)], tmp_path / "plain", program="essai 1").snapshot_id
    index, draft = snapshot.index_passages, tmp_path / "public.db.draft"

    def half_written(db: sqlite3.Connection) -> None:
        # SQLite writes the first page, with the number of all pages (bytes 28 to 31), before the last ones are there.
        with draft.open("r+b") as file:
            begin = file.read(100)
            file.seek(28)
            file.write((1_000_000).to_bytes(4, "big"))
            file.flush()
            time.sleep(0.3)
            file.seek(0)
            file.write(begin)
        index(db)

    monkeypatch.setattr(snapshot, "index_passages", half_written)
    assert publish([(SITE, archive.ledger)], tmp_path, program="essai 1").snapshot_id == plain


def test_guessed_addresses_that_are_not_there_are_no_gaps(archive: SmallArchive, tmp_path: Path) -> None:
    guessed = ("spip.php?page=plan", "sitemap.xml", "spip.php?page=backend", "robots.txt")
    db = archive.ledger.db
    for path, status in [*((path, 404) for path in guessed), ("spip.php?article404", 404)]:
        archive.know(ROOT + path, "failed", status)
        db.execute("INSERT INTO fetch_problems (crawl_id, url, stage, kind, message) VALUES (1, ?, 'fetch', 'x', 'y')",
                   (ROOT + path,))  # fmt: skip

    def gaps() -> set[str]:
        path = publish([(SITE, archive.ledger)], tmp_path, program="essai 1").path
        return {url.removeprefix(ROOT) for (url,) in rows(path, "SELECT url FROM gaps WHERE kind = 'x'")}

    assert gaps() == {"spip.php?article404"}
    db.execute("UPDATE urls SET status = 500 WHERE url = ?", (f"{ROOT}sitemap.xml",))
    home = archive.know(ROOT, "fetched", 200)
    db.execute("UPDATE urls SET found_on = ? WHERE url = ?", (home, f"{ROOT}spip.php?page=plan"))
    assert gaps() == {"spip.php?article404", "sitemap.xml", "spip.php?page=plan"}
