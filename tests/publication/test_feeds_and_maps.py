"""Feeds and maps of the site are valid, lead to every page, and tell nothing of what was withdrawn."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

import pytest
from datasette.app import Datasette

from publication.site.sitemap import SIZE
from tests.publication.proved_site import publish_proved_site
from tests.publication.small_site import get

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_proved_site(tmp_path_factory.mktemp("proved"))


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
