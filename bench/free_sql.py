"""What slow free SQL costs the readers: the article page's 95th percentile, alone and beside six clients that loop slow queries.

python -m bench.free_sql                       # 100,000 articles, made anew
python -m bench.free_sql --keep public.db      # on a snapshot made before by bench.publication
"""

import sqlite3
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from bench.synthetic import public_of, public_options
from publication.datasette_process import claim_port
from publication.free_sql import serving_sql
from publication.serve import METADATA, serving

SLOW = (
    "select count(*) from articles where body_text like '%zq%zq%'",
    "with recursive t(n) as (select 1 union all select n + 1 from t) select count(*) from t",
    "select a.title, count(*) from articles as a join articles as b on a.published_on = b.published_on group by 1 order by 2",
)
_CLIENTS = 6
_REQUESTS = 300
_ROUNDS = 3
_ASKED = 2.0


def percentile(address: str, pages: list[str], share: float = 0.95) -> float:
    """So many percent of the requests for these pages, one after the other on one connection, took at most so many ms."""
    parts = urlsplit(address)
    taken = []
    with closing(HTTPConnection(str(parts.hostname), parts.port, timeout=60)) as connection:
        for page in pages:
            begin = time.perf_counter()
            connection.request("GET", page)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, page
            taken.append((time.perf_counter() - begin) * 1000)
    return sorted(taken)[int(share * len(taken))]


@contextmanager
def looping(address: str) -> Iterator[list[int]]:
    """Six clients that ask slow queries without end, for the length of a block; statuses of their answers."""
    parts, stop, seen = urlsplit(address), threading.Event(), []

    def loop(number: int) -> None:
        while not stop.is_set():
            with closing(HTTPConnection(str(parts.hostname), parts.port, timeout=120)) as connection:
                query = urlencode({"sql": f"{SLOW[number % len(SLOW)]} -- {time.monotonic_ns()}"})
                connection.request("GET", f"/public.json?{query}")
                answer = connection.getresponse()
                answer.read()
                seen.append(answer.status)

    clients = [threading.Thread(target=loop, args=(number,)) for number in range(_CLIENTS)]
    for client in clients:
        client.start()
    try:
        time.sleep(3)
        yield seen
    finally:
        stop.set()
        for client in clients:
            client.join()


def measure(path: Path) -> None:
    """Three rounds, alone and beside the clients; the median of their ratios."""
    with closing(sqlite3.connect(path)) as db:
        rows = db.execute("SELECT permalink FROM articles ORDER BY random() LIMIT ?", (_REQUESTS,)).fetchall()
    pages = [f"/a/{quote(permanent)}" for (permanent,) in rows]
    sql_port = claim_port("127.0.0.1", 0)
    with serving_sql(path, METADATA, port=sql_port) as (sql, _), serving(path, sql_port=sql_port) as (site, _):
        percentile(site, pages)
        ratios = []
        for number in range(1, _ROUNDS + 1):
            alone = percentile(site, pages)
            with looping(sql) as statuses:
                beside = percentile(site, pages)
            ratios.append(beside / alone)
            print(
                f"round {number}: 95 % of article pages within {alone:.1f} ms alone, {beside:.1f} ms beside "
                f"{_CLIENTS} clients ({len(statuses)} slow answers): {ratios[-1]:.2f} times"
            )
        print(f"median {statistics.median(ratios):.2f} times (asked {_ASKED})")


def main() -> None:
    """Make a snapshot unless one is given, and measure."""
    with public_of(public_options(__doc__).parse_args()) as path:
        measure(path)


if __name__ == "__main__":
    main()
