"""The pages of the public site: status, one heading, language, address, escaped words, what each must show."""

import hashlib
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import lxml.html
import pytest
from datasette.app import Datasette

from publication.site.routes import PAGES
from tests.publication.page_words import faults, words
from tests.publication.small_site import HOSTILE, PHOTO, get, served

# One address at least for each kind of page, and what a reader must find there.
KINDS = {
    "/": ("DRJS d’essai", "Articles les plus récents", "Par année"),
    "/rubriques": ("Jeunesse", "Sports"),
    "/r/essai/2": ("Sports", "Articles de cette rubrique", "Jeunesse"),
    "/r/essai/1": ("Sous-rubriques", "et de ses sous-rubriques"),
    "/chronologie": ("2013", "sans date"),
    "/chronologie/2011": ("juin", "par mois"),
    "/chronologie/2011/06": ("Juin 2011", "20 juin 2011"),
    "/chronologie/sans-date": ("Titre 5",),
    "/a/essai/1": ("Page archivée", "16 juin 2011", "décembre 2009", "Diaporama", "Notes", "Post-scriptum"),
    "/a/essai/Un-titre-en-clair": ("Un titre en clair", "1er décembre 2010"),
    "/a/essai/1/versions": ("n’en connaît qu’une",),
    "/a/essai/1/publie": ("Texte tel que publié", "[rouge]"),
    "/fichiers": ("Document PDF", "Par état"),
    "/fichiers?type=application%2Fpdf": ("Document PDF",),
    "/fichiers?etat=missing": ("n’avait déjà plus ce fichier",),
    "/lacunes": ("Par nature", "Fichier qui n’a pas été demandé", "Non conservé : il n’a pas été demandé."),
    "/lacunes?nature=file-missing": ("Fichier que le serveur n’avait plus", "/IMG/pdf/disparu.pdf"),
    "/f/essai/pdf/compte-rendu.pdf": ("29,4 Ko", "Articles qui l’annoncent", "SHA-256"),
    "/f/essai/odp/reunion.odp?page=2": (
        "Page 2",
        "La taille annoncée par le site (3 Mo) n’est pas celle du fichier conservé",
    ),
    "/f/essai/doc/Une%20lettre%20(%C3%A9t%C3%A9).doc": ("Fichier .doc d’après son nom", "n’a pas été demandé"),
    "/recherche": ("Mots cherchés",),
    "/recherche?q=coh%C3%A9sion&annee=2013": ("résultats", "cohésion"),
    "/recherche?q=zzyzzx": ("Aucun résultat",),
    "/a-propos": ("Ce qui manque", "protection de données personnelles"),
    "/accessibilite": ("non conforme",),
    "/mentions-legales": ("Licence d'essai", "cookie"),
    "/retrait": ("protection de données personnelles",),
    "/donnees": ("curl", "Python", "SELECT"),
}
# Addresses of programs, the page as captured, and those that lead on: they have tests of their own.
PROGRAMS = (
    *("/recherche.json", "/sitemap.xml", "/robots.txt", "/flux/site/essai.atom", "/flux/rubrique/essai/1.atom"),
    *(f"/sitemap/{name}-1.xml" for name in ("articles", "fichiers", "rubriques")),
    *(f"/a/essai/1{end}" for end in (".json", ".csl.json", ".ris", ".txt", ".bib", "/originale")),
    "/url/http://www.example.org/spip.php?article1",
    "/telecharger/essai/pdf/compte-rendu.pdf",
    f"/vignettes/{'0' * 64}.webp",
    f"/images/{hashlib.sha256(PHOTO).hexdigest()}",
)


@pytest.fixture(scope="module")
def site(public: Path) -> Iterator[Datasette]:
    with served(public, contact="retrait (chez) example.org") as datasette:
        yield datasette


@pytest.mark.parametrize("path", KINDS)
def test_every_kind_of_page(site: Datasette, path: str) -> None:
    answer = get(site, path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    page = lxml.html.fromstring(answer.text)
    shown = words(lxml.html.fromstring(answer.text))
    for sentence in KINDS[path]:
        assert sentence in shown
    assert page.get("lang") == "fr"
    assert len(page.xpath("//h1")) == len(page.xpath("//main")) == len(page.xpath("//title")) == 1
    assert page.xpath("//title")[0].text.strip()
    [canonical] = page.xpath("//link[@rel='canonical']/@href")
    assert canonical.startswith("http://localhost/")
    assert get(site, canonical.removeprefix("http://localhost")).status_code == 200
    assert faults(answer.text) == []
    assert page.xpath("//script | //style | //@style | //@onclick | //iframe[not(@sandbox='')]") == []
    assert [link for link in page.xpath("//link/@href | //img/@src") if "fonds.css" in link] == [
        page.xpath("//link[@rel='stylesheet']/@href")[0]
    ]
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {target[1:] for target in page.xpath("//a/@href[starts-with(., '#')]")} <= set(ids)


def test_every_page_of_the_table_is_tried() -> None:
    tried = [path.partition("?")[0] for path in (*KINDS, *PROGRAMS)]
    for pattern, _ in PAGES:
        assert any(re.match(pattern, path) for path in tried), pattern


@pytest.mark.parametrize("path", KINDS)
def test_every_link_of_ours_leads_somewhere(site: Datasette, path: str) -> None:
    page = lxml.html.fromstring(get(site, path).text)
    links = {urljoin(path, link) for link in page.xpath("//main//a/@href | //footer//a/@href")}
    for link in sorted(links):
        if not urlsplit(link).netloc:
            assert get(site, link).status_code == 200, link


@pytest.mark.parametrize(
    "path", [path for path in KINDS if path.startswith(("/a/", "/chronologie", "/r/", "/f/", "/"))]
)
def test_blanks_are_french(site: Datasette, path: str) -> None:
    page = lxml.html.fromstring(get(site, path).text)
    # Archived words stand as they were published.
    for element in page.xpath(
        "//*[contains(@class, 'text')] | //pre | //kbd | //*[@class='long'] | //*[@class='citation']"
    ):
        element.drop_tree()
    text = re.sub(re.escape(HOSTILE), "", page.text_content())
    assert not re.search(r"[^\s] [;?!:]|« |\S »(?<![\u00a0]»)", text.replace("l’« aide »", "")), path


def test_words_of_the_archive_never_become_markup(site: Datasette) -> None:
    for path in (*KINDS, "/recherche?q=%3Cscript%3Ealert(1)%3C/script%3E%22'", "/nulle-part-%3Cscript%3E"):
        assert "<script" not in get(site, path).text
    page = lxml.html.fromstring(get(site, "/a/essai/1").text)
    assert page.xpath("//h1")[0].text == HOSTILE
    assert page.xpath("//title")[0].text.startswith(HOSTILE)
    field = lxml.html.fromstring(get(site, "/recherche?q=%22%3E%3Cb%3E").text).xpath("//input[@name='q']")[0]
    assert field.get("value") == '"><b>'


def test_the_frame_is_light(site: Datasette) -> None:
    page = lxml.html.fromstring(get(site, "/a/essai/2").text)
    for element in page.xpath("//article//div[@class='text']"):
        element.drop_tree()
    style = get(site, page.xpath("//link[@rel='stylesheet']/@href")[0])
    assert "immutable" in style.headers["cache-control"]
    assert get(site, "/fonds.css").headers["cache-control"] == "public, max-age=60"
    assert len(lxml.html.tostring(page)) + len(style.content) < 30_000
    assert "url(" not in style.text
    assert "@import" not in style.text
