"""Which row a page belongs to: two addresses of one article meet, and what only claims to be another's stays apart."""

from dataclasses import replace

import pytest

from articles.article import Article
from tests.database.reading_tables import only_article, run, titles, without_ids
from tests.database.small_archive import ROOT, SmallArchive, article, page


@pytest.mark.parametrize("slug_first", [True, False])
def test_two_addresses_of_one_article_are_one_row_under_its_canonical_address(
    archive: SmallArchive, slug_first: bool
) -> None:
    canonical = f"{ROOT}Un-titre"
    both = [
        (canonical, page(article=article(12, slug="Un-titre"))),
        (f"{ROOT}spip.php?article12", page(article=article(12, url=canonical))),
    ]
    for url, content in both if slug_first else reversed(both):
        archive.keep(url, content)
    run(archive)
    row = only_article(archive)
    assert (row["identity"], row["url"]) == ("article/12", canonical)


@pytest.mark.parametrize("slug_first", [True, False])
def test_a_slug_meets_its_number_by_the_canonical_address(archive: SmallArchive, slug_first: bool) -> None:
    canonical = f"{ROOT}Un-titre"
    unnumbered: Article = article(None, slug="Un-titre")
    words = {"title": unnumbered.title, "body_text": unnumbered.body_text}
    both = [
        (canonical, page(article=unnumbered)),
        (f"{ROOT}spip.php?article12", page(article=article(12, url=canonical, **words))),
    ]
    for url, content in both if slug_first else reversed(both):
        archive.keep(url, content)
        run(archive)
    assert only_article(archive)["identity"] == "article/12"


def test_one_canonical_address_on_every_page_does_not_lose_articles(archive: SmallArchive) -> None:
    for number in (1, 2, 3):
        archive.keep(f"{ROOT}spip.php?article{number}", page(article=article(number, url=ROOT)))
    report = run(archive)
    assert (report.articles, report.problems) == (3, {"address-taken": 2})


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
@pytest.mark.parametrize("claimed", ["Z-titre", "spip.php?article9", "Jamais-vu"])
def test_pages_that_all_print_one_address_stay_apart(
    archive: SmallArchive, claimed: str, order: tuple[int, ...]
) -> None:
    """One `rel=canonical` on all pages: that of one of them by slug or number, or of none."""
    canonical = ROOT + claimed
    number = 9 if claimed == "spip.php?article9" else None
    own = article(9) if number else article(None, slug="Z-titre", title="Titre Z", body_text="Z")
    pages = [
        (own.url, replace(own, url=canonical)),
        *(
            (f"{ROOT}{slug}", article(None, slug=slug, url=canonical, spip_id=number, title=slug, body_text=slug))
            for slug in ("A-titre", "B-titre")
        ),
    ]
    for place in order:
        archive.keep(pages[place][0], page(article=pages[place][1]))
    report = run(archive)
    assert (report.articles, report.problems) == (3, {"address-taken": 2}), titles(archive)
    assert set(titles(archive).values()) == {own.title, "A-titre", "B-titre"}
    urls = [row[0] for row in archive.ledger.db.execute("SELECT url FROM articles")]
    assert canonical in urls
    if claimed != "Jamais-vu":
        holder = archive.ledger.db.execute("SELECT title, spip_id FROM articles WHERE url = ?", (canonical,)).fetchone()
        assert tuple(holder) == (own.title, own.spip_id), "the address is that of the page asked for there"
    assert run(archive).read == 0
    grown = without_ids(archive)
    run(archive, full=True)
    assert without_ids(archive) == grown


def test_a_number_that_claims_the_address_of_another_article_does_not_swallow_it(archive: SmallArchive) -> None:
    archive.keep(f"{ROOT}spip.php?article12", page(article=article(12, url=f"{ROOT}Un-titre")))
    archive.keep(f"{ROOT}Un-titre", page(article=article(None, slug="Un-titre", title="Autre", body_text="Autre")))
    report = run(archive)
    assert titles(archive) == {"article/12": "Titre 12", "article/Un-titre": "Autre"}
    assert report.problems == {"address-taken": 1}


def test_equal_pages_that_differ_later_part_again(archive: SmallArchive) -> None:
    canonical = f"{ROOT}Z-titre"
    same = article(None, slug="Z-titre")
    archive.keep(canonical, page(article=same))
    archive.keep(f"{ROOT}A-titre", page(article=replace(same, identity=article(None, slug="A-titre").identity)))
    assert run(archive).articles == 1
    archive.keep(canonical, page(article=replace(same, title="Nouveau")))
    report = run(archive)
    assert (report.articles, report.problems) == (2, {"address-taken": 1})
    grown = without_ids(archive)
    run(archive, full=True)
    assert without_ids(archive) == grown


def test_equal_content_has_an_equal_digest(archive: SmallArchive) -> None:
    for number in (1, 2):
        one = article(number, title="Même", body_text="Même", category=str(number))
        archive.keep(one.url, page(article=one))
    run(archive)
    assert len({row[0] for row in archive.ledger.db.execute("SELECT content_sha256 FROM articles")}) == 1
