"""What a user can do wrong, and what a machine can: one clear line, the documented exit code, nothing stored harmed."""

import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.opening import open_archive
from archive.schema import SCHEMA_VERSION
from sample.expected import expected
from sample.fronts import Front
from sample.loading import load_truth
from sample.server import serve
from terminal.demo import differences
from tests.archive.given_files import pages
from tests.road.conftest import ROOT, environment, fonds, small

CLOSED_PORT = "http://127.0.0.1:9/"


@pytest.fixture(scope="module")
def front() -> Iterator[Front]:
    with serve(small(load_truth()), ["spip21"]) as (made,):
        yield made


def one_line(result: subprocess.CompletedProcess[str]) -> str:
    assert "Traceback" not in result.stderr, result.stderr
    lines = [line for line in result.stderr.splitlines() if line.startswith("fonds: ")]
    assert lines, result.stderr
    return lines[-1]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["crawl", "nulle-part"], 2, "nulle-part"),
        (["crawl", "http://nulle-part.example.org/"], 2, "--name"),
        (["crawl", "http://127.0.0.1:9/", "--name", "lab"], 2, "--allow-private"),
        (["crawl", "http://localhost:9/", "--name", "lab"], 2, "--allow-private"),
        (["crawl", "http://127.0.0.1:9/", "--name", "Pas Bien", "--allow-private"], 2, "lower-case"),
        (["crawl", "http://fonds-test.invalid/", "--name", "lab"], 4, "no address"),
        (["build", "nulle-part"], 2, "nulle-part"),
        (["build", "paca"], 2, "no archive"),
        (["show", "http://127.0.0.1:9/spip.php?article1"], 2, "no site has the host"),
        (["status"], 2, "no archive"),
        (["publish"], 2, "nothing to publish"),
        (["serve"], 2, "publish"),
        (["import", "lab", "absent.warc.gz"], 2, "absent.warc.gz"),
        (["import", "lab", "/proc/self/mem"], 2, "cannot be read"),
        (["wayback", "paca", "--service", "http://[::"], 2, "[::"),
        (["wayback", "paca", "--from", "2016", "--to", "201112"], 2, "--from 2016 is later than --to 201112"),
        (
            ["crawl", "http://127.0.0.1:9/", "--name", "lab", "--allow-private", "--data", "/dev/null/x"],
            2,
            "another path",
        ),
    ],
)
def test_bad_words_on_the_command_line(arguments: list[str], code: int, words: str, tmp_path: Path) -> None:
    result = fonds(*arguments, cwd=tmp_path)
    assert words in one_line(result)
    assert result.returncode == code
    assert not list(tmp_path.rglob("*.warc.gz"))


@pytest.mark.parametrize("seconds", ["nan", "inf", "1e308", "-1"])
@pytest.mark.parametrize("verb", ["crawl", "wayback"])
def test_no_time_to_wait(verb: str, seconds: str, tmp_path: Path) -> None:
    result = fonds(verb, "paca", "--delay", seconds, cwd=tmp_path)
    assert (result.returncode, "'--delay'" in result.stderr, "Traceback" in result.stderr) == (2, True, False)


@pytest.mark.parametrize("contact", ["", "x\r\nEvil: 1", "café €", "a" * 300])
@pytest.mark.parametrize("verb", ["crawl", "wayback"])
def test_nobody_to_write_to(verb: str, contact: str, tmp_path: Path) -> None:
    result = fonds(verb, "http://127.0.0.1:9/", "--name", "lab", "--allow-private", "--contact", contact, cwd=tmp_path)
    assert (result.returncode, "'--contact'" in result.stderr, "Traceback" in result.stderr) == (2, True, False)
    assert not (tmp_path / "data").exists()


def test_unknown_option_or_verb(tmp_path: Path) -> None:
    assert fonds("crawl", "paca", "--nonsense", cwd=tmp_path).returncode == 2
    assert fonds("nonsense", cwd=tmp_path).returncode == 2
    assert fonds("--help", cwd=tmp_path).returncode == 0


def test_a_host_that_does_not_answer(tmp_path: Path) -> None:
    result = fonds("crawl", CLOSED_PORT, "--name", "lab", "--allow-private", cwd=tmp_path)
    assert result.returncode == 4
    assert "127.0.0.1:9" in one_line(result)


def test_what_is_no_warc_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "x.warc.gz").write_bytes(b"PK\x03\x04 not a warc")
    result = fonds("import", "lab", "x.warc.gz", cwd=tmp_path)
    assert result.returncode == 2
    assert "x.warc.gz" in one_line(result)
    assert not list(tmp_path.rglob("import-*"))


