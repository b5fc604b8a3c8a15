"""What a page of the public site costs the server, on a snapshot of many articles that all say the same; searches are for `publication`.

python -m bench.pages                          # 100,000 articles, about a minute
python -m bench.pages --articles 1000000       # some minutes and 4 GB
"""

import argparse
import os
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

from archive.schema import SCHEMA_VERSION, schema_part
from publication import selection
from publication.serve import serving

_REQUESTS = 200
_BODY = "Les associations de la région peuvent demander une aide à la direction pour leurs projets. " * 16
_SECTIONS = 70

# Of four sites, seventeen years, seventy sections; every tenth article announces one of its two files.
FILL = (
    """
WITH RECURSIVE n (i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < 3)
INSERT INTO sites (id, title, host, successor, first_capture, last_capture)
SELECT 'site' || i, 'Site ' || i, 's' || i || '.example.org', 'https://www.example.org/', '2020-01-01T00:00:00Z', '2020-02-01T00:00:00Z'
FROM n""",
    f"""
WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 4 * {_SECTIONS})
INSERT INTO sections (id, site_id, permalink, title, path, parent_id, articles, marks)
SELECT i, 'site' || ((i - 1) / {_SECTIONS}), 'site' || ((i - 1) / {_SECTIONS}) || '/' || i, 'Rubrique ' || i, 'Rubrique ' || i,
       CASE WHEN (i - 1) % {_SECTIONS} >= 8 THEN (i - 1) / {_SECTIONS} * {_SECTIONS} + 1 + (i % 8) END, 100, ''
FROM n""",
    f"""
WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < :count)
INSERT INTO articles (
    id, site_id, section_id, permalink, spip_id, published_on, title, lead, body_text, body_html, files, url, captured_at,
    record_id, warc_file, warc_offset, payload_sha256, source, skeleton)
SELECT i, 'site' || (i % 4), 1 + (i % 4) * {_SECTIONS} + (i / 4 % {_SECTIONS}), 'site' || (i % 4) || '/' || i, i,
       date('2000-01-01', (i * 6209 / :count) || ' days'), 'Aide aux associations, campagne numéro ' || i,
       'Les dossiers se déposent avant la fin du mois.', :body,
       '<p>' || :body || '</p><h3>Suite</h3><p>Voir <a href="http://s' || (i % 4) || '.example.org/spip.php?article' || (i / 2)
       || '">la page</a>.</p>',
       i % 10 = 0, 'http://s' || (i % 4) || '.example.org/spip.php?article' || i, '2020-01-01T00:00:00Z', 'urn:uuid:' || i,
       'a.warc.gz', i, printf('%064x', i), 'live', 'dist'
FROM n""",
    """
INSERT INTO files (id, site_id, permalink, path, title, state, media_type, bytes, url)
SELECT id, site_id, site_id || '/pdf/f' || id || '.pdf', 'pdf/f' || id || '.pdf', title, 'held', 'application/pdf', 1000 + id,
       url || '.pdf'
FROM articles WHERE id % 10 = 0""",
    """
INSERT INTO article_files (article_id, position, file_id, title, place) SELECT id, 1, id, title, 'joined' FROM files""",
    "INSERT INTO snapshot (id, schema, program) VALUES (printf('%064x', 1), 1, 'bench')",
    *selection.COUNTS,
)


def make_public(path: Path, count: int) -> None:
    """A snapshot of so many articles, without full text."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;")
        db.executescript(schema_part("public"))
        for statement in FILL:
            db.execute(statement, {"count": count, "body": _BODY})
        db.execute("ANALYZE main")
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def processor_seconds(process: int) -> float:
    """Processor time that a process has used (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(public: Path, count: int) -> None:
    """Each kind of page over loopback: processor time of the server a request, and the median wait."""
    half = count // 2
    kinds = {
        "article": [f"a/site{number % 4}/{number}" for number in range(half, half + _REQUESTS)],
        "home": [""] * _REQUESTS,
        "section": [f"r/site{number % 4}/{1 + number % 4 * _SECTIONS + number % _SECTIONS}" for number in range(_REQUESTS)],
        "section, far down": [f"r/site0/1?avant={half + number}" for number in range(_REQUESTS)],
        "year": [f"chronologie/{2000 + number % 16}" for number in range(_REQUESTS)],
        "month, far down": [f"chronologie/2007/06?avant={int(count * 7.48 / 17) + number}" for number in range(_REQUESTS)],
        "file": [f"f/site{number % 4}/pdf/f{number}.pdf" for number in range(half // 10 * 10, half // 10 * 10 + 2000, 10)],
        "files of a type": [f"fichiers?type=application/pdf&apres={half + number}" for number in range(_REQUESTS)],
        "about": ["a-propos"] * _REQUESTS,
    }  # fmt: skip
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


def main() -> None:
    """Make the snapshot and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="folder whose public.db is used, or made when it is not there")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        public = (given.keep or Path(folder)) / "public.db"
        if not public.exists():
            public.parent.mkdir(parents=True, exist_ok=True)
            make_public(public, given.articles)
        measure(public, given.articles)


if __name__ == "__main__":
    main()
