"""The snapshot: what is in it, that it is repeatable, and that nothing withdrawn is in any byte of it."""

import hashlib
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from attachments.place import without_place
from database.build import build
from publication import snapshot
from publication.snapshot import publish
from sites.problem import Problem
from sites.site import Site
from tests.attachments.test_place import picture
from tests.database.small_archive import ROOT, SITE, SmallArchive, article, crumb, file_link, make_archive, page, pdf_of

PDF = pdf_of(1059)


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallArchive]:
    made = make_archive(tmp_path / "essai", monkeypatch)
    dates = {1: "2012-03-04", 2: None, 3: "2011", 4: "2011-06-16"}
    for number, day in dates.items():
        links = (file_link(f"pdf/fichier-{number}.pdf", title=f"Fichier {number}"), file_link("pdf/commun.pdf"))
        one = article(
            number,
            published_on=day,
            attachments=links,
            sections=(crumb(1, "Jeunesse"), crumb(10 + number, f"Sous {number}")),
        )
        made.keep(
            one.url, page(article=one, problems=(Problem(one.url, "read", "selector-count", f"odd on page {number}"),))
        )
    made.keep(f"{ROOT}IMG/pdf/commun.pdf", PDF)
    made.know(f"{ROOT}IMG/pdf/fichier-1.pdf", "fetched", 404)
    made.ledger.db.execute(
        "INSERT INTO fetch_problems (crawl_id, url, stage, kind, message) VALUES (1, ?, 'fetch', 'http-status', '404')",
        (f"{ROOT}IMG/pdf/fichier-1.pdf",),
    )
    build(made.ledger, SITE, {}, full=False, code="r1")
    yield made
    made.ledger.close()


