"""What a file is by its content, and whether it can be the whole file that was linked; its text is for `reading`."""

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import Literal

from attachments.signatures import (
    ENCRYPTED_OFFICE,
    OFFICE,
    OLE,
    OLE_STORAGE,
    SHOWN_TYPES,
    ZIP,
    ZIP_TROUBLE,
    is_folder,
    is_office_html,
    is_office_package,
    media_type_of,
)

State = Literal["held", "truncated", "protected", "corrupt", "empty", "not-the-file"]
HELD = ("held", "truncated", "protected", "corrupt")
"""States of files whose bytes are held, whole and open or not."""

_EXTENSIONS: dict[str, frozenset[str]] = {
    "pdf": frozenset({"application/pdf"}),
    # Word itself saves RTF under .doc.
    "doc": frozenset({"application/msword", "application/rtf"}),
    "docx": frozenset({OFFICE + "wordprocessingml.document"}),
    "xls": frozenset({"application/vnd.ms-excel"}),
    "xlsx": frozenset({OFFICE + "spreadsheetml.sheet"}),
    "ppt": frozenset({"application/vnd.ms-powerpoint"}),
    "pps": frozenset({"application/vnd.ms-powerpoint"}),
    "pptx": frozenset({OFFICE + "presentationml.presentation"}),
    "odt": frozenset({"application/vnd.oasis.opendocument.text"}),
    "ods": frozenset({"application/vnd.oasis.opendocument.spreadsheet"}),
    "odp": frozenset({"application/vnd.oasis.opendocument.presentation"}),
    "rtf": frozenset({"application/rtf"}),
    "zip": frozenset({"application/zip"}),
    "jpg": frozenset({"image/jpeg"}),
    "jpeg": frozenset({"image/jpeg"}),
    "png": frozenset({"image/png"}),
    "gif": frozenset({"image/gif"}),
    "tif": frozenset({"image/tiff"}),
    "tiff": frozenset({"image/tiff"}),
    "bmp": frozenset({"image/bmp"}),
    "webp": frozenset({"image/webp"}),
    "heic": frozenset({"image/heic"}),
    "heif": frozenset({"image/heic", "image/avif"}),
    "avif": frozenset({"image/avif"}),
}
"""Types by content that an extension may stand for; of others nothing is said."""
_SAME_TYPE = {
    "application/x-pdf": "application/pdf",
    "application/acrobat": "application/pdf",
    "application/vnd.ms-word": "application/msword",
    "application/x-msword": "application/msword",
    "application/msexcel": "application/vnd.ms-excel",
    "application/x-msexcel": "application/vnd.ms-excel",
    "application/mspowerpoint": "application/vnd.ms-powerpoint",
    "application/x-rtf": "application/rtf",
    "text/rtf": "application/rtf",
    "application/x-zip-compressed": "application/zip",
    "application/x-zip": "application/zip",
    "image/jpg": "image/jpeg",
    "image/pjpeg": "image/jpeg",
    "image/x-png": "image/png",
    "image/x-ms-bmp": "image/bmp",
    "image/heif": "image/heic",
}
"""Types that servers send under another name than the registered one."""
_HTML_EXTENSIONS = frozenset({"html", "htm", "xhtml", "php", "php3", "asp", "aspx", ""})
_NAMED_TYPES = frozenset().union(*_EXTENSIONS.values()) | SHOWN_TYPES
_OLE_EXTENSIONS = frozenset({"doc", "xls", "ppt", "pps"})
_ZIP_EXTENSIONS = frozenset({"docx", "xlsx", "pptx", "odt", "ods", "odp"})
_OLE_ROOT = "Root Entry".encode("utf-16-le")
_RTF_ESCAPED = re.compile(rb"\\[\\{}]")


@dataclass(frozen=True, slots=True)
class Document:
    """What is known of one file from its bytes."""

    media_type: str
    """Media type by content; `application/octet-stream` where content tells nothing and nothing was declared."""
    state: State
    """`held`: can be the file that was linked; `truncated`: its end is missing; `protected`: wants a password; `corrupt`: its table of
    members is broken; `empty`: no bytes; `not-the-file`: a page came in its place. Only what the outside of a file shows: readers find
    more of the protected and the corrupt."""
    type_agrees: bool | None
    """Whether content and extension name the same type; None: the extension names none that is known."""
    header_agrees: bool | None
    """Whether content and the server's header name the same type; None: the header names none that is known here."""
    announced: int | None = None
    """Bytes that the server said would come; None: it said nothing, or of a coded body."""

    @property
    def is_mislabelled(self) -> bool:
        """Whether its name or its header says another type than its content."""
        return self.type_agrees is False or self.header_agrees is False


