"""Withdrawals and their journal: taken back, given free, kept when archive.db is lost, and told when the journal is."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.frontier import Frontier
from archive.journal import Event, read_journal
from archive.ledger import Ledger
from archive.opening import open_archive
from archive.withdrawing import restore, take_over, thing_at, withdraw, withdrawal_of
from sites.errors import AlreadyRunning, BadInput, Damage
from sites.identity import identify

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
URL = "http://h/spip.php?article12"


@pytest.fixture
def ledger(tmp_path: Path):
    opened = open_archive(tmp_path / "lab", create=True)
    opened.lock()
    opened.begin_crawl("live", {}, {}, NOW)
    Frontier(opened.db, 1).row_for(URL, identify(URL))
    yield opened
    opened.close()


def put_away(ledger: Ledger, identity: str = "article/12") -> None:
    withdraw(ledger, identity, URL, "personal-data", "a letter", agent="Fonds", now=lambda: NOW)


def test_both_are_lines_of_the_journal(ledger: Ledger) -> None:
    put_away(ledger)
    held = withdrawal_of(ledger, "article/12")
    assert held is not None
    assert held.reason == "personal-data"
    restore(ledger, "article/12", URL, agent="Fonds", now=lambda: NOW)
    assert withdrawal_of(ledger, "article/12") is None
    told = read_journal(ledger.journal)
    assert [(event.kind, event.object) for event in told] == [
        ("withdrawal", "article/12"),
        ("restoration", "article/12"),
    ]
    with pytest.raises(BadInput, match="article/12 is not withdrawn"):
        restore(ledger, "article/12", URL, agent="Fonds", now=lambda: NOW)


def test_a_lost_database_gets_them_back(ledger: Ledger, tmp_path: Path) -> None:
    put_away(ledger)
    ledger.close()
    for file in (tmp_path / "lab").glob("archive.db*"):
        file.unlink()
    again = open_archive(tmp_path / "lab", create=True)
    again.lock()
    assert withdrawal_of(again, "article/12") is not None
    assert [row[0] for row in again.db.execute("SELECT kind FROM events")] == ["withdrawal"]
    again.close()


def test_an_older_database_gets_them_back_before_anything_is_published(ledger: Ledger, tmp_path: Path) -> None:
    put_away(ledger)
    for table in ("events", "withdrawals"):
        ledger.db.execute(f"DELETE FROM {table}")
    other = open_archive(tmp_path / "lab")
    with pytest.raises(AlreadyRunning):
        other.check_journal()
    ledger.close()
    other.check_journal()
    assert withdrawal_of(other, "article/12") is not None
    other.lock()  # it was given free again
    other.close()


def test_what_a_kill_left_between_row_and_line_is_caught_up(ledger: Ledger) -> None:
    put_away(ledger)
    whole = ledger.journal.read_bytes()
    ledger.journal.write_bytes(whole[: len(whole) // 2])
    ledger.keep_journal()
    assert ledger.journal.read_bytes() == whole


def test_another_archive_takes_them_over_once(ledger: Ledger, tmp_path: Path) -> None:
    put_away(ledger)
    other = open_archive(tmp_path / "other", create=True)
    other.lock()
    assert take_over(other, ledger.journal) == 1
    assert take_over(other, ledger.journal) == 0
    assert withdrawal_of(other, "article/12") is not None
    assert read_journal(other.journal) == read_journal(ledger.journal)
    other.close()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda lines: lines[1:], "line 1 does not follow"),
        (lambda lines: [lines[0].replace(b"article/12", b"article/13"), *lines[1:]], "line 2 does not follow"),
        (lambda lines: [b"{}", *lines], "line 1 is no event"),
        (lambda lines: [b"nonsense", *lines], "line 1 is no event"),
        (lambda lines: [b"[]", *lines], "line 1 is no event"),
    ],
)
def test_a_changed_journal_is_told(ledger: Ledger, change, message: str) -> None:
    put_away(ledger)
    put_away(ledger, "article/14")
    lines = ledger.journal.read_bytes().splitlines()
    ledger.journal.write_bytes(b"".join(line + b"\n" for line in change(lines)))
    with pytest.raises(Damage, match=message):
        ledger.keep_journal()
    with pytest.raises(Damage, match=message):
        ledger.check_journal()


def test_a_journal_of_other_events_is_told(ledger: Ledger, tmp_path: Path) -> None:
    put_away(ledger)
    other = open_archive(tmp_path / "other", create=True)
    other.lock()
    put_away(other, "article/99")
    ledger.journal.write_bytes(other.journal.read_bytes())
    other.close()
    with pytest.raises(Damage, match="line 1 is not row 1"):
        ledger.keep_journal()


def test_a_lost_journal_is_told(ledger: Ledger, tmp_path: Path) -> None:
    ledger.journal.unlink()
    with pytest.raises(Damage, match=r"journal\.jsonl: missing"):
        ledger.check_journal()
    (tmp_path / "rebuilt" / "captures").mkdir(parents=True)
    (tmp_path / "rebuilt" / "captures" / "live-00001-00000.warc.gz").touch()
    rebuilt = open_archive(tmp_path / "rebuilt", create=True)
    with pytest.raises(Damage, match=r"journal\.jsonl: missing"):
        rebuilt.lock()
    rebuilt.close()


def test_redirections_and_aliases_lead_to_the_thing(ledger: Ledger) -> None:
    frontier = Frontier(ledger.db, 1)
    for url in ("http://h/ancien", "http://h/autre"):
        frontier.row_for(url, identify(url))
    ledger.db.execute("UPDATE urls SET state = 'redirected', rule = ? WHERE url = 'http://h/ancien'", (URL,))
    ledger.db.execute(
        "UPDATE urls SET state = 'alias', target_id = (SELECT id FROM urls WHERE url = ?) WHERE url = 'http://h/autre'",
        (URL,),
    )
    for url in ("http://h/ancien", "http://h/autre", URL, "http://h/article12.html"):
        assert thing_at(ledger, url, monolingual=True) == "article/12"
    ledger.db.execute("UPDATE urls SET state = 'redirected', rule = url WHERE url = ?", (URL,))
    assert thing_at(ledger, URL, monolingual=True) == "article/12"
    with pytest.raises(BadInput, match="never seen"):
        thing_at(ledger, "http://h/spip.php?article77", monolingual=True)
    section = "http://h/spip.php?rubrique3"
    frontier.row_for(section, identify(section))
    with pytest.raises(BadInput, match="a section; only articles and files"):
        thing_at(ledger, section, monolingual=True)
    # What names the home page would be taken for what names any page.
    frontier.row_for("http://h/", identify("http://h/"))
    with pytest.raises(BadInput, match=r"\(other/home\); only articles and files"):
        thing_at(ledger, "http://h/", monolingual=True)
    put_away(ledger, "other/home")  # by a version before
    assert thing_at(ledger, "http://h/", monolingual=True) == "other/home"


def test_each_line_is_json_with_the_digest_of_the_one_before(ledger: Ledger) -> None:
    put_away(ledger)
    put_away(ledger)
    first, second = (json.loads(line) for line in ledger.journal.read_bytes().splitlines())
    assert first["before"] == "0" * 64
    assert len(second["before"]) == 64
    assert second["before"] != first["before"]
    assert Event(**{name: value for name, value in first.items() if name != "before"}).detail["note"] == "a letter"
