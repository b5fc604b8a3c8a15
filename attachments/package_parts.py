"""What readers of XML and of packages of it share: a part parsed within bounds, rows as lines, what a package says of itself."""

import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, XMLParser, iterparse
from xml.parsers.expat import ExpatError

from attachments.extraction import MOST_PAGES, MOST_TEXT, About, Unreadable, line_of
from attachments.moments import iso_of

MOST_UNFOLDED = 200 * 1024 * 1024
"""Bytes of one member of a package; the largest honest one seen has 12 MB."""
_MOST_CELLS = 2_000_000
_MOST_REPEATS = 64
"""How often a blank or a cell is written that says it is repeated; empty columns up to the edge of a sheet are a thousand."""
_ENTITIES = tuple("<!ENTITY".encode(charset) for charset in ("ascii", "utf-16-le", "utf-16-be"))
_NO_XML = (ParseError, ExpatError, LookupError, ValueError)
"""What expat raises, and Python for a charset that nobody knows (LookupError) or that has no table (ValueError)."""


class Room:
    """How much of the sheets of a workbook is still kept: two million cells and the signs of one file."""

    def __init__(self) -> None:
        self._cells = _MOST_CELLS
        self._signs = MOST_TEXT
        self.is_full = False
        """Whether nothing more is kept."""
        self.is_cut = False
        """Whether something was left out, so that the file is `too-long`."""

    def lines(self, rows: Iterable[list[str]]) -> Iterator[str]:
        """Rows as lines, cells parted by tabs, as long as there is room; empty ones are left out. What is in a row is counted
        before it is joined: a million cells may name one long string."""
        for values in rows:
            self._cells -= len(values)
            self._signs -= sum(map(len, values))
            if self._cells < 0 or self._signs < 0:
                self.is_full = self.is_cut = True
                return
            if any(values):
                yield "\t".join(values).rstrip("\t")

    def warnings(self, pages: int = 1) -> tuple[str, ...]:
        """As in Extraction, of a file of so many sheets or slides."""
        return ("too-long",) if self.is_cut or pages > MOST_PAGES else ()


def tree(package: zipfile.ZipFile, name: str) -> Element:
    """One part, parsed. Unreadable when it is no XML, unfolds too far, or has entities of its own: no office program writes any,
    bombs are made of them."""
    return parsed(_part(package, name), name)


def parsed(data: bytes, name: str = "it") -> Element:
    """XML as a tree. Unreadable when it is none, or has entities of its own."""
    _refuse_entities(data, name)
    parser = XMLParser()
    try:
        parser.feed(data)
        root: Element = parser.close()
    except _NO_XML as error:
        raise _broken(name, error) from error
    return root


def elements(package: zipfile.ZipFile, name: str, tag: str) -> Iterator[Element]:
    """The elements of one part that have this tag, each as it ends, and emptied behind it: whoever takes but the first does not
    hold the others. A sheet of 800,000 cells has room so, and as a tree had none. Unreadable as `tree`, as soon as it shows."""
    data = _part(package, name)
    _refuse_entities(data, name)
    try:
        for _, element in iterparse(BytesIO(data)):
            if element.tag == tag:
                yield element
                element.clear()
    except _NO_XML as error:
        raise _broken(name, error) from error


def nearest(element: Element, tag: str) -> Iterator[Element]:
    """The elements of this tag below one, in order, without those within another of them: rows of a table, not of one in it."""
    for child in element:
        if child.tag == tag:
            yield child
        else:
            yield from nearest(child, tag)


def repeats(told: str | None) -> int:
    """How often something stands there by an attribute, within bounds; once where it tells no number.

    >>> repeats("3"), repeats(None), repeats("x"), repeats("-1"), repeats("9" * 5000)
    (3, 1, 1, 1, 64)
    """
    digits = (told or "").strip()
    return min(int(digits[:9]), _MOST_REPEATS) if digits.isascii() and digits.isdecimal() else 1


def about_of(
    found: dict[str, str | None], authors: tuple[str, ...], producer: str, created: str, modified: str
) -> About:
    """What a package says of itself, by the names of its properties; the first of `authors` that says something counts."""
    author = next((text for name in authors if (text := line_of(found.get(name)))), None)
    made, changed = line_of(found.get(created)), line_of(found.get(modified))
    return About(
        *(line_of(found.get("title")), author, line_of(found.get(producer))),
        *(iso_of(made), made, iso_of(changed), changed),
    )


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as stream:
        data = stream.read(MOST_UNFOLDED + 1)
    if len(data) > MOST_UNFOLDED:
        raise Unreadable("corrupt", f"{name} unfolds to more than {MOST_UNFOLDED} bytes")
    return data


def _refuse_entities(data: bytes, name: str) -> None:
    if any(declared in data for declared in _ENTITIES):
        raise Unreadable("corrupt", f"{name} declares entities")


def _broken(name: str, error: Exception) -> Unreadable:
    return Unreadable("corrupt", f"the XML of {name} breaks off or is none: {error}")
