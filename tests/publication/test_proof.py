"""What proves an article in a snapshot: edits that undo to what was published, versions, captured pages made safe."""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.article import Edit, Link
from articles.cleaners import undo
from articles.masking import mask_text
from articles.original import ORIGINAL_VERSION, read_original
from database.build import CODE, build
from publication.snapshot import publish
from publication.withholding import told_edits
from tests.database.small_archive import ROOT, SITE, SmallArchive, article, file_link, make_archive, page, pdf_of

PAGE = """<html><head><title>T</title><meta http-equiv="refresh" content="0;url=http://elsewhere.example.org/">
<style>p {{ position: fixed }}</style></head><body onload="run()"><h1>{title}</h1><p style="position:fixed;color:red"
onclick="run()">Écrire à jeanne@example.org <a href="javascript:run()">ici</a></p><form action="/s"><p>Un formulaire</p><input
name="q" value="z"></form><iframe src="/x"></iframe><svg><script>run()</script></svg><img src="http://elsewhere.example.org/i.png"
alt="Une image"><ul><li><a href="spip.php?article2">Un autre titre</a><p>Son introduction</p></li><li><a
href="spip.php?article1">Le premier</a></li></ul></body></html>"""


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallArchive]:
    made = make_archive(tmp_path / "essai", monkeypatch)
    yield made
    made.ledger.close()


def keep_page(archive: SmallArchive, url: str, html: str, content: object) -> None:
    """Keep a capture whose bytes are a page, together with what reading finds on it."""
    number = archive.keep(url, html.encode())
    archive.pages[html.encode()] = content
    archive.ledger.db.execute("UPDATE captures SET media_type = 'text/html' WHERE id = ?", (number,))


def made(archive: SmallArchive, folder: Path) -> sqlite3.Connection:
    build(archive.ledger, SITE, {}, full=False, code="r1")
    db = sqlite3.connect(publish([(SITE, archive.ledger)], folder, program="essai 1").path)
    db.row_factory = sqlite3.Row
    return db


def test_undone_edits_give_the_text_as_published_without_addresses(archive: SmallArchive, tmp_path: Path) -> None:
    raw = "Écrire à jeanne@example.org [rouge]vite[/rouge] ou à paul@[x]example.org"
    one = article(
        1,
        raw_body_text=raw,
        body_text="Écrire à jeanne@example.org vite ou à paul@example.org",
        edits=(
            Edit("body", "colours", 28, "[rouge]", ""),
            Edit("body", "colours", 32, "[/rouge]", ""),
            Edit("body", "other", 43, "[x]", ""),
            Edit("attachment/1", "colours", 0, "[vert]", ""),
        ),
        attachments=(file_link("pdf/a.pdf"),),
    )
    assert undo(one.edits[:3], one.body_text) == raw
    keep_page(archive, one.url, PAGE.format(title="Un"), page(article=one))
    with closing(made(archive, tmp_path)) as db:
        rows = db.execute("SELECT * FROM edits WHERE field = 'body' ORDER BY position").fetchall()
        told = [Edit("body", row["cleaner"], row["start"], row["raw"], row["replacement"]) for row in rows]
        clean = db.execute("SELECT body_text FROM articles").fetchone()[0]
        assert "jeanne [at] example.org" in clean
        assert undo(told, clean) == mask_text(raw)
        assert [edit.raw for edit in told[:2]] == ["[rouge]", "[/rouge]"]
        assert db.execute("SELECT raw FROM edits WHERE field = 'attachment/1'").fetchone()[0] == "[vert]"
        archive.withdraw("attachment/pdf/a.pdf")
    with closing(made(archive, tmp_path)) as db:
        assert db.execute("SELECT count(*) FROM edits WHERE field = 'attachment/1'").fetchone()[0] == 0


CHANGES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5), st.text("a@.", max_size=3)), max_size=4)


@given(st.text("a@b.cd [x]", max_size=30), CHANGES)
def test_told_edits_always_lead_back(raw: str, changes: list[tuple[int, int, str]]) -> None:
    edits, text = [], raw
    for start, length, replacement in changes:
        edit = Edit("body", "c", min(start, len(text)), text[start : start + length], replacement)
        edits.append(edit)
        text = text[: edit.start] + replacement + text[edit.start + len(edit.raw) :]
    assert undo(told_edits(edits, text, mask_text), mask_text(text)) == mask_text(raw)


