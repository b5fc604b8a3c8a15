"""The file doors: what is whole comes in whatever stands beside it, what is not is named with its place, and nothing twice."""

import base64
import gzip
import hashlib
import json
import os
import random
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.import_run import ImportRun, hosts_in, run_import, split_paths
from archive.ledger import Ledger
from archive.opening import open_archive
from archive.salvage import Gap, iterate_records, salvage_records
from archive.warc_read import WarcRecord, is_one_piece
from sites.errors import BadInput
from sites.site import Site

SITE = Site(name="essai", title="Site d'essai", hosts=("www.example.org",), licence="Licence d'essai")
ROOT = "http://www.example.org/"
MOMENT = datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
BODIES = tuple(f"<html><p>Page {number} {'é' * number}</p></html>".encode() * 40 for number in range(8))


def answer(body: bytes, head: bytes = b"Content-Type: text/html") -> bytes:
    return b"HTTP/1.1 200 OK\r\n%s\r\nContent-Length: %d\r\n\r\n%s" % (head, len(body), body)


def record(
    url: str, block: bytes, kind: str = "response", more: Sequence[tuple[str, str]] = (), length: int | None = None
) -> bytes:
    fields = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", f"<urn:uuid:{hashlib.md5(url.encode() + kind.encode()).hexdigest()}>"),
        ("WARC-Date", "2014-05-06T07:08:09Z"),
        ("WARC-Target-URI", url),
        ("Content-Type", "application/http;msgtype=response"),
        *more,
        ("Content-Length", str(len(block) if length is None else length)),
    ]
    head = "WARC/1.0\r\n" + "".join(f"{key}: {value}\r\n" for key, value in fields) + "\r\n"
    return head.encode() + block + b"\r\n\r\n"


def pages() -> list[bytes]:
    return [record(f"{ROOT}spip.php?article{number}", answer(body)) for number, body in enumerate(BODIES, start=1)]


def zipped(records: Sequence[bytes]) -> list[bytes]:
    return [gzip.compress(data, mtime=0) for data in records]


def arc_line(url: str, body: bytes) -> bytes:
    block = answer(body)
    return f"{url} 192.0.2.1 20080102030405 text/html {len(block)}\n".encode() + block + b"\n"


def arc_pages() -> list[bytes]:
    about = b"1 0 Crawler\nURL IP-address Archive-date Content-type Archive-length\n"
    first = b"filedesc://x.arc 0.0.0.0 20080102030405 text/plain %d\n%s\n" % (len(about), about)
    return [first, *(arc_line(f"{ROOT}spip.php?article{n}", body) for n, body in enumerate(BODIES, start=1))]


def package(
    path: Path, members: dict[str, bytes], *, packed: bool = False, digests: dict[str, str] | None = None
) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as made:
        for name, data in members.items():
            made.writestr(name, data)
        said = digests or {name: hashlib.sha256(data).hexdigest() for name, data in members.items()}
        listed = [{"name": name, "path": name, "hash": f"sha256:{value}"} for name, value in said.items()]
        made.writestr("datapackage.json", json.dumps({"profile": "data-package", "resources": listed}))
    return path


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = open_archive(tmp_path / "data" / "essai", create=True)
    yield opened
    opened.close()


def take(ledger: Ledger, *paths: Path) -> ImportRun:
    good, bad = split_paths(paths)
    return run_import(ledger, SITE, good, bad, agent="Fonds test", now=lambda: MOMENT)


def held(ledger: Ledger) -> dict[str, bytes]:
    return {stored.url.removeprefix(ROOT): ledger.read_capture(stored).payload for stored in ledger.stored_captures()}


def problems(ledger: Ledger) -> list[tuple[str, str]]:
    return [tuple(row) for row in ledger.db.execute("SELECT kind, message FROM fetch_problems ORDER BY id")]


WHOLE = {f"spip.php?article{number}": body for number, body in enumerate(BODIES, start=1)}


