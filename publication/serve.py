"""Runs Datasette on a public snapshot, read-only; free SQL is for `free_sql`; its words are in datasette-metadata.json."""

import contextlib
import signal
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import NoReturn

from archive.schema import schema_part
from publication.datasette_process import LOOPBACK, Process, claim_port, datasette_command, running
from publication.free_sql import SQL_PORT, serving_sql
from publication.french import stem
from publication.site.own_address import ADDRESS, site_address
from publication.snapshot import FILE_NAME
from sites.errors import BadInput

METADATA = Path(__file__).resolve().parent.parent / "datasette-metadata.json"
"""Descriptions, licence, source and canned queries."""
PLUGINS = Path(__file__).resolve().parent / "plugins"
"""Files of hooks that Datasette loads by path."""

SETTINGS = {
    # Free SQL can take the site down (six slow queries: an article page from 5 ms to 2.3 s): it has a process of its own.
    "default_allow_sql": "off",
    "allow_download": "off",
    # Suggesting facets scans whole tables: 16 times the price of the page itself at 100,000 rows.
    "suggest_facets": "off",
    "allow_facet": "off",
    "allow_csv_stream": "off",
    "default_page_size": "20",
    "max_returned_rows": "500",
    "truncate_cells_html": "200",
    "sql_time_limit_ms": "1000",
    "facet_time_limit_ms": "100",
    "num_sql_threads": "4",
    "default_cache_ttl": "60",
}
"""Datasette settings, by name, as they are given on its command line."""

_OF_SQL = "free SQL is answered there: choose another --port or --host, or say --no-sql"
# What no snapshot has: the working database, or a copy of it under another name.
_PRIVATE_TABLES = ("captures", "urls", "withdrawals", "crawls")


def check_snapshot(public_db: Path) -> None:
    """BadInput when this file is missing, is no snapshot, one of another version, or a working database, which must never be served."""
    if not public_db.is_file():
        raise BadInput(f"{public_db}: there is no snapshot yet; make one with `publish`")
    try:
        with contextlib.closing(sqlite3.connect(public_db.absolute().as_uri() + "?mode=ro", uri=True)) as db:
            there = _columns(db)
            tables = there.keys()
            is_current = there == _expected_columns() and _has_current_stems(db)
    except sqlite3.DatabaseError as error:
        raise BadInput(f"{public_db}: not a snapshot ({error}); make one with `publish`") from error
    private = sorted(tables & set(_PRIVATE_TABLES))
    if private:
        raise BadInput(
            f"{public_db}: holds the table {private[0]}, so it is a working database; only snapshots are served"
        )
    if "snapshot" not in tables:
        raise BadInput(f"{public_db}: not a snapshot, it has no table `snapshot`; make one with `publish`")
    if not is_current:
        raise BadInput(f"{public_db}: made by another version of the program; make it anew with `publish`")
    if public_db.name != FILE_NAME:
        # Under another name Datasette would apply none of the metadata: index tables open, no queries, no words.
        raise BadInput(f"{public_db}: a snapshot is served under the name {FILE_NAME} only")


def _columns(db: sqlite3.Connection) -> dict[str, list[str]]:
    """Names of the columns of all tables and views but those that SQLite keeps for itself."""
    names = db.execute(
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return {
        str(name): [str(column) for (column,) in db.execute("SELECT name FROM pragma_table_info(?)", (name,))]
        for (name,) in names.fetchall()
    }


def _has_current_stems(db: sqlite3.Connection) -> bool:
    """Whether the stems of all words are those that a search works out today: under others it would find nothing."""
    return all(kept == stem(word) for word, kept in db.execute("SELECT word, stem FROM vocabulary"))


def _expected_columns() -> dict[str, list[str]]:
    """The same of an empty snapshot of this version."""
    with contextlib.closing(sqlite3.connect(":memory:")) as db:
        db.executescript(schema_part("public"))
        return _columns(db)


@contextlib.contextmanager
def serving(
    public_db: Path,
    metadata: Path = METADATA,
    *,
    host: str = LOOPBACK,
    port: int = 0,
    sql_port: int | None = None,
    address: str | None = None,
) -> Iterator[tuple[str, Process]]:
    """Datasette, up and answering, for the length of a block: its address and its process. Port 0 takes a free one;
    `sql_port` is where another process answers free SQL, which the site then links to; `address` is the site's own.

    BadInput as `check_snapshot`, and when Datasette does not come up; its last words are in the message.
    """
    check_snapshot(public_db)
    port = claim_port(host, port)
    arguments = datasette_command(public_db, metadata, PLUGINS, SETTINGS, host, port)
    told = {SQL_PORT: sql_port, ADDRESS: None if address is None else site_address(address)}
    environment = {name: str(value) for name, value in told.items() if value is not None}
    with running(arguments, host, port, probe="fonds.css", environment=environment) as up:
        yield up


def serve(
    public_db: Path,
    metadata: Path = METADATA,
    *,
    host: str = LOOPBACK,
    port: int = 8001,
    with_sql: bool = True,
    address: str | None = None,
    announce: Callable[[str], None] = print,
) -> int:
    """Serve until Ctrl-C, SIGTERM or SIGHUP; `announce` is told the address once it answers. `with_sql`: a second process
    answers free SQL on the next port, and ends with the first. `address`: how readers reach the site, where a proxy stands
    before it; what feeds, maps and citations name.

    0 when it was told to end, else Datasette's exit code. BadInput as `serving`.
    """
    check_snapshot(public_db)
    own = None if address is None else site_address(address)
    try:
        with _told_to_end(), contextlib.ExitStack() as stack:
            sql_port = None
            if with_sql:
                sql_port = claim_port(host, port + 1 if port else 0, _OF_SQL)
                stack.enter_context(serving_sql(public_db, metadata, host=host, port=sql_port, address=own))
            here, process = stack.enter_context(
                serving(public_db, metadata, host=host, port=port, sql_port=sql_port, address=own)
            )
            announce(here)
            return process.wait()
    except KeyboardInterrupt:
        return 0


@contextlib.contextmanager
def _told_to_end() -> Iterator[None]:
    """Have SIGTERM and SIGHUP do what Ctrl-C does, for the length of a block: left to themselves they end this process
    at once, and Datasette goes on without it."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals are the main thread's matter
        return
    # Who started us deaf to a signal (nohup) keeps us so.
    heard = [number for number in (signal.SIGTERM, signal.SIGHUP) if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, _interrupt) for number in heard}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