def rows(path: Path, statement: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(statement).fetchall()


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


@pytest.mark.parametrize("key", ["article/1", "article/Adresse-secrete"])
def test_what_is_withdrawn_is_in_no_byte(archive: SmallArchive, tmp_path: Path, key: str) -> None:
    # Met under a slug too, which tells the title; the article goes by its number.
    secret = article(
        1,
        title="Secretissime",
        body_text="Mot Indicible",
        body_html="<p>Indicible</p>",
        url=f"{ROOT}Adresse-secrete",
        attachments=(file_link("pdf/fichier-prive.pdf", title="Fichier prive"), file_link("pdf/commun.pdf")),
        sections=(crumb(77, "Rubrique-a-part"),),
    )
    archive.keep(
        f"{ROOT}Adresse-secrete", page(article=secret, problems=(Problem("x", "read", "odd", "see Secretissime"),))
    )
    archive.keep(f"{ROOT}IMG/pdf/fichier-prive.pdf", b"")
    build(archive.ledger, SITE, {}, full=False, code="r1")
    out = tmp_path / "public.db"
    publish([(SITE, archive.ledger)], tmp_path, program="essai 1")
    canaries = (
        b"Secretissime",
        b"secretissime",
        b"Indicible",
        b"indicible",
        b"Adresse-secrete",
        b"fichier-prive",
        b"part",
    )
    before = out.read_bytes()
    assert all(canary in before for canary in canaries)
    archive.withdraw(key)
    publish([(SITE, archive.ledger)], tmp_path, program="essai 1")
    after = out.read_bytes()
    assert [canary for canary in canaries[:-1] if canary in after] == []
    assert b"Rubrique-a-part" not in after
    stones = rows(out, "SELECT identity, withdrawn_on, reason FROM tombstones")
    assert stones[0][0] == "article/1" or stones[0][0].startswith("article/sha256-")
    assert stones[0][1:] == ("2024-05-06", "personal-data")
    archive.ledger.db.execute("DELETE FROM withdrawals")
    publish([(SITE, archive.ledger)], tmp_path, program="essai 1")
    assert out.read_bytes() == before


def test_a_withdrawn_file_goes_and_its_article_stays(archive: SmallArchive, tmp_path: Path) -> None:
    archive.withdraw("attachment/pdf/fichier-1.pdf")
    report = publish([(SITE, archive.ledger)], tmp_path, program="essai 1")
    assert b"fichier-1.pdf" not in report.path.read_bytes()
    assert report.rows["articles"] == 4
    assert rows(report.path, "SELECT files FROM articles WHERE spip_id = 1") == [(1,)]


def test_the_bytes_of_files_are_in_it_once_and_without_their_place(archive: SmallArchive, tmp_path: Path) -> None:
    photo = picture(placed=True)
    archive.keep(f"{ROOT}IMG/pdf/fichier-2.pdf", PDF)
    archive.keep(f"{ROOT}IMG/pdf/fichier-3.pdf", photo)
    build(archive.ledger, SITE, {}, full=False, code="r1")
    out = publish([(SITE, archive.ledger)], tmp_path, program="essai 1").path
    held = dict(rows(out, "SELECT bytes, public_sha256 FROM file_bytes"))
    bare = without_place(photo)
    assert held == {PDF: None, bare: hashlib.sha256(bare).hexdigest()}
    assert rows(out, "SELECT count(*) FROM thumbnails") == [(2,)]
    found = rows(out, "SELECT path, type_agrees, width, page_count FROM files WHERE sha256 IS NOT NULL ORDER BY path")
    assert found == [
        ("pdf/commun.pdf", 1, None, 1),
        ("pdf/fichier-2.pdf", 1, None, 1),
        ("pdf/fichier-3.pdf", 0, 60, None),
    ]


def test_files_whose_stored_bytes_are_damaged_are_told_unless_another_site_has_them(
    archive: SmallArchive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert publish([(SITE, archive.ledger)], tmp_path, program="essai 1").unread == ()
    [(number,)] = archive.ledger.db.execute("SELECT capture_id FROM attachments WHERE capture_id IS NOT NULL")
    archive.ledger.damaged.add(number)
    report = publish([(SITE, archive.ledger)], tmp_path, program="essai 1")
    assert [told.split(": ")[0] for told in report.unread] == [f"{ROOT}IMG/pdf/commun.pdf"]
    assert rows(report.path, "SELECT count(*) FROM file_bytes") == [(0,)]
    twin = make_archive(tmp_path / "twin", monkeypatch)
    one = article(9, attachments=(file_link("pdf/commun.pdf"),))
    twin.keep(one.url, page(article=one))
    twin.keep(f"{ROOT}IMG/pdf/commun.pdf", PDF)
    build(twin.ledger, SITE, {}, full=False, code="r1")
    pairs = [(SITE, archive.ledger), (replace(SITE, name="twin"), twin.ledger)]
    assert publish(pairs, tmp_path, program="essai 1").unread == ()
    twin.ledger.close()


def test_a_file_that_changed_behind_its_address_has_versions(archive: SmallArchive, tmp_path: Path) -> None:
    for payload in (PDF, pdf_of(2000), PDF):
        archive.keep(f"{ROOT}IMG/pdf/commun.pdf", payload)
    build(archive.ledger, SITE, {}, full=False, code="r1")
    out = publish([(SITE, archive.ledger)], tmp_path, program="essai 1").path
    found = rows(out, "SELECT number, bytes, first_seen < last_seen FROM file_versions ORDER BY number")
    assert found == [(1, 1059, 1), (2, 2000, 0), (3, 1059, 0)]


def test_the_same_bytes_under_another_name_are_withdrawn_too(archive: SmallArchive, tmp_path: Path) -> None:
    archive.keep(f"{ROOT}IMG/pdf/fichier-2.pdf", PDF)
    build(archive.ledger, SITE, {}, full=False, code="r1")
    archive.withdraw("attachment/pdf/fichier-2.pdf")
    out = publish([(SITE, archive.ledger)], tmp_path, program="essai 1").path
    assert PDF not in out.read_bytes()
    assert b"commun.pdf" not in out.read_bytes()


def test_text_of_files_is_public_masked_and_withdrawn_with_them(archive: SmallArchive, tmp_path: Path) -> None:
    archive.ledger.db.execute("UPDATE content_pages SET text = 'Inoubliable, écrire à jeanne@example.org'")
    report = publish([(SITE, archive.ledger)], tmp_path, program="essai 1")
    assert rows(report.path, "SELECT text FROM file_pages WHERE source = 'layer'") == [
        ("Inoubliable, écrire à jeanne [at] example.org",)
    ]
    assert rows(report.path, "SELECT stem FROM vocabulary WHERE word = 'inoubliable'") == [("inoubliabl",)]
    archive.withdraw("attachment/pdf/commun.pdf")
    after = publish([(SITE, archive.ledger)], tmp_path, program="essai 1").path.read_bytes().lower()
    assert b"inoubliabl" not in after


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


def test_a_gap_goes_with_what_it_names_and_not_with_what_begins_alike(archive: SmallArchive, tmp_path: Path) -> None:
    for told in ("spip.php?article1", "spip.php?article12"):
        archive.ledger.db.execute(
            "INSERT INTO fetch_problems (crawl_id, url, stage, kind, message) VALUES (1, ?, 'fetch', 'x', ?)",
            (f"{ROOT}x?{told}", f"seen on {ROOT}{told}."),
        )
    archive.withdraw("article/1")
    path = publish([(SITE, archive.ledger)], tmp_path, program="essai 1").path
    kept = [url.removeprefix(ROOT) for (url,) in rows(path, "SELECT url FROM gaps WHERE kind = 'x' ORDER BY url")]
    assert kept == ["x?spip.php?article12"]
