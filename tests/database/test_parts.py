"""Articles in parts: one row joined of the newest of each part, whatever comes in which order, and its versions."""

import itertools
import random
from dataclasses import replace
from typing import Any

import pytest

from articles.article import Article, Edit
from articles.cleaners import undo
from database.versions import ArticleVersion, versions_of
from tests.articles.fields.test_parts import part
from tests.database.reading_tables import TABLES, only_article, run, without_ids
from tests.database.small_archive import ROOT, SmallArchive, article, page

WHOLE = f"{ROOT}spip.php?article12"


def address(number: int, total: int = 3) -> str:
    return WHOLE if number == 1 else f"{WHOLE}&artpage={number}-{total}"


def shows(number: int, total: int = 3, *, word: str = "", slug: str | None = None) -> Article:
    """What reading finds on the page of a part; `word` stands at the end of its text."""
    url = None if slug is None else f"{slug}?artpage={number}-{total}"
    found = part(number, total, url=url, **({} if slug is None else {"address": f"{slug}?"}))
    return replace(
        found,
        body_text=f"{found.body_text}{word}",
        raw_body_text=f"{found.raw_body_text}{word}",
        body_html=found.body_html + word,
    )


def keep(archive: SmallArchive, number: int, total: int = 3, **more: Any) -> int:
    return archive.keep(address(number, total), page(article=shows(number, total, **more)))


def given_parts(archive: SmallArchive) -> list[tuple[int, int]]:
    """Part and capture of each part that stands in an article."""
    rows = archive.ledger.db.execute("SELECT part, capture_id FROM parts WHERE article_id IS NOT NULL ORDER BY part")
    return [tuple(row) for row in rows]


def state(archive: SmallArchive) -> list[Any]:
    """What the tables say, with keys in place of row numbers."""
    db = archive.ledger.db
    more = (
        "SELECT p.capture_id, p.whole, p.part, p.total, a.identity FROM parts p LEFT JOIN articles a ON a.id = p.article_id",
        "SELECT identity, parts, content_sha256, notes, raw_body_text, body_html FROM articles",
        "SELECT * FROM article_versions",
        "SELECT * FROM version_parts",
    )
    return [
        *without_ids(archive),
        *(sorted((tuple(row) for row in db.execute(statement)), key=repr) for statement in more),
    ]


def assert_full_is_the_same(archive: SmallArchive) -> None:
    assert run(archive).read == 0
    grown = state(archive)
    run(archive, full=True)
    assert state(archive) == grown
    assert not archive.ledger.db.execute("PRAGMA foreign_key_check").fetchall()


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


# -- versions -------------------------------------------------------------------------------------------------------


def versions(archive: SmallArchive, key: str = "article/12") -> list[tuple[int, str]]:
    """Number of parts' words and the capture of each version."""
    return [(one.capture_id, one.body_text.rpartition("\n")[2]) for one in all_versions(archive, key)]


def all_versions(archive: SmallArchive, key: str) -> tuple[ArticleVersion, ...]:
    return versions_of(archive.ledger.db, key)


def test_a_version_is_what_all_parts_said_together(archive: SmallArchive) -> None:
    for word in ("", "", " Neuf."):
        for number in (1, 2, 3):
            keep(archive, number, word=word)
    assert run(archive).versions == 2
    assert versions(archive) == [(3, "- sans frais"), (9, "- sans frais Neuf.")]
    assert archive.rows("version_parts") == [(end, part, end - 3 + part) for end in (3, 6, 9) for part in (1, 2, 3)]
    assert all_versions(archive, "article/12#2") == all_versions(archive, "article/12")
    assert_full_is_the_same(archive)


def test_one_part_that_changed_makes_one_version_when_the_others_are_confirmed(archive: SmallArchive) -> None:
    for number in (1, 2, 3):
        keep(archive, number)
    run(archive)
    for number in (1, 3, 2):
        again = keep(archive, number, word=" Neuf." if number == 2 else "")
        if number != 2:
            archive.ledger.db.execute("UPDATE captures SET revisit_of = ?, status = 304 WHERE id = ?", (number, again))
    assert run(archive).versions == 2
    assert_full_is_the_same(archive)
    for number, body in ((3, 3), (2, 6), (1, 1)):
        again = keep(archive, number)
        archive.ledger.db.execute("UPDATE captures SET revisit_of = ?, status = 304 WHERE id = ?", (body, again))
    assert run(archive).versions == 2
    assert all_versions(archive, "article/12")[1].last_seen.endswith("00:09:00Z")
    assert_full_is_the_same(archive)


def test_before_and_after_it_was_cut(archive: SmallArchive) -> None:
    archive.keep(WHOLE, page(article=article(12)))
    run(archive)
    for number in (1, 2):
        keep(archive, number, 2)
    run(archive)
    archive.keep(WHOLE, page(article=article(12, body_text="Entier.")))
    assert run(archive).versions == 3
    assert_full_is_the_same(archive)


@pytest.mark.parametrize("seed", range(60))
def test_going_on_gives_what_starting_empty_gives(archive: SmallArchive, seed: int) -> None:
    """Any pages of parts and wholes at any of these addresses, in any order, read whenever."""
    chance = random.Random(seed)
    for _ in range(14):
        number, total = chance.randint(1, 3), chance.choice((2, 3, 3))
        if number > total:
            continue
        match chance.randrange(8):
            case 0:
                archive.keep(WHOLE, page(article=article(12, body_text=f"Entier {chance.randint(1, 2)}.")))
            case 1:
                archive.keep(address(number), page("not-found"))
            case 2:
                archive.keep(address(number), page("listing"))
            case _:
                keep(archive, number, total, word=chance.choice(("", " Neuf.", " Autre.")))
        if chance.random() < 0.4:
            run(archive)
    run(archive)
    assert_full_is_the_same(archive)
