"""Reading in several processes: the same rows as in one, and a clear end when one of them is killed."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.clock import system_clock
from archive.import_run import run_import
from archive.ledger import Ledger
from archive.opening import open_archive
from database import readers
from database.build import build
from sites.errors import ReaderDied
from sites.registry import lab_site, load_skeletons
from tests.database.reading_tables import TABLES

SITE = lab_site("http://www.example.org/", "essai")
PAGES = Path(__file__).resolve().parent.parent / "pages"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """An archive of a mirror folder with the saved pages in it, each under an address of its own."""
    mirror = tmp_path / "mirror" / "www.example.org"
    mirror.mkdir(parents=True)
    for number, file in enumerate(sorted(PAGES.rglob("*.html")), start=1):
        (mirror / f"article{number}.html").write_bytes(file.read_bytes())
    opened = open_archive(tmp_path / "essai", create=True)
    run_import(opened, SITE, (tmp_path / "mirror",), {}, agent="test", now=system_clock)
    yield opened
    opened.close()


def rows(ledger: Ledger) -> dict[str, list[tuple[Any, ...]]]:
    return {table: [tuple(row) for row in ledger.db.execute(f"SELECT * FROM {table}")] for table in TABLES}


def test_the_rows_do_not_depend_on_the_number_of_processes(ledger: Ledger) -> None:
    skeletons = load_skeletons()
    alone = build(ledger, SITE, skeletons, full=True, jobs=1)
    expected = rows(ledger)
    assert alone.articles > 20
    assert build(ledger, SITE, skeletons, full=True, jobs=2) == alone
    assert rows(ledger) == expected


def _die(_part: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_process_that_is_killed_ends_the_build_and_the_old_rows_stay(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(ledger, SITE, load_skeletons(), full=True)
    before = rows(ledger)
    monkeypatch.setattr(readers, "_read", _die)
    with pytest.raises(ReaderDied, match=r"ended by itself, at or near http://"):
        build(ledger, SITE, load_skeletons(), full=True, jobs=2)
    assert rows(ledger) == before
