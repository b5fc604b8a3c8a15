"""The command line in a process of its own, and one crawl of all four fronts that many tests look at."""

import atexit
import json
import os
import select
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from sample.fronts import Front
from sample.loading import load_truth
from sample.server import serve
from sample.truth import Truth
from spiders.spider import MAX_ATTEMPTS

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, str(ROOT / "pipeline.py")]


def environment() -> dict[str, str]:
    """As a user's, where what was compiled is kept; but warnings of our own code are errors there too."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "COLUMNS": "160", "PYTHONWARNINGS": "error::DeprecationWarning:__main__"}


@cache
def warm() -> subprocess.Popen[str]:
    """The process that `fonds` lets run the verbs; ends with this one."""
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("warm.py"))],
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    atexit.register(process.communicate)
    return process


def fonds(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run one verb to its end, in a process of its own."""
    process = warm()
    assert process.stdin is not None
    assert process.stdout is not None
    with tempfile.NamedTemporaryFile("r") as out, tempfile.NamedTemporaryFile("r") as err:
        job = {
            "arguments": arguments, "cwd": str(cwd), "environment": environment(), "out": out.name, "err": err.name,
        }  # fmt: skip
        print(json.dumps(job), file=process.stdin, flush=True)
        if not select.select([process.stdout], [], [], 240)[0]:
            os.killpg(process.pid, signal.SIGKILL)
            warm.cache_clear()
            raise AssertionError(f"{arguments} took more than 240 s")
        return subprocess.CompletedProcess(arguments, int(process.stdout.readline()), out.read(), err.read())


def small(truth: Truth) -> Truth:
    """The sections up to number 61 and their articles: a third of the site without its mishaps, and few gaps in its numbers."""
    sections = {number: section for number, section in truth.sections.items() if number <= 61}
    articles = {number: article for number, article in truth.articles.items() if article.section in sections}
    return replace(truth, sections=sections, articles=articles)


@dataclass(frozen=True)
class Crawled:
    """The four fronts after one crawl each."""

    folder: Path
    fronts: tuple[Front, ...]
    requests: dict[str, list[str]]
    moments: dict[str, list[float]]
    results: dict[str, subprocess.CompletedProcess[str]]

    def archive(self, front: Front) -> Path:
        return self.folder / "data" / front.name


def asked_again(front: Front) -> dict[str, int]:
    """Paths that one crawl asks for more than once, and how often: what was busy or cut."""
    addresses, truth = front.addresses, front.truth
    mishaps = {f"/{addresses.article(one.id)}": one.mishap for one in truth.articles.values()}
    mishaps |= {f"/{addresses.file(one)}": one.mishap for one in truth.files.values()}
    times = {"busy": 2, "cut-once": 2, "cut": MAX_ATTEMPTS}
    return {path: times[mishap] for path, mishap in mishaps.items() if mishap in times}


def front_of(crawled: Crawled, name: str) -> Front:
    """The front of this name."""
    return next(front for front in crawled.fronts if front.name == name)


@pytest.fixture(scope="session")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    folder = tmp_path_factory.mktemp("road")
    requests: dict[str, list[str]] = {}
    moments: dict[str, list[float]] = {}

    def listen(front: Front, _: str, path: str) -> None:
        requests.setdefault(front.name, []).append(path)
        moments.setdefault(front.name, []).append(time.monotonic())

    with serve(load_truth(), listener=listen) as fronts:
        running = {}
        for front in fronts:
            arguments = ["crawl", f"{front.base}/", "--name", front.name, "--allow-private", "--delay", "0"]
            running[front.name] = subprocess.Popen(
                [*COMMAND, *arguments],
                cwd=folder,
                env=environment(),
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        results = {}
        for name, process in running.items():
            out, err = process.communicate(timeout=240)
            results[name] = subprocess.CompletedProcess(process.args, process.returncode, out, err)
        yield Crawled(folder, fronts, requests, moments, results)


@dataclass
class Running:
    """A crawl that is under way."""

    process: subprocess.Popen[str]
    archive: Path

    def wait_for_captures(self, least: int) -> None:
        """Until so many captures are committed."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            if captures(self.archive) >= least:
                return
            time.sleep(0.05)
        raise AssertionError(f"{captures(self.archive)} captures after 60 s, exit {self.process.poll()}")

    def stop(self, number: signal.Signals) -> tuple[int, str, str]:
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=60)
        return self.process.returncode, out, err


def captures(archive: Path) -> int:
    """Committed captures of an archive, seen from outside."""
    try:
        db = sqlite3.connect(f"file:{archive / 'archive.db'}?mode=ro", uri=True)
    except sqlite3.OperationalError:
        return 0
    try:
        return int(db.execute("SELECT count(*) FROM captures").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        db.close()


@pytest.fixture
def start_crawl(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    """Starts `crawl` and gives it while it runs; ends it whatever happens."""
    started: list[subprocess.Popen[str]] = []

    def start(front: Front, *more: str) -> Running:
        arguments = ["crawl", f"{front.base}/", "--name", "lab", "--allow-private", "--no-build", *more]
        process = subprocess.Popen(
            [*COMMAND, *arguments],
            cwd=tmp_path,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return Running(process, tmp_path / "data" / "lab")

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
            process.communicate()
