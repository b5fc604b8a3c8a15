"""Where pictures in a PDF were taken is blanked in place: every offset stays, a locked one is for its reader to tell."""

import base64
import hashlib
import re
import zlib

import pytest

from attachments.guarded import Extractor
from sample.recipes import document
from tests.attachments.placed_files import DCT, FLATE_DCT, IMAGE, PLACED, SILENT, TOLD, XMP, pdf, public
from tests.attachments.test_place import exif_of, points


def test_of_a_pdf_every_offset_stays() -> None:
    silent = zlib.compress(SILENT)
    jpeg2000 = b"\x00\x00\x00\x0cjP  \r\n\x87\n" + b"\x00\x00\x00\x60uuidJpgTiffExif->JP2" + exif_of()
    kept = pdf(
        (DCT, PLACED),
        (DCT, SILENT),
        (FLATE_DCT, zlib.compress(PLACED, 1)),
        (FLATE_DCT, silent),
        (IMAGE % b"/JPXDecode", jpeg2000),
        (b"/Type/Metadata/Subtype/XML", XMP),
        (b"/Type/Metadata/Subtype/XML/Filter/FlateDecode", zlib.compress(XMP * 3, 1)),
    )
    made = public(kept)
    assert made is not None
    assert len(made) == len(kept)
    assert made.split(b"xref")[1:] == kept.split(b"xref")[1:]
    # The packed ones still unpack, with what they hold beside.
    assert silent in made
    inner = [zlib.decompressobj().decompress(part) for part in made.split(b"stream\n") if part[:1] == b"x"]
    assert len(inner) == 3
    for data in (made, *inner):
        assert not any(told in data for told in TOLD)
    assert points(inner[0]) == points(PLACED)
    assert b"<x:xmpmeta" in inner[2]
    with Extractor() as extractor:
        before, after = (extractor.read(one, "application/pdf") for one in (kept, made))
    assert after.outcome == "read"
    assert after.thumbnail == before.thumbnail != None  # noqa: E711
    assert public(made) is made


@pytest.mark.parametrize("filters", [b"/ASCII85Decode", b"/A85 /FlateDecode", b"/ASCIIHexDecode", b"/AHx /Fl"])
@pytest.mark.parametrize("width", [0, 76])
def test_pictures_in_letters_are_blanked_in_as_many(filters: bytes, width: int) -> None:
    """As ReportLab writes them."""

    def written(data: bytes) -> bytes:
        packed = zlib.compress(data, 1) if b"Fl" in filters else data
        letters = base64.a85encode(packed) + b"~>" if b"85" in filters else packed.hex().encode() + b">"
        return b"\n".join(letters[at : at + width] for at in range(0, len(letters), width)) if width else letters

    kept = pdf((IMAGE % b"[%s /DCTDecode]" % filters, written(PLACED)), (IMAGE % filters, written(b"mots" * 99)))
    made = public(kept)
    assert made is not None
    assert len(made) == len(kept)
    stream = b"".join(re.findall(rb"(?<!end)stream\n(.*?)endstream", made, re.DOTALL)[1].split())
    data = base64.a85decode(b"<~" + stream, adobe=True) if b"85" in filters else bytes.fromhex(stream[:-1].decode())
    data = zlib.decompressobj().decompress(data) if b"Fl" in filters else data
    assert points(data) == points(PLACED)
    assert not any(told in data for told in TOLD)
    with Extractor() as extractor:
        before, after = (extractor.read(one, "application/pdf").thumbnail for one in (kept, made))
    assert after == before
    assert public(made) is made
    silent = pdf((IMAGE % b"[%s /DCTDecode]" % filters, written(SILENT)))
    assert public(silent) is silent


def _rc4(key: bytes, data: bytes) -> bytes:
    box, j, made = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        made.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(made)


def locked(photo: bytes) -> bytes:
    """A PDF that is encrypted and opens without a password (PDF 1.7, 7.6.3.3, algorithms 1 to 4)."""
    filling = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
    owner, name = b"o" * 32, b"0123456789abcdef"
    key = hashlib.md5(filling + owner + (-4 & 0xFFFFFFFF).to_bytes(4, "little") + name, usedforsecurity=False).digest()[
        :5
    ]
    user = _rc4(key, filling)

    def of(number: int, data: bytes) -> bytes:
        own = hashlib.md5(key + number.to_bytes(3, "little") + b"\x00\x00", usedforsecurity=False).digest()[:10]
        return _rc4(own, data)

    trailer = b"/ID[<%s><%s>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (
        name.hex().encode(), name.hex().encode(), owner.hex().encode(), user.hex().encode(),
    )  # fmt: skip
    plain = b"60 0 0 40 0 0 cm /I Do"
    return pdf((DCT, of(5, photo)), trailer=trailer).replace(plain, of(4, plain))


def test_of_a_locked_pdf_the_reader_tells_whether_it_can_be_public() -> None:
    kept, silent = locked(PLACED), locked(SILENT)
    assert public(kept) is kept
    with Extractor() as extractor:
        found = extractor.read(kept, "application/pdf")
        assert (found.outcome, bool(found.exif_place)) == ("read", True)
        assert not extractor.read(silent, "application/pdf").exif_place
        assert not extractor.read(document("protege.pdf"), "application/pdf").exif_place
        assert extractor.read(silent[:200] + b"/Encrypt", "application/pdf").exif_place