def describe(payload: bytes, declared: str | None, extension: str, announced: int | None = None) -> Document:
    """What these bytes are.

    `declared` is the media type the server named (None: none), `extension` that of the address, `announced` the bytes of its
    Content-Length (None: none, or of a coded body).
    Content decides; the two are asked only where content can't tell (plain text, unknown binaries).
    """
    extension = extension.lower()
    if not payload:
        return Document(declared or "application/octet-stream", "empty", None, None, announced)
    media_type = media_type_of(payload, declared, extension)
    is_cut = _is_cut(payload, media_type)
    is_untold = media_type == ENCRYPTED_OFFICE or (is_cut and _hides_its_type(payload, media_type, extension))
    expected = None if is_untold else _EXTENSIONS.get(extension)
    agrees = None if expected is None else media_type in expected
    header = None if is_untold else _header_agrees(media_type, declared)
    # A server that has lost a file often answers 200 with a page that says so (soft 404), or with a log-in form.
    if media_type == "text/html" and extension not in _HTML_EXTENSIONS and not is_office_html(payload, extension):
        return Document(media_type, "not-the-file", agrees, header, announced)
    is_short = announced is not None and len(payload) < announced
    state: State = "truncated" if is_short or is_cut else _locked_or_broken(payload, media_type)
    return Document(media_type, state, agrees, header, announced)


def _hides_its_type(payload: bytes, media_type: str, extension: str) -> bool:
    """Whether a container without its end can be what its extension says, for the table that would tell is missing."""
    if media_type == OLE_STORAGE:
        return extension in _OLE_EXTENSIONS
    return media_type == ZIP and extension in _ZIP_EXTENSIONS and is_office_package(payload)


def _header_agrees(media_type: str, declared: str | None) -> bool | None:
    """Only types that content can show are compared: `application/octet-stream` or `text/plain` say that a server did not know.

    >>> _header_agrees("application/pdf", "application/x-pdf; name=a"), _header_agrees("application/pdf", "image/png")
    (True, False)
    >>> _header_agrees("application/pdf", "application/octet-stream"), _header_agrees("application/pdf", None)
    (None, None)
    """
    name = (declared or "").partition(";")[0].strip().lower()
    name = _SAME_TYPE.get(name, name)
    if name not in _NAMED_TYPES:
        return None
    # What names no type of its own may well be HTML; packages of XML are ZIP files; Word itself saves RTF under its own name.
    if name == "text/html" and media_type not in _NAMED_TYPES:
        return None
    if name == "application/zip" and media_type.startswith((OFFICE, "application/vnd.oasis.")):
        return None
    return name == media_type or (name, media_type) == ("application/msword", "application/rtf")


def _locked_or_broken(payload: bytes, media_type: str) -> State:
    """Of a file with an end, what its container shows: [MS-OFFCRYPTO] 2.3.4.4; APPNOTE 4.4.4 (bit 0); OpenDocument 1.2, part 3, 3.4."""
    if media_type == ENCRYPTED_OFFICE:
        return "protected"
    if payload.startswith(OLE):
        # [MS-CFB] 2.6.2: the directory begins with the root entry.
        place = int.from_bytes(payload[0x30:0x34], "little") + 1
        return "held" if payload.startswith(_OLE_ROOT, place * _sector_size(payload)) else "corrupt"
    if not payload.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "held"
    try:
        with zipfile.ZipFile(BytesIO(payload)) as archive:
            members = [member for member in archive.infolist() if not is_folder(member)]
            if members and all(member.flag_bits & 1 for member in members):
                return "protected"
            if media_type.startswith("application/vnd.oasis.") and "META-INF/manifest.xml" in archive.namelist():
                with archive.open("META-INF/manifest.xml") as manifest:
                    return "protected" if b"encryption-data" in manifest.read(1_000_000) else "held"
    except ZIP_TROUBLE:
        return "corrupt"
    return "held"


def _is_cut(payload: bytes, media_type: str) -> bool:
    """Whether the mark that ends a file of this type is missing; bytes behind it are allowed, for servers add some.

    RTF 1.9.1 (groups close); PDF 1.7, 7.5.5 (`%%EOF`); APPNOTE 4.3.16 (ZIP); ISO 10918-1 B.1.1.3 (EOI); PNG 11.2.5 (IEND); [MS-CFB] 2.2.
    """
    match media_type:
        case "application/pdf":
            return b"%%EOF" not in payload[-4096:] and b"startxref" not in payload[-4096:]
        case "application/rtf":
            plain = _RTF_ESCAPED.sub(b"", payload)
            return plain.count(b"{") > plain.count(b"}")
        case "image/jpeg":
            return b"\xff\xd9" not in payload[-65536:]
        case "image/png":
            return b"IEND" not in payload[-65536:]
        case _ if payload.startswith(OLE):
            return _ole_end(payload) > len(payload)
        case _ if payload.startswith(b"PK\x03\x04"):
            return b"PK\x05\x06" not in payload[-65557:]
        case _:
            return False


def _ole_end(payload: bytes) -> int:
    """Least size of an OLE file by the places of its directory and of its tables, as its head names them; 512 bytes a sector, or
    as the head says."""
    if len(payload) < 512:
        return 512
    size = _sector_size(payload)
    places = [int.from_bytes(payload[at : at + 4], "little") for at in (0x30, *range(0x4C, 512, 4))]
    # From 0xFFFFFFFA on they are no places but marks.
    return max(((place + 2) * size - size + 1 for place in places if place < 0xFFFFFFFA), default=512)


def _sector_size(payload: bytes) -> int:
    shift = int.from_bytes(payload[0x1E:0x20], "little")
    return 1 << shift if shift in (9, 12) else 512
