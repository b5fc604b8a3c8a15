"""What the public search costs beside the bare SQLite query, on synthetic French articles; what `publish` costs beside copying.

python -m bench.publication                        # 100,000 articles, some minutes
python -m bench.publication --articles 1000000     # a quarter of an hour and 7 GB
python -m bench.publication --publish 100000       # `publish` of an archive.db of so many, beside copying and indexing
"""

import argparse
import hashlib
import random
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from archive.ledger import open_archive
from archive.schema import SCHEMA_VERSION, schema_part
from bench.french_text import texts, vocabulary
from publication.passages import index_passages
from publication.search import EVERYTHING, Filters, find
from publication.snapshot import publish
from sites.site import Site

SITES = ("nord", "sud", "est", "ouest")
_FIRST, _LAST = 2000, 2016
_SECTIONS = 70
_ROUNDS = 5


def days(count: int) -> Iterator[str]:
    """Days of publication, in order, spread over all years."""
    for number in range(count):
        day = number * (_LAST - _FIRST + 1) * 336 // count
        yield f"{_FIRST + day // 336}-{day % 336 // 28 + 1:02d}-{day % 28 + 1:02d}"


def make_public(path: Path, count: int) -> None:
    """A snapshot of so many articles in their final order; every twentieth announces a file of two pages."""
    chance = random.Random(1)
    words = vocabulary(chance)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;")
        db.executescript(schema_part("public"))
        _insert(db, "sites", [{"id": name, "title": name, "host": f"{name}.example.org"} for name in SITES])
        _insert(db, "sections", _sections())
        _insert(db, "snapshot", [{"id": "0" * 64, "schema": SCHEMA_VERSION, "program": "bench 1"}])
        begin = time.process_time()
        db.execute("BEGIN")
        rows = _rows(chance, words, count)
        while batch := [row for _, row in zip(range(20_000), rows, strict=False)]:
            for table in ("articles", "files", "article_files", "file_pages"):
                _insert(db, table, [values for name, values in batch if name == table])
        db.execute("COMMIT")
        print(f"rows: {time.process_time() - begin:.0f} s of processor time")
        begin = time.process_time()
        index_passages(db)
        db.execute("ANALYZE main")
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        print(f"full text, vocabulary, years: {time.process_time() - begin:.0f} s, {path.stat().st_size / 1e9:.1f} GB")


def _sections() -> list[dict[str, object]]:
    return [
        {
            "id": number,
            "site_id": SITES[number % 4],
            "title": f"Rubrique {number}",
            "path": f"Rubrique {number}",
            "parent_id": number // 8 or None,
            "articles": 1,
            "marks": "",
            "permalink": f"{SITES[number % 4]}/{number}",
        }
        for number in range(1, _SECTIONS + 1)
    ]


def _rows(chance: random.Random, words: list[str], count: int) -> Iterator[tuple[str, dict[str, object]]]:
    """Rows of all tables, an article's files before it in the sequence."""
    row = file = 0
    for number, (day, (title, lead, body)) in enumerate(zip(days(count), texts(chance, words, count), strict=True), 1):
        site = SITES[number % 4]
        has_file = number % 20 == 0
        row += 1 + 2 * has_file
        yield (
            "articles",
            {
                "id": row,
                "site_id": site,
                "section_id": 1 + min(_SECTIONS - 1, int(chance.expovariate(0.08))),
                "spip_id": number,
                "published_on": day,
                "title": title,
                "lead": lead,
                "body_text": body,
                "body_html": f"<p>{body}</p>",
                "files": int(has_file),
                "url": f"http://{site}.example.org/spip.php?article{number}",
                "captured_at": "2020-01-01T00:00:00Z",
                "record_id": f"urn:uuid:{number}",
                "warc_file": "a.warc.gz",
                "warc_offset": number,
                "payload_sha256": "0" * 64,
                "source": "live",
                "skeleton": "dist",
                "permalink": f"{site}/{number}",
            },
        )
        if has_file:
            file += 1
            path = f"pdf/f{file}.pdf"
            yield (
                "files",
                {
                    "id": file,
                    "site_id": site,
                    "path": path,
                    "title": title,
                    "state": "held",
                    "url": f"http://{site}.example.org/IMG/{path}",
                    "permalink": f"{site}/{path}",
                },
            )
            yield (
                "article_files",
                {
                    "article_id": row,
                    "position": 1,
                    "file_id": file,
                    "title": title,
                    "place": "joined",
                },
            )
            for page in (1, 2):
                yield (
                    "file_pages",
                    {
                        "id": row - page,
                        "file_id": file,
                        "article_id": row,
                        "position": page,
                        "page": page,
                        "text": f"{lead}\n{body}",
                        "source": "layer",
                    },
                )


