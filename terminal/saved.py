"""Reads saved HTML files from disk and prints what stands on them; how a page is read is for articles."""

import json
import os
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from archive.stored import StoredCapture
from articles.reading import Reading
from articles.saved import as_json, open_saved, read_saved
from articles.tree.page import Page
from database.holdings import FileFacts
from sites.errors import BadInput, FondsError, Unreadable
from sites.registry import lab_site, load_skeletons
from terminal.explain import print_explanation
from terminal.explain_html import write_page
from terminal.explanation import explanation
from terminal.tables import say

_PAGES = frozenset({".html", ".htm", ".xhtml", ".php", ".php3"})
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?=<).*?<(?:!doctype\s+html|html|head)[\s>]", re.IGNORECASE | re.DOTALL
)
"""How a page begins, whatever its file is called: `wget -r` writes `spip.php?article7`. Warnings of PHP may stand before it."""
_FIRST = 2048
"""Bytes looked at for it."""


def print_saved(paths: tuple[Path, ...], url: str | None, page: Path | None, *, as_jsonl: bool) -> int:
    """Read each file, and in a folder each page; one JSON object a line, or an explanation each. `page`: file that the
    explanation of one is written to as HTML. 2 when one could not be read, or a folder holds no page: the others are read
    all the same."""
    if page is not None and as_jsonl:
        raise BadInput("--html does not go with --jsonl")
    found = {path: _files(path) for path in paths}
    number = sum(map(len, found.values()))
    if (url is not None or page is not None) and number > 1:
        raise BadInput(f"--url and --html go with one file, not with {number}")
    skeletons = load_skeletons()
    code = 0
    for folder in (path for path, files in found.items() if not files):
        print(f"fonds: {shown(folder)}: no page of HTML in this folder", file=sys.stderr)
        code = 2
    for path in (file for files in found.values() for file in files):
        try:
            saved = page_of_file(path, url)
        except Unreadable as error:
            print(f"fonds: {error}", file=sys.stderr)
            code = 2
            continue
        reading = read_saved(saved, skeletons)
        if as_jsonl:
            print(json.dumps(as_json(shown(path), saved, reading), ensure_ascii=False))
        else:
            show_reading(f"{shown(path)}: {saved.url}", reading, page)
    return code


def page_of_file(path: Path, url: str | None) -> Page:
    """A saved file as a page of the day it was saved. `url`: the address it had, None: as it tells. Unreadable where the file
    cannot be read, BadInput where no page can have the address."""
    address = None if url is None else _usable(url)
    try:
        data = path.read_bytes()
        saved_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:
        raise Unreadable(f"{shown(path)}: no such file") from None
    except OSError as error:
        raise Unreadable(f"{shown(path)}: cannot be read: {error.strerror or error}") from None
    return open_saved(data, str(path), saved_at, address)


def _usable(url: str) -> str:
    """An address that was given, the name of its host as it is asked for (`é.fr` as `xn--9ca.fr`)."""
    try:
        host = urlsplit(url).netloc
        address = url if host.isascii() else url.replace(host, host.encode("idna").decode("ascii"), 1)
        lab_site(address, "saved")
    except (ValueError, FondsError):
        raise BadInput(f"--url {url}: no page can have this address; give one such as http://host/page") from None
    return address


def shown(path: Path) -> str:
    """A file name as text: bytes that are no UTF-8 as `\\xe9`, for no JSON can hold them."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def show_reading(
    heading: str,
    reading: Reading,
    page: Path | None,
    stored: StoredCapture | None = None,
    file: FileFacts | None = None,
) -> None:
    """Print the explanation of a reading, or write it to the file `page`; `stored`, `file`: what the archive knows of it."""
    blocks = explanation(reading, stored, file)
    if page is None:
        print_explanation(heading, blocks)
        return
    write_page(page, heading, blocks, reading.article.language if reading.article else None)
    say(f"{page}: written")


def _files(path: Path) -> list[Path]:
    """The file itself, or the pages in a folder, in order of name; with them folders that may not be looked into, to be told
    where they are read."""
    if not os.path.isdir(path):  # noqa: PTH112 - false, where Path.is_dir raises, in a folder that may not be looked into
        return [path]
    shut: list[Path] = []
    inside = [
        Path(root, name)
        for root, _, names in os.walk(path, onerror=lambda error: shut.append(Path(error.filename)))
        for name in names
    ]
    return sorted([*shut, *(file for file in inside if file.is_file() and _is_page(file))])


def _is_page(file: Path) -> bool:
    if file.suffix.lower() in _PAGES:
        return True
    try:
        with file.open("rb") as handle:
            return _HTML.match(handle.read(_FIRST).replace(b"\0", b"")) is not None  # no zeros: it may be UTF-16
    except OSError:
        return True  # to be told where it is read
