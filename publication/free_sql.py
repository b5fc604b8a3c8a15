"""Runs the Datasette that answers free SQL: a process of its own at the lowest priority, read-only, bounded in time and size."""

import contextlib
import json
import os
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from publication.datasette_process import LOOPBACK, Process, datasette_command, running
from publication.site.own_address import ADDRESS, sql_address
from sites.errors import BadInput

PLUGINS = Path(__file__).resolve().parent / "sql_plugins"
"""Files of hooks that this Datasette loads by path."""
SQL_PORT = "FONDS_SQL_PORT"
"""Variable of the environment by which the public site learns on which port free SQL is answered."""

SETTINGS = {
    "default_allow_sql": "on",
    "allow_download": "off",
    "suggest_facets": "off",
    "allow_facet": "off",
    "allow_csv_stream": "off",
    "default_page_size": "50",
    "max_returned_rows": "1000",
    "truncate_cells_html": "500",
    "sql_time_limit_ms": "5000",
    "num_sql_threads": "2",
    "default_cache_ttl": "60",
}
"""Datasette settings, by name, as they are given on its command line."""

_NICENESS = 19
_LOOK_SECONDS = 0.2
_PAUSE_SECONDS = 1.0


@contextlib.contextmanager
def serving_sql(
    public_db: Path, metadata: Path, *, host: str = LOOPBACK, port: int, address: str | None = None
) -> Iterator[tuple[str, Process]]:
    """The process, up and answering, for the length of a block, and started anew whenever it ends before; the one yielded is
    the first. `address` is that of the site, as readers know it. BadInput when the first does not come up."""
    with tempfile.TemporaryDirectory() as folder:
        words = json.loads(metadata.read_text(encoding="utf-8"))
        words["databases"]["public"]["allow_sql"] = True
        own = sql_address(words.get("plugins", {}).get("fonds"), address, port)
        environment = {} if own is None else {ADDRESS: own}
        opened = Path(folder) / "metadata.json"
        opened.write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
        arguments = datasette_command(public_db, opened, PLUGINS, SETTINGS, host, port)

        @contextlib.contextmanager
        def up() -> Iterator[tuple[str, Process]]:
            with running(arguments, host, port, probe="robots.txt", environment=environment) as (here, process):
                _give_way(process.pid)
                yield here, process

        ended = threading.Event()
        with contextlib.ExitStack() as first:
            here, process = first.enter_context(up())
            keeper = threading.Thread(target=_keep_up, args=(process, up, ended))
            keeper.start()
            try:
                yield here, process
            finally:
                ended.set()
                keeper.join()


def _keep_up(
    process: Process, up: Callable[[], AbstractContextManager[tuple[str, Process]]], ended: threading.Event
) -> None:
    """Start the process anew when it has ended, until all is to end. It ends itself over a question that it cannot stop."""
    _wait(process, ended)
    # A moment later: Ctrl-C reaches the process before it reaches us.
    while not ended.wait(_PAUSE_SECONDS):
        # Who takes its port or its file meanwhile may give it back.
        with contextlib.suppress(BadInput), up() as (_, process):
            _wait(process, ended)


def _wait(process: Process, ended: threading.Event) -> None:
    while process.poll() is None and not ended.wait(_LOOK_SECONDS):
        pass


def _give_way(process: int) -> None:
    """Let everything else go first. Only now that it is up: on a busy machine it would take minutes to get there."""
    tasks = Path(f"/proc/{process}/task")
    # Threads to come inherit it, those that are there do not.
    for task in [int(one.name) for one in tasks.iterdir()] if tasks.is_dir() else [process]:
        os.setpriority(os.PRIO_PROCESS, task, _NICENESS)
