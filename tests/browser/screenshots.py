"""Pictures of every kind of page for docs/screenshots, of a snapshot of the sample: `python -m tests.browser.screenshots PUBLIC_DB OUT`."""

import sqlite3
import sys
import tempfile
from contextlib import closing
from io import BytesIO
from pathlib import Path

from PIL import Image

from publication.serve import serving
from tests.browser.chromium import browsing

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
        "introuvable": "/a/site/0",
    }  # fmt: skip


def main(public: Path, out: Path) -> None:
    """Take them all, in light; those of the home page, an article and the search in dark too."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, serving(public) as (address, _), browsing(Path(folder)) as browser:
        for name, path in pages(public).items():
            for width, most in SIZES.items():
                for theme in ("light", "dark") if name in ("accueil", "article", "recherche") else ("light",):
                    browser.size(width)
                    browser.theme(theme)
                    browser.open(address.rstrip("/") + path)
                    height = browser.run("return document.documentElement.scrollHeight")
                    browser.size(width, min(height, most))
                    picture = Image.open(BytesIO(browser.picture(is_whole=False))).convert("RGB")
                    picture.thumbnail((WIDEST, 4000))
                    mark = "-sombre" if theme == "dark" else ""
                    picture.save(out / f"{name}-{width}{mark}.webp", quality=QUALITY, method=6)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
