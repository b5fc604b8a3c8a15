"""Addresses of the public site that lead nowhere or elsewhere, and what breaks: told in French, without a word of the machine."""

import sqlite3
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from datasette.app import Datasette

from tests.publication.page_words import faults
from tests.publication.small_site import get, served

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


def test_sentences_have_the_blanks_of_french(site: Datasette) -> None:
    assert "à cette adresse d’origine\xa0: la page" in get(site, "/url/http://www.example.org/spip.php?article77").text
    assert "ne conserve pas ce fichier\u202f; sa page" in get(site, "/telecharger/essai/pdf/disparu.pdf").text


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
            "schema__gt=99999999999999999999",
            "_through={",
            '_through={"table":"x"}',
            "_timelimit=abc",
        ):
            answer = get(site, f"/public/snapshot?{odd}")
            assert answer.status_code == 400
            assert "Demande mal formée" in answer.text
            assert get(site, f"/public/snapshot.json?{odd}").status_code == 400
    assert capfd.readouterr().out == "", "no picture of each exception, which took a second"
