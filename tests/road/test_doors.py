"""One site through every door: live, our WARC, wget's, WACZ, an old WARC/1.0; the articles and files are the same rows."""

import gzip
import hashlib
import json
import shutil
import sqlite3
import subprocess
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from archive.opening import open_archive
from sample.fronts import Front
from sample.wayback import StandIn, serve_wayback
from tests.road.conftest import Crawled, fonds
from tests.warc_files import iterate_records

CONTENT = (
    """SELECT a.identity, a.url, a.spip_id, a.title, a.raw_title, a.surtitle, a.subtitle, a.lead, a.body_text, a.body_html,
    a.raw_body_text, a.notes, a.postscript, a.category, s.identity, a.published_on, a.published_raw, a.language, a.skeleton,
    a.charset, a.charset_source, a.content_sha256 FROM articles AS a LEFT JOIN sections AS s ON s.id = a.section_id""",
    "SELECT identity, url, state, sha256, bytes, media_type, title, stated_size, size_agrees FROM attachments",
    """SELECT a.identity, l.position, f.identity, l.place, l.url, l.title, l.raw_title, l.type_label, l.stated_size
    FROM article_attachments AS l JOIN articles AS a ON a.id = l.article_id JOIN attachments AS f ON f.id = l.attachment_id""",
    "SELECT a.identity, l.position, l.url, l.text, l.kind FROM links AS l JOIN articles AS a ON a.id = l.article_id",
    "SELECT a.identity, e.position, e.field, e.cleaner, e.start, e.raw FROM edits AS e JOIN articles AS a ON a.id = e.article_id",
    "SELECT s.identity, s.url, s.title, p.identity FROM sections AS s LEFT JOIN sections AS p ON p.id = s.parent_id",
)
"""Everything of the articles and files but which capture it was read from."""


def content(archive: Path) -> list[list[tuple[object, ...]]]:
    with closing(sqlite3.connect(archive / "archive.db")) as db:
        return [sorted(db.execute(statement).fetchall(), key=repr) for statement in CONTENT]


def discovery(archive: Path) -> list[tuple[object, ...]]:
    """Of every address that was answered, the page on which it was found and how far from a start page."""
    with closing(sqlite3.connect(archive / "archive.db")) as db:
        return db.execute(
            """SELECT u.url, v.url, u.depth FROM urls AS u LEFT JOIN urls AS v ON v.id = u.found_on
            WHERE EXISTS (SELECT 1 FROM captures AS c WHERE c.url_id = u.id) ORDER BY u.url"""
        ).fetchall()


def our_files(archive: Path) -> list[Path]:
    return sorted((archive / "captures").glob("live-*.warc.gz"))


def our_warc(archive: Path, folder: Path, _: Front) -> list[Path]:
    return [Path(shutil.copy(path, folder)) for path in our_files(archive)]


def wacz(archive: Path, folder: Path, _: Front) -> list[Path]:
    path = folder / "site.wacz"
    with zipfile.ZipFile(path, "w") as package:
        resources = []
        for file in our_files(archive):
            name = f"archive/{file.name}"
            package.write(file, name)
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            resources.append({"name": file.name, "path": name, "hash": f"sha256:{digest}"})
        package.writestr("datapackage.json", json.dumps({"wacz_version": "1.1.1", "resources": resources}))
    return [path]


def old_warc(archive: Path, folder: Path, _: Front) -> list[Path]:
    """WARC/1.0 as old crawlers write it: address in brackets, seconds only, one gzip member for all."""
    made = []
    for file in our_files(archive):
        for record in iterate_records(file):
            if record.field("WARC-Type") != "response":
                continue
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: <{record.field('WARC-Target-URI')}>\r\n"
                f"WARC-Date: {(record.field('WARC-Date') or '')[:19]}Z\r\nContent-Length: {len(record.block)}\r\n\r\n"
            )
            made.append(head.encode() + record.block + b"\r\n\r\n")
    path = folder / "old.warc.gz"
    path.write_bytes(gzip.compress(b"".join(made)))
    return [path]


def wget(archive: Path, folder: Path, front: Front) -> list[Path]:
    if shutil.which("wget") is None:
        pytest.skip("wget is not on this machine")
    with closing(open_archive(archive)) as ledger:
        addresses = sorted({stored.url for stored in ledger.stored_captures()})
    (folder / "addresses").write_text("\n".join(addresses))
    assert all(address.startswith(front.base) for address in addresses)
    command = ["wget", "--quiet", "--input-file=addresses", "--warc-file=site", "--output-document=/dev/null"]
    subprocess.run([*command, "--tries=1", "--no-config"], cwd=folder, check=False, timeout=120)
    return [folder / "site.warc.gz"]


@pytest.mark.parametrize("made", [our_warc, wacz, old_warc, wget])
def test_every_door_gives_the_same_articles_and_files(
    crawled: Crawled, tmp_path: Path, made: Callable[[Path, Path, Front], list[Path]]
) -> None:
    front = next(front for front in crawled.fronts if front.name == "directorate")
    live = crawled.archive(front)
    before = len(crawled.requests[front.name])
    files = made(live, tmp_path, front)
    del crawled.requests[front.name][before:]  # wget asks the site, too
    result = fonds("import", "copie", *map(str, files), cwd=tmp_path)
    assert result.returncode == 0, result.stderr + result.stdout
    assert content(tmp_path / "data" / "copie") == content(live)
    assert len(content(live)[0]) >= 120
    if made in (our_warc, wacz):
        assert discovery(tmp_path / "data" / "copie") == discovery(live)


def test_the_wayback_door_gives_the_same_articles_and_files(
    crawled: Crawled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    front = next(front for front in crawled.fronts if front.name == "directorate")
    with serve_wayback(StandIn(front)) as service:
        common = ["--name", "lab", "--allow-private", "--service", service.base, "--delay", "0"]
        arguments = ["wayback", f"{front.base}/", *common]
        first = fonds(*arguments, "--limit", "50", cwd=tmp_path)
        assert first.returncode == 3, first.stderr
        second = fonds("wayback", "lab", "--delay", "0", cwd=tmp_path)
        assert second.returncode == 0, second.stderr + second.stdout
        asked = len(service.mementos)
        searches = len(service.searches)
        third = fonds("wayback", "lab", "--delay", "0", cwd=tmp_path)
        assert third.returncode == 0, third.stderr
        assert (len(service.searches), len(service.mementos)) == (searches, asked)
    assert content(tmp_path / "data" / "lab") == content(crawled.archive(front))
    assert searches < 24
    assert fonds("wayback", "lab", "--from", "gestern", cwd=tmp_path).returncode == 2
