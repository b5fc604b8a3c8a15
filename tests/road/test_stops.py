"""A crawl that is stopped, killed, limited or starved: it says so by its exit code, and the next one goes on."""

import signal
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.opening import open_archive
from sample.expected import expected
from sample.fronts import Front
from sample.loading import load_truth
from sample.server import serve
from terminal.demo import differences
from tests.road.conftest import Running, fonds, small

Start = Callable[..., Running]


@pytest.fixture(scope="module")
def front() -> Iterator[Front]:
    with serve(small(load_truth()), ["spip32"]) as (made,):
        yield made


def go_on(front: Front, folder: Path) -> None:
    """The same site again, to its end: all there, nothing twice."""
    result = fonds("crawl", "lab", "--delay", "0", cwd=folder)
    assert result.returncode == 0, result.stderr
    with closing(open_archive(folder / "data" / "lab")) as ledger:
        assert not differences(ledger.db, expected(front))
        twice = ledger.db.execute(
            "SELECT u.url FROM captures AS c JOIN urls AS u ON u.id = c.url_id WHERE u.kind IN ('article', 'attachment') "
            "AND c.status = 200 AND c.truncated IS NULL GROUP BY u.identity HAVING count(*) > 1"
        ).fetchall()
        assert not twice


def test_ctrl_c_ends_cleanly_and_the_next_crawl_goes_on(front: Front, start_crawl: Start, tmp_path: Path) -> None:
    running = start_crawl(front, "--delay", "0.02")
    running.wait_for_captures(20)
    code, out, err = running.stop(signal.SIGINT)
    assert code == 3, err
    assert "interrupted" in out
    assert "Traceback" not in err
    go_on(front, tmp_path)


def test_a_second_ctrl_c_ends_at_once(front: Front, start_crawl: Start, tmp_path: Path) -> None:
    running = start_crawl(front, "--delay", "0.02")
    running.wait_for_captures(10)
    running.process.send_signal(signal.SIGINT)
    code, _, err = running.stop(signal.SIGINT)
    assert code == 3, err
    go_on(front, tmp_path)


def test_after_kill_the_next_crawl_goes_on(front: Front, start_crawl: Start, tmp_path: Path) -> None:
    running = start_crawl(front, "--delay", "0.02")
    running.wait_for_captures(30)
    code, _, _ = running.stop(signal.SIGKILL)
    assert code == -signal.SIGKILL
    go_on(front, tmp_path)


def test_limit_leaves_work_and_says_so(front: Front, start_crawl: Start, tmp_path: Path) -> None:
    running = start_crawl(front, "--delay", "0", "--limit", "15")
    out, err = running.process.communicate(timeout=60)
    assert running.process.returncode == 3, err
    assert "limit" in out
    with closing(open_archive(running.archive)) as ledger:
        assert 15 <= len([s for s in ledger.stored_captures() if s.status == 200]) <= 20
    go_on(front, tmp_path)


def test_two_crawls_of_one_site_at_once(front: Front, start_crawl: Start, tmp_path: Path) -> None:
    running = start_crawl(front, "--delay", "0.05")
    running.wait_for_captures(5)
    second = fonds("crawl", "lab", cwd=tmp_path)
    assert second.returncode == 3
    assert "another process" in second.stderr
    running.stop(signal.SIGINT)
