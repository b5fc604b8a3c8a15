"""How a crawl behaves on other people's servers, and what it makes of answers that lead elsewhere."""

import gzip
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from statistics import median
from subprocess import CompletedProcess

import pytest

from sites.site import Site
from spiders.hosts import MAX_DELAY, MAX_REST, MAX_SILENT, Hosts, rest_asked
from spiders.spider import MAX_REDIRECTS
from tests.road.conftest import ROOT, environment, fonds
from tests.spiders.raw_server import Drip, RawServer, raw_server
from tests.spiders.test_byte_truth import sized

ARTICLE = sized(b"<html><body><h1>Un article</h1><div class='texte'><p>Des mots.</p></div></body></html>")
PLAIN = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"


def home(*hrefs: str) -> tuple[bytes, bool]:
    return sized("".join(f'<a href="{href}">x</a>' for href in hrefs).encode())


def moved(target: str) -> tuple[bytes, bool]:
    return f"HTTP/1.1 301 Moved\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n".encode(), False


def status(line: str) -> tuple[bytes, bool]:
    return f"HTTP/1.1 {line}\r\nContent-Length: 0\r\n\r\n".encode(), False


def crawl(server: RawServer, folder: Path, *more: str) -> CompletedProcess[str]:
    return fonds(
        *(
            "crawl",
            f"http://127.0.0.1:{server.port}/",
            "--name",
            "lab",
            "--allow-private",
            "--delay",
            "0",
            "--no-build",
            *more,
        ),
        cwd=folder,
    )


def asked(server: RawServer) -> list[str]:
    return [request.split(b" ", 2)[1].decode() for request in server.requests]


def states(folder: Path) -> dict[str, tuple[str, str | None]]:
    with closing(sqlite3.connect(folder / "data" / "lab" / "archive.db")) as db:
        rows = db.execute("SELECT url, state, rule FROM urls").fetchall()
    return {"/" + url.split("/", 3)[3]: (state, rule) for url, state, rule in rows}


def test_robots_behind_a_redirect_is_obeyed(tmp_path: Path) -> None:
    answers = {
        "/robots.txt": moved("/regles/robots.txt"),
        "/regles/robots.txt": sized(b"User-agent: *\nDisallow: /spip.php?article1\n", PLAIN),
        "/": home("/spip.php?article1", "/spip.php?article2"),
        "/spip.php?article2": ARTICLE,
    }
    with raw_server(answers) as server:
        assert crawl(server, tmp_path).returncode == 0
        assert "/spip.php?article1" not in asked(server)
        assert states(tmp_path)["/spip.php?article1"] == ("skipped", "robots")
        server.answers["/regles/robots.txt"] = sized(b"", PLAIN)
        server.answers["/spip.php?article1"] = ARTICLE
        assert crawl(server, tmp_path).returncode == 0
        assert states(tmp_path)["/spip.php?article1"] == ("fetched", None)


@pytest.mark.parametrize(
    "text",
    [
        b"\xef\xbb\xbfUser-agent: *\nDisallow: /spip.php?article1\n",
        b"User-agent: fonds\nDisallow: /spip.php?article1\n\nUser-agent: robot\nDisallow:\n",
        b"User-agent: robot\nDisallow:\n\nUser-agent: *\nDisallow: /spip.php?article1\n",  # a word of our contact
        b"User-agent: *\r\nDisallow: /*article1$\r\n",
    ],
)
def test_robots_is_understood(tmp_path: Path, text: bytes) -> None:
    answers = {
        "/robots.txt": sized(text, PLAIN),
        "/": home("/spip.php?article1", "/spip.php?article2"),
        "/spip.php?article2": ARTICLE,
    }
    with raw_server(answers) as server:
        assert crawl(server, tmp_path).returncode == 0
        assert "/spip.php?article1" not in asked(server)


def test_robots_that_sends_on_to_a_form_is_none(tmp_path: Path) -> None:
    answers = {
        "/robots.txt": moved("/spip.php?page=login&url=robots.txt"),
        "/": home("/spip.php?article2"),
        "/spip.php?article2": ARTICLE,
    }
    with raw_server(answers) as server:
        assert crawl(server, tmp_path).returncode == 0
        assert not [one for one in asked(server) if "login" in one]


