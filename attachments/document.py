"""What a file is by its content, and whether it can be the file that was linked; its text is left to a later reader."""

import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Literal

State = Literal["held", "empty", "not-the-file"]

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
_ZIP_TROUBLE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, OSError, EOFError)
_HTML_EXTENSIONS = frozenset({"html", "htm", "xhtml", "php", "php3", "asp", "aspx", ""})
_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<title")
_TEXT_TYPES = {"csv": "text/csv", "xml": "application/xml", "svg": "image/svg+xml", "ics": "text/calendar"}
_WHOLE_OF_INTEREST = 4096


@dataclass(frozen=True, slots=True)
class Document:
    """What is known of one file from its bytes."""

    media_type: str
    """Media type by content; `application/octet-stream` where content tells nothing and nothing was declared."""
    state: State
    """`held`: can be the file that was linked; `empty`: no bytes; `not-the-file`: a page came in its place."""


def describe(payload: bytes, declared: str | None, extension: str) -> Document:
    """What these bytes are.

    `declared` is the media type the server named (None: none), `extension` that of the address, lower-case.
    Content decides; the two are asked only where content can't tell (plain text, unknown binaries).
    """
    extension = extension.lower()
    if not payload:
        return Document(declared or "application/octet-stream", "empty")
    media_type = _by_content(payload) or _by_words(payload, declared, extension)
    # A server that has lost a file often answers 200 with a page that says so (soft 404), or with a log-in form.
    lost = media_type == "text/html" and extension not in _HTML_EXTENSIONS
    return Document(media_type, "not-the-file" if lost else "held")


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
    opening = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if opening.startswith(_HTML_STARTS) or (opening.startswith((b"<?xml", b"<!--")) and b"<html" in opening):
        return "text/html"
    return None


def _by_stream(payload: bytes) -> str:
    """Word, Excel and PowerPoint before 2007 share a container; the name of the main stream tells them apart."""
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
    except _ZIP_TROUBLE:
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
