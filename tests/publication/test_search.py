"""The search of a snapshot: sixty questions of readers, filters, order, places to go on from, snippets."""

import sqlite3
import tomllib
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest

from publication import search
from publication.hits import Hit
from publication.search import Filters, Results, find
from tests.publication.sample_snapshot import publish_sample
from tests.publication.searched_archive import publish_searched

QUESTIONS = tomllib.loads((Path(__file__).parent / "queries.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(publish_sample(tmp_path_factory.mktemp("sample")))) as db:
        yield db


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(publish_searched(tmp_path_factory.mktemp("small")))) as db:
        db.row_factory = sqlite3.Row  # as Datasette has it
        yield db


def plain(hit: Hit) -> str:
    return "".join(piece for piece, _ in hit.title)


def numbers(db: sqlite3.Connection, results: Results) -> list[int]:
    """SPIP numbers of the articles found; 0 for a file."""
    known = dict(db.execute("SELECT id, spip_id FROM articles").fetchall())
    return [known.get(hit.row, 0) for hit in results.hits]


def test_sixty_questions(sample: sqlite3.Connection) -> None:
    articles = dict(sample.execute("SELECT id, 'article/' || spip_id FROM articles").fetchall())
    files = dict(sample.execute("SELECT id, 'file/' || path FROM files").fetchall())
    asked = [(kind, question) for kind, questions in QUESTIONS.items() for question in questions]
    assert [len(questions) for questions in QUESTIONS.values()] == [10] * 6
    missed, not_alone = [], 0
    for _, question in asked:
        results = find(sample, question["words"], sort="relevance")
        found = [articles[hit.row] if hit.file is None else files[hit.file] for hit in results.hits]
        not_alone += question["expects"] in found and len(found) > 1
        if question["expects"] not in found[:3]:
            missed.append((question["words"], found[:3]))
    assert len(asked) - len(missed) >= 57, missed
    assert not_alone >= 30


@pytest.mark.parametrize(
    ("typed", "others"),
    [
        ("subventions", ["SUBVENTION", "subvention", "«subventions»", "subvent*"]),
        ("l'œuvre", ["oeuvre", "l’OEUVRE", "œuvres", '"œuvre"']),
        ("aider", ["aidés", "AIDÉES", "l’aide"]),
        ("Saint-Aubin-des-Prés", ["saint‑aubin‑des‑pres", '"saint aubin des prés"']),
        ("site@example.org", ['"site [at] example.org"', '"site at example org"']),
    ],
)
def test_one_meaning_typed_in_many_ways(sample: sqlite3.Connection, typed: str, others: list[str]) -> None:
    found = find(sample, typed)
    assert found.total > 0
    for other in others:
        again = find(sample, other)
        # In quotes a word is looked for as it is, and a beginning begins other words too.
        is_exact, is_beginning = other[0] in '"«', other[-1] == "*"
        assert again.total > 0, other
        assert again.total <= found.total or is_beginning, other
        assert again.total >= found.total or is_exact, other


def test_exact_is_exact_and_minus_leaves_out(sample: sqlite3.Connection) -> None:
    every, exact = find(sample, "subventions"), find(sample, '"subventions"')
    assert 0 < exact.total < every.total
    assert find(sample, "subventions -subvention").total == 0
    assert find(sample, 'subventions -"subvention"').total < every.total
    everything = find(sample, "").total
    assert find(sample, "-subvention").total == everything - every.total


def test_newest_first_and_places_to_go_on_from(small: sqlite3.Connection) -> None:
    seen: list[int] = []
    cursor = None
    for _ in range(10):
        results = find(small, "texte", cursor=cursor)
        assert results.total == 60
        seen += numbers(small, results)
        cursor = results.cursor
        if cursor is None:
            break
    assert seen == list(range(60, 0, -1))
    oldest = find(small, "texte", sort="oldest")
    assert numbers(small, oldest) == list(range(1, 21))
    assert numbers(small, find(small, "texte", sort="oldest", cursor=oldest.cursor))[0] == 21
    days = [hit.published_on or "" for hit in find(small, "").hits]
    assert all(newer >= older for newer, older in pairwise(days))


def test_filters(small: sqlite3.Connection) -> None:
    section = small.execute("SELECT id FROM sections WHERE title = 'Sous 1'").fetchone()[0]
    top = small.execute("SELECT id FROM sections WHERE title = 'Jeunesse'").fetchone()[0]
    ask = lambda **filters: find(small, "cohésion", Filters(**filters))  # noqa: E731
    assert ask().total == 65
    assert ask(kind="article").total == 60
    assert ask(kind="file").total == 5
    assert ask(site="essai").total == 65
    assert ask(site="autre").total == 0
    assert ask(section=top).total == 65
    # The file is announced by article 20, the newer one, which stands in `Sous 2`.
    assert ask(section=section).total == 20
    assert ask(section=999).total == 0
    assert ask(year="2001").total == 10
    assert ask(year="2002").total == 15
    assert ask(year="sans date").total == 1
    assert ask(year="1999").total == 0
    assert ask(year="2002", kind="file", site="essai").total == 5
    assert find(small, "", Filters(kind="file")).total == 5
    # Words never reach the tokens that filters look for.
    marks = small.execute("SELECT marks FROM passages LIMIT 1").fetchone()[0].split()
    assert [find(small, mark).total for mark in marks if mark != "article"] == [0] * (len(marks) - 1)
    assert find(small, "fichier").total == 0


def test_a_filter_in_the_way_is_said(small: sqlite3.Connection) -> None:
    results = find(small, "cohésion", Filters(site="autre"))
    assert [(one.reason, one.typed, one.total) for one in results.suggestions] == [("no-filters", "cohésion", 65)]


def test_pages_of_a_file_are_one_hit(small: sqlite3.Connection) -> None:
    results = find(small, "cohésion", Filters(year="2002"))
    assert results.total == 15
    assert numbers(small, results) == [29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 0]
    file = results.hits[-1]
    assert (file.kind, plain(file), file.published_on) == ("file", "Le rapport", "2002-01-01")
    # The page that says the word most often is shown, whatever its place.
    assert file.page is not None
    assert file.page.page == 4
    assert [other.page for other in file.others] == [1, 2, 3, 5]
    ranked = find(small, "cohésion pages", sort="relevance")
    assert [(hit.kind, len(hit.others)) for hit in ranked.hits] == [("file", 3)]


def test_the_total_is_least_and_relevance_says_within_what(
    small: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = find(small, "cohésion", sort="relevance")
    assert (whole.total, whole.ranked, whole.is_least) == (65, 65, False)
    monkeypatch.setattr(search, "MOST_RANKED_TEXT", 10_000)
    few = find(small, "cohésion", sort="relevance")
    assert few.ranked is not None
    assert 5 <= few.ranked < 20
    monkeypatch.setattr(search, "MOST_COUNTED", 65)
    assert find(small, "cohésion").is_least
    assert find(small, "cohésion").ranked is None
    places = [find(small, "cohésion", sort="relevance", cursor=at).hits for at in (0, 20)]
    assert not {hit.row for hit in places[0]} & {hit.row for hit in places[1]}


def test_snippets_are_cut_at_words_and_hold_no_markup_of_ours(small: sqlite3.Connection) -> None:
    hit = find(small, "mot42 oeuvre").hits[0]
    pieces = dict(hit.snippet)
    assert {"Mot42", "œuvre"} <= {piece for piece, is_match in hit.snippet if is_match}
    text = "".join(pieces)
    assert " <b>et</b> " in text
    assert "\x02" not in text
    assert text.endswith("suite…")
    assert find(small, "titre").hits[0].title[0] == ("Titre", True)
    assert find(small, "titre").hits[0].snippet[0][0].startswith("Le texte")


def test_titles_count_more_than_texts_and_newer_ones_first_among_equals(sample: sqlite3.Connection) -> None:
    found = find(sample, "inondations", sort="relevance")
    assert "inondations" in plain(found.hits[0])
    same = find(sample, "le carnet des", sort="relevance")
    assert same.query.ignored == ("le", "des")


@pytest.mark.parametrize(
    ("typed", "reason", "suggested"),
    [
        ("subvnetions", "spelling", "subventions"),
        ("prefecure", "spelling", "préfecture"),
        ("tresorrier débutant", "spelling", "trésorier débutant"),
        ("piscine cornemuse", "fewer-words", "piscine"),
    ],
)
def test_something_is_suggested_when_nothing_is_found(
    sample: sqlite3.Connection, typed: str, reason: str, suggested: str
) -> None:
    results = find(sample, typed)
    assert (results.total, results.hits) == (0, ())
    assert (reason, suggested) in [(one.reason, one.typed) for one in results.suggestions]
    for one in results.suggestions:
        assert find(sample, one.typed).total == one.total > 0