def test_robots_that_fails_closes_the_host(tmp_path: Path) -> None:
    with raw_server({"/robots.txt": status("503 Busy"), "/": home("/spip.php?article1")}) as server:
        result = crawl(server, tmp_path)
        assert asked(server) == ["/robots.txt"]
    assert result.returncode == 4
    assert "503" in result.stdout


def test_a_host_that_went_away_is_unfinished_not_success(tmp_path: Path) -> None:
    with raw_server({"/": home("/spip.php?article1"), "/spip.php?article1": ARTICLE}) as server:
        assert crawl(server, tmp_path).returncode == 0
    again = crawl(server, tmp_path)
    assert again.returncode == 3
    assert "unreachable" in again.stdout
    assert "Traceback" not in again.stderr
    assert states(tmp_path)["/robots.txt"][0] == "failed"


def test_robots_is_asked_for_once_a_visit(tmp_path: Path) -> None:
    with raw_server({"/": home("/spip.php?article1"), "/spip.php?article1": ARTICLE}) as server:
        for visit in (1, 2):
            assert crawl(server, tmp_path).returncode == 0
            assert asked(server).count("/robots.txt") == visit


@pytest.mark.parametrize("first", ["/article1.html", "/spip.php?article1"])
def test_a_redirect_between_addresses_of_one_article_reaches_it(tmp_path: Path, first: str) -> None:
    answers = {
        "/": home(first, "/article1.html", "/spip.php?article1"),
        "/article1.html": moved("/spip.php?article1"),
        "/spip.php?article1": ARTICLE,
    }
    with raw_server(answers) as server:
        assert crawl(server, tmp_path).returncode == 0
        assert asked(server).count("/spip.php?article1") == 1
    assert states(tmp_path)["/spip.php?article1"] == ("fetched", None)


def test_a_dead_alias_does_not_hide_a_living_one(tmp_path: Path) -> None:
    answers = {"/": home("/article2.html", "/spip.php?article2"), "/spip.php?article2": ARTICLE}
    with raw_server(answers) as server:
        assert crawl(server, tmp_path).returncode == 0
    assert states(tmp_path)["/spip.php?article2"] == ("fetched", None)
    assert states(tmp_path)["/article2.html"] == ("failed", "http-404")


def test_redirect_loops_and_redirects_elsewhere_end(tmp_path: Path) -> None:
    answers = {
        "/": home("/spip.php?article1", "/spip.php?article2", "/spip.php?article3", "/spip.php?article4"),
        "/spip.php?article1": moved("/spip.php?article2"),
        "/spip.php?article2": moved("/spip.php?article1"),
        "/spip.php?article3": moved("http://169.254.169.254/secret"),
        "/spip.php?article4": ARTICLE,
    }
    with raw_server(answers) as server:
        assert crawl(server, tmp_path).returncode == 0
        assert len(asked(server)) == len(set(asked(server)))
    with closing(sqlite3.connect(tmp_path / "data" / "lab" / "archive.db")) as db:
        foreign = db.execute("SELECT state, rule FROM urls WHERE url LIKE 'http://169%'").fetchone()
    assert foreign == ("skipped", "foreign-host")


class Onwards(dict[str, tuple[bytes, bool]]):
    """Sends on from each numbered address to the next, for ever."""

    def get(self, target: str, *_: object) -> tuple[bytes, bool]:  # type: ignore[override]
        name, _, number = target.rpartition("article")
        if name and number != "9000":
            return moved(f"{name}article{int(number) + 1}")
        return ARTICLE if name else super().get(target, status("404 No"))


def test_redirects_without_end_are_left(tmp_path: Path) -> None:
    with raw_server({}) as server:
        server.answers = Onwards({"/": home("/spip.php?article1", "/spip.php?article9000")})
        assert crawl(server, tmp_path).returncode == 0
        assert len([one for one in asked(server) if "article" in one]) == MAX_REDIRECTS + 2
    assert states(tmp_path)[f"/spip.php?article{MAX_REDIRECTS + 1}"] == ("failed", "redirect-too-long")


