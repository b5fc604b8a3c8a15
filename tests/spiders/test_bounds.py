"""Servers that send without end or measure, or lead elsewhere: bounded in time and memory, a Problem each, the rest fetched."""

import socket
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from subprocess import CompletedProcess
from time import monotonic

import pytest

from spiders.tap import MAX_IDLE
from tests.road.conftest import ROOT, environment
from tests.spiders.raw_server import Drip, raw_server
from tests.spiders.small_crawl import ARTICLE, asked, home, moved, states
from tests.spiders.wire_answers import CHUNKED, HEAD, OK, sized

MEGABYTE = bytes(1 << 20)
LIMIT = 40
"""Megabytes an answer may have in these tests; 128 in earnest. Above 32, glibc gives back what was freed."""
# VmHWM, for `ru_maxrss` of a child begins at what the process that started it held: a whole run of the tests held too much.
SCRIPT = """
import re, sys
from pathlib import Path
{before}
import pipeline
code = pipeline.main(sys.argv[1:])
print("peak", int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) // 1024)
sys.exit(code)
"""
SMALL = f"""
import archive.http_message, spiders.settings
archive.http_message.MAX_PAYLOAD = spiders.settings.DOWNLOAD_MAXSIZE = {LIMIT << 20}
"""


def crawl(before: str, address: str, folder: Path, *more: str) -> CompletedProcess[str]:
    """A crawl in a process that runs `before` first and prints its peak memory in megabytes."""
    words = ["crawl", address, "--name", "lab", "--delay", "0", "--no-build", *more]
    return subprocess.run(
        [sys.executable, "-c", SCRIPT.format(before=before), *words], cwd=folder, capture_output=True, text=True,
        env={**environment(), "PYTHONPATH": str(ROOT)}, timeout=100, check=False,
    )  # fmt: skip


def peak(result: CompletedProcess[str]) -> int:
    return int(result.stdout.rpartition("peak ")[2])


