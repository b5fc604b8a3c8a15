"""Where pictures within a file were taken is taken out of it, and nothing else; what cannot be looked into is said so."""

import base64
import gzip
import hashlib
import io
import re
import time
import zipfile
import zlib
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from attachments.guarded import Extractor
from attachments.inner_places import without_inner_places
from attachments.position import tells_position
from attachments.signatures import OLE, media_type_of
from sample.recipes import document
from tests.attachments.test_place import PLACE, exif_of, picture, points

XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/' exif:GPSLatitude='43,17N'><exif:GPSLongitude>5,22E</exif:GPSLongitude></x:xmpmeta>"
PLACED, SILENT = picture(placed=True, xmp=XMP, word="kanarilieu"), picture(placed=False)
TOLD = (PLACE, b"43,17N", b"5,22E", b"43.2965")


def public(payload: bytes, extension: str = "") -> bytes | None:
    return without_inner_places(payload, media_type_of(payload, None, extension))


def zipped(
    members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED, *, before: bytes = b"", is_stream: bool = False
) -> bytes:
    made = io.BytesIO(before)
    made.seek(len(before))
    target = _NoSeek(made) if is_stream else made
    with zipfile.ZipFile(target, "w") as archive:  # type: ignore[call-overload]
        archive.comment = "Envoyé le 3".encode()
        for number, (name, data) in enumerate(members.items()):
            entry = zipfile.ZipInfo(name, (2011, 3, 14, 9, 30, 2 * number))
            entry.compress_type, entry.comment, entry.external_attr = method, b"mot", 0o640 << 16
            archive.writestr(entry, data)
    return made.getvalue()


class _NoSeek:
    """Where a ZIP is written as on a pipe: figures stand behind each member."""

    def __init__(self, target: io.BytesIO) -> None:
        self._target = target

    def write(self, data: bytes) -> int:
        return self._target.write(data)

    def flush(self) -> None:
        pass


def pdf(*streams: tuple[bytes, bytes], trailer: bytes = b"") -> bytes:
    """Each stream: its dictionary and its bytes, the first shown on the page."""
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 60 40]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
        *(
            b"<<%s/Length %d>>\nstream\n%s\nendstream" % (words, len(data), data)
            for words, data in ((b"", b"60 0 0 40 0 0 cm /I Do"), *streams)
        ),
    ]
    made, offsets = bytearray(b"%PDF-1.6\n"), []
    for number, body in enumerate(bodies, start=1):
        offsets.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    made += b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(bodies) + 1, table, len(bodies) + 1, trailer, len(made),
    )  # fmt: skip
    return bytes(made)


IMAGE = b"/Type/XObject/Subtype/Image/Width 60/Height 40/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter%s"
DCT, FLATE_DCT = IMAGE % b"/DCTDecode", IMAGE % b"[/FlateDecode/DCTDecode]"


def mail(*files: tuple[str, bytes]) -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Date"] = "a@example.org", "b@example.org", "Mon, 14 Mar 2011 09:30:00 +0100"
    made["Subject"] = "Photographies"
    made.set_content("Voici.\n")
    for name, data in files:
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize(
    ("before", "is_stream"),
    [(b"", False), (b"MZ" + b"\x00" * 50, False), (b"", True)],
    ids=["plain", "places-counted-from-elsewhere", "figures-behind"],
)
def test_of_a_zip_only_the_placed_members_change(method: int, before: bytes, is_stream: bool) -> None:
    members = {
        "mimetype": b"application/zip",
        "Pictures/été.jpg": PLACED,
        "Pictures/sans.jpg": SILENT,
        "photo.png": picture(placed=True, form="PNG"),
        "photo.tif": picture(placed=True, form="TIFF"),
        "content.xml": b"<x>43,17N</x>",
        "lettre.txt": b"mots " * 99,
    }
    kept = zipped(members, method, before=before, is_stream=is_stream)
    kept = kept[len(before) :]
    made = public(kept)
    assert made is not None
    with zipfile.ZipFile(io.BytesIO(kept)) as one, zipfile.ZipFile(io.BytesIO(made)) as other:
        assert (one.namelist(), one.comment, other.testzip()) == (other.namelist(), other.comment, None)
        for a, b in zip(one.infolist(), other.infolist(), strict=True):
            for fact in (
                "date_time",
                "comment",
                "compress_type",
                "flag_bits",
                "external_attr",
                "extra",
                "create_system",
            ):
                assert getattr(a, fact) == getattr(b, fact)
            data = other.read(b)
            if a.filename in ("Pictures/été.jpg", "photo.png", "photo.tif"):
                assert data != one.read(a)
                assert not any(told in data for told in TOLD)
                assert points(data) == points(one.read(a))
            else:
                assert data == one.read(a)
    assert public(made) is made


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


