"""The ledger: opened, locked, refused; what is kept is read back, and what a kill left is set aside."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from archive.crawl_log import crawl_log
from archive.keeper import Exchange, Keeper
from archive.ledger import Ledger
from archive.opening import open_archive
from archive.setting_aside import set_tails_aside
from sites.errors import AlreadyRunning, BadInput, Damage, ForeignVersion
from tests.archive.small_ledger import ANSWER, NOW, keeper, url_row


@pytest.fixture
def ledger(tmp_path: Path):
    opened = open_archive(tmp_path / "lab", create=True)
    opened.begin_crawl("live", {"site": {"name": "lab"}}, {}, NOW)
    yield opened
    opened.close()


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


def test_a_crawl_log_writes_every_year_in_four_digits(ledger: Ledger) -> None:
    made = keeper(ledger)
    made.keep(Exchange("http://h/1", b"GET", ANSWER, NOW.replace(year=100, microsecond=987654)), url_row(ledger))
    made.close()
    (line,) = crawl_log(ledger.db)
    assert (line.split()[0], line.split()[8]) == ("0100-11-22T10:00:00.987Z", "01001122100000987")


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
