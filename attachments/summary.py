"""Reads what an OLE container (DOC, XLS, PPT) says of itself in its summary, [MS-OLEPS] 2.21; its text is for others.

olefile reads as many values of a list as a damaged number says: that took for ever, and cost the text of the file.
"""

import codecs
import struct
from datetime import UTC, datetime, timedelta

from attachments.extraction import About, line_of

# [MS-OLEPS] 2.25.1 and 2.15: numbers of the properties, and of the types of their values.
_CODE_PAGE, _TITLE, _AUTHOR, _CREATED, _SAVED, _PROGRAM = 1, 2, 4, 12, 13, 18
_SHORT, _WORDS, _WIDE_WORDS, _TIME = 2, 30, 31, 64
_MOST_PROPERTIES = 200
_CHARSETS = {1200: "utf-16-le", 10000: "mac-roman", 65001: "utf-8"}
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def about_of_summary(stream: bytes) -> About:
    """Title, author, program and times that the stream `SummaryInformation` tells; what is damaged in it is left out."""
    found = _properties(stream)
    charset = _charset(found.get((_CODE_PAGE, _SHORT), b""))

    def words(name: int) -> str | None:
        told, as_wide = found.get((name, _WORDS), b""), found.get((name, _WIDE_WORDS), b"")
        text = told.decode(charset, "replace") or as_wide.decode("utf-16-le", "replace")
        return line_of(text.partition("\0")[0])  # what fills the value behind its end was left there by the program

    created, saved = _moment(found.get((_CREATED, _TIME), b"")), _moment(found.get((_SAVED, _TIME), b""))
    return About(words(_TITLE), words(_AUTHOR), words(_PROGRAM), created, created, saved, saved)


def _properties(stream: bytes) -> dict[tuple[int, int], bytes]:
    """Values by number and type, as they stand in the first section; other types are passed over."""
    found = {}
    try:
        (section,) = struct.unpack_from("<I", stream, 44)
        (number,) = struct.unpack_from("<I", stream, section + 4)
        for place in range(min(number, _MOST_PROPERTIES)):
            name, offset = struct.unpack_from("<II", stream, section + 8 + 8 * place)
            at = section + offset
            kind, length = struct.unpack_from("<II", stream[at : at + 8].ljust(8, b"\0"))
            if kind in (_WORDS, _WIDE_WORDS):
                found[name, kind] = stream[at + 8 : at + 8 + length * (1 if kind == _WORDS else 2)]
            elif kind in (_SHORT, _TIME):
                found[name, kind] = stream[at + 4 : at + (6 if kind == _SHORT else 12)]
    except struct.error:  # it is cut; what was found before is there
        return found
    return found


def _charset(page: bytes) -> str:
    r"""Name of the charset that the property tells; Windows' own where it tells none that we know.

    >>> _charset((1250).to_bytes(2, "little")), _charset(b"\xe9\xfd"), _charset(b""), _charset(b"\x01\x00")
    ('cp1250', 'utf-8', 'cp1252', 'cp1252')
    """
    number = int.from_bytes(page, "little") or 1252
    name = _CHARSETS.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def _moment(ticks: bytes) -> str | None:
    """A FILETIME, tenths of a microsecond since 1601 in UTC, where it is of a year in which there were such files; an empty field
    reads as 1601."""
    try:
        told = _EPOCH + timedelta(microseconds=int.from_bytes(ticks, "little") // 10)
    except OverflowError:
        return None
    return told.strftime("%Y-%m-%dT%H:%M:%SZ") if 1980 < told.year < 2100 else None
