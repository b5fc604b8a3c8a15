"""Writes a ZIP with other bytes in some of its members, all else kept as it stands: order, names, dates, comments, other members."""

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from attachments.signatures import ZIP_TROUBLE

# APPNOTE 6.3.10, 4.3.7, 4.3.9, 4.3.12, 4.3.16.
_LOCAL, _CENTRAL, _END, _DESCRIPTOR = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"PK\x07\x08"
_IN_DESCRIPTOR = 0x08
_ZIP64 = 0xFFFFFFFF


class NotReplaced(Exception):
    """A ZIP that is laid out in a way that is not written here: members over each other, more than 4 GB, packed by rare methods."""


def with_members(payload: bytes, archive: zipfile.ZipFile, changed: Mapping[int, bytes]) -> bytes:
    """The same ZIP with these bytes in the members whose local heads stand at these places (`ZipInfo.header_offset`).

    `archive` is the same bytes, opened. NotReplaced when it is not laid out as most programs lay it out.
    """
    written, at = list[bytes](), 0
    moved = list[tuple[int, int]]()  # from here on, by so much
    figures = dict[int, tuple[int, int, int]]()
    for entry in sorted(archive.infolist(), key=lambda one: one.header_offset):
        if entry.header_offset not in changed:
            continue
        start = entry.header_offset
        made = changed[start]
        packed = _packed(made, entry.compress_type)
        try:
            flags, names, extra = struct.unpack_from("<6xH18xHH", payload, start)
        except struct.error as error:
            raise NotReplaced from error
        data = start + 30 + names + extra
        end = data + entry.compress_size
        if start < at or payload[start : start + 4] != _LOCAL or max(entry.file_size, end) >= _ZIP64:
            raise NotReplaced
        numbers = (zlib.crc32(made), len(packed), len(made))
        figures_told = payload[start + 14 : start + 26]
        if any(figures_told):
            figures_told = struct.pack("<III", *numbers)
        head = payload[start : start + 14] + figures_told + payload[start + 26 : data]
        tail = b""
        if flags & _IN_DESCRIPTOR:
            behind = end + 4 * (payload[end : end + 4] == _DESCRIPTOR)
            tail = payload[end:behind] + struct.pack("<III", *numbers)
            end = behind + 12
        written += [payload[at:start], head, packed, tail]
        figures[start] = numbers
        moved.append((end, len(head) + len(packed) + len(tail) - (end - start)))
        at = end
    if archive.start_dir < at:
        raise NotReplaced
    written += [payload[at : archive.start_dir], _directory(payload, archive, figures, moved)]
    whole = b"".join(written)
    _check(whole, archive, changed)
    return whole


def _packed(data: bytes, method: int) -> bytes:
    if method == zipfile.ZIP_STORED:
        return data
    if method != zipfile.ZIP_DEFLATED:
        raise NotReplaced
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def _directory(
    payload: bytes, archive: zipfile.ZipFile, figures: Mapping[int, tuple[int, int, int]], moved: list[tuple[int, int]]
) -> bytes:
    """The table at the end, with new figures and places."""
    table = bytearray(payload[archive.start_dir :])
    at = 0
    for entry in archive.infolist():  # in the order of the table
        if table[at : at + 4] != _CENTRAL or len(table) < at + 46:
            raise NotReplaced
        names, extra, words = struct.unpack_from("<HHH", table, at + 28)
        if entry.header_offset in figures:
            struct.pack_into("<III", table, at + 16, *figures[entry.header_offset])
        _add(table, at + 42, sum(by for begin, by in moved if begin <= entry.header_offset))
        at += 46 + names + extra + words
    if table[at : at + 4] != _END or len(table) < at + 22:  # ZIP64 has another end
        raise NotReplaced
    _add(table, at + 16, sum(by for _, by in moved))
    return bytes(table)


def _add(table: bytearray, at: int, by: int) -> None:
    (before,) = struct.unpack_from("<I", table, at)
    if before == _ZIP64 or not 0 <= before + by < _ZIP64:
        raise NotReplaced
    struct.pack_into("<I", table, at, before + by)


def _check(whole: bytes, archive: zipfile.ZipFile, changed: Mapping[int, bytes]) -> None:
    """Read again what was written: rather no file than one that does not open."""
    try:
        with zipfile.ZipFile(BytesIO(whole)) as made:
            for before, after in zip(archive.infolist(), made.infolist(), strict=True):
                if before.header_offset in changed and made.read(after) != changed[before.header_offset]:
                    raise NotReplaced
    except ZIP_TROUBLE as error:
        raise NotReplaced from error
