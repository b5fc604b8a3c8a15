"""The present moment, given by the edge and never asked for within, and how ledger, records and other archives write a moment."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

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


def http_date(text: str) -> datetime | None:
    """The moment that a header of HTTP gives (RFC 9110, 5.6.7), aware, in its own zone or UTC where it names none; None: it gives
    none that the calendar has.

    >>> http_date("Fri, 20 Jun 2014 08:34:12 GMT"), http_date("Fri, 20 Jun 2014 08:34:12 +" + "9" * 100), http_date("demain")
    (datetime.datetime(2014, 6, 20, 8, 34, 12, tzinfo=datetime.timezone.utc), None, None)
    """
    try:
        moment = parsedate_to_datetime(text)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None  # the second: a year or zone of a hundred digits, the last night of 9999 in the west
    return moment


def moment_of(digits: str) -> datetime:
    """The moment of 14 digits, UTC, as addresses and indexes of Wayback services and ARC files have it. ValueError for anything
    else.

    >>> moment_of("20140620083412").isoformat()
    '2014-06-20T08:34:12+00:00'
    """
    if _DIGITS.fullmatch(digits) is None:  # strptime alone takes fewer digits, and blanks among them
        raise ValueError(f"{digits[:20]!r} is no moment of 14 digits")
    return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
