"""Numbers in the gaps of those that are known: asked for only when told to, at the pace of the host."""

import sqlite3
from contextlib import closing
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from statistics import median

from tests.spiders.raw_server import raw_server
from tests.spiders.small_crawl import ARTICLE, PLAIN, asked, crawl, home, states
from tests.spiders.wire_answers import sized


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