def test_files_in_files() -> None:
    docx = zipped({"[Content_Types].xml": b"<Types/>", "word/media/a.jpg": PLACED})
    kept = zipped({"a.docx": docx, "b.pdf": pdf((DCT, PLACED)), "c.zip": zipped({"d.docx": docx})})
    made = public(kept)
    assert made is not None
    assert not any(told in _all_of(made) for told in TOLD)
    assert all(told in _all_of(kept) for told in TOLD)


def _all_of(payload: bytes) -> bytes:
    if not payload.startswith(b"PK"):
        return payload
    with zipfile.ZipFile(io.BytesIO(payload)) as archive:
        return b"".join(_all_of(archive.read(name)) for name in archive.namelist())


def test_of_an_email_the_other_parts_stay() -> None:
    forwarded = EmailMessage()
    forwarded["Subject"], forwarded["From"] = "tr", "a@example.org"
    forwarded.set_content(PLACED, maintype="image", subtype="jpeg")
    inner = EmailMessage()
    inner["From"], inner["Date"] = "a@example.org", "Mon, 14 Mar 2011 09:30:00 +0100"
    inner.set_content("Voir")
    inner.add_attachment(PLACED, maintype="image", subtype="jpeg", filename="photo.jpg")
    inner.add_attachment(zipped({"a.jpg": PLACED}), maintype="application", subtype="zip", filename="a.zip")
    inner.add_attachment(b"words" * 200, maintype="application", subtype="octet-stream", filename="a.bin")
    inner.add_attachment(forwarded)
    for kept in (inner.as_bytes(), inner.as_bytes().replace(b"\n", b"\r\n")):
        made = public(kept)
        assert made is not None
        before, after = _parts(kept), _parts(made)
        assert len(before) == len(after) == 5
        assert (before[0], before[3]) == (after[0], after[3])
        assert points(after[1]) == points(after[4]) == points(PLACED)
        for data in map(_all_of, after):
            assert not any(told in data for told in TOLD)
        assert made.startswith(kept[: kept.index(b"base64")])
        assert made.endswith(kept[-40:])
        assert public(made) is made


def _parts(payload: bytes) -> list[bytes]:
    from email import message_from_bytes

    return [
        bytes(part.get_payload(decode=True)) for part in message_from_bytes(payload).walk() if not part.is_multipart()
    ]  # type: ignore[arg-type]


def test_old_office_files_and_rtf() -> None:
    kept = OLE + b"\x00" * 600 + PLACED + b"\x00" * 100
    made = public(kept)
    assert made is not None
    assert len(made) == len(kept)
    assert not any(told in made for told in TOLD)
    lines = "\n".join(PLACED.hex()[at : at + 128] for at in range(0, 2 * len(PLACED), 128)).encode()
    rtf = b"{\\rtf1 {\\pict\\jpegblip\\picw60 " + lines + b"}un mot}"
    made = public(rtf)
    assert made is not None
    assert made.endswith(b"}un mot}")
    data = bytes.fromhex(made.split(b"picw60 ")[1].split(b"}")[0].decode())
    assert points(data) == points(PLACED)
    assert not any(told in data for told in TOLD)


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
