"""Looks at what is given to the file doors before anything is copied: whether it holds records, and of which hosts."""

import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from archive.container import Stretch, contents_of, unfold
from archive.naming import WITH_ANSWERS
from archive.record_answer import target_uri
from archive.salvage import salvage_records
from archive.warc_read import WarcRecord, is_one_piece
from sites.address import take_apart
from sites.errors import BadInput, NotAnArchive


def hosts_of(paths: tuple[Path, ...]) -> tuple[str, ...]:
    """Hosts of the site these files hold: the one with most pages, and its twin with or without `www.`.
    BadInput when none holds a page."""
    pages: Counter[str] = Counter()
    for path in paths:
        for record in _all_records(path):
            if record.field("WARC-Type") in WITH_ANSWERS:
                pages[take_apart(target_uri(record)).host] += b"html" in record.block[:2000].lower()
    return site_hosts(pages, paths)


def site_hosts(pages: Counter[str], paths: tuple[Path, ...]) -> tuple[str, ...]:
    """The host with most pages, and its twin with or without `www.` where it has pages too. BadInput when none has any."""
    ranked = [host for host, number in pages.most_common() if host and number]
    if not ranked:
        raise BadInput(f"{', '.join(map(shown, paths))}: no page in these files; nothing to make a site of")
    first = ranked[0]
    twin = first.removeprefix("www.") if first.startswith("www.") else f"www.{first}"
    return (first, twin) if twin in ranked else (first,)


def _all_records(path: Path) -> Iterator[WarcRecord]:
    """Records of a file that has not been copied yet."""
    with tempfile.TemporaryDirectory() as folder:
        for stretch in contents_of(path).stretches:
            file, part = path, stretch
            while part.is_packed or is_one_piece(file, part.start):
                target = Path(folder, f"{len(list(Path(folder).iterdir()))}.warc")
                unfold(file, part, target)
                file, part = target, Stretch("", 0, target.stat().st_size)
            for found in salvage_records(file, part.start, part.end):
                if isinstance(found, WarcRecord):
                    yield found


def check_file(path: Path) -> None:
    """NotAnArchive unless this is a file with at least one whole record, or one that must be unfolded first."""
    if not path.is_file():
        raise NotAnArchive(f"{path}: no such file")
    if len(path.name) > 150 or not path.name.isprintable():
        raise NotAnArchive(f"{path.name[:60]!a}: give the file a shorter, readable name")
    contents = contents_of(path)
    reason = "no member with records in it" if not contents.stretches else "empty"
    for stretch in contents.stretches:
        if stretch.is_packed or is_one_piece(path, stretch.start):
            return
        for found in salvage_records(path, stretch.start, stretch.end):
            if isinstance(found, WarcRecord):
                return
            reason = found.reason
    raise NotAnArchive(f"{path}: holds no WARC or ARC record: {reason}; give the file the crawler wrote")


def shown(path: Path | str) -> str:
    """A path as text that can be printed and stored: bytes that are no UTF-8, as old mirrors have them, as escapes.

    >>> shown("caf\\udce9.html")
    'caf\\\\xe9.html'
    """
    return os.fsencode(path).decode("utf-8", "backslashreplace")
