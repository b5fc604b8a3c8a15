"""Reads saved HTML files from disk and prints what stands on them; how a page is read is for articles."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from articles.saved import as_json, read_saved, saved_capture
from sites.errors import BadInput
from sites.registry import load_skeletons
from terminal.explain import explain_page
from terminal.tables import say

_PAGES = frozenset({".html", ".htm", ".xhtml", ".php", ".php3"})


def print_saved(paths: tuple[Path, ...], url: str | None, *, as_jsonl: bool) -> int:
    """Read each file, and in a folder each page; one JSON object a line, or an explanation each. 2 when one could not be
    opened: the others are read all the same."""
    if url is not None and (len(paths) > 1 or paths[0].is_dir()):
        raise BadInput("--url goes with one file")
    skeletons = load_skeletons()
    code = 0
    for path in _files(paths):
        try:
            data = path.read_bytes()
            saved_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        except OSError as error:
            print(f"fonds: {path}: {error.strerror or error}", file=sys.stderr)
            code = 2
            continue
        capture = saved_capture(data, str(path), saved_at, url)
        reading = read_saved(capture, skeletons)
        if as_jsonl:
            print(json.dumps(as_json(str(path), capture, reading), ensure_ascii=False))
        else:
            say(f"{path}: {capture.url}")
            explain_page(reading)
    return code


def _files(paths: tuple[Path, ...]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.suffix.lower() in _PAGES and p.is_file())
        else:
            yield path