def problems(folder: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    with closing(sqlite3.connect(folder / "data" / "lab" / "archive.db")) as db:
        for url, kind in db.execute("SELECT url, kind FROM fetch_problems"):
            found.setdefault("/" + url.split("/", 3)[3], set()).add(kind)
    return found


def bomb(megabytes: int) -> bytes:
    """A gzip body that unfolds to so many megabytes of zeros: one block again and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    begin = packer.compress(MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    return begin + block * (megabytes - 1)


ENDLESS = {
    "body": Drip(HEAD + b"\r\n", MEGABYTE, 0),
    "chunks": Drip(CHUNKED + b"\r\n", (b"10000\r\n" + b"a" * 65536 + b"\r\n") * 16, 0),
    "headers": Drip(OK, b"X-Y: z\r\n" * 100_000, 0),
    "one header": Drip(OK + b"X-Y:", b"z" * 100_000, 0),
    "interim answers": Drip(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 4000, 0),
    "headers after an interim answer": Drip(b"HTTP/1.1 103 Early Hints\r\n\r\n" + OK, b"X-Y: z\r\n" * 100_000, 0),
    "extensions of chunks": Drip(CHUNKED + b"\r\n", (b"1;" + b"x" * 900 + b"\r\na\r\n") * 1000, 0),
    "announced 10 GB": Drip(HEAD + b"Content-Length: 10000000000\r\n\r\n", MEGABYTE, 0),
}


def test_what_never_ends_is_cut_in_bounded_memory(tmp_path: Path) -> None:
    numbers = {name: f"/spip.php?article{number}" for number, name in enumerate(ENDLESS, 10)}
    answers = {"/": home("/spip.php?article1", *numbers.values()), "/spip.php?article1": ARTICLE}
    answers |= {target: (ENDLESS[name], True) for name, target in numbers.items()}
    with raw_server(answers) as server:
        result = crawl(SMALL, server.base, tmp_path, "--allow-private")
        assert result.returncode == 0, result.stderr
        for target in numbers.values():
            assert asked(server).count(target) == 1, "what is too long is not asked for again"
    found, told = states(tmp_path), problems(tmp_path)
    assert found["/spip.php?article1"] == ("fetched", None)
    for name, target in numbers.items():
        assert found[target] == ("failed", "DownloadCancelledError"), name
        assert told[target] == {"DownloadCancelledError"}, name
    with closing(sqlite3.connect(tmp_path / "data" / "lab" / "archive.db")) as db:
        kinds = {row[0] for row in db.execute("SELECT truncated FROM captures WHERE truncated IS NOT NULL")}
    assert kinds == {"length"}
    # Six copies were measured, whatever is sent: of the wire, of Scrapy, and while a record is made of it.
    assert peak(result) < 100 + 8 * LIMIT


def test_a_bomb_unfolds_to_the_limit(tmp_path: Path) -> None:
    body = bomb(10_000)
    assert len(body) < 12_000_000
    answers = {
        "/": home("/spip.php?article1", "/spip.php?article2"),
        "/spip.php?article1": sized(body, HEAD + b"Content-Encoding: gzip\r\n"),
        "/spip.php?article2": ARTICLE,
    }
    with raw_server(answers) as server:
        result = crawl("", server.base, tmp_path, "--allow-private")
    assert result.returncode == 0, result.stderr
    assert states(tmp_path)["/spip.php?article2"] == ("fetched", None)
    assert problems(tmp_path)["/spip.php?article1"] == {"body-coding"}
    assert peak(result) < 700


@pytest.mark.parametrize(
    "step", [lambda n: f"/spip.php?article{n}", lambda n: f"/la/suite-{n}"], ids=["number", "word"]
)
def test_a_chain_of_redirects_ends(tmp_path: Path, step: Callable[[int], str]) -> None:
    answers = {step(number): moved(step(number + 1)) for number in range(3, 400)}
    answers |= {"/": home(step(3), "/spip.php?article1"), "/spip.php?article1": ARTICLE}
    with raw_server(answers) as server:
        result = crawl("", server.base, tmp_path, "--allow-private")
        assert result.returncode == 0, result.stderr
        assert len(asked(server)) < 40
    found = states(tmp_path)
    assert found["/spip.php?article1"] == ("fetched", None)
    assert [rule for state, rule in found.values() if state == "failed" and rule == "redirect-too-long"]
    assert {"redirect-too-long"} in problems(tmp_path).values()


LOOKED_UP = """
import types, socket, spiders.reach
answer = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 0))]
spiders.reach.socket = types.SimpleNamespace(SOCK_STREAM=socket.SOCK_STREAM, getaddrinfo=lambda *_, **__: answer)
"""
"""The first look-up of a name gives a public address; when it is connected to, the name leads to this machine."""


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_name_that_turns_private_is_not_connected_to(tmp_path: Path, scheme: str) -> None:
    with raw_server({"/": home()}) as server:
        result = crawl(LOOKED_UP, f"{scheme}://localhost:{server.port}/", tmp_path)
        assert not server.requests
    assert result.returncode == 4, result.stderr
    assert "127.0.0.1 is a private or loopback address" in result.stderr


SHORT = """
import spiders.tap
spiders.tap.MAX_CONNECT = 1
"""


def test_a_host_that_drops_packets_is_given_up_long_before_one_that_is_silent(tmp_path: Path) -> None:
    with socket.socket() as deaf, ExitStack() as queued:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        # Linux drops what knocks at a listener whose queue is full; the queue holds one more than it was told.
        for _ in range(3):
            waiting = queued.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(deaf.getsockname())
        begun = monotonic()
        result = crawl(SHORT, f"http://127.0.0.1:{deaf.getsockname()[1]}/", tmp_path, "--allow-private")
        assert monotonic() - begun < MAX_IDLE / 2
    assert result.returncode == 4, result.stderr
    assert problems(tmp_path)["/robots.txt"] == {"host-closed"}
    assert "no answer: no connection in 1 s" in result.stderr


NO_LISTENER = """
import socket
def refuse(*_, **__):
    raise AssertionError("a crawl listens")
socket.socket.listen = refuse
"""


def test_a_crawl_opens_no_listener_and_keeps_no_cookies(tmp_path: Path) -> None:
    head = HEAD + b"Set-Cookie: session=1; Path=/\r\n"
    answers = {"/": sized(b"<a href='/spip.php?article1'>x</a>", head), "/spip.php?article1": ARTICLE}
    with raw_server(answers) as server:
        result = crawl(NO_LISTENER, server.base, tmp_path, "--allow-private")
    assert result.returncode == 0, result.stderr
    assert not any(b"\ncookie:" in request.lower() for request in server.requests)
