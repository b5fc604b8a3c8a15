"""Where a picture was taken is taken out, and nothing else; no bytes break it."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from attachments.place import without_place


def picture(*, placed: bool, xmp: bytes = b"") -> bytes:
    exif = Image.Exif()
    exif[0x013B] = "Photographe d’été"
    if placed:
        exif.get_ifd(0x8825).update({1: "N", 2: (IFDRational(43), IFDRational(17), IFDRational(5225, 100)), 3: "E"})
    made = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(made, "JPEG", exif=exif, xmp=xmp)
    return made.getvalue()


def test_position_goes_and_the_rest_stays() -> None:
    before = picture(placed=True)
    after = without_place(before)
    assert len(after) == len(before)
    with Image.open(io.BytesIO(before)) as one, Image.open(io.BytesIO(after)) as other:
        assert dict(one.getexif().get_ifd(0x8825))
        assert not any(dict(other.getexif().get_ifd(0x8825)).values())
        assert other.getexif()[0x013B] == one.getexif()[0x013B]
        assert other.tobytes() == one.tobytes()
    assert without_place(after) == after


def test_what_has_no_position_is_the_same_object() -> None:
    for payload in (picture(placed=False), b"", b"%PDF-1.4", b"\xff\xd8\xff"):
        assert without_place(payload) is payload


def test_position_in_xmp_goes() -> None:
    after = without_place(picture(placed=False, xmp=b"<x exif:GPSLatitude='43,17N'/>"))
    assert b"GPSLatitude" not in after
    assert b"43,17N" not in after


@pytest.mark.parametrize("order", [b"II*\x00", b"MM\x00*"])
@given(data=st.binary(max_size=200))
def test_no_bytes_break_it(order: bytes, data: bytes) -> None:
    body = b"Exif\x00\x00" + order + data
    payload = b"\xff\xd8\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body + b"\xff\xda"
    assert len(without_place(payload)) == len(payload)
    without_place(b"\xff\xd8" + data)
