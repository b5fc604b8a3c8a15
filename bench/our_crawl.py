"""Our crawl of one address with storing, without `build`, politeness off; the other side of bench/plain_spider.py.

    python -m bench.our_crawl http://127.0.0.1:PORT/ CONCURRENCY [FOLDER | nothing]

FOLDER keeps the archive there; `nothing` is the same spider without WARC and capture rows, its queue in memory. Prints
`pages seconds peak_kB`: distinct articles stored, from the first request to the last commit.
"""

import hashlib
import resource
import sqlite3
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from archive.capture import Capture
from archive.clock import system_clock
from archive.http_message import parse_answer
from archive.keeper import Exchange, Keeper, Kept
from archive.ledger import Ledger
from archive.opening import open_archive
from archive.schema import prepare
from sites.registry import lab_site
from spiders.run import run_crawl

_STORED = """
SELECT count(DISTINCT u.identity) FROM captures AS c JOIN urls AS u ON u.id = c.url_id
WHERE c.status = 200 AND u.kind = 'article'"""
_KNOWN = "SELECT count(*) FROM urls WHERE state = 'fetched' AND kind = 'article'"


def _keep_nothing(self: Keeper, exchange: Exchange, url_id: int, *_: object) -> Kept:  # noqa: ARG001
    """In place of `Keeper.keep`: what the spider needs of an answer, and nothing written."""
    answer = parse_answer(exchange.received)
    self.bytes_received += len(exchange.received)
    digest = hashlib.sha256(answer.payload).hexdigest()
    capture = Capture(
        exchange.url, exchange.received_at, answer.status, answer.headers, answer.payload, digest, "", "live", "as-sent"
    )
    return Kept(0, capture, is_revisit=False, trouble=None)


def _in_memory(folder: Path) -> Ledger:
    """A ledger that no disk holds."""
    (folder / "captures").mkdir(parents=True)
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.row_factory = sqlite3.Row
    prepare(db, folder)
    return Ledger(folder, db)


def main() -> None:
    site = lab_site(sys.argv[1], "bench", allow_private=True, delay=0.0)
    where = sys.argv[3] if len(sys.argv) > 3 else ""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary if where in ("", "nothing") else where) / "bench"
        if where == "nothing":
            Keeper.keep = _keep_nothing  # type: ignore[method-assign, assignment]
        ledger = _in_memory(folder) if where == "nothing" else open_archive(folder, create=True)
        report = run_crawl(site, ledger, program="Fonds bench", now=system_clock, concurrency=int(sys.argv[2]))
        pages = ledger.db.execute(_KNOWN if where == "nothing" else _STORED).fetchone()[0]
        # started_at is taken before the first request and finished_at after the last commit: both count against us.
        seconds = datetime.fromisoformat(report.finished_at) - datetime.fromisoformat(report.started_at)
        ledger.close()
    print(pages, seconds.total_seconds(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


if __name__ == "__main__":
    main()
