"""Broken and locked files: each is an outcome, with why."""

import pytest

from attachments.reading import read_file
from sample.recipes import document
from tests.attachments.read_files import read, zipped
from tests.attachments.test_document import locked


@pytest.mark.parametrize(
    ("payload", "media_type", "outcome"),
    [
        (b"", "application/pdf", "corrupt"),
        (b"%PDF-1.4\n%%EOF", "application/pdf", "corrupt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000, "application/msword", "corrupt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2000, "application/vnd.ms-powerpoint", "corrupt"),
        (b"PK\x03\x04" + b"\x00" * 60, "application/zip", "corrupt"),
        (b"{\\rtf1 " + b"{" * 50_000, "application/rtf", "read"),
        (b"{\\rtf1\\uc un}", "application/rtf", "corrupt"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 100, "image/jpeg", "corrupt"),
        (b"GIF89a", "image/gif", "corrupt"),
        (b"From: x\n\n" + b"\x00" * 100, "message/rfc822", "read"),
        (b"MZ", "application/octet-stream", "unsupported"),
    ],
)
def test_what_is_broken_is_an_outcome(payload: bytes, media_type: str, outcome: str) -> None:
    assert read_file(payload, media_type).outcome == outcome


def test_a_stream_that_says_it_is_a_folder_is_corrupt() -> None:
    for name, stream in (("convention.doc", "WordDocument"), ("bilan.ppt", "PowerPoint Document")):
        damaged = bytearray(document(name))
        kind = damaged.index(stream.encode("utf-16-le")) + 66  # [MS-CFB] 2.6.1: 1 is a folder, 2 a stream
        assert damaged[kind] == 2
        damaged[kind] = 1
        found = read(bytes(damaged), name.rpartition(".")[2])
        assert (found.outcome, "container is broken" in found.message) == ("corrupt", True)


def test_a_tiff_without_a_size_is_corrupt() -> None:
    assert read(b"II*\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00", "tif").outcome == "corrupt"


def test_a_package_whose_bytes_are_damaged_is_corrupt() -> None:
    found = read(document("effectifs-abimes.xlsx"), "xlsx")
    assert found.outcome == "corrupt"
    assert "cannot be read" in found.message


def test_a_package_that_wants_a_password_is_protected_and_one_packed_oddly_corrupt() -> None:
    whole = zipped(**{"word/document.xml": b"<w/>"})
    packed = bytearray(whole)
    for signature, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        packed[packed.index(signature) + place] = 97
    office = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    found = [read_file(payload, office) for payload in (locked(whole), bytes(packed))]
    assert [one.outcome for one in found] == ["protected", "corrupt"]
    assert "password" in found[0].message
