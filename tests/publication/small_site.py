"""A small snapshot with a little of everything that pages show, hostile words among it, and Datasette on it as it is served."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from articles.article import Picture, Section
from database.build import build
from publication.serve import METADATA, PLUGINS, SETTINGS
from publication.snapshot import publish
from sample.recipes import document
from sites.problem import Problem
from tests.attachments.test_place import picture
from tests.database.small_archive import ROOT, SITE, article, crumb, file_link, make_archive, page

PHOTO = picture(placed=True)
HOSTILE = """<script>alert("x")</script> & l’« aide » 'simple' {{ 7*7 }}"""
FULL = replace(
    SITE,
    title="DRJS d’essai",
    publisher="Direction régionale d’essai",
    successor="https://www.example.org/aujourdhui/",
    licence_url="https://www.example.org/licence",
)
BODY = f"""
<h3>Qui peut demander</h3><p>Voir la <a href="{ROOT}spip.php?article2" rel="noopener noreferrer">page deux</a>, la
<a href="{ROOT}spip.php?rubrique2">rubrique</a>, le <a href="{ROOT}IMG/pdf/compte-rendu.pdf">compte rendu</a> et
<a href="http://autre.example.org/?a=1&amp;b=2">un autre site</a>[<a href="#nb1" id="nh1" rel="noopener noreferrer">1</a>].</p>
<h5>Combien</h5><p lang="en">As much as is <strong>needed</strong>, <em>not more</em>.</p><ul><li>un</li><li>deux</li></ul>
<table><thead><tr><th>Année</th><th>Somme</th></tr></thead><tbody><tr><td>2010</td><td>1 000 €</td></tr></tbody></table>
<blockquote><p>Une citation.</p></blockquote><pre>du  code</pre>
<table><tbody><tr><td>sans tête</td><td>deux</td></tr></tbody></table><h2>Où</h2><p>Ici.</p>"""


def publish_small_site(folder: Path) -> Path:
    """`public.db` in this folder."""
    with pytest.MonkeyPatch.context() as patch:
        archive = make_archive(folder / "essai", patch)
        files = (
            replace(
                file_link("pdf/compte-rendu.pdf", "29.4 ko", HOSTILE), description=f"Ce que le site en dit {HOSTILE}"
            ),
            file_link("odp/reunion.odp", "3 Mo", "Diaporama"),
            file_link("pdf/disparu.pdf", "1 Mo", "Fichier disparu"),
            file_link("doc/Une lettre (été).doc", None, "Fichier non demandé"),
            replace(file_link("jpg/photo.jpg", None, "Photographie"), place="portfolio"),
        )
        full = article(
            1,
            title=HOSTILE,
            surtitle=HOSTILE,
            subtitle=HOSTILE,
            lead=f"{HOSTILE}\n\nSecond alinéa.",
            body_html=BODY.replace("\n", ""),
            notes=(f"Une note {HOSTILE}", "Une autre"),
            postscript=HOSTILE,
            author=HOSTILE,
            category=HOSTILE,
            written_on="2009-12",
            written_raw="décembre 2009",
            online_url="http://autre.example.org/en-ligne",
            online_text=HOSTILE,
            attachments=files,
            pictures=(Picture(f"{ROOT}IMG/jpg/gymnase.jpg", HOSTILE, HOSTILE),),
        )
        kept = [
            full,
            article(2, published_on="2011-06-20", attachments=files[:1]),
            article(3, published_on="2011", language="en", title="An English title"),
            article(4, published_on="2012-01", sections=(crumb(1, "Jeunesse"),)),
            article(5, published_on=None, published_raw=None, sections=(Section(HOSTILE, HOSTILE, None),)),
            article(None, slug="Un-titre-en-clair", published_on="2010-12-01", title="Un titre en clair"),
            *(article(number, published_on=f"2013-{number % 12 + 1:02}-02") for number in range(20, 60)),
        ]
        for one in kept:
            archive.keep(one.url, page(article=one, problems=(Problem(one.url, "read", "odd", HOSTILE),)))
        archive.keep(f"{ROOT}IMG/pdf/compte-rendu.pdf", document("convention.pdf"))
        archive.keep(f"{ROOT}IMG/odp/reunion.odp", document("bilan.odp"))
        archive.keep(f"{ROOT}IMG/jpg/gymnase.jpg", PHOTO)
        archive.know(f"{ROOT}IMG/pdf/disparu.pdf", "fetched", 404)
        build(archive.ledger, FULL, {}, full=False, code="r1")
        # The reading of pages is given here, so that an article in parts has its parts by hand.
        archive.ledger.db.execute("UPDATE articles SET parts = 3 WHERE spip_id = 4")
        archive.withdraw("article/59")
        path = publish([(FULL, archive.ledger)], folder, program="essai 1").path
        archive.ledger.close()
    return path


@contextmanager
def served(public_db: Path, **configuration: str) -> Iterator[Datasette]:
    """Datasette on a snapshot with our plugins, metadata and settings; `configuration` is that of `fonds`."""
    words = json.loads(METADATA.read_text(encoding="utf-8"))
    words["plugins"] = {**words.get("plugins", {}), "fonds": configuration}
    settings = {
        name: {"on": True, "off": False}[value] if value in ("on", "off") else int(value)
        for name, value in SETTINGS.items()
    }
    datasette = Datasette([], immutables=[str(public_db)], metadata=words, settings=settings, plugins_dir=str(PLUGINS))
    try:
        yield datasette
    finally:
        datasette.executor.shutdown()
        for database in datasette.databases.values():
            database.close()


def get(datasette: Datasette, path: str, headers: dict[str, str] | None = None) -> Any:
    """What is answered at an address."""

    async def fetch() -> Any:
        return await datasette.client.get(path, headers=headers or {})

    return asyncio.run(fetch())
