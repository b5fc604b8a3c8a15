"""Records written are read back byte for byte, by us and by others; damage is named."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.given import check_file
from archive.warc_read import read_record
from archive.warc_write import WarcWriter, WrittenRecord
from sites.errors import Damage, NotAnArchive
from tests.warc_files import iterate_records

MOMENT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
BLOCK = b"HTTP/1.1 200 Tr\xe8s bien\r\nX-Latin: caf\xe9\r\n\r\n\x00\xff corps"


def writer(folder: Path) -> WarcWriter:
    return WarcWriter(folder, "live-00001", (("software", "Fonds"),), lambda: MOMENT)


def written(folder: Path, *blocks: bytes) -> list[WrittenRecord]:
    made = writer(folder)
    records = [
        made.append("response", f"http://h/{number}", MOMENT, block, "application/http; msgtype=response")
        for number, block in enumerate(blocks)
    ]
    made.close()
    return records


def test_a_record_is_found_at_its_place(tmp_path: Path) -> None:
    first, second = written(tmp_path, BLOCK, b"HTTP/1.1 404 Non\r\n\r\n")
    record = read_record(tmp_path / first.file, first.offset, first.length)
    assert record.block == BLOCK
    assert record.field("warc-target-uri") == "http://h/0"
    assert second.offset == first.offset + first.length


def test_files_begin_with_warcinfo_and_never_overwrite(tmp_path: Path) -> None:
    (tmp_path / "live-00001-00000.warc.gz").write_bytes(b"older")
    (record,) = written(tmp_path, BLOCK)
    assert record.file == "live-00001-00001.warc.gz"
    info, response = iterate_records(tmp_path / record.file)
    assert info.field("WARC-Type") == "warcinfo"
    assert info.block == b"software: Fonds\r\n"
    assert response.field("WARC-Warcinfo-ID") == info.field("WARC-Record-ID")


def test_files_rotate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.warc_write.ROTATE_AT", 400)
    made = writer(tmp_path)
    pairs = []
    for number in range(4):
        made.rotate()
        pairs.append(
            [made.append(kind, f"http://h/{number}", MOMENT, BLOCK, "x/y").file for kind in ("request", "response")]
        )
    made.close()
    assert all(request == response for request, response in pairs)
    assert len({request for request, _ in pairs}) > 1


@settings(max_examples=25)
@given(blocks=st.lists(st.binary(max_size=300), min_size=1, max_size=4))
def test_any_block_comes_back_by_three_readers(tmp_path_factory: pytest.TempPathFactory, blocks: list[bytes]) -> None:
    folder = tmp_path_factory.mktemp("warc")
    full = [b"HTTP/1.1 200 OK\r\n\r\n" + block for block in blocks]
    records = written(folder, *full)
    path = folder / records[0].file
    assert [read_record(path, r.offset, r.length).block for r in records] == full
    iterated = [r for r in iterate_records(path) if r.field("WARC-Type") == "response"]
    assert [(r.block, r.offset, r.length) for r in iterated] == [
        (b, r.offset, r.length) for b, r in zip(full, records, strict=True)
    ]
    with path.open("rb") as stream:
        others = [
            r.reader.read() for r in ArchiveIterator(stream, parse_http=False, record_types=WarcRecordType.response)
        ]
    assert others == full


def test_uncompressed_files_are_read_too(tmp_path: Path) -> None:
    (record,) = written(tmp_path, BLOCK)
    plain = tmp_path / "plain.warc"
    plain.write_bytes(gzip.decompress((tmp_path / record.file).read_bytes()))
    response = list(iterate_records(plain))[1]
    assert response.block == BLOCK
    assert read_record(plain, response.offset, response.length).block == BLOCK


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 a zip", b"\x1f\x8b broken", gzip.compress(b"hello", mtime=0), b"<html>"]
)
def test_what_is_no_warc_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(content)
    with pytest.raises(NotAnArchive, match=r"x\.warc\.gz"):
        check_file(path)


def test_a_cut_file_gives_what_is_whole_and_names_the_damage(tmp_path: Path) -> None:
    records = written(tmp_path, BLOCK, BLOCK)
    path = tmp_path / records[0].file
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(Damage, match=r"live-00001-00000\.warc\.gz"):
        read_record(path, records[1].offset, records[1].length)
    assert read_record(path, records[0].offset, records[0].length).block == BLOCK


def test_a_flipped_bit_is_damage(tmp_path: Path) -> None:
    (record,) = written(tmp_path, BLOCK * 20)
    path = tmp_path / record.file
    raw = bytearray(path.read_bytes())
    raw[record.offset + record.length // 2] ^= 4
    path.write_bytes(bytes(raw))
    with pytest.raises(Damage):
        read_record(path, record.offset, record.length)
