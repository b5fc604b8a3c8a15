"""Versions of articles in parts: what all parts said together, whichever of them changed, came or went."""

import random

import pytest

from database.versions import ArticleVersion, captures_of, versions_of
from tests.database.kept_parts import WHOLE, address, assert_full_is_the_same, keep
from tests.database.reading_tables import run
from tests.database.small_archive import SmallArchive, article, page


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


def test_the_captures_of_a_version_come_in_order_of_its_parts(archive: SmallArchive) -> None:
    kept = {number: keep(archive, number) for number in (3, 1, 2)}
    run(archive)
    (version,) = all_versions(archive, "article/12")
    found = captures_of(archive.ledger, version)
    assert [(stored.id, stored.url) for stored in found] == [(kept[number], address(number)) for number in (1, 2, 3)]


def test_a_version_without_parts_has_the_capture_that_holds_its_bytes(archive: SmallArchive) -> None:
    for words in ("Avant.", "Après."):
        archive.keep(WHOLE, page(article=article(12, body_text=words)))
    again = archive.keep(WHOLE, page(article=article(12, body_text="Avant.")))
    archive.ledger.db.execute("UPDATE captures SET revisit_of = 1, status = 304 WHERE id = ?", (again,))
    run(archive)
    found = [captures_of(archive.ledger, version) for version in all_versions(archive, "article/12")]
    assert [[stored.id for stored in captures] for captures in found] == [[1], [2], [1]]


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
