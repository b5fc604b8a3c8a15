"""Sizes as SPIP states them and the bytes a stated size allows; where they are shown is left to the fronts."""

from __future__ import annotations

import re
from fractions import Fraction
from math import ceil, floor

from sample.truth import SampleFile
from sample.typography import NBSP

_UNITS = {"octets": 1, "ko": 1024, "Mo": 1024**2, "Go": 1024**3}
_STATED = re.compile(r"(?P<value>\d+(?:[.,]\d+)?)\s*(?P<unit>octets|ko|Mo|Go)")


def stated_size(file: SampleFile, *, rounds: bool) -> str:
    """The size as a page shows it; `rounds` is SPIP 3 (nearest tenth), else SPIP 2 (floor).

    A no-break space parts number and unit.
    """
    if file.stated:
        return NBSP.join(file.stated.split())
    if file.bytes < 1024:
        return f"{file.bytes}{NBSP}octets"
    # SPIP chooses the unit before it rounds: "1024 ko" does occur.
    unit, name = (1024, "ko") if file.bytes < 1024**2 else (1024**2, "Mo")
    return f"{_number(_tenth(Fraction(file.bytes, unit), rounds))}{NBSP}{name}"


def allowed_bytes(stated: str) -> range:
    """Every number of bytes that either rule, floor or round, would state so.

    >>> allowed_bytes("163.9 ko")
    range(167783, 167936)
    """
    match = _STATED.fullmatch(stated.strip())
    if match is None:
        raise ValueError(f"not a stated size: {stated!r}")
    value, unit = Fraction(match["value"].replace(",", ".")), _UNITS[match["unit"]]
    if unit == 1:
        return range(int(value), int(value) + 1)
    # Below its unit a size is stated in the smaller one, so the interval cannot start there.
    first = max(ceil((value - Fraction(1, 20)) * unit), unit)
    return range(first, ceil((value + Fraction(1, 10)) * unit))


def agrees(stated: str, size: int) -> bool:
    """Whether a stated size can stand for this number of bytes, by either of SPIP's rules."""
    return size in allowed_bytes(stated)


def recorded_bytes(file: SampleFile) -> int:
    """The size SPIP has in its database: that of the day the file was sent, as the stated one tells."""
    if file.stated is None or agrees(file.stated, file.bytes):
        return file.bytes
    allowed = allowed_bytes(file.stated)
    return allowed[len(allowed) // 2]


def _tenth(value: Fraction, rounds: bool) -> Fraction:
    return Fraction(floor(value * 10 + (Fraction(1, 2) if rounds else 0)), 10)


def _number(value: Fraction) -> str:
    return f"{float(value):.1f}".removesuffix(".0")
