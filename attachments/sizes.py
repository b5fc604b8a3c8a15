"""Which byte counts a size printed on a page can stand for; what the file really weighs is known from its capture."""

import re
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

_KILO, _MEGA, _GIGA = 1024, 1024**2, 1024**3


@dataclass(frozen=True, slots=True)
class _Unit:
    """One unit as SPIP prints it."""

    factor: int
    """Bytes in one."""
    next_rounded: int | None
    """Under the rounding rule, sizes from here on are printed in the next unit; None: there is no larger one."""
    next_floored: int | None
    """The same under the flooring rule (up to SPIP 2.1), which knows no Go: big files stay in Mo."""
    floored: bool = True
    """Whether the flooring rule prints this unit at all."""


_UNITS = {
    "k": _Unit(_KILO, next_rounded=_MEGA, next_floored=_MEGA),
    "m": _Unit(_MEGA, next_rounded=_GIGA, next_floored=None),
    "g": _Unit(_GIGA, next_rounded=None, next_floored=None, floored=False),
}

# `163.9 ko`, `1,2 Mo`, `5 kio`, `164 KB`, `12 octets`; the blank is a no-break space on most pages. Thousands may be
# parted by a blank in sizes typed by hand. More digits are no size, and Python makes no number of some thousand.
_STATED = re.compile(
    r"\(?\s*(?P<whole>\d{1,3}(?:\s\d{3}){1,5}|\d{1,18})(?:[.,](?P<decimals>\d{1,18}))?\s*"
    r"(?P<unit>octets?|bytes?|o|b|(?P<prefix>[kmg])i?[ob])\s*\)?",
    re.IGNORECASE,
)


def stated_interval(stated: str) -> tuple[int, int] | None:
    """Smallest and largest byte count this printed size can stand for; None when the words are no size.

    SPIP cut to one decimal up to 2.1 and rounds half up since 3.0 (Go: two decimals); the version that printed a page
    is not known, so the interval is the union of both rules. An integer means `.0`: SPIP never prints a last zero.

    >>> stated_interval("163.9 ko")
    (167783, 167935)
    >>> stated_interval("12 octets")
    (12, 12)
    >>> stated_interval("PDF") is None
    True
    """
    found = _STATED.fullmatch(stated.strip())
    if found is None:
        return None
    whole = re.sub(r"\s", "", found["whole"])
    decimals = found["decimals"] or ""
    if found["prefix"] is None:
        # Nobody means a part of a byte: whatever `12.5 octets` is, it is no size.
        return None if decimals.strip("0") else (int(whole), int(whole))
    unit = _UNITS[found["prefix"].lower()]
    value = Fraction(f"{whole}.{decimals or 0}")
    shown = max(len(decimals), 2 if unit.factor == _GIGA else 1)
    step = Fraction(1, 10**shown)
    rounded = ((value - step / 2) * unit.factor, (value + step / 2) * unit.factor)
    floored = (value * unit.factor, (value + step) * unit.factor)
    rules = [(rounded, unit.next_rounded)] + ([(floored, unit.next_floored)] if unit.floored else [])
    inside = [_within(bounds, unit.factor, end) for bounds, end in rules]
    possible = [interval for interval in inside if interval is not None]
    if not possible:
        # `0.5 Mo` and `1500 ko` are printed by no SPIP; a person wrote them, and meant the value with its last digit.
        possible = [(max(ceil(low), 0), ceil(high) - 1) for (low, high), _ in rules]
    return min(low for low, _ in possible), max(high for _, high in possible)


def _within(bounds: tuple[Fraction, Fraction], least: int, end: int | None) -> tuple[int, int] | None:
    """Whole bytes from the first bound up to before the second, as far as SPIP uses this unit; None: none is left."""
    low = max(ceil(bounds[0]), least)
    high = ceil(bounds[1]) - 1
    if end is not None:
        high = min(high, end - 1)
    return (low, high) if low <= high else None


def agrees(stated: str | None, size: int | None) -> bool | None:
    """Whether a printed size can stand for this byte count; None when one of the two is not known or is no size."""
    interval = None if stated is None else stated_interval(stated)
    if interval is None or size is None:
        return None
    return interval[0] <= size <= interval[1]
