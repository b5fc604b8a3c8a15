"""The page of an article: its banner, text, files, pictures and parts, and the permalinks that lead to it."""

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import lxml.html
import pytest
from datasette.app import Datasette

from attachments.place import without_place
from database.build import build
from publication.permalink import permalink
from publication.site.rendering import environment
from publication.snapshot import publish
from sites.identity import Identity
from tests.database.small_archive import ROOT, SITE, article, file_link, make_archive, page
from tests.publication.page_words import words
from tests.publication.small_site import HOSTILE, PHOTO, get, served


def test_what_an_article_says_of_a_file_stands_there_and_on_the_page_of_the_file(site: Datasette) -> None:
    for path in ("/a/essai/1", "/f/essai/pdf/compte-rendu.pdf"):
        assert "Ce que le site en dit" in get(site, path).text


def test_an_article_says_what_it_must(site: Datasette) -> None:
    html = get(site, "/a/essai/1").text
    page = lxml.html.fromstring(html)
    text = words(lxml.html.fromstring(html))
    banner = words(page.xpath("//main/div/*[1]")[0])
    assert "Page archivée, copie du 1er janvier 2020" in banner
    assert page.xpath("//aside//a/@href") == ["https://www.example.org/aujourdhui/"]
    assert page.xpath("//article//h1/following::h2")[0].text == "Qui peut demander"
    # Links within the site lead to its copies, others stay.
    body = page.xpath("//article//div[@class='text']")[0]
    assert body.xpath(".//a/@href")[:4] == [
        "/a/essai/2", "/r/essai/2", "/f/essai/pdf/compte-rendu.pdf", "http://autre.example.org/?a=1&b=2",
    ]  # fmt: skip
    assert page.xpath("//li[@id='nb1']//a/@href") == ["#nh1"]
    assert page.xpath("//th/@scope")
    for sentence in (
        "Le site d’origine n’avait déjà plus ce fichier quand l’archive a été faite.",
        "le site annonçait 3 Mo",
        "Images",
        "1er janvier 2020 à 0 h 01 (temps universel)",
        "An English title",
    ):
        assert sentence in text, sentence
    assert "Ce fichier est conservé entier" not in text, "nothing is said of what is as it should be"
    assert page.xpath("//details/@open") == []
    [rows, *_] = page.xpath("//details//a[contains(., 'en JSON')]/@href")
    assert get(site, rows).json()["permalink"] == "essai/1"
    assert "partie 1" not in text


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/a/essai/1", "Publié le 16 juin 2011"),
        ("/a/essai/1", "Écrit en décembre 2009"),
        ("/a/essai/3", "Publié en 2011"),
        ("/a/essai/4", "Publié en janvier 2012"),
    ],
)
def test_a_date_is_said_as_french_says_it(site: Datasette, path: str, sentence: str) -> None:
    assert sentence in words(lxml.html.fromstring(get(site, path).text))


def test_missing_parts_and_other_languages_are_told(site: Datasette) -> None:
    assert "Les parties 1, 2, 3 ne sont pas conservées" in words(lxml.html.fromstring(get(site, "/a/essai/4").text))
    english = lxml.html.fromstring(get(site, "/a/essai/3").text)
    assert english.xpath("//article/@lang") == ["en"]
    assert english.xpath("//article//div[@class='byline']/@lang") == ["fr"]
    assert '<html lang="en">' in get(site, "/a/essai/3/originale").text
    found = lxml.html.fromstring(get(site, "/recherche?q=English").text).xpath("//ol[@class='entries']/li")[0]
    assert found.xpath(".//*[@lang='en']/text()")[0] == "An "
    assert {one.tag for one in found.xpath(".//*[@lang='en']")} == {"a", "p"}


def test_what_is_written_from_the_right_is_shown_from_the_right_and_our_words_are_not(site: Datasette) -> None:
    language = environment().get_template("pieces.html").module.language  # type: ignore[attr-defined]
    assert [language(code).strip() for code in ("ar", "en", "fr", None)] == ['lang="ar" dir="rtl"', 'lang="en"', "", ""]
    page = lxml.html.fromstring(get(site, "/a/essai/1").text)
    assert {one.get("dir") for one in page.xpath("//article//*[@lang='fr'][not(self::a or self::h2)]")} == {"ltr"}


def test_every_article_section_and_file_has_its_permalink(public: Path, site: Datasette) -> None:
    with closing(sqlite3.connect(public)) as db:
        for table, folder in (("articles", "a"), ("sections", "r"), ("files", "f")):
            found = [name for (name,) in db.execute(f"SELECT permalink FROM {table}")]
            assert found
            for name in found:
                assert get(site, f"/{folder}/{quote(name)}").status_code == 200
        plans = [
            db.execute(f"EXPLAIN QUERY PLAN SELECT 1 FROM {table} WHERE permalink = 'x'").fetchone()[3]
            for table in ("articles", "sections", "files")
        ]
    assert all("SEARCH" in plan for plan in plans)


def test_permalinks_of_different_things_differ_and_tell_no_mail_address() -> None:
    keys = [
        "article/12", "article/12#lang=en", "article/Titre", "article/titre", "article/a/b", "article/a//b", "article/a%2Fb",
        "article/", "article/..", "article/jeanne@example.org", "article/x~y", "article/" + "x" * 500, "article/é", "article/e",
        "article/\ud800", "article/a b", "article/ a", "section-path/a > b", "section/a",
    ]  # fmt: skip
    found = [permalink("lab", key) for key in keys]
    assert len(set(found)) == len(keys)
    assert not any("@" in name or "//" in name or "#" in name for name in found)
    assert max(map(len, found)) < 220


def test_a_picture_is_shown_in_its_article_without_the_place_where_it_was_taken(site: Datasette) -> None:
    address = f"/images/{hashlib.sha256(PHOTO).hexdigest()}"
    [shown] = lxml.html.fromstring(get(site, "/a/essai/1").text).xpath(f"//figure/img[@src='{address}']")
    assert (shown.get("alt"), shown.get("width"), shown.get("height")) == (HOSTILE, "60", "40")
    answer = get(site, address)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
    assert answer.content == without_place(PHOTO) != PHOTO
    assert get(site, f"/images/{'0' * 64}").status_code == 404


def test_an_article_without_text_says_so_and_leaves_no_empty_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = make_archive(tmp_path / "essai", monkeypatch)
    bare = replace(article(1), lead=None, body_text="", body_html="", notes=(), sections=(), pictures=())
    for one in (
        bare,
        replace(
            bare,
            identity=Identity("article", 2),
            spip_id=2,
            url=f"{ROOT}spip.php?article2",
            attachments=(file_link("pdf/a.pdf"),),
        ),
    ):
        archive.keep(one.url, page(article=one))
    build(archive.ledger, SITE, {}, full=False, code="r1")
    path = publish([(SITE, archive.ledger)], tmp_path, program="essai 1").path
    archive.ledger.close()
    with served(path) as datasette:
        for number, end in ((1, "d’origine."), (2, "d’origine ; ses fichiers sont au-dessous.")):
            text = words(lxml.html.fromstring(get(datasette, f"/a/essai/{number}").text))
            assert f"Aucun texte n’a été trouvé sur la page {end}" in text
        listed = lxml.html.fromstring(get(datasette, "/chronologie/2011").text)
    assert [one for one in listed.xpath("//li[@class='entry']//p") if not words(one).strip()] == []
