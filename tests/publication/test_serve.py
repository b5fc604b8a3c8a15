"""Serving: which files are refused, that Datasette comes up and goes down, and what it refuses over the wire."""

import json
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

import pytest

from archive.opening import open_archive
from publication.serve import METADATA, check_snapshot, serve, serving
from publication.snapshot import publish
from sites.errors import BadInput


@pytest.fixture
def public(tmp_path: Path) -> Path:
    return publish([], tmp_path, program="essai 1").path


def test_what_is_no_snapshot_is_refused(tmp_path: Path, public: Path) -> None:
    with pytest.raises(BadInput, match="publish"):
        check_snapshot(tmp_path / "none.db")
    (tmp_path / "words.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(BadInput, match="not a snapshot"):
        check_snapshot(tmp_path / "words.db")
    (tmp_path / "empty.db").touch()
    with pytest.raises(BadInput, match="not a snapshot"):
        check_snapshot(tmp_path / "empty.db")
    shutil.copy(public, tmp_path / "other.db")
    with pytest.raises(BadInput, match="name"):
        check_snapshot(tmp_path / "other.db")
    check_snapshot(public)
    with closing(sqlite3.connect(public)) as db:
        db.execute("INSERT INTO vocabulary (word, stem, passages) VALUES ('associations', 'association', 1)")
        db.commit()
    check_snapshot(public)
    with closing(sqlite3.connect(public)) as db:
        db.execute("UPDATE vocabulary SET stem = 'associ'")
        db.commit()
    with pytest.raises(BadInput, match="another version"):
        check_snapshot(public)
    with closing(sqlite3.connect(public)) as db:
        db.execute("DELETE FROM vocabulary")
        db.execute("ALTER TABLE articles RENAME COLUMN permalink TO other")
    with pytest.raises(BadInput, match="another version"):
        check_snapshot(public)


def test_a_working_database_is_never_served(tmp_path: Path, public: Path) -> None:
    ledger = open_archive(tmp_path / "essai", create=True)
    ledger.close()
    with pytest.raises(BadInput, match="working database"), serving(tmp_path / "essai" / "archive.db"):
        pass
    disguised = tmp_path / "disguised.db"
    shutil.copy(public, disguised)
    with closing(sqlite3.connect(disguised)) as db:
        db.execute("CREATE TABLE captures (id)")
    with pytest.raises(BadInput, match="working database"):
        serve(disguised)


def test_it_comes_up_answers_and_stops(public: Path) -> None:
    opener = build_opener(ProxyHandler({}))
    with serving(public) as (address, process):
        assert address.startswith("http://127.0.0.1:")
        with opener.open(f"{address}public.json") as answer:
            assert json.load(answer)["database"] == "public"
        with pytest.raises(HTTPError) as refused:
            opener.open(f"{address}public.json?sql=select+1")
        assert refused.value.code == 403
        refused.value.close()
        # The plugins are loaded, wherever it was started from: the home page is ours, and Datasette's own words are not told.
        with opener.open(address) as answer:
            assert '<html lang="fr">' in answer.read().decode()
        for path, code in (("-/settings.json", 404), ("public.db", 403), ("public/articles.json?_facet=title", 400)):
            with pytest.raises(HTTPError) as refused:
                opener.open(address + path)
            assert refused.value.code == code
            refused.value.close()
        port = int(address.rstrip("/").rsplit(":", 1)[1])
        with pytest.raises(BadInput, match="cannot be used"), serving(public, port=port):
            pass
    assert process.poll() is not None


@pytest.mark.parametrize(
    ("host", "port", "words"),
    [
        ("127.0.0.1", 65535, "port 65536 cannot be used .*free SQL is answered there.*--no-sql"),
        ("é" * 70, 0, "cannot be used .*--no-sql"),
    ],
)
def test_where_nothing_can_listen_is_bad_input(public: Path, host: str, port: int, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        serve(public, host=host, port=port)


def test_an_interrupt_ends_it_cleanly(public: Path) -> None:
    heard: list[str] = []

    def interrupt(address: str) -> None:
        heard.append(address)
        signal.raise_signal(signal.SIGINT)

    # A test run that a shell put in the background is deaf to the signal.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        assert serve(public, port=0, announce=interrupt) == 0
    finally:
        signal.signal(signal.SIGINT, before)
    assert len(heard) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_datasette_too(public: Path, number: signal.Signals) -> None:
    program = (
        "import sys; from pathlib import Path; from publication.serve import serve; "
        "sys.exit(serve(Path(sys.argv[1]), port=0, announce=lambda address: print(address, flush=True)))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(public)], cwd=METADATA.parent, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        port = int(address.rstrip("/").rsplit(":", 1)[1])
        socket.create_connection(("127.0.0.1", port), 5).close()
        process.send_signal(number)
        assert process.wait(30) == 0
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), 5)


def test_handlers_are_as_before_and_a_deaf_process_stays_deaf(public: Path) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:

        def tell(_address: str) -> None:
            signal.raise_signal(signal.SIGHUP)
            signal.raise_signal(signal.SIGTERM)

        assert serve(public, port=0, announce=tell) == 0
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    finally:
        signal.signal(signal.SIGHUP, before)
