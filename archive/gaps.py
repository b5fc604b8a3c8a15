"""Numbers of articles and sections that no address names yet, as addresses to be asked for; asking is for the spider."""

import sqlite3
from collections import Counter

_NUMBERED = """
SELECT url, identity, state FROM urls
WHERE kind = ? AND identity GLOB kind || '/[0-9]*' AND identity NOT GLOB '*[^a-z0-9/]*'"""
BEYOND = 10
"""Numbers asked for beyond the largest that is known: the last articles may be linked nowhere."""
MOST = 20_000
"""Addresses of each kind at most: SPIP numbers are dense, and one stray number of nine digits is not to cost a year."""
_HELD = ("fetched", "not-modified")


def unknown_numbers(db: sqlite3.Connection, kind: str) -> list[str]:
    """Addresses for the numbers of articles or sections (`kind`) from 1 to a little beyond the largest that was answered, that
    no known address has; in the form most addresses of this kind have. Empty where no number was ever answered."""
    known: set[int] = set()
    answered: set[int] = set()
    forms: Counter[tuple[str, str]] = Counter()
    for url, identity, state in db.execute(_NUMBERED, (kind,)):
        digits = identity.partition("/")[2]
        if not digits.isdecimal():
            continue
        number = int(digits)
        known.add(number)
        if state in _HELD:
            answered.add(number)
            before, found, after = url.rpartition(digits)
            if found:
                forms[before, after] += 1
    if not forms:
        return []
    (before, after), _ = forms.most_common(1)[0]
    missing = (number for number in range(1, _last(answered) + BEYOND + 1) if number not in known)
    return [f"{before}{number}{after}" for number, _ in zip(missing, range(MOST), strict=False)]


def _last(answered: set[int]) -> int:
    """The largest number that is no stray one: less than twenty times as many as were answered lie below it."""
    ordered = sorted(answered)
    return next(
        (number for place, number in reversed(list(enumerate(ordered, start=1))) if number <= 20 * place + 1000), 0
    )
