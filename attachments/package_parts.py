"""What readers of packages of XML share: a part parsed within bounds, rows as lines, what a package says of itself."""

import zipfile
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, XMLParser

from attachments.extraction import About, Unreadable, iso_of, line_of

MOST_UNFOLDED = 200 * 1024 * 1024
"""Bytes of one member of a package; the largest honest one seen has 12 MB."""
_MOST_CELLS = 2_000_000


def tree(package: zipfile.ZipFile, name: str) -> Element:
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


def row_lines(rows: Iterable[list[str]]) -> Iterator[str]:
    """Rows of a sheet as lines, cells parted by tabs; empty ones are left out, and what lies beyond two million cells."""
    cells = 0
    for values in rows:
        cells += len(values)
        if cells > _MOST_CELLS:
            return
        if any(values):
            yield "\t".join(values).rstrip("\t")


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
