"""What a page of the public site costs the server, and what 32 readers at once are answered; each search alone is for `publication`.

python -m bench.pages                          # 100,000 articles, some minutes
python -m bench.pages --articles 1000000       # a quarter of an hour and 7 GB
python -m bench.pages --keep public.db         # on a snapshot made before by one of the benches of the public site
"""

import os
import sqlite3
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import ProxyHandler, build_opener

from bench.synthetic import public_of, public_options
from publication.serve import serving

_REQUESTS = 200
_READERS = 32


def processor_seconds(process: int) -> float:
    """Processor time that a process has used (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _addresses(public: Path) -> dict[str, list[str]]:
    """Pages of each kind that are asked for, from the middle of the archive."""
    with closing(sqlite3.connect(public)) as db:

        def named(folder: str, table: str) -> list[str]:
            half = f"(SELECT max(id) / 2 FROM {table})"
            rows = db.execute(
                f"SELECT permalink FROM {table} WHERE id > {half} ORDER BY id LIMIT {_REQUESTS}"
            ).fetchall()
            return [f"{folder}/{quote(rows[number % len(rows)][0])}" for number in range(_REQUESTS)]

        section, year, month = db.execute(
            """
SELECT s.permalink, substr(a.published_on, 1, 4), substr(a.published_on, 6, 2)
FROM articles AS a JOIN sections AS s ON s.id = a.section_id ORDER BY a.id LIMIT 1 OFFSET (SELECT count(*) / 2 FROM articles)"""
        ).fetchone()
        (last,) = db.execute("SELECT max(id) FROM articles").fetchone()
        (file,) = db.execute("SELECT max(id) FROM files").fetchone()
        (of_month,) = db.execute(
            "SELECT max(id) FROM articles WHERE published_on < ?", (f"{year}-{month}-20",)
        ).fetchone()
        return {
            "article": named("a", "articles"),
            "home": [""] * _REQUESTS,
            "section": named("r", "sections"),
            "section, far down": [f"r/{quote(section)}?avant={last // 2 - number}" for number in range(_REQUESTS)],
            "year": [f"chronologie/{2000 + number % 16}" for number in range(_REQUESTS)],
            "month, far down": [f"chronologie/{year}/{month}?avant={of_month - number}" for number in range(_REQUESTS)],
            "file": named("f", "files"),
            "files of a type": [f"fichiers?type=application/pdf&apres={file // 2 + n}" for n in range(_REQUESTS)],
            "about": ["a-propos"] * _REQUESTS,
        }


def measure(public: Path) -> None:
    """Each kind of page over loopback: processor time of the server a request, and the median wait."""
    kinds = _addresses(public)
    opener = build_opener(ProxyHandler({}))
    print(f"{'page':20} {'CPU ms':>7} {'wait ms':>8} {'bytes':>7}")
    with serving(public) as (address, process):
        for name, paths in kinds.items():
            waits, size = [], 0
            for path in paths[:20]:
                opener.open(address + path).read()
            begin = processor_seconds(process.pid)
            for path in paths:
                start = time.perf_counter()
                with opener.open(address + path) as answer:
                    size = len(answer.read())
                waits.append(time.perf_counter() - start)
            used = (processor_seconds(process.pid) - begin) * 1000 / len(paths)
            print(f"{name:20} {used:7.2f} {sorted(waits)[len(waits) // 2] * 1000:8.2f} {size:7}")


def _searches(public: Path) -> list[str]:
    """Searches for words of all frequencies, newest first and by relevance, whole and as beginnings."""
    with closing(sqlite3.connect(public)) as db:
        statement = "SELECT word FROM vocabulary WHERE length(word) > 5 ORDER BY passages DESC LIMIT 1 OFFSET ?"
        kept = int(db.execute("SELECT count(*) FROM vocabulary WHERE length(word) > 5").fetchone()[0])
        offsets = [min(offset, kept - 1) for offset in (0, 10, 100, 1000, 5000, 20000)]
        words = [str(db.execute(statement, (offset,)).fetchone()[0]) for offset in offsets]
    forms = [*words, f"{words[0]} {words[3]}", *(f"{word[:4]}*" for word in words), f"{words[1]} -{words[2]}"]
    return [f"recherche?q={quote(form)}{sort}" for form in forms for sort in ("", "&tri=pertinence")]


def crowd(public: Path) -> None:
    """As many readers as `_READERS`, each on a connection of its own, ask for pages and searches in turn: how they were answered."""
    kinds = [*_addresses(public).values(), _searches(public)]
    opener = build_opener(ProxyHandler({}))

    def ask(address: str) -> tuple[int, float]:
        start = time.perf_counter()
        try:
            with opener.open(address, timeout=60) as answer:
                answer.read()
                status = int(answer.status)
        except HTTPError as error:
            status = error.code
        return status, time.perf_counter() - start

    with serving(public) as (address, _), ThreadPoolExecutor(_READERS) as readers:
        wanted = [address + kind[number % len(kind)] for number in range(_REQUESTS) for kind in kinds]
        begin = time.perf_counter()
        answers = list(readers.map(ask, wanted))
        seconds = time.perf_counter() - begin
    statuses = Counter(status for status, _ in answers)
    waits = sorted(wait for _, wait in answers)
    told = ", ".join(f"{number} of status {status}" for status, number in sorted(statuses.items()))
    print(f"{_READERS} at once: {told} (asked: no 400, no 500); {len(answers) / seconds:.0f} a second,")
    print(f"half within {waits[len(waits) // 2] * 1000:.0f} ms, all within {waits[-1] * 1000:.0f} ms")


def main() -> None:
    """Make the snapshot and measure."""
    with public_of(public_options(__doc__).parse_args()) as public:
        measure(public)
        crowd(public)


if __name__ == "__main__":
    main()
