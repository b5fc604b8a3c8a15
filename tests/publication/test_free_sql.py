"""Free SQL: a second process that gives way, is bounded in time and size, and tells nothing beside the database."""

import json
import os
import re
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from publication.datasette_process import Process, claim_port
from publication.free_sql import serving_sql
from publication.serve import METADATA, serve
from publication.snapshot import publish
from publication.sql_bounds import bound

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


def fetch(address: str | Request) -> tuple[int, bytes, dict[str, str]]:
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
    assert status == 503
    assert "arrêtée au bout de cinq secondes" in json.loads(body)["error"]
    for statement in (
        "delete from snapshot",
        "attach 'x.db' as x",
        "pragma query_only = off",
        "select load_extension('x')",
    ):
        assert ask(address, statement)[0] == 400, statement


def test_many_large_values_are_no_answer(sql: tuple[str, Process]) -> None:
    address, process = sql
    many = "with recursive t(n) as (select 1 union all select n + 1 from t limit 100)"
    before = peak_memory(process)
    status, body, _ = ask(address, f"{many} select zeroblob(3900000) from t")
    assert (status, "8 Mo" in json.loads(body)["error"]) == (400, True)
    assert ask(address, "select " + ", ".join(["zeroblob(3900000)"] * 190))[0] == 503
    assert peak_memory(process) - before < 400 * 1024 * 1024
    # Each answer is counted for itself.
    for _ in range(3):
        assert ask(address, f"{many} select zeroblob(50000) from t")[0] == 200


def test_the_machine_does_not_pay(sql: tuple[str, Process]) -> None:
    _, process = sql
    limits = Path(f"/proc/{process.pid}/limits").read_text(encoding="utf-8")
    assert f"Max address space         {1 << 30} " in limits
    assert f"Max file size             {1 << 30} " in limits


@pytest.mark.parametrize(
    "expression",
    [
        "printf('%.*c', 2000000000, 'x')",
        "format('%2000000000d', 1)",
        "instr(hex(zeroblob(1900000)), substr(hex(zeroblob(1900000)), 2000000) || '1')",
        "replace(hex(zeroblob(1900000)), substr(hex(zeroblob(1900000)), 2000000) || '1', '')",
        "replace(hex(zeroblob(1900000)), '0', hex(zeroblob(1900000)))",
        "trim(hex(zeroblob(1900000)), hex(randomblob(1900000)))",
        "json_patch('{}', '{}')",
        "hex(zeroblob(1900000)) like '%" + "0" * 200 + "1'",
    ],
)
def test_one_call_of_a_function_takes_no_seconds(sql: tuple[str, Process], expression: str) -> None:
    address, _ = sql
    began = time.monotonic()
    assert ask(address, f"select length({expression})")[0] in (200, 400)
    assert time.monotonic() - began < 2


def test_ours_answer_as_those_of_sqlite(public: Path) -> None:
    texts = ("'cohésion'", "'aXbXc'", "''", "null", "x'616263'", "12.5", "121")
    calls = [f"instr({a}, {b})" for a in texts for b in texts]
    calls += [f"replace({a}, {b}, {c})" for a in texts for b in ("'X'", "1", "''", "null") for c in texts]
    calls += [f"{trim}({a}, {b})" for trim in ("trim", "ltrim", "rtrim") for a in texts for b in ("'ac'", "1", "null")]
    calls += [
        "trim('  a ')",
        "printf('%05.2f|%s|%,d', 3.14159, 'é', 1234567)",
        "format('%-9s|', 'a')",
        "printf()",
        "printf(null)",
    ]
    with closing(sqlite3.connect(public)) as plain, closing(sqlite3.connect(public)) as ours:
        bound(ours)
        for call in calls:
            expected, found = (db.execute(f"SELECT {call}").fetchone()[0] for db in (plain, ours))
            assert expected == found, call


