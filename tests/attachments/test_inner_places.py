"""Where pictures within a file were taken: one that tells none stays the same, one that hides it is not public."""

import gzip
import io
import time
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from attachments.position import tells_position
from attachments.signatures import OLE
from sample.recipes import document
from tests.attachments.placed_files import DCT, FLATE_DCT, IMAGE, PLACED, SILENT, mail, pdf, public, zipped
from tests.attachments.test_place import exif_of, picture


def test_a_file_without_a_position_is_the_same_object() -> None:
    camera_without_fix = Image.Exif()
    camera_without_fix.get_ifd(0x8825).update({0: b"\x02\x02\x00\x00"})
    version_alone = io.BytesIO()
    Image.new("RGB", (9, 9)).save(version_alone, "JPEG", exif=camera_without_fix)
    for payload in (
        zipped(
            {"a.jpg": SILENT, "b.jpg": version_alone.getvalue(), "c/": b"", "d.png": picture(placed=False, form="PNG")}
        ),
        pdf((DCT, SILENT), (FLATE_DCT, zlib.compress(SILENT))),
        mail(("a.jpg", SILENT), ("b.zip", zipped({"a.jpg": SILENT}))),
        b"words about exif:GPSLatitude='43,17N'",
        b"PKI, une infrastructure",
        document("convention.docx"),
        document("protege.zip"),
        document("protege.pdf"),
    ):
        assert public(payload) is payload


@pytest.mark.parametrize(
    "payload",
    [
        pdf((IMAGE % b"[/LZWDecode/DCTDecode]", b"\x80" + PLACED)),
        pdf((DCT, SILENT), (b"/Type/EmbeddedFile/Filter/FlateDecode", zlib.compress(zipped({"a.jpg": PLACED})))),
        zipped({"a.zip": zipped({"b.zip": zipped({"c.zip": zipped({"d.txt": b"words"})})})}),
        zipped({"a.jpg": PLACED + b"\x00" * 3_000_000}),
        zipped({"a.jpg": PLACED})[:-40],
        zipped({"a.jpg": PLACED}, zipfile.ZIP_LZMA),
        b"Rar!\x1a\x07\x00" + PLACED,
        gzip.compress(PLACED),
        zipped({"a.png": b"\x89PNG\r\n\x1a\n" + b"zTXt" * 9}),
    ],
    ids=["lzw", "file-in-pdf", "too-deep", "bomb", "no-table", "rare-packing", "rar", "gzip", "packed-words"],
)
def test_what_cannot_be_looked_into_or_changed_is_not_public(payload: bytes) -> None:
    assert public(payload) is None


def test_a_directory_that_is_none_is_taken_for_a_place() -> None:
    broken = exif_of().replace(b"\x88\x25", b"\x88\x25")
    at = broken.index(b"\x88\x25") if broken.startswith(b"MM") else broken.index(b"\x25\x88")
    odd = broken[: at + 8] + (9).to_bytes(4, "big" if broken.startswith(b"MM") else "little") + broken[at + 12 :]
    assert tells_position(b"Exif\x00\x00" + odd)
    assert tells_position(PLACED)
    assert not tells_position(SILENT)


@pytest.mark.parametrize(
    "payload",
    [
        b"%PDF-1.4\n" + b"stream\nPK\x03\x04" * 100_000,
        b"%PDF-1.4\n" + b"stream\n" * 300_000,
        b"%PDF-1.4\n" + b"/A85/DCT stream\ns4IA0" * 100_000,
        b"%PDF-1.4\n" + b"/AHx/DCT stream\nffd8ff00" * 100_000,
        b"%PDF-1.4\n" + b"Exif\x00\x00II*\x00\x08\x00\x00\x00\xff\xff" * 30_000,
        b"%PDF-1.4\n" + b"Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x25\x88" * 30_000,
        b"%PDF-1.4\n" + b":GPSLatitude" * 100_000 + b" " * 1_000_000,
        b"%PDF-1.4\n" + (b"stream\n" + zlib.compress(b"\xff\xd8\xff" + bytes(1 << 20), 9)) * 3000,
        b"From: a\nDate: b\n" + b"content-transfer-encoding: base64\na\n" * 50_000,
        b"From: a\nDate: b\n" + b"content-transfer-encoding: base64\n\n" + b"A" * 3_000_000,
        b"{\\rtf1 " + b"0a " * 1_000_000,
        b"{\\rtf1 " + b"0a 0" * 1_000_000,
    ],
    ids=range(12),
)
def test_no_file_takes_long(payload: bytes) -> None:
    begin = time.perf_counter()
    public(payload)
    assert time.perf_counter() - begin < 5


@pytest.mark.parametrize(
    "start",
    [
        b"%PDF-1.4\nstream\n" + zlib.compress(b"\xff\xd8\xffExif\x00\x00MM\x00*")[:12],
        b"%PDF-1.4\nExif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x25\x88",
        zipped({"a.jpg": PLACED})[:90],
        b"From: a\nDate: b\nContent-Transfer-Encoding: base64\n\n",
        OLE + b"\xff\xe1\x00\x02Exif\x00\x00MM\x00*\x00\x00\x00\x08",
        b"{\\rtf1 ",
    ],
)
@given(data=st.binary(max_size=300))
def test_no_bytes_break_it(start: bytes, data: bytes) -> None:
    made = public(start + data)
    assert made is None or public(made) is made


def test_where_a_film_was_taken_is_blanked() -> None:
    film = (
        b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom\x00\x00\x00\x22udta\x00\x00\x00\x1a\xa9xyz\x00\x12\x15\xc7"
    )
    made = public(film + b"+43.2965+005.3698/" + b"mdat 1.5/2")
    assert made == film + b" " * 18 + b"mdat 1.5/2"
    assert public(film) is film
