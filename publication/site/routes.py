"""Which address is which page, and how a page is answered; pages themselves know nothing of Datasette."""

import asyncio
import os
import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from datasette import Response
from datasette.utils import sqlite_timelimit
from datasette.views.base import DatasetteError

from publication.free_sql import SQL_PORT
from publication.site.article import article_page
from publication.site.downloads import AGAIN_SECONDS, download_headers, download_of, stream
from publication.site.failures import absent_page, busy_page, failed_page, is_too_long
from publication.site.file import file_page
from publication.site.files import files_page
from publication.site.gaps_page import gaps_page
from publication.site.home import home_page
from publication.site.octets import octets_data, picture_data, thumbnail_data
from publication.site.page import Absent, Asked, Data, Moved, Page, PageMaker, Stored
from publication.site.proof_pages import PROOF_PAGES
from publication.site.refusals import ELSEWHERE
from publication.site.rendering import ICON, STYLESHEET, STYLESHEET_VERSION, render
from publication.site.search import search_data, search_page
from publication.site.sections import section_page, tree_page
from publication.site.sending import StoredResponse, is_known
from publication.site.standing import about_page, accessibility_page, data_page, legal_page, withdrawal_page
from publication.site.timeline import month_page, timeline_page, undated_page, year_page

DATABASE = "public"
SNAPSHOT = "SELECT id FROM snapshot"
_LIMIT_MS = 2000
_KEPT = {"cache-control": "max-age=60"}
_NOT_KEPT = {"cache-control": "no-store"}
_CONFIGURATION = "fonds"
"""Name of the plugin configuration in the metadata: who publishes this archive, and how to reach them."""

PAGES: Sequence[tuple[str, PageMaker]] = (
    (r"/$", home_page),
    *PROOF_PAGES,
    (r"/a/(?P<permalink>.+)$", article_page),
    (r"/r/(?P<permalink>.+)$", section_page),
    (r"/f/(?P<permalink>.+)$", file_page),
    (r"/telecharger/(?P<permalink>.+)$", octets_data),
    (r"/images/(?P<sha256>[0-9a-f]{64})$", picture_data),
    (r"/vignettes/(?P<sha256>[0-9a-f]{64})\.webp$", thumbnail_data),
    (r"/rubriques$", tree_page),
    (r"/chronologie$", timeline_page),
    (r"/chronologie/sans-date$", undated_page),
    (r"/chronologie/(?P<year>[0-9]{4})$", year_page),
    (r"/chronologie/(?P<year>[0-9]{4})/(?P<month>0[1-9]|1[0-2])$", month_page),
    (r"/fichiers$", files_page),
    (r"/lacunes$", gaps_page),
    (r"/recherche$", search_page),
    (r"/recherche\.(?P<format>json|csv)$", search_data),
    (r"/a-propos$", about_page),
    (r"/accessibilite$", accessibility_page),
    (r"/mentions-legales$", legal_page),
    (r"/retrait$", withdrawal_page),
    (r"/donnees$", data_page),
)
"""Addresses and their pages."""

# Of addresses with a final slash, those of then keep it, and Datasette sees to its own.
_FINAL_SLASH = r"/+(?!url/|public/|-/static)[^/\\].*/$"
_DATA = re.compile(r"/(?:recherche|a/.+)\.json")
"""Addresses of ours whose answer is JSON; that of a file may end so too, and is a page."""


def routes() -> list[tuple[str, Any]]:
    """All of them, as Datasette's hook `register_routes` takes them; the first that fits answers."""
    return [
        (r"/fonds\.css$", stylesheet),
        (r"/favicon\.ico$", icon),
        (_FINAL_SLASH, without_final_slash),
        (r"/donnees/(?P<table>[^/]+)\.csv$", table_download),
        *((pattern, _answering(maker)) for pattern, maker in PAGES),
        (ELSEWHERE, not_there),
    ]


def _answering(maker: PageMaker) -> Any:
    async def answer(datasette: Any, request: Any) -> Response:
        return await answered(datasette, request, maker)

    return answer


async def without_final_slash(request: Any) -> Response:
    """No page of ours has one: it is tried again without, its query kept."""
    query = f"?{request.query_string}" if request.query_string else ""
    return Response.redirect(f"/{request.path.strip('/')}{query}", status=301)


async def not_there(datasette: Any, request: Any) -> Response:
    """Any other address: 404."""
    return await answered(
        datasette, request, lambda _db, _asked: Absent("Cette archive n’a pas de page à cette adresse.")
    )


