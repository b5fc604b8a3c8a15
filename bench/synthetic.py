"""Makes snapshots of synthetic French articles for the benches, or takes one made before; archives of such are for synthetic_archive."""

import argparse
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from archive.schema import SCHEMA_VERSION, schema_part
from bench.french_text import texts, vocabulary
from publication import selection
from publication.numbering import MAKE_NUMBERS
from publication.passages import count_words, index_passages, mark_sections
from publication.snapshot import PAGE_SIZE

SITES = ("nord", "sud", "est", "ouest")
_FIRST, _LAST = 2000, 2016
SECTIONS = 70


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
        db.executescript(f"PRAGMA page_size = {PAGE_SIZE}")
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;")
        db.executescript(schema_part("public"))
        insert(db, "sites", [_site(name) for name in SITES])
        insert(db, "sections", _sections())
        insert(db, "snapshot", [{"id": "0" * 64, "schema": SCHEMA_VERSION, "program": "bench 1"}])
        begin = time.process_time()
        db.execute("BEGIN")
        rows = _rows(chance, words, count)
        while batch := [row for _, row in zip(range(20_000), rows, strict=False)]:
            for table in ("articles", "files", "article_files", "file_pages"):
                insert(db, table, [values for name, values in batch if name == table])
        db.execute("COMMIT")
        print(f"rows: {time.process_time() - begin:.0f} s of processor time")
        begin = time.process_time()
        db.executescript(MAKE_NUMBERS)
        db.execute(
            "INSERT INTO temp.article_numbers (id, site_id, published_on, source) SELECT id, site_id, published_on, source FROM articles"
        )
        for statement in selection.COUNTS:
            db.execute(statement)
        mark_sections(db)
        index_passages(db)
        count_words(db)
        db.execute("ANALYZE main")
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        print(f"full text, vocabulary, years: {time.process_time() - begin:.0f} s, {path.stat().st_size / 1e9:.1f} GB")


def public_options(description: str | None) -> argparse.ArgumentParser:
    """The options of a bench that measures on a snapshot; it may add its own."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="a public.db made before, or where to leave it")
    return parser


@contextmanager
def public_of(options: argparse.Namespace) -> Iterator[Path]:
    """The snapshot that these options ask for, made where there is none; gone after the block unless it is to be kept."""
    with tempfile.TemporaryDirectory() as temporary:
        path = options.keep or Path(temporary) / "public.db"
        if not path.exists():
            make_public(path, options.articles)
        yield path


def _site(name: str) -> dict[str, object]:
    captured = {"first_capture": "2020-01-01T00:00:00Z", "last_capture": "2020-02-01T00:00:00Z"}
    return {
        "id": name,
        "title": name,
        "host": f"{name}.example.org",
        "successor": "https://www.example.org/",
        **captured,
    }


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
        for number in range(1, SECTIONS + 1)
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
                "section_id": 1 + min(SECTIONS - 1, int(chance.expovariate(0.08))),
                "spip_id": number,
                "published_on": day,
                "title": title,
                "lead": lead,
                "body_text": body,
                "body_html": f'<p>{body}</p><p>Voir <a href="http://{site}.example.org/spip.php?article{number // 2}">la page</a>.</p>',
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
                    "media_type": "application/pdf",
                    "bytes": 1000 + file,
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


def insert(db: sqlite3.Connection, table: str, rows: list[dict[str, object]]) -> None:
    """Insert rows; of their columns those that the table has."""
    there = {str(name) for (name,) in db.execute("SELECT name FROM pragma_table_info(?)", (table,))}
    if rows:
        names = [name for name in rows[0] if name in there]
        places = ", ".join("?" * len(names))
        statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})"
        db.executemany(statement, [tuple(row[name] for name in names) for row in rows])
