"""The site's own address: what `serve` was given, and never a name that a stranger gives it."""

import subprocess
import sys
from pathlib import Path
from urllib.request import ProxyHandler, Request, build_opener

import pytest
from datasette.app import Datasette

from publication.datasette_process import claim_port
from publication.free_sql import serving_sql
from publication.serve import METADATA, serve, serving
from publication.site.own_address import site_address
from sites.errors import BadInput
from tests.publication.small_site import get

EVIL = "evil.example"
TELLING = (
    *("/", "/flux/site/essai.atom", "/sitemap.xml", "/donnees"),
    *(f"/a/essai/1{end}" for end in ("", ".bib", ".ris", ".csl.json", ".json")),
)


@pytest.mark.parametrize("host", [EVIL, f"127.0.0.1.{EVIL}", f"localhost@{EVIL}", f"localhost:80.{EVIL}", ""])
@pytest.mark.parametrize("path", [*TELLING, "/public/articles", "/public/articles.json?_size=1"])
def test_no_stranger_names_the_site(site: Datasette, path: str, host: str) -> None:
    answer = get(site, path, {"host": host})
    assert answer.status_code == 200
    assert EVIL not in answer.text + str(answer.headers)


def test_this_machine_may_be_named_as_it_likes(site: Datasette) -> None:
    for host in ("localhost:8001", "127.0.0.1:9", "[::1]:8001"):
        assert f"http://{host}/a/essai/" in get(site, "/flux/site/essai.atom", {"host": host}).text


def test_the_address_given_is_named_everywhere(public: Path) -> None:
    opener = build_opener(ProxyHandler({}))

    def fetch(address: str) -> str:
        with opener.open(Request(address, headers={"Host": EVIL})) as answer:
            return str(answer.headers) + answer.read().decode()

    own = "https://archives.example.org"
    with serving(public, sql_port=8002, address=f"{own}/") as (address, _):
        for path in TELLING[1:]:
            told = fetch(address.rstrip("/") + path)
            assert own in told, path
            assert EVIL not in told
            assert "127.0.0.1" not in told
        assert f"{own}/public/articles.json?_size=1&amp;_next=" in fetch(
            f"{address}public/articles.json?_size=1"
        ).replace("&_next", "&amp;_next")
        assert f"{own}:8002/public" in fetch(f"{address}donnees")
    with serving_sql(public, METADATA, port=claim_port("127.0.0.1", 0), address=own) as (address, _):
        told = fetch(f"{address}public/articles")
        assert own in told
        assert EVIL not in told


@pytest.mark.parametrize(
    "text",
    ["", "archives.example.org", "ftp://a.example", "https://a.example/x", "https://a.example/?x", "https://a b/", "https://a@b", "https://["],
)  # fmt: skip
def test_what_is_no_address_is_refused(text: str, public: Path) -> None:
    with pytest.raises(BadInput, match="not the address of a site"):
        site_address(text)
    with pytest.raises(BadInput, match="not the address of a site"):
        serve(public, port=0, address=text)


def test_the_command_tells_it_in_a_line(public: Path) -> None:
    command = [sys.executable, "pipeline.py", "serve", "--out", str(public.parent), "--address", "nowhere"]
    told = subprocess.run(command, cwd=METADATA.parent, capture_output=True, text=True, check=False)
    assert told.returncode != 0
    assert "not the address of a site" in told.stderr + told.stdout
    assert "Traceback" not in told.stderr
