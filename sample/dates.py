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


def slashed_date(day: datetime.date) -> str:
    """`01/06/2011`"""
    return day.strftime("%d/%m/%Y")


def utc_moment(day: datetime.date) -> str:
    """Local midnight in UTC: 16 June 2011 is printed 2011-06-15T22:00:00Z."""
    return midnight(day).astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def midnight(day: datetime.date) -> datetime.datetime:
    """Midnight in Paris that begins this day, aware."""
    return datetime.datetime.combine(day, datetime.time(), _PARIS)


def http_date(moment: datetime.datetime) -> str:
    """The moment as HTTP headers write it (RFC 9110 §5.6.7)."""
    return format_datetime(moment.astimezone(datetime.UTC), usegmt=True)
