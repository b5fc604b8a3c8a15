"""Numbers that were counted when the snapshot was made, as rows of a table with bars beside them."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

TOTALS = "SELECT value, sum(number) FROM counts WHERE measure = ? GROUP BY value ORDER BY value"
BY_SITE = "SELECT site_id, sum(number) FROM counts WHERE measure = ? GROUP BY site_id"


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of such a table."""

    label: str
    """What is counted, in words."""
    number: int
    """How many."""
    address: str | None
    """Page that shows them; None: none does."""
    width: int
    """Length of the bar, 0 to 100."""


def totals(db: sqlite3.Connection, measure: str) -> dict[str, int]:
    """Numbers of all sites together, by value."""
    return {str(value): int(number) for value, number in db.execute(TOTALS, (measure,))}


def totals_by_site(db: sqlite3.Connection, measure: str) -> dict[str, int]:
    """Numbers of all values together, by site."""
    return {str(site): int(number) for site, number in db.execute(BY_SITE, (measure,))}


def bars(counted: Sequence[tuple[str, int, str | None]]) -> tuple[Bar, ...]:
    """Labels, numbers and addresses with the bars they get; what is not none gets a bar that can be seen.

    >>> [bar.width for bar in bars((("a", 200, None), ("b", 1, None), ("c", 0, None)))]
    [100, 1, 0]
    """
    most = max((number for _, number, _ in counted), default=0) or 1
    return tuple(Bar(label, number, address, -(-number * 100 // most)) for label, number, address in counted)
