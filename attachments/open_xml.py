"""Reads Office Open XML (DOCX, XLSX, PPTX) out of its package; opening that is for packages."""

import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from attachments.extraction import MOST_PAGES, MOST_TEXT, About, Extraction, PageText, finished
from attachments.package_parts import Room, about_of, elements, nearest, tree

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# A paragraph within one is that of a text box.
_SIGNS = {"tab": "\t", "noBreakHyphen": "-", "br": "\n", "cr": "\n", "p": "\n"}
_MARKS = {f"{_WORD}{name}": sign for name, sign in _SIGNS.items()}
# What tracked changes took away, or to another place; and the words of a text box once more, for programs of before 2010.
_UNSHOWN = frozenset(
    {f"{_WORD}del", f"{_WORD}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
_MOST_STRINGS = 1_000_000
"""Strings of a workbook that are kept; to read so many takes two seconds."""
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
            cells = [" ".join(_word_blocks(cell)) for cell in nearest(child, f"{_WORD}tc")]
            if any(cells):
                yield "\t".join(cells)
        elif child.tag not in _UNSHOWN:
            yield from _word_blocks(child)


def _word_line(paragraph: Element) -> str:
    return "".join(
        _MARKS.get(run.tag, run.text or "") for run in _shown(paragraph) if run.tag in _MARKS or run.tag == f"{_WORD}t"
    )


def _shown(element: Element) -> Iterator[Element]:
    """What is below an element, in order, without what is not shown."""
    for child in element:
        if child.tag not in _UNSHOWN:
            yield child
            yield from _shown(child)


def read_workbook(package: zipfile.ZipFile) -> Extraction:
    """XLSX: a page a sheet, as many as the workbook lists; a part that two of them name is read for the first."""
    room = Room()
    shared = _shared_strings(package, room)
    targets = _targets(package, "xl/_rels/workbook.xml.rels", "xl/")
    sheets = list(tree(package, "xl/workbook.xml").iter(f"{_SHEET}sheet"))
    unread = set(package.namelist())
    pages = []
    for number, sheet in enumerate(sheets[:MOST_PAGES], start=1):
        target = targets.get(sheet.get(_RELATION) or "", "")
        rows = _sheet_rows(package, target, shared) if target in unread and not room.is_full else iter(())
        unread.discard(target)
        pages.append(PageText(number, sheet.get("name"), "\n".join(room.lines(rows))))
    return finished(pages, page_count=len(sheets), about=_about(package), warnings=room.warnings(len(sheets)))


def _shared_strings(package: zipfile.ZipFile, room: Room) -> list[str]:
    """The words that cells name by number. What lies behind as many as can be kept is left out, and the room full."""
    shared: list[str] = []
    signs = 0
    if "xl/sharedStrings.xml" in package.namelist():
        for item in elements(package, "xl/sharedStrings.xml", f"{_SHEET}si"):
            text = "".join(part.text or "" for part in item.iter(f"{_SHEET}t")).replace("\n", " ")
            signs += len(text)
            if len(shared) >= _MOST_STRINGS or signs > MOST_TEXT:
                room.is_cut = True
                break
            shared.append(text)
    return shared


def _sheet_rows(package: zipfile.ZipFile, name: str, shared: list[str]) -> Iterator[list[str]]:
    for row in elements(package, name, f"{_SHEET}row"):
        yield [_cell(cell, shared) for cell in row.iter(f"{_SHEET}c")]


def _cell(cell: Element, shared: list[str]) -> str:
    value = cell.findtext(f"{_SHEET}v") or ""
    if cell.get("t") == "s":
        # Nine digits name more strings than any file has; of thousands Python makes no number at all.
        number = int(value) if value.isdecimal() and len(value) < 10 else len(shared)
        return shared[number] if number < len(shared) else ""
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
    pages, unread = [], set(package.namelist())
    for number, name in enumerate(listed[:MOST_PAGES], start=1):
        blocks = _slide_blocks(tree(package, name)) if name in unread else iter(())
        unread.discard(name)
        pages.append(PageText(number, None, "\n\n".join(blocks)))
    return finished(pages, page_count=len(listed), about=_about(package), warnings=Room().warnings(len(listed)))


def _slide_blocks(slide: Element) -> Iterator[str]:
    for paragraph in (one for one in _shown(slide) if one.tag == f"{_DRAWING}p"):
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
