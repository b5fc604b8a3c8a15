"""Dates as SPIP prints them in French; when anything was published is left to the truth."""

from __future__ import annotations

import datetime
from email.utils import format_datetime
from zoneinfo import ZoneInfo

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
    "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_PARIS = ZoneInfo("Europe/Paris")


def long_date(day: datetime.date) -> str:
    """`1er juin 2011`"""
    return f"{short_date(day, None)} {day.year}"


def full_date(day: datetime.date) -> str:
    """`mercredi 1er juin 2011`"""
    return f"{_DAYS[day.weekday()]} {long_date(day)}"


def short_date(day: datetime.date, rendered: int | None) -> str:
    """`1er juin` within the year of rendering (None: always so), `1er juin 2010` for any other year."""
    number = "1er" if day.day == 1 else str(day.day)
    words = f"{number} {_MONTHS[day.month - 1]}"
    return words if rendered in (None, day.year) else f"{words} {day.year}"


def partial_date(day: datetime.date, dated: str) -> str:
    """`juin 2011` or `2011` where SPIP holds no more, nothing where it holds none; else `16 juin 2011`."""
    if dated in ("month", "year"):
        return f"{_MONTHS[day.month - 1]} {day.year}" if dated == "month" else str(day.year)
    return "" if dated == "none" else long_date(day)


def slashed_date(day: datetime.date, dated: str = "day") -> str:
    """`01/06/2011`; of a partial date what PHP makes of month or day zero, which is the one before (reference §3.2)."""
    if dated == "none":
        return "30/11/-0001"
    return garbled(day, dated).strftime("%d/%m/%Y")


def garbled(day: datetime.date, dated: str) -> datetime.date:
    """The day that PHP makes of `2011-06-00` (31 May) or `2011-00-00` (30 November of the year before)."""
    if dated == "year":
        return datetime.date(day.year - 1, 11, 30)
    return day.replace(day=1) - datetime.timedelta(days=1) if dated == "month" else day


def first_day(day: datetime.date, dated: str) -> datetime.date:
    """The day that SPIP's ISO filter makes of a partial date: zeros count as one."""
    return day.replace(day=1, month=1 if dated == "year" else day.month) if dated in ("month", "year") else day


def utc_moment(day: datetime.date) -> str:
    """Local midnight in UTC: 16 June 2011 is printed 2011-06-15T22:00:00Z."""
    return midnight(day).astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def midnight(day: datetime.date) -> datetime.datetime:
    """Midnight in Paris that begins this day, aware."""
    return datetime.datetime.combine(day, datetime.time(), _PARIS)


def http_date(moment: datetime.datetime) -> str:
    """The moment as HTTP headers write it (RFC 9110 §5.6.7)."""
    return format_datetime(moment.astimezone(datetime.UTC), usegmt=True)
