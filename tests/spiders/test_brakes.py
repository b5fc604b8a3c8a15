"""Brakes: an endless site costs a bounded number of requests, and no real one loses a page to them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sites.identity import identify
from spiders.brakes import MOST_AT_ALL, MOST_OF_FOLDER, MOST_OF_SHAPE, Brakes, may_be_a_trap, shape
from tests.road.conftest import fonds
from tests.spiders.raw_server import raw_server
from tests.spiders.small_crawl import asked, crawl, states
from tests.spiders.wire_answers import sized

HOST = "http://www.example.org"


def judge(brakes: Brakes, url: str, *, leads_on: bool = False, text: str | None = None) -> str | None:
    found = [identify(f"{HOST}/spip.php?article3")] if leads_on else []
    return brakes.answered(url, identify(url), found=found, text_of=lambda: text)


def test_sections_that_name_articles_are_not_braked_however_many() -> None:
    brakes = Brakes(set())
    for number in range(1000):
        url = f"{HOST}/-Rubrique-{'x' * number}-"
        found = [identify(f"{HOST}/Titre-{'x' * number}")]
        assert brakes.answered(url, identify(url), found=found, text_of=lambda: None) is None


def test_a_shape_is_braked_after_fifty_answers_without_anything_new() -> None:
    brakes = Brakes(set())
    found = [judge(brakes, f"{HOST}/jours/{number}") for number in range(1, MOST_OF_SHAPE + 1)]
    assert found[:-1] == [None] * (MOST_OF_SHAPE - 1)
    assert found[-1] == "article www.example.org/jours/0"
    later = f"{HOST}/jours/999"
    assert brakes.refuses(later, identify(later)) == "brake:article www.example.org/jours/0"
    other = f"{HOST}/mois/1"
    assert brakes.refuses(other, identify(other)) is None


def test_something_new_now_and_then_keeps_a_shape_open() -> None:
    brakes = Brakes(set())
    for number in range(1000):
        assert judge(brakes, f"{HOST}/jours/{number}", leads_on=number % 40 == 0) is None


def test_articles_with_texts_of_their_own_are_something_new() -> None:
    brakes = Brakes(set())
    for number in range(1000):
        words = "".join(chr(97 + int(digit)) for digit in str(number))
        assert judge(brakes, f"{HOST}/Titre-{words}", text=f"Texte {words}") is None


def test_texts_that_differ_in_numbers_only_are_nothing_new() -> None:
    brakes = Brakes(set())
    found = [judge(brakes, f"{HOST}/Le-{number}", text=f"Le {number} mars") for number in range(100)]
    assert sum(one is not None for one in found) == 1


@pytest.mark.parametrize(
    ("address", "most"),
    [
        (lambda number: f"/a/{'abcdefgh'[number % 8]}{'x' * number}-/y{number}z", MOST_AT_ALL),
        (lambda number: f"/a?n{'abcdefghijkl'[number % 12]}{'x' * number}=1", MOST_OF_FOLDER),
    ],
)
def test_a_trap_that_varies_its_shapes_is_braked_too(address: Callable[[int], str], most: int) -> None:
    brakes = Brakes(set())
    for number in range(most + 1):
        url = HOST + address(number)
        if brakes.refuses(url, identify(url)):
            return
        judge(brakes, url)
    url = HOST + address(most + 5)
    assert brakes.refuses(url, identify(url))


def test_what_spip_numbers_is_never_braked() -> None:
    for path in (
        "spip.php?article12",
        "spip.php?rubrique3",
        "IMG/pdf/a.pdf",
        "spip.php?mot12",
        "",
    ):
        assert not may_be_a_trap(identify(f"{HOST}/{path}")), path


def test_shapes_tell_pages_of_spip_apart() -> None:
    assert shape(f"{HOST}/spip.php?page=plan") != shape(f"{HOST}/spip.php?page=agenda")


class Endless(dict[str, tuple[bytes, bool]]):
    """A site that makes three new addresses of every one it is asked for."""

    def __init__(self, home: tuple[bytes, bool], more: Callable[[str], list[str]]):
        super().__init__({"/": home, "/robots.txt": (b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n", False)})
        self._more = more

    def get(self, target: str, *_: object) -> tuple[bytes, bool]:  # type: ignore[override]
        if target in self:
            return self[target]
        links = "".join(f'<a href="{href}">suite {href}</a>' for href in self._more(target))
        return sized(f"<html><body><h1>Le {target}</h1>{links}</body></html>".encode())


ENDLESS: dict[str, Callable[[str], list[str]]] = {
    "by words": lambda target: [f"/hasard/{target.rpartition('/')[2]}{letter}" for letter in "abc"],
    "by numbers": lambda target: [f"/jour/{len(target)}{number}-{target.count('1')}" for number in range(30)],
    "by query": lambda target: [f"/spip.php?page=outil&x={len(target)}{number}" for number in range(30)],
    "by folders": lambda target: [f"{target.rstrip('/')}/{letter}/" for letter in "ab"],
}


@pytest.mark.parametrize("kind", ENDLESS)
def test_an_endless_site_is_left_after_a_bounded_number_of_requests(tmp_path: Path, kind: str) -> None:
    home = sized(("<h1>Accueil</h1>" + "".join(f'<a href="{href}">x</a>' for href in ENDLESS[kind]("/"))).encode())
    with raw_server({}) as server:
        server.answers = Endless(home, ENDLESS[kind])
        address = f"http://127.0.0.1:{server.port}/"
        bounded = ("--allow-private", "--delay", "0", "--no-build", "--limit", str(2 * MOST_AT_ALL))
        result = fonds("crawl", address, "--name", "lab", *bounded, cwd=tmp_path)
        # 4: there is no page of an article or a section on some of these sites.
        assert result.returncode in (0, 4), result.stderr
        first = len(asked(server))
        assert first < MOST_AT_ALL + 50
        rules = {rule for state, rule in states(tmp_path).values() if state == "trap"}
        assert rules
        assert all(rule and rule.startswith("brake:") for rule in rules)
        assert "queued" not in {state for state, _ in states(tmp_path).values()}


def test_the_home_page_under_another_address_is_a_soft_404(tmp_path: Path) -> None:
    words = "<p>Bienvenue sur le site de la direction, ses actualités et ses services.</p><a href='perdu/page'>x</a>"
    home = sized(f"<html><body>{words}<!-- 12 --></body></html>".encode())
    again = sized(f"<html><body>{words}<!-- 999 --></body></html>".encode())
    with raw_server({"/": home, "/perdu/page": again, "/perdu/perdu/page": again}) as server:
        assert crawl(server, tmp_path).returncode == 0
    assert states(tmp_path)["/perdu/page"] == ("failed", "soft-404")
    assert "/perdu/perdu/page" not in asked(server)
