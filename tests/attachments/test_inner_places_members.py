"""Where pictures in archives, e-mails and old office files were taken is taken out, and all beside them stays."""

import io
import zipfile
from email.message import EmailMessage

import pytest

from attachments.signatures import OLE
from tests.attachments.placed_files import DCT, PLACED, SILENT, TOLD, pdf, public, zipped
from tests.attachments.test_place import picture, points


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
