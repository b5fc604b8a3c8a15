"""The queue of addresses: nothing is asked twice, nothing is forgotten, and a later visit asks for what may have changed."""

from pathlib import Path

import pytest

from archive.asking_again import is_asked_again
from archive.frontier import Frontier
from archive.ledger import Ledger
from archive.opening import open_archive
from sites.identity import identify
from tests.archive.small_ledger import NOW, add


@pytest.fixture
def ledger(tmp_path: Path):
    opened = open_archive(tmp_path / "lab", create=True)
    opened.begin_crawl("live", {"site": {"name": "lab"}}, {}, NOW)
    yield opened
    opened.close()


def test_the_queue_gives_each_thing_once_and_the_important_first(ledger: Ledger) -> None:
    frontier = Frontier(ledger.db, 1)
    assert add(frontier, "http://h/spip.php?article1")
    assert not add(frontier, "http://h/spip.php?article1")
    assert not add(frontier, "http://h/article1.html")
    assert add(frontier, "http://h/spip.php?rubrique1", priority=10)
    given = [frontier.next(), frontier.next(), frontier.next()]
    assert [g.url if g else None for g in given] == ["http://h/spip.php?rubrique1", "http://h/spip.php?article1", None]
    assert frontier.waiting() == 2
    assert frontier.tally() == {"queued": 2, "alias": 1}


def test_what_was_given_but_not_done_is_queued_again_next_time(ledger: Ledger) -> None:
    frontier = Frontier(ledger.db, 1)
    for number in range(200):
        add(frontier, f"http://h/spip.php?article{number}")
    given = [frontier.next() for _ in range(150)]
    for queued in given[:100]:
        assert queued is not None
        frontier.done(queued.id, "fetched", status=200)
    again = Frontier(ledger.db, 2)
    rest = []
    while (queued := again.next()) is not None:
        rest.append(queued.url)
    assert rest == [f"http://h/spip.php?article{number}" for number in range(100, 200)]


def test_a_failure_is_asked_again_after_all_others(ledger: Ledger) -> None:
    frontier = Frontier(ledger.db, 1)
    add(frontier, "http://h/spip.php?article1")
    first = frontier.next()
    assert first is not None
    add(frontier, "http://h/spip.php?article2")
    frontier.again(first.id, status=503, rule="http-503")
    second, third = frontier.next(), frontier.next()
    assert second is not None
    assert third is not None
    assert (second.url, third.url, third.attempts) == ("http://h/spip.php?article2", "http://h/spip.php?article1", 1)


def test_a_later_visit_asks_again_for_all_that_is_held(ledger: Ledger) -> None:
    frontier = Frontier(ledger.db, 1)
    for url in ("http://h/spip.php?article1", "http://h/spip.php?rubrique1", "http://h/"):
        add(frontier, url)
        queued = frontier.next()
        assert queued is not None
        frontier.done(queued.id, "fetched", status=200)
    add(frontier, "http://h/spip.php?rubrique2")
    add(frontier, "http://h/spip.php?article2")
    while (queued := frontier.next()) is not None:
        frontier.done(queued.id, "failed", status=404, rule="http-404")
    assert frontier.ask_again_for_all() == 4
    urls = set()
    while (queued := frontier.next()) is not None:
        urls.add(queued.url.partition("h/")[2])
    assert urls == {"spip.php?article1", "spip.php?rubrique1", "spip.php?rubrique2", ""}


def test_an_address_that_led_nowhere_gives_way_to_another_of_the_same_thing(ledger: Ledger) -> None:
    frontier = Frontier(ledger.db, 1)
    add(frontier, "http://h/article1.html")
    add(frontier, "http://h/spip.php?page=article&id_article=1")
    add(frontier, "http://h/spip.php?article1")
    first = frontier.next()
    assert first is not None
    assert frontier.next() is None
    frontier.done(first.id, "redirected", status=301, rule="http://h/spip.php?article1")
    second = frontier.next()
    assert second is not None
    assert second.url == "http://h/spip.php?article1"
    frontier.done(second.id, "failed", status=404, rule="http-404")
    third = frontier.next()
    assert third is not None
    assert third.url == "http://h/spip.php?page=article&id_article=1"
    frontier.done(third.id, "fetched", status=200)
    assert frontier.next() is None
    assert not add(frontier, "http://h/?article1")


def test_what_failed_in_passing_is_asked_again_next_time(ledger: Ledger) -> None:
    frontier = Frontier(ledger.db, 1)
    for number, (state, status, rule) in enumerate(
        [
            ("failed", None, "x"),
            ("failed", 503, "x"),
            ("failed", 404, "x"),
            ("skipped", None, "robots"),
            ("skipped", None, "login"),
        ]
    ):
        add(frontier, f"http://h/spip.php?article{number}")
        queued = frontier.next()
        assert queued is not None
        frontier.done(queued.id, state, status=status, rule=rule)
    robots = frontier.row_for("http://h/robots.txt", identify("http://h/robots.txt"))
    numbers = [n for n in range(5) if is_asked_again(ledger.db, f"http://h/spip.php?article{n}")]
    assert numbers == [0, 1, 3]
    assert frontier.ask_again_for_failures() == 3
    assert frontier.ask_again_for_all() == 0
    assert frontier.tally() == {"queued": 3, "failed": 2, "skipped": 1}
    frontier.done(robots, "fetched", status=200)
    assert frontier.by_rule("skipped") == {"login": 1}


def test_one_thing_of_several_addresses_is_asked_again_once(ledger: Ledger) -> None:
    frontier = Frontier(ledger.db, 1)
    for url, state, status in (
        ("http://h/article1.html", "failed", None),
        ("http://h/spip.php?article1", "fetched", 200),
        ("http://h/article2.html", "failed", None),
        ("http://h/spip.php?article2", "failed", 503),
        ("http://h/rubrique3.html", "failed", 404),
        ("http://h/spip.php?rubrique3", "fetched", 200),
    ):
        add(frontier, url)
        queued = frontier.next()
        assert queued is not None
        frontier.done(queued.id, state, status=status, rule="x" if state == "failed" else None)
    assert not is_asked_again(ledger.db, "http://h/article1.html")
    assert frontier.ask_again_for_failures() == 1
    again = frontier.next()
    assert again is not None
    assert again.url == "http://h/article2.html"
    assert not is_asked_again(ledger.db, "http://h/rubrique3.html")
    assert frontier.ask_again_for_all() == 2


def test_a_failure_keeps_its_place_only_for_one_run(ledger: Ledger) -> None:
    frontier = Frontier(ledger.db, 1)
    add(frontier, "http://h/spip.php?article1")
    for _ in range(3):
        queued = frontier.next()
        assert queued is not None
        assert queued.has_priority(20)
        frontier.again(queued.id, status=503, rule="http-503")
    frontier.done(queued.id, "failed", status=503, rule="http-503")
    assert frontier.ask_again_for_failures() == 1
    queued = frontier.next()
    assert queued is not None
    assert (queued.priority, queued.attempts) == (20, 0)


def test_what_is_more_urgent_goes_before_what_was_read_ahead(ledger: Ledger) -> None:
    frontier = Frontier(ledger.db, 1)
    for number in range(5):
        add(frontier, f"http://h/spip.php?article{number}")
    assert frontier.next() is not None
    add(frontier, "http://h/spip.php?rubrique1", priority=10)
    rest = []
    while (queued := frontier.next()) is not None:
        rest.append(queued.url.rpartition("?")[2])
    assert rest == ["rubrique1", "article1", "article2", "article3", "article4"]
