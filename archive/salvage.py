"""Reads all WARC and ARC records of a stretch of a file in order, over damage to the next whole one; one record is for warc_read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from archive.warc_read import NEWLINES, Broken, WarcRecord, record_at
from sites.errors import NotAnArchive

_PIECE = 1024 * 1024
_START = re.compile(rb"\x1f\x8b\x08|WARC/[01]\.|\n[a-z]{2,8}:\S{1,3000} [0-9A-Fa-f.:]{3,45} \d{12,17} ")
_LONGEST_START = 4096
_MAX_SEARCH = 1024**3
"""Bytes that are read and unfolded in vain, in one file, to find the next record: some seconds' work. Real damage costs a
few records' worth; a file made of beginnings only could keep us for ever."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Bytes that no record could be made of."""

    offset: int
    """First of them."""
    length: int
    """How many, up to the next record or the end."""
    reason: str
    """Why the first of them is no record, in a few words."""


def salvage_records(path: Path, start: int = 0, end: int | None = None) -> Iterator[WarcRecord | Gap]:
    """All records of a stretch of a file in order, blocks untouched; where the bytes make no record, one Gap up to the next
    that do. NotAnArchive when the file can't be read."""
    try:
        stream = path.open("rb")
    except OSError as error:
        raise NotAnArchive(f"{path}: {error.strerror or error}") from error
    with stream:
        size = stream.seek(0, 2)
        stop = size if end is None else min(end, size)
        search = _Search(stream, stop)
        place = start
        while place < stop:
            try:
                record = record_at(stream, place, stop)
            except Broken as error:
                gap_start, reason = place, str(error)
                search.spend(error)
                found = search.next_record(place + 1)
                place = stop if found is None else found.offset
                if place > gap_start and not _is_blank(stream, gap_start, place):
                    yield Gap(gap_start, place - gap_start, reason + search.end_reason)
                if found is None:
                    return
                record = found
            yield record
            place = record.offset + record.length


class _Search:
    """Looks for records behind damage, up to a bound of work for the whole file."""

    def __init__(self, stream: BinaryIO, stop: int):
        self._stream, self._stop = stream, stop
        self._left = _MAX_SEARCH
        self.end_reason = ""
        """Said of the last gap, when the search was given up."""

    def spend(self, error: Broken) -> None:
        """Count what was done for a beginning that was none."""
        self._left -= error.cost

    def next_record(self, place: int) -> WarcRecord | None:
        """The first whole record that begins at `place` or after it; None: there is none, or it was given up."""
        for start in _likely_starts(self._stream, place, self._stop):
            if self._left <= 0:
                self.end_reason = f"; the search for records was given up at {start}, after {_MAX_SEARCH} bytes in vain"
                return None
            try:
                return record_at(self._stream, start, self._stop)
            except Broken as error:
                self.spend(error)
        return None


def _likely_starts(stream: BinaryIO, place: int, stop: int) -> Iterator[int]:
    while place < stop:
        first = max(place - 1, 0)  # a line of ARC is known by the line end before it
        stream.seek(first)
        piece = stream.read(min(_PIECE + _LONGEST_START, stop - first))
        for match in _START.finditer(piece):
            start = first + match.start() + (match[0][:1] == b"\n")
            if place <= start < place + _PIECE:
                yield start
        place += _PIECE


def _is_blank(stream: BinaryIO, start: int, stop: int) -> bool:
    """Whether there are only line ends there, as some writers leave at the end of a file."""
    stream.seek(start)
    return stop - start < 1024 and not stream.read(stop - start).strip(NEWLINES)
