"""Files with pictures that tell where they were taken, by script, and what the public gets of them."""

import io
import zipfile
from email.message import EmailMessage

from attachments.inner_places import without_inner_places
from attachments.signatures import media_type_of
from tests.attachments.test_place import PLACE, picture

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
