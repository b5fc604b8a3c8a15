"""Writes what hangs on an article: the files it announces, its links, pictures and edits; the article itself is for writer."""

import sqlite3

from articles.article import Article
from database.files import FileWriter
from database.rows import Row, attachment_link_row, edit_rows, link_rows, picture_rows

_EMPTY = tuple(
    f"DELETE FROM {table} WHERE article_id = ?" for table in ("article_attachments", "links", "pictures", "edits")
)
_INSERT_ATTACHMENT_LINK = """
INSERT INTO article_attachments (
    article_id, position, attachment_id, place, url, title, raw_title, type_label, stated_size, description)
VALUES (
    :article_id, :position, :attachment_id, :place, :url, :title, :raw_title, :type_label, :stated_size, :description)"""
_INSERT_LINK = (
    "INSERT INTO links (article_id, position, url, text, kind) VALUES (:article_id, :position, :url, :text, :kind)"
)
_INSERT_PICTURE = """
INSERT INTO pictures (article_id, position, url, alt, caption) VALUES (:article_id, :position, :url, :alt, :caption)"""
_INSERT_EDIT = """
INSERT INTO edits (article_id, position, field, cleaner, start, raw, replacement)
VALUES (:article_id, :position, :field, :cleaner, :start, :raw, :replacement)"""


def write_dependents(
    db: sqlite3.Connection, files: FileWriter, article: Article, article_id: int, *, replaces: bool
) -> None:
    """Write all rows that point at an article; `replaces`: the article had some, which go."""
    if replaces:
        for statement in _EMPTY:
            db.execute(statement, (article_id,))
    file_rows: list[Row] = []
    for position, link in enumerate(article.attachments, start=1):
        file_rows.append(attachment_link_row(link, article_id, position, files.announced(link)))
    for statement, rows in (
        (_INSERT_ATTACHMENT_LINK, file_rows),
        (_INSERT_LINK, link_rows(article, article_id)),
        (_INSERT_PICTURE, picture_rows(article, article_id)),
        (_INSERT_EDIT, edit_rows(article, article_id)),
    ):
        if rows:
            db.executemany(statement, rows)
