"""What fences each answer: a policy on every one, ours without anything inline, archived bytes never as a page of the site."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from datasette.app import Datasette

from publication.site.headers import ALWAYS, ARCHIVED_PAGE, OWN, STOCK, archived_file
from tests.publication.small_site import get, publish_small_site, served

POLICY = "content-security-policy"
OURS = (
    "/", "/a/essai/1", "/a/essai/1/versions", "/a/essai/1.json", "/a/essai/59", "/a/essai/999", "/recherche?q=a", "/rien",
    "/fonds.css", "/favicon.ico", "/sitemap.xml", "/url/http://www.example.org/1", "/-/settings", "/flux/site/essai.atom",
)  # fmt: skip
STOCK_PAGES = (
    "/public",
    "/public/articles",
    "/public/articles.json",
    "/public/articles.csv",
    "/public/rien",
    "/public.json",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Datasette]:
    path: Path = publish_small_site(tmp_path_factory.mktemp("site"))
    with served(path) as datasette:
        yield datasette


@pytest.mark.parametrize(("path", "policy"), [*((one, OWN) for one in OURS), *((one, STOCK) for one in STOCK_PAGES)])
def test_every_answer_is_fenced(site: Datasette, path: str, policy: str) -> None:
    headers = get(site, path).headers
    assert headers.get_list(POLICY) == [policy]
    for name, value in ALWAYS.items():
        assert headers.get_list(name) == [value]


def test_our_policy_allows_nothing_inline_and_no_other_host() -> None:
    assert "unsafe" not in OWN
    assert "http" not in OWN + STOCK
    for rule in (
        "default-src 'self'",
        "script-src 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ):
        assert rule in OWN
    assert "script" not in ARCHIVED_PAGE[POLICY]


def test_archived_bytes_are_saved_not_shown(site: Datasette) -> None:
    answer = get(site, "/telecharger/essai/pdf/compte-rendu.pdf")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith('attachment; filename="compte-rendu.pdf"')
    assert answer.headers.get_list(POLICY) == [archived_file("x")[POLICY]]
    assert answer.headers[POLICY].startswith("sandbox; default-src 'none'")
    blob = get(site, "/public/originals/1,1.blob?_blob_column=html")
    assert blob.headers[POLICY].startswith("sandbox; default-src 'none'")
    assert blob.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("name", ['a"b\r\nx: y.pdf', "été.pdf", "", "." * 300, "a/b", "a;b"])
def test_any_file_name_makes_a_header(name: str) -> None:
    value = archived_file(name)["content-disposition"]
    assert value.isascii()
    assert value.isprintable()
    assert value.count('"') == 2
