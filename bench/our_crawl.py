"""Our crawl of one address with storing, without `build`, politeness off; the other side of bench/plain_spider.py.

    python -m bench.our_crawl http://127.0.0.1:PORT/ CONCURRENCY

Prints `pages seconds peak_kB`: distinct articles stored, from the first request to the last commit.
"""

import resource
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from archive.ledger import open_archive, system_clock
from sites.registry import lab_site
from spiders.run import run_crawl

_STORED = """
SELECT count(DISTINCT u.identity), min(c.fetched_at) FROM captures AS c JOIN urls AS u ON u.id = c.url_id
WHERE c.status = 200 AND u.kind = 'article'"""


def main() -> None:
    site = lab_site(sys.argv[1], "bench", allow_private=True, delay=0.0)
    with tempfile.TemporaryDirectory() as folder:
        ledger = open_archive(Path(folder) / "bench", create=True)
        report = run_crawl(site, ledger, program="Fonds bench", now=system_clock, concurrency=int(sys.argv[2]))
        pages, _ = ledger.db.execute(_STORED).fetchone()
        # started_at is taken before the first request and finished_at after the last commit: both count against us.
        seconds = datetime.fromisoformat(report.finished_at) - datetime.fromisoformat(report.started_at)
        ledger.close()
    print(pages, seconds.total_seconds(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


if __name__ == "__main__":
    main()
