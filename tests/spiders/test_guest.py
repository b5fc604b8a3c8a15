"""How a crawl behaves on servers that are silent, slow, busy or hostile: it waits, gives up in bounds, and goes on with the rest."""

import gzip
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from sites.site import Site
from spiders.hosts import MAX_DELAY, MAX_REST, MAX_SILENT, Hosts, rest_asked
from tests.road.conftest import ROOT, environment
from tests.spiders.raw_server import Drip, raw_server
from tests.spiders.small_crawl import ARTICLE, asked, crawl, home, states, status
from tests.spiders.wire_answers import sized


def test_a_host_that_went_away_is_unfinished_not_success(tmp_path: Path) -> None:
    with raw_server({"/": home("/spip.php?article1"), "/spip.php?article1": ARTICLE}) as server:
        assert crawl(server, tmp_path).returncode == 0
    again = crawl(server, tmp_path)
    assert again.returncode == 3
    assert "unreachable" in again.stdout
    assert "Traceback" not in again.stderr
    assert states(tmp_path)["/robots.txt"][0] == "failed"


@pytest.mark.parametrize(
    "value",
    [
        *("²", "-1", "9" * 500, "Sun, 22 Nov 2026 00:00:30 +9999999999", "Fri, 31 Dec 9999 23:59:59 -2300", "", "x"),
        *(f"Sun, 22 Nov 2026 00:00:30 +{'9' * 400}", f"Sun, 22 Nov {'9' * 30} 00:00:00 GMT"),
    ],
)
def test_a_retry_after_of_any_kind_is_bounded(value: str) -> None:
    assert 0 <= rest_asked(value, datetime(2026, 11, 22, tzinfo=UTC)) <= MAX_REST


def test_a_host_that_answers_does_not_keep_a_silent_one_open() -> None:
    hosts = Hosts(Site(name="x", title="x", hosts=("a", "b")), "x")
    hosts.open("a", "")
    hosts.open("b", "")
    told = []
    for _ in range(MAX_SILENT):
        told.append(hosts.silent("http://a/1", "no answer"))
        hosts.answered("http://b/1")
    assert [one is None for one in told] == [True] * (MAX_SILENT - 1) + [False]


def test_a_busy_server_is_asked_again_three_times_then_next_time(tmp_path: Path) -> None:
    answers = {
        "/": home("/spip.php?article1", "/spip.php?article2"),
        "/spip.php?article1": status("503 Busy"),
        "/spip.php?article2": ARTICLE,
    }
    with raw_server(answers) as server:
        assert crawl(server, tmp_path).returncode == 0
        assert asked(server).count("/spip.php?article1") == 3
        server.answers["/spip.php?article1"] = ARTICLE
        assert crawl(server, tmp_path).returncode == 0
    assert states(tmp_path)["/spip.php?article1"] == ("fetched", None)


def test_strange_links_and_answers_stop_nothing(tmp_path: Path) -> None:
    strange = ["http://[", "//", "http://h:99999/", "javascript:void(0)", "mailto:x@example.org", "data:text/html,x", " spip.php?article1 ",
               "spip.php?article\n3", "&#0;", "%", "é?à", "http://user:word@127.0.0.1/", "x" * 5000]  # fmt: skip
    answers = {
        "/": home(*strange),
        "/spip.php?article1": sized(b"\x00\xff\xfe<a href='\xe9'>"),
        "/spip.php?article3": (b"HTTP/1.1 200 OK\r\n", True),
    }
    with raw_server(answers) as server:
        result = crawl(server, tmp_path)
    assert result.returncode == 0, result.stderr
    assert "Traceback" not in result.stderr
    assert states(tmp_path)["/spip.php?article1"] == ("fetched", None)


