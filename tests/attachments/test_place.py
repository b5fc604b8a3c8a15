"""Where a picture was taken is taken out, with all words about it; its points stay; no bytes break it."""

import io
import struct
import time
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from PIL.TiffImagePlugin import IFDRational

from attachments.bare_pictures import bare
from attachments.document import describe
from attachments.guarded import UNTOLD_PLACE, Extractor
from attachments.place import can_lose_place, without_place

PLACE = b"kanarilieu"
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/' exif:GPSLatitude='43,17N' town='" + PLACE + b"'/>"


def picture(*, placed: bool, xmp: bytes = b"", form: str = "JPEG", word: str = "WGS-84", turned: int = 0) -> bytes:
    exif = Image.Exif()
    exif[0x013B] = "Photographe d’été".encode()
    if placed:
        exif.get_ifd(0x8769)[0x9286] = b"ASCII\x00\x00\x00ici 43.2965 N"
        exif[0x8769] = dict(exif.get_ifd(0x8769))
        exif[0x010E] = "43.2965 N 5.3698 E"
    if turned:
        exif[0x0112] = turned
    if placed:
        exif.get_ifd(0x8825).update(
            {1: "N", 2: (IFDRational(43), IFDRational(17), IFDRational(5225, 100)), 3: "E", 18: word}
        )
        exif[0x8825] = dict(exif.get_ifd(0x8825))  # without this line a TIFF is saved without it
    made = io.BytesIO()
    more: dict[str, Any] = {}
    if form == "PNG" and xmp:
        more["pnginfo"] = PngInfo()
        more["pnginfo"].add_itxt("XML:com.adobe.xmp", xmp.decode(), zip=True)
    elif form == "TIFF" and xmp:
        exif[700] = xmp
    elif xmp:
        more["xmp"] = xmp
    Image.linear_gradient("L").resize((60, 40)).convert("RGB").save(made, form, exif=exif, **more)
    return made.getvalue()


def points(payload: bytes) -> bytes:
    with Image.open(io.BytesIO(payload)) as shown:
        return shown.convert("RGBA").tobytes()


def segment(marker: int, data: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + (len(data) + 2).to_bytes(2, "big") + data


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def exif_of(place: bytes = PLACE) -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (43.0, 17.0, 47.4), 27: b"ASCII\x00\x00\x00" + place})
    return exif.tobytes().removeprefix(b"Exif\x00\x00")


FORMS = ("JPEG", "PNG", "TIFF", "WEBP")


@pytest.mark.parametrize("turned", [0, 6])
@pytest.mark.parametrize("form", FORMS)
def test_position_goes_and_the_points_and_the_orientation_stay(form: str, turned: int) -> None:
    before = picture(placed=True, form=form, turned=turned)
    after = without_place(before)
    assert b"WGS-84" in before
    assert b"WGS-84" not in after
    assert b"43.2965" not in after
    assert points(after) == points(before)
    with Image.open(io.BytesIO(after)) as shown:
        assert not any(dict(shown.getexif().get_ifd(0x8825)).values())
        assert shown.getexif().get(0x0112) == (turned or None)
        assert form == "TIFF" or set(shown.getexif()) <= {0x0112}
    assert without_place(after) is after


@pytest.mark.parametrize("form", FORMS)
def test_position_in_xmp_goes(form: str) -> None:
    before = picture(placed=False, xmp=XMP, form=form)
    after = without_place(before)
    assert after != before
    assert b"GPSLatitude" not in after
    assert points(after) == points(before)
    with Image.open(io.BytesIO(after)) as shown:
        assert "GPS" not in str(shown.info)


