"""Works out the digest of a snapshot's content, by which equal archives give snapshots of equal id."""

import hashlib
import marshal
import sqlite3

_ORDER = {
    "sites": "id",
    "sections": "id",
    "articles": "id",
    "files": "id",
    "article_files": "article_id, position",
    "article_parts": "article_id, part",
    "file_versions": "file_id, number",
    "pictures": "article_id, position",
    "edits": "article_id, position",
    "versions": "article_id, number",
    "version_captures": "article_id, number, part",
    "originals": "article_id, part",
    "file_pages": "id",
    "tombstones": "site_id, identity",
    "gaps": "id",
    "counts": "site_id, measure, value",
}
"""What the rows of each table of content are ordered by."""
PUBLIC_TABLES = tuple(_ORDER)
"""Tables of content, in the order the snapshot's digest is taken over them."""
_ROWS_AT_ONCE = 10
"""Rows that go into the digest together; another number gives another digest. Of a hundred articles or pages the piece was so
large that its memory was asked of the system each time: that took a third longer."""


def content_digest(db: sqlite3.Connection) -> str:
    """SHA-256 over the names and rows of all tables of content, in a fixed order."""
    digest = hashlib.sha256()
    decoded, db.text_factory = db.text_factory, bytes
    try:
        for table in PUBLIC_TABLES:
            digest.update(f"{table}\n".encode())
            rows = db.execute(f"SELECT * FROM {table} ORDER BY {_ORDER[table]}")
            while some := rows.fetchmany(_ROWS_AT_ONCE):
                # Lengths stand before values, so no two rows read alike. Version 2 of the format is that of any Python.
                digest.update(marshal.dumps(some, 2))
    finally:
        db.text_factory = decoded
    return digest.hexdigest()
