"""A legacy site becomes a browsable archive: what a crawl of each front holds, equals the sample's truth."""

import json
import sqlite3
from collections import Counter
from contextlib import closing

import pytest

from archive.opening import open_archive
from sample.expected import expected
from sample.resources import resources
from sample.server import NAMES
from terminal.demo import differences
from tests.road.conftest import Crawled, asked_again, fonds, front_of
from tests.warc_files import iterate_records


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
