"""Articles in parts: one row joined of the newest of each part, whatever comes in which order."""

import itertools
from dataclasses import replace

import pytest

from articles.article import Edit
from articles.cleaners import undo
from tests.database.kept_parts import WHOLE, address, assert_full_is_the_same, given_parts, keep, shows
from tests.database.reading_tables import TABLES, only_article, run
from tests.database.small_archive import ROOT, SmallArchive, article, page


@pytest.mark.parametrize("order", list(itertools.permutations((1, 2, 3))))
@pytest.mark.parametrize("one_by_one", [True, False])
def test_parts_become_one_article_in_whatever_order_they_came(
    archive: SmallArchive, order: tuple[int, ...], one_by_one: bool
) -> None:
    for number in order:
        keep(archive, number)
        if one_by_one:
            run(archive)
    report = run(archive)
    row = only_article(archive)
    assert (row["identity"], row["url"], row["parts"]) == ("article/12", WHOLE, 3)
    assert row["capture_id"] == order.index(1) + 1
    assert [part for part, _ in given_parts(archive)] == [1, 2, 3]
    assert row["body_text"].startswith("Le dossier se retire")
    assert row["body_text"].endswith("- sans frais")
    assert row["notes"] == "[1] Ouvert le matin.\n[2] Sur rendez-vous."
    edits = archive.ledger.db.execute(
        "SELECT field, cleaner, start, raw, replacement FROM edits WHERE field = 'body' ORDER BY position"
    )
    assert undo([Edit(*edit) for edit in edits], row["body_text"]) == row["raw_body_text"]
    assert "[bleu]notifiée" in row["raw_body_text"]
    assert (report.articles, report.versions, report.problems) == (1, 1, {})
    assert_full_is_the_same(archive)


def test_rows_have_the_same_numbers_when_nothing_is_replaced(archive: SmallArchive) -> None:
    for number in (2, 1, 3):
        keep(archive, number)
        other = article(number + 20)
        archive.keep(other.url, page(article=other))
        run(archive)
    tables = (*TABLES, "parts")
    grown = {table: archive.rows(table) for table in tables}
    run(archive, full=True)
    assert {table: archive.rows(table) for table in tables} == grown


def test_a_missing_part_is_told_until_it_comes(archive: SmallArchive) -> None:
    keep(archive, 1)
    keep(archive, 3)
    assert run(archive).problems == {"missing-part": 1}
    (problem,) = archive.ledger.db.execute("SELECT url, message FROM reading_problems").fetchall()
    assert problem["url"] == f"{WHOLE}&artpage=2-3"
    assert problem["message"] == "of 3 parts 2 is not held; the text is that of 1, 3"
    assert_full_is_the_same(archive)
    keep(archive, 2)
    assert run(archive).problems == {}
    assert_full_is_the_same(archive)


def test_an_article_whose_first_part_is_missing_stands_at_its_own_address(archive: SmallArchive) -> None:
    archive.keep(f"{ROOT}Agreer?artpage=2-3", page(article=shows(2, slug="Agreer")))
    assert run(archive).problems == {"missing-part": 1}
    assert (only_article(archive)["identity"], only_article(archive)["url"]) == ("article/Agreer", f"{ROOT}Agreer")
    own = article(None, slug="Agreer")
    archive.keep(own.url, page(article=replace(shows(1), identity=own.identity, spip_id=None, url=own.url)))
    run(archive)
    assert given_parts(archive) == [(1, 2), (2, 1)]
    assert_full_is_the_same(archive)


def test_of_a_million_parts_one_problem_is_made(archive: SmallArchive) -> None:
    archive.keep(WHOLE, page(article=replace(shows(1), parts=999999)))
    assert run(archive).problems == {"missing-part": 1}
    assert "parts 2-999999 are not held" in str(archive.rows("reading_problems"))


def test_one_part_that_changed_is_joined_to_the_others_again(archive: SmallArchive) -> None:
    for number in (1, 2, 3):
        keep(archive, number)
    run(archive)
    keep(archive, 2, word=" Bientôt.")
    assert run(archive).read == 2  # this part, and the one before it for the versions
    assert "le plan. Bientôt.\n\nLa décision" in only_article(archive)["body_text"]
    assert given_parts(archive) == [(1, 1), (2, 4), (3, 3)]
    assert_full_is_the_same(archive)


def test_parts_beyond_the_end_of_today_are_left_out(archive: SmallArchive) -> None:
    for number in (1, 2, 3):
        keep(archive, number)
    run(archive)
    keep(archive, 1, 2)
    run(archive)
    assert given_parts(archive) == [(1, 4), (2, 2)]
    assert only_article(archive)["parts"] == 2
    assert_full_is_the_same(archive)
    # At the address of the third, SPIP shows the last.
    archive.keep(address(3), page(article=replace(shows(2, 2, word=" Neuf."), identity=shows(3).identity)))
    run(archive)
    assert given_parts(archive) == [(1, 4), (2, 5)]
    assert_full_is_the_same(archive)


@pytest.mark.parametrize("first", [True, False])
def test_an_article_that_is_cut_no_more_is_its_one_page(archive: SmallArchive, first: bool) -> None:
    for number in (1, 2, 3):
        keep(archive, number)
    if first:
        run(archive)
    archive.keep(WHOLE, page(article=article(12, title="Entier")))
    report = run(archive)
    assert (only_article(archive)["title"], only_article(archive)["parts"], report.problems) == ("Entier", None, {})
    assert given_parts(archive) == []
    assert_full_is_the_same(archive)
    keep(archive, 1)
    run(archive)
    assert [part for part, _ in given_parts(archive)] == [1, 2, 3]
    assert_full_is_the_same(archive)


def test_a_part_that_went_is_missing_and_the_one_held_before_stands_in(archive: SmallArchive) -> None:
    for number in (1, 2, 3):
        keep(archive, number)
    run(archive)
    archive.keep(address(2), page("not-found"))
    run(archive)
    assert given_parts(archive) == [(1, 1), (2, 2), (3, 3)]
    archive.keep(address(3), page("listing"))
    assert run(archive).problems == {"missing-part": 1}
    assert given_parts(archive) == [(1, 1), (2, 2)]
    assert_full_is_the_same(archive)


def test_a_part_whose_bytes_are_damaged_is_left_out_and_told(archive: SmallArchive) -> None:
    for number in (1, 2):
        keep(archive, number, 2)
    run(archive)
    archive.ledger.damaged = {2}
    keep(archive, 1, 2, word=" Neuf.")
    report = run(archive)
    assert report.problems == {"missing-part": 1, "damaged-capture": 1}
    assert given_parts(archive) == [(1, 3)]
    archive.ledger.damaged = set()
    assert run(archive).problems == {}
    assert_full_is_the_same(archive)


def test_the_same_article_at_two_addresses_is_one(archive: SmallArchive) -> None:
    for number in (1, 2, 3):
        keep(archive, number)
    run(archive)
    for number in (1, 2, 3):
        one = replace(shows(number, slug="Agreer"), url=WHOLE, spip_id=None)
        archive.keep(f"{ROOT}Agreer?artpage={number}-3", page(article=one))
    assert run(archive).articles == 1, [
        tuple(r) for r in archive.ledger.db.execute("SELECT identity, url FROM articles")
    ]
    assert_full_is_the_same(archive)


def test_newer_code_reads_parts_again(archive: SmallArchive) -> None:
    for number in (1, 2, 3):
        keep(archive, number)
    run(archive)
    before = only_article(archive)["content_sha256"]
    run(archive, code="r2")
    assert only_article(archive)["content_sha256"] == before
    assert run(archive, code="r2").read == 0
