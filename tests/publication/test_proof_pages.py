"""What proves, cites and finds an article on the public site: tombstones, addresses of then, machine formats, feeds, maps."""

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import lxml.html
import pytest
from datasette.app import Datasette
from hypothesis import given
from hypothesis import strategies as st

from articles.article import Edit
from database.build import build
from publication.site.as_published import marked_text
from publication.site.citation import Cited
from publication.site.reference_formats import csl, ris
from publication.site.sitemap import SIZE
from publication.site.versions import changed
from publication.snapshot import publish
from tests.database.small_archive import ROOT, SITE, article, crumb, file_link, make_archive, page, pdf_of, section_page
from tests.publication.small_site import HOSTILE, get
from tests.publication.test_proof import PAGE, keep_page

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
FULL = replace(SITE, title="DRJS d’essai & Cie", publisher="Direction <régionale>")


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("proved")
    with pytest.MonkeyPatch.context() as patch:
        archive = make_archive(folder / "essai", patch)
        old = article(1, title="Avant", body_text="Un texte.\n\nLa fin.", edits=())
        new = article(
            1, title=HOSTILE, body_text="Un autre texte.\n\nLa fin.", raw_body_text="Un autre [rouge]texte.\n\nLa fin.",
            author="A & B", published_on="2011-06", edits=(Edit("body", "colours", 9, "[rouge]", ""),),
        )  # fmt: skip
        kept = [old, new, article(2), article(3, attachments=(file_link("pdf/a.pdf"), file_link("pdf/b.pdf")))]
        kept[2] = article(2, attachments=(file_link("pdf/de-2.pdf"),))
        kept.append(article(4, url=f"{ROOT}Un-titre-propre", sections=(crumb(7, "À part & <b>"),)))
        kept.append(article(None, slug="Nom-d-une-personne"))
        for number, one in enumerate(kept):
            keep_page(archive, one.url, PAGE.format(title=f"Page {number}"), page(article=one))
        keep_page(archive, f"{ROOT}spip.php?rubrique8", "<p>huit", section_page(8, "Vide"))
        archive.keep(f"{ROOT}IMG/pdf/a.pdf", pdf_of(300))
        build(archive.ledger, FULL, {}, full=False, code="r1")
        for key in ("article/2", "article/Nom-d-une-personne", "attachment/pdf/b.pdf"):
            archive.withdraw(key)
        path = publish([(FULL, archive.ledger)], folder, program="essai 1").path
        archive.ledger.close()
    return path


@pytest.mark.parametrize(
    "path",
    [
        "/a/essai/2", "/a/essai/Nom-d-une-personne", "/f/essai/pdf/b.pdf", "/a/essai/2.json", "/a/essai/2.txt",
        "/a/essai/2.bib", "/a/essai/2.ris", "/a/essai/2.csl.json", "/a/essai/2/versions", "/a/essai/2/publie", "/a/essai/2/originale",
        f"/url/{ROOT}spip.php?article2", f"/url/{ROOT}article2", f"/url/{ROOT}Nom-d-une-personne", f"/url/{ROOT}IMG/pdf/b.pdf",
        "/f/essai/pdf/de-2.pdf", f"/url/{ROOT}IMG/pdf/de-2.pdf",
    ],
)  # fmt: skip
def test_what_is_withdrawn_leaves_a_tombstone(site: Datasette, path: str) -> None:
    answer = get(site, path)
    assert answer.status_code == 410
    told = answer.json()["error"] if path.endswith(".json") else answer.text
    assert "6\xa0mai 2024" in told
    assert "protection de données personnelles" in told
    assert "Titre 2" not in answer.text
    assert 'content="noindex"' in told or path.endswith(".json")


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("spip.php?article1", "/a/essai/1"), ("article1.html", "/a/essai/1"), ("?article1", "/a/essai/1"),
        ("spip.php?page=article&id_article=1&lang=fr", "/a/essai/1"), ("1", "/a/essai/1"), ("Un-titre-propre", "/a/essai/4"),
        ("spip.php?article1#forum", "/a/essai/1"), ("spip.php?rubrique7", "/r/essai/7"),
        ("spip.php?rubrique7&debut_articles=10", "/r/essai/7"),
        ("IMG/pdf/a.pdf", "/f/essai/pdf/a.pdf"), ("", "/"),
    ],
)  # fmt: skip
def test_an_address_of_then_leads_here(site: Datasette, address: str, leads: str) -> None:
    for form in (
        ROOT + address,
        "https://example.org/" + address,
        "www.example.org/" + address,
        "http:/www.example.org/" + address,
    ):
        answer = get(site, "/url/" + form.partition("#")[0])
        assert (answer.status_code, answer.headers.get("location")) == (301, leads), form
    whole = get(site, "/url/" + quote(ROOT + address, safe=""))
    assert whole.headers.get("location") == leads


