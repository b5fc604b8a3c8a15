"""The bytes of archived files and their thumbnails, as they stand in the snapshot; the page of a file is for `file`."""

import sqlite3
from collections.abc import Mapping

from publication.site.file_words import harmless
from publication.site.gone import gone_or_absent
from publication.site.headers import archived_file
from publication.site.page import Absent, Answer, Asked, Data, Stored

_COLUMNS = "b.rowid AS row, length(b.bytes) AS length, coalesce(b.public_sha256, b.sha256) AS digest"
_BYTES = f"""
SELECT f.path, f.media_type, {_COLUMNS} FROM files AS f JOIN file_bytes AS b ON b.sha256 = f.sha256 WHERE f.permalink = ?"""
_THUMBNAIL = "SELECT image FROM thumbnails WHERE sha256 = ?"
_PICTURE = f"""
SELECT p.media_type, {_COLUMNS} FROM pictures AS p JOIN file_bytes AS b ON b.sha256 = p.sha256 WHERE p.sha256 = ? LIMIT 1"""
_KEPT = {"cache-control": "max-age=60"}
# What is named by its digest never changes.
_FOR_EVER = {"cache-control": "public, max-age=31536000, immutable"}


def octets_data(db: sqlite3.Connection, asked: Asked) -> Answer:
    """The bytes of a file, to be saved: never shown as a page of this site, whatever they are."""
    row = db.execute(_BYTES, (asked.named["permalink"],)).fetchone()
    if row is None:
        sentence = "L’archive ne conserve pas ce fichier ; sa page dit pourquoi."
        return gone_or_absent(db, "file", asked.named["permalink"], sentence)
    headers = _KEPT | archived_file(harmless(row["path"].rpartition("/")[2]))
    return _stored(row, row["media_type"] or "application/octet-stream", headers)


def picture_data(db: sqlite3.Connection, asked: Asked) -> Stored | Absent:
    """A picture of an article, to be shown in it."""
    row = db.execute(_PICTURE, (asked.named["sha256"],)).fetchone()
    if row is None:
        return Absent("L’archive n’a pas d’image à cette adresse.")
    return _stored(row, row["media_type"], _FOR_EVER)


def thumbnail_data(db: sqlite3.Connection, asked: Asked) -> Data | Absent:
    """The first page of a file, small."""
    row = db.execute(_THUMBNAIL, (asked.named["sha256"],)).fetchone()
    if row is None:
        return Absent("L’archive n’a pas de vignette de ce fichier.")
    return Data(row["image"], "image/webp", headers=_FOR_EVER)


def _stored(row: sqlite3.Row, media_type: str, headers: Mapping[str, str]) -> Stored:
    return Stored("file_bytes", "bytes", row["row"], row["length"], media_type, row["digest"], headers)
