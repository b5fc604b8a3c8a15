"""Takes out of a picture where it was taken, with all words about it: the public sees the picture, not where somebody stood."""

import struct
from collections.abc import Iterator

from attachments.bare_pictures import bare

# Exif 2.32, 4.6: the directory of position data is named by tag 0x8825 of the first, that with the comment of whoever took the
# picture, and the maker's note, by 0x8769; XMP, part 3: in a TIFF it is tag 700; the
# description is 270, words of IPTC are 33723, those of Photoshop 34377, those of Windows 40091 to 40095.
_DIRECTORIES, _WORDS = (0x8825, 0x8769), (270, 700, 33723, 34377, *range(40091, 40096))
# Sizes of the types of values, in bytes.
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_TIFF = (b"II*\x00", b"MM\x00*")
_NEVER_PLACED = frozenset(("image/bmp", "image/svg+xml", "image/vnd.djvu", "image/x-djvu", "image/x.djvu"))


def without_place(payload: bytes) -> bytes:
    """The same picture without where it was taken; the very same object where nothing was to be taken out, or nothing could.

    A JPEG, PNG, GIF or WebP is rebuilt of what its points need. In a TIFF the position and
    what else says so in words are zeroed in place.
    """
    if payload.startswith(_TIFF):
        changed = bytearray(payload)
        empty_gps(changed)
        return payload if changed == payload else bytes(changed)
    made = bare(payload)
    return payload if made is None or made == payload else made


def can_lose_place(payload: bytes, media_type: str) -> bool:
    """Whether a file of this type can be published: it is no picture, can hold no place, or its place can be taken out."""
    if not media_type.startswith("image/") or media_type in _NEVER_PLACED or payload.startswith(_TIFF):
        return True
    return bare(payload) is not None


def empty_gps(data: bytearray | memoryview) -> None:
    """Zero the directory of position data of a TIFF, what else says the place in words, and the values they point to."""
    order = {b"II": "<", b"MM": ">"}[bytes(data[:2])]
    if len(data) < 8:
        return
    directory, seen = struct.unpack_from(f"{order}I", data, 4)[0], set[int]()
    while 0 < directory <= len(data) - 2 and directory not in seen:  # one a page
        seen.add(directory)
        for tag, kind, count, at in _entries(data, directory, order):
            first = struct.unpack_from(f"{order}I", data, at)[0]
            if tag in _DIRECTORIES:
                _empty_directory(data, first, order)
            elif tag in _WORDS and (size := _SIZES.get(kind, 1) * count) > 4:
                _zero(data, first, first + size)
        after = directory + 2 + 12 * int(struct.unpack_from(f"{order}H", data, directory)[0])
        if after + 4 > len(data):
            return
        directory = struct.unpack_from(f"{order}I", data, after)[0]


def _empty_directory(data: bytearray | memoryview, directory: int, order: str) -> None:
    entries = list(_entries(data, directory, order))
    for _, kind, count, value in entries:
        size = _SIZES.get(kind, 1) * count
        if size > 4:
            first = struct.unpack_from(f"{order}I", data, value)[0]
            _zero(data, first, first + size)
    if entries:
        _zero(data, directory + 2, directory + 2 + 12 * len(entries))


def _entries(data: bytearray | memoryview, directory: int, order: str) -> Iterator[tuple[int, int, int, int]]:
    """Tag, type, count and place of the value of each entry of a directory."""
    if directory > len(data) - 2:
        return
    (number,) = struct.unpack_from(f"{order}H", data, directory)
    for entry in range(directory + 2, min(directory + 2 + 12 * number, len(data) - 11), 12):
        tag, kind, count = struct.unpack_from(f"{order}HHI", data, entry)
        yield tag, kind, count, entry + 8


def _zero(data: bytearray | memoryview, start: int, end: int) -> None:
    end = min(end, len(data))
    if start < end:
        data[start:end] = bytes(end - start)
