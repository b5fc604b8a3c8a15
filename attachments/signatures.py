"""Names the type of a file by its first bytes, by the members of its container or, where those say nothing, by its words."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from attachments.bare_pictures import BLANKS

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
    *(
        (4, b"ftyp" + brand, "image/heic")
        for brand in (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
    ),
    *((4, b"ftyp" + brand, "image/avif") for brand in (b"avif", b"avis")),
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
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the container of Word, Excel and PowerPoint before 2007 begins."""
OLE_STORAGE, ZIP = "application/x-ole-storage", "application/zip"
"""Types of containers that do not tell what they hold, as when the table at their end is missing."""
# Names of the main stream, as the directory of an OLE file writes them.
_OLE_STREAMS = (
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
)
OFFICE = "application/vnd.openxmlformats-officedocument."
"""How the types of Office files since 2007 begin."""
_OOXML_FOLDERS = (
    ("word/", OFFICE + "wordprocessingml.document"),
    ("xl/", OFFICE + "spreadsheetml.sheet"),
    ("ppt/", OFFICE + "presentationml.presentation"),
)
ZIP_DAMAGE = (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, OSError, EOFError)
"""What `zipfile` raises for a ZIP that is broken or packed in a way it does not know."""
ZIP_TROUBLE = (*ZIP_DAMAGE, RuntimeError)
"""The same, and what it raises for a member that wants a password."""
ENCRYPTED_OFFICE = "application/x-ole-encrypted-package"
"""Our name for a package of XML that a password locks: an OLE file, in which nothing tells DOCX, XLSX and PPTX apart."""
SHEET_XML = "application/x-spreadsheetml+xml"
"""Our name for a sheet of Excel 2003 in XML, which is registered under none of its own."""
SHOWN_TYPES = frozenset(
    {media_type for _, _, media_type in _MAGIC} | {"application/pdf", "text/html", SHEET_XML, *_RIFF.values()}
)
"""Types that a few first bytes tell."""
_LATE_PICTURES = tuple(one for one in _MAGIC if one[0] == 0 and one[2] in ("image/jpeg", "image/png", "image/gif"))
_PDF = b"%PDF-"
# The header of a PDF may stand behind what a server or a script printed before it: readers accept it within the first 1,024 bytes.
# A text may speak of it too; but it begins no line with it, or has no object.
_LATE_PDF = re.compile(rb"[\r\n\x00-\x08\x80-\xff]%PDF-\d")
_PDF_OBJECT = re.compile(rb"\d\s+obj\b|startxref")
_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<title")
_TABLE_STARTS = (b"<table", b"<meta", b"<style")
# What Excel and Word write into a page that they save under their own extensions.
_OFFICE_HTML = {
    "xls": re.compile(rb"microsoft-com:office:excel|progid[^>]{0,20}excel\.sheet", re.IGNORECASE),
    "doc": re.compile(rb"microsoft-com:office:word|progid[^>]{0,20}word\.document", re.IGNORECASE),
}
_SHEET_XML = re.compile(rb"<\?mso-application\s+progid=.Excel\.Sheet|<(?:\w+:)?Workbook\b[^>]*office:spreadsheet")
_TEXT_TYPES = {"csv": "text/csv", "xml": "application/xml", "svg": "image/svg+xml", "ics": "text/calendar"}
_HEADS = frozenset(
    b"from to cc date subject sender mime-version message-id received return-path content-type delivered-to x-mailer".split()
)
_MIMETYPE = re.compile(rb"application/(?:vnd\.oasis\.opendocument\.[a-z]+(?:-template)?|epub\+zip)")
_MOST_MEMBERS = 1000
_HEAD_NAME = re.compile(rb"[!-9;-~]+")
_HEAD = 4096


def is_folder(member: zipfile.ZipInfo) -> bool:
    """Whether this member of a ZIP is a folder (APPNOTE 4.3.17); `ZipInfo.is_dir` of Python 3.11 breaks on a name of no letters.

    >>> is_folder(zipfile.ZipInfo("a/")), is_folder(zipfile.ZipInfo(""))
    (True, False)
    """
    return member.filename.endswith("/")


def media_type_of(payload: bytes, declared: str | None, extension: str) -> str:
    """The type of these bytes; content decides, the other two are asked only where it can't tell (plain text, unknown binaries)."""
    return _by_content(payload, extension) or _by_words(payload, declared, extension)


def is_office_html(payload: bytes, extension: str) -> bool:
    """Whether this page is what an office program, or a script in its stead, saves under this extension: it says so, or it is
    a table and nothing around it."""
    head = payload[:_HEAD]
    said = _OFFICE_HTML.get(extension)
    return (said is not None and said.search(head) is not None) or _is_bare_table(head, extension)


