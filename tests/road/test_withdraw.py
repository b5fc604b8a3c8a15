"""What is withdrawn leaves the snapshot with the next publish, survives the loss of archive.db, and comes back."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.road.conftest import fonds

PAGES = Path(__file__).resolve().parent.parent / "pages"


def published(folder: Path) -> tuple[int, int]:
    """Articles and tombstones of the snapshot."""
    with closing(sqlite3.connect(folder / "data" / "public" / "public.db")) as db:
        return tuple(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("articles", "tombstones"))


def test_withdraw_lose_the_database_and_restore(tmp_path: Path) -> None:
    mirror = tmp_path / "mirror" / "www.example.org"
    mirror.mkdir(parents=True)
    for number in (1, 2):
        shutil.copyfile(PAGES / "stock-2.1.html", mirror / f"spip.php?article{number}")
    url = "http://www.example.org/spip.php?article1"

    def run(*words: str) -> str:
        result = fonds(*words, cwd=tmp_path)
        assert result.returncode == 0, result.stderr + result.stdout
        return result.stdout

    run("import", "essai", "mirror")
    run("publish")
    articles, _ = published(tmp_path)
    assert "withdrawn (copyright)" in run("withdraw", url, "--reason", "copyright", "--note", "lettre du 3")
    run("publish")
    assert published(tmp_path) == (articles - 1, 1)
    assert b"lettre du 3" not in (tmp_path / "data" / "public" / "public.db").read_bytes()
    for file in (tmp_path / "data" / "essai").glob("archive.db*"):
        file.unlink()
    assert "taken over from the journal" in run("import", "essai", "data/essai/captures", "--data", "again")
    run("publish", "--data", "again", "--out", "data/public")
    assert published(tmp_path) == (articles - 1, 1)
    run("restore", url, "--data", "again")
    run("publish", "--data", "again", "--out", "data/public")
    assert published(tmp_path) == (articles, 0)
    (tmp_path / "again" / "essai" / "captures" / "journal.jsonl").unlink()
    refused = fonds("publish", "--data", "again", "--out", "data/public", cwd=tmp_path)
    assert refused.returncode == 5
    assert "journal.jsonl: missing" in refused.stderr
    assert published(tmp_path) == (articles, 0)
