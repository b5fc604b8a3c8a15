"""What the archive of a crawl gives when it is built, visited, imported or published once more, and when it is damaged."""

import shutil
import signal
import sqlite3
import subprocess
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from archive.crawl_log import crawl_log
from archive.figures import summary
from archive.ledger import Ledger
from archive.opening import open_archive
from sample.expected import expected
from spiders.spider import MAX_ATTEMPTS
from terminal.demo import differences
from tests.road.conftest import COMMAND, Crawled, asked_again, fonds, front_of

READING = (
    "readings", "sections", "articles", "attachments", "article_attachments", "links", "pictures", "edits", "reading_problems",
)  # fmt: skip


def rows(archive: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(archive / "archive.db")) as db:
        return {table: db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in READING}


def test_build_full_gives_the_same_rows(crawled: Crawled) -> None:
    front = crawled.fronts[0]
    before = rows(crawled.archive(front))
    result = fonds("build", front.name, "--full", cwd=crawled.folder)
    assert result.returncode == 0, result.stderr
    assert rows(crawled.archive(front)) == before
    again = fonds("build", front.name, cwd=crawled.folder)
    assert "0 captures read in this run" in again.stdout
    assert rows(crawled.archive(front)) == before


def test_a_second_visit_keeps_and_reads_only_what_changed(crawled: Crawled, tmp_path: Path) -> None:
    front = front_of(crawled, "spip32")
    before = len(crawled.requests["spip32"])
    archive = Path(shutil.copytree(crawled.archive(front), tmp_path / "data" / front.name))
    with closing(open_archive(archive)) as ledger:
        held = summary(ledger.db)[0]
    result = fonds("crawl", "spip32", "--delay", "0", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    # The file that is always cut came again, cut again.
    assert "1 captures read in this run" in result.stdout
    asked = crawled.requests["spip32"][before:]
    del crawled.requests["spip32"][before:]
    (cut,) = (path for path, times in asked_again(front).items() if times == MAX_ATTEMPTS)
    assert {path: times for path, times in Counter(asked).items() if times > 1} == {cut: MAX_ATTEMPTS}
    assert len(asked) <= before
    with closing(open_archive(archive)) as ledger:
        assert not differences(ledger.db, expected(front))
        kinds = dict(
            ledger.db.execute(
                "SELECT status, count(*) FROM captures WHERE id > ? AND revisit_of IS NOT NULL GROUP BY 1", (held,)
            )
        )
        whole = [f for f in front.truth.files.values() if f.is_reached and not f.missing and f.mishap != "cut"]
        assert kinds[304] == len(whole)
        assert kinds[200] >= 128
        assert summary(ledger.db)[0] - held == sum(kinds.values()) + new_bodies(ledger, held)
        assert new_bodies(ledger, held) <= 3 + MAX_ATTEMPTS
        sizes = {line.split()[2] for line in crawl_log(ledger.db) if line.split()[1] == "304"}
        assert sizes == {"0"}
        for stored in ledger.stored_captures(after=held):
            assert ledger.read_capture(stored).payload_sha256 == stored.payload_sha256


def new_bodies(ledger: Ledger, after: int) -> int:
    query = "SELECT count(*) FROM captures WHERE id > ? AND revisit_of IS NULL"
    return int(ledger.db.execute(query, (after,)).fetchone()[0])


def test_our_own_warc_imported_gives_the_same_articles(crawled: Crawled, tmp_path: Path) -> None:
    front = front_of(crawled, "spip21")
    files = sorted(map(str, (crawled.archive(front) / "captures").glob("*.warc.gz")))
    result = fonds("import", "copie", *files, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    with closing(open_archive(tmp_path / "data" / "copie")) as ledger:
        assert not differences(ledger.db, expected(front))
    again = fonds("import", "copie", *files, cwd=tmp_path)
    assert again.returncode == 0
    assert "already held" in again.stdout


def test_a_cut_warc_gives_what_is_whole(crawled: Crawled, tmp_path: Path) -> None:
    source = next((crawled.archive(crawled.fronts[1]) / "captures").glob("*.warc.gz"))
    whole = source.read_bytes()
    (tmp_path / "cut.warc.gz").write_bytes(whole[: len(whole) // 2])
    result = fonds("import", "lab", "cut.warc.gz", cwd=tmp_path)
    assert result.returncode == 5, result.stderr
    with closing(open_archive(tmp_path / "data" / "lab")) as ledger:
        assert len(list(ledger.stored_captures())) > 20
        kinds = [row[0] for row in ledger.db.execute("SELECT kind FROM fetch_problems")]
    assert kinds == ["damaged-file"]


def test_an_archive_without_articles_does_not_replace_a_snapshot(crawled: Crawled, tmp_path: Path) -> None:
    out = tmp_path / "public"
    assert fonds("publish", "spip21", "--out", str(out), cwd=crawled.folder).returncode == 0
    before = (out / "public.db").read_bytes()
    open_archive(tmp_path / "data" / "spip21", create=True).close()
    with closing(sqlite3.connect(tmp_path / "data" / "spip21" / "archive.db")) as db:
        db.execute(
            "INSERT INTO crawls (door, started_at, settings, versions) SELECT 'live', '2026', ?, '{}'",
            (_kept(crawled),),
        )
        db.commit()
    result = fonds("publish", "spip21", "--out", str(out), cwd=tmp_path)
    assert result.returncode == 4
    assert "stays" in result.stderr
    assert (out / "public.db").read_bytes() == before


def _kept(crawled: Crawled) -> str:
    with closing(sqlite3.connect(crawled.folder / "data" / "spip21" / "archive.db")) as db:
        return str(db.execute("SELECT settings FROM crawls LIMIT 1").fetchone()[0])


def _is_written(archive: Path) -> bool:
    with closing(sqlite3.connect(archive / "archive.db", timeout=0, isolation_level=None)) as db:
        try:
            db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        db.execute("ROLLBACK")
        return False


def test_damage_has_its_own_exit_code_and_a_killed_full_build_changes_nothing(crawled: Crawled, tmp_path: Path) -> None:
    shutil.copytree(crawled.folder / "data" / "spip21", tmp_path / "data" / "spip21")
    archive = tmp_path / "data" / "spip21"
    before = rows(archive)
    killed = subprocess.Popen([*COMMAND, "build", "spip21", "--full"], cwd=tmp_path, stdout=subprocess.DEVNULL)
    # Three looks in a row: what files say is kept first, in short transactions of their own.
    looks = [False]
    while killed.poll() is None and looks[-3:] != [True] * 3:
        looks.append(_is_written(archive))
        time.sleep(0.03)
    killed.kill()
    assert killed.wait() == -signal.SIGKILL
    assert rows(archive) == before
    with closing(open_archive(archive)) as ledger:
        place = next(s for s in ledger.stored_captures() if s.kind == "article" and s.status == 200)
    path = archive / "captures" / place.warc_file
    raw = bytearray(path.read_bytes())
    raw[place.warc_offset + place.warc_length // 2] ^= 255
    path.write_bytes(bytes(raw))
    assert fonds("build", "spip21", "--full", cwd=tmp_path).returncode == 5
    assert fonds("build", "spip21", cwd=tmp_path).returncode == 5