def test_hostile_answers_are_bounded(tmp_path: Path) -> None:
    chunk = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    answers = {
        "/": home(*(f"/spip.php?article{number}" for number in range(1, 8))),
        "/spip.php?article1": (b"HTTP/1.1 200 OK\r\n" + b"X-Y: z\r\n" * 500_000, True),
        "/spip.php?article2": (chunk + b"-4\r\nabc\r\n0\r\n\r\n", True),
        "/spip.php?article3": (b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + ARTICLE[0], False),
        "/spip.php?article4": sized(b"<loc " * 100_000, b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"),
        "/spip.php?article5": sized(gzip.compress(b"") * 100_000, b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n"),
        "/spip.php?article6": (b"HTTP/1.1 0200 OK\r\nContent-Length: 0\r\n\r\n", True),
        "/spip.php?article7": ARTICLE,
    }
    with raw_server(answers) as server:
        result = crawl(server, tmp_path)
    assert result.returncode == 0, result.stderr
    found = states(tmp_path)
    assert found["/spip.php?article1"][0] == "failed"
    assert found["/spip.php?article3"] == ("fetched", None)
    assert found["/spip.php?article7"] == ("fetched", None)
    archive = tmp_path / "data" / "lab"
    assert max(path.stat().st_size for path in (archive / "captures").iterdir()) < 5_000_000
    with closing(sqlite3.connect(archive / "archive.db")) as db:
        assert db.execute(
            "SELECT c.status FROM captures AS c JOIN urls AS u ON u.id = c.url_id WHERE u.url LIKE '%article3'"
        ).fetchone() == (200,)


def test_retry_after_is_honoured(tmp_path: Path) -> None:
    busy = (b"HTTP/1.1 503 Busy\r\nRetry-After: 2\r\nContent-Length: 0\r\n\r\n", False)
    answers = {
        "/": home("/spip.php?article1", "/spip.php?article2"),
        "/spip.php?article1": busy,
        "/spip.php?article2": ARTICLE,
    }
    with raw_server(answers) as server:
        assert crawl(server, tmp_path).returncode == 0
    with closing(sqlite3.connect(tmp_path / "data" / "lab" / "archive.db")) as db:
        answers_ = [
            (datetime.fromisoformat(moment), status)
            for moment, status in db.execute("SELECT fetched_at, status FROM captures ORDER BY fetched_at")
        ]
    gaps = [(after - before).total_seconds() for (before, status), (after, _) in pairwise(answers_) if status == 503]
    assert len(gaps) == 2
    assert min(gaps) >= 1.9


SHORT = """
import sys
import spiders.settings, spiders.tap
spiders.settings.DOWNLOAD_TIMEOUT, spiders.tap.MAX_IDLE = 3, 1
import pipeline
sys.exit(pipeline.main(sys.argv[1:]))
"""


def test_an_answer_that_never_ends_and_one_that_stops_are_given_up(tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>"
    answers = {
        "/": home(*(f"/spip.php?article{number}" for number in range(1, 5))),
        "/spip.php?article1": ARTICLE,
        "/spip.php?article2": (Drip(head, b"<p>encore</p>", 0.5), True),
        "/spip.php?article3": (Drip(head, b"", 60), True),
        "/spip.php?article4": (Drip(b"HTTP/1.1 200 OK\r\nX-Y: ", b"z", 0.5), True),
    }
    with raw_server(answers) as server:
        address = f"http://127.0.0.1:{server.port}/"
        command = [
            sys.executable,
            "-c",
            SHORT,
            "crawl",
            address,
            "--name",
            "lab",
            "--allow-private",
            "--delay",
            "0",
            "--no-build",
            "--concurrency",
            "4",
        ]
        result = subprocess.run(
            command, cwd=tmp_path, env={**environment(), "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
            timeout=120, check=False,
        )  # fmt: skip
    assert result.returncode == 0, result.stderr
    found = states(tmp_path)
    assert found["/spip.php?article1"][0] == "fetched"
    for number in (2, 3, 4):
        assert found[f"/spip.php?article{number}"] == ("failed", "DownloadTimeoutError")
    with closing(sqlite3.connect(tmp_path / "data" / "lab" / "archive.db")) as db:
        cut = db.execute(
            "SELECT u.url, c.payload_bytes FROM captures AS c JOIN urls AS u ON u.id = c.url_id WHERE truncated = 'time'"
        ).fetchall()
    came = {int(url[-1]): size for url, size in cut}
    # Three seconds of a piece every half a second: the limit is ours, not Scrapy's ten seconds.
    assert len("<html>") < came[2] <= len("<html>") + 7 * len("<p>encore</p>")
    assert came[3] == len("<html>")
    assert came[4] == 0


def test_a_slow_server_is_asked_less_often() -> None:
    hosts = Hosts(Site(name="x", title="x", hosts=("h",)), "x")
    assert hosts.delay_after("h", 1.0, 0.1, is_busy=False) == 1.0
    slow = [hosts.delay_after("h", 1.0, 4.0, is_busy=False) for _ in range(30)]
    assert slow == sorted(slow)
    assert 7.5 < slow[-1] <= 8.0
    assert hosts.delay_after("h", 1.0, 0.1, is_busy=True) > slow[-1]
    assert [hosts.delay_after("h", 1.0, 0.1, is_busy=True) for _ in range(9)][-1] == MAX_DELAY
    assert [hosts.delay_after("h", 1.0, 0.1, is_busy=False) for _ in range(60)][-1] == 1.0
    assert hosts.delay_after("h", 40.0, 0.1, is_busy=False) == 40.0