def _hidden() -> dict[str, bytes]:
    """Pictures that tell a place where no reader of Exif looks."""
    jpeg, png, gif = (picture(placed=False, form=form) for form in ("JPEG", "PNG", "GIF"))
    exif = segment(0xE1, b"Exif\x00\x00" + exif_of())
    several = io.BytesIO()
    first = Image.new("RGB", (60, 40), "teal")
    first.save(several, "MPO", save_all=True, append_images=[Image.new("RGB", (30, 20))])
    record = b"\x1c\x02\x5a" + struct.pack(">H", len(PLACE)) + PLACE
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(record)) + record
    raw = b"Raw profile type exif\x00\nexif\n%d\n" % len(exif_of()) + exif_of().hex().encode()
    return {
        "second-frame": several.getvalue() + jpeg[:2] + exif + jpeg[2:],
        "blanks-before": b"\r\n" + jpeg[:2] + exif + jpeg[2:],
        "mark-before": b"\xef\xbb\xbf\n" + png[:-12] + chunk(b"tEXt", b"Comment\x00" + PLACE) + png[-12:],
        "two-exif": jpeg[:2] + exif + exif + jpeg[2:],
        "filling": jpeg[:2] + b"\xff\xff" + exif + jpeg[2:],
        "noise-between": jpeg[:20] + b"\x00ab" + PLACE + exif + jpeg[20:],
        "extended-xmp": jpeg[:2] + segment(0xE1, b"http://ns.adobe.com/xmp/extension/\x00" + XMP) + jpeg[2:],
        "after-scan": jpeg[:-2] + exif + b"\xff\xd9",
        "iptc": jpeg[:2] + segment(0xED, iptc) + jpeg[2:],
        "flashpix": jpeg[:2] + segment(0xE2, b"FPXR\x00" + PLACE) + jpeg[2:],
        "comment": jpeg[:2] + segment(0xFE, PLACE) + jpeg[2:],
        "second-jpeg": jpeg + jpeg[:2] + exif + jpeg[2:],
        "cut": jpeg[:2] + exif + jpeg[2:-30],
        "words-of-png": png[:33] + chunk(b"tEXt", b"exif:GPSLatitude\x00" + PLACE) + png[33:],
        "raw-profile": png[:33] + chunk(b"zTXt", raw[:21] + b"\x00\x00" + zlib.compress(raw[22:])) + png[33:],
        "own-chunk": png[:33] + chunk(b"prVt", PLACE) + png[33:],
        "second-png": png + png[:33] + chunk(b"eXIf", exif_of()) + png[33:],
        "gif-xmp": gif[:-1] + b"\x21\xff\x0bXMP DataXMP" + XMP + b"\x01" + bytes(range(255, -1, -1)) + b"\x00;",
        "gif-comment": gif[:-1] + b"\x21\xfe\x0a" + PLACE + b"\x00;",
        "gif-tail": gif + PLACE,
    }


@pytest.mark.parametrize("name", _hidden())
def test_a_place_that_no_reader_sees_goes_too(name: str) -> None:
    before = _hidden()[name]
    after = without_place(before)
    for told in (PLACE, exif_of(), b"GPS", exif_of().hex().encode(), b"Exif", b"Photographe"):
        assert told not in after
    assert can_lose_place(before, "image/jpeg")
    assert describe(before, "text/plain", "jpg").media_type.startswith("image/")
    if name != "cut":
        assert points(after) == points(before.lstrip(b"\xef\xbb\xbf\r\n") if name != "noise-between" else after)
    assert without_place(after) is after


def test_frames_and_transparency_and_colours_stay() -> None:
    for form, more in (("GIF", {"loop": 3, "duration": 70, "comment": b"ici"}), ("PNG", {}), ("WEBP", {})):
        made = io.BytesIO()
        frames = [Image.new("RGBA", (9, 9), (90 * n, 10, 20, 80 * n)) for n in range(3)]
        frames[0].save(made, form, save_all=True, append_images=frames[1:], icc_profile=b"icc" * 50, **more)
        before = made.getvalue()
        after = without_place(before)
        with Image.open(io.BytesIO(before)) as one, Image.open(io.BytesIO(after)) as other:
            assert (one.n_frames, one.info.get("loop")) == (other.n_frames, other.info.get("loop")), form  # type: ignore[attr-defined]
            assert one.info.get("icc_profile") == other.info.get("icc_profile")
            for number in range(one.n_frames):  # type: ignore[attr-defined]
                one.seek(number)
                other.seek(number)
                assert one.convert("RGBA").tobytes() == other.convert("RGBA").tobytes(), form
    made = io.BytesIO()
    Image.effect_noise((90, 70), 90).convert("CMYK").save(made, "JPEG", progressive=True, icc_profile=b"x" * 70_000)
    after = without_place(made.getvalue())
    assert points(after) == points(made.getvalue())
    with Image.open(io.BytesIO(after)) as shown:
        assert shown.info["icc_profile"] == b"x" * 70_000


