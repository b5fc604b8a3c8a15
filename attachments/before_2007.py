"""Reads the office files of before 2007 (DOC, XLS, PPT, sheets in XML) and RTF; packages of XML are for `packages`."""

import contextlib
import re
import struct
from collections.abc import Iterator
from io import BytesIO
from itertools import zip_longest
from xml.etree.ElementTree import Element

import kreuzberg
import olefile
from striprtf.striprtf import rtf_to_text

from attachments.extraction import About, Extraction, PageText, Unreadable, finished, line_of
from attachments.moments import iso_of
from attachments.package_parts import parsed
from attachments.summary import about_of_summary

# [MS-PPT] 2.13.24: types of records.
_SLIDE, _NOTES, _MAIN_MASTER, _HANDOUT = 0x03EE, 0x03F0, 0x03F8, 0x0FC9
_SLIDE_LIST, _SLIDE_PERSIST = 0x0FF0, 0x03F3
_TEXT_CHARS, _TEXT_BYTES = 0x0FA0, 0x0FA8
_DEEPEST = 40
_MOST_RECORDS = 500_000
_SUMMARY = "\x05SummaryInformation"
_INFO_WITHIN = 65_536
_BROKEN = (ValueError, TypeError, LookupError, OverflowError)
"""What striprtf raises: TypeError at `\\uc` without a number, OverflowError at `\\u` with too large a one."""
_RTF_WORDS = re.compile(r"\{\\(title|author) ((?:[^{}\\]|\\[^{}]){0,2000})\}")
_RTF_TIMES = re.compile(r"\{\\(creatim|revtim)\\yr(\d{1,4})\\mo(\d\d?)\\dy(\d\d?)(?:\\hr(\d\d?))?(?:\\min(\d\d?))?")
_SHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
_PLAIN = kreuzberg.ExtractionConfig(use_cache=False, output_format="plain")


def read_doc(payload: bytes) -> Extraction:
    """Text of a Word file. Unreadable when its tables are broken or it is protected."""
    text = _by_kreuzberg(payload, "application/msword").content
    return finished([PageText(None, None, str(text))], about=_about(payload))


def read_xls(payload: bytes) -> Extraction:
    """Text of an Excel file by sheet. Unreadable as `read_doc`."""
    found = _by_kreuzberg(payload, "application/vnd.ms-excel")
    names = [str(name) for name in found.metadata.get("sheet_names") or ()]
    tables = list(found.tables)
    pages = []
    for number, name in enumerate(names, start=1):
        rows = [row for table in tables if table.page_number == number for row in table.cells]
        lines = ("\t".join(str(cell).replace("\n", " ") for cell in row).rstrip("\t") for row in rows)
        pages.append(PageText(number, name, "\n".join(line for line in lines if line)))
    if not any(page.text for page in pages):
        pages = [PageText(None, None, str(found.content))]
    return finished(pages, page_count=len(names) or None, about=_about(payload))


def read_ppt(payload: bytes) -> Extraction:
    """Text of a PowerPoint file by slide. Unreadable as `read_doc`.

    A slide's text stands in its own record, in the outline of the document, or in both; what both hold is taken once.
    """
    with _container(payload) as container:
        if not container.exists("PowerPoint Document"):
            raise Unreadable("corrupt", "it has no stream of slides")
        stream = _stream(container, "PowerPoint Document")
    own: list[list[str]] = []
    outline: list[list[str]] = []
    for in_outline, text in _texts(stream):
        slides = outline if in_outline else own
        if text is None:
            slides.append([])
        elif slides:
            slides[-1].append(text.replace("\r", "\n").replace("\x0b", "\n"))
    both = zip_longest(outline, own, fillvalue=())
    pages = [PageText(n, None, "\n\n".join(dict.fromkeys((*told, *shown)))) for n, (told, shown) in enumerate(both, 1)]
    if not any(page.text for page in pages):
        raise Unreadable("corrupt" if not pages else "unsupported", "no slide with text was found")
    return finished(pages, page_count=len(pages), about=_about(payload))


def read_rtf(payload: bytes) -> Extraction:
    """Text of an RTF file. Unreadable when it is none."""
    if not payload.startswith(b"{\\rtf"):
        raise Unreadable("corrupt", "it does not begin as RTF does")
    text = _plain(payload.decode("latin-1"))
    return finished(
        [PageText(None, None, text.replace("\n", "\n\n"))], about=_rtf_about(payload[:_INFO_WITHIN].decode("latin-1"))
    )


def _plain(rtf: str) -> str:
    try:
        return str(rtf_to_text(rtf, errors="replace"))  # type: ignore[no-untyped-call]
    except _BROKEN as error:
        raise Unreadable("corrupt", f"its groups are broken: {error}") from error


