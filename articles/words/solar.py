"""Reads days of the Solar Hijri calendar, as sites in Persian print them, into ours; other calendars are for dates."""

import re
from datetime import date

_MONTHS = ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "ابان", "اذر", "دی", "بهمن", "اسفند"]
# The yeh of Arabic keyboards; letters as folding leaves them, without madda.
_NUMBER = {name: number for number, month in enumerate(_MONTHS, start=1) for name in (month, month.replace("ی", "ي"))}
_DAY = re.compile(rf"(?<!\d)(\d{{1,2}})\s+({'|'.join(_NUMBER)})\s+(?:ماه\s+)?([1۱][34۳۴]\d\d)(?!\d)")
_LETTER = re.compile("[\u0621-\u06d3]")
"""Of Arabic script, as all names of months have."""
_LONG_MONTHS = 6
"""Months of 31 days at the beginning of a year; the others have 30, the last 29 but in leap years."""
_DAYS_BEFORE = -356033
"""Brings the sum of days to that of `date.toordinal`: the first day of 1386 is 21 March 2007."""


def find_solar(plain: str) -> tuple[int, str | None] | None:
    """Place and value of the first such day in a folded text; None: there is none. The value is None where no calendar has the day.

    >>> find_solar("2 ابان 1386"), find_solar("۶ مهر ۱۳۸۶"), find_solar("31 مهر 1386"), find_solar("le 2 mai 1386")
    ((0, '2007-10-24'), (0, '2007-09-28'), (0, None), None)
    """
    found = None if plain.isascii() or _LETTER.search(plain) is None else _DAY.search(plain)
    if found is None:
        return None
    return found.start(), _ours(int(found[3]), _NUMBER[found[2]], int(found[1]))


def is_solar(plain: str) -> bool:
    """Whether a folded text is one such day and nothing else."""
    return _DAY.fullmatch(plain) is not None


def _ours(year: int, month: int, day: int) -> str | None:
    """A day in our calendar: leap years come eight times in 33 years, which holds for our centuries."""
    if not 1 <= day <= (31 if month <= _LONG_MONTHS else 30):
        return None
    cycles, rest = divmod(year + 1595, 33)
    before = 31 * (month - 1) if month <= _LONG_MONTHS else 30 * (month - 1) + _LONG_MONTHS
    days = 365 * (year + 1595) + 8 * cycles + (rest + 3) // 4
    return date.fromordinal(_DAYS_BEFORE + days + before + day).isoformat()
