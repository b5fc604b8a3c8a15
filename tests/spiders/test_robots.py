"""robots.txt: asked for first and once a visit, obeyed wherever it leads, and a host without a clear answer is closed."""

from pathlib import Path

import pytest

from tests.spiders.raw_server import raw_server
from tests.spiders.small_crawl import ARTICLE, PLAIN, asked, crawl, home, moved, states, status
from tests.spiders.wire_answers import sized


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


def test_robots_is_asked_for_once_a_visit(tmp_path: Path) -> None:
    with raw_server({"/": home("/spip.php?article1"), "/spip.php?article1": ARTICLE}) as server:
        for visit in (1, 2):
            assert crawl(server, tmp_path).returncode == 0
            assert asked(server).count("/robots.txt") == visit


def test_a_robots_answer_that_makes_no_sense_closes_the_host(tmp_path: Path) -> None:
    with raw_server({"/robots.txt": (b"HTTP/1.10 0200 OK\r\nContent-Length: 0\r\n\r\n", True), "/": ARTICLE}) as server:
        result = crawl(server, tmp_path)
    assert result.returncode == 4
    assert "fonds: " in result.stderr
