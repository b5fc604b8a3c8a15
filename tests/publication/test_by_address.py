"""An address of then leads to its page here, to a tombstone, or is told not to be held."""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import lxml.html
import pytest
from datasette.app import Datasette

from archive.schema import schema_part
from publication.site.by_address import address_page
from publication.site.page import Absent, Asked
from tests.database.small_archive import ROOT
from tests.publication.proved_site import publish_proved_site
from tests.publication.small_site import get

UNKNOWN = ("spip.php?article99", "a" * 9000)


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_proved_site(tmp_path_factory.mktemp("proved"))


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


@pytest.mark.parametrize("address", ["http://www.example.org/page-perdue", "https://example.org/page-perdue#bas"])
def test_an_address_that_is_not_held_is_told_why(address: str) -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(schema_part("public"))
        db.execute("INSERT INTO sites (id, title, host) VALUES ('essai', 'Essai', 'www.example.org')")
        gap = ("http://www.example.org/page-perdue", "fetch", "http-404", "answered 404")
        db.execute("INSERT INTO gaps (site_id, url, stage, kind, message) VALUES ('essai', ?, ?, ?, ?)", gap)
        said = address_page(db, Asked("/url/", {"address": address.partition("#")[0]}, {}))
    assert isinstance(said, Absent)
    assert said.sentence.endswith("Ce qu’elle en sait\N{NO-BREAK SPACE}: le serveur a répondu 404.")