@pytest.mark.parametrize(
    "statement",
    [
        "select file from pragma_database_list",
        "select * from pragma_database_list()",
        "select name from pragma_function_list",
        "select * from pragma_page_size",
        "select * from sqlite_stat1",
        "select name from dbstat",
        "select sql from sqlite_stmt",
        "select sqlite_version()",
        "select fts3_tokenizer('simple')",
    ],
)
def test_what_tells_of_the_machine_or_the_index_is_denied(
    sql: tuple[str, Process], statement: str, public: Path
) -> None:
    status, body, _ = ask(sql[0], statement)
    assert status == 400
    assert str(public.parent).encode() not in body


@pytest.mark.parametrize(
    "statement",
    [
        "select name from pragma_table_info('articles')",
        "select * from pragma_foreign_key_list('articles')",
        "with t as (select 1) select count(*) from t",
        "select a.title, count(*) over () from articles as a join sites as s on s.id = a.site_id group by 1 order by 1",
        "select snippet(passages_fts, 2, '', '', '', 8), bm25(passages_fts) from passages_fts where passages_fts match 'sport'",
        "select value from json_each('[1, 2]')",
        "select upper(substr(published_on, 1, 4)) like '20%' from articles",
    ],
)
def test_what_is_asked_honestly_is_answered(sql: tuple[str, Process], statement: str) -> None:
    assert ask(sql[0], statement)[0] == 200
    assert fetch(f"{sql[0]}public?{urlencode({'sql': statement})}")[0] == 200


def test_pages_of_tables_are_there(sql: tuple[str, Process]) -> None:
    for path in ("public", "public/articles", "public/articles.json?_shape=array", "public/recherche?mots=sport"):
        assert fetch(sql[0] + path)[0] == 200, path


def test_a_question_that_nothing_stops_ends_the_process_and_another_comes_up(public: Path) -> None:
    port = claim_port("127.0.0.1", 0)
    # A `like` over four megabytes takes a third of a second or more, and SQLite looks at the clock after a thousand steps, which are
    # some hundreds of them. A row of six holds the text six times; all 120 in one row ran out of memory on a fast machine.
    numbers = ", ".join(f"({number})" for number in range(100, 120))
    calls = " + ".join(f"(t.h like '%{'0' * 94}{number}' || n.column1)" for number in range(6))
    endless = f"with n as (values {numbers}), t as materialized (select hex(zeroblob(1990000)) as h) select sum({calls}) from t, n"
    with serving_sql(public, METADATA, port=port) as (address, process), ThreadPoolExecutor() as clients:
        slow = [clients.submit(ask, address, endless) for _ in range(2)]
        time.sleep(1)
        waiting = clients.submit(ask, address, "select 1")
        for one in (*slow, waiting):
            status, body, headers = one.result()
            assert (status, headers["retry-after"]) == (503, "10")
            assert "Le service revient" in body.decode()
        assert process.wait(10) == os.EX_TEMPFAIL
        end = time.monotonic() + 60
        while time.monotonic() < end:
            with suppress(OSError):
                if ask(address, "select 1")[0] == 200:
                    break
            time.sleep(0.2)
        assert ask(address, "select 1")[0] == 200
    with pytest.raises(OSError):
        fetch(address)


def test_nobody_writes(sql: tuple[str, Process]) -> None:
    for path in ("public", "public?sql=select+1", "public/articles", "x"):
        status, body, headers = fetch(Request(sql[0] + path, data=b"sql=select+1"))
        assert (status, headers["allow"]) == (405, "GET, HEAD")
        assert "se lit seulement" in body.decode()


def test_what_is_no_question_is_told_in_french(sql: tuple[str, Process]) -> None:
    for statement in ("delete from snapshot", "select * from pragma_cache_size"):
        status, body, _ = ask(sql[0], statement)
        assert status == 400
        assert "SELECT, WITH ou EXPLAIN" in json.loads(body)["error"]
        assert fetch(f"{sql[0]}public?{urlencode({'sql': statement})}")[1].decode().startswith("SQLite refuse")


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
        "-/static-plugins/x/y",
        "-/static/x.css",
        "public/rien",
        "public/sqlite_stat1",
        "public/rien.json",
    ):
        status, body, _ = fetch(address + path)
        assert re.search(r"Cette (?:adresse|archive|partie)", body.decode()), path
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
