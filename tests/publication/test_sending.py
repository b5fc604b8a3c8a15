"""Bytes of files over the wire: their length, one range of them, and never all of them in memory."""

import asyncio
import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from publication.datasette_process import claim_port
from publication.serve import METADATA, serving
from tests.publication.small_site import get
from tests.publication.test_free_sql import fetch, peak_memory

FILE = "/telecharger/essai/pdf/compte-rendu.pdf"


def test_a_file_has_its_length_and_digest(site: Datasette) -> None:
    answer = get(site, FILE)
    assert answer.status_code == 200
    assert answer.headers["content-length"] == str(len(answer.content))
    assert answer.headers["etag"] == f'"{hashlib.sha256(answer.content).hexdigest()}"'
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["cache-control"] == "max-age=60"
    assert get(site, FILE, {"if-none-match": answer.headers["etag"]}).status_code == 304


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-9", 0, 10), ("bytes=100-", 100, None), ("bytes=-7", -7, None), ("bytes=5-999999999", 5, None)],
)
def test_a_range_is_sent_and_fenced_as_the_whole(site: Datasette, asked: str, start: int, end: int | None) -> None:
    whole = get(site, FILE)
    part = get(site, FILE, {"range": asked})
    assert part.status_code == 206
    assert part.content == whole.content[start:end]
    first = start % len(whole.content)
    assert part.headers["content-range"] == f"bytes {first}-{first + len(part.content) - 1}/{len(whole.content)}"
    assert part.headers["content-length"] == str(len(part.content))
    for name in ("x-content-type-options", "content-security-policy", "content-disposition", "etag", "content-type"):
        assert part.headers.get_list(name) == whole.headers.get_list(name)


@pytest.mark.parametrize("asked", ["bytes=999999999-", "bytes=-0"])
def test_a_range_that_is_not_there(site: Datasette, asked: str) -> None:
    answer = get(site, FILE, {"range": asked})
    assert (answer.status_code, answer.content) == (416, b"")
    assert answer.headers["content-range"] == f"bytes */{len(get(site, FILE).content)}"


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,4-5", "bytes=9-2", "bytes=-", "pages=1-2", "bytes=" + "9" * 5000 + "-", "x"]
)
def test_what_is_no_single_range_gets_the_whole(site: Datasette, asked: str) -> None:
    assert get(site, FILE, {"range": asked}).status_code == 200


def test_a_range_of_another_version_gets_the_whole(site: Datasette) -> None:
    tag = get(site, FILE).headers["etag"]
    assert get(site, FILE, {"range": "bytes=0-9", "if-range": tag}).status_code == 206
    assert get(site, FILE, {"range": "bytes=0-9", "if-range": '"other"'}).status_code == 200


def test_the_head_alone_reads_nothing(site: Datasette) -> None:
    async def head() -> Any:
        return await site.client.head(FILE)

    answer = asyncio.run(head())
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(len(get(site, FILE).content))


def test_a_large_file_is_never_whole_in_memory(public: Path, tmp_path: Path) -> None:
    large = bytes(range(256)) * 250_000
    copy = tmp_path / "public.db"
    with closing(sqlite3.connect(public)) as db:
        db.execute("VACUUM INTO ?", (str(copy),))
    with closing(sqlite3.connect(copy)) as db, db:
        db.execute(
            "UPDATE file_bytes SET bytes = ? WHERE sha256 = (SELECT sha256 FROM files WHERE path LIKE '%compte-rendu.pdf')",
            (large,),
        )
    with serving(copy, METADATA, port=claim_port("127.0.0.1", 0)) as (address, process):
        fetch(address)
        before = peak_memory(process)
        status, body, headers = fetch(address.rstrip("/") + FILE)
        assert (status, headers["content-length"], body == large) == (200, str(len(large)), True)
        assert peak_memory(process) - before < 20_000_000