def test_what_says_nothing_is_the_same_object() -> None:
    made = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(made, "JPEG")
    for payload in (
        made.getvalue(),
        b"",
        b"%PDF-1.4",
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        b"RIFF\0\0\0\0WEBP",
        b"GIF89a",
    ):
        assert without_place(payload) is payload


def test_a_picture_that_cannot_be_rebuilt_is_said_to_have_a_place() -> None:
    heic = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + PLACE
    avif = b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00mif1avif"
    assert describe(heic, None, "heic").media_type == "image/heic"
    assert describe(avif, "image/avif", "avif").header_agrees is True
    broken = picture(placed=True)[:30]
    with Extractor() as extractor:
        for payload, media_type in ((heic, "image/heic"), (broken, "image/jpeg"), (b"what", "image/x-raw")):
            assert without_place(payload) is payload
            found = extractor.read(payload, media_type)
            assert (found.outcome, found.exif_place) != ("read", ())
            assert found.exif_place == UNTOLD_PLACE
        assert not extractor.read(b"words", "text/plain").exif_place
        assert not extractor.read(picture(placed=False), "image/jpeg").exif_place


def test_what_is_said_of_a_picture_that_is_none_is_said_alike_each_time() -> None:
    with Extractor() as extractor:
        found = extractor.read(b"\xff\xd8\xff" + b"\x00" * 90, "image/jpeg")
    assert (found.outcome, found.message) == ("corrupt", "no picture that can be opened (UnidentifiedImageError)")


@pytest.mark.parametrize(
    "payload",
    [
        b"\xff\xd8\xff" + b"\xff" * 2_000_000,
        b"\xff\xd8\xff\xda\x00\x02" + b"\xff" * 2_000_000,
        b"\xff\xd8\xff\xda\x00\x02" + b"\xff\xd0" * 1_000_000,
        b"\xff\xd8\xff\xda\x00\x02" + b"\xff\xda\x00\x02" * 100_000,
        b"GIF89a" + b"\x00" * 500_000,
        b"GIF89a" + b"\x00" * 7 + b"!\xfe" + b"\x01a" * 500_000,
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"") + chunk(b"tEXt", b"") * 50_000,
        b"RIFF\xff\xff\xff\x7fWEBP" + b"ANMF\x00\x00\x00\x00" * 100_000,
        b"RIFF\xff\xff\xff\x7fWEBP"
        + b"".join(b"ANMF" + struct.pack("<I", 24 * n) + bytes(16) for n in range(2000, 0, -1)),
    ],
    ids=range(9),
)
def test_no_picture_takes_long(payload: bytes) -> None:
    begin = time.perf_counter()
    without_place(payload)
    assert time.perf_counter() - begin < 2


@pytest.mark.parametrize(
    "start",
    [
        b"\xff\xd8\xff\xe1\x00\x40Exif\x00\x00II*\x00",
        b"\xff\xd8\xff\xda\x00\x02",
        b"II*\x00",
        b"MM\x00*",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\x00IHDR\x00\x00\x00\x00",
        b"GIF89a\x00\x00\x00\x00\x00\x00\x00",
        b"RIFF\x90\0\0\0WEBP",
        b"RIFF\x90\0\0\0WEBPEXIF\x40\0\0\0MM\x00*",
    ],
)
@given(data=st.binary(max_size=200))
def test_no_bytes_break_it(start: bytes, data: bytes) -> None:
    after = without_place(start + data)
    assert len(after) <= len(start + data)
    once = bare(start + data)
    assert once is None or bare(once) in (once, None)
