"""The ledger and its queue: opened, locked, refused; nothing is asked twice, nothing is forgotten."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.asking_again import is_asked_again
from archive.frontier import Frontier
from archive.keeper import Exchange, Keeper
from archive.ledger import Ledger
from archive.opening import open_archive
from archive.setting_aside import set_tails_aside
from sites.errors import AlreadyRunning, BadInput, Damage, ForeignVersion
from sites.identity import identify

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Bonjour</p>"


@pytest.fixture
def ledger(tmp_path: Path):
    opened = open_archive(tmp_path / "lab", create=True)
    opened.begin_crawl("live", {"site": {"name": "lab"}}, {}, NOW)
    yield opened
    opened.close()


def keeper(ledger: Ledger) -> Keeper:
    return Keeper(ledger, 1, "live-00001", (("software", "Fonds"),), lambda: NOW)


def url_row(ledger: Ledger, url: str = "http://h/spip.php?article1") -> int:
    return Frontier(ledger.db, 1).row_for(url, identify(url))


def test_what_is_kept_is_read_back(ledger: Ledger) -> None:
    row = url_row(ledger)
    made = keeper(ledger)
    kept = made.keep(Exchange("http://h/spip.php?article1", b"GET / HTTP/1.1\r\n\r\n", ANSWER, NOW), row)
    made.close()
    (stored,) = ledger.stored_captures()
    capture = ledger.read_capture(stored)
    assert capture == kept.capture
    assert capture.payload == b"<p>Bonjour</p>"
    assert capture.header("content-type") == "text/html; charset=utf-8"
    assert stored.media_type == "text/html"
    assert ledger.capture_of("http://h/spip.php?article1", "article/1") == stored
    assert ledger.capture_of("http://h/autre", "article/1") == stored
    assert ledger.capture_of("http://h/autre", "article/2") is None


def test_an_answer_that_is_no_http_is_refused_before_anything_is_written(ledger: Ledger) -> None:
    made = keeper(ledger)
    with pytest.raises(ValueError, match="status line"):
        made.keep(Exchange("http://h/", b"", b"garbage", NOW), url_row(ledger))
    made.close()
    assert list(ledger.stored_captures()) == []
    assert list(ledger.captures_folder.glob("*.gz")) == []


def test_records_without_a_row_are_set_aside(ledger: Ledger) -> None:
    row = url_row(ledger)
    made = keeper(ledger)
    made.keep(Exchange("http://h/1", b"GET", ANSWER, NOW), row)
    made.commit()
    made.keep(Exchange("http://h/2", b"GET", ANSWER, NOW), row)
    made._writer.sync()
    made.abandon()
    (path,) = ledger.captures_folder.glob("live-*.gz")
    before = path.read_bytes()
    (line,) = set_tails_aside(ledger, lambda: NOW, "Fonds")
    (stored,) = ledger.stored_captures()
    assert path.stat().st_size == stored.warc_offset + stored.warc_length
    (aside,) = (ledger.captures_folder / "aside").iterdir()
    assert path.read_bytes() + aside.read_bytes() == before
    assert path.name in line
    assert set_tails_aside(ledger, lambda: NOW, "Fonds") == ()
    assert ledger.db.execute("SELECT kind FROM events").fetchall()[0][0] == "repair"


def test_a_file_without_any_named_record_is_set_aside_whole(ledger: Ledger) -> None:
    made = keeper(ledger)
    made.keep(Exchange("http://h/1", b"GET", ANSWER, NOW), url_row(ledger))
    made._writer.sync()
    made.abandon()
    set_tails_aside(ledger, lambda: NOW, "Fonds")
    assert list(ledger.captures_folder.glob("live-*.gz")) == []
    assert len(list((ledger.captures_folder / "aside").iterdir())) == 1


def test_commits_come_about_once_a_second(tmp_path: Path) -> None:
    ledger = open_archive(tmp_path, create=True)
    ledger.begin_crawl("live", {}, {}, NOW)
    moments = iter([NOW, NOW + timedelta(seconds=0.5), NOW + timedelta(seconds=1.1), NOW + timedelta(seconds=1.1)])
    made = Keeper(ledger, 1, "live-00001", (), lambda: next(moments))
    url_row(ledger)
    other = sqlite3.connect(tmp_path / "archive.db")
    assert not made.commit_is_due
    assert made.commit_is_due
    assert other.execute("SELECT count(*) FROM urls").fetchone() == (0,)
    made.commit()
    assert other.execute("SELECT count(*) FROM urls").fetchone() == (1,)
    other.close()
    ledger.db.execute("ROLLBACK")
    ledger.close()


def test_a_second_writer_is_refused(tmp_path: Path) -> None:
    first, second = open_archive(tmp_path, create=True), open_archive(tmp_path)
    first.lock()
    with pytest.raises(AlreadyRunning, match="another process"):
        second.lock()
    first.close()
    second.lock()
    second.close()


def test_no_archive_other_version_other_file(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no archive here"):
        open_archive(tmp_path / "none")
    open_archive(tmp_path / "old", create=True).close()
    with sqlite3.connect(tmp_path / "old" / "archive.db") as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(ForeignVersion, match="version 99"):
        open_archive(tmp_path / "old")
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "archive.db").write_text("not a database, but long enough to be looked at " * 50)
    with pytest.raises(ForeignVersion, match="not a database of ours"):
        open_archive(tmp_path / "text")
    assert "not a database" in (tmp_path / "text" / "archive.db").read_text()


def test_damage_is_named_with_file_and_place(ledger: Ledger) -> None:
    made = keeper(ledger)
    made.keep(Exchange("http://h/1", b"GET", ANSWER, NOW), url_row(ledger))
    made.close()
    (stored,) = ledger.stored_captures()
    path = ledger.captures_folder / stored.warc_file
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(Damage, match=rf"{stored.warc_file}.*{stored.warc_offset}"):
        ledger.read_capture(stored)


def add(frontier: Frontier, url: str, priority: int = 20) -> bool:
    return frontier.add(url, identify(url), priority=priority, depth=1, found_on=None)


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


def test_a_busy_answer_in_between_does_not_hide_what_is_held(ledger: Ledger) -> None:
    row = url_row(ledger)
    made = keeper(ledger)
    busy = b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"
    kept = [made.keep(Exchange("http://h/spip.php?article1", b"GET", answer, NOW), row) for answer in (ANSWER, busy)]
    made.commit()
    assert [one.is_revisit for one in kept] == [False, False]
    assert made.keep(Exchange("http://h/spip.php?article1", b"GET", ANSWER, NOW), row).is_revisit
    made.close()


def test_bytes_that_are_not_those_of_the_ledger_are_damage(ledger: Ledger) -> None:
    made = keeper(ledger)
    made.keep(Exchange("http://h/1", b"GET", ANSWER, NOW), url_row(ledger))
    made.close()
    ledger.db.execute("UPDATE captures SET payload_sha256 = ?", ("0" * 64,))
    (stored,) = ledger.stored_captures()
    with pytest.raises(Damage, match="the ledger says"):
        ledger.read_capture(stored)
