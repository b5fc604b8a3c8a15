"""A snapshot of articles with two versions, edits and captured pages, of which some were withdrawn."""

from dataclasses import replace
from pathlib import Path

import pytest

from articles.article import Edit
from database.build import build
from publication.snapshot import publish
from tests.database.small_archive import ROOT, SITE, article, crumb, file_link, make_archive, page, pdf_of, section_page
from tests.publication.small_site import HOSTILE
from tests.publication.test_proof import PAGE, keep_page

FULL = replace(SITE, title="DRJS d’essai & Cie", publisher="Direction <régionale>")


def publish_proved_site(folder: Path) -> Path:
    """`public.db` in this folder."""
    with pytest.MonkeyPatch.context() as patch:
        archive = make_archive(folder / "essai", patch)
        old = article(1, title="Avant", body_text="Un texte.\n\nLa fin.", edits=())
        new = article(
            1, title=HOSTILE, body_text="Un autre texte.\n\nLa fin.", raw_body_text="Un autre [rouge]texte.\n\nLa fin.",
            author="A & B", published_on="2011-06", edits=(Edit("body", "colours", 9, "[rouge]", ""),),
        )  # fmt: skip
        kept = [old, new, article(2), article(3, attachments=(file_link("pdf/a.pdf"), file_link("pdf/b.pdf")))]
        kept[2] = article(2, attachments=(file_link("pdf/de-2.pdf"),))
        kept.append(article(4, url=f"{ROOT}Un-titre-propre", sections=(crumb(7, "À part & <b>"),)))
        kept.append(article(None, slug="Nom-d-une-personne"))
        for number, one in enumerate(kept):
            keep_page(archive, one.url, PAGE.format(title=f"Page {number}"), page(article=one))
        keep_page(archive, f"{ROOT}spip.php?rubrique8", "<p>huit", section_page(8, "Vide"))
        archive.keep(f"{ROOT}IMG/pdf/a.pdf", pdf_of(300))
        build(archive.ledger, FULL, {}, full=False, code="r1")
        for key in ("article/2", "article/Nom-d-une-personne", "attachment/pdf/b.pdf"):
            archive.withdraw(key)
        path = publish([(FULL, archive.ledger)], folder, program="essai 1").path
        archive.ledger.close()
    return path
