"""A legacy site becomes a browsable archive: what a crawl of each front holds, equals the sample's truth."""

import json
import shutil
import signal
import sqlite3
import subprocess
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from archive.crawl_log import crawl_log
from archive.figures import summary
from archive.ledger import Ledger
from archive.opening import open_archive
from sample.expected import expected
from sample.fronts import Front
from sample.resources import resources
from sample.server import NAMES
from spiders.spider import MAX_ATTEMPTS
from terminal.demo import differences
from tests.road.conftest import COMMAND, Crawled, asked_again, fonds
from tests.warc_files import iterate_records

READING = (
    "readings", "sections", "articles", "attachments", "article_attachments", "links", "pictures", "edits", "reading_problems",
)  # fmt: skip


def front_of(crawled: Crawled, name: str) -> Front:
    return next(front for front in crawled.fronts if front.name == name)


@pytest.mark.parametrize("name", NAMES)
def test_a_crawl_ends_well_and_says_what_it_did(crawled: Crawled, name: str) -> None:
    result = crawled.results[name]
    assert result.returncode == 0, result.stderr + result.stdout
    assert "Traceback" not in result.stderr
    assert "answered and kept" in result.stdout
    assert "publish" in result.stdout
    assert "queued" in result.stderr
    report = json.loads((crawled.archive(front_of(crawled, name)) / "captures" / "live-00001.report.json").read_text())
    assert report["finish"] == "finished"
    assert report["progress"]["queued"] == 0
    assert {"scrapy", "fonds"} <= report["versions"].keys()


@pytest.mark.parametrize("name", NAMES)
def test_the_archive_equals_the_truth(crawled: Crawled, name: str) -> None:
    front = front_of(crawled, name)
    with closing(open_archive(crawled.archive(front))) as ledger:
        found = differences(ledger.db, expected(front))
        assert not found, "\n".join(found[:10])
        assert ledger.db.execute("SELECT count(*) FROM articles").fetchone()[0] == len(front.truth.articles)


@pytest.mark.parametrize("name", NAMES)
def test_every_file_is_held_with_its_very_bytes(crawled: Crawled, name: str) -> None:
    from sample.files import content

    front = front_of(crawled, name)
    wanted = {f"attachment/{file.identity}": content(file) for file in front.truth.files.values()}
    with closing(open_archive(crawled.archive(front))) as ledger:
        held: dict[str, list[bytes]] = {}
        for stored in ledger.stored_captures():
            if stored.kind == "attachment" and stored.status == 200 and stored.truncated is None:
                held.setdefault(stored.identity, []).append(ledger.read_capture(stored).payload)
    shown = {key for key in wanted if key in held}
    cut = {file.identity for file in front.truth.files.values() if file.mishap == "cut"}
    linked = {
        f"attachment/{a.path}"
        for article in expected(front).articles
        for a in article.attachments
        if a.state != "missing" and a.path not in cut
    }
    assert linked <= shown
    for key in shown:
        assert held[key] == [wanted[key]]


@pytest.mark.parametrize("name", NAMES)
def test_files_are_what_the_truth_says(crawled: Crawled, name: str) -> None:
    front = front_of(crawled, name)
    announced = {a.path for article in expected(front).articles for a in article.attachments}
    wanted = {
        f"attachment/{file.path}": (file.state, None if file.bytes is None else file.media_type)
        for file in expected(front).files
        if file.path in announced
    }
    with closing(open_archive(crawled.archive(front))) as ledger:
        rows = ledger.db.execute("SELECT identity, state, media_type FROM attachments").fetchall()
        contents = ledger.db.execute(
            "SELECT count(*), count(DISTINCT sha256) FROM attachments WHERE identity LIKE '%reglement_materiel.pdf' "
            "OR identity LIKE '%materiel_reglement_2011.pdf'"
        ).fetchone()
    held = {identity: (state, media_type) for identity, state, media_type in rows}
    assert {key: held.get(key) for key in wanted} == wanted
    assert tuple(contents) == (2, 1)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_asked_for_twice(crawled: Crawled, name: str) -> None:
    asked = crawled.requests[name]
    again = {path: times for path, times in Counter(asked).items() if times > 1}
    assert again == asked_again(front_of(crawled, name))
    assert len(again) == 3
    assert len(asked) <= 1.15 * len(resources(front_of(crawled, name)))
    assert [one for one in asked if "debut_articles_recents" in one] == ["/spip.php?debut_articles_recents=-1"]


@pytest.mark.parametrize("name", NAMES)
def test_every_record_is_named_and_every_name_has_its_record(crawled: Crawled, name: str) -> None:
    archive = crawled.archive(front_of(crawled, name))
    with closing(open_archive(archive)) as ledger:
        named = {(s.warc_file, s.warc_offset): s.record_id for s in ledger.stored_captures()}
    held = {}
    for path in (archive / "captures").glob("*.warc.gz"):
        for record in iterate_records(path):
            if record.field("WARC-Type") == "response":
                held[path.name, record.offset] = (record.field("WARC-Record-ID") or "").strip("<>")
    assert named == held