def test_versions_say_what_the_article_said_before(archive: SmallArchive, tmp_path: Path) -> None:
    old = article(1, body_text="Avant, chez jeanne@example.org", attachments=(file_link("pdf/a.pdf", title="Le plan"),))
    new = article(1, body_text="Après", attachments=(file_link("pdf/b.pdf"),))
    for name, one in (("un", old), ("deux", new)):
        keep_page(archive, one.url, PAGE.format(title=name), page(article=one))
    archive.keep(f"{ROOT}IMG/pdf/a.pdf", pdf_of(300))
    with closing(made(archive, tmp_path)) as db:
        first, second = db.execute("SELECT * FROM versions ORDER BY number").fetchall()
        assert first["body_text"] == "Avant, chez jeanne [at] example.org"
        assert json.loads(first["files"]) == [["pdf/a.pdf", "Le plan"]]
        assert first["first_seen"] < second["first_seen"]
        assert (second["title"], second["body_text"], second["files"]) == (None, None, None)
        captures = db.execute("SELECT * FROM version_captures ORDER BY number").fetchall()
        assert [(row["number"], row["part"], row["captured_at"], row["record_id"]) for row in captures] == [
            (1, 1, first["first_seen"], "urn:uuid:1"),
            (2, 1, second["first_seen"], "urn:uuid:2"),
        ]
        assert captures[0]["payload_sha256"] == hashlib.sha256(PAGE.format(title="un").encode()).hexdigest()
        assert captures[1]["payload_sha256"] == db.execute("SELECT payload_sha256 FROM articles").fetchone()[0]
    archive.withdraw("attachment/pdf/a.pdf")
    with closing(made(archive, tmp_path)) as db:
        assert json.loads(db.execute("SELECT files FROM versions WHERE number = 1").fetchone()[0]) == []


def test_a_version_that_came_back_is_proved_by_the_record_that_holds_its_bytes(
    archive: SmallArchive, tmp_path: Path
) -> None:
    old, new = article(1, body_text="Avant"), article(1, body_text="Après")
    for name, one in (("un", old), ("deux", new)):
        keep_page(archive, one.url, PAGE.format(title=name), page(article=one))
    again = archive.keep(old.url, PAGE.format(title="un").encode())
    archive.ledger.db.execute("UPDATE captures SET revisit_of = 1, media_type = 'text/html' WHERE id = ?", (again,))
    with closing(made(archive, tmp_path)) as db:
        assert [tuple(row) for row in db.execute("SELECT number, record_id FROM version_captures ORDER BY number")] == [
            (1, "urn:uuid:1"),
            (2, "urn:uuid:2"),
            (3, "urn:uuid:1"),
        ]


@pytest.mark.parametrize("key", ["article/1", "article/Nom-d-une-personne"])
def test_a_withdrawn_article_leaves_no_capture_of_its_versions(archive: SmallArchive, tmp_path: Path, key: str) -> None:
    old, new, other = article(1, body_text="Avant"), article(1, body_text="Après"), article(2)
    addresses = {
        old.url: old,
        f"{ROOT}Nom-d-une-personne": new,
        f"{ROOT}spip.php?article1&lang=fr": new,
        other.url: other,
    }
    for number, (url, read) in enumerate(addresses.items()):
        keep_page(archive, url, PAGE.format(title=number), page(article=read))
    with closing(made(archive, tmp_path)) as db:
        assert [tuple(row) for row in db.execute("SELECT record_id FROM version_captures ORDER BY 1")] == [
            ("urn:uuid:1",),
            ("urn:uuid:2",),
            ("urn:uuid:4",),
        ]
    archive.withdraw(key)
    with closing(made(archive, tmp_path)) as db:
        assert [tuple(row) for row in db.execute("SELECT url, record_id FROM version_captures")] == [
            (other.url, "urn:uuid:4")
        ]


