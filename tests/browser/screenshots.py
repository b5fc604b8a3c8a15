"""Pictures of every kind of page for docs/screenshots, of a snapshot of the sample: `python -m tests.browser.screenshots PUBLIC_DB OUT`.

What proves an article is taken of an archive made here, for it wants two captures of one article and a withdrawal.
"""

import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from articles.article import Edit
from database.build import build
from publication.serve import serving
from publication.snapshot import publish
from tests.browser.chromium import Browser, browsing
from tests.database.small_archive import SITE, article, make_archive, page
from tests.publication.test_proof import keep_page

SIZES = {390: 1300, 1280: 1500}
"""Width of the window, and the most of the page's height that is taken."""
WIDEST = 800
QUALITY = 55


def pages(public: Path) -> dict[str, str]:
    """Name of the picture to address."""
    with closing(sqlite3.connect(public)) as db:

        def one(statement: str) -> str:
            return str(db.execute(statement).fetchone()[0])

        article = one(
            "SELECT permalink FROM articles WHERE body_html LIKE '%<table%' AND files > 0 ORDER BY id LIMIT 1"
        )
        section = one("SELECT permalink FROM sections WHERE articles > 10 ORDER BY id LIMIT 1")
        file = one(
            "SELECT f.permalink FROM files AS f JOIN file_pages AS p ON p.file_id = f.id ORDER BY length(p.text) DESC LIMIT 1"
        )
    return {
        "accueil": "/",
        "rubriques": "/rubriques",
        "rubrique": f"/r/{section}",
        "chronologie": "/chronologie",
        "annee": "/chronologie/2012",
        "mois": "/chronologie/2012/06",
        "article": f"/a/{article}",
        "fichiers": "/fichiers",
        "fichier": f"/f/{file}",
        "recherche": "/recherche?q=associations",
        "a-propos": "/a-propos",
        "accessibilite": "/accessibilite",
        "mentions-legales": "/mentions-legales",
        "retrait": "/retrait",
        "donnees": "/donnees",
        "lacunes": "/lacunes",
        "introuvable": "/a/site/0",
    }  # fmt: skip


PROOFS = {
    "retire": "/a/essai/2",
    "versions": "/a/essai/1/versions?de=1&a=2",
    "publie": "/a/essai/1/publie",
    "originale": "/a/essai/1",
}
"""Pages of the snapshot that `publish_proofs` makes; of the last, the captured page in its frame is taken."""
_BEFORE = (
    "Les associations sportives de la région peuvent demander une aide pour leurs projets d’été.\n\n"
    "Le dossier est à rendre avant le 15 mai, en deux exemplaires, au service de la jeunesse.\n\n"
    "La commission se réunit en juin. Chaque association reçoit une réponse par courrier."
)
_AFTER = _BEFORE.replace("15 mai", "30 mai").replace("en deux exemplaires, ", "")
_PAGE = """<body><ul><li><a href="spip.php?rubrique1">Jeunesse</a></li><li><a href="spip.php?rubrique2">Sports</a></li></ul>
<h1>Aides aux projets d’été</h1><p><em>Publié le 16 juin 2011</em></p>{text}
<h2>Dans la même rubrique</h2><ul><li><a href="spip.php?article3">Le calendrier des commissions</a></li></ul></body>"""


def publish_proofs(folder: Path) -> Path:
    """`public.db` of an article with two versions, marks and its captured page, and of one that was withdrawn."""
    with pytest.MonkeyPatch.context() as patch:
        archive = make_archive(folder / "essai", patch)
        for text in (_BEFORE, _AFTER):
            raw = text.replace("une aide", "[rouge]une aide[/rouge]")
            html = "".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n"))
            at = text.index("une aide")
            one = article(
                1, title="Aides aux projets d’été", raw_title="Aides aux projets d’été", lead=None, notes=(),
                body_text=text, body_html=html, raw_body_text=raw, attachments=(),
                edits=(Edit("body", "colours", at, "[rouge]", ""), Edit("body", "colours", at + 8, "[/rouge]", "")),
            )  # fmt: skip
            keep_page(archive, one.url, _PAGE.format(text=html), page(article=one))
        for number, title in ((2, "Liste des candidats"), (3, "Le calendrier des commissions")):
            one = article(number, title=title)
            archive.keep(one.url, page(article=one))
        build(archive.ledger, SITE, {}, full=False, code="r1")
        archive.withdraw("article/2")
        site = replace(SITE, title="Direction régionale d’essai")
        path = publish([(site, archive.ledger)], folder, program="essai 1").path
        archive.ledger.close()
    return path


def take(browser: Browser, address: str, file: Path, width: int, theme: str) -> None:
    """One picture."""
    browser.size(width)
    browser.theme(theme)
    browser.open(address)
    if file.name.startswith("originale"):
        frame = "document.querySelector('iframe.original')"
        browser.run(f"{frame}.closest('details').open = true; {frame}.loading = 'eager'")
        time.sleep(1)
        browser.run(f"{frame}.closest('details').scrollIntoView()")
    height = browser.run("return document.documentElement.scrollHeight")
    browser.size(width, min(height, SIZES[width]) if not file.name.startswith("originale") else 900)
    picture = Image.open(BytesIO(browser.picture(is_whole=False))).convert("RGB")
    picture.thumbnail((WIDEST, 4000))
    picture.save(file, quality=QUALITY, method=6)


def main(public: Path, out: Path) -> None:
    """Take them all, in light; those of the home page, an article and the search in dark too."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, browsing(Path(folder)) as browser:
        for snapshot, kinds in ((public, pages(public)), (publish_proofs(Path(folder)), PROOFS)):
            with serving(snapshot) as (address, _):
                for name, path in kinds.items():
                    for width in SIZES:
                        for theme in ("light", "dark") if name in ("accueil", "article", "recherche") else ("light",):
                            mark = "-sombre" if theme == "dark" else ""
                            take(browser, address.rstrip("/") + path, out / f"{name}-{width}{mark}.webp", width, theme)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
