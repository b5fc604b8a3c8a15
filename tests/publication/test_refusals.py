"""What is refused: methods that write, Datasette's own addresses, hidden tables; in French, with the right status, as data for data."""

import asyncio
from typing import Any

import lxml.html
import pytest
from datasette.app import Datasette

from tests.publication.small_site import get


def request(datasette: Datasette, method: str, path: str) -> Any:
    async def fetch() -> Any:
        return await datasette.client.request(method, path)

    return asyncio.run(fetch())


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("path", ["/", "/a/essai/1", "/public", "/public/articles", "/fonds.css", "/-/static/app.css"])
def test_nobody_writes(site: Datasette, method: str, path: str) -> None:
    answer = request(site, method, path)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert "se lit seulement" in answer.text
    assert "default-src" in answer.headers["content-security-policy"]


def test_head_is_answered(site: Datasette) -> None:
    for path in ("/", "/a/essai/1", "/public", "/public/articles", "/donnees/articles.csv", "/recherche.csv?q=texte"):
        head, whole = request(site, "HEAD", path), request(site, "GET", path)
        assert (head.status_code, head.headers["content-type"]) == (200, whole.headers["content-type"])


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/-/static-plugins/x/y", 404),
        ("/-/static-plugins/pages/x", 404),
        ("/-/static/x.css", 404),
        ("/-/static/%2e%2e/x", 404),
        ("/-/static/", 404),
        ("/-/versions", 404),
        ("/public.db", 403),
        ("/public?sql=select+1", 403),
        ("/public.csv?sql=select+1", 403),
        ("/public/passages_fts", 403),
        ("/public/sqlite_stat1", 403),
        ("/public/sqlite_stat1.csv", 403),
        ("/public/rien", 404),
        ("/public/rien.csv", 404),
        ("/public/articles/99999", 404),
        ("/public/articles.csv?_stream=on", 400),
        ("/public/articles/99999.blob?_blob_column=x", 404),
    ],
)
def test_what_is_not_open_is_told_by_us(site: Datasette, path: str, status: int) -> None:
    answer = get(site, path)
    assert answer.status_code == status
    page = lxml.html.fromstring(answer.text)
    assert page.get("lang") == "fr"
    assert page.findtext(".//h1") in ("Accès fermé", "Page introuvable", "Demande mal formée")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/public.json?sql=select+1", 403),
        ("/public/sqlite_stat1.json", 403),
        ("/public/rien.json", 404),
        ("/public/articles.json?_facet=title", 400),
        ("/recherche.json?annee=" + "9" * 500, 404),
        ("/recherche.json?rubrique=rien", 404),
        ("/a/essai/999.json", 404),
        ("/a/essai/59.json", 410),
        ("/a/essai/59.csl.json", 410),
    ],
)
def test_data_is_answered_with_data(site: Datasette, path: str, status: int) -> None:
    answer = get(site, path)
    assert answer.status_code == status
    assert answer.json()["ok"] is False
    assert answer.json()["status"] == status
    assert answer.json()["error"].startswith(("Cette", "Cet", "L’archive n’a rien", "Aucun", "Retiré"))


def test_datasettes_own_files_are_there(site: Datasette) -> None:
    assert get(site, "/-/static/app.css").status_code == 200


def test_no_statistics_are_shown(site: Datasette) -> None:
    page = get(site, "/public")
    assert page.status_code == 200
    assert "hidden table" not in page.text
    assert "sqlite_stat" not in page.text + get(site, "/public.json").text
