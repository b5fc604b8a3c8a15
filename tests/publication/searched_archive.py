"""A snapshot of a few articles and a file in pages, to be searched."""

from pathlib import Path

import pytest

from database.build import build
from publication.snapshot import publish
from tests.database.small_archive import ROOT, SITE, article, crumb, file_link, make_archive, page, pdf_of


def publish_searched(folder: Path) -> Path:
    """Sixty articles of six years in three sections; one file of five pages, announced by articles 10 and 20."""
    with pytest.MonkeyPatch.context() as patch:
        archive = make_archive(folder / "essai", patch)
        for number in range(1, 61):
            one = article(
                number,
                published_on=f"{2000 + number // 10}-01-{number % 10 + 1:02d}" if number > 1 else None,
                body_text=f"Le texte de la cohésion sociale.\n\nMot{number} <b>et</b> œuvre d’art" + " suite" * 200,
                sections=(crumb(1, "Jeunesse"), crumb(10 + number % 3, f"Sous {number % 3}")),
                attachments=(file_link("pdf/a.pdf", title="Le rapport"),) if number in (10, 20) else (),
            )
            archive.keep(one.url, page(article=one))
        archive.keep(f"{ROOT}IMG/pdf/a.pdf", pdf_of(300))
        build(archive.ledger, SITE, {}, full=False, code="r1")
        db = archive.ledger.db
        (sha256,) = db.execute("SELECT sha256 FROM attachments").fetchone()
        db.execute("DELETE FROM content_pages")
        for number in range(1, 6):
            words = "La cohésion des pages" if number != 4 else "cohésion, cohésion"
            db.execute(
                "INSERT INTO content_pages (sha256, position, number, label, text, source) VALUES (?, ?, ?, NULL, ?, 'layer')",
                (sha256, number, number, words),
            )
        path = publish([(SITE, archive.ledger)], folder, program="essai 1").path
        archive.ledger.close()
    return path
