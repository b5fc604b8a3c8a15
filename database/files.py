"""Attachments: files that were captured or announced by articles, and how the two agree; bytes are judged elsewhere."""

import sqlite3

from archive.ledger import Ledger
from archive.stored import StoredCapture
from articles.article import AttachmentLink
from attachments.document import HELD, Document
from attachments.sizes import agrees
from database.rows import attachment_key, file_title

_GIVE_UP = """
UPDATE attachments SET state = 'not-asked', capture_id = NULL, sha256 = NULL, bytes = NULL, media_type = NULL, type_agrees = NULL,
    header_agrees = NULL, announced_bytes = NULL
WHERE capture_id = ?"""
_BY_KEY = "SELECT id, state, capture_id FROM attachments WHERE identity = ?"
_INSERT = """
INSERT INTO attachments (identity, url, state, capture_id, sha256, bytes, media_type, type_agrees, header_agrees,
                         announced_bytes, title, stated_size)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"""
_UPDATE = """
UPDATE attachments SET state = ?, capture_id = ?, sha256 = ?, bytes = ?, media_type = ?, type_agrees = ?, header_agrees = ?,
    announced_bytes = ?
WHERE id = ?"""
# What the first link says: that of the article captured first, then the first in it. The size may stand on a later link
# only (a file linked in the text, and again with its size in the list below).
_TAKE_WORDS = """
UPDATE attachments SET
    (url, title) = (
        SELECT l.url, l.title FROM article_attachments AS l JOIN articles AS a ON a.id = l.article_id
        WHERE l.attachment_id = attachments.id ORDER BY a.capture_id, l.position LIMIT 1),
    stated_size = (
        SELECT l.stated_size FROM article_attachments AS l JOIN articles AS a ON a.id = l.article_id
        WHERE l.attachment_id = attachments.id AND l.stated_size IS NOT NULL ORDER BY a.capture_id, l.position LIMIT 1)
WHERE EXISTS (SELECT 1 FROM article_attachments AS l WHERE l.attachment_id = attachments.id)"""
_UNANNOUNCED = """
SELECT id, url, (
    SELECT u.url FROM captures AS c JOIN urls AS u ON u.id = c.url_id WHERE c.id = capture_id) AS captured_url
FROM attachments
WHERE NOT EXISTS (SELECT 1 FROM article_attachments AS l WHERE l.attachment_id = attachments.id)"""
_TAKE_ADDRESS = "UPDATE attachments SET url = ?, title = ?, stated_size = NULL WHERE id = ?"
_COMPARE_SIZES = """
UPDATE attachments SET size_agrees = agrees(stated_size, bytes) WHERE size_agrees IS NOT agrees(stated_size, bytes)"""
# A problem of the file and the articles together, so it is told anew once both are known. What is cut has another size anyway.
_FORGET_SIZES = "DELETE FROM reading_problems WHERE kind = 'size-differs'"
_TELL_SIZES = """
INSERT INTO reading_problems (capture_id, url, stage, kind, message)
SELECT capture_id, url, 'attachment', 'size-differs', 'the site stated ' || stated_size || ', the file has ' || bytes || ' bytes'
FROM attachments WHERE size_agrees = 0 AND state <> 'truncated' ORDER BY identity"""
_NEVER_READ = "SELECT id, identity, state FROM attachments WHERE state IN ('not-asked', 'missing', 'failed')"
_SET_STATE = "UPDATE attachments SET state = ? WHERE id = ?"
_DROP_ORPHANS = """
DELETE FROM attachments
WHERE NOT EXISTS (SELECT 1 FROM article_attachments AS l WHERE l.attachment_id = attachments.id)
  AND NOT EXISTS (SELECT 1 FROM readings AS r WHERE r.identity = attachments.identity)"""
_GONE = (404, 410)


class FileWriter:
    """Numbers files as they are first met, captured or announced."""

    def __init__(self, db: sqlite3.Connection):
        self._db = db

    def announced(self, link: AttachmentLink) -> int:
        """Row number of the file this link leads to; it is made, as not asked for, when there is none."""
        key = attachment_key(link)
        present = self._db.execute(_BY_KEY, (key,)).fetchone()
        if present is not None:
            return int(present["id"])
        values = (key, link.url, "not-asked", *(None,) * 7, link.title, link.stated_size)
        return int(self._db.execute(_INSERT, values).fetchone()[0])

    def write(self, stored: StoredCapture, document: Document, state: str) -> None:
        """Store what a captured file is, and in which state. A bad capture never pushes out the good one that is held."""
        held = state in HELD
        facts = (
            state,
            stored.id if held else None,
            stored.payload_sha256 if held else None,
            stored.payload_bytes if held else None,
            document.media_type if held else None,
            document.type_agrees if held else None,
            document.header_agrees if held else None,
            document.announced if held else None,
        )
        present = self._db.execute(_BY_KEY, (stored.identity,)).fetchone()
        if present is None:
            values = (stored.identity, stored.url, *facts, file_title(stored.url), None)
            self._db.execute(_INSERT, values).fetchone()
        elif held or present["state"] not in HELD or present["capture_id"] == stored.id:
            self._db.execute(_UPDATE, (*facts, present["id"]))

    def give_up(self, capture_id: int) -> None:
        """Hold no more what this capture held: its bytes cannot be read any longer. What it is then, `settle_files` says."""
        self._db.execute(_GIVE_UP, (capture_id,))


def settle_files(ledger: Ledger) -> None:
    """Bring every file in line with the articles that announce it and with what became of its address."""
    db = ledger.db
    db.execute(_TAKE_WORDS)
    unannounced = [
        (row["captured_url"] or row["url"], file_title(row["captured_url"] or row["url"]), row["id"])
        for row in db.execute(_UNANNOUNCED)
    ]
    db.executemany(_TAKE_ADDRESS, unannounced)
    db.execute(_DROP_ORPHANS)
    db.create_function("agrees", 2, agrees, deterministic=True)
    db.execute(_COMPARE_SIZES)
    db.execute(_FORGET_SIZES)
    db.execute(_TELL_SIZES)
    changed = []
    for row in db.execute(_NEVER_READ):
        state = state_of_unread(ledger.url_state(row["identity"]))
        if state != row["state"]:
            changed.append((state, row["id"]))
    db.executemany(_SET_STATE, changed)


def state_of_unread(found: tuple[str, str | None, int | None] | None) -> str:
    """State of a file that no capture holds, from the state, rule and last status of its address.

    >>> state_of_unread(None), state_of_unread(("fetched", None, 404)), state_of_unread(("failed", "timeout", None))
    ('not-asked', 'missing', 'failed')
    """
    if found is None:
        return "not-asked"
    state, _, status = found
    if status in _GONE:
        return "missing"
    # A redirect that leads to this file makes its target a capture of the same key; one that doesn't gave no file.
    return "failed" if state in ("failed", "fetched", "redirected", "not-modified") else "not-asked"