def test_a_question_that_is_the_address_of_what_was_withdrawn_leads_to_its_tombstone(site: Datasette) -> None:
    asked = get(site, "/recherche?q=" + quote(f"{ROOT}spip.php?article2", safe=""))
    [leads] = lxml.html.fromstring(asked.text).xpath("//p[@class='notice']/a/@href")
    assert get(site, leads).status_code == 410


UNSEEN = r'<span class="unseen"[^>]*>.*?</span>'
UNKNOWN = ("spip.php?article99", "a" * 9000)


@pytest.mark.parametrize(
    "address",
    [
        *(ROOT + one for one in UNKNOWN),
        "http://elsewhere.example.com/spip.php?article1",
        "x",
        "http://[",
        "javascript:1",
    ],
)
def test_an_address_that_is_not_held_is_told_so(site: Datasette, address: str) -> None:
    answer = get(site, "/url/" + address)
    assert answer.status_code == 404
    assert "adresse d’origine" in answer.text


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
    assert "C’est la même version" in get(site, "/a/essai/1/versions?de=2&a=2").text
    assert get(site, "/a/essai/1/versions?de=1&a=9").status_code == 404
    assert "n’en connaît qu’une, capturée le 1er" in get(site, "/a/essai/3/versions").text
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


def test_feeds_are_valid_and_hold_what_is_below_a_section(site: Datasette, public: Path) -> None:
    for path, entries in (
        ("/flux/site/essai.atom", 3),
        ("/flux/rubrique/essai/7.atom", 1),
        ("/flux/rubrique/essai/1.atom", 2),
    ):
        answer = get(site, path)
        assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
        feed = ElementTree.fromstring(answer.content)
        assert feed.tag == f"{ATOM}feed"
        assert len(feed.findall(f"{ATOM}entry")) == entries
        for one in (feed, *feed.findall(f"{ATOM}entry")):
            for name in ("id", "title", "updated"):
                assert len(one.findall(f"{ATOM}{name}")) == 1
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", str(one.findtext(f"{ATOM}updated")))
        assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Direction <régionale>"
        links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        assert links["self"] == f"http://localhost{path}"
        tag = answer.headers["etag"]
        assert tag == f'"{whole_id(public)}"'
        again = get(site, path, {"if-none-match": f'W/{tag}, "x"'})
        assert (again.status_code, again.content) == (304, b"")
    for path in ("/flux/site/rien.atom", "/flux/rubrique/essai/999.atom"):
        assert get(site, path).status_code == 404
    assert 'href="/flux/rubrique/essai/7.atom"' in get(site, "/r/essai/7").text


def whole_id(public: Path) -> str:
    with closing(sqlite3.connect(public)) as db:
        return str(db.execute("SELECT id FROM snapshot").fetchone()[0])


def test_the_maps_lead_to_every_page(site: Datasette) -> None:
    index = ElementTree.fromstring(get(site, "/sitemap.xml").content)
    maps = [str(one.text) for one in index.iter(f"{MAP}loc")]
    assert [one.removeprefix("http://localhost/sitemap/") for one in maps] == [
        "articles-1.xml",
        "rubriques-1.xml",
        "fichiers-1.xml",
    ]
    pages = []
    for one in maps:
        answer = get(site, one.removeprefix("http://localhost"))
        assert answer.headers["content-type"] == "application/xml; charset=utf-8"
        pages += [str(loc.text) for loc in ElementTree.fromstring(answer.content).iter(f"{MAP}loc")]
    assert "http://localhost/a/essai/1" in pages
    assert "http://localhost/f/essai/pdf/a.pdf" in pages
    assert not [one for one in pages if one.endswith(("/a/essai/2", "b.pdf"))]
    for one in pages:
        assert get(site, one.removeprefix("http://localhost")).status_code == 200
    assert get(site, "/sitemap/articles-2.xml").status_code == 404
    assert SIZE + len(pages) < 50_000 + len(pages)
    robots = get(site, "/robots.txt")
    assert "Sitemap: http://localhost/sitemap.xml" in robots.text