def read_xml_sheets(payload: bytes) -> Extraction:
    """Text of a sheet of Excel 2003 in XML, by sheet. Unreadable when its XML breaks off or declares entities, of which bombs are made."""
    pages = []
    for number, sheet in enumerate(parsed(payload).iter(f"{_SHEET}Worksheet"), start=1):
        rows = ([_cell(cell) for cell in row.iter(f"{_SHEET}Cell")] for row in sheet.iter(f"{_SHEET}Row"))
        lines = "\n".join("\t".join(row).rstrip("\t") for row in rows if any(row))
        pages.append(PageText(number, sheet.get(f"{_SHEET}Name"), lines))
    return finished(pages, page_count=len(pages))


def _cell(cell: Element) -> str:
    return " ".join("".join("".join(data.itertext()) for data in cell.iter(f"{_SHEET}Data")).split("\n"))


def _rtf_about(head: str) -> About:
    """The group `info` of RTF 1.9.1, which stands before the text."""
    said: dict[str, str | None] = {}
    for name, words in _RTF_WORDS.findall(head):
        with contextlib.suppress(Unreadable):  # the text is there all the same
            said[name] = line_of(_plain("{\\rtf1\\ansi " + words + "}"))
    times = {}
    for name, *numbers in _RTF_TIMES.findall(head):
        year, month, day, hour, minute = (int(number or 0) for number in numbers)
        times[name] = f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}"
    created, modified = times.get("creatim"), times.get("revtim")
    return About(
        *(said.get("title"), said.get("author"), None),
        *(iso_of(created), created, iso_of(modified), modified),
    )


def _by_kreuzberg(payload: bytes, media_type: str) -> kreuzberg.ExtractionResult:
    with _container(payload) as container:
        if container.exists("EncryptedPackage"):
            raise Unreadable("protected", "the file is encrypted")
        if container.exists("WordDocument"):
            # [MS-DOC] 2.5.1: bit 8 of the flags at 10 says that it is encrypted.
            head = _stream(container, "WordDocument")[:12]
            if len(head) == 12 and struct.unpack_from("<H", head, 10)[0] & 0x0100:
                raise Unreadable("protected", "the file is encrypted")
    try:
        return kreuzberg.extract_bytes_sync(payload, media_type, config=_PLAIN)
    except kreuzberg.KreuzbergError as error:
        words = str(error)
        outcome = "protected" if "password" in words.lower() or "encrypt" in words.lower() else "corrupt"
        raise Unreadable(outcome, words[:300]) from error  # type: ignore[arg-type]


def _stream(container: olefile.OleFileIO, name: str) -> bytes:
    try:
        return bytes(container.openstream(name).read())
    except OSError as error:  # a folder under the name of a stream, or a chain of sectors that is broken
        raise Unreadable("corrupt", f"its container is broken: {error}") from error


def _container(payload: bytes) -> olefile.OleFileIO:
    try:
        return olefile.OleFileIO(BytesIO(payload))
    except (OSError, ValueError, IndexError, struct.error) as error:
        raise Unreadable("corrupt", f"its container is broken: {error}") from error


def _about(payload: bytes) -> About:
    with _container(payload) as container:
        if not container.exists(_SUMMARY):
            return About()
        try:
            return about_of_summary(_stream(container, _SUMMARY))
        except Unreadable:
            return About()


def _texts(stream: bytes) -> Iterator[tuple[bool, str | None]]:
    """Texts of a PowerPoint stream in order, each with whether it is one of the outline or of a slide itself; None for the text:
    the next slide begins there. Masters, notes and handouts are passed over."""
    stack = [(0, len(stream), 0, False)]
    seen = 0
    while stack:
        at, end, depth, in_outline = stack.pop()
        while at + 8 <= end:
            seen += 1
            if seen > _MOST_RECORDS:
                return
            flags, kind, length = struct.unpack_from("<HHI", stream, at)
            start, stop = at + 8, min(at + 8 + length, end)
            at = stop
            if kind in (_NOTES, _MAIN_MASTER, _HANDOUT) or (kind == _SLIDE_LIST and flags >> 4 != 0):
                continue
            if kind == _SLIDE_PERSIST and in_outline:
                yield True, None
            elif kind == _TEXT_CHARS:
                yield in_outline, stream[start:stop].decode("utf-16-le", "replace")
            elif kind == _TEXT_BYTES:
                yield in_outline, stream[start:stop].decode("latin-1")
            elif flags & 0xF == 0xF and depth < _DEEPEST:
                if kind == _SLIDE:
                    yield False, None
                stack.append((at, end, depth, in_outline))
                at, end, depth, in_outline = start, stop, depth + 1, in_outline or kind == _SLIDE_LIST
