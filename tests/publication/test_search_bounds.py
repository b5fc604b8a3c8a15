"""Any string, place and snapshot can be searched, and no search sorts or reads more than it shows."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publication import search
from publication.search import EVERYTHING, find
from publication.snapshot import publish
from tests.publication.searched_archive import publish_searched


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(publish_searched(tmp_path_factory.mktemp("small")))) as db:
        db.row_factory = sqlite3.Row  # as Datasette has it
        yield db


@pytest.mark.parametrize("sort", ["newest", "oldest", "relevance"])
@pytest.mark.parametrize("cursor", [-(2**70), -1, 0, 7, 10**6, 2**70])
def test_any_place_is_some_place(small: sqlite3.Connection, sort: search.Sort, cursor: int) -> None:
    assert len(find(small, "cohésion", sort=sort, cursor=cursor).hits) <= search.PAGE


ODD = st.one_of(
    st.text(),
    st.text(alphabet="ab\"'’*-^:(){}[]+ AND OR NOT NEAR,œé\x00\x02\x03\ud800", max_size=40),
    st.lists(st.sampled_from(["AND", "NOT", "NEAR(", '"', "-", "*", "l'", "marks:", "a*", "été", "-x", "«"])).map(
        " ".join
    ),
)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=ODD, sort=st.sampled_from(["newest", "oldest", "relevance"]))
def test_any_string_gives_a_result(small: sqlite3.Connection, typed: str, sort: search.Sort) -> None:
    results = find(small, typed, sort=sort)
    assert len(results.hits) <= search.PAGE
    assert bool(results.hits) == bool(results.total)


@pytest.mark.parametrize(
    "typed", ["a" * 10_000, "mot " * 2_500, '"' * 10_000, "-x " * 3_000, "é*" * 5_000, "a-" * 5_000]
)
def test_ten_thousand_characters_are_no_harm(small: sqlite3.Connection, typed: str) -> None:
    for sort in ("newest", "relevance"):
        find(small, typed, sort=sort)  # type: ignore[arg-type]


def test_too_many_words_are_left_aside_and_told(small: sqlite3.Connection) -> None:
    words = [f"mot{number}" for number in range(40)]
    query = find(small, " ".join(words)).query
    assert ([term.typed for term in query.wanted], list(query.unread)) == (words[:16], words[16:])
    assert query.ignored == ()


def test_an_empty_snapshot_has_nothing(tmp_path: Path) -> None:
    path = publish([], tmp_path, program="essai 1").path
    with closing(sqlite3.connect(path)) as db:
        for typed in ("", "mot", "-mot"):
            results = find(db, typed, replace(EVERYTHING, year="2001"), sort="relevance")
            assert (results.total, results.hits, results.suggestions) == (0, (), ())


@pytest.mark.parametrize("name", ["NEWEST", "OLDEST", "COUNT"])
def test_no_statement_sorts(small: sqlite3.Connection, name: str) -> None:
    plan = small.execute(
        f"EXPLAIN QUERY PLAN {getattr(search, name)}", {"match": '"a"', "first": 1, "last": 9}
    ).fetchall()
    assert not [step for *_, step in plan if "TEMP B-TREE" in step]
