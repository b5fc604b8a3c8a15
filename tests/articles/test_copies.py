"""Saved copies of services that keep pages: the page's own address, links and day."""

from datetime import UTC, datetime

import pytest

from articles.saved import as_json, open_saved, read_saved
from sites.registry import load_skeletons

SAVED = datetime(2026, 1, 1, tzinfo=UTC)
PAGE = "http://h.example/spip.php?article3"
TEXT = (
    "<h1>Titre</h1><p class='date'>Publié le 16 juin</p><div class='texte'><p>Les bassins ouvrent le samedi.</p></div>"
)
TOOLBAR = (
    "<!-- BEGIN WAYBACK TOOLBAR INSERT --><div><h1>Wayback</h1></div><!-- END WAYBACK TOOLBAR INSERT -->"
    "<div id='wm-ipp-print'>The Wayback Machine - https://web.archive.org/web/20140620083412/{}</div>"
)
KEPT_BY = {
    "wayback": ("https://web.archive.org/web/20140620083412/http://h.example/", TOOLBAR.format(PAGE)),
    "wayback-as-served": (
        "/web/20140620083412if_/http://h.example/",
        f'<script>__wm.wombat("{PAGE}","20140620083412")</script>',
    ),
    "archive.today": ("https://archive.ph/o/x1Y/http://h.example/", f'<input type="text" name="q" value="{PAGE}"/>'),
    "single-file": ("http://h.example/", f"<!--\n Page saved with SingleFile \n url: {PAGE} \n saved date: x\n-->"),
}


@pytest.mark.parametrize("service", KEPT_BY)
def test_a_copy_is_read_as_the_page_it_was(service: str) -> None:
    before, said = KEPT_BY[service]
    link = f"<ul id='documents_joints'><li><a href='{before}IMG/pdf/a.pdf'>Plan</a></li></ul>"
    data = f"<html><head><title>Titre</title></head><body>{said}{TEXT}{link}</body></html>".encode()
    saved = open_saved(data, "copy.html", SAVED)
    read = as_json("copy.html", saved, read_saved(saved, load_skeletons()))
    assert (read["address"], read["title"]) == (PAGE, "Titre")
    assert [file["url"] for file in read["attachments"]] == ["http://h.example/IMG/pdf/a.pdf"]
    assert read["date"] == ("2014-06-16" if service.startswith("wayback") else "2026-06-16")
    # What somebody knows of the file goes before what it says.
    assert open_saved(data, "copy.html", SAVED, "http://other.example/7").url == "http://other.example/7"


def test_a_page_that_links_to_a_service_is_none_of_its_copies() -> None:
    link = b"<p>Lire <a href='https://web.archive.org/web/2014/http://h.example/'>la copie</a></p>"
    assert open_saved(link, "page.html", SAVED).capture.payload == link


def test_a_moment_that_cannot_be_is_none() -> None:
    data = TOOLBAR.format(PAGE).replace("20140620083412", "20149920083412").encode()
    assert open_saved(data, "copy.html", SAVED).capture.fetched_at == SAVED


MENU = "".join(f"<a href='http://www.h.example/spip.php?rubrique{n}'>Rubrique {n}</a> " for n in range(4))
OTHERS = "".join(f"<a href='https://o.example/{n}'>Ailleurs</a> " for n in range(6))
PLAN = "<p>Voir le <a href='http://www.h.example/IMG/pdf/a.pdf'>plan des bassins</a> avant de venir.</p>"


@pytest.mark.parametrize(
    ("menu", "address"),
    [
        (MENU, "http://www.h.example/copy.html"),
        (
            "<a href='http://www.h.example/' title='Accueil'><img></a> <a href='plan'>Plan</a>",
            "http://www.h.example/copy.html",
        ),
        ("<a href='http://www.h.example/spip' rel='start home'>Site</a>", "http://www.h.example/spip/copy.html"),
        ("<a href='http://o.example/'>Un autre site</a> <a href='plan'>Plan</a>", "http://unknown.invalid/copy.html"),
        (MENU + OTHERS, "http://unknown.invalid/copy.html"),
        (
            "<a href='spip.php?rubrique1'>Rubrique</a> <a href='plan'>Plan</a>" + MENU,
            "http://unknown.invalid/copy.html",
        ),
        ("<base href='http://h.example/spip.php?article3'>" + MENU, PAGE),
    ],
)
def test_links_written_whole_tell_the_host_where_nothing_tells_the_address(menu: str, address: str) -> None:
    page = (
        f"<title>Titre</title>{menu}<div><h1>Titre</h1><div class='texte'><p>Les bassins ouvrent.</p>{PLAN}</div></div>"
    )
    saved = open_saved(page.encode(), "copy.html", SAVED)
    read = as_json("copy.html", saved, read_saved(saved, load_skeletons()))
    assert read["address"] == address
    assert len(read["attachments"]) == ("h.example" in address)
