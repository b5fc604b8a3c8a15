"""Free SQL: a second process that gives way, is bounded in time and size, and tells nothing beside the database."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, build_opener

import pytest

from publication.datasette_process import Process, claim_port
from publication.free_sql import serving_sql
from publication.serve import METADATA, serve
from publication.snapshot import publish

BOMBS = (
    "select hex(zeroblob(900000000))",
    "select length(printf('%.*c', 900000000, 'x'))",
    "select length(randomblob(900000000))",
    "with recursive t(x) as (select 'abcdefgh' union all select x || x from t) select length(x) from t",
    "select length(group_concat(a.x || zeroblob(4000000))) from (select 1 as x union all select 2) as a, sqlite_master",
    "select length(group_concat(x)) from (select zeroblob(3000000) as x from sqlite_master as a, sqlite_master as b)",
)


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish([], tmp_path_factory.mktemp("public"), program="essai 1").path


@pytest.fixture(scope="module")
def sql(public: Path) -> Iterator[tuple[str, Process]]:
    with serving_sql(public, METADATA, port=claim_port("127.0.0.1", 0)) as up:
        yield up


def fetch(address: str) -> tuple[int, bytes, dict[str, str]]:
    opener = build_opener(ProxyHandler({}))
    try:
        with opener.open(address, timeout=300) as answer:
            return answer.status, answer.read(), {name.lower(): value for name, value in answer.headers.items()}
    except HTTPError as error:
        with error:
            return error.code, error.read(), {name.lower(): value for name, value in error.headers.items()}


def ask(address: str, statement: str) -> tuple[int, bytes, dict[str, str]]:
    return fetch(f"{address}public.json?{urlencode({'sql': statement, '_shape': 'objects'})}")


def peak_memory(process: Process) -> int:
    """Bytes the process held at most."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) * 1024


def test_it_answers_at_the_lowest_priority(sql: tuple[str, Process]) -> None:
    address, process = sql
    status, body, headers = ask(address, "select program from snapshot")
    assert (status, json.loads(body)["rows"]) == (200, [{"program": "essai 1"}])
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'self'" in headers["content-security-policy"]
    tasks = [int(task.name) for task in Path(f"/proc/{process.pid}/task").iterdir()]
    assert {os.getpriority(os.PRIO_PROCESS, task) for task in tasks} == {19}


def test_bombs_are_refused_and_cost_no_memory(sql: tuple[str, Process]) -> None:
    address, process = sql
    ask(address, "select 1")
    before = peak_memory(process)
    for statement in BOMBS:
        status, body, _ = ask(address, statement)
        # SQLite's own `printf` gives null in place of what is too long.
        assert status == 400 or b": null}" in body, (statement, body[:200])
    assert peak_memory(process) - before < 400 * 1024 * 1024
    assert ask(address, "select 1")[0] == 200


def test_a_slow_query_is_stopped_and_nothing_is_written(sql: tuple[str, Process]) -> None:
    address, _ = sql
    endless = "with recursive t(n) as (select 1 union all select n + 1 from t) select count(*) from t"
    status, body, _ = ask(address, endless)
    assert status == 400
    assert b"SQL Interrupted" in body
    for statement in (
        "delete from snapshot",
        "attach 'x.db' as x",
        "pragma query_only = off",
        "select load_extension('x')",
    ):
        assert ask(address, statement)[0] == 400, statement


def test_no_page_tells_of_the_machine(sql: tuple[str, Process], public: Path) -> None:
    address, _ = sql
    for path in (
        "-/databases.json",
        "-/versions.json",
        "-/settings",
        "-/plugins.json",
        "-/metadata.json",
        "public.db",
        "x",
    ):
        status, body, _ = fetch(address + path)
        assert status in (403, 404), path
        assert str(public.parent).encode() not in body


def test_the_site_links_to_it_and_both_end_together(public: Path) -> None:
    seen: list[tuple[str, int]] = []

    def look(address: str) -> None:
        page = fetch(address + "donnees")[1].decode()
        link = page.partition('<a href="http://127.0.0.1:')[2].partition('"')[0]
        assert link.endswith("/public")
        seen.append((address, fetch(f"http://127.0.0.1:{link}")[0]))
        raise KeyboardInterrupt

    assert serve(public, port=0, announce=look) == 0
    [(address, status)] = seen
    assert status == 200
    with pytest.raises(OSError):
        fetch(address)


def test_it_can_be_switched_off(public: Path) -> None:
    seen: list[bytes] = []

    def look(address: str) -> None:
        seen.append(fetch(address + "donnees")[1])
        raise KeyboardInterrupt

    assert serve(public, port=0, with_sql=False, announce=look) == 0
    assert b"SQL libre" not in seen[0]