def _is_bare_table(head: bytes, extension: str) -> bool:
    opening = head.lstrip(BLANKS).lower()
    return (
        extension == "xls"
        and opening.startswith(_TABLE_STARTS)
        and b"<table" in opening
        and not any(start in opening for start in _HTML_STARTS)
    )


def _by_content(payload: bytes, extension: str) -> str | None:
    head = payload[:_HEAD]
    if head.startswith(_PDF):
        return "application/pdf"
    if head.startswith(OLE):
        return _by_stream(payload)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _by_members(payload)
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12])
    for start, magic, media_type in _MAGIC:
        if head.startswith(magic, start) and (media_type != "image/bmp" or head.startswith(b"BM")):
            return media_type
    opening = head.lstrip(BLANKS)
    if opening.startswith(_PDF):
        return "application/pdf"
    if picture := next((kind for at, magic, kind in _LATE_PICTURES if opening.startswith(magic, at)), None):
        return picture
    if _is_mail(head, extension):
        return "message/rfc822"
    if _SHEET_XML.search(head) and opening.startswith(b"<"):
        return SHEET_XML
    opening = opening.lower()
    if opening.startswith(_HTML_STARTS) or (opening.startswith((b"<?xml", b"<!--")) and b"<html" in opening):
        return "text/html"
    if _is_bare_table(head, extension):
        return "text/html"
    if _LATE_PDF.search(head[:1024]) and _PDF_OBJECT.search(payload):
        return "application/pdf"
    return None


def _is_mail(head: bytes, extension: str) -> bool:
    """RFC 5322: lines `Name: words` up to an empty one. A sender and a date are enough; a sender and two more heads of an e-mail; or,
    under `.eml`, any of them."""
    told, end, _ = head.replace(b"\r\n", b"\n").partition(b"\n\n")
    lines = told.split(b"\n")
    if not end and len(head) == _HEAD:
        lines.pop()  # cut
    elif lines[-1] == b"":
        lines.pop()
    parted = [line.partition(b":") for line in lines if line[:1] not in (b" ", b"\t")]
    if not all(colon and _HEAD_NAME.fullmatch(name) for name, colon, _ in parted):
        return False
    names = {name.lower() for name, _, _ in parted}
    known = len(names & _HEADS)
    return (b"from" in names and (b"date" in names or known > 2)) or (extension == "eml" and known > 0)


def _by_stream(payload: bytes) -> str:
    """Word, Excel and PowerPoint before 2007 share a container; the name of the main stream tells them apart."""
    if "EncryptedPackage".encode("utf-16-le") in payload:
        return ENCRYPTED_OFFICE
    for name, media_type in _OLE_STREAMS:
        if name.encode("utf-16-le") in payload:
            return media_type
    return OLE_STORAGE


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
        # Its table is missing or broken; before each member its name stands too.
        return _by_first_members(payload)
    return ZIP


def _by_first_members(payload: bytes) -> str:
    for name, data in _members(payload):
        if name == b"mimetype" and (said := _MIMETYPE.match(data)):
            return said[0].decode("ascii")
        for folder, media_type in _OOXML_FOLDERS:
            if name.startswith(folder.encode()):
                return media_type
    return ZIP


def is_office_package(payload: bytes) -> bool:
    """Whether a ZIP begins as packages of XML do, or breaks off before it could."""
    first = next(_members(payload), (b"", b""))[0]
    return any(name.startswith(first) for name in (b"[Content_Types].xml", b"mimetype", b"_rels/.rels"))


def _members(payload: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and first bytes of the first members of a ZIP by the heads before them (APPNOTE 4.3.7), for want of a table."""
    at = payload.find(b"PK\x03\x04")
    for _ in range(_MOST_MEMBERS):
        if at < 0:
            return
        length, extra = (int.from_bytes(payload[at + n : at + n + 2], "little") for n in (26, 28))
        end = at + 30 + length
        yield payload[at + 30 : min(end, at + 130)], payload[end + extra : end + extra + 100]
        at = payload.find(b"PK\x03\x04", at + 4)


def _by_words(payload: bytes, declared: str | None, extension: str) -> str:
    """Where no magic number helps: text is told from binary by its control characters, then the words decide."""
    if payload[:4].startswith((b"\xff\xfe", b"\xfe\xff")) or not _has_controls(payload[:_HEAD]):
        if payload.lstrip(BLANKS)[:5] == b"<?xml" and extension not in _TEXT_TYPES:
            return "application/xml"
        return _TEXT_TYPES.get(extension, "text/plain")
    # A declared text or page that is full of control characters is neither.
    if declared and not declared.startswith("text/"):
        return declared
    return "application/octet-stream"


def _has_controls(head: bytes) -> bool:
    return any(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
