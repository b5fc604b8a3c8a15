"""Reads OpenDocument (ODT, ODS, ODP) out of its package; opening that is for packages."""

import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from attachments.extraction import MOST_PAGES, About, Extraction, PageText, Unreadable, finished
from attachments.package_parts import Room, about_of, nearest, repeats, tree

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def read_open_document(package: zipfile.ZipFile) -> Extraction:
    """Text of an ODT, ODS or ODP. Unreadable when it has no body."""
    body = tree(package, "content.xml").find(f"{_OFFICE}body")
    kind = body[0] if body is not None and len(body) else None
    if kind is None:
        raise Unreadable("corrupt", "content.xml has no body")
    about, room = _about(package), Room()
    if kind.tag == f"{_OFFICE}spreadsheet":
        sheets = kind.findall(f"{_TABLE}table")
        pages = [
            PageText(n, sheet.get(f"{_TABLE}name"), "\n".join(room.lines(_rows(sheet, room))))
            for n, sheet in enumerate(sheets[:MOST_PAGES], 1)
        ]
        return finished(pages, page_count=len(sheets), about=about, warnings=room.warnings(len(sheets)))
    if kind.tag == f"{_OFFICE}presentation":
        slides = kind.findall(f"{_DRAW}page")
        pages = [PageText(n, None, "\n\n".join(_blocks(slide, room))) for n, slide in enumerate(slides[:MOST_PAGES], 1)]
        return finished(pages, page_count=len(slides), about=about, warnings=room.warnings(len(slides)))
    return finished([PageText(None, None, "\n\n".join(_blocks(kind, room)))], about=about, warnings=room.warnings())


def _blocks(element: Element, room: Room) -> Iterator[str]:
    """Paragraphs in order; a row of a table is one, its cells parted by tabs."""
    for child in element:
        if child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            if text := _line(child, room).strip():
                yield text
        elif child.tag == f"{_TABLE}table":
            yield from room.lines(_rows(child, room))
        elif child.tag not in (f"{_TEXT}tracked-changes", f"{_TEXT}table-of-content-source"):
            yield from _blocks(child, room)


def _line(element: Element, room: Room) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            parts.append(" " * repeats(child.get(f"{_TEXT}c")))
        elif child.tag == f"{_TEXT}tab":
            parts.append("\t")
        elif child.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif child.tag == f"{_TEXT}note":
            parts.append(f" [{' '.join(_blocks(child, room))}] ")
        elif child.tag.startswith(_DRAW):
            parts.append("\n".join(_blocks(child, room)))
        elif child.tag != f"{_OFFICE}annotation":
            parts.append(_line(child, room))
        parts.append(child.tail or "")
    return "".join(parts)


def _rows(table: Element, room: Room) -> Iterator[list[str]]:
    for row in nearest(table, f"{_TABLE}table-row"):
        values: list[str] = []
        for cell in row:
            if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                continue
            text = " ".join(_blocks(cell, room)).replace("\n", " ")
            values += [text] * repeats(cell.get(f"{_TABLE}number-columns-repeated"))
        yield values


def _about(package: zipfile.ZipFile) -> About:
    if "meta.xml" not in package.namelist():
        return About()
    found = {element.tag.rpartition("}")[2]: element.text for element in tree(package, "meta.xml").iter()}
    return about_of(found, ("initial-creator", "creator"), "generator", "creation-date", "date")
