"""The search page as its reader sees it: of two sites, what it says of the question, what is folded."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlencode

import lxml.html
import pytest
from datasette.app import Datasette

from database.build import build
from publication.snapshot import publish
from tests.database.small_archive import ROOT, SITE, article, file_link, make_archive, page, pdf_of
from tests.publication.page_words import words
from tests.publication.small_site import get, served

OTHER = "http://autre.example.org/"
SITES = (
    replace(SITE, title="Sports d’essai"),
    replace(SITE, name="autre", title="Culture d’ailleurs", hosts=("autre.example.org",)),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Datasette]:
    folder = tmp_path_factory.mktemp("two")
    with pytest.MonkeyPatch.context() as patch:
        made = []
        for one, root in zip(SITES, (ROOT, OTHER), strict=True):
            archive = make_archive(folder / one.name, patch)
            texts = (
                f"Les diplômés de {one.name} ont déposé leur diplôme.",
                "Déposer un dossier au mois de mars.",
                "Quatre marées, un cours, des aides.",
            )
            for number, text in enumerate(texts, start=1):
                kept = article(
                    number,
                    url=f"{root}spip.php?article{number}",
                    body_text=text,
                    published_on=f"2008-0{number}-05",
                    attachments=(file_link(f"{root}IMG/pdf/a.pdf"),) if number == 1 and root == ROOT else (),
                )
                archive.keep(kept.url, page(article=kept))
            archive.keep(f"{root}IMG/pdf/a.pdf", pdf_of(300))
            build(archive.ledger, one, {}, full=False, code="r1")
            made.append((one, archive.ledger))
        path = publish(made, folder, program="essai 1").path
        for _, ledger in made:
            ledger.close()
    with served(path) as datasette:
        yield datasette


def read(site: Datasette, path: str) -> lxml.html.HtmlElement:
    answer = get(site, path)
    assert answer.status_code == 200, path
    return lxml.html.fromstring(answer.text)


def test_each_hit_names_its_site_where_there_are_several(site: Datasette) -> None:
    hits = [words(one) for one in read(site, "/recherche?q=diplôme").xpath("//li[@class='entry']")]
    assert ["Culture d’ailleurs" in hit for hit in hits] == ["Sports d’essai" not in hit for hit in hits]
    assert len({"Culture d’ailleurs" in hit for hit in hits}) == 2


def test_filters_are_folded_above_results_and_say_what_they_do(site: Datasette) -> None:
    def summary(path: str) -> tuple[str, bool]:
        [fold] = read(site, path).xpath("//form//details")
        return words(fold.xpath("./summary")[0]).strip(), fold.get("open") is not None

    assert summary("/recherche") == ("Restreindre ou trier", True)
    assert summary("/recherche?q=zzyzzx") == ("Restreindre ou trier", True)
    assert summary("/recherche?q=diplôme") == ("Restreindre ou trier", False)
    assert summary("/recherche?q=diplôme&annee=2008&site=autre&genre=articles&tri=anciens") == (
        "Restreindre ou trier : articles, 2008, Culture d’ailleurs, les plus anciens d’abord",
        False,
    )


def test_what_is_not_read_is_told_for_what_it_is(site: Datasette) -> None:
    typed = "+".join(f"mot{number}" for number in range(18))
    told = words(read(site, f"/recherche?q={typed}"))
    assert "Seuls les 16 premiers mots ont été lus, pas la suite : mot16, mot17." in told
    assert "trop courant" not in told
    assert "au moins 4 lettres devant elle : di* se cherche sans étoile" in words(read(site, "/recherche?q=di*"))
    assert "devant elle" not in words(read(site, "/recherche?q=dipl*"))


def test_other_forms_are_shown_as_texts_write_them(site: Datasette) -> None:
    page = read(site, "/recherche?q=depose+diplome")
    [forms] = page.xpath("//details[summary='Mots cherchés aussi']/ul")
    assert {words(one) for one in forms.xpath("li")} == {"depose : déposer", "diplome : diplômés"}
    assert page.xpath("//mark")


@pytest.mark.parametrize(
    "typed", ["05/03/2008", "5 Mars 2008", "05-03-2008", "2008-03-05", "le 1er mars 2008", "5.3.2008"]
)
def test_a_date_that_nothing_says_leads_to_its_month(site: Datasette, typed: str) -> None:
    links = read(site, f"/recherche?{urlencode({'q': typed})}").xpath("//section//a/@href")
    assert links[0] == "/chronologie/2008/03"


@pytest.mark.parametrize("typed", ["05/13/2008", "mars 1789", "31/12/2009", "zzyzzx 2008", "99/99/2008"])
def test_what_is_no_date_of_the_archive_leads_to_no_month(site: Datasette, typed: str) -> None:
    links = read(site, f"/recherche?{urlencode({'q': typed})}").xpath("//section//a/@href")
    assert "/chronologie/2008/03" not in links
    assert "/chronologie/2009/12" not in links


def test_the_feed_of_a_site_belongs_to_the_page_of_its_sections(site: Datasette) -> None:
    feed = get(site, "/flux/site/autre.atom").text
    assert '<link rel="alternate" type="text/html" href="http://localhost/rubriques?site=autre"/>' in feed
    assert get(site, "/rubriques?site=autre").status_code == 200


@pytest.mark.parametrize("typed", ["😀", "???", '"', "*"])
def test_what_has_no_word_is_not_said_to_be_found(site: Datasette, typed: str) -> None:
    page = read(site, "/recherche?" + urlencode({"q": typed}))
    assert words(page.xpath("//h2[@id='resultats']")[0]) == "7 résultats"
    assert f"« {typed} » n’a aucun mot à chercher : voici tout ce qu’il y a." in words(page)


def test_a_file_in_a_list_names_its_site_where_there_are_several(site: Datasette) -> None:
    assert [words(one).strip() for one in read(site, "/fichiers").xpath("//li[@class='file']/p[@class='facts']")] == [
        "Fichier .pdf d’après son nom · taille annoncée : 1 Ko · Sports d’essai"
    ]
    assert read(site, "/a/essai/1").xpath("//li[@class='file']")
    assert "Sports d’essai" not in words(read(site, "/a/essai/1").xpath("//li[@class='file']")[0])


def test_how_results_are_counted_is_told_where_files_may_be_among_them(site: Datasette) -> None:
    told = "Chaque page d’un fichier compte pour un résultat"
    assert told in words(read(site, "/recherche?q=aides"))
    assert told not in words(read(site, "/recherche?q=aides&genre=articles"))


@pytest.mark.parametrize(
    ("typed", "leads"),
    [
        ("http://www.example.org/spip.php?article1", "/a/essai/1"),
        ("https://autre.example.org/spip.php?page=article&id_article=2#sommaire", "/a/autre/2"),
        ("www.example.org/spip.php?article3", "/a/essai/3"),
        ("http://www.example.org/spip.php?article77", "/lacunes"),
        ("http://", None),
        ("voir www.example.org/spip.php?article1", None),
        ("diplôme", None),
    ],
)
def test_an_address_of_then_that_is_typed_leads_to_its_page(site: Datasette, typed: str, leads: str | None) -> None:
    told = read(site, "/recherche?" + urlencode({"q": typed})).xpath("//p[@class='notice']/a/@href")
    assert told == ([] if leads is None else [leads])
