"""pywb, in an environment of its own, indexes what crawls wrote and replays every capture as it was answered."""

import socket
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from http.client import HTTPConnection, HTTPResponse, IncompleteRead
from pathlib import Path

import pytest

from archive.http_message import HttpMessage, parse_answer
from archive.ledger import Ledger
from archive.opening import open_archive
from archive.stored import StoredCapture
from sample.loading import load_truth
from sample.server import serve
from tests.road.conftest import fonds
from tests.spiders.raw_server import raw_server
from tests.spiders.test_byte_truth import target
from tests.spiders.wire_answers import WHOLE, sized

# pywb imports pkg_resources, which setuptools 82 took away.
PYWB = ("pywb==2.10.0", "setuptools<82")
CODED = (
    "plain",
    "gzip",
    "deflate",
    "br",
    "chunked",
    "gzip-in-chunks",
    "latin-header",
    "bare-lf",
    "close-delimited",
)
"""Answers whose codings and framings pywb has to undo (it does not know `CHUNKED` for chunked)."""


@pytest.fixture(scope="module")
def pywb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the programs of a fresh environment with pywb."""
    folder = tmp_path_factory.mktemp("pywb") / "env"
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, timeout=120)
    install = [folder / "bin" / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", *PYWB]
    subprocess.run(install, check=True, timeout=600)
    return folder / "bin"


@contextmanager
def replayed(pywb: Path, folder: Path, captures: Path) -> Iterator[int]:
    """Serve a collection `lab` of these WARC files on loopback; the port."""
    for words in (["init", "lab"], ["add", "lab", *map(str, sorted(captures.glob("*.warc.gz")))]):
        subprocess.run([pywb / "wb-manager", *words], cwd=folder, check=True, timeout=120, capture_output=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with (folder / "wayback.log").open("wb") as log:
        server = subprocess.Popen(
            [pywb / "wayback", "-b", "127.0.0.1", "-p", str(port)], cwd=folder, stdout=log, stderr=log
        )
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert server.poll() is None, (folder / "wayback.log").read_text()
                assert time.monotonic() < deadline, "no answer from pywb after a minute"
                time.sleep(0.2)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


def kind(capture: StoredCapture) -> str:
    if capture.revisit_of is None:
        return "attachment" if "/IMG/" in capture.url else "page"
    return "not modified" if capture.status == 304 else "identical"


def replayed_body(answer: HTTPResponse, capture: StoredCapture) -> bytes:
    """What came. Of a capture that was cut pywb repeats the server's Content-Length and sends what there is of it."""
    try:
        return answer.read()
    except IncompleteRead as cut:
        assert capture.truncated, f"{capture.url}: cut in replay only"
        return cut.partial


def same_by_replay(ledger: Ledger, port: int) -> Counter[str]:
    """How many captures of each kind were replayed. AssertionError when one is not what was answered."""
    found: Counter[str] = Counter()
    # An answer that was cut is asked for again at once; pywb tells captures apart by address and second only.
    by_second: defaultdict[tuple[str, str], list[HttpMessage]] = defaultdict(list)
    captures = [
        (capture, f"{datetime.fromisoformat(capture.fetched_at):%Y%m%d%H%M%S}") for capture in ledger.stored_captures()
    ]
    for capture, moment in captures:
        by_second[capture.url, moment].append(parse_answer(ledger.read_block(ledger.holder_of_body(capture))))
    for capture, moment in captures:
        with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
            # On a connection that stays open, the rest of a cut answer would be waited for.
            connection.request("GET", f"/lab/{moment}id_/{capture.url}", headers={"Connection": "close"})
            answer = connection.getresponse()
            body = replayed_body(answer, capture)
        coded = bool(answer.getheader("Content-Encoding"))
        wanted = [(it.status, it.entity if coded else it.payload) for it in by_second[capture.url, moment]]
        assert (answer.status, body) in wanted, capture.url
        found["cut" if capture.truncated else kind(capture)] += 1
    return found


@pytest.mark.long
def test_pywb_replays_every_capture_of_two_visits(pywb: Path, tmp_path: Path) -> None:
    with serve(load_truth(), ["spip21"]) as (front,):
        for _ in range(2):
            words = ["crawl", f"{front.base}/", "--name", "lab", "--allow-private", "--delay", "0", "--no-build"]
            assert fonds(*words, cwd=tmp_path).returncode == 0
    archive = tmp_path / "data" / "lab"
    with replayed(pywb, tmp_path, archive / "captures") as port, closing(open_archive(archive)) as ledger:
        found = same_by_replay(ledger, port)
    assert found.keys() == {"page", "attachment", "cut", "not modified", "identical"}
    assert found.total() > 400
    print("\nreplayed by pywb, body equal:", dict(found))


@pytest.mark.long
def test_pywb_undoes_codings_and_framings(pywb: Path, tmp_path: Path) -> None:
    answers = {target(name): WHOLE[name] for name in CODED}
    answers["/"] = sized("".join(f'<a href="{target(name)}">x</a>' for name in CODED).encode())
    with raw_server(answers) as server:
        words = ["crawl", server.base, "--name", "lab", "--allow-private", "--delay", "0", "--no-build"]
        fonds(*words, cwd=tmp_path)
    archive = tmp_path / "data" / "lab"
    with replayed(pywb, tmp_path, archive / "captures") as port, closing(open_archive(archive)) as ledger:
        assert same_by_replay(ledger, port).total() >= len(CODED)
