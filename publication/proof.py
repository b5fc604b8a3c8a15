"""Fills the tables by which an article is proved: edits, versions, captured pages; how they are shown is for `site`."""

import json
import sqlite3
import zlib
from collections.abc import Collection, Iterator
from functools import cache
from itertools import groupby

from archive.ledger import Ledger
from articles.article import Edit
from articles.original import read_original
from database.originals import addresses_of
from publication.masking import masked
from publication.withholding import Hidden, Telling, told_edits
from sites.errors import Damage
from sites.site import Site

# Articles with edits that are not told as they are: where nothing is withdrawn, only those that an e-mail address may stand in.
# In the edits of the others there is nothing to mask.
MAKE_ODD = "CREATE TEMP TABLE IF NOT EXISTS odd_articles (archive_id INTEGER PRIMARY KEY)"
FORGET_ODD = "DELETE FROM temp.odd_articles"
NOTE_ALL = (
    "INSERT INTO temp.odd_articles (archive_id) SELECT n.archive_id FROM temp.article_numbers AS n WHERE n.site_id = ?"
)
NOTE_ODD = """
INSERT OR IGNORE INTO temp.odd_articles (archive_id)
SELECT n.archive_id FROM temp.article_numbers AS n WHERE n.site_id = ? AND n.id = ?"""
NOTE_ODD_EDITS = """
INSERT OR IGNORE INTO temp.odd_articles (archive_id)
SELECT e.article_id FROM archive.edits AS e
WHERE instr(e.raw, '@') OR instr(e.raw, '＠') OR instr(e.raw, '﹫')
   OR instr(e.replacement, '@') OR instr(e.replacement, '＠') OR instr(e.replacement, '﹫')"""
# Edits of what is hidden itself (the title of a withdrawn file) are left out.
_EDITS = """
FROM temp.article_numbers AS n CROSS JOIN archive.edits AS e ON e.article_id = n.archive_id
WHERE n.site_id = :site
  AND NOT EXISTS (
      SELECT 1 FROM archive.article_attachments AS l
      WHERE l.article_id = e.article_id AND e.field = 'attachment/' || l.position
        AND NOT EXISTS (
            SELECT 1 FROM temp.file_numbers AS f WHERE f.site_id = :site AND f.archive_id = l.attachment_id))"""
PLAIN_EDITS = f"""
INSERT INTO edits (article_id, position, field, cleaner, start, raw, replacement)
SELECT n.id, e.position, e.field, e.cleaner, e.start, e.raw, e.replacement {_EDITS}
  AND e.article_id NOT IN (SELECT o.archive_id FROM temp.odd_articles AS o)
ORDER BY n.id, e.position"""
ODD_EDITS = f"""
SELECT n.id, n.archive_id, e.field, e.position, e.cleaner, e.start, e.raw, e.replacement {_EDITS}
  AND e.article_id IN (SELECT o.archive_id FROM temp.odd_articles AS o)
ORDER BY n.id, e.field, e.position"""
CLEAN = """
SELECT title, surtitle, subtitle, lead, body_text AS body, postscript, category, author, online_text AS online
FROM archive.articles WHERE id = ?"""
EDIT = "INSERT INTO edits (article_id, position, field, cleaner, start, raw, replacement) SELECT ?, ?, ?, ?, ?, ?, ?"

# What the article itself says stands in `articles` and is not said twice.
_TEXTS = ("title", "surtitle", "subtitle", "lead", "body_text", "notes", "postscript")
# The view is worked out once, and two tables are filled of it.
MAKE_VERSIONS = """
CREATE TEMP TABLE IF NOT EXISTS version_numbers (
    article_id INTEGER, archive_id INTEGER, number INTEGER, capture_id INTEGER, first_seen TEXT, last_seen TEXT,
    content_sha256 TEXT, is_shown INTEGER, PRIMARY KEY (article_id, number)) WITHOUT ROWID"""
