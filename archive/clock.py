"""The present moment, given by the edge and never asked for within, and how ledger, records and other archives write a moment."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives the present moment, aware, UTC; passed in by the edge."""
_DIGITS = re.compile(r"[0-9]{14}")


def system_clock() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


def iso(moment: datetime) -> str:
    """ISO 8601 in UTC with microseconds and `Z`, a date of WARC 1.1 too (ISO 28500, 5.4). The moment must be aware.

    >>> iso(datetime(2009, 3, 12, 8, tzinfo=UTC)), iso(datetime(100, 1, 1, tzinfo=UTC))
    ('2009-03-12T08:00:00.000000Z', '0100-01-01T00:00:00.000000Z')
    """
    # Not by strftime: on Linux its %Y gives the year 100, which records of broken clocks name, three digits.
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def moment_of(digits: str) -> datetime:
    """The moment of 14 digits, UTC, as addresses and indexes of Wayback services and ARC files have it. ValueError for anything
    else.

    >>> moment_of("20140620083412").isoformat()
    '2014-06-20T08:34:12+00:00'
    """
    if _DIGITS.fullmatch(digits) is None:  # strptime alone takes fewer digits, and blanks among them
        raise ValueError(f"{digits[:20]!r} is no moment of 14 digits")
    return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
