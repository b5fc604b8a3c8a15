"""Reads saved HTML files from disk and prints what stands on them; how a page is read is for articles."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from archive.capture import Capture
from archive.ledger import StoredCapture
from articles.reading import Reading
from articles.saved import as_json, read_saved, saved_capture
from sites.errors import BadInput
from sites.registry import load_skeletons
from terminal.explain import print_explanation
from terminal.explain_html import write_page
from terminal.explanation import explanation
from terminal.tables import say

_PAGES = frozenset({".html", ".htm", ".xhtml", ".php", ".php3"})


def print_saved(paths: tuple[Path, ...], url: str | None, page: Path | None, *, as_jsonl: bool) -> int:
    """Read each file, and in a folder each page; one JSON object a line, or an explanation each. `page`: file that the
    explanation of one is written to as HTML. 2 when one could not be opened: the others are read all the same."""
    if (url is not None or page is not None) and (len(paths) > 1 or paths[0].is_dir()):
        raise BadInput("--url and --html go with one file")
    if page is not None and as_jsonl:
        raise BadInput("--html does not go with --jsonl")
    skeletons = load_skeletons()
    code = 0
    for path in _files(paths):
        try:
            capture = capture_of_file(path, url)
        except OSError as error:
            print(f"fonds: {path}: {error.strerror or error}", file=sys.stderr)
            code = 2
            continue
        reading = read_saved(capture, skeletons)
        if as_jsonl:
            print(json.dumps(as_json(str(path), capture, reading), ensure_ascii=False))
        else:
            show_reading(f"{path}: {capture.url}", reading, None, page)
    return code


def capture_of_file(path: Path, url: str | None) -> Capture:
    """A saved file as a capture of the day it was saved; OSError where it can't be read."""
    data = path.read_bytes()
    return saved_capture(data, str(path), datetime.fromtimestamp(path.stat().st_mtime, UTC), url)


def show_reading(heading: str, reading: Reading, stored: StoredCapture | None, page: Path | None) -> None:
    """Print the explanation of a reading, or write it to the file `page`."""
    blocks = explanation(reading, stored)
    if page is None:
        print_explanation(heading, blocks)
        return
    write_page(page, heading, blocks, reading.article.language if reading.article else None)
    say(f"{page}: written")


def _files(paths: tuple[Path, ...]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.suffix.lower() in _PAGES and p.is_file())
        else:
            yield path
