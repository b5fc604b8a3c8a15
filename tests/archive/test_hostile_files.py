"""Packages and bombs at the doors: nothing is unpacked outside, nothing unfolds without bounds."""

import gzip
import zipfile
from pathlib import Path

import pytest

from archive.import_run import split_paths
from archive.ledger import Ledger
from sites.errors import BadInput
from tests.archive.given_files import ROOT, WHOLE, answer, held, package, pages, problems, put, record, take, zipped


def test_a_bomb_is_passed_over(ledger: Ledger, tmp_path: Path) -> None:
    bomb = gzip.compress(record(f"{ROOT}spip.php?article9", answer(b"0" * 300_000_000)), 1, mtime=0)
    run = take(ledger, put(tmp_path / "a.warc.gz", bomb, *zipped(pages())))
    assert run.reports[0].became == {"named": 9}
    assert {name: body for name, body in held(ledger).items() if name in WHOLE} == WHOLE
    assert [kind for kind, _ in problems(ledger)] == ["long-record"]
    cut = ledger.db.execute("SELECT truncated FROM captures WHERE truncated IS NOT NULL").fetchall()
    assert [row[0] for row in cut] == ["length"]


def test_a_package_is_never_unpacked_outside_and_its_digests_are_held_against_it(
    ledger: Ledger, tmp_path: Path
) -> None:
    warc = b"".join(zipped(pages()))
    members = {"archive/a.warc.gz": warc, "../../evil.warc.gz": warc, "/abs.warc.gz": warc}
    run = take(ledger, package(tmp_path / "x.wacz", members, digests={"archive/a.warc.gz": "0" * 64}))
    assert run.exit_code == 5
    assert held(ledger) == WHOLE
    assert sorted(kind for kind, _ in problems(ledger)) == ["digest-mismatch", "unsafe-member", "unsafe-member"]
    assert not list(tmp_path.rglob("evil*"))


def test_a_package_that_lost_its_list_is_searched(ledger: Ledger, tmp_path: Path) -> None:
    path = package(tmp_path / "x.wacz", {"archive/a.warc.gz": b"".join(zipped(pages()))})
    raw = path.read_bytes()
    path.write_bytes(raw[: raw.rindex(b"PK\x01\x02") - 10])
    run = take(ledger, path)
    assert run.exit_code == 5
    assert held(ledger) == WHOLE
    assert {kind for kind, _ in problems(ledger)} == {"damaged-package", "damaged-file"}


def test_one_piece_that_unfolds_out_of_all_measure_is_cut(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.container._ALWAYS_UNFOLDED", 1_000_000)
    bomb = gzip.compress(pages()[0] + pages()[1] + record(f"{ROOT}x", answer(b"0" * 20_000_000)))
    run = take(ledger, put(tmp_path / "a.warc.gz", bomb))
    assert (run.exit_code, run.reports[0].became) == (5, {"named": 2})
    assert [kind for kind, _ in problems(ledger)] == ["cut-member", "damaged-file"]
    assert "unfolds to" in problems(ledger)[0][1]
    assert sum(file.stat().st_size for file in ledger.captures_folder.iterdir()) < 5_000_000


def test_members_packed_in_ways_that_are_not_read_and_members_that_break(ledger: Ledger, tmp_path: Path) -> None:
    warc = b"".join(zipped(pages()))
    lzma = tmp_path / "lzma.wacz"
    with zipfile.ZipFile(lzma, "w", zipfile.ZIP_LZMA) as made:
        made.writestr("archive/a.warc.gz", warc)
        made.writestr("datapackage.json", "{}")
    with pytest.raises(BadInput, match="no member with records"):
        split_paths([lzma])
    whole = package(tmp_path / "x.wacz", {"archive/a.warc": b"".join(pages())}, packed=True).read_bytes()
    place = whole.index(b"archive/a.warc") + 300
    run = take(ledger, put(tmp_path / "y.wacz", whole[:place], b"\xff\xff\xff", whole[place + 3 :]))
    assert run.exit_code == 5
    assert {"cut-member", "digest-mismatch"} <= {kind for kind, _ in problems(ledger)}
