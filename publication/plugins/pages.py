"""A Datasette plugin, hooks only: the public site's pages, and French pages for what goes wrong.

Loaded by path (`--plugins-dir`) with the project's folder on PYTHONPATH. Only hooks that Datasette 0.65 and 1.0 share.
"""

import os
from typing import Any

from datasette import Forbidden, hookimpl

from publication.noting import note_plainly
from publication.site.headers import fenced
from publication.site.own_address import ADDRESS, addressed
from publication.site.refusals import reading_only
from publication.site.routes import failed, routes


@hookimpl
def startup() -> None:
    """Before the first answer."""
    note_plainly()


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Our addresses, which win over Datasette's."""
    return routes()


@hookimpl
def asgi_wrapper() -> Any:
    """The headers that fence every answer; nobody writes, and nobody tells the site its name."""
    return lambda app: fenced(reading_only(addressed(app, os.environ.get(ADDRESS))))


@hookimpl
def handle_exception(datasette: Any, request: Any, exception: BaseException) -> Any:
    """Our page for an exception."""
    return failed(datasette, request, exception)


@hookimpl
def forbidden(datasette: Any, request: Any, message: str) -> Any:
    """Our page for what is closed."""
    return failed(datasette, request, Forbidden(message))
