"""Damaged files at the doors: all that is whole comes in, what is not is told with file and place, and nothing runs away."""

import base64
import gzip
import hashlib
import json
import random
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.import_run import hosts_in, run_import, split_paths
from archive.ledger import Ledger
from archive.opening import open_archive
from archive.salvage import Gap, salvage_records
from archive.warc_read import WarcRecord
from sites.errors import BadInput
from tests.archive.given_files import (
    BODIES,
    MOMENT,
    REVISITS,
    ROOT,
    SITE,
    WHOLE,
    answer,
    arc_pages,
    held,
    package,
    pages,
    problems,
    put,
    record,
    revisit,
    take,
    zipped,
)


@pytest.mark.parametrize("form", ["gzip", "plain", "arc", "arc.gz"])
def test_a_file_cut_anywhere_gives_what_is_whole(tmp_path: Path, form: str) -> None:
    parts = arc_pages()[1:] if form.startswith("arc") else pages()
    parts = zipped(parts) if form.endswith(("gzip", "gz")) else parts
    whole = b"".join(parts)
    chance = random.Random(7)
    ends = [sum(map(len, parts[: number + 1])) for number in range(len(parts))]
    for cut in sorted(chance.sample(range(1, len(whole)), 60)):
        path = put(tmp_path / "cut", whole[:cut])
        found = list(salvage_records(path))
        records = [item for item in found if isinstance(item, WarcRecord)]
        # The line ends after the last block are no part of what the record says.
        complete = sum(end <= cut for end in ends)
        assert len(records) in (complete, complete + 1) if "gz" not in form else len(records) == complete
        gaps = [item for item in found if isinstance(item, Gap)]
        covered = sum(item.length for item in found)
        assert covered == cut or (not gaps and cut - covered < 8)


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=0), st.integers(min_value=0, max_value=7), st.sampled_from(["gzip", "plain", "arc"]))
def test_one_flipped_bit_costs_at_most_one_record(tmp_path_factory: Any, place: int, bit: int, form: str) -> None:
    parts = zipped(pages()) if form == "gzip" else arc_pages()[1:] if form == "arc" else pages()
    raw = bytearray(b"".join(parts))
    raw[place % len(raw)] ^= 1 << bit
    path = put(tmp_path_factory.mktemp("flip") / "x", bytes(raw))
    found = list(salvage_records(path))
    bodies = [item.block for item in found if isinstance(item, WarcRecord)]
    assert sum(block in bodies for block in map(answer, BODIES)) >= 7
    assert sum(item.length for item in found) == len(raw) or form != "gzip"


def test_a_damaged_line_of_arc_costs_its_own_record_alone(tmp_path: Path) -> None:
    parts = arc_pages()[1:]
    begin = len(parts[0]) + len(parts[1])
    for place in range(begin - 1, begin + len("http:")):  # from the line end before it
        for bit in range(8):
            raw = bytearray(b"".join(parts))
            raw[place] ^= 1 << bit
            found = salvage_records(put(tmp_path / "x", bytes(raw)))
            bodies = [item.block for item in found if isinstance(item, WarcRecord)]
            assert sum(block in bodies for block in map(answer, BODIES)) >= 7, (place - begin, bit)


def test_damage_is_told_with_file_place_and_salvage(ledger: Ledger, tmp_path: Path) -> None:
    parts = zipped(pages())
    broken = bytearray(parts[3])
    broken[len(broken) // 2] ^= 16
    path = put(tmp_path / "a.warc.gz", *parts[:3], bytes(broken), b"rubbish", *parts[4:])
    run = take(ledger, path)
    assert run.exit_code == 5
    assert run.reports[0].became == {"named": 7}
    assert held(ledger) == {name: body for name, body in WHOLE.items() if not name.endswith("article4")}
    ((kind, message),) = problems(ledger)
    start = sum(map(len, parts[:3]))
    assert kind == "damaged-file"
    assert message.startswith(f"a.warc.gz: {len(broken) + 7} bytes at {start} are no record:")
    assert "it was of http://www.example.org/spip.php?article4" in message
    assert message.endswith("7 other records of the file are whole")


@pytest.mark.parametrize("change", [-7, 9, 10**6])
@pytest.mark.parametrize("compressed", [True, False])
def test_a_wrong_content_length_costs_its_record_only(
    ledger: Ledger, tmp_path: Path, change: int, compressed: bool
) -> None:
    parts = pages()
    block = answer(BODIES[2])
    parts[2] = record(f"{ROOT}spip.php?article3", block, length=len(block) + change)
    run = take(ledger, put(tmp_path / "a.warc", *(zipped(parts) if compressed else parts)))
    assert run.exit_code == 5
    assert set(held(ledger)) == set(WHOLE) - {"spip.php?article3"}
    assert "Content-Length" in problems(ledger)[0][1]


def test_altered_bytes_are_not_taken_for_what_was_kept(ledger: Ledger, tmp_path: Path) -> None:
    parts = []
    for number, body in enumerate(BODIES[:3], start=1):
        block = answer(body)
        digest = "sha1:" + base64.b32encode(hashlib.sha1(block).digest()).decode()
        parts.append(record(f"{ROOT}spip.php?article{number}", block, more=[("WARC-Block-Digest", digest)]))
    parts[1] = parts[1].replace(b"Page 1", b"Page 7", 1)
    run = take(ledger, put(tmp_path / "a.warc", *parts))
    assert (run.exit_code, run.reports[0].became) == (5, {"named": 2, "altered": 1})
    assert set(held(ledger)) == {"spip.php?article1", "spip.php?article3"}
    assert problems(ledger)[0][0] == "digest-mismatch"


def damaged(raw: bytes, how: list[tuple[int, int, bytes]]) -> bytes:
    """The bytes with stretches of them taken out and others put there instead."""
    for place, length, instead in how:
        start = place % (len(raw) + 1)
        raw = raw[:start] + instead + raw[start + length :]
    return raw


PIECES = st.sampled_from(
    [b"", b"\r\n\r\n", b"WARC/1.0\r\n", b"\x1f\x8b\x08", b"PK\x01\x02", b"99999999999", b"\0\0\0\0", b"\xff"]
)
DAMAGE = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 300), PIECES | st.binary(max_size=20)), max_size=5)