def test_the_captured_page_is_kept_and_safe(archive: SmallArchive, tmp_path: Path) -> None:
    one = article(1)
    keep_page(archive, one.url, PAGE.format(title="Le titre"), page(article=one))
    with closing(made(archive, tmp_path)) as db:
        row = db.execute("SELECT * FROM originals").fetchone()
        html = zlib.decompress(row["html"]).decode()
        assert row["captured_at"] == db.execute("SELECT captured_at FROM articles").fetchone()[0]
    assert "<h1>Le titre</h1>" in html
    assert "jeanne [at] example.org" in html
    assert "Un formulaire" in html
    assert 'alt="Une image"' in html
    assert f'href="{ROOT}spip.php?article2"' in html
    for gone in (
        "run()",
        "javascript",
        "<form",
        "<input",
        "<iframe",
        "<svg",
        "<style",
        "refresh",
        "fixed",
        "elsewhere",
    ):
        assert gone not in html
    archive.withdraw("article/2")
    with closing(made(archive, tmp_path)) as db:
        html = zlib.decompress(db.execute("SELECT html FROM originals").fetchone()[0]).decode()
    assert "Un autre titre" not in html
    assert "Son introduction" not in html
    assert "Le premier" in html


def test_a_page_that_cannot_be_read_again_without_what_is_withdrawn_is_a_gap(
    archive: SmallArchive, tmp_path: Path
) -> None:
    one = article(1)
    keep_page(archive, one.url, PAGE.format(title="x"), page(article=one))
    build(archive.ledger, SITE, {}, full=False, code="r1")
    archive.ledger.damaged.add(1)
    with closing(made(archive, tmp_path)) as db:
        assert db.execute("SELECT count(*) FROM originals").fetchone()[0] == 1
        assert db.execute("SELECT url, kind FROM gaps WHERE stage = 'original'").fetchall() == []
    archive.withdraw("article/2")
    with closing(made(archive, tmp_path)) as db:
        assert db.execute("SELECT count(*) FROM originals").fetchone()[0] == 0
        assert db.execute("SELECT url, kind FROM gaps WHERE stage = 'original'").fetchall() != []


def test_a_newer_reading_makes_the_kept_pages_anew(archive: SmallArchive) -> None:
    one = article(1)
    keep_page(archive, one.url, PAGE.format(title="x"), page(article=one))
    build(archive.ledger, SITE, {}, full=False, code="r1")
    before = archive.rows("originals")
    archive.ledger.db.execute("UPDATE originals SET html = x'00'")
    build(archive.ledger, SITE, {}, full=False, code="r1")
    assert archive.rows("originals") != before
    build(archive.ledger, SITE, {}, full=False, code="r2")
    assert archive.rows("originals") == before
    assert ORIGINAL_VERSION in CODE


def test_a_picture_of_something_withdrawn_goes_from_a_page_that_shows_no_pictures(
    archive: SmallArchive, tmp_path: Path
) -> None:
    one = article(1)
    html = '<body><p><a href="spip.php?article9">Autre</a></p><p><img src="IMG/jpg/x.jpg" alt="Untel"></p></body>'
    keep_page(archive, one.url, html, page(article=one))
    archive.withdraw("attachment/jpg/x.jpg")
    with closing(made(archive, tmp_path)) as db:
        kept = zlib.decompress(db.execute("SELECT html FROM originals").fetchone()[0]).decode()
    assert "Autre" in kept
    assert "Untel" not in kept


def test_words_of_a_link_to_something_withdrawn_go(archive: SmallArchive, tmp_path: Path) -> None:
    address = f"{ROOT}spip.php?article2"
    one = article(
        1,
        body_text="Voir Untel condamné, et Untel condamné encore.",
        body_html=f'<p>Voir <a href="{address}">Untel <em>condamné</em></a>, et Untel condamné encore.</p>',
        links=(Link(address, "Untel condamné", "article"),),
        online_url=address,
        online_text="Untel",
    )
    for a in (one, article(2, title="Untel condamné")):
        archive.keep(a.url, page(article=a))
    archive.withdraw("article/2")
    with closing(made(archive, tmp_path)) as db:
        row = db.execute("SELECT * FROM articles").fetchone()
        assert row["body_text"] == "Voir [retiré], et [retiré] encore."
        assert row["body_html"] == "<p>Voir [retiré], et [retiré] encore.</p>"
        assert (row["online_url"], row["online_text"]) == (None, None)


@pytest.mark.parametrize("payload", [b"", b" ", b"\x00\xff", b"<", b"<html>", b"<frameset>", b"<p>" * 3000, b"<!-- x"])
def test_any_bytes_make_a_page(payload: bytes) -> None:
    assert "<script" not in read_original(payload, None, "http://www.example.org/").html
