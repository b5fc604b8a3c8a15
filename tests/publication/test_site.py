"""The pages of the public site: status, one heading, language, address, escaped words, what each must show."""

import hashlib
import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from csv import DictReader
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import html5lib
import lxml.html
import pytest
from datasette.app import Datasette

from attachments.place import without_place
from publication.permalink import permalink
from publication.site.routes import PAGES
from publication.site.wording import NARROW, NO_BREAK
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
ROOT = Path(__file__).resolve().parent.parent.parent
MISSING = (
    "/a/essai/999",
    "/a/essai/%C3%A9t%C3%A9",
    "/a/autre/1",
    "/r/essai/999",
    "/r/essai/..%2F..%2Fpasswd",
    "/f/essai/pdf/rien.pdf",
    "/f/essai/pdf/compte-rendu.pdf?page=99",
    "/f/essai/pdf/compte-rendu.pdf?page=deux",
    "/fichiers?type=rien",
    "/fichiers?etat=rien",
    "/rubriques?site=rien",
    "/recherche?rubrique=rien",
    "/recherche?annee=abc",
    "/recherche?annee=1789",
    "/recherche?q=a&site=zzz",
    "/recherche.json?annee=" + "9" * 500,
    "/chronologie/1789",
    "/chronologie/2011/07",
    "/chronologie/2011/13",
    "/rien",
    "/rien%20du%20tout",
    *(f"/-/{name}" for name in ("versions", "plugins", "settings", "databases", "threads", "actor", "metadata", "logout")),
    "/-/versions.json",
    "/-/databases.json",
    "/.json",
    "/privee/articles",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(public: Path) -> Iterator[Datasette]:
    with served(public, contact="retrait (chez) example.org") as datasette:
        yield datasette


def words(page: lxml.html.HtmlElement) -> str:
    """What a reader reads, blanks of all sorts as one."""
    for element in list(page.iter("script", "style")):
        element.drop_tree()
    return re.sub(r"\s+", " ", page.text_content().replace(NO_BREAK, " ").replace(NARROW, " "))


def faults(html: str) -> list[Any]:
    """What is not HTML in a page."""
    parser = html5lib.HTMLParser()
    parser.parse(html)
    return list(parser.errors)


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


@pytest.mark.parametrize("path", MISSING)
def test_what_is_not_there_is_told_in_french(site: Datasette, path: str) -> None:
    answer = get(site, path)
    assert answer.status_code == 404
    assert answer.headers["cache-control"] == "no-store"
    page = lxml.html.fromstring(answer.text)
    assert page.get("lang") == "fr"
    assert len(page.xpath("//h1")) == 1
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert "sqlite" not in answer.text.lower()
    assert "datasette" not in answer.text.lower()
    assert faults(answer.text) == []


def test_a_final_slash_is_forgiven_and_leads_nowhere_else(site: Datasette) -> None:
    for path, target in (
        ("/rubriques/", "/rubriques"),
        ("/a/essai/2/", "/a/essai/2"),
        ("/recherche/?q=%C3%A9t%C3%A9&annee=2011", "/recherche?q=%C3%A9t%C3%A9&annee=2011"),
        ("/f/essai/odp/reunion.odp//?page=2", "/f/essai/odp/reunion.odp?page=2"),
        ("/rien%20du%20tout/", "/rien%20du%20tout"),
        ("//ailleurs.example.org/", "/ailleurs.example.org"),
        ("///ailleurs.example.org//", "/ailleurs.example.org"),
    ):
        answer = get(site, path)
        assert (answer.status_code, answer.headers["location"]) == (301, target)


def test_an_address_of_then_keeps_its_final_slash(site: Datasette) -> None:
    assert get(site, "/url/http://www.example.org/").headers["location"] == "/"
    assert get(site, "/public/articles/").status_code in (200, 301, 302)


def test_what_breaks_is_told_in_french_without_its_words(
    public: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with served(public) as site:
        monkeypatch.setattr("publication.site.routes.render", lambda *_: 1 / 0)
        first = True

        def render_once(*given: Any) -> str:
            nonlocal first
            if first:
                first = False
                raise sqlite3.OperationalError("interrupted")
            return real(*given)

        from publication.site.rendering import render as real

        monkeypatch.setattr("publication.site.routes.render", render_once)
        slow = get(site, "/chronologie")
        assert slow.status_code == 503
        assert "interrupted" not in slow.text
        assert "Réponse trop longue" in slow.text
    with served(public) as site:
        for path, status in (("/public/articles?_where=1", 403), ("/public/articles?_facet=title", 400)):
            answer = get(site, path)
            assert answer.status_code == status
            assert lxml.html.fromstring(answer.text).get("lang") == "fr"
        assert get(site, "/public/articles.json?_where=1").json()["ok"] is False
        for odd in (
            "_sort_desc=id",
            "_sort=nosuch",
            "id__in=[",
            "_through={",
            '_through={"table":"x"}',
            "_timelimit=abc",
        ):
            answer = get(site, f"/public/snapshot?{odd}")
            assert answer.status_code == 400
            assert "Demande mal formée" in answer.text
            assert get(site, f"/public/snapshot.json?{odd}").status_code == 400
    assert capfd.readouterr().out == "", "no picture of each exception, which took a second"


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


def test_missing_parts_and_other_languages_are_told(site: Datasette) -> None:
    assert "Les parties 1, 2, 3 ne sont pas conservées" in words(lxml.html.fromstring(get(site, "/a/essai/4").text))
    english = lxml.html.fromstring(get(site, "/a/essai/3").text)
    assert english.xpath("//article/@lang") == ["en"]
    assert english.xpath("//article//div[@class='byline']/@lang") == ["fr"]


def test_lists_go_on_and_back(site: Datasette) -> None:
    seen: list[str] = []
    path: str | None = "/chronologie/2013"
    while path:
        page = lxml.html.fromstring(get(site, path).text)
        seen += page.xpath("//ol[@class='entries']//h3/a/@href")
        path = next(iter(page.xpath("//nav/a[contains(., 'Plus anciens')]/@href")), None)
        last = page
    assert len(seen) == len(set(seen)) == 39
    back = lxml.html.fromstring(get(site, last.xpath("//nav/a[contains(., 'Plus récents')]/@href")[0]).text)
    assert back.xpath("//ol[@class='entries']//h3/a/@href") == seen[:30]
    for odd in ("0", "-1", "x", "9" * 40, "999999"):
        assert get(site, f"/chronologie/2013?avant={odd}").status_code == 200
        assert get(site, f"/chronologie/2013?apres={odd}").status_code == 200


def test_the_search_page_keeps_its_question_in_the_address(site: Datasette) -> None:
    path = "/recherche?q=coh%C3%A9sion&rubrique=essai%2F2&genre=articles&annee=2013&tri=anciens"
    page = lxml.html.fromstring(get(site, path).text)
    assert page.xpath("//select[@name='rubrique']/option[@selected]/@value") == ["essai/2"]
    assert page.xpath("//select[@name='tri']/option[@selected]/@value") == ["anciens"]
    assert page.xpath("//mark/text()")[0] == "cohésion"
    [following] = page.xpath("//nav/a[@rel='next']/@href")
    assert "rubrique=essai%2F2" in following
    more = lxml.html.fromstring(get(site, following).text)
    shown = [*page.xpath("//h3/a/@href"), *more.xpath("//h3/a/@href")]
    assert len(shown) == len(set(shown)) == 39
    for link in page.xpath("//p[contains(@class, 'machine')]//a[not(contains(@href, 'tableur'))]/@href"):
        answer = get(site, link)
        assert answer.status_code == 200
        if "json" in link:
            found = answer.json()
            assert found["total"] == 39
            assert found["rows"][0]["permalink"] == shown[0].removeprefix("/a/")
            assert get(site, found["next"]).json()["rows"][0]["permalink"] == shown[20].removeprefix("/a/")
        else:
            assert [row["permalink"] for row in DictReader(StringIO(answer.text))] == [
                address.removeprefix("/a/") for address in shown
            ]


def test_the_csv_of_a_search_is_bounded_and_says_where_it_goes_on(
    site: Datasette, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("publication.site.search.MOST_RANKED", 25)
    for order in ("recents", "anciens", "pertinence"):
        first = get(site, f"/recherche.csv?q=coh%C3%A9sion&genre=articles&annee=2013&tri={order}")
        following = re.fullmatch(r'<(.+)>; rel="next"', first.headers["link"])
        assert following
        second = get(site, following[1])
        assert "link" not in second.headers
        names = [row["permalink"] for one in (first, second) for row in DictReader(StringIO(one.text))]
        assert (len(names), len(set(names))) == (39, 39)
    told = words(lxml.html.fromstring(get(site, "/recherche?q=coh%C3%A9sion").text))
    assert "CSV, 1 000 résultats à la fois" in told


def test_the_list_of_a_section_holds_what_is_below_it_on_the_page_in_the_feed_and_as_csv(site: Datasette) -> None:
    page = lxml.html.fromstring(get(site, "/r/essai/1").text)
    total = int(str(re.findall(r"(\d+) articles, sous-rubriques comprises", words(page))[0]))
    assert total > 40
    links = page.xpath("//p[contains(@class, 'machine')]//a[not(contains(@href, 'tableur'))]/@href")
    assert len(list(DictReader(StringIO(get(site, links[0]).text)))) == total
    assert get(site, links[1]).json()["total"] == total
    shown = page.xpath("//ol[@class='entries']//h3/a/@href")
    while older := page.xpath("//nav/a[@rel='next']/@href"):
        page = lxml.html.fromstring(get(site, older[0]).text)
        shown += page.xpath("//ol[@class='entries']//h3/a/@href")
    assert len(set(shown)) == len(shown) == total
    back = lxml.html.fromstring(get(site, page.xpath("//nav/a[@rel='prev']/@href")[0]).text)
    assert back.xpath("//ol[@class='entries']//h3/a/@href") == shown[:30]
    assert get(site, links[2]).text.count("<entry") == 30


def test_a_narrowed_list_of_files_is_exported_narrowed(site: Datasette) -> None:
    for query, count in (("", 5), ("?etat=missing", 1), ("?type=application%2Fpdf", 1)):
        page = lxml.html.fromstring(get(site, f"/fichiers{query}").text)
        links = page.xpath("//p[contains(@class, 'machine')]//a[not(contains(@href, 'tableur'))]/@href")
        assert len(list(DictReader(StringIO(get(site, links[0]).text)))) == count
        assert len(get(site, links[1]).json()) == count


def test_a_long_question_is_cut_where_it_is_repeated(site: Datasette) -> None:
    for typed in ("a" * 10_000, "mot " * 2_500):
        page = lxml.html.fromstring(get(site, f"/recherche?q={quote(typed)}").text)
        assert len(page.xpath("//title")[0].text) < 150
        assert len(words(page.xpath("//h2")[0])) < 120
        assert "aaa…" in words(page) or "mot…" in words(page)


def test_files_by_type_add_up_and_states_stand_in_order_of_number(site: Datasette) -> None:
    types, states = lxml.html.fromstring(get(site, "/fichiers").text).xpath("//table[@class='bars']")
    counted = [[int(cell.text) for cell in one.xpath(".//td[@class='amount']")] for one in (types, states)]
    assert sum(counted[0]) == sum(counted[1]) == 5
    assert counted[1] == sorted(counted[1], reverse=True)
    assert "autres, de type inconnu" in words(types)


def test_a_file_is_found_on_its_page(site: Datasette) -> None:
    page = lxml.html.fromstring(get(site, "/recherche?q=cornemuses%20OR%20zut&genre=fichiers").text)
    assert page.xpath("//h1")
    kinds = json.loads(get(site, "/recherche.json?genre=fichiers").text)["rows"]
    assert {row["kind"] for row in kinds} == {"file"}
    first = lxml.html.fromstring(get(site, "/recherche?genre=fichiers").text).xpath("//h3/a/@href")[0]
    assert get(site, first.partition("#")[0]).status_code == 200


def test_examples_of_the_data_page_run(site: Datasette, public: Path) -> None:
    page = lxml.html.fromstring(get(site, "/donnees").text)
    [statement] = [code.text for code in page.xpath("//code[@id='sql']")]
    with closing(sqlite3.connect(public)) as db:
        assert ("2011", 3, 6) in db.execute(statement).fetchall()
    addresses = re.findall(
        r"https?://localhost(/[^\s'\"<]+)", "\n".join(code.text for code in page.xpath("//pre/code"))
    )
    assert len(addresses) >= 5
    for address in addresses:
        assert get(site, address).status_code == 200, address


def test_who_can_verify_what_is_told_and_true(site: Datasette, public: Path) -> None:
    assert "seul le détenteur de l’archive peut recalculer" in words(lxml.html.fromstring(get(site, "/a/essai/1").text))
    assert "ne se téléchargent pas" in words(lxml.html.fromstring(get(site, "/a-propos").text))
    file = words(lxml.html.fromstring(get(site, "/f/essai/pdf/compte-rendu.pdf").text))
    assert hashlib.sha256(get(site, "/telecharger/essai/pdf/compte-rendu.pdf").content).hexdigest() in file
    [command] = [
        code.text
        for code in lxml.html.fromstring(get(site, "/donnees").text).xpath("//dd//pre/code")
        if "content_digest" in code.text
    ]
    statement = command.removeprefix("python -c '").removesuffix("'").replace('"public.db"', repr(str(public)))
    done = subprocess.run([sys.executable, "-c", statement], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() in get(site, "/donnees").text


def test_what_is_not_masked_is_told(site: Datasette) -> None:
    for path in ("/a-propos", "/mentions-legales"):
        assert "l’intérieur des fichiers à télécharger, elles ne le sont pas" in get(site, path).text


def test_who_publishes_is_told_when_it_is_known(public: Path, site: Datasette) -> None:
    assert "retrait (chez) example.org" in get(site, "/retrait").text
    with served(public, publisher="Une association d’essai", host="Un hébergeur") as other:
        assert "Une association d’essai" in get(other, "/mentions-legales").text
        assert "Un hébergeur" in get(other, "/mentions-legales").text


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
