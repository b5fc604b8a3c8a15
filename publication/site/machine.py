"""An article whole, as JSON: what it says, its files, where it came from, how it is cited."""

import json
import sqlite3

from publication.permalink import page_address
from publication.site.citation import ABSENT, citation, cited
from publication.site.gone import gone_or_absent
from publication.site.page import Answer, Asked, Data

ARTICLE = """
SELECT a.permalink, a.site_id AS site, a.url, a.title, a.surtitle, a.subtitle, a.lead, a.body_text, a.body_html, a.notes,
       a.postscript, a.author, a.category, a.published_on, a.published_raw, a.written_on, a.language, a.online_url,
       a.parts, s.path AS section, t.licence, t.licence_url, t.publisher,
       a.captured_at, a.record_id, a.warc_file, a.warc_offset, a.payload_sha256, a.source, a.skeleton, a.id
FROM articles AS a JOIN sites AS t ON t.id = a.site_id LEFT JOIN sections AS s ON s.id = a.section_id
WHERE a.permalink = ?"""
FILES = """
SELECT f.permalink, f.url, l.title, l.place, f.state, f.media_type, f.bytes, f.stated_size, f.sha256, f.captured_at,
       f.record_id, f.warc_file, f.warc_offset
FROM article_files AS l JOIN files AS f ON f.id = l.file_id WHERE l.article_id = ? ORDER BY l.position"""
VERSIONS = "SELECT number, first_seen, last_seen, content_sha256 FROM versions WHERE article_id = ? ORDER BY number"
VERSION_CAPTURES = """
SELECT number, part, captured_at, url, record_id, warc_file, warc_offset, payload_sha256, source
FROM version_captures WHERE article_id = ? ORDER BY number, part"""
SNAPSHOT = "SELECT id, schema, program FROM snapshot"
_PROOF = ("captured_at", "record_id", "warc_file", "warc_offset", "payload_sha256", "source", "skeleton")


def article_data(db: sqlite3.Connection, asked: Asked) -> Answer:
    """The article as JSON."""
    row, quoted = db.execute(ARTICLE, (asked.named["permalink"],)).fetchone(), cited(db, asked)
    if row is None or quoted is None:
        return gone_or_absent(db, "article", asked.named["permalink"], ABSENT)
    article = {name: row[name] for name in row.keys() if name not in (*_PROOF, "id")}  # noqa: SIM118 (a row gives values)
    whole = {
        "address": quoted.address,
        **article,
        "files": [
            {"address": asked.origin + page_address("file", file["permalink"]), **dict(file)}
            for file in db.execute(FILES, (row["id"],))
        ],
        "versions": _versions(db, row["id"]),
        "proof": {name: row[name] for name in _PROOF},
        "citation": citation(quoted),
        "snapshot": dict(db.execute(SNAPSHOT).fetchone()),
    }
    body = json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
    return Data(
        body, "application/json; charset=utf-8", headers={"access-control-allow-origin": "*"}, is_of_snapshot=True
    )


def _versions(db: sqlite3.Connection, article: int) -> list[dict[str, object]]:
    """All versions, the oldest first, each with the captured pages it was read from."""
    captures: dict[int, list[dict[str, object]]] = {}
    for row in db.execute(VERSION_CAPTURES, (article,)):
        captures.setdefault(row["number"], []).append({name: row[name] for name in row.keys() if name != "number"})  # noqa: SIM118
    return [
        {**dict(version), "captures": captures.get(version["number"], [])}
        for version in db.execute(VERSIONS, (article,))
    ]