def put(path: Path, *parts: bytes) -> Path:
    path.write_bytes(b"".join(parts))
    return path


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


# -- damage ---------------------------------------------------------------------------------------------------------


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


# -- revisits of other crawlers -------------------------------------------------------------------------------------

LATER = ("WARC-Date", "2015-05-06T07:08:09Z")
SHA = "sha1:" + base64.b32encode(hashlib.sha1(BODIES[0]).digest()).decode()


def revisit(more: Sequence[tuple[str, str]], block: bytes = b"", url: str = f"{ROOT}spip.php?article1") -> bytes:
    raw = record(url, block, "revisit", more)
    return raw.replace(b"2014-05-06T07:08:09Z", b"2015-05-06T07:08:09Z", 1)


def id_of(url: str) -> str:
    return f"<urn:uuid:{hashlib.md5(url.encode() + b'response').hexdigest()}>"


REVISITS = {
    "by record": [("WARC-Refers-To", id_of(f"{ROOT}spip.php?article1"))],
    "by date": [
        ("WARC-Refers-To-Target-URI", f"{ROOT}spip.php?article1"),
        ("WARC-Refers-To-Date", "2014-05-06T07:08:09Z"),
    ],
    "by digest": [("WARC-Payload-Digest", SHA)],
    "by address": [("WARC-Profile", "http://netpreserve.org/warc/1.0/revisit/server-not-modified")],
}


@pytest.mark.parametrize("how", REVISITS)
@pytest.mark.parametrize("order", ["body first", "revisit first"])
def test_a_revisit_finds_its_body_across_files(ledger: Ledger, tmp_path: Path, how: str, order: str) -> None:
    files = [put(tmp_path / "a.warc", *pages()), put(tmp_path / "b.warc", revisit(REVISITS[how]))]
    run = take(ledger, *(files if order == "body first" else files[::-1]))
    assert (run.exit_code, run.open_revisits, problems(ledger)) == (0, 0, [])
    stored = list(ledger.stored_captures())
    assert len(stored) == 9
    (again,) = (row for row in stored if row.revisit_of is not None)
    assert (again.status, again.url) == (304, f"{ROOT}spip.php?article1")
    assert ledger.read_capture(again).payload == BODIES[0]


def test_a_revisit_may_lean_on_another_address(ledger: Ledger, tmp_path: Path) -> None:
    same = revisit([("WARC-Payload-Digest", SHA)], answer(b"")[:-2], f"{ROOT}spip.php?article99")
    take(ledger, put(tmp_path / "a.warc", *pages(), same))
    assert held(ledger)["spip.php?article99"] == BODIES[0]


def test_a_revisit_without_a_body_waits_and_is_told(ledger: Ledger, tmp_path: Path) -> None:
    run = take(ledger, put(tmp_path / "b.warc", *pages()[1:], revisit(REVISITS["by record"])))
    assert (run.exit_code, run.open_revisits) == (0, 1)
    assert [kind for kind, _ in problems(ledger)] == ["open-revisit"]
    assert take(ledger, put(tmp_path / "a.warc", pages()[0])).open_revisits == 0
    assert held(ledger) == WHOLE


# -- mirrors --------------------------------------------------------------------------------------------------------