def _insert(db: sqlite3.Connection, table: str, rows: list[dict[str, object]]) -> None:
    """Insert rows; of their columns those that the table has."""
    there = {str(name) for (name,) in db.execute("SELECT name FROM pragma_table_info(?)", (table,))}
    if rows:
        names = [name for name in rows[0] if name in there]
        places = ", ".join("?" * len(names))
        statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})"
        db.executemany(statement, [tuple(row[name] for name in names) for row in rows])


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
        statement = "SELECT word FROM vocabulary WHERE length(word) > 5 ORDER BY abs(passages - ?) LIMIT 1"
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
        ("small section", Filters(section=_SECTIONS)),
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


def make_archive_db(folder: Path, count: int) -> None:
    """An archive.db of so many articles, its tables filled without reading any page."""
    ledger = open_archive(folder, create=True)
    db = ledger.db
    chance = random.Random(2)
    words = vocabulary(chance)
    db.execute("BEGIN")
    db.execute(
        "INSERT INTO crawls (id, door, started_at, settings, versions) VALUES (1, 'live', '2020-01-01T00:00:00Z', '{}', '{}')"
    )
    capture = {
        "crawl_id": 1,
        "fetched_at": "2020-01-01T00:00:00Z",
        "status": 200,
        "warc_file": "a.warc.gz",
        "warc_length": 1,
    }
    for number, (day, (title, lead, body)) in enumerate(zip(days(count), texts(chance, words, count), strict=True), 1):
        url, key = f"http://bench.example.org/spip.php?article{number}", f"article/{number}"
        digest = hashlib.sha256(str(number).encode()).hexdigest()
        _insert(
            db,
            "urls",
            [
                {
                    "id": number,
                    "url": url,
                    "identity": key,
                    "kind": "article",
                    "state": "fetched",
                    "depth": 1,
                    "priority": 1,
                    "crawl_id": 1,
                }
            ],
        )
        _insert(
            db,
            "captures",
            [
                capture
                | {
                    "id": number,
                    "record_id": f"urn:uuid:{number}",
                    "url_id": number,
                    "warc_offset": number,
                    "payload_sha256": digest,
                    "payload_bytes": 9,
                    "block_sha256": digest,
                    "source": "live",
                    "fidelity": "as-sent",
                }
            ],
        )
        _insert(db, "readings", [{"capture_id": number, "code": "1", "outcome": "article", "identity": key}])
        if number <= _SECTIONS:
            _insert(
                db,
                "sections",
                [
                    {
                        "id": number,
                        "identity": f"section/{number}",
                        "title": f"Rubrique {number}",
                        "raw_title": "",
                        "parent_id": number // 8 or None,
                        "capture_id": number,
                    }
                ],
            )
        _insert(
            db,
            "articles",
            [
                {
                    "id": number,
                    "identity": key,
                    "url": url,
                    "spip_id": number,
                    "title": title,
                    "raw_title": title,
                    "lead": lead,
                    "body_text": body,
                    "body_html": f"<p>{body}</p>",
                    "raw_body_text": "",
                    "section_id": 1 + number % min(number, _SECTIONS),
                    "published_on": day,
                    "skeleton": "dist",
                    "charset": "utf-8",
                    "charset_source": "header",
                    "content_sha256": digest,
                    "capture_id": number,
                }
            ],
        )
    db.execute("COMMIT")
    ledger.close()


def measure_publish(folder: Path, count: int) -> None:
    """`publish` beside copying the snapshot and building its full text anew by plain SQL."""
    make_archive_db(folder / "bench", count)
    ledger = open_archive(folder / "bench")
    site = Site(name="bench", title="Bench", hosts=("bench.example.org",))
    for _ in range(3):
        begin, begin_cpu = time.perf_counter(), time.process_time()
        path = publish([(site, ledger)], folder, program="bench 1").path
        own, own_cpu = time.perf_counter() - begin, time.process_time() - begin_cpu
        begin, begin_cpu = time.perf_counter(), time.process_time()
        shutil.copy(path, folder / "copy.db")
        with closing(sqlite3.connect(folder / "copy.db", isolation_level=None)) as db:
            db.execute("INSERT INTO passages_fts (passages_fts) VALUES ('rebuild')")
        plain, plain_cpu = time.perf_counter() - begin, time.process_time() - begin_cpu
        print(
            f"publish of {count}: {own:.1f} s ({own_cpu:.1f} of processor), plain {plain:.1f} s ({plain_cpu:.1f}): "
            f"{own / plain:.2f} times, {own_cpu / plain_cpu:.2f} of processor (asked 3)"
        )
    ledger.close()


def main() -> None:
    """Make what is asked for, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--publish", type=int, metavar="ARTICLES")
    parser.add_argument("--keep", type=Path, help="a public.db made before, or where to leave it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        if options.publish:
            measure_publish(Path(temporary), options.publish)
            return
        path = options.keep or Path(temporary) / "public.db"
        if not path.exists():
            make_public(path, options.articles)
        measure(path)


if __name__ == "__main__":
    main()
