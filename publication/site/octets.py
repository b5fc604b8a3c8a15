"""The bytes of archived files and their thumbnails, as they stand in the snapshot; the page of a file is for `file`."""

import sqlite3

from publication.site.file_words import harmless
from publication.site.gone import gone_or_absent
from publication.site.headers import archived_file
from publication.site.page import Absent, Answer, Asked, Data

_BYTES = """
SELECT f.path, f.media_type, b.bytes FROM files AS f JOIN file_bytes AS b ON b.sha256 = f.sha256 WHERE f.permalink = ?"""
_THUMBNAIL = "SELECT image FROM thumbnails WHERE sha256 = ?"
_PICTURE = """
SELECT p.media_type, b.bytes FROM pictures AS p JOIN file_bytes AS b ON b.sha256 = p.sha256 WHERE p.sha256 = ? LIMIT 1"""
# What is named by its digest never changes.
_FOR_EVER = {"cache-control": "public, max-age=31536000, immutable"}


def octets_data(db: sqlite3.Connection, asked: Asked) -> Answer:
    """The bytes of a file, to be saved: never shown as a page of this site, whatever they are."""
    row = db.execute(_BYTES, (asked.named["permalink"],)).fetchone()
    if row is None:
        sentence = "L’archive ne conserve pas ce fichier ; sa page dit pourquoi."
        return gone_or_absent(db, "file", asked.named["permalink"], sentence)
    headers = archived_file(harmless(row["path"].rpartition("/")[2]))
    return Data(row["bytes"], row["media_type"] or "application/octet-stream", headers=headers, is_of_snapshot=True)


def picture_data(db: sqlite3.Connection, asked: Asked) -> Data | Absent:
    """A picture of an article, to be shown in it."""
    row = db.execute(_PICTURE, (asked.named["sha256"],)).fetchone()
    if row is None:
        return Absent("L’archive n’a pas d’image à cette adresse.")
    return Data(row["bytes"], row["media_type"], headers=_FOR_EVER)


def thumbnail_data(db: sqlite3.Connection, asked: Asked) -> Data | Absent:
    """The first page of a file, small."""
    row = db.execute(_THUMBNAIL, (asked.named["sha256"],)).fetchone()
    if row is None:
        return Absent("L’archive n’a pas de vignette de ce fichier.")
    return Data(row["image"], "image/webp", headers=_FOR_EVER)
