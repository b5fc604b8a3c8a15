"""The list of gaps is French, tells all of them, and leaves what it has no words for as it is."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import lxml.html
import pytest
from datasette.app import Datasette

from archive.crawl_log import FAILURES
from publication.site import gaps_page
from publication.site.gap_words import KINDS, kind_words, told
from tests.publication.small_site import get

ROOT = Path(__file__).resolve().parent.parent.parent
# Names of kinds as they are given where a Problem is made; those of rules with a number are not listed.
_BEFORE = (
    r'"(?:fetch|import|read|attachment|original)", ',
    r"_problem\([\w.\[\]]+, ",
    r"writing\.problem\(\s*[^,]+, ",
    r'_failed_for_good\([^"]+, ',
)
_GIVEN = re.compile(rf'(?:{"|".join(_BEFORE)})"([a-z]+(?:-\w+)+)"')


def given() -> Iterator[str]:
    for room in ("archive", "articles", "attachments", "database", "spiders", "publication"):
        for file in (ROOT / room).rglob("*.py"):
            yield from _GIVEN.findall(file.read_text(encoding="utf-8"))


def test_every_kind_that_is_given_has_a_name() -> None:
    names = set(given())
    assert len(names) > 30
    # Of files, what the reader met stands behind the state that it explains, under the state's own name.
    assert {name for name in names if kind_words(name) is None} <= {"empty-file", "truncated-file", "not-the-file"}
    assert all(kind_words(name) for name in FAILURES)
    for state in ("truncated", "protected", "corrupt", "empty", "not-the-file", "missing", "failed", "not-asked"):
        assert f"file-{state}" in KINDS


@pytest.mark.parametrize(
    ("message", "french"),
    [
        ("not held: the file was not asked for", "Non conservé : il n’a pas été demandé."),
        ("not held: the server did not give the file (http://x answered 503; attempts: 3)",
         "Non conservé : le serveur ne l’a pas donné. Le serveur a répondu 503 ; essais : 3."),
        ("the site stated 1.6\xa0Mo, the file has 167834 bytes", "Le site annonçait 1,6\xa0Mo, le fichier a 167 834 octets."),
        ("its name says doc, the server nothing, its content image/jpeg", "Son nom dit doc, le serveur rien, son contenu image/jpeg."),
        ("of 4 parts 2-3 are not held; the text is that of 1, 4", "Sur 4 parties, il manque : 2-3. Le texte est celui de : 1, 4."),
        ("SPIP shows a notice instead of the page: 'Site en travaux'", "SPIP affiche un avis à la place de la page : « Site en travaux »."),
        ("a message of PHP stands on the page: 'Warning</b>: stat failed in <b>/a.php</b> on line <b>58'",
         "Un message de PHP se trouve sur la page : « Warning: stat failed in /a.php on line 58 »."),
        ("selector 'h1' found 0 elements, expected 1 to any number, on http://x", "0 élément trouvé au lieu de 1 au moins."),
    ],
)  # fmt: skip
def test_messages_are_told_in_french(message: str, french: str) -> None:
    said = told(message)
    assert said.rest == ""
    assert re.sub(r"\s", " ", said.french) == re.sub(r"\s", " ", french)


def test_all_are_listed_and_nothing_unknown_is_hidden(
    site: Datasette, public: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gaps_page, "PAGE", 2)
    with closing(sqlite3.connect(public)) as db:
        addresses = [url for (url,) in db.execute("SELECT url FROM gaps ORDER BY id")]
    shown, links, path = [], {}, "/lacunes"
    while path:
        page = lxml.html.fromstring(get(site, path).text)
        shown += [line.text for line in page.xpath("//li[@class='entry']//p[contains(@class, 'long')]")]
        links |= {link.text: link.get("href") for link in page.xpath("//li[@class='entry']//a")}
        path = next(iter(page.xpath("//nav/a[@rel='next']/@href")), "")
    assert shown == addresses
    # Where the archive has a page for what stands at the address, it leads there.
    assert links["Voir le fichier «\xa0disparu.pdf\xa0»"] == "/f/essai/pdf/disparu.pdf"
    assert links["Voir l’article «\xa0Un titre en clair\xa0»"] == "/a/essai/Un-titre-en-clair"
    assert {get(site, address).status_code for address in links.values()} == {200}
    assert "/lacunes" in lxml.html.fromstring(get(site, "/url/http://www.example.org/spip.php?article77").text).xpath(
        "//main//a/@href"
    )
    assert get(site, "/lacunes?nature=rien").status_code == 404
    unknown = told("a thing <that> nobody foresaw")
    assert (unknown.french, unknown.rest) == ("", "a thing <that> nobody foresaw")
    assert kind_words("never-seen") is None
    assert kind_words("http-503") == "Le serveur a répondu 503"