def test_a_mirror_of_wget(ledger: Ledger, tmp_path: Path) -> None:
    root = tmp_path / "mirror" / "www.example.org"
    (root / "IMG" / "pdf").mkdir(parents=True)
    put(root / "index.html", b"<html>Accueil</html>")
    put(root / "spip.php?article1.html", b"<html>converted</html>")
    put(root / "spip.php?article1.html.orig", b"<html>Un</html>")
    put(root / "spip.php@article2.html", b"<html>Deux</html>")
    put(root / "IMG" / "pdf" / "Compte rendu d'été.pdf", b"%PDF")
    (root / "link.html").symlink_to("/etc/hostname")
    (tmp_path / "mirror" / "other.example.net").mkdir()
    put(tmp_path / "mirror" / "other.example.net" / "index.html", b"<html>")
    put(tmp_path / "mirror" / "notes.html", b"<html>")
    run = take(ledger, tmp_path / "mirror")
    assert run.reports[0].became == {"named": 4, "foreign": 1}
    assert held(ledger) == {
        "": b"<html>Accueil</html>",
        "spip.php?article1": b"<html>Un</html>",
        "spip.php?article2": b"<html>Deux</html>",
        "IMG/pdf/Compte%20rendu%20d%27%C3%A9t%C3%A9.pdf": b"%PDF",
    }
    assert {(row.source, row.fidelity) for row in ledger.stored_captures()} == {("mirror", "reconstructed")}
    assert [kind for kind, _ in problems(ledger)] == ["no-address"]
    assert take(ledger, tmp_path / "mirror").reports[0].already


def test_a_mirror_of_httrack_tells_addresses_in_comments(ledger: Ledger, tmp_path: Path) -> None:
    root = tmp_path / "site"
    (root / "hts-cache").mkdir(parents=True)
    put(root / "hts-cache" / "new.txt", b"x")
    maker = b"HTTrack Website Copier/3.x [XR&CO'2014], Sun, 01 Jun 2014 10:00:00 GMT"
    comment = b"<!-- Mirrored from www.example.org/spip.php?article7 by %s -->" % maker
    put(root / "spip1a2b.html", b"<html>\n" + comment + b"<body>Sept</body></html>")
    assert hosts_in((root,)) == ("www.example.org",)
    take(ledger, root)
    (stored,) = ledger.stored_captures()
    assert (stored.url, stored.fetched_at) == (f"{ROOT}spip.php?article7", "2014-06-01T10:00:00.000000Z")


def test_a_mirror_whose_comment_tells_an_impossible_time(ledger: Ledger, tmp_path: Path) -> None:
    time = b"HTTrack Website Copier/3.x, Fri, 31 Dec 9999 23:59:59 -0500"
    put(tmp_path / "page.html", b"<!-- Mirrored from www.example.org/spip.php?article7 by %s --><body>Sept" % time)
    put(tmp_path / "hts-log.txt", b"x")
    take(ledger, tmp_path)
    (stored,) = ledger.stored_captures()
    assert (stored.url, stored.fetched_at[:2]) == (f"{ROOT}spip.php?article7", "20")


def test_a_mirror_whose_names_are_no_text(ledger: Ledger, tmp_path: Path) -> None:
    root = tmp_path / os.fsdecode(b"miroir \xe9t\xe9")
    (root / "www.example.org").mkdir(parents=True)
    put(root / "www.example.org" / os.fsdecode(b"caf\xe9.html"), b"<html>")
    put(root / os.fsdecode(b"\xe9gar\xe9.html"), b"<html>")
    run = take(ledger, root)
    assert run.reports[0].file.endswith("miroir \\xe9t\\xe9")
    assert held(ledger) == {"caf%E9.html": b"<html>"}
    assert problems(ledger)[0][1].startswith("\\xe9gar\\xe9.html: ")
    assert take(ledger, root).reports[0].already


def test_what_cannot_be_read_harms_nothing_else(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "www.example.org").mkdir()
    put(tmp_path / "www.example.org" / "index.html", b"<html>")
    monkeypatch.setattr("archive.mirror_import._digest", refuse)
    run = take(ledger, tmp_path / "www.example.org", put(tmp_path / "a.warc", *pages()))
    assert (run.exit_code, run.refused) == (5, (f"{tmp_path}/www.example.org: cannot be read: Permission denied",))
    assert held(ledger) == WHOLE


def test_a_mirror_without_addresses_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    put(tmp_path / "site" / "page.html", b"<html>")
    run = take(ledger, tmp_path / "site")
    assert run.exit_code == 5
    assert "www.example.org/" in run.refused[0]
    assert not list(ledger.captures_folder.glob("mirror-*"))
