"""Runs the Datasette that answers free SQL: a process of its own at the lowest priority, read-only, bounded in time and size."""

import contextlib
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from publication.datasette_process import LOOPBACK, Process, datasette_command, running

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


@contextlib.contextmanager
def serving_sql(public_db: Path, metadata: Path, *, host: str = LOOPBACK, port: int) -> Iterator[tuple[str, Process]]:
    """The process, up and answering, for the length of a block. BadInput when it does not come up."""
    with tempfile.TemporaryDirectory() as folder:
        words = json.loads(metadata.read_text(encoding="utf-8"))
        words["databases"]["public"]["allow_sql"] = True
        opened = Path(folder) / "metadata.json"
        opened.write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
        arguments = datasette_command(public_db, opened, PLUGINS, SETTINGS, host, port)
        with running(arguments, host, port, probe="robots.txt") as (address, process):
            _give_way(process.pid)
            yield address, process


def _give_way(process: int) -> None:
    """Let everything else go first. Only now that it is up: on a busy machine it would take minutes to get there."""
    tasks = Path(f"/proc/{process}/task")
    # Threads to come inherit it, those that are there do not.
    for task in [int(one.name) for one in tasks.iterdir()] if tasks.is_dir() else [process]:
        os.setpriority(os.PRIO_PROCESS, task, _NICENESS)
