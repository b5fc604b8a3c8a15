"""A snapshot of the sample's articles and the texts of its files, made without a crawl."""

from pathlib import Path

import pytest

from articles.article import Article, Section
from database.build import build
from publication.snapshot import publish
from sample.expected import ExpectedArticle, expected
from sample.files import content, is_large
from sample.fronts.directorate import directorate
from sample.loading import load_truth
from tests.database.small_archive import ROOT, SITE, article, crumb, file_link, make_archive, page


def publish_sample(folder: Path) -> Path:
    """`public.db` in this folder, with every article of the sample and every file that is small."""
    truth = load_truth()
    front = directorate("http://127.0.0.1/", truth)
    with pytest.MonkeyPatch.context() as patch:
        archive = make_archive(folder / "essai", patch)
        for one in expected(front).articles:
            sections = tuple(crumb(s.id, s.title) for s in truth.path(truth.articles[one.spip_id].section))
            archive.keep(f"{ROOT}spip.php?article{one.spip_id}", page(article=_article(one, sections)))
        for file in truth.files.values():
            if not file.missing and file.bytes and file.mishap is None and file.is_reached and not is_large(file):
                archive.keep(f"{ROOT}IMG/{file.path}", content(file))
        build(archive.ledger, SITE, {}, full=False, code="r1")
        path = publish([(SITE, archive.ledger)], folder, program="essai 1").path
        archive.ledger.close()
    return path


def _article(one: ExpectedArticle, sections: tuple[Section, ...]) -> Article:
    return article(
        one.spip_id,
        title=one.title,
        surtitle=one.surtitle,
        subtitle=one.subtitle,
        lead=one.lead,
        body_text=one.body_text,
        notes=one.notes,
        postscript=one.postscript,
        sections=sections,
        published_on=one.published_on,
        attachments=tuple(file_link(file.path, file.stated_size, file.title) for file in one.attachments),
        edits=(),
    )