def test_a_redirect_to_itself_is_told(tmp_path: Path) -> None:
    answers = {
        "/": home("/spip.php?article1", "/spip.php?article2"),
        "/spip.php?article1": moved("/spip.php?article1&PHPSESSID=0123456789"),
        "/spip.php?article2": ARTICLE,
    }
    with raw_server(answers) as server:
        assert crawl(server, tmp_path).returncode == 0
        assert asked(server).count("/spip.php?article1") == 1
    assert states(tmp_path)["/spip.php?article1"] == ("failed", "redirect-to-itself")


@pytest.mark.parametrize(
    "value", ["²", "-1", "9" * 500, "Sun, 22 Nov 2026 00:00:30 +9999999999", "Fri, 31 Dec 9999 23:59:59 -2300", "", "x"]
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


def test_a_robots_answer_that_makes_no_sense_closes_the_host(tmp_path: Path) -> None:
    with raw_server({"/robots.txt": (b"HTTP/1.10 0200 OK\r\nContent-Length: 0\r\n\r\n", True), "/": ARTICLE}) as server:
        result = crawl(server, tmp_path)
    assert result.returncode == 4
    assert "fonds: " in result.stderr


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


def test_numbers_in_gaps_are_asked_for_only_when_told_to(tmp_path: Path) -> None:
    answers = {"/": home("/spip.php?article3", "/spip.php?article6", "/spip.php?rubrique2")}
    answers |= {f"/spip.php?article{number}": ARTICLE for number in (3, 4, 6, 9)}
    answers["/spip.php?rubrique2"] = home()
    with raw_server(answers) as server:
        assert crawl(server, tmp_path).returncode == 0
        plain = len(asked(server))
        assert not any("article4" in one for one in asked(server))
        assert crawl(server, tmp_path, "--probe-ids").returncode == 0
        assert states(tmp_path)["/spip.php?article4"] == ("fetched", None)
        assert states(tmp_path)["/spip.php?article9"] == ("fetched", None)
        assert states(tmp_path)["/spip.php?article5"] == ("failed", "no-such-number")
        numbers = [
            one for one in asked(server)[plain:] if "article" in one and one.rpartition("article")[2].isdecimal()
        ]
        assert sorted(int(one.rpartition("article")[2]) for one in numbers) == list(range(1, 17))
        before = len(asked(server))
        # What is not there is not asked for again, and what was found is known by now.
        assert crawl(server, tmp_path, "--probe-ids").returncode == 0
        again = {one for one in asked(server)[before:] if "article" in one}
        assert {f"/spip.php?article{number}" for number in (1, 2, 5, 7, 8)}.isdisjoint(again)
    with closing(sqlite3.connect(tmp_path / "data" / "lab" / "archive.db")) as db:
        assert not db.execute("SELECT 1 FROM fetch_problems WHERE url LIKE '%article5'").fetchall()


def test_numbers_in_gaps_are_asked_for_at_the_pace_that_robots_names(tmp_path: Path) -> None:
    answers = {
        "/robots.txt": sized(b"User-agent: *\nCrawl-delay: 0.05\n", PLAIN),
        "/": home("/spip.php?article3"),
        "/spip.php?article3": ARTICLE,
    }
    with raw_server(answers) as server:
        assert crawl(server, tmp_path, "--probe-ids").returncode == 0
    with closing(sqlite3.connect(tmp_path / "data" / "lab" / "archive.db")) as db:
        moments = [
            datetime.fromisoformat(moment)
            for (moment,) in db.execute(
                "SELECT c.fetched_at FROM captures AS c JOIN urls AS u ON u.id = c.url_id "
                "WHERE u.rule = 'no-such-number' ORDER BY c.fetched_at"
            )
        ]
    assert len(moments) >= 12
    assert median((after - before).total_seconds() for before, after in pairwise(moments)) >= 0.045
