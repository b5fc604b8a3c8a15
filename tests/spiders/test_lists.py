"""Long lists in one piece: fewer requests where a server knows `-1`, not one page lost where it does not."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from archive.asking_again import NO_WHOLE_LIST
from archive.frontier import WHOLE_LIST
from articles.tree.links import PageLinks
from sites.identity import identify
from spiders.lists import is_whole, list_page, long_lists
from tests.road.conftest import fonds
from tests.spiders.raw_server import RawServer, raw_server
from tests.spiders.small_crawl import ARTICLE, PLAIN, asked, crawl, home, moved, states, status
from tests.spiders.wire_answers import sized

HOST = "http://h"
SECTION = "/spip.php?rubrique5"


@pytest.mark.parametrize(
    ("url", "key", "whole"),
    [
        ("spip.php?rubrique5&debut_articles=10#pagination_articles", "section/5 debut_articles", "spip.php?rubrique5&debut_articles=-1"),
        ("?debut_recents=10", "other/home debut_recents", "?debut_recents=-1"),
        ("-Rubrique-?debut_articles=20", "section/Rubrique debut_articles", "-Rubrique-?debut_articles=-1"),
        ("Rubrique?debut_articles=20", "article/Rubrique debut_articles", "Rubrique?debut_articles=-1"),
        ("spip.php?debut_articles=30&page=mot&id_mot=4", "other/mot4 debut_articles", "spip.php?debut_articles=-1&page=mot&id_mot=4"),
    ],
)  # fmt: skip
def test_a_page_of_a_list_names_its_list(url: str, key: str, whole: str) -> None:
    page = list_page(f"{HOST}/{url}")
    assert page is not None
    assert (page.key, page.whole) == (key, f"{HOST}/{whole}")
    again = list_page(page.whole)
    assert again is not None
    assert (again.key, again.whole, again.offset) == (key, page.whole, -1)
    assert identify(page.whole).key == identify(f"{HOST}/{url}").key.rpartition("=")[0] + "=-1"


@pytest.mark.parametrize(
    "url",
    [
        "spip.php?rubrique5",
        "spip.php?rubrique5&debut_articles=0",
        "spip.php?rubrique5&debut_articles=@12",
        "spip.php?rubrique5&debut_articles=10&debut_sites=10",
        "spip.php?article5&debut_forums=10",
        "Titre-de-l-article?debut_signatures=10",
        "IMG/debut_x.pdf",
    ],
)
def test_what_is_no_further_page_of_one_list(url: str) -> None:
    page = list_page(f"{HOST}/{url}")
    assert page is None or page.offset == 0


def links(articles: range, *more: str) -> PageLinks:
    return PageLinks(f"{HOST}{SECTION}", (*(f"spip.php?article{number}" for number in articles), *more))


OFFSETS = tuple(f"spip.php?rubrique5&debut_articles={offset}" for offset in range(10, 40, 10))
ELSEWHERE = tuple(f"spip.php?rubrique6&debut_articles={offset}" for offset in range(10, 90, 10))


def test_only_lists_of_the_page_itself_are_seen() -> None:
    of = identify(f"{HOST}{SECTION}")
    (found,) = long_lists(of, links(range(10), *OFFSETS, *ELSEWHERE))
    assert (found.step, found.last, found.is_worth_it) == (10, 30, True)
    (short,) = long_lists(of, links(range(10), *OFFSETS[:2]))
    assert not short.is_worth_it
    assert long_lists(of, links(range(10), *ELSEWHERE)) == ()


@pytest.mark.parametrize(
    ("answer", "whole"),
    [
        (links(range(31)), True),
        (links(range(37), *OFFSETS), True),  # the pagination of SPIP stays
        (links(range(30)), False),  # the server gives 30 at most
        (links(range(10), *OFFSETS), False),  # the first page again
        (links(range(30, 37), *OFFSETS), False),  # the last
        (links(range(37), *OFFSETS, "spip.php?rubrique5&debut_articles=40"), False),  # longer than it seemed
        (links(range(100, 150)), False),  # another page
        (PageLinks(f"{HOST}/", tuple(f"IMG/pdf/{number}.pdf" for number in range(99))), False),
    ],
)
def test_an_answer_is_whole_when_it_names_as_many_more_as_the_list_must_have(answer: PageLinks, whole: bool) -> None:
    page = list_page(f"{HOST}{SECTION}&debut_articles=-1")
    assert page is not None
    assert is_whole(page, links(range(10), *OFFSETS), answer) is whole
    assert is_whole(page, links(range(10)), answer) is None


def test_items_that_stand_beside_the_list_too_are_counted() -> None:
    page = list_page(f"{HOST}{SECTION}&debut_articles=-1")
    assert page is not None
    beside = tuple(f"spip.php?article{number}" for number in range(20, 30))
    assert is_whole(page, links(range(10), *OFFSETS, *beside), links(range(33), *beside)) is True


TOTAL = 47


def list_of(first: int, last: int, section: int, *, numbers: bool = True) -> tuple[bytes, bool]:
    """A page of the list of a section: articles of its own from first to last, links to all pages."""
    items = [f"/spip.php?article{section}{number:03d}" for number in range(first, min(last, TOTAL))]
    pages = [f"/spip.php?rubrique{section}&debut_articles={n}#pagination_articles" for n in range(0, TOTAL, 10)]
    return home(*items, *(pages if numbers else ()))


class Spip(dict[str, tuple[bytes, bool]]):
    """A site of sections with 47 articles each; `whole` answers for `-1`."""

    def __init__(self, sections: int, whole: Callable[[int], tuple[bytes, bool]]):
        super().__init__({"/robots.txt": status("404 No")})
        self.whole = whole
        self["/"] = home(*(f"/spip.php?rubrique{number}" for number in range(1, sections + 1)))
        for section in range(1, sections + 1):
            self[f"/spip.php?rubrique{section}"] = list_of(0, 10, section)
            for offset in range(10, TOTAL, 10):
                self[f"/spip.php?rubrique{section}&debut_articles={offset}"] = list_of(offset, offset + 10, section)

    def get(self, target: str, *_: object) -> tuple[bytes, bool]:  # type: ignore[override]
        if target.endswith("=-1"):
            return self.whole(int(target.partition("rubrique")[2].partition("&")[0]))
        if "?article" in target:
            return ARTICLE
        return super().get(target, status("404 No"))


def serve(server: RawServer, sections: int, whole: Callable[[int], tuple[bytes, bool]]) -> None:
    server.answers = Spip(sections, whole)


def lists_asked(server: RawServer, after: int = 0) -> list[str]:
    return [one for one in asked(server)[after:] if "debut_" in one]


def articles_held(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "data" / "lab" / "archive.db")) as db:
        query = "SELECT count(*) FROM urls WHERE kind = 'article' AND state IN ('fetched', 'not-modified')"
        return int(db.execute(query).fetchone()[0])


def rules(folder: Path, rule: str) -> set[str]:
    return {url for url, (_, found) in states(folder).items() if found == rule}


@pytest.mark.parametrize("numbers", [True, False])
def test_a_list_that_comes_whole_spares_its_pages_now_and_later(tmp_path: Path, numbers: bool) -> None:
    with raw_server({}) as server:
        serve(server, 2, lambda section: list_of(0, TOTAL, section, numbers=numbers))
        assert crawl(server, tmp_path).returncode == 0
        whole = [f"/spip.php?rubrique{section}&debut_articles=-1" for section in (1, 2)]
        assert sorted(lists_asked(server)) == whole
        assert articles_held(tmp_path) == 2 * TOTAL
        spared = {f"/spip.php?rubrique{s}&debut_articles={n}" for s in (1, 2) for n in range(10, TOTAL, 10)}
        assert rules(tmp_path, WHOLE_LIST) == spared
        before = len(asked(server))
        assert crawl(server, tmp_path).returncode == 0
        assert sorted(lists_asked(server, before)) == whole
        assert rules(tmp_path, WHOLE_LIST) == spared
        address = f"http://127.0.0.1:{server.port}/spip.php?rubrique1&debut_articles=20"
        told = fonds("explain", address, cwd=tmp_path).stdout
        assert "skipped, rule whole-list" in told
        assert f"asked for instead: http://127.0.0.1:{server.port}{whole[0]}" in told
        assert "next crawl: not asked for" in told
        listed = fonds("urls", "lab", "--state", "skipped", cwd=tmp_path).stdout.splitlines()
        assert sum(WHOLE_LIST in line and "debut_articles=-1" in line for line in listed) == len(spared)


@pytest.mark.parametrize(
    "answer",
    [
        lambda section: list_of(0, 10, section),
        lambda section: list_of(40, 50, section),
        lambda _: status("404 No"),
        lambda _: status("500 Error"),
        lambda _: status("503 Busy"),
        lambda _: (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", True),
        lambda section: moved(f"/spip.php?rubrique{section}"),
        lambda _: home(*(f"/spip.php?rubrique{number}" for number in range(1, 4))),
        lambda _: sized(b"<rss/>", b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"),
        lambda _: sized(b"", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"),
    ],
    ids=["first page", "last page", "404", "500", "503", "cut", "redirect", "home", "xml", "empty"],
)
def test_where_it_does_not_work_the_pages_are_walked_and_it_is_tried_twice_only(
    tmp_path: Path, answer: Callable[[int], tuple[bytes, bool]]
) -> None:
    with raw_server({}) as server:
        serve(server, 3, answer)
        assert crawl(server, tmp_path).returncode == 0
        assert articles_held(tmp_path) == 3 * TOTAL
        tried = {one for one in lists_asked(server) if one.endswith("=-1")}
        assert len(tried) == 2
        assert not rules(tmp_path, WHOLE_LIST)
        assert rules(tmp_path, NO_WHOLE_LIST) == tried
        before = len(asked(server))
        assert crawl(server, tmp_path).returncode == 0
        assert not [one for one in lists_asked(server, before) if one.endswith("=-1")]
        assert len(lists_asked(server, before)) == 3 * 4
        with closing(sqlite3.connect(tmp_path / "data" / "lab" / "archive.db")) as db:
            assert not db.execute("SELECT url FROM fetch_problems WHERE url LIKE '%=-1'").fetchall()


@pytest.mark.parametrize(
    "answer", [lambda section: list_of(0, 10, section), lambda _: status("500 Error"), lambda _: status("503 Busy")]
)
def test_a_list_that_is_whole_no_more_gives_its_pages_back(
    tmp_path: Path, answer: Callable[[int], tuple[bytes, bool]]
) -> None:
    with raw_server({}) as server:
        serve(server, 1, lambda section: list_of(0, TOTAL, section))
        assert crawl(server, tmp_path).returncode == 0
        assert not [one for one in lists_asked(server) if not one.endswith("=-1")]
        before = len(asked(server))
        serve(server, 1, answer)
        assert crawl(server, tmp_path).returncode == 0
        assert len(set(lists_asked(server, before))) == 1 + 4
        assert not rules(tmp_path, WHOLE_LIST)


def test_a_whole_list_that_robots_forbids_from_now_on_gives_its_pages_back(tmp_path: Path) -> None:
    with raw_server({}) as server:
        serve(server, 1, lambda section: list_of(0, TOTAL, section))
        assert crawl(server, tmp_path).returncode == 0
        before = len(asked(server))
        server.answers["/robots.txt"] = sized(b"User-agent: *\nDisallow: /*=-1\n", PLAIN)
        assert crawl(server, tmp_path).returncode == 0
        assert lists_asked(server, before) == [f"/spip.php?rubrique1&debut_articles={n}" for n in range(10, TOTAL, 10)]


def test_with_several_connections_no_page_goes_out_beside_its_list(tmp_path: Path) -> None:
    with raw_server({}) as server:
        serve(server, 4, lambda section: list_of(0, TOTAL, section))
        assert crawl(server, tmp_path, "--concurrency", "4").returncode == 0
        assert sorted(lists_asked(server)) == [f"/spip.php?rubrique{n}&debut_articles=-1" for n in range(1, 5)]
        assert articles_held(tmp_path) == 4 * TOTAL


@pytest.mark.parametrize("limit", range(1, 6))
def test_a_crawl_that_stops_in_between_loses_no_page(tmp_path: Path, limit: int) -> None:
    """Home, section, whole list, pages: the second run knows of the first only what the ledger holds."""
    with raw_server({}) as server:
        serve(server, 1, lambda section: list_of(0, TOTAL, section))
        assert crawl(server, tmp_path, "--limit", str(limit)).returncode == 3
        assert crawl(server, tmp_path).returncode == 0
        assert articles_held(tmp_path) == TOTAL
        assert lists_asked(server) == ["/spip.php?rubrique1&debut_articles=-1"]
        assert len(rules(tmp_path, WHOLE_LIST)) == 4
        assert len(set(asked(server)) - {"/robots.txt"}) == len([one for one in asked(server) if one != "/robots.txt"])


def test_an_archive_that_was_walked_before_turns_to_whole_lists(tmp_path: Path) -> None:
    with raw_server({}) as server:
        serve(server, 1, lambda section: list_of(0, TOTAL, section))
        assert crawl(server, tmp_path).returncode == 0
        with closing(sqlite3.connect(tmp_path / "data" / "lab" / "archive.db")) as db:
            db.execute("UPDATE urls SET state = 'fetched', rule = NULL, target_id = NULL WHERE rule = 'whole-list'")
            db.commit()
        before = len(asked(server))
        assert crawl(server, tmp_path).returncode == 0
        assert lists_asked(server, before) == ["/spip.php?rubrique1&debut_articles=-1"]
        assert len(rules(tmp_path, WHOLE_LIST)) == 4
