"""A Datasette plugin for the process that answers free SQL: bounds of each connection, headers, and no page but the database's.

Loaded by path (`--plugins-dir`) with the project's folder on PYTHONPATH. Only hooks that Datasette 0.65 and 1.0 share.
"""

import os
import resource
import sqlite3
from typing import Any

from datasette import Forbidden, Response, hookimpl

from publication.noting import note_plainly
from publication.site.failures import failed_page, is_too_long
from publication.site.headers import STOCK, fenced
from publication.site.own_address import ADDRESS, addressed
from publication.site.refusals import ELSEWHERE, reading_only
from publication.sql_bounds import bound
from publication.sql_turns import taken_in_turn

_MOST_ADDRESSES = 1024 * 1024 * 1024
"""Bytes of addresses that this process may take in all: whatever gets past the other bounds, the machine does not pay for it."""
_MOST_OF_A_FILE = 1024 * 1024 * 1024
"""Bytes of a file that it may write: SQLite sorts what is large in temporary ones."""
_NOT_KEPT = {"cache-control": "no-store"}
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
    return [(r"/$", _to_database), (r"/robots\.txt$", _robots), (ELSEWHERE, _not_there)]


@hookimpl
def asgi_wrapper() -> Any:
    """The headers that fence every answer; nobody writes or tells the process its name, and one question after the other."""
    address = os.environ.get(ADDRESS)
    return lambda app: fenced(reading_only(addressed(taken_in_turn(app), address)), lambda _path: STOCK)


@hookimpl
def handle_exception(request: Any, exception: BaseException) -> Response:
    """What went wrong, in French and without Datasette's words."""
    return _failed(request, exception)


@hookimpl
def forbidden(request: Any, message: str) -> Response:
    """What is closed, likewise."""
    return _failed(request, Forbidden(message))


def _failed(request: Any, exception: BaseException) -> Response:
    status, words = _words_of(exception)
    if request.path.endswith((".json", ".jsono")):
        return Response.json({"ok": False, "error": words, "status": status}, status=status, headers=_NOT_KEPT)
    return Response.text(f"{words}\n", status=status, headers=_NOT_KEPT)


def _words_of(exception: BaseException) -> tuple[int, str]:
    """Status and sentence."""
    if is_too_long(exception):
        return 503, "La question a été arrêtée au bout de cinq secondes. Une question plus étroite aboutira."
    if isinstance(exception, MemoryError):
        return 503, "La question demandait trop de mémoire. Une question plus étroite aboutira."
    if getattr(exception, "title", None) == "Invalid SQL":
        return 400, f"SQLite refuse cette question, qui doit commencer par SELECT, WITH ou EXPLAIN : {exception}"
    page = failed_page(exception)
    return page.status, str(page.context["sentence"])


async def _to_database() -> Response:
    return Response.redirect("/public")


async def _robots() -> Response:
    return Response.text(_ROBOTS)


async def _not_there() -> Response:
    return Response.text("Cette adresse n’existe pas. Les questions en SQL se posent à /public\n", status=404)