def test_the_captures_of_an_archive_are_not_imported_into_itself(tmp_path: Path) -> None:
    (tmp_path / "x.warc").write_bytes(pages()[0])
    assert fonds("import", "lab", "x.warc", cwd=tmp_path).returncode == 0
    before = sorted(tmp_path.rglob("import-*"))
    result = fonds("import", "lab", "data/lab/captures", cwd=tmp_path)
    assert result.returncode == 2
    assert "stands in this archive already" in one_line(result)
    assert sorted(tmp_path.rglob("import-*")) == before
    assert fonds("import", "lab", "data/lab/captures", "--data", "fresh", cwd=tmp_path).returncode == 0


def test_an_archive_of_another_version_is_left_alone(tmp_path: Path) -> None:
    open_archive(tmp_path / "data" / "lab", create=True).close()
    with closing(sqlite3.connect(tmp_path / "data" / "lab" / "archive.db")) as db:
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    result = fonds("crawl", CLOSED_PORT, "--name", "lab", "--allow-private", cwd=tmp_path)
    assert result.returncode == 2
    assert f"version {SCHEMA_VERSION + 1}" in one_line(result)


def test_a_site_file_with_a_wrong_field(tmp_path: Path) -> None:
    copy = tmp_path / "fonds"
    shutil.copytree(
        ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "data", "tests", ".*_cache", "__pycache__")
    )
    (copy / "sites" / "essai.py").write_text(
        '"""A site with a slip."""\n\nfrom sites.site import Site\n\nSITE = Site(name="essai", title="Essai", host=("a.example.org",))\n'
    )
    result = subprocess.run(
        [sys.executable, str(copy / "pipeline.py"), "crawl", "essai"], cwd=tmp_path, env=environment(), capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert result.returncode == 2
    line = one_line(result)
    assert "essai.py" in line
    assert "host" in line


PLANTED = {
    "reading links": (
        "import spiders.spider as s\n"
        "good = s.find_links\n"
        "def bad(capture):\n"
        "    if 'article12' in capture.url: raise RuntimeError('planted')\n"
        "    return good(capture)\n"
        "s.find_links = bad\n"
    ),
    "storing": (
        "from archive.keeper import Keeper\n"
        "good = Keeper.keep\n"
        "def bad(self, exchange, url_id, *more):\n"
        "    if 'article12' in exchange.url: raise RuntimeError('planted')\n"
        "    return good(self, exchange, url_id, *more)\n"
        "Keeper.keep = bad\n"
    ),
}


@pytest.mark.parametrize("where", PLANTED)
def test_a_slip_of_ours_is_never_success(front: Front, tmp_path: Path, where: str) -> None:
    arguments = ["crawl", f"{front.base}/", "--name", "lab", "--allow-private", "--delay", "0", "--no-build"]
    script = f"import sys, pipeline\n{PLANTED[where]}sys.exit(pipeline.main({arguments!r}))\n"
    result = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env={**environment(), "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert result.returncode == 1, result.stderr
    with closing(open_archive(tmp_path / "data" / "lab")) as ledger:
        told = ledger.db.execute("SELECT message FROM fetch_problems WHERE kind = 'callback-failed'").fetchall()
        left = [row[0] for row in ledger.db.execute("SELECT url FROM urls WHERE state = 'queued'")]
    assert "planted" in told[0][0]
    assert left
    assert all("article12" in url for url in left)
    if where == "reading links":
        assert "RuntimeError" in (tmp_path / "data/lab/captures/live-00001.log").read_text()


def limit_file_size() -> None:
    """No file may grow beyond 300 kB: writing more fails as on a full disk, in WARC file and database alike."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))


def test_a_full_disk_stops_the_crawl_and_harms_nothing(front: Front, tmp_path: Path) -> None:
    arguments = [
        sys.executable, str(ROOT / "pipeline.py"), "crawl", f"{front.base}/", "--name", "lab", "--allow-private", "--delay", "0",
        "--no-build",
    ]  # fmt: skip
    result = subprocess.run(
        arguments,
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        preexec_fn=limit_file_size,
    )
    assert result.returncode == 3, result.stderr + result.stdout
    assert "make room" in result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    again = fonds("crawl", "lab", "--delay", "0", cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    with closing(open_archive(tmp_path / "data" / "lab")) as ledger:
        assert ledger.db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert not differences(ledger.db, expected(front))


def test_a_site_where_nothing_is_found(tmp_path: Path) -> None:
    from tests.spiders.raw_server import raw_server
    from tests.spiders.wire_answers import sized

    with raw_server({"/": sized(b"<html><body><p>Rien ici.</p></body></html>")}) as server:
        result = fonds(
            "crawl",
            f"http://127.0.0.1:{server.port}/",
            "--name",
            "lab",
            "--allow-private",
            "--delay",
            "0",
            cwd=tmp_path,
        )
    assert result.returncode == 4, result.stdout
