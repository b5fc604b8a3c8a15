"""Reads office files that are ZIP packages of XML (OpenDocument, Office Open XML), with the standard library; others are for the
readers beside.

Own code since kreuzberg 4.10 drops `&apos;` in DOCX, gives no slide its text in PPTX, and knows no ODP.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, XMLParser
from xml.parsers.expat import ExpatError

from attachments.extraction import About, Extraction, PageText, Unreadable, finished, iso_of, line_of
from attachments.signatures import ZIP_DAMAGE

MOST_UNFOLDED = 200 * 1024 * 1024
"""Bytes of one member of a package; the largest honest one seen has 12 MB."""
_MOST_CELLS = 2_000_000
_MOST_REPEATS = 64
_ODF_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ODF_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_ODF_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_ODF_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ENCRYPTED = ("META-INF/encryption.xml", "EncryptedPackage")


def read_package(payload: bytes) -> Extraction:
    """Text of an ODT, ODS, ODP, DOCX, XLSX or PPTX. Unreadable when it is none, broken, protected or unfolds too far."""
    try:
        with zipfile.ZipFile(BytesIO(payload)) as package:
            names = set(package.namelist())
            if names.intersection(_ENCRYPTED):
                raise Unreadable("protected", "the package is encrypted")
            if "content.xml" in names:
                return _open_document(package)
            if "word/document.xml" in names:
                return _word(package)
            if "xl/workbook.xml" in names:
                return _workbook(package)
            if "ppt/presentation.xml" in names:
                return _slides(package)
    except (*ZIP_DAMAGE, KeyError) as error:
        raise Unreadable("corrupt", f"the package cannot be read: {error}") from error
    except RecursionError as error:  # a RuntimeError too, but no question of passwords
        raise Unreadable("corrupt", "its parts are nested too deep") from error
    except RuntimeError as error:  # what zipfile raises for a member that wants a password
        raise Unreadable("protected", str(error)) from error
    except (ParseError, ExpatError) as error:
        raise Unreadable("corrupt", f"its XML breaks off or is none: {error}") from error
    raise Unreadable("unsupported", "a package with no part that holds text")


def _tree(package: zipfile.ZipFile, name: str) -> Element:
    """One part, parsed. Entities of its own are refused: no office program writes any, bombs are made of them."""
    with package.open(name) as stream:
        data = stream.read(MOST_UNFOLDED + 1)
    if len(data) > MOST_UNFOLDED:
        raise Unreadable("corrupt", f"{name} unfolds to more than {MOST_UNFOLDED} bytes")
    if b"<!ENTITY" in data:
        raise Unreadable("corrupt", f"{name} declares entities")
    parser = XMLParser()
    parser.feed(data)
    root: Element = parser.close()
    return root


def _open_document(package: zipfile.ZipFile) -> Extraction:
    body = _tree(package, "content.xml").find(f"{_ODF_OFFICE}body")
    kind = body[0] if body is not None and len(body) else None
    if kind is None:
        raise Unreadable("corrupt", "content.xml has no body")
    about = _odf_about(package)
    if kind.tag == f"{_ODF_OFFICE}spreadsheet":
        sheets = kind.findall(f"{_ODF_TABLE}table")
        pages = [
            PageText(n, sheet.get(f"{_ODF_TABLE}name"), "\n".join(_odf_rows(sheet)))
            for n, sheet in enumerate(sheets, 1)
        ]
        return finished(pages, page_count=len(pages), about=about)
    if kind.tag == f"{_ODF_OFFICE}presentation":
        slides = kind.findall(f"{_ODF_DRAW}page")
        pages = [PageText(n, None, "\n\n".join(_odf_blocks(slide))) for n, slide in enumerate(slides, 1)]
        return finished(pages, page_count=len(pages), about=about)
    return finished([PageText(None, None, "\n\n".join(_odf_blocks(kind)))], about=about)


def _odf_blocks(element: Element) -> Iterator[str]:
    """Paragraphs in order; a row of a table is one, its cells parted by tabs."""
    for child in element:
        if child.tag in (f"{_ODF_TEXT}p", f"{_ODF_TEXT}h"):
            if text := _odf_line(child).strip():
                yield text
        elif child.tag == f"{_ODF_TABLE}table":
            yield from _odf_rows(child)
        elif child.tag not in (f"{_ODF_TEXT}tracked-changes", f"{_ODF_TEXT}table-of-content-source"):
            yield from _odf_blocks(child)


def _odf_line(element: Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{_ODF_TEXT}s":
            parts.append(" " * min(int(child.get(f"{_ODF_TEXT}c") or 1), _MOST_REPEATS))
        elif child.tag == f"{_ODF_TEXT}tab":
            parts.append("\t")
        elif child.tag == f"{_ODF_TEXT}line-break":
            parts.append("\n")
        elif child.tag == f"{_ODF_TEXT}note":
            parts.append(f" [{' '.join(_odf_blocks(child))}] ")
        elif child.tag.startswith(_ODF_DRAW):
            parts.append("\n".join(_odf_blocks(child)))
        elif child.tag != f"{_ODF_OFFICE}annotation":
            parts.append(_odf_line(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _odf_rows(table: Element) -> Iterator[str]:
    cells = 0
    for row in table.iter(f"{_ODF_TABLE}table-row"):
        values: list[str] = []
        for cell in row:
            if cell.tag not in (f"{_ODF_TABLE}table-cell", f"{_ODF_TABLE}covered-table-cell"):
                continue
            text = " ".join(_odf_blocks(cell)).replace("\n", " ")
            # Empty columns up to the edge of the sheet are written as one cell repeated a thousand times.
            repeats = int(cell.get(f"{_ODF_TABLE}number-columns-repeated") or 1)
            values += [text] * min(repeats, _MOST_REPEATS)
        cells += len(values)
        if cells > _MOST_CELLS:
            return
        if any(values):
            yield "\t".join(values).rstrip("\t")


def _odf_about(package: zipfile.ZipFile) -> About:
    if "meta.xml" not in package.namelist():
        return About()
    found = {element.tag.rpartition("}")[2]: element.text for element in _tree(package, "meta.xml").iter()}
    return _about(found, ("initial-creator", "creator"), "generator", "creation-date", "date")


def _ooxml_about(package: zipfile.ZipFile) -> About:
    found: dict[str, str | None] = {}
    for name in ("docProps/core.xml", "docProps/app.xml"):
        if name in package.namelist():
            found |= {element.tag.rpartition("}")[2]: element.text for element in _tree(package, name).iter()}
    return _about(found, ("creator",), "Application", "created", "modified")


def _about(found: dict[str, str | None], authors: tuple[str, ...], producer: str, created: str, modified: str) -> About:
    author = next((text for name in authors if (text := line_of(found.get(name)))), None)
    made, changed = line_of(found.get(created)), line_of(found.get(modified))
    return About(
        *(line_of(found.get("title")), author, line_of(found.get(producer))),
        *(iso_of(made), made, iso_of(changed), changed),
    )


def _word(package: zipfile.ZipFile) -> Extraction:
    """DOCX: pages are made by whoever shows it, so it has none; what was deleted with changes tracked is not in its text."""
    blocks = list(_word_blocks(_tree(package, "word/document.xml")))
    for name in ("word/footnotes.xml", "word/endnotes.xml"):
        if name in package.namelist():
            blocks += _word_blocks(_tree(package, name))
    return finished([PageText(None, None, "\n\n".join(blocks))], about=_ooxml_about(package))


def _word_blocks(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_WORD}p":
            if text := _word_line(child).strip():
                yield text
        elif child.tag == f"{_WORD}tr":
            cells = [" ".join(_word_blocks(cell)) for cell in child.iter(f"{_WORD}tc")]
            if any(cells):
                yield "\t".join(cells)
        elif child.tag != f"{_WORD}del":
            yield from _word_blocks(child)


def _word_line(paragraph: Element) -> str:
    marks = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "-"}
    return "".join(
        marks.get(run.tag, run.text or "") for run in paragraph.iter() if run.tag in marks or run.tag == f"{_WORD}t"
    )


def _workbook(package: zipfile.ZipFile) -> Extraction:
    shared: list[str] = []
    if "xl/sharedStrings.xml" in package.namelist():
        for item in _tree(package, "xl/sharedStrings.xml").iter(f"{_SHEET}si"):
            shared.append("".join(part.text or "" for part in item.iter(f"{_SHEET}t")))
    targets = _targets(package, "xl/_rels/workbook.xml.rels", "xl/")
    pages = []
    for number, sheet in enumerate(_tree(package, "xl/workbook.xml").iter(f"{_SHEET}sheet"), start=1):
        target = targets.get(sheet.get(_RELATION) or "", "")
        rows = _sheet_rows(_tree(package, target), shared) if target in package.namelist() else iter(())
        pages.append(PageText(number, sheet.get("name"), "\n".join(rows)))
    return finished(pages, page_count=len(pages), about=_ooxml_about(package))


def _sheet_rows(sheet: Element, shared: list[str]) -> Iterator[str]:
    cells = 0
    for row in sheet.iter(f"{_SHEET}row"):
        values = [_cell(cell, shared) for cell in row.iter(f"{_SHEET}c")]
        cells += len(values)
        if cells > _MOST_CELLS:
            return
        if any(values):
            yield "\t".join(values).rstrip("\t")


def _cell(cell: Element, shared: list[str]) -> str:
    value = cell.findtext(f"{_SHEET}v") or ""
    if cell.get("t") == "s":
        return shared[int(value)].replace("\n", " ") if value.isdecimal() and int(value) < len(shared) else ""
    if cell.get("t") == "inlineStr":
        return "".join(part.text or "" for part in cell.iter(f"{_SHEET}t")).replace("\n", " ")
    return value


def _slides(package: zipfile.ZipFile) -> Extraction:
    targets = _targets(package, "ppt/_rels/presentation.xml.rels", "ppt/")
    listed = [
        targets.get(slide.get(_RELATION) or "", "")
        for slide in _tree(package, "ppt/presentation.xml").iter()
        if slide.tag.endswith("}sldId")
    ]
    pages = [
        PageText(number, None, "\n\n".join(_slide_blocks(_tree(package, name))) if name in package.namelist() else "")
        for number, name in enumerate(listed, start=1)
    ]
    return finished(pages, page_count=len(pages), about=_ooxml_about(package))


def _slide_blocks(slide: Element) -> Iterator[str]:
    for paragraph in slide.iter(f"{_DRAWING}p"):
        parts = (
            "\n" if part.tag == f"{_DRAWING}br" else part.text or "" for part in paragraph.iter() if part.tag in _RUNS
        )
        if text := "".join(parts).strip():
            yield text


_RUNS = frozenset({f"{_DRAWING}t", f"{_DRAWING}br"})


def _targets(package: zipfile.ZipFile, name: str, folder: str) -> dict[str, str]:
    """Parts of a package by the id under which another names them."""
    if name not in package.namelist():
        return {}
    found = {}
    for relation in _tree(package, name):
        target = relation.get("Target") or ""
        found[relation.get("Id") or ""] = (
            target.lstrip("/") if target.startswith("/") else re.sub(r"^\./", "", folder + target)
        )
    return found
