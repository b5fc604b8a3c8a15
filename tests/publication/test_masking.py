"""No e-mail address survives in what is public, in no column of no table; the archive keeps them whole."""

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from articles.article import Link, Section
from database.build import build
from publication.digest import PUBLIC_TABLES
from publication.masking import add_masking, masked
from publication.snapshot import publish
from sites.problem import Problem
from tests.database.small_archive import ROOT, SITE, article, file_link, make_archive, page

MAIL = "jeanne.essai@example.org"


def test_no_address_survives_in_public_db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = make_archive(tmp_path / "essai", monkeypatch)
    words = f"Écrire à {MAIL} ou à"
    one = article(
        1,
        title=f"{words} titre",
        surtitle=words,
        subtitle=words,
        lead=words,
        body_text=f"{words} jeanne@example.org.",
        body_html=f'<p>{words} <a href="mailto:{MAIL}" rel="noopener">jeanne@<strong>example</strong>.org</a>.</p>',
        notes=(words,),
        postscript=words,
        category=words,
        author=f"Jeanne ({MAIL})",
        written_on="2010",
        written_raw=words,
        published_raw=words,
        online_url=f"http://www.example.org/?a={MAIL}",
        online_text=words,
        sections=(Section(f"Chez {MAIL}", MAIL, None),),
        attachments=(file_link("pdf/a.pdf", title=f"Lettre de {MAIL}"), file_link(f"pdf/{MAIL}.pdf")),
    )
    archive.keep(one.url, page(article=one, problems=(Problem(one.url, "read", "odd", f"{words} {ROOT}"),)))
    build(archive.ledger, SITE, {}, full=False, code="r1")
    path = publish([(replace(SITE, publisher=MAIL), archive.ledger)], tmp_path, program="essai 1").path
    kept = archive.ledger.db.execute("SELECT body_text, body_html, author FROM articles").fetchone()
    assert all("@example.org" in text or "mailto:" in text or "@<strong>" in text for text in kept)
    archive.ledger.close()

    with closing(sqlite3.connect(path)) as db:
        values = {
            f"{table}.{name}": value
            for table in PUBLIC_TABLES
            for row in [db.execute(f"SELECT * FROM {table}")]
            for found in row
            for (name, *_), value in zip(row.description, found, strict=True)
            if isinstance(value, str)
        }
        assert len(values) > 30
        assert [name for name, value in values.items() if re.search(r"@\s*(<\w+>)?[\w-]+|mailto:", value)] == []
        assert values["articles.title"] == "Écrire à jeanne.essai [at] example.org ou à titre"
        assert values["articles.body_html"] == (
            "<p>Écrire à jeanne.essai [at] example.org ou à jeanne [at] <strong>example</strong>.org.</p>"
        )
        assert values["articles.online_url"] == "http://www.example.org/?a=jeanne.essai%40example.org"
        assert db.execute(
            "SELECT count(*) FROM passages_fts WHERE passages_fts MATCH '\"essai at example\"'"
        ).fetchone() == (3,), "an article and two files"
        assert db.execute("PRAGMA freelist_count").fetchone() == (0,), "nothing was written and taken out again"
    assert b"@example" not in path.read_bytes()


def test_words_that_name_something_withdrawn_are_found_though_they_hold_an_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = make_archive(tmp_path / "essai", monkeypatch)
    words, gone = f"la lettre de {MAIL}", article(1)
    html = f'<p>Voir <a href="{gone.url}" rel="noopener noreferrer">{words}</a>, ou écrire à autre@example.org</p>'
    text = f"Voir {words}, ou écrire à autre@example.org"
    stays = article(2, body_text=text, body_html=html, lead=words, links=(Link(gone.url, words, "article"),))
    for one in (gone, stays):
        archive.keep(one.url, page(article=one))
    build(archive.ledger, SITE, {}, full=False, code="r1")
    archive.withdraw("article/1")
    path = publish([(SITE, archive.ledger)], tmp_path, program="essai 1").path
    archive.ledger.close()
    with closing(sqlite3.connect(path)) as db:
        found = db.execute("SELECT lead, body_text, body_html FROM articles").fetchall()
    told = "Voir [retiré], ou écrire à autre [at] example.org"
    assert found == [("[retiré]", told, f"<p>{told}</p>")]


def test_each_row_is_looked_at_once() -> None:
    looked: list[tuple[str, ...]] = []
    with closing(sqlite3.connect(":memory:")) as db:
        add_masking(db)
        db.create_function("may_hold_address", -1, lambda *texts: looked.append(texts) or True)
        db.execute("CREATE TABLE one (id INTEGER, title TEXT, url TEXT, size INTEGER)")
        statement = (
            "INSERT INTO one (id, title, url, size) SELECT value, 'a@b.fr', 'c@d.fr', 3 FROM json_each('[1, 2]')"
        )
        db.execute(masked(db, statement))
        assert db.execute("SELECT * FROM one").fetchall() == [(n, "a [at] b.fr", "c%40d.fr", 3) for n in (1, 2)]
    assert looked == [("a@b.fr", "c@d.fr")] * 2
    with pytest.raises(ValueError, match="named columns"):
        masked(db, "INSERT INTO one VALUES (1, 'a', 'b', 3)")