@settings(max_examples=120, deadline=None)
@given(DAMAGE, st.sampled_from(["a.warc", "a.warc.gz", "one.warc.gz", "a.arc", "a.arc.gz", "s.wacz", "p.wacz"]))
def test_whatever_is_given_is_refused_or_told_and_never_comes_in_twice(
    tmp_path_factory: Any, how: list[tuple[int, int, bytes]], name: str
) -> None:
    folder = tmp_path_factory.mktemp("any")
    warc = b"".join(zipped(pages()))
    raw = {
        "a.warc": b"".join([*pages(), revisit(REVISITS["by record"])]),
        "a.warc.gz": warc,
        "one.warc.gz": gzip.compress(b"".join(pages())),
        "a.arc": b"".join(arc_pages()),
        "a.arc.gz": b"".join(zipped(arc_pages())),
    }.get(name)
    if raw is None:
        raw = package(folder / name, {"archive/a.warc.gz": warc}, packed=name[0] == "p").read_bytes()
    path = put(folder / name, damaged(raw, how))
    ledger = open_archive(folder / "data", create=True)
    try:
        good, bad = split_paths([path])
    except BadInput:
        ledger.close()
        return
    with suppress(BadInput):
        assert hosts_in(good)
    run = run_import(ledger, SITE, good, bad, agent="Fonds test", now=lambda: MOMENT)
    before = [ledger.read_capture(stored) for stored in ledger.stored_captures()]
    assert (run.exit_code == 0) == (run.reports[0].damage is None)
    assert run.exit_code == 0 or problems(ledger)
    detail = ledger.db.execute("SELECT detail FROM events WHERE kind = 'import'").fetchone()[0]
    assert json.loads(detail)["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (ledger.captures_folder / f"import-00001-{name}").read_bytes() == path.read_bytes()
    assert take(ledger, path).reports[0].already
    assert len(list(ledger.stored_captures())) == len(before)
    ledger.close()


def test_damage_in_the_middle_of_an_arc_file_costs_its_record_only(ledger: Ledger, tmp_path: Path) -> None:
    parts = arc_pages()
    parts[3] = parts[3][:200] + b"\n"
    run = take(ledger, put(tmp_path / "a.arc", *parts))
    assert run.exit_code == 5
    assert held(ledger) == {name: body for name, body in WHOLE.items() if not name.endswith("article3")}


@pytest.mark.parametrize(
    "beginning",
    [
        b"WARC/1.0\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 70000\r\n\r\n",
        b"\x1f\x8b\x08\0\0\0\0\0\0\xff\0\x0a\0\xf5\xff",
    ],
)
def test_a_file_made_of_beginnings_is_given_up_and_says_so(
    ledger: Ledger, tmp_path: Path, beginning: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.salvage._MAX_SEARCH", 4_000_000)
    first, *rest = pages()
    run = take(ledger, put(tmp_path / "a.warc", first, beginning * 40_000, *rest))
    assert (run.exit_code, run.reports[0].became) == (5, {"named": 1})
    ((kind, message),) = problems(ledger)
    assert kind == "damaged-file"
    assert f"at {len(first)} are no record" in message
    assert "the search for records was given up at" in message


def test_one_piece_that_breaks_gives_all_records_before_the_break(ledger: Ledger, tmp_path: Path) -> None:
    chance = random.Random(3)
    parts = [record(f"{ROOT}a{number}", answer(chance.randbytes(3000).hex().encode())) for number in range(8)]
    raw = bytearray(gzip.compress(b"".join(parts), mtime=0))
    raw[len(raw) * 5 // 8] ^= 8
    run = take(ledger, put(tmp_path / "a.warc.gz", bytes(raw)))
    assert run.exit_code == 5
    # A flipped bit may show only a block further on, when the codes make no sense any more.
    assert {f"a{number}" for number in range(4)} <= set(held(ledger))
    assert problems(ledger)[0][0] == "cut-member"