async def answered(datasette: Any, request: Any, maker: PageMaker) -> Response:
    """A page of the snapshot, all of its rows read on one connection in one go."""
    origin = datasette.absolute_url(request, "/").rstrip("/")
    settings = _settings(datasette, origin)
    asked = Asked(
        path=request.path,
        named={name: unquote(value) for name, value in request.url_vars.items()},
        query={name: request.args[name] for name in request.args},
        origin=origin,
        raw_query=request.query_string,
        settings=settings,
    )

    database = datasette.get_database(DATABASE)

    def read(db: sqlite3.Connection) -> Response:
        with sqlite_timelimit(db, _LIMIT_MS):
            page = maker(db, asked)
            if isinstance(page, Moved):
                return Response.redirect(page.address, status=301)
            if isinstance(page, Data):
                return _data(page, db, request.headers.get("if-none-match", ""))
            if isinstance(page, Stored):
                return StoredResponse(page, database, request.headers, is_head=request.method == "HEAD")
            if isinstance(page, Absent):
                page = absent_page(page)
            if page.status != 200 and _DATA.fullmatch(asked.path):
                return _told(page)
            headers = _KEPT if page.status == 200 else _NOT_KEPT
            return Response.html(render(page, db, origin, settings), status=page.status, headers=headers)

    response: Response = await database.execute_fn(read)
    return response


async def table_download(datasette: Any, request: Any, send: Any, receive: Any) -> Response | None:
    """A table whole, or narrowed to the rows of a list, as it is read: it answers itself, and says so by None."""
    table = unquote(request.url_vars["table"])
    query = {name: request.args[name] for name in request.args}
    origin = datasette.absolute_url(request, "/").rstrip("/")
    path = Path(datasette.get_database(DATABASE).path)
    download = await asyncio.to_thread(download_of, path, table, query, origin)
    if isinstance(download, Absent):
        absent = download
        return await answered(datasette, request, lambda _db, _asked: absent)
    name = f"{table}-tableur" if download.is_for_spreadsheet else table
    if request.method == "HEAD":
        headers = dict(download_headers(name))
        media_type = headers.pop("content-type")  # else Response says text/plain beside it
        return Response("", headers=headers, content_type=media_type)
    if await stream(download, name, send, receive):
        return None
    page = busy_page()
    html = render(page, None, origin, _settings(datasette, origin))
    return Response.html(html, status=page.status, headers={**_NOT_KEPT, "retry-after": str(AGAIN_SECONDS)})


def _settings(datasette: Any, origin: str) -> dict[str, Any]:
    """What the publisher says of itself, and where free SQL is answered (`sql`): an address of its own behind a proxy, else
    the port that `serve` told of."""
    settings = dict(datasette.plugin_config(_CONFIGURATION) or {})
    port = os.environ.get(SQL_PORT)
    if port and "sql" not in settings:
        parts = urlsplit(origin)
        settings["sql"] = f"{parts.scheme}://{_host_only(parts.netloc)}:{port}/public"
    return settings


def _host_only(netloc: str) -> str:
    return re.sub(r":\d+$", "", netloc)


def _data(data: Data, db: sqlite3.Connection, known: str) -> Response:
    """An answer for programs; 304 where `known` (If-None-Match) names the snapshot it was made of."""
    headers = {**_KEPT, **data.headers}
    if data.following:
        headers["link"] = f'<{data.following}>; rel="next"'
    if data.is_of_snapshot:
        headers["etag"] = f'"{db.execute(SNAPSHOT).fetchone()[0]}"'
        if is_known(headers["etag"], known):
            return Response("", status=304, headers=headers, content_type=data.media_type)
    return Response(data.body, headers=headers, content_type=data.media_type)


async def stylesheet(request: Any) -> Response:
    """The stylesheet: for ever under the address that names its version."""
    is_named = request.args.get("v") == STYLESHEET_VERSION
    age = "max-age=31536000, immutable" if is_named else "max-age=60"
    return Response(
        STYLESHEET, headers={"cache-control": f"public, {age}"}, content_type="text/css; charset=utf-8", status=200
    )


async def icon() -> Response:
    """The sign in a browser's tab."""
    return Response(ICON, headers={"cache-control": "public, max-age=86400"}, content_type="image/svg+xml", status=200)


def failed(datasette: Any, request: Any, exception: BaseException) -> Response:
    """A French page for what went wrong while answering, in JSON for those who asked for JSON."""
    page = failed_page(exception, 400 if _is_asked_wrongly(request, exception) else None)
    if re.search(r"\.jsono?$", request.path):
        return _told(page)
    origin = datasette.absolute_url(request, "/").rstrip("/")
    html = render(page, None, origin, _settings(datasette, origin))
    return Response.html(html, status=page.status, headers=_NOT_KEPT)


def _told(page: Page) -> Response:
    """What a page says that is none of what was asked for, to a program."""
    told = {"ok": False, "error": page.context["sentence"], "status": page.status, "title": page.title}
    return Response.json(told, status=page.status, headers=_NOT_KEPT)


def _is_asked_wrongly(request: Any, exception: BaseException) -> bool:
    """Whether an exception that would be our fault is about the query string. Datasette's tables stumble over what they do not
    understand there (`_sort=nosuch`, `_through={`, `id__in=[`, a number too large for SQLite): no fault of ours. A question that takes
    too long is another matter.
    """
    return (
        request.path.startswith("/public/")
        and bool(request.query_string)
        and getattr(exception, "status", 500) in (None, 500)
        and isinstance(exception, DatasetteError | sqlite3.OperationalError | LookupError | ValueError | OverflowError)
        and not is_too_long(exception)
    )
