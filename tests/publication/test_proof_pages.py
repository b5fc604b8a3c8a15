"""What proves and cites an article on the public site: machine formats, the captured page, versions, the text as published."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import lxml.html
import pytest
from datasette.app import Datasette
from hypothesis import given
from hypothesis import strategies as st

from articles.article import Edit
from publication.site.as_published import marked_text
from publication.site.citation import Cited
from publication.site.reference_formats import csl, ris
from publication.site.versions import changed
from tests.database.small_archive import ROOT
from tests.publication.page_words import words
from tests.publication.proved_site import publish_proved_site
from tests.publication.small_site import HOSTILE, get

UNSEEN = r'<span class="unseen"[^>]*>.*?</span>'


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_proved_site(tmp_path_factory.mktemp("proved"))


def test_machine_formats_carry_snapshot_and_digest(site: Datasette, public: Path) -> None:
    with closing(sqlite3.connect(public)) as db:
        snapshot, digest = db.execute(
            "SELECT s.id, a.payload_sha256 FROM snapshot AS s, articles AS a WHERE a.spip_id = 1"
        ).fetchone()
    whole = get(site, "/a/essai/1.json").json()
    assert whole["title"] == HOSTILE
    assert whole["proof"]["payload_sha256"] == digest
    assert whole["snapshot"]["id"] == snapshot
    assert [one["number"] for one in whole["versions"]] == [1, 2]
    ((older,), (newer,)) = (one["captures"] for one in whole["versions"])
    assert newer["payload_sha256"] == digest != older["payload_sha256"]
    assert {name: newer[name] for name in ("record_id", "warc_file", "warc_offset", "captured_at", "source")} == {
        name: whole["proof"][name] for name in ("record_id", "warc_file", "warc_offset", "captured_at", "source")
    }
    assert get(site, "/a/essai/3.json").json()["files"][0]["address"].endswith("/f/essai/pdf/a.pdf")
    text, bibtex = get(site, "/a/essai/1.txt"), get(site, "/a/essai/1.bib")
    for answer in (text, bibtex):
        assert snapshot in answer.text
        assert digest in answer.text
        assert "http://localhost/a/essai/1" in answer.text
        assert answer.headers["etag"] == f'"{snapshot}"'
    assert text.text.startswith(f"A & B, «\xa0{HOSTILE}\xa0», Direction <régionale>, juin 2011. Page archivée le 1er")
    assert ", <http://localhost/a/essai/1>.\nAdresse d’origine" in text.text
    page_of_article = lxml.html.fromstring(get(site, "/a/essai/1").text)
    [printed] = page_of_article.xpath("//p[contains(@class, 'printed')]")
    assert text.text.startswith(printed.text.partition(" Adresse d’origine")[0])
    assert f"<{ROOT}spip.php?article1>" in printed.text
    for address in page_of_article.xpath("//link[@rel='alternate']/@href"):
        assert address in ("/a/essai/1.json", "/a/essai/1.bib", "/a/essai/1.ris", "/a/essai/1.csl.json")
    assert r"author = {{A \& B}}" in bibtex.text
    assert "month = {06}" in bibtex.text
    assert bibtex.text.count("{") - bibtex.text.count(r"\{") == bibtex.text.count("}") - bibtex.text.count(r"\}")


def test_programs_that_keep_references_read_what_is_cited_whatever_its_title(site: Datasette) -> None:
    [record] = get(site, "/a/essai/1.csl.json").json()
    assert (record["type"], record["title"], record["author"]) == ("webpage", HOSTILE, [{"literal": "A & B"}])
    assert record["issued"] == {"date-parts": [[2011, 6]]}
    lines = get(site, "/a/essai/1.ris").text.split("\r\n")
    assert (lines[0], lines[-2:]) == ("TY  - ELEC", ["ER  - ", ""])
    assert f"TI  - {' '.join(HOSTILE.split())}" in lines
    assert "AU  - A & B" in lines
    head = {
        name: content
        for meta in lxml.html.fromstring(get(site, "/a/essai/1").text).xpath("//head/meta")
        for name, content in [(meta.get("name") or meta.get("property"), meta.get("content"))]
    }
    assert head["DC.title"] == HOSTILE
    assert head["DC.creator"] == "A & B"
    assert head["DC.publisher"] == "Direction <régionale>"
    assert head["DC.date"] == "2011-06"
    assert head["DC.identifier"] == "http://localhost/a/essai/1"
    assert not any(name.startswith("citation_") for name in head if name), (
        "Zotero would take it for an article of a journal"
    )
    assert get(site, "/a/essai/1.ris").headers["content-type"].startswith("application/x-research-info-systems")


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_value_begins_a_line_of_its_own(title: str, author: str) -> None:
    cited = Cited(
        "lab/1",
        title,
        author,
        "DR",
        "2011",
        "2020-01-02T00:00:00Z",
        "http://a",
        "http://x",
        "ff",
        "urn:uuid:1",
        "ee",
        "S",
        "fr",
    )
    told = [line[:6] for line in ris(cited).split("\r\n")]
    names = [
        "TY",
        *["TI"][: bool(title)],
        *["AU"][: bool(author)],
        "T2",
        "PB",
        "PY",
        "DA",
        "LA",
        "UR",
        "Y2",
        "N1",
        "ER",
    ]
    assert told == [*(f"{name}  - " for name in names), ""]
    assert len(ris(cited).splitlines()) == len(names)
    assert csl(cited).get("title", "") == title


def test_the_captured_page_works_alone_in_a_fence(site: Datasette) -> None:
    answer = get(site, "/a/essai/1/originale")
    policy = answer.headers["content-security-policy"]
    for rule in ("sandbox;", "default-src 'none'", "frame-ancestors 'self'", "form-action 'none'"):
        assert rule in policy
    assert "allow" not in policy
    assert "<h1>Page 1</h1>" in answer.text
    assert "run()" not in answer.text
    line = lxml.html.fromstring(answer.text).xpath("//body/*[1]")[0]
    assert line.text_content().startswith("Page archivée, copie du\n1er")
    assert line.xpath(".//a/@href") == ["/a/essai/1"]
    framed = get(site, "/a/essai/1/originale?cadre=1").text
    assert "Page archivée" not in framed
    assert "<h1>Page 1</h1>" in framed
    page_of_article = get(site, "/a/essai/1").text
    assert (
        '<iframe class="original" src="/a/essai/1/originale?cadre=1" title="Page d’origine" sandbox loading="lazy">'
        in page_of_article
    )
    assert get(site, "/a/essai/1/originale?partie=2").status_code == 404


def test_an_article_that_changed_says_so_above_its_text(site: Datasette) -> None:
    told = [
        lxml.html.fromstring(get(site, f"/a/essai/{number}").text).xpath(
            "//div[@class='byline']//a[contains(., 'a changé')]/@href"
        )
        for number in (1, 3)
    ]
    assert told == [["/a/essai/1/versions"], []]


def test_versions_show_what_changed(site: Datasette) -> None:
    answer = get(site, "/a/essai/1/versions").text
    html = re.sub(UNSEEN, "", answer)
    assert "<del>Avant</del>" in html
    assert re.search(r"Un<ins>\s*autre\s*</ins>|Un\s<ins>autre\s*</ins>", html)
    assert "De la version 1 à la version 2" in html
    assert HOSTILE not in html
    proofs = [one["captures"][0] for one in get(site, "/a/essai/1.json").json()["versions"]]
    assert [proof["payload_sha256"] in answer for proof in proofs] == [True, True]
    assert [proof["record_id"] in get(site, "/a/essai/1/versions?de=1&a=1").text for proof in proofs] == [True, False]
    assert "C’est la même version" in get(site, "/a/essai/1/versions?de=2&a=2").text
    assert get(site, "/a/essai/1/versions?de=1&a=9").status_code == 404
    only = words(lxml.html.document_fromstring(get(site, "/a/essai/3/versions").text))
    assert re.search(r"n’en connaît qu’une, capturée le 1er janvier 2020 à \d+ h \d\d \(temps universel\)\.", only)
    # Read without seeing, what was taken out and what was put in do not run into one word.
    read = re.sub(r"\s+", " ", lxml.html.fromstring(answer).xpath("//p[@class='changed']")[0].text_content())
    assert "[ajouté : autre" in read.replace("\xa0", " ")
    assert changed([f"a{n}" for n in range(500)], [f"b{n}" for n in range(500)]) is None
    assert changed(["a" * 150_000], ["b" * 150_000]) is None


def test_the_text_as_published_shows_its_marks(site: Datasette) -> None:
    html = get(site, "/a/essai/1/publie").text
    assert 'Un autre <del title="colours">[rouge]</del>texte.' in re.sub(UNSEEN, "", html)
    heard = lxml.html.fromstring(html).xpath("//p[@class='marked']")[0].text_content()
    assert heard.replace("\xa0", " ").startswith("Un autre [enlevé : [rouge]] texte.")
    edits = [Edit("body", "c", 2, "xx", ""), Edit("body", "d", 1, "bxx", "y")]
    marked = marked_text("ay", [Edit("body", "c", 2, "xx", ""), Edit("body", "d", 1, "b", "y")])
    assert marked is not None
    assert "".join(one.text for one in marked) == "abxx"
    assert marked_text("az", edits) is None
