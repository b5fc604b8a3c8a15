"""Where a picture was taken is taken out, and nothing else; no bytes break it."""

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from PIL.TiffImagePlugin import IFDRational

from attachments.place import without_place


def picture(*, placed: bool, xmp: bytes = b"", form: str = "JPEG", word: str = "WGS-84") -> bytes:
    exif = Image.Exif()
    exif[0x013B] = "Photographe d’été".encode()
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
    Image.new("RGB", (60, 40), "teal").save(made, form, exif=exif, **more)
    return made.getvalue()


FORMS = ("JPEG", "PNG", "TIFF", "WEBP")


@pytest.mark.parametrize("form", FORMS)
def test_position_goes_and_the_rest_stays(form: str) -> None:
    before = picture(placed=True, form=form)
    after = without_place(before)
    assert b"WGS-84" in before
    assert b"WGS-84" not in after
    assert len(after) == len(before)
    with Image.open(io.BytesIO(before)) as one, Image.open(io.BytesIO(after)) as other:
        assert dict(one.getexif().get_ifd(0x8825))
        assert not any(dict(other.getexif().get_ifd(0x8825)).values())
        assert other.getexif()[0x013B] == one.getexif()[0x013B]
        assert other.tobytes() == one.tobytes()
    assert without_place(after) == after


def test_what_has_no_position_is_the_same_object() -> None:
    pictures = [picture(placed=False, form=form, xmp=b"<x title='un'/>") for form in FORMS]
    for payload in (*pictures, b"", b"%PDF-1.4", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP"):
        assert without_place(payload) is payload


@pytest.mark.parametrize("form", FORMS)
def test_position_in_xmp_goes(form: str) -> None:
    before = picture(placed=False, xmp=b"<x exif:GPSLatitude='43,17N'/>", form=form)
    after = without_place(before)
    assert after != before
    assert b"GPSLatitude" not in after
    assert b"43,17N" not in after
    with Image.open(io.BytesIO(after)) as shown:
        assert shown.getpixel((3, 3)) is not None
        assert "GPS" not in str(shown.info)


@pytest.mark.parametrize("order", [b"II*\x00", b"MM\x00*"])
@given(data=st.binary(max_size=200))
def test_no_bytes_break_it(order: bytes, data: bytes) -> None:
    body = b"Exif\x00\x00" + order + data
    payload = b"\xff\xd8\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body + b"\xff\xda"
    assert len(without_place(payload)) == len(payload)
    for start in (
        b"\xff\xd8",
        order,
        b"\x89PNG\r\n\x1a\n",
        b"RIFF\0\0\0\0WEBP",
        b"RIFF\0\0\0\0WEBPEXIF\x40\0\0\0" + order,
    ):
        assert len(without_place(start + data)) <= len(start + data)
