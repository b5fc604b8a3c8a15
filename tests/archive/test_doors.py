"""The file doors: what is whole comes in whatever it is wrapped in, what is none is refused, and nothing comes twice."""

import gzip
import hashlib
import json
import sqlite3
from pathlib import Path

import pytest

from archive.import_run import refuse_own, split_paths
from archive.ledger import Ledger
from archive.opening import open_archive
from archive.warc_read import is_one_piece
from archive.withdrawing import withdraw
from sites.errors import BadInput, StorageFull
from tests.archive.given_files import (
    BODIES,
    MOMENT,
    ROOT,
    WHOLE,
    answer,
    arc_pages,
    held,
    package,
    pages,
    problems,
    put,
    record,
    take,
    zipped,
)
from tests.warc_files import iterate_records


def test_every_container_gives_the_same_captures(tmp_path: Path) -> None:
    warc = b"".join(zipped(pages()))
    given_ = {
        "a.warc.gz": warc,
        "b.warc": b"".join(pages()),
        "one-piece.warc.gz": gzip.compress(b"".join(pages()), mtime=0),
        "c.arc": b"".join(arc_pages()),
        "d.arc.gz": b"".join(zipped(arc_pages())),
        "one-piece.arc.gz": gzip.compress(b"".join(arc_pages()), mtime=0),
    }
    paths = [put(tmp_path / name, data) for name, data in given_.items()]
    paths.append(package(tmp_path / "e.wacz", {"archive/a.warc.gz": warc, "indexes/index.cdx": b"x"}))
    paths.append(package(tmp_path / "packed.wacz", {"archive/a.warc.gz": warc}, packed=True))
    joined = {"archive/a.warc.gz": gzip.compress(b"".join(pages()), mtime=0)}
    paths.append(package(tmp_path / "one-piece.wacz", joined))
    for path in paths:
        with_path = open_archive(tmp_path / path.name.replace(".", "-"), create=True)
        run = take(with_path, path)
        assert (run.exit_code, run.reports[0].became) == (0, {"named": 8}), path.name
        assert held(with_path) == WHOLE, path.name
        assert problems(with_path) == [], path.name
        copy = with_path.captures_folder / f"import-00001-{path.name}"
        assert copy.read_bytes() == path.read_bytes()
        event = with_path.db.execute("SELECT detail FROM events WHERE kind = 'import'").fetchone()[0]
        assert json.loads(event)["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
        assert take(with_path, path).reports[0].already
        assert len(list(with_path.stored_captures())) == 8
        with_path.close()


def test_the_captures_of_an_archive_are_given_as_one_folder(ledger: Ledger, tmp_path: Path) -> None:
    ledger.lock()
    first, second, third, *rest = pages()
    put(tmp_path / "a.warc", first)
    package(tmp_path / "b.wacz", {"archive/a.warc.gz": b"".join(zipped([second]))})
    put(tmp_path / "c.warc.gz", gzip.compress(third + b"".join(rest), mtime=0))
    take(ledger, *(tmp_path / name for name in ("a.warc", "b.wacz", "c.warc.gz")))
    assert held(ledger) == WHOLE
    (ledger.captures_folder / "live-00001.report.txt").write_text("no record")
    (ledger.captures_folder / "aside").mkdir()
    withdraw(ledger, "article/1", f"{ROOT}spip.php?article1", "court", None, agent="x", now=lambda: MOMENT)
    again = open_archive(tmp_path / "again", create=True)
    again.lock()
    run = take(again, ledger.captures_folder)
    assert (run.exit_code, len(run.reports), run.withdrawals) == (0, 3, 1)
    assert held(again) == WHOLE
    again.close()


def test_what_stands_in_an_archive_is_not_copied_beside_itself(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.lock()
    take(ledger, put(tmp_path / "a.warc", *pages()))
    (ledger.captures_folder / "aside").mkdir()
    own = put(ledger.captures_folder / "aside" / "a.warc", *pages())
    (tmp_path / "link").symlink_to(ledger.captures_folder)
    monkeypatch.chdir(ledger.captures_folder)
    (copy,) = ledger.captures_folder.glob("import-*")
    for path in (
        ledger.captures_folder,
        copy,
        Path(copy.name),
        tmp_path / "link",
        ledger.journal,
        own.parent / ".." / copy.name,
    ):
        with pytest.raises(BadInput, match="stands in this archive already"):
            refuse_own([tmp_path / "a.warc", *split_paths([path, own])[0]], ledger.captures_folder)
    refuse_own([tmp_path / "a.warc", own], ledger.captures_folder)
    refuse_own(split_paths([ledger.captures_folder])[0], tmp_path / "fresh" / "captures")


def test_a_file_of_another_site_is_far_from_expected(ledger: Ledger, tmp_path: Path) -> None:
    other = put(tmp_path / "other.warc", record("http://www.example.net/spip.php?article1", answer(BODIES[0])))
    run = take(ledger, other)
    assert (run.exit_code, run.reports[0].became) == (4, {"foreign": 1})
    assert (
        take(ledger, put(tmp_path / "own.warc", *pages()), put(tmp_path / "third.warc", arc_pages()[1])).exit_code == 0
    )


def test_what_an_older_database_does_not_know_comes_in_again(ledger: Ledger, tmp_path: Path) -> None:
    ledger.lock()
    given = put(tmp_path / "a.warc", *pages())
    mirror = tmp_path / "www.example.org"
    mirror.mkdir()
    put(mirror / "index.html", b"<html>")
    take(ledger, given)
    take(ledger, mirror)
    older = open_archive(tmp_path / "older", create=True)
    older.journal.write_bytes(ledger.journal.read_bytes())
    older.lock()  # takes over the events, as where archive.db was put back from a copy made before
    assert [report.already for report in take(older, given, mirror).reports] == [False, False]
    assert held(older) == held(ledger)
    assert [report.already for report in take(older, given, mirror).reports] == [True, True]
    older.close()


def test_brackets_around_the_address_and_dates_of_all_kinds(ledger: Ledger, tmp_path: Path) -> None:
    wget = record(f"{ROOT}spip.php?article1", answer(BODIES[0])).replace(
        b"WARC-Target-URI: http://www.example.org/spip.php?article1", b"WARC-Target-URI: <http://www.example.org/spip.php?article1>"
    )  # fmt: skip
    take(ledger, put(tmp_path / "a.warc", wget), put(tmp_path / "b.arc", *arc_pages()))
    times = [row[0] for row in ledger.db.execute("SELECT fetched_at FROM captures ORDER BY id LIMIT 2")]
    assert times == ["2014-05-06T07:08:09.000000Z", "2008-01-02T03:04:05.000000Z"]


def test_a_resource_record_is_a_body_without_a_head(ledger: Ledger, tmp_path: Path) -> None:
    raw = record(f"{ROOT}IMG/pdf/a.pdf", b"%PDF-1.4", "resource").replace(
        b"application/http;msgtype=response", b"application/pdf"
    )
    take(ledger, put(tmp_path / "a.warc", raw))
    (stored,) = ledger.stored_captures()
    assert (stored.media_type, stored.status, stored.fidelity) == ("application/pdf", 200, "reconstructed")
    assert held(ledger) == {"IMG/pdf/a.pdf": b"%PDF-1.4"}


def test_what_is_no_archive_is_refused_and_the_rest_imported(ledger: Ledger, tmp_path: Path) -> None:
    good = put(tmp_path / "good.warc", *pages())
    bad = [put(tmp_path / "empty.warc.gz"), put(tmp_path / "page.warc", b"<html>"), tmp_path / "absent.warc"]
    run = take(ledger, *bad, good)
    assert run.exit_code == 5
    assert held(ledger) == WHOLE
    assert [kind for kind, _ in problems(ledger)] == ["not-an-archive"] * 3
    for path in bad:
        with pytest.raises(BadInput, match=path.name):
            split_paths([path])


def test_a_copy_that_a_kill_left_is_set_aside(ledger: Ledger, tmp_path: Path) -> None:
    left = put(ledger.captures_folder / "import-00001-half.warc.gz", b"half")
    run = take(ledger, put(tmp_path / "a.warc", *pages()))
    assert run.set_aside == ("import-00001-half.warc.gz",)
    assert not left.exists()
    assert (ledger.captures_folder / "aside" / "import-00001-half.warc.gz.1").read_bytes() == b"half"


def test_records_in_one_piece_are_told_from_single_ones(tmp_path: Path) -> None:
    assert is_one_piece(put(tmp_path / "a", gzip.compress(b"".join(pages()))))
    assert not is_one_piece(put(tmp_path / "b", *zipped(pages())))
    assert not is_one_piece(put(tmp_path / "c", *pages()))
    assert not is_one_piece(put(tmp_path / "d", b"\x1f\x8b\x08broken"))
    assert len(list(iterate_records(put(tmp_path / "e", *zipped(pages()))))) == 8


def test_a_record_that_came_in_another_file_is_not_named_again_unless_it_was_lost(
    ledger: Ledger, tmp_path: Path
) -> None:
    take(ledger, put(tmp_path / "a.warc", *pages()[:3]))
    again = take(ledger, put(tmp_path / "b.warc.gz", *zipped(pages())))
    assert again.reports[0].became == {"held": 3, "named": 5}
    assert len(list(ledger.stored_captures())) == 8
    (ledger.captures_folder / "import-00001-a.warc").write_bytes(b"lost")
    restored = take(ledger, put(tmp_path / "c.warc", *pages(), b"\r\n"))
    assert restored.reports[0].became == {"held": 5, "named": 3}


def test_answers_of_another_archive_and_first_segments_are_not_taken_for_whole(ledger: Ledger, tmp_path: Path) -> None:
    memento = record(f"{ROOT}a", answer(b"a"), more=[("WARC-Source-URI", "http://web.example.net/web/2014id_/a")])
    segment = record(f"{ROOT}b", answer(b"b"), more=[("WARC-Segment-Number", "1")])
    take(ledger, put(tmp_path / "a.warc", memento, segment, record(f"{ROOT}b", b"c", "continuation")))
    found = [(row.fidelity, row.truncated) for row in ledger.stored_captures()]
    assert found == [("reconstructed", None), ("as-sent", "segmented")]
    assert [kind for kind, _ in problems(ledger)] == ["record-type-not-read"]


@pytest.mark.parametrize("before", [True, False])
def test_metadata_records_say_where_an_address_was_found(ledger: Ledger, tmp_path: Path, before: bool) -> None:
    def found(url: str, words: str) -> bytes:
        raw = record(url, words.encode(), "metadata")
        return raw.replace(b"application/http;msgtype=response", b"application/warc-fields")

    home, first, second, *_ = pages()
    told = [
        (found(f"{ROOT}spip.php?article1", "hopsFromSeed: 0"), home),
        (found(f"{ROOT}spip.php?article2", f"via: {ROOT}spip.php?article1\r\nhopsFromSeed: 1"), first),
        (found(f"{ROOT}spip.php?article3", f"via: {ROOT}spip.php?article2\r\nhopsFromSeed: LL"), second),
    ]
    take(ledger, put(tmp_path / "a.warc", *(part for pair in told for part in (pair if before else pair[::-1]))))
    rows = ledger.db.execute(
        "SELECT u.url, v.url, u.depth FROM urls u LEFT JOIN urls v ON v.id = u.found_on ORDER BY u.id"
    )
    assert [(url[-1], via and via[-1], depth) for url, via, depth in rows] == [
        ("1", None, 0),
        ("2", "1", 1),
        ("3", "2", 2),
    ]


@pytest.mark.parametrize("form", ["file", "mirror"])
def test_an_import_that_breaks_leaves_nothing(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    (tmp_path / "mirror" / "www.example.org").mkdir(parents=True)
    put(tmp_path / "mirror" / "www.example.org" / "index.html", b"<html>")
    given = put(tmp_path / "a.warc.gz", gzip.compress(b"".join(pages()))) if form == "file" else tmp_path / "mirror"

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "record_event", full)
        with pytest.raises(StorageFull, match="make room, then import again"):
            take(ledger, given)
    assert not ledger.db.in_transaction
    assert [path.name for path in ledger.captures_folder.iterdir()] == ["journal.jsonl"]
    assert (list(ledger.stored_captures()), take(ledger, given).exit_code) == ([], 0)
