"""The bytes and text of files in a snapshot, and that nothing withdrawn is in any byte of it."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from attachments.place import without_place
from database.build import build
from publication.snapshot import publish
from sites.problem import Problem
from tests.attachments.test_place import picture
from tests.database.small_archive import ROOT, SITE, SmallArchive, article, crumb, file_link, make_archive, page, pdf_of
from tests.publication.published_archive import PDF, rows


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
