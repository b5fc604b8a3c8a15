"""Writes the explanation of a reading as one page of HTML that needs nothing else: no script, no picture, no link."""

import re
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree as ET

from articles.comparing import ParagraphChange
from sites.errors import BadInput
from terminal.explanation import Block, Lines, Rows, SideBySide

_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { border: 1px solid #999; padding: .3rem .5rem; text-align: left; vertical-align: top; }
th { overflow-wrap: normal; }
td { white-space: pre-wrap; min-width: 6rem; }
del { background: #fdd; } ins { background: #dfd; }
@media (max-width: 45rem) {
  body { margin: 1rem auto; }
  thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  table, tbody, tr, tbody th, td { display: block; }
  tr { border: 1px solid #999; margin-bottom: .5rem; }
  tbody th, td { border: 0; }
  td:empty { display: none; }
  td::before { content: attr(data-column) ": "; font-weight: bold; }
}
"""
# Characters that HTML forbids in a page, and halves of characters that no file can hold.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


_OWN_TITLE, _HEAD = b"<title>Reading of ", 4096
"""By what a page of ours is known, and in how many bytes of its beginning."""


def write_page(path: Path, heading: str, blocks: Iterable[Block], language: str | None) -> None:
    """Write the page to a file. `language`: ISO 639-1 of the texts shown, None: not known. BadInput where it can't be written, and
    where a file stands that is no such page: a slip of the keyboard must cost neither the page that was saved nor an archive."""
    try:
        if path.is_file() and path.stat().st_size and _OWN_TITLE not in path.read_bytes()[:_HEAD]:
            raise BadInput(f"{path}: is there already, and no explanation of a reading; give another name")
        path.write_text(page_of(heading, blocks, language), encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror or error}") from None


def page_of(heading: str, blocks: Iterable[Block], language: str | None) -> str:
    """The page as text."""
    spoken = {"lang": language} if language else {}
    html = ET.Element("html", {"lang": "en"})
    head = ET.SubElement(html, "head")
    ET.SubElement(head, "meta", {"charset": "utf-8"})
    ET.SubElement(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    _add(head, "title", f"Reading of {heading}")
    ET.SubElement(head, "style").text = _STYLE
    body = ET.SubElement(ET.SubElement(html, "body"), "main")
    _add(body, "h1", f"Reading of {heading}")
    for block in blocks:
        if block.title:
            _add(body, "h2", block.title)
        match block:
            case Lines(_, lines):
                for line in lines:
                    _add(body, "p", line)
            case Rows(_, columns, rows):
                table = _table(body, columns)
                for row in rows:
                    cells = ET.SubElement(table, "tr")
                    _add(cells, "th", row[0], {"scope": "row"})
                    for column, cell in zip(columns[1:], row[1:], strict=True):
                        _add(cells, "td", cell, {"data-column": column})
            case SideBySide(_, changes):
                sides = (("as published", "removed", "del"), ("clean", "added", "ins"))
                table = _table(body, [column for column, _, _ in sides])
                for change in changes:
                    cells = ET.SubElement(table, "tr")
                    for column, side, mark in sides:
                        _marked(ET.SubElement(cells, "td", {"data-column": column} | spoken), change, side, mark)
    return "<!DOCTYPE html>\n" + ET.tostring(html, encoding="unicode", method="html") + "\n"


def _add(parent: ET.Element, tag: str, text: str, attributes: dict[str, str] | None = None) -> None:
    ET.SubElement(parent, tag, attributes or {}).text = _FORBIDDEN.sub("\ufffd", text)


def _table(parent: ET.Element, columns: Iterable[str]) -> ET.Element:
    table = ET.SubElement(parent, "table")
    names = ET.SubElement(ET.SubElement(table, "thead"), "tr")
    for name in columns:
        ET.SubElement(names, "th", {"scope": "col"}).text = name
    return ET.SubElement(table, "tbody")


def _marked(cell: ET.Element, change: ParagraphChange, side: str, mark: str) -> None:
    """The words of one side; those that the other has not are marked."""
    last: ET.Element | None = None
    for piece in change.pieces:
        words = _FORBIDDEN.sub("\ufffd", piece.text)
        if piece.kind == side:
            last = ET.SubElement(cell, mark)
            last.text = words
        elif piece.kind == "same" and last is None:
            cell.text = (cell.text or "") + words
        elif piece.kind == "same" and last is not None:
            last.tail = (last.tail or "") + words
