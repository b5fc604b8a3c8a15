"""Sections in the reading tables: from crumbs and from pages of their own, by language, never in a circle."""

from dataclasses import replace

from articles.article import Section
from database.build import build
from sites.identity import Identity
from tests.database.reading_tables import run
from tests.database.small_archive import ROOT, SITE, SmallArchive, article, crumb, page, section_page


def test_a_language_is_part_of_a_section_on_a_site_of_several(archive: SmallArchive) -> None:
    english = Section("Youth", "Youth", f"{ROOT}spip.php?rubrique1&lang=en")
    for number, way in ((1, crumb(1, "Jeunesse")), (2, english)):
        archive.keep(f"{ROOT}spip.php?article{number}", page(article=article(number, sections=(way,))))
    site = replace(SITE, languages=("fr", "en"))
    assert build(archive.ledger, site, {}, full=False, code="r1").sections == 2
    assert build(archive.ledger, SITE, {}, full=True, code="r1").sections == 1


def test_sections_come_from_crumbs_and_from_their_own_pages(archive: SmallArchive) -> None:
    archive.keep(f"{ROOT}spip.php?article1", page(article=article(1, sections=(crumb(1, "Jeun…"), crumb(2, "Sports")))))
    archive.keep(f"{ROOT}spip.php?rubrique1", section_page(1, "Jeunesse"))
    archive.keep(
        f"{ROOT}spip.php?article2", page(article=article(2, sections=(crumb(1, "Jeun…"), crumb(3, "Vie associative"))))
    )
    run(archive)
    rows = {row["identity"]: row for row in archive.ledger.db.execute("SELECT * FROM sections")}
    assert {key: row["title"] for key, row in rows.items()} == {
        "section/1": "Jeunesse",
        "section/2": "Sports",
        "section/3": "Vie associative",
    }
    assert rows["section/3"]["parent_id"] == rows["section/1"]["id"]


def test_sections_that_go_round_in_a_circle_are_a_problem(archive: SmallArchive) -> None:
    archive.keep(f"{ROOT}spip.php?rubrique1", section_page(1, "A", (crumb(2, "B"),)))
    archive.keep(f"{ROOT}spip.php?rubrique2", section_page(2, "B", (crumb(1, "A"),)))
    assert run(archive).problems == {"section-cycle": 1}


def test_a_slug_that_says_no_type_is_one_section_in_a_crumb_and_under_its_own_address(archive: SmallArchive) -> None:
    step = Section("Sports", "Sports", f"{ROOT}Sports")
    archive.keep(f"{ROOT}Un-stage", page(article=article(1, sections=(step,))))
    own = section_page(1, "Sports")
    own.section.identity, own.section.url = Identity("section", None, "Sports"), f"{ROOT}Sports"
    archive.keep(f"{ROOT}Sports", own)
    run(archive)
    rows = archive.ledger.db.execute("SELECT identity, url FROM sections").fetchall()
    assert [tuple(row) for row in rows] == [("section/Sports", f"{ROOT}Sports")]
