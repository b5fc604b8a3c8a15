"""Whole tables of the snapshot as CSV, or the rows of one list, streamed without being held; what Datasette gives of them is its own."""

import asyncio
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore, Lock

from publication.site.csv_lines import MARK, PARAMETER, VALUE, Cell, line_of, spreadsheet_line
from publication.site.headers import Receive, Send
from publication.site.page import Absent
from publication.site.standing import TABLES

_BATCH = 500
"""Rows that are read and sent together."""
_MOST_AT_ONCE = 4
"""Downloads that go on at a time; who comes then is asked to come again."""
AGAIN_SECONDS = 30
"""After how many it is worth to ask again."""
_STALLED_SECONDS = 60.0
"""How long a reader may take for a batch before the download is cut."""

# Pages come first: of all downloads one batch at a time is read, as in a queue.
_TURN = Lock()
_OPEN = BoundedSemaphore(_MOST_AT_ONCE)

_COLUMNS = "SELECT name, type, pk FROM pragma_table_info(?)"
_OF_SECTION = """
id IN (SELECT rowid FROM passages_fts WHERE passages_fts MATCH coalesce((
    SELECT 'marks : ("rubrique' || id || '" AND "article")' FROM sections WHERE permalink = :rubrique), 'marks : "rubrique"'))"""
NARROWINGS: Mapping[str, Mapping[str, str]] = {
    "articles": {
        "annee": "published_on >= :annee AND published_on < :annee || '~'",
        "rubrique": _OF_SECTION,
        "site": "site_id = :site",
    },
    "files": {"type": "media_type = :type", "etat": "state = :etat", "site": "site_id = :site"},
}
"""By table and parameter of the address, to which rows a download may be narrowed; a section is meant with all below it."""


@dataclass(frozen=True, slots=True)
class Download:
    """Rows of a table, ready to be read."""

    database: Path
    """The snapshot."""
    statement: str
    """What gives the rows, in order of their keys."""
    values: Mapping[str, str]
    """What it is narrowed by, and where blobs are found (`blobs`)."""
    is_for_spreadsheet: bool
    """Whether it is written for a French spreadsheet."""

    def batches(self) -> Iterator[str]:
        """The CSV in pieces, the line of names first; the same columns as Datasette's, which gives the address of a blob for it."""
        with closing(_opened(self.database)) as db:
            rows = db.execute(self.statement, self.values)
            batch: Sequence[Sequence[Cell]] = [[name for name, *_ in rows.description]]
            line = spreadsheet_line if self.is_for_spreadsheet else line_of
            if self.is_for_spreadsheet:
                yield MARK
            while batch:
                yield "".join(map(line, batch))
                batch = rows.fetchmany(_BATCH)


def download_of(database: Path, table: str, query: Mapping[str, str], origin: str) -> Download | Absent:
    """The rows of a table that an address asks for; Absent where there is no such table or nothing of that kind in it."""
    if table not in dict(TABLES):
        return Absent("Aucune table publique de cette archive ne porte ce nom.")
    narrowings = NARROWINGS.get(table, {})
    is_for_spreadsheet = query.get(PARAMETER) == VALUE
    if is_for_spreadsheet:
        query = {name: value for name, value in query.items() if name != PARAMETER}
    if not query.keys() <= narrowings.keys():
        ways = ", ".join(narrowings)
        return Absent("Cette table se prend entière" + (f", ou restreinte par {ways}." if ways else "."))
    with closing(_opened(database)) as db:
        columns = db.execute(_COLUMNS, (table,)).fetchall()
        keys = [name for name, _, place in sorted(columns, key=lambda column: column[2]) if place]
        shown = ", ".join(_blob_address(name, keys) if type_ == "BLOB" else name for name, type_, _ in columns)
        which = " AND ".join(narrowings[name] for name in query) or "TRUE"
        if query and db.execute(f"SELECT 1 FROM {table} WHERE {which} LIMIT 1", dict(query)).fetchone() is None:
            return Absent("L’archive n’a rien de cette sorte.")
    statement = f"SELECT {shown} FROM {table} WHERE {which} ORDER BY {', '.join(keys)}"
    return Download(database, statement, {**query, "blobs": f"{origin}/public/{table}/"}, is_for_spreadsheet)


def _opened(database: Path) -> sqlite3.Connection:
    # Batches are read in whatever thread is free, one after the other.
    return sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _blob_address(name: str, keys: list[str]) -> str:
    """Where Datasette has a blob, in place of it; tables with blobs have numbers for keys."""
    row = " || ',' || ".join(keys)
    return f":blobs || {row} || '.blob?_blob_column={name}' AS {name}"


async def stream(download: Download, name: str, send: Send, receive: Receive) -> bool:
    """Send a download as it is read, and stop when nobody is there any more; False, and nothing is sent, when too many go on."""
    if not _OPEN.acquire(blocking=False):
        return False
    left = asyncio.ensure_future(_left(receive))
    try:
        await send({"type": "http.response.start", "status": 200, "headers": _headers(name)})
        batches = download.batches()
        while not left.done() and (piece := await asyncio.to_thread(_next, batches)) is not None:
            event = {"type": "http.response.body", "body": piece.encode(), "more_body": True}
            await asyncio.wait_for(send(event), _STALLED_SECONDS)
        await send({"type": "http.response.body", "body": b""})
    finally:
        left.cancel()
        _OPEN.release()
    return True


def download_headers(name: str) -> Mapping[str, str]:
    """Headers of such an answer."""
    return {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": f'attachment; filename="{name}.csv"',
        "cache-control": "no-store",
    }


def _headers(name: str) -> list[tuple[bytes, bytes]]:
    return [(key.encode(), value.encode()) for key, value in download_headers(name).items()]


def _next(batches: Iterator[str]) -> str | None:
    with _TURN:
        return next(batches, None)


async def _left(receive: Receive) -> None:
    """Wait until the reader is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
