"""A Datasette plugin for the process that answers free SQL: bounds of each connection, headers, and no page but the database's.

Loaded by path (`--plugins-dir`) with the project's folder on PYTHONPATH. Only hooks that Datasette 0.65 and 1.0 share.
"""

import sqlite3
from typing import Any

from datasette import Response, hookimpl

from publication.noting import note_plainly
from publication.site.headers import STOCK, fenced

_MOST_BYTES = 4 * 1024 * 1024
"""Bytes of one value or row: `zeroblob` and `printf` make gigabytes of a short query."""
_MOST_MEMORY = 256 * 1024 * 1024
"""Bytes that SQLite may take in this process."""
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: _MOST_BYTES,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 50_000,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 500,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
}
# Datasette's other pages tell of paths, versions and settings.
_OTHERS = r"/(?!public(?:[/.?]|$)|-/static/).*$"
_ROBOTS = "User-agent: *\nDisallow: /\n"


@hookimpl
def startup() -> None:
    """Before the first answer."""
    note_plainly()


@hookimpl
def prepare_connection(conn: sqlite3.Connection, database: str) -> None:
    """Bound what one query on the snapshot can take; Datasette's own notes are in other databases."""
    if database != "public":
        return
    for limit, value in _LIMITS.items():
        conn.setlimit(limit, value)
    conn.execute("PRAGMA query_only = ON")
    conn.execute(f"PRAGMA hard_heap_limit = {_MOST_MEMORY}")


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """What is not the database is not there."""
    return [(r"/$", _to_database), (r"/robots\.txt$", _robots), (_OTHERS, _not_there)]


@hookimpl
def asgi_wrapper() -> Any:
    """The headers that fence every answer."""
    return lambda app: fenced(app, lambda _path: STOCK)


async def _to_database() -> Response:
    return Response.redirect("/public")


async def _robots() -> Response:
    return Response.text(_ROBOTS)


async def _not_there() -> Response:
    return Response.text("Cette adresse n’existe pas. Les questions en SQL se posent à /public\n", status=404)
