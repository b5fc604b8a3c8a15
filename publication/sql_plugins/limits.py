"""A Datasette plugin for the process that answers free SQL: bounds of each connection, headers, and no page but the database's.

Loaded by path (`--plugins-dir`) with the project's folder on PYTHONPATH. Only hooks that Datasette 0.65 and 1.0 share.
"""

import resource
import sqlite3
from typing import Any

from datasette import Response, hookimpl

from publication.noting import note_plainly
from publication.site.headers import STOCK, fenced
from publication.sql_bounds import bound
from publication.sql_turns import taken_in_turn

_MOST_ADDRESSES = 1024 * 1024 * 1024
"""Bytes of addresses that this process may take in all: whatever gets past the other bounds, the machine does not pay for it."""
_MOST_OF_A_FILE = 1024 * 1024 * 1024
"""Bytes of a file that it may write: SQLite sorts what is large in temporary ones."""
# Datasette's other pages tell of paths, versions and settings.
_OTHERS = r"/(?!public(?:[/.?]|$)|-/static/).*$"
_ROBOTS = "User-agent: *\nDisallow: /\n"


@hookimpl
def startup() -> None:
    """Before the first answer."""
    note_plainly()
    for limit, most in ((resource.RLIMIT_AS, _MOST_ADDRESSES), (resource.RLIMIT_FSIZE, _MOST_OF_A_FILE)):
        _, hard = resource.getrlimit(limit)
        resource.setrlimit(limit, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


@hookimpl
def prepare_connection(conn: sqlite3.Connection, database: str) -> None:
    """Bound what one query on the snapshot can take; Datasette's own notes are in other databases."""
    if database != "public":
        return
    bound(conn)


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """What is not the database is not there."""
    return [(r"/$", _to_database), (r"/robots\.txt$", _robots), (_OTHERS, _not_there)]


@hookimpl
def asgi_wrapper() -> Any:
    """The headers that fence every answer, and one question after the other."""
    return lambda app: fenced(taken_in_turn(app), lambda _path: STOCK)


async def _to_database() -> Response:
    return Response.redirect("/public")


async def _robots() -> Response:
    return Response.text(_ROBOTS)


async def _not_there() -> Response:
    return Response.text("Cette adresse n’existe pas. Les questions en SQL se posent à /public\n", status=404)
