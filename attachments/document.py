"""What a file is by its content, and whether it can be the whole file that was linked; its text is for `reading`."""

import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Literal

State = Literal["held", "truncated", "protected", "corrupt", "empty", "not-the-file"]
HELD = ("held", "truncated", "protected", "corrupt")
"""States of files whose bytes are held, whole and open or not."""

# Where it stands, what stands there, what it means. A bitmap begins with the letters BM, which a text may do too;
# its four reserved bytes may not.
_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"{\\rtf", "application/rtf"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (6, b"\x00\x00\x00\x00", "image/bmp"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (0, b"\xff\xf2", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (4, b"ftyp", "video/mp4"),
    (0, b"FLV\x01", "video/x-flv"),
    (0, b"FWS", "application/x-shockwave-flash"),
    (0, b"CWS", "application/x-shockwave-flash"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video/x-ms-asf"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"%!PS", "application/postscript"),
)
_RIFF = {b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo", b"WEBP": "image/webp"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_ROOT = "Root Entry".encode("utf-16-le")
# Names of the main stream, as the directory of an OLE file writes them.
_OLE_STREAMS = (
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
)
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OOXML_FOLDERS = (
    ("word/", _OFFICE + "wordprocessingml.document"),
    ("xl/", _OFFICE + "spreadsheetml.sheet"),
    ("ppt/", _OFFICE + "presentationml.presentation"),
)
ZIP_TROUBLE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, OSError, EOFError)
"""What `zipfile` raises for a ZIP that is broken, protected or packed in a way it does not know."""
ENCRYPTED_OFFICE = "application/x-ole-encrypted-package"
"""Our name for a package of XML that a password locks: an OLE file, in which nothing tells DOCX, XLSX and PPTX apart."""
_EXTENSIONS: dict[str, frozenset[str]] = {
    "pdf": frozenset({"application/pdf"}),
    # Word itself saves RTF under .doc.
    "doc": frozenset({"application/msword", "application/rtf"}),
    "docx": frozenset({_OFFICE + "wordprocessingml.document"}),
    "xls": frozenset({"application/vnd.ms-excel"}),
    "xlsx": frozenset({_OFFICE + "spreadsheetml.sheet"}),
    "ppt": frozenset({"application/vnd.ms-powerpoint"}),
    "pps": frozenset({"application/vnd.ms-powerpoint"}),
    "pptx": frozenset({_OFFICE + "presentationml.presentation"}),
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
}
"""Types that servers send under another name than the registered one."""
_HTML_EXTENSIONS = frozenset({"html", "htm", "xhtml", "php", "php3", "asp", "aspx", ""})
_SHOWN_TYPES = frozenset().union(*_EXTENSIONS.values()) | {media_type for _, _, media_type in _MAGIC} | {"text/html"}
_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<title")
_TEXT_TYPES = {"csv": "text/csv", "xml": "application/xml", "svg": "image/svg+xml", "ics": "text/calendar"}
_WHOLE_OF_INTEREST = 4096


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
    media_type = _by_content(payload) or _by_words(payload, declared, extension)
    expected = _EXTENSIONS.get(extension)
    agrees = None if expected is None or media_type == ENCRYPTED_OFFICE else media_type in expected
    header = _header_agrees(media_type, declared)
    # A server that has lost a file often answers 200 with a page that says so (soft 404), or with a log-in form.
    if media_type == "text/html" and extension not in _HTML_EXTENSIONS:
        return Document(media_type, "not-the-file", agrees, header, announced)
    is_short = announced is not None and len(payload) < announced
    state: State = "truncated" if is_short or _is_cut(payload, media_type) else _locked_or_broken(payload, media_type)
    return Document(media_type, state, agrees, header, announced)


def _header_agrees(media_type: str, declared: str | None) -> bool | None:
    """Only types that content can show are compared: `application/octet-stream` or `text/plain` say that a server did not know.

    >>> _header_agrees("application/pdf", "application/x-pdf; name=a"), _header_agrees("application/pdf", "image/png")
    (True, False)
    >>> _header_agrees("application/pdf", "application/octet-stream"), _header_agrees("application/pdf", None)
    (None, None)
    """
    name = (declared or "").partition(";")[0].strip().lower()
    name = _SAME_TYPE.get(name, name)
    if media_type == ENCRYPTED_OFFICE or name not in _SHOWN_TYPES:
        return None
    # What names no type of its own may well be HTML; packages of XML are ZIP files; Word itself saves RTF under its own name.
    if name == "text/html" and media_type not in _SHOWN_TYPES:
        return None
    if name == "application/zip" and media_type.startswith((_OFFICE, "application/vnd.oasis.")):
        return None
    return name == media_type or (name, media_type) == ("application/msword", "application/rtf")


def _locked_or_broken(payload: bytes, media_type: str) -> State:
    """Of a file with an end, what its container shows: [MS-OFFCRYPTO] 2.3.4.4; APPNOTE 4.4.4 (bit 0); OpenDocument 1.2, part 3, 3.4."""
    if media_type == ENCRYPTED_OFFICE:
        return "protected"
    if payload.startswith(_OLE):
        # [MS-CFB] 2.6.2: the directory begins with the root entry.
        place = int.from_bytes(payload[0x30:0x34], "little") + 1
        return "held" if payload.startswith(_OLE_ROOT, place * _sector_size(payload)) else "corrupt"
    if not payload.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "held"
    try:
        with zipfile.ZipFile(BytesIO(payload)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
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

    PDF 1.7, 7.5.5 (`%%EOF`); APPNOTE 4.3.16 (ZIP); ISO 10918-1 B.1.1.3 (JPEG, EOI); PNG 11.2.5 (IEND); [MS-CFB] 2.2.
    """
    match media_type:
        case "application/pdf":
            return b"%%EOF" not in payload[-4096:] and b"startxref" not in payload[-4096:]
        case "image/jpeg":
            return b"\xff\xd9" not in payload[-65536:]
        case "image/png":
            return b"IEND" not in payload[-65536:]
        case _ if payload.startswith(_OLE):
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


def _by_content(payload: bytes) -> str | None:
    head = payload[:_WHOLE_OF_INTEREST]
    # The header of a PDF may stand behind a few stray bytes: readers accept it within the first 1,024.
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    if head.startswith(_OLE):
        return _by_stream(payload)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _by_members(payload)
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12])
    for start, magic, media_type in _MAGIC:
        if head.startswith(magic, start) and (media_type != "image/bmp" or head.startswith(b"BM")):
            return media_type
    if _is_mail(head):
        return "message/rfc822"
    opening = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if opening.startswith(_HTML_STARTS) or (opening.startswith((b"<?xml", b"<!--")) and b"<html" in opening):
        return "text/html"
    return None


def _is_mail(head: bytes) -> bool:
    """RFC 5322: lines `Name: words` up to an empty one, a sender and a date among them."""
    lines = head.replace(b"\r\n", b"\n").partition(b"\n\n")[0].split(b"\n")
    names = [line.partition(b":")[0].lower() for line in lines if line[:1] not in (b" ", b"\t")]
    return b"from" in names and b"date" in names and all(name.isascii() and b" " not in name for name in names)


def _by_stream(payload: bytes) -> str:
    """Word, Excel and PowerPoint before 2007 share a container; the name of the main stream tells them apart."""
    if "EncryptedPackage".encode("utf-16-le") in payload:
        return ENCRYPTED_OFFICE
    for name, media_type in _OLE_STREAMS:
        if name.encode("utf-16-le") in payload:
            return media_type
    return "application/x-ole-storage"


def _by_members(payload: bytes) -> str:
    """OpenDocument and EPUB say what they are in a member `mimetype`, Office files by the folder of their parts."""
    try:
        with zipfile.ZipFile(BytesIO(payload)) as archive:
            names = archive.namelist()
            if "mimetype" in names:
                with archive.open("mimetype") as member:
                    said = member.read(200).decode("ascii", "replace").strip()
                if said.startswith("application/"):
                    return said
            for folder, media_type in _OOXML_FOLDERS:
                if any(name.startswith(folder) for name in names):
                    return media_type
    except ZIP_TROUBLE:
        # A cut or protected archive still begins like one.
        return "application/zip"
    return "application/zip"


def _by_words(payload: bytes, declared: str | None, extension: str) -> str:
    """Where no magic number helps: text is told from binary by its control characters, then the words decide."""
    if payload[:4].startswith((b"\xff\xfe", b"\xfe\xff")) or not _has_controls(payload[:_WHOLE_OF_INTEREST]):
        if payload.lstrip()[:5] == b"<?xml" and extension not in _TEXT_TYPES:
            return "application/xml"
        return _TEXT_TYPES.get(extension, "text/plain")
    # A declared text or page that is full of control characters is neither.
    if declared and not declared.startswith("text/"):
        return declared
    return "application/octet-stream"


def _has_controls(head: bytes) -> bool:
    return any(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
