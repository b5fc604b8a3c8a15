"""Lists of the public site: they go on and back, keep their question in the address, and are exported as they are shown."""

import json
import re
from csv import DictReader
from io import StringIO
from urllib.parse import quote

import lxml.html
import pytest
from datasette.app import Datasette

from publication.site import file
from tests.publication.page_words import words
from tests.publication.small_site import get


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
    types, states = lxml.html.fromstring(get(site, "/fichiers").text).xpath("//table[@class='bars of-files']")
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


def test_pages_of_a_file_lead_to_their_neighbours_and_many_are_folded(
    site: Datasette, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = "/f/essai/odp/reunion.odp"

    def neighbours(path: str) -> list[str]:
        page = lxml.html.fromstring(get(site, path).text)
        return [link.get("href").rpartition("=")[2] for link in page.xpath("//nav[@aria-label='Pages voisines']/a")]

    assert [neighbours(here), neighbours(f"{here}?page=2"), neighbours(f"{here}?page=3")] == [
        ["2#texte"],
        ["1#texte", "3#texte"],
        ["2#texte"],
    ]
    assert "Choisir parmi" not in get(site, here).text
    monkeypatch.setattr(file, "_MOST_UNFOLDED", 2)
    assert "Choisir parmi 3\xa0diapositives" in get(site, here).text
