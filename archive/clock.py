"""The present moment, given by the edge and never asked for within, and how a moment is written in ledger and records."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives the present moment, aware, UTC; passed in by the edge."""


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