@pytest.mark.parametrize("name", NAMES)
def test_edits_can_be_undone(crawled: Crawled, name: str) -> None:
    with closing(sqlite3.connect(crawled.archive(front_of(crawled, name)) / "archive.db")) as db:
        number = db.execute("SELECT count(*) FROM edits WHERE cleaner LIKE '%colour%'").fetchone()[0]
    assert number > 30


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


def test_status_and_show(crawled: Crawled) -> None:
    where = json.loads(fonds("status", "--json", cwd=crawled.folder).stdout)
    assert {site["site"]: site["articles"] for site in where} == {
        front.name: len(front.truth.articles) for front in crawled.fronts
    }
    assert all(sum(counts["pages"] for counts in site["found"].values()) == site["articles"] for site in where)
    front = front_of(crawled, "directorate")
    article = expected(front).articles[1]
    shown = fonds("show", article.url, cwd=crawled.folder)
    assert shown.returncode == 0, shown.stderr
    assert "directorate" in shown.stdout
    assert article.title.split()[0] in shown.stdout
    told = fonds("show", article.url, "--html", "told.html", cwd=crawled.folder)
    assert told.returncode == 0, told.stderr
    assert "<h2>Where each field was found</h2>" in (crawled.folder / "told.html").read_text(encoding="utf-8")
    for code in (0, 4):
        made = fonds("fixture", article.url, "--name", "one", "--out", "pairs", cwd=crawled.folder)
        assert made.returncode == code, made.stderr
    pair = json.loads((crawled.folder / "pairs" / "one.json").read_text(encoding="utf-8"))
    assert pair["reviewed"] is False
    assert pair["expected"]["article"]["title"] == article.title
    missing = fonds("show", f"{front.base}/Une-page-inconnue", cwd=crawled.folder)
    assert missing.returncode == 2
    assert "no capture" in missing.stderr


def test_every_address_is_accounted_for(crawled: Crawled) -> None:
    listed = fonds("urls", "directorate", cwd=crawled.folder)
    assert listed.returncode == 0, listed.stderr
    head, *lines = listed.stdout.splitlines()
    columns = head.split("\t")
    rows_ = [dict(zip(columns, line.split("\t"), strict=True)) for line in lines]
    with closing(sqlite3.connect(crawled.archive(front_of(crawled, "directorate")) / "archive.db")) as db:
        counts = dict(db.execute("SELECT state, count(*) FROM urls GROUP BY 1"))
        assert {row["url"] for row in rows_} == {url for (url,) in db.execute("SELECT url FROM urls")}
    assert Counter(row["state"] for row in rows_) == counts
    assert all(row["rule"] != "-" for row in rows_ if row["state"] == "skipped")
    log = fonds("urls", "directorate", "--log", cwd=crawled.folder).stdout.splitlines()
    assert {len(line.split()) for line in log} == {12}
    logged = [line.split()[3] for line in log]
    codes = Counter(line.split()[1] for line in log)
    with closing(open_archive(crawled.archive(front_of(crawled, "directorate")))) as ledger:
        assert codes["200"] == ledger.db.execute("SELECT count(*) FROM captures WHERE status = 200").fetchone()[0]
        assert set(logged) == {row[0] for row in ledger.db.execute("SELECT url FROM urls")}
    assert codes["-5000"] > 0
    assert fonds("urls", "directorate", "--log", "--json", cwd=crawled.folder).returncode == 2
    some = fonds("urls", "directorate", "--state", "skipped", "--json", cwd=crawled.folder).stdout.splitlines()
    assert len(some) == counts["skipped"]
    assert json.loads(some[0])["state"] == "skipped"


def test_explain_tells_the_rules_and_the_way_without_fetching(crawled: Crawled) -> None:
    front = front_of(crawled, "spip21")
    before = len(crawled.requests["spip21"])
    article = fonds("explain", f"{front.base}/spip.php?article12&var_mode=calcul", cwd=crawled.folder).stdout
    assert "in-scope" in article
    assert "means: article/12" in article
    assert "ledger: fetched" in article
    assert "live-00001-00000.warc.gz at " in article
    assert " → " in article
    login = fonds("explain", f"{front.base}/spip.php?page=login&url=x", cwd=crawled.folder).stdout
    assert "login: " in login
    assert "never seen" in login
    assert "next crawl: not asked for" in login
    assert len(crawled.requests["spip21"]) == before


def test_publish_holds_all_sites(crawled: Crawled) -> None:
    result = fonds("publish", cwd=crawled.folder)
    assert result.returncode == 0, result.stderr
    path = crawled.folder / "data" / "public" / "public.db"
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT count(*) FROM sites").fetchone()[0] == len(NAMES)
        number = db.execute("SELECT count(*) FROM articles").fetchone()[0]
        assert number == sum(len(expected(front).articles) for front in crawled.fronts)
        leaks = db.execute(
            "SELECT count(*) FROM articles WHERE body_text LIKE '%[/rouge]%' OR title LIKE '%[/%'"
        ).fetchone()
        assert leaks[0] == len(NAMES)  # the one sample of code on each front
    first = path.read_bytes()
    assert fonds("publish", cwd=crawled.folder).returncode == 0
    assert path.read_bytes() == first


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
