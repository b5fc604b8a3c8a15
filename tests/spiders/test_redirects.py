"""Answers that lead elsewhere: to another address of the same thing, round in circles, without end, to themselves."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from spiders.spider import MAX_REDIRECTS
from tests.spiders.raw_server import raw_server
from tests.spiders.small_crawl import ARTICLE, asked, crawl, home, moved, states, status


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
