"""Chooses the reader of a file by its media type and unfolds archives; never lets a file break it. Limits are for `guarded`."""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import PurePosixPath

from attachments.before_2007 import read_doc, read_ppt, read_rtf, read_xls, read_xml_sheets
from attachments.document import describe
from attachments.extraction import Extraction, PageText, Unreadable, finished
from attachments.packages import read_package
from attachments.pdf import read_pdf
from attachments.pictures import read_picture
from attachments.signatures import ENCRYPTED_OFFICE, OFFICE, SHEET_XML, ZIP_DAMAGE, ZIP_TROUBLE, is_folder
from attachments.words import read_csv, read_html, read_mail, read_plain

_OPEN = "application/vnd.oasis.opendocument."
_READERS: dict[str, Callable[[bytes], Extraction]] = {
    "application/pdf": read_pdf,
    "application/msword": read_doc,
    "application/vnd.ms-excel": read_xls,
    "application/vnd.ms-powerpoint": read_ppt,
    "application/rtf": read_rtf,
    SHEET_XML: read_xml_sheets,
    **{
        OFFICE + name: read_package
        for name in ("wordprocessingml.document", "spreadsheetml.sheet", "presentationml.presentation")
    },
    **{
        _OPEN + name: read_package
        for name in ("text", "spreadsheet", "presentation", "text-template", "spreadsheet-template")
    },
    "text/plain": read_plain,
    "text/csv": read_csv,
    "text/html": read_html,
    **{f"image/{name}": read_picture for name in ("jpeg", "png", "gif", "tiff", "bmp", "webp")},
}
MOST_MEMBERS = 500
"""Members of an archive that are looked into."""
MOST_UNFOLDED = 300 * 1024 * 1024
"""Bytes that all members of an archive may unfold to together."""
_MOST_RATIO = 200
_DEEPEST = 2
"""An archive in an archive is looked into, one in that is not."""
_UNKNOWN = "application/octet-stream"
_TOO_DEEP = "it lies too deep in other files to be looked into"


def read_file(payload: bytes, media_type: str, *, depth: int = 1) -> Extraction:
    """What a file says. Never raises for what it holds, memory aside; each trouble is an outcome."""
    try:
        if media_type == "application/zip":
            return _archive(payload, depth)
        if media_type == "message/rfc822":
            return _mail(payload, depth)
        if media_type == ENCRYPTED_OFFICE:
            return Extraction("protected", "the package is encrypted")
        reader = _READERS.get(media_type)
        if reader is None:
            return Extraction("unsupported", f"no reader for {media_type}")
        return reader(payload)
    except Unreadable as error:
        return Extraction(error.outcome, str(error))
    except RecursionError:
        return Extraction("corrupt", "its parts are nested too deep")


def _archive(payload: bytes, depth: int) -> Extraction:
    if depth > _DEEPEST:
        return Extraction("unsupported", _TOO_DEEP)
    odd: list[str] = []
    try:
        with zipfile.ZipFile(BytesIO(payload)) as archive:
            entries = [entry for entry in archive.infolist() if not is_folder(entry)]
            if entries and all(entry.flag_bits & 1 for entry in entries):
                raise Unreadable("protected", "all its members are encrypted")
            pages = list(_members(archive, entries[:MOST_MEMBERS], depth, odd))
    except ZIP_DAMAGE as error:
        raise Unreadable("corrupt", f"the archive cannot be read: {error}") from error
    if len(entries) > MOST_MEMBERS:
        odd.append(f"{len(entries)} members, {MOST_MEMBERS} are looked into")
    made = finished(pages, page_count=len(entries), warnings=("partly",) if odd else ())
    return replace(made, message="; ".join(odd[:5]))


def _members(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], depth: int, odd: list[str]
) -> Iterator[PageText]:
    left = MOST_UNFOLDED
    for entry in entries:
        # The name only labels the text: nothing is ever written under it.
        label = "/".join(part for part in PurePosixPath(entry.filename).parts if part not in ("..", "/"))[:200]
        try:
            if entry.flag_bits & 1:
                raise Unreadable("protected", "encrypted")
            most = min(left, _MOST_RATIO * max(entry.compress_size, 1000))
            with archive.open(entry) as stream:
                data = stream.read(most + 1)
            if len(data) > most:
                raise Unreadable("corrupt", f"unfolds to more than {most} bytes")
            left -= len(data)
        except (Unreadable, *ZIP_TROUBLE) as error:
            odd.append(f"{label}: {error}")
            yield PageText(None, label, "")
            continue
        yield from _inner(label, data, depth, odd)


def _inner(label: str, data: bytes, depth: int, odd: list[str]) -> Iterator[PageText]:
    kind = describe(data, None, PurePosixPath(label).suffix.lstrip(".")).media_type
    found = read_file(data, kind, depth=depth + 1)
    # A sound or a picture has no words to miss; an archive or a document that is not read has.
    is_wordless = found.outcome == "unsupported" and (not kind.startswith("application/") or kind == _UNKNOWN)
    if (found.outcome != "read" and not is_wordless) or "partly" in found.warnings or "too-long" in found.warnings:
        odd.append(f"{label}: {found.message or 'too long'}")
    yield PageText(None, label, "\n\n".join(page.text for page in found.pages if not page.label))
    for page in found.pages:
        if page.label:
            yield PageText(None, f"{label} › {page.label}", page.text)


def _mail(payload: bytes, depth: int) -> Extraction:
    mail, files = read_mail(payload)
    if not files:
        return mail
    if depth > _DEEPEST:
        return replace(mail, message=f"{len(files)} files in it: {_TOO_DEEP}", warnings=(*mail.warnings, "partly"))
    odd: list[str] = []
    inner = [page for name, data in files[:MOST_MEMBERS] for page in _inner(name or "pièce jointe", data, depth, odd)]
    made = finished([*mail.pages, *inner], page_count=None, about=mail.about, warnings=("partly",) if odd else ())
    return replace(made, message="; ".join(odd[:5]))
