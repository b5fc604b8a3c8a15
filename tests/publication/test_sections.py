"""The tree of sections as a reader looks for a name in it."""

from pathlib import Path

import lxml.html
import pytest

from database.build import build
from publication.snapshot import publish
from tests.database.small_archive import SITE, article, crumb, make_archive, page
from tests.publication.small_site import get, served

NAMES = ("Sport (2012)", "Zones", "Économie", "emploi", "Sport", "Études", "Accueil")


def test_sections_stand_in_alphabetical_order_each_with_what_is_below_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = make_archive(tmp_path / "essai", monkeypatch)
    ways = [(crumb(number, name),) for number, name in enumerate(NAMES, start=1)]
    ways.append((crumb(5, "Sport"), crumb(50, "Équitation")))
    for number, way in enumerate(ways, start=1):
        one = article(number, sections=way)
        archive.keep(one.url, page(article=one))
    build(archive.ledger, SITE, {}, full=False, code="r1")
    path = publish([(SITE, archive.ledger)], tmp_path, program="essai 1").path
    archive.ledger.close()
    in_order = ["Accueil", "Économie", "emploi", "Études", "Sport", "Équitation", "Sport (2012)", "Zones"]
    with served(path) as datasette:
        tree = lxml.html.fromstring(get(datasette, "/rubriques").text).xpath("//ul[@class='tree']//a/text()")
        lonely = get(datasette, "/a/essai/2").text
        chosen = lxml.html.fromstring(get(datasette, "/recherche").text).xpath("//select[@id='rubrique']/option/text()")
    assert tree == in_order
    # Alone in its section, with nothing beside it to be read.
    assert "Dans la même rubrique" not in lonely
    assert "À la même époque" in lonely
    assert [name.removeprefix("– ") for name in chosen[1:]] == in_order
