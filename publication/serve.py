"""Runs Datasette on a public snapshot, read-only, without free SQL; its words are in datasette-metadata.json."""

import contextlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from types import FrameType
from typing import NoReturn
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

from archive.schema import schema_part
from publication.snapshot import FILE_NAME
from sites.errors import BadInput

METADATA = Path(__file__).resolve().parent.parent / "datasette-metadata.json"
"""Descriptions, licence, source and canned queries."""
PLUGINS = Path(__file__).resolve().parent / "plugins"
"""Files of hooks that Datasette loads by path."""

SETTINGS = {
    # Free SQL can take the site down (six slow queries: an article page from 5 ms to 2.3 s): only canned queries run.
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

_START_SECONDS = 60.0
_STOP_SECONDS = 10.0
_LOOPBACK = "127.0.0.1"
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
    except sqlite3.DatabaseError as error:
        raise BadInput(f"{public_db}: not a snapshot ({error}); make one with `publish`") from error
    private = sorted(tables & set(_PRIVATE_TABLES))
    if private:
        raise BadInput(
            f"{public_db}: holds the table {private[0]}, so it is a working database; only snapshots are served"
        )
    if "snapshot" not in tables:
        raise BadInput(f"{public_db}: not a snapshot, it has no table `snapshot`; make one with `publish`")
    if there != _expected_columns():
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


def _expected_columns() -> dict[str, list[str]]:
    """The same of an empty snapshot of this version."""
    with contextlib.closing(sqlite3.connect(":memory:")) as db:
        db.executescript(schema_part("public"))
        return _columns(db)


def datasette_arguments(public_db: Path, metadata: Path, host: str, port: int) -> list[str]:
    """Command line that serves this snapshot, beginning with the Python that runs it. BadInput as `check_snapshot`."""
    check_snapshot(public_db)
    settings = [word for name, value in SETTINGS.items() for word in ("--setting", name, value)]
    return [
        *(sys.executable, "-m", "datasette", "serve"),
        *("-i", str(public_db), "-m", str(metadata), "--plugins-dir", str(PLUGINS)),
        *("-h", host, "-p", str(port)),
        *settings,
    ]


@contextlib.contextmanager
def serving(
    public_db: Path, metadata: Path = METADATA, *, host: str = _LOOPBACK, port: int = 0
) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """Datasette, up and answering, for the length of a block: its address and its process. Port 0 takes a free one.

    BadInput as `check_snapshot`, and when Datasette does not come up; its last words are in the message.
    """
    check_snapshot(public_db)
    arguments = datasette_arguments(public_db, metadata, host, port := _claim_port(host, port))
    with TemporaryFile() as words:
        process = subprocess.Popen(
            arguments, stdout=words, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=_environment()
        )
        try:
            seen_from_here = _LOOPBACK if host in ("0.0.0.0", "") else host
            address = f"http://{f'[{seen_from_here}]' if ':' in seen_from_here else seen_from_here}:{port}/"
            if not _answers(address, process):
                words.seek(0)
                tail = words.read().decode("utf-8", "replace").strip().splitlines()[-1:] or ["no word from it"]
                raise BadInput(f"Datasette did not come up on {address}: {tail[0]}")
            yield address, process
        finally:
            _stop(process)


def serve(
    public_db: Path,
    metadata: Path = METADATA,
    *,
    host: str = _LOOPBACK,
    port: int = 8001,
    announce: Callable[[str], None] = print,
) -> int:
    """Serve until Ctrl-C, SIGTERM or SIGHUP; `announce` is told the address once it answers.

    0 when it was told to end, else Datasette's exit code. BadInput as `serving`.
    """
    try:
        with _told_to_end(), serving(public_db, metadata, host=host, port=port) as (address, process):
            announce(address)
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


def _environment() -> dict[str, str]:
    """This process's environment, with the project's folder among those Python looks in: the plugins import its rooms."""
    folders = [str(PLUGINS.parent.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    return os.environ | {"PYTHONPATH": os.pathsep.join(folders)}


def _claim_port(host: str, port: int) -> int:
    """This port, or a free one for 0. BadInput when it is taken: whoever holds it would answer in Datasette's place."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise BadInput(
                f"{host} port {port} cannot be used ({error.strerror}); choose another with --port"
            ) from error
        return int(probe.getsockname()[1])


def _answers(address: str, process: "subprocess.Popen[bytes]") -> bool:
    """Wait until it answers anything at all; False when it ended, or said nothing for a minute."""
    # Never through a proxy: the environment may name one, and it could not reach this address.
    opener = build_opener(ProxyHandler({}))
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with opener.open(address + "fonds.css", timeout=5) as answer:
                answer.read()
            return process.poll() is None
        except HTTPError:
            return process.poll() is None
        except (URLError, OSError):
            time.sleep(0.05)
    return False


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """End Datasette: kindly, and by force when it takes long or a second Ctrl-C comes meanwhile."""
    try:
        if process.poll() is None:
            process.terminate()
        process.wait(_STOP_SECONDS)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        process.kill()
        process.wait()