FORGET_VERSIONS = "DELETE FROM temp.version_numbers"
NOTE_VERSIONS = """
INSERT INTO temp.version_numbers
SELECT n.id, n.archive_id, v.number, v.capture_id, v.first_seen, v.last_seen, v.content_sha256, v.content_sha256 = n.content_sha256
FROM archive.article_versions AS v JOIN temp.article_numbers AS n ON n.site_id = ? AND n.identity = v.identity"""
VERSIONS = f"""
INSERT INTO versions (article_id, number, first_seen, last_seen, content_sha256, {", ".join(_TEXTS)}, files)
SELECT v.article_id, v.number, v.first_seen, v.last_seen, v.content_sha256,
       {", ".join(f"CASE WHEN t.{name} IS NOT NULL THEN told(v.archive_id, t.{name}) END" for name in _TEXTS)},
       CASE WHEN t.files IS NOT NULL THEN told_files(v.archive_id, t.files) END
FROM temp.version_numbers AS v
LEFT JOIN archive.version_texts AS t ON t.content_sha256 = CASE WHEN NOT v.is_shown THEN v.content_sha256 END
ORDER BY v.article_id, v.number"""
VERSION_CAPTURES = """
INSERT INTO version_captures (article_id, number, part, captured_at, url, record_id, warc_file, warc_offset, payload_sha256, source)
SELECT v.article_id, v.number, coalesce(p.part, 1), c.fetched_at, u.url, c.record_id, c.warc_file, c.warc_offset, c.payload_sha256,
       c.source
FROM temp.version_numbers AS v
LEFT JOIN archive.version_parts AS p ON p.capture_id = v.capture_id
JOIN archive.captures AS seen ON seen.id = coalesce(p.read_from, v.capture_id)
JOIN archive.captures AS c ON c.id = coalesce(seen.revisit_of, seen.id)
JOIN archive.urls AS u ON u.id = c.url_id
ORDER BY v.article_id, v.number, p.part"""

# In order before pages are looked up, so that no page is sorted.
CAPTURES = """
WITH shown (article_id, part, capture_id) AS MATERIALIZED (
    SELECT n.id, p.part, p.capture_id
    FROM temp.article_numbers AS n JOIN archive.parts AS p ON p.article_id = n.archive_id WHERE n.site_id = :site
    UNION ALL
    SELECT n.id, 1, n.capture_id FROM temp.article_numbers AS n
    WHERE n.site_id = :site AND NOT EXISTS (SELECT 1 FROM archive.parts AS p WHERE p.article_id = n.archive_id)
    ORDER BY 1, 2)"""
_KEPT = """
FROM shown AS s CROSS JOIN archive.captures AS c ON c.id = s.capture_id
CROSS JOIN archive.originals AS o ON o.capture_id = c.id"""
ORIGINALS = f"""{CAPTURES}
INSERT INTO originals (article_id, part, captured_at, html) SELECT s.article_id, s.part, c.fetched_at, o.html {_KEPT}"""
PAGES = f"""{CAPTURES}
SELECT s.article_id, s.part, c.record_id, u.url, o.html, o.addresses {_KEPT} JOIN archive.urls AS u ON u.id = c.url_id"""
SET_PAGE = "UPDATE originals SET html = ? WHERE article_id = ? AND part = ?"
DROP_PAGE = "DELETE FROM originals WHERE article_id = ? AND part = ?"
_LEVEL = 6

Lost = tuple[str, str, str, str]
"""Address, stage, kind and message of a captured page that cannot be shown, as a row of `gaps`."""


def take_proof(
    db: sqlite3.Connection, site: Site, ledger: Ledger, hidden: Hidden, addressed: Collection[int]
) -> list[Lost]:
    """Fill `edits`, `versions`, `version_captures` and `originals` of one attached site; pages that could not be read again.
    `addressed`: rows of the articles that may hold an e-mail address."""
    db.row_factory = sqlite3.Row
    try:
        _take_edits(db, site, hidden, addressed)
        _take_versions(db, site, hidden)
        db.execute(masked(db, ORIGINALS), {"site": site.name})
        return list(_withhold_pages(db, site, ledger, hidden)) if hidden.names else []
    finally:
        db.row_factory = None


