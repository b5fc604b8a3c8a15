"""Reads Office Open XML (DOCX, XLSX, PPTX) out of its package; opening that is for packages."""

import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from attachments.extraction import About, Extraction, PageText, finished
from attachments.package_parts import about_of, row_lines, tree

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RUNS = frozenset({f"{_DRAWING}t", f"{_DRAWING}br"})


def read_word(package: zipfile.ZipFile) -> Extraction:
    """DOCX: pages are made by whoever shows it, so it has none; what was deleted with changes tracked is not in its text."""
    blocks = list(_word_blocks(tree(package, "word/document.xml")))
    for name in ("word/footnotes.xml", "word/endnotes.xml"):
        if name in package.namelist():
            blocks += _word_blocks(tree(package, name))
    return finished([PageText(None, None, "\n\n".join(blocks))], about=_about(package))


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


def read_workbook(package: zipfile.ZipFile) -> Extraction:
    """XLSX: a page a sheet, as many as the workbook lists."""
    shared: list[str] = []
    if "xl/sharedStrings.xml" in package.namelist():
        for item in tree(package, "xl/sharedStrings.xml").iter(f"{_SHEET}si"):
            shared.append("".join(part.text or "" for part in item.iter(f"{_SHEET}t")))
    targets = _targets(package, "xl/_rels/workbook.xml.rels", "xl/")
    pages = []
    for number, sheet in enumerate(tree(package, "xl/workbook.xml").iter(f"{_SHEET}sheet"), start=1):
        target = targets.get(sheet.get(_RELATION) or "", "")
        rows = _sheet_rows(tree(package, target), shared) if target in package.namelist() else iter(())
        pages.append(PageText(number, sheet.get("name"), "\n".join(row_lines(rows))))
    return finished(pages, page_count=len(pages), about=_about(package))


def _sheet_rows(sheet: Element, shared: list[str]) -> Iterator[list[str]]:
    for row in sheet.iter(f"{_SHEET}row"):
        yield [_cell(cell, shared) for cell in row.iter(f"{_SHEET}c")]


def _cell(cell: Element, shared: list[str]) -> str:
    value = cell.findtext(f"{_SHEET}v") or ""
    if cell.get("t") == "s":
        return shared[int(value)].replace("\n", " ") if value.isdecimal() and int(value) < len(shared) else ""
    if cell.get("t") == "inlineStr":
        return "".join(part.text or "" for part in cell.iter(f"{_SHEET}t")).replace("\n", " ")
    return value


def read_slides(package: zipfile.ZipFile) -> Extraction:
    """PPTX: a page a slide, in the order in which they are shown."""
    targets = _targets(package, "ppt/_rels/presentation.xml.rels", "ppt/")
    listed = [
        targets.get(slide.get(_RELATION) or "", "")
        for slide in tree(package, "ppt/presentation.xml").iter()
        if slide.tag.endswith("}sldId")
    ]
    pages = [
        PageText(number, None, "\n\n".join(_slide_blocks(tree(package, name))) if name in package.namelist() else "")
        for number, name in enumerate(listed, start=1)
    ]
    return finished(pages, page_count=len(pages), about=_about(package))


def _slide_blocks(slide: Element) -> Iterator[str]:
    for paragraph in slide.iter(f"{_DRAWING}p"):
        parts = (
            "\n" if part.tag == f"{_DRAWING}br" else part.text or "" for part in paragraph.iter() if part.tag in _RUNS
        )
        if text := "".join(parts).strip():
            yield text


def _targets(package: zipfile.ZipFile, name: str, folder: str) -> dict[str, str]:
    """Parts of a package by the id under which another names them."""
    if name not in package.namelist():
        return {}
    found = {}
    for relation in tree(package, name):
        target = relation.get("Target") or ""
        found[relation.get("Id") or ""] = (
            target.lstrip("/") if target.startswith("/") else re.sub(r"^\./", "", folder + target)
        )
    return found


def _about(package: zipfile.ZipFile) -> About:
    found: dict[str, str | None] = {}
    for name in ("docProps/core.xml", "docProps/app.xml"):
        if name in package.namelist():
            found |= {element.tag.rpartition("}")[2]: element.text for element in tree(package, name).iter()}
    return about_of(found, ("creator",), "Application", "created", "modified")
