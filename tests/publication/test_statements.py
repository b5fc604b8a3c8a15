"""What the public site says of itself: examples that run, who can verify what, what is not masked, who publishes."""

import hashlib
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import lxml.html
import pytest
from datasette.app import Datasette

from tests.publication.page_words import words
from tests.publication.small_site import get, served

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def site(public: Path) -> Iterator[Datasette]:
    with served(public, contact="retrait (chez) example.org") as datasette:
        yield datasette


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
