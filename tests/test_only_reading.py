"""Verbs that only read: in an archive that nobody may write, and beside one that cannot be read at all."""

import json
import os
import resource
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.frontier import Frontier
from archive.keeper import Exchange, Keeper
from archive.ledger import Ledger
from archive.opening import open_archive, open_for_reading
from archive.schema import SCHEMA_VERSION
from pipeline import main
from sites.errors import BadInput, ForeignVersion
from sites.identity import identify
from terminal.verbs import reading
from tests.road.conftest import COMMAND, environment

# Who is root may write anywhere, unless that right is given up.
AS_OTHERS = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.geteuid() == 0 else []

needs_others = pytest.mark.skipif(
    AS_OTHERS != [] and shutil.which("setpriv") is None, reason="root needs setpriv to give up rights"
)


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "data/paca"
    open_archive(folder, create=True).close()
    (folder / "archive.db").chmod(0o444)
    folder.chmod(0o555)
    yield tmp_path / "data"
    folder.chmod(0o755)


@needs_others
@pytest.mark.parametrize("verb", [
    ["status", "--json"], ["urls", "paca"], ["explain", "http://paca.drjscs.gouv.fr/"], ["check", "paca", "--attachments"],
])  # fmt: skip
def test_an_archive_that_nobody_may_write_is_read(data: Path, verb: list[str]) -> None:
    made = subprocess.run(
        [*AS_OTHERS, *COMMAND, *verb, "--data", str(data)], env=environment(), capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert (made.returncode, made.stderr) == (0, "")
    assert sorted(path.name for path in (data / "paca").iterdir()) == ["archive.db", "captures"]


def no_room() -> None:
    """No file may grow: making one beside the database fails as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))


@pytest.mark.parametrize(("verb", "code"), [(["status", "--json"], 0), (["urls", "corse"], 0), (["build", "corse"], 3)])
def test_on_a_full_disk_an_archive_is_read_and_who_writes_is_told_to_make_room(
    tmp_path: Path, verb: list[str], code: int
) -> None:
    open_archive(tmp_path / "corse", create=True).close()
    made = subprocess.run(
        [*COMMAND, *verb, "--data", str(tmp_path)], env=environment(), capture_output=True, text=True, timeout=60,
        check=False, preexec_fn=no_room,
    )  # fmt: skip
    assert (made.returncode, "make room" in made.stderr) == (code, code == 3), made.stderr


def test_reading_leaves_nothing_behind_and_writes_nothing(tmp_path: Path) -> None:
    open_archive(tmp_path, create=True).close()
    with closing(open_for_reading(tmp_path)) as ledger, pytest.raises(sqlite3.OperationalError, match="readonly"):
        ledger.db.execute("DELETE FROM urls")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive.db", "captures"]
    with pytest.raises(BadInput, match="no archive here"):
        open_for_reading(tmp_path / "none")


def test_what_is_being_written_is_seen(tmp_path: Path) -> None:
    with closing(open_archive(tmp_path, create=True)) as writer:
        writer.db.execute("INSERT INTO crawls (door, started_at, settings, versions) VALUES ('live', 'x', '{}', '{}')")
        with closing(open_for_reading(tmp_path)) as ledger:
            assert ledger.last_crawl() is not None


def test_one_archive_that_cannot_be_read_does_not_silence_the_others(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("corse", "essai"):  # one with a site file and one without
        open_archive(data / name, create=True).close()
        with closing(sqlite3.connect(data / name / "archive.db")) as db:
            db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    with pytest.raises(ForeignVersion):
        open_for_reading(data / "corse")
    assert main(["status", "--json", "--data", str(data)]) == 2
    out, err = capsys.readouterr()
    assert [one["site"] for one in json.loads(out)] == ["paca"]
    assert err.count("made by version") == 2
    assert main(["explain", "http://paca.drjscs.gouv.fr/", "--data", str(data)]) == 0
    assert main(["explain", "http://essai.example.org/", "--data", str(data)]) == 2
    assert "essai/archive.db: made by version" in capsys.readouterr().err


def test_a_damaged_neighbour_is_told_and_the_others_shown(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    open_archive(data / "essai", create=True).close()
    file = data / "essai/archive.db"
    file.write_bytes(file.read_bytes()[:8192])
    assert main(["status", "--json", "--data", str(data)]) == 5
    out, err = capsys.readouterr()
    assert [one["site"] for one in json.loads(out)] == ["paca"]
    assert "essai/archive.db: the database is damaged" in err
    for file in (data / "essai").glob("archive.db*"):
        file.unlink()
    with closing(sqlite3.connect(data / "essai/archive.db")) as db:
        db.execute("CREATE TABLE quelconque (a)")
    file = data / "essai/archive.db"
    file.write_bytes(file.read_bytes().replace(b"CREATE TABLE quelconque", b"CREATE TABLE \x9d\xff elconque"))
    assert main(["build", "essai", "--data", str(data)]) == 5
    assert "essai/archive.db: the database is damaged" in capsys.readouterr().err


def test_a_page_is_shown_from_one_look_into_its_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url, now = "http://paca.drjscs.gouv.fr/spip.php?article1", datetime(2014, 6, 20, tzinfo=UTC)
    with closing(open_archive(tmp_path / "paca", create=True)) as ledger:
        ledger.begin_crawl("live", {"site": {"name": "paca"}}, {}, now)
        keeper = Keeper(ledger, 1, "live-00001", (), lambda: now)
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<h1>Les bassins</h1>"
        keeper.keep(
            Exchange(url, b"GET / HTTP/1.1\r\n\r\n", answer, now), Frontier(ledger.db, 1).row_for(url, identify(url))
        )
        keeper.close()
    opened: list[Path] = []

    def counting(folder: Path) -> Ledger:
        opened.append(folder)
        return open_for_reading(folder)

    monkeypatch.setattr(reading, "open_for_reading", counting)
    assert main(["show", url, "--data", str(tmp_path)]) == 0
    assert "captured 2014-06-20" in capsys.readouterr().out
    assert opened == [tmp_path / "paca"]


@needs_others
def test_an_archive_that_nobody_is_let_into_is_told_and_nothing_is_published_without_it(
    data: Path, tmp_path: Path
) -> None:
    (data / "lost+found").mkdir(mode=0)  # of a disk of its own: no archive's name
    open_archive(data / "essai", create=True).close()
    (data / "essai").chmod(0)
    asked = {}
    for verb in (["publish", "--out", str(tmp_path / "out")], ["status", "--json"], ["urls", "essai"]):
        made = subprocess.run(
            [*AS_OTHERS, *COMMAND, *verb, "--data", str(data)], env=environment(), capture_output=True, text=True,
            timeout=60, check=False,
        )  # fmt: skip
        assert (made.returncode, made.stderr.count("essai: cannot be looked into")) == (2, 1), made.stderr
        asked[verb[0]] = made.stdout
    (data / "essai").chmod(0o755)
    assert [one["site"] for one in json.loads(asked["status"])] == ["paca"]
    assert not (tmp_path / "out").exists()