def _take_edits(db: sqlite3.Connection, site: Site, hidden: Hidden, addressed: Collection[int]) -> None:
    db.execute(MAKE_ODD)
    db.execute(FORGET_ODD)
    if hidden.names:
        db.execute(NOTE_ALL, (site.name,))
    else:
        db.executemany(NOTE_ODD, [(site.name, number) for number in addressed])
        db.execute(NOTE_ODD_EDITS)
    db.execute(PLAIN_EDITS, {"site": site.name})
    db.executemany(masked(db, EDIT), _odd_edits(db, site, hidden))


def _odd_edits(db: sqlite3.Connection, site: Site, hidden: Hidden) -> Iterator[tuple[object, ...]]:
    rows = db.execute(ODD_EDITS, {"site": site.name}).fetchall()
    for (number, article), of_article in groupby(rows, key=lambda row: (row["id"], row["archive_id"])):
        clean = db.execute(CLEAN, (article,)).fetchone()
        tell = hidden.telling(article)
        for name, group in groupby(of_article, key=lambda row: row["field"]):
            found = list(group)
            edits = [Edit(name, row["cleaner"], row["start"], row["raw"], row["replacement"]) for row in found]
            text = clean[name] if name in clean.keys() else None  # noqa: SIM118 (a row gives values)
            for row, edit in zip(found, told_edits(edits, text, tell), strict=True):
                yield number, row["position"], name, edit.cleaner, edit.start, edit.raw, edit.replacement


def _take_versions(db: sqlite3.Connection, site: Site, hidden: Hidden) -> None:
    def told(article: int, text: str | None) -> str | None:
        return None if text is None else hidden.telling(article)(text)

    def told_files(article: int, files: str | None) -> str | None:
        return None if files is None else _files(files, hidden, hidden.telling(article))

    db.create_function("told", 2, told, deterministic=True)
    db.create_function("told_files", 2, told_files, deterministic=True)
    db.execute(MAKE_VERSIONS)
    db.execute(FORGET_VERSIONS)
    db.execute(NOTE_VERSIONS, (site.name,))
    db.execute(masked(db, VERSIONS))
    db.execute(masked(db, VERSION_CAPTURES))


def _files(files: str, hidden: Hidden, tell: Telling) -> str:
    shown = [[path, tell(title)] for path, title in json.loads(files) if not hidden.hides_file(path)]
    return json.dumps(shown, ensure_ascii=False)


def _withhold_pages(db: sqlite3.Connection, site: Site, ledger: Ledger, hidden: Hidden) -> Iterator[Lost]:
    """Make the pages that lead to something hidden anew without it, and take out those that name it all the same; the
    pages for which this could not be done."""
    # Menus and lists: most addresses of a site stand on many of its pages.
    hides = cache(hidden.hides)
    for row in db.execute(PAGES, {"site": site.name}):
        place = (row["article_id"], row["part"])
        if not any(map(hides, addresses_of(row["addresses"]))):
            if hidden.is_named_in(zlib.decompress(row["html"]).decode()):
                db.execute(DROP_PAGE, place)
            continue
        stored = ledger.capture_by_record(row["record_id"])
        try:
            if stored is None:
                raise Damage(f"{row['record_id']}: no such capture")
            capture = ledger.read_capture(stored)
        except Damage:
            db.execute(DROP_PAGE, place)
            message = (
                "the captured page names something withdrawn and could not be read again without it, so it is not shown"
            )
            yield row["url"], "original", "original-unreadable", message
            continue
        html = read_original(capture.payload, capture.header("content-type"), capture.url, hides=hides).html
        if html and not hidden.is_named_in(html):
            db.execute(SET_PAGE, (zlib.compress(html.encode(), _LEVEL), *place))
        else:
            db.execute(DROP_PAGE, place)
