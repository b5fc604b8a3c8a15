"""A crawl killed anywhere goes on and ends as if nothing had happened: nothing lost, nothing twice, nothing unnamed."""

import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.road.conftest import COMMAND, ROOT, environment, fonds
from tests.warc_files import iterate_records

# Kills itself after the records of the nth commit are on the disk and before the rows that name them are.
BETWEEN = """
import os, signal, sys
import pipeline
from archive.warc_write import WarcWriter
left = int(sys.argv.pop(1))
good = WarcWriter.sync
def sync(self):
    global left
    good(self)
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
WarcWriter.sync = sync
import archive.keeper, datetime
archive.keeper.COMMIT_EVERY = datetime.timedelta(seconds=0.1)
import spiders.run
spiders.run._TICK = 0.002
sys.exit(pipeline.main(sys.argv[1:]))
"""


@contextmanager
def generated_site(pages: int) -> Iterator[str]:
    command = [sys.executable, "-m", "bench.generated_site", "--pages", str(pages), "--planned", str(pages)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


def arguments(address: str) -> list[str]:
    return ["crawl", address, "--name", "lab", "--allow-private", "--delay", "0", "--concurrency", "4", "--no-build"]


def written(folder: Path) -> int:
    """Bytes of WARC written so far: the clock of a crawl that does not mind how busy the machine is."""
    return sum(path.stat().st_size for path in (folder / "data" / "lab" / "captures").glob("live-*.warc.gz"))


def crawl(address: str, folder: Path, *, kill_at: float | None = None, between: int | None = None) -> int:
    """One crawl; killed when so many bytes are written, or between append and commit of its nth commit; else to its end."""
    if kill_at is None and between is None:
        result = fonds(*arguments(address), cwd=folder)
        assert "Traceback" not in result.stderr, result.stderr
        return result.returncode
    command = COMMAND if between is None else [sys.executable, "-c", BETWEEN, str(between)]
    environment_ = {**environment(), "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [*command, *arguments(address)],
        cwd=folder,
        env=environment_,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    while kill_at is not None and process.poll() is None:
        if written(folder) >= kill_at:
            process.send_signal(signal.SIGKILL)
            break
        time.sleep(0.002)
    _, err = process.communicate(timeout=240)
    assert "Traceback" not in err, err
    return process.returncode


def outcome(folder: Path) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Addresses with their state, and payloads by address, of the archive."""
    with closing(sqlite3.connect(folder / "data" / "lab" / "archive.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        urls = set(db.execute("SELECT url, state FROM urls"))
        rows = db.execute(
            "SELECT u.url, c.payload_sha256 FROM captures AS c JOIN urls AS u ON u.id = c.url_id WHERE u.kind = 'article'"
        ).fetchall()
    assert len(rows) == len(set(rows)), "an article's body was kept twice"
    return urls, set(rows)


def assert_records_and_rows_agree(folder: Path) -> None:
    archive = folder / "data" / "lab"
    with closing(sqlite3.connect(archive / "archive.db")) as db:
        named = set(db.execute("SELECT warc_file, warc_offset FROM captures"))
    held = {
        (path.name, record.offset)
        for path in (archive / "captures").glob("*.warc.gz")
        for record in iterate_records(path)
        if record.field("WARC-Type") in ("response", "revisit")
    }
    assert held == named


def kill_and_compare(folder: Path, pages: int, kills: int, between: int, seed: int) -> None:
    print(f"seed {seed}")
    chance = random.Random(seed)
    with generated_site(pages) as address:
        whole = folder / "whole"
        whole.mkdir()
        assert crawl(address, whole) == 0
        length = written(whole)
        expected = outcome(whole)
        assert len(expected[1]) == pages
        codes = []
        for number in range(kills):
            run = folder / f"run{number}"
            run.mkdir()
            if number < between:
                codes.append(crawl(address, run, between=chance.randrange(1, 5)))
            else:
                codes.append(crawl(address, run, kill_at=length * chance.uniform(0.05, 0.95)))
            assert crawl(address, run) == 0
            assert outcome(run) == expected, f"kill {number}, seed {seed}"
            assert_records_and_rows_agree(run)
    print(f"{codes.count(-signal.SIGKILL)} of {kills} crawls were killed while they ran; codes {codes}")
    assert codes.count(-signal.SIGKILL) >= kills * 0.8
    assert codes[:between].count(-signal.SIGKILL) >= between * 0.6


def test_eight_kills_on_two_hundred_pages(tmp_path: Path) -> None:
    kill_and_compare(tmp_path, pages=200, kills=8, between=3, seed=random.randrange(10**6))


@pytest.mark.long
def test_fifty_kills_on_a_thousand_pages(tmp_path: Path) -> None:
    kill_and_compare(tmp_path, pages=1000, kills=50, between=15, seed=random.randrange(10**6))
