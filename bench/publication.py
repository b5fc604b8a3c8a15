"""What the public search costs beside the bare SQLite query, on synthetic French articles; what `publish` costs beside copying.

python -m bench.publication                        # 100,000 articles, some minutes
python -m bench.publication --articles 1000000     # a quarter of an hour and 7 GB
python -m bench.publication --publish 100000       # `publish` of an archive.db of so many, beside copying and indexing
"""

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from archive.opening import open_archive
from bench.synthetic import SECTIONS, public_of, public_options
from bench.synthetic_archive import make_archive_db
from publication.search import EVERYTHING, Filters, find
from publication.snapshot import publish
from sites.site import Site

_ROUNDS = 5


def cost(action: Callable[[], object]) -> float:
    """Processor time in ms, the median of some calls; the first one, which warms the cache, is not counted."""
    action()
    taken = []
    for _ in range(_ROUNDS):
        begin = time.process_time()
        action()
        taken.append(time.process_time() - begin)
    return sorted(taken)[_ROUNDS // 2] * 1000


def measure(path: Path) -> None:
    """Each search beside the bare query: its word in plain FTS5, newest first, with a snippet each."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        passages = int(db.execute("SELECT max(last_id) FROM years").fetchone()[0])
        asked = _asked(db, passages)
        print(f"\n{'search':44} {'matches':>8} {'words':>5} {'bare ms':>8} {'ms':>7} {'asked':>6}")
        for name, typed, filters, sort, limit in asked:
            found = find(db, typed, filters, sort=sort)  # type: ignore[arg-type]
            forms = sum(len(group.phrases) for group in found.groups)
            bare = " ".join(f'"{" ".join(group.term.tokens)}"' for group in found.groups)
            plain = cost(lambda bare=bare: db.execute(_BARE, (bare,)).fetchall()) if bare else 0.0  # type: ignore[misc]
            own = cost(lambda typed=typed, filters=filters, sort=sort: find(db, typed, filters, sort=sort))  # type: ignore[misc]
            slow = "" if own <= limit else "  TOO SLOW"
            print(f"{name:44} {found.total:8} {forms:5} {plain:8.2f} {own:7.2f} {limit:6}{slow}")


_BARE = """
SELECT rowid, snippet(passages_fts, 2, '', '', '…', 32) FROM passages_fts WHERE passages_fts MATCH ?
ORDER BY rowid DESC LIMIT 20"""


def _asked(db: sqlite3.Connection, passages: int) -> list[tuple[str, str, Filters, str, int]]:
    def word(share: float) -> str:
        wanted = max(1, int(share * passages))
        statement = "SELECT word FROM vocabulary WHERE length(word) > 5 AND word NOT GLOB '*[0-9]*' ORDER BY abs(passages - ?) LIMIT 1"
        return str(db.execute(statement, (wanted,)).fetchone()[0])

    family = db.execute(
        "SELECT max(word) FROM vocabulary WHERE length(stem) > 4 GROUP BY stem ORDER BY count(*) DESC, sum(passages) DESC"
    ).fetchone()[0]
    # Of the vocabulary, only function words stand in every article.
    rare, middle, common = word(0.0001), word(0.2), word(0.4)
    words = {"rare": rare, "in a fifth": middle, "common": common, "in every article": "de", "many forms": str(family)}
    site = Filters(site="sud")
    asked = [(f"newest first, {name}", typed, EVERYTHING, "newest", 10) for name, typed in words.items()]
    asked += [
        ("newest first, common and rare", f"{common} {rare}", EVERYTHING, "newest", 10),
        ("newest first, three words", f"{common} {middle} {family}", EVERYTHING, "newest", 10),
        ("newest first, no words", "", EVERYTHING, "newest", 10),
    ]
    asked += [(f"of a year, {name}", typed, Filters(year="2007"), "newest", 10) for name, typed in words.items()]
    for label, filters in (
        ("site", site),
        ("section", Filters(section=3)),
        ("small section", Filters(section=SECTIONS)),
        ("articles", Filters(kind="article")),
        ("files", Filters(kind="file")),
        ("site, section, kind, year", Filters("sud", 3, "article", "2007")),
    ):
        asked += [
            (f"{label}, {name}", typed, filters, "newest", 60) for name, typed in words.items() if name != "in a fifth"
        ]
    asked += [
        ("beginning of four letters", f"{common[:4]}*", EVERYTHING, "newest", 60),
        ("beginning, in every article", f"{family[:4]}*", EVERYTHING, "newest", 60),
        ("common without middle", f"{common} -{middle}", EVERYTHING, "newest", 60),
        ("exact phrase", f'"de la" {middle}', EVERYTHING, "newest", 60),
        ("compound", f"{common}-{middle}", EVERYTHING, "newest", 60),
    ]
    asked += [(f"by relevance, {name}", typed, EVERYTHING, "relevance", 60) for name, typed in words.items()]
    asked += [
        ("by relevance, three words", f"{common} {middle} {family}", EVERYTHING, "relevance", 60),
        ("by relevance, of a site", common, site, "relevance", 60),
        ("by relevance, beginning", f"{common[:4]}*", EVERYTHING, "relevance", 60),
        ("nothing found, a slip", f"{common[:3]}xq{common[3:]} {middle}", EVERYTHING, "newest", 1000),
    ]
    return asked


def measure_publish(folder: Path, count: int) -> None:
    """`publish` beside copying archive.db and building the full text of the snapshot by plain SQL."""
    make_archive_db(folder / "bench", count)
    ledger = open_archive(folder / "bench")
    site = Site(name="bench", title="Bench", hosts=("bench.example.org",))
    for _ in range(3):
        begin, begin_cpu = time.perf_counter(), time.process_time()
        path = publish([(site, ledger)], folder, program="bench 1").path
        own, own_cpu = time.perf_counter() - begin, time.process_time() - begin_cpu
        begin, begin_cpu = time.perf_counter(), time.process_time()
        shutil.copy(folder / "bench" / "archive.db", folder / "copy.db")
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.execute("INSERT INTO passages_fts (passages_fts) VALUES ('rebuild')")
        plain, plain_cpu = time.perf_counter() - begin, time.process_time() - begin_cpu
        print(
            f"publish of {count}: {own:.1f} s ({own_cpu:.1f} of processor), plain {plain:.1f} s ({plain_cpu:.1f}): "
            f"{own / plain:.2f} times, {own_cpu / plain_cpu:.2f} of processor (asked 3)"
        )
    ledger.close()


def main() -> None:
    """Make what is asked for, measure, print."""
    parser = public_options(__doc__)
    parser.add_argument("--publish", type=int, metavar="ARTICLES")
    options = parser.parse_args()
    if options.publish:
        with tempfile.TemporaryDirectory() as temporary:
            measure_publish(Path(temporary), options.publish)
        return
    with public_of(options) as path:
        measure(path)


if __name__ == "__main__":
    main()
