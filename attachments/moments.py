"""Reads the times that files say of themselves, as the programs that wrote them word them, into ISO 8601."""

import re
from datetime import datetime

# PDF 1.7, 7.9.4: `D:20110616093000+02'00'`, where all behind the year may be missing. QuarkXPress 8 and mPDF leave `D:` out,
# others write blanks for zeros (`- 5' 0'`), one digit (`-5'00'`), an apostrophe too many, or zeros behind the Z.
_ZONE = r" *(?:(Z|UTC|GMT)[0' ]*|([+-]) ?(\d\d?)[':]? ?(\d\d?)?'*Z?)?'?"
_PACKED = re.compile(
    rf"(\d{{4}})(?:(\d\d)(?:(\d\d)(?:[T ]?(\d\d)(?:(\d\d)(?:(\d\d)(\.\d{{1,9}})?)?)?{_ZONE})?)?)?", re.ASCII
)
# Office formats write ISO 8601, cameras `2011:06:16 09:30:00`, others a stroke; whoever begins with the year goes on with the month.
_PARTED = re.compile(
    rf"(\d{{4}})(?:[-/.:](\d\d?)(?:[-/.:](\d\d?)(?:(?:T| +)(\d\d?)(?::(\d\d)(?::(\d\d)([.,]\d{{1,9}})?)?)?{_ZONE})?)?)?",
    re.ASCII,
)
# The words of C's `asctime`, as Ghostscript 7 wrote them: `Thu Jun 16 09:30:00 2011`, a name of the zone before the year.
_IN_WORDS = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d\d?) (\d\d:\d\d:\d\d) (?:[A-Z]{1,5} )?(\d{4})", re.ASCII)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], start=1
    )
}
# Distiller 3 counted years from 1900 and wrote 19 before them: `D:191010616093000` is of 2001. Poppler reads it so, too.
_AFTER_1999 = re.compile(r"19(1\d\d)(?=\d{10}(?!\d))", re.ASCII)
_MOST_HOURS = 14
"""The clock that is furthest from that of Greenwich, in the Line Islands."""


def iso_of(raw: str | None) -> str | None:
    """A time of a file's own data as ISO 8601, as precise as it is told; None where it is none, or the order of day and month
    is not sure (`05/03/2009`). Never raises. A zone that no clock has is left out: the rest is the time of the place.

    >>> iso_of("D:20110616093000+02'00'"), iso_of("D:20110616093000Z00'00'"), iso_of("2011-06-16 09:30:00")
    ('2011-06-16T09:30:00+02:00', '2011-06-16T09:30:00Z', '2011-06-16T09:30:00')
    >>> iso_of("D:2011"), iso_of("2009/3/5"), iso_of("Thu Jun 16 09:30:00 2011"), iso_of("D:191010616093000")
    ('2011', '2009-03-05', '2011-06-16T09:30:00', '2001-06-16T09:30:00')
    >>> iso_of("hier"), iso_of("D:20090231"), iso_of("05/03/2009")
    (None, None, None)
    """
    if not raw:
        return None
    told = raw.strip()
    is_of_pdf = told.startswith("D:")
    told = told.removeprefix("D:").strip()
    if told[:1].isalpha() and (words := _IN_WORDS.fullmatch(told)):
        told = f"{words[4]}-{_MONTHS.get(words[1], 0)}-{words[2]} {words[3]}"
    told = _AFTER_1999.sub(lambda year: str(1900 + int(year[1])), told, count=1) if told.startswith("19") else told
    first, second_form = (_PACKED, _PARTED) if is_of_pdf else (_PARTED, _PACKED)
    found = first.fullmatch(told) or second_form.fullmatch(told)
    if found is None or (len(told) == 6 and not is_of_pdf and told.isdecimal()):  # 110616 begins with the year, too
        return None
    year, month, day, hour, minute, second, fraction, *zone = found.groups()
    clock = f"{hour or 0:0>2}:{minute or 0:0>2}:{second or 0:0>2}"
    try:
        datetime.fromisoformat(f"{year}-{month or 1:0>2}-{day or 1:0>2}T{clock}")
    except ValueError:
        return None
    if not "1980" <= year < "2100":  # an empty field reads as 1601 or 0000
        return None
    if hour is None:
        return "-".join(f"{number:0>2}" for number in (year, month, day) if number is not None)
    told_so_far = 8 if second is not None else 5 if minute is not None else 2
    return f"{year}-{month:0>2}-{day:0>2}T{clock[:told_so_far]}{(fraction or '').replace(',', '.')}{_zone(*zone)}"


def _zone(universal: str | None, sign: str | None, hours: str | None, minutes: str | None) -> str:
    if universal:
        return "Z"
    if not sign or int(hours or 0) > _MOST_HOURS or int(minutes or 0) > 59:
        return ""
    return f"{sign}{hours:0>2}:{minutes or 0:0>2}"
