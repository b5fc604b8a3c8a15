"""The timeline: years, the months of a year, the articles of a month."""

import re
import sqlite3

from publication.french import fold
from publication.site.home import UNDATED
from publication.site.listing import Listing, list_articles
from publication.site.page import Absent, Asked, Crumb, Page
from publication.site.tally import bars, totals
from publication.site.wording import MONTHS

UNDATED_ADDRESS = "/chronologie/sans-date"
_MONTHS = [fold(name) for name in MONTHS]
_TYPED_DATE = re.compile(
    rf"\b(?:(?:[0-3]?\d[/.-])?(?P<number>[01]?\d)[/.-]|(?P<name>{'|'.join(_MONTHS)})\s+)(?P<year>(?:19|20)\d\d)\b"
    r"|\b(?P<first>(?:19|20)\d\d)-(?P<second>[01]?\d)\b"
)

# Rows stand in order of date, so a time is a range of row numbers; the index on dates gives its ends.
FIRST, LAST = (
    f"""
SELECT id FROM articles WHERE published_on >= :start AND published_on < :start || '~'
ORDER BY published_on {order}, id {order} LIMIT 1"""
    for order in ("ASC", "DESC")
)


def timeline_page(db: sqlite3.Connection, _asked: Asked) -> Page:
    """All years with their numbers."""
    years = totals(db, "year")
    undated = years.pop(UNDATED, 0)
    return Page(
        template="timeline.html",
        title="Chronologie",
        canonical="/chronologie",
        current="/chronologie",
        description="Les articles de l’archive, par année et par mois de publication.",
        context={
            "years": bars([(year, number, f"/chronologie/{year}") for year, number in sorted(years.items())]),
            "undated": undated,
            "undated_address": UNDATED_ADDRESS,
        },
    )


def year_page(db: sqlite3.Connection, asked: Asked) -> Page | Absent:
    """A year: its months, and its articles newest first."""
    year = asked.named["year"]
    years = sorted(set(totals(db, "year")) - {UNDATED})
    if year not in years:
        return Absent(f"L’archive n’a aucun article daté de {year}.")
    by_month = {month: number for month, number in totals(db, "month").items() if month.startswith(f"{year}-")}
    months = [f"{year}-{number:02}" for number in range(1, 13)]
    place = years.index(year)
    return Page(
        template="year.html",
        title=f"Année {year}",
        canonical=f"/chronologie/{year}",
        current="/chronologie",
        description=f"Les articles publiés en {year}, mois par mois.",
        context={
            "year": year,
            "crumbs": [Crumb("Chronologie", "/chronologie")],
            "months": bars(
                [
                    (name, by_month.get(month, 0), _month_link(month).address if month in by_month else None)
                    for name, month in zip(MONTHS, months, strict=True)
                ]
            ),
            "before": years[place - 1] if place else None,
            "after": years[place + 1] if place + 1 < len(years) else None,
            "listing": _listing(db, asked, year),
            "is_first": not asked.query,
        },
    )


def month_page(db: sqlite3.Connection, asked: Asked) -> Page | Absent:
    """A month: its articles newest first."""
    month = f"{asked.named['year']}-{asked.named['month']}"
    by_month = totals(db, "month")
    if month not in by_month:
        return Absent("L’archive n’a aucun article daté de ce mois.")
    months = sorted(by_month)
    place = months.index(month)
    return Page(
        template="month.html",
        title=_month_words(month).capitalize(),
        canonical=f"/chronologie/{month.replace('-', '/')}",
        current="/chronologie",
        description=f"Les articles publiés en {_month_words(month)}.",
        context={
            "month": month,
            "words": _month_words(month),
            "number": by_month[month],
            "crumbs": [
                Crumb("Chronologie", "/chronologie"),
                Crumb(month[:4], f"/chronologie/{month[:4]}"),
            ],
            "before": _month_link(months[place - 1]) if place else None,
            "after": _month_link(months[place + 1]) if place + 1 < len(months) else None,
            "listing": _listing(db, asked, month),
        },
    )


def undated_page(db: sqlite3.Connection, asked: Asked) -> Page | Absent:
    """Articles whose page shows no date."""
    number = totals(db, "year").get(UNDATED, 0)
    if not number:
        return Absent("Tous les articles de l’archive portent une date.")
    return Page(
        template="undated.html",
        title="Articles sans date",
        canonical=UNDATED_ADDRESS,
        current="/chronologie",
        context={
            "number": number,
            "crumbs": [Crumb("Chronologie", "/chronologie")],
            "listing": list_articles(db, asked, "a.published_on IS NULL", {}),
        },
    )


def typed_month(db: sqlite3.Connection, typed: str) -> Crumb | None:
    """The page of the month that a typed date names, as `5 mars 2008`, `05/03/2008` or `2008-03-05`; None: no date, or no article."""
    found = _TYPED_DATE.search(fold(typed))
    if found is None:
        return None
    year = found["year"] or found["first"]
    number = found["number"] or found["second"] or str(_MONTHS.index(found["name"]) + 1)
    month = f"{year}-{int(number):02}"
    return _month_link(month) if month in totals(db, "month") else None


def _listing(db: sqlite3.Connection, asked: Asked, start: str) -> Listing:
    first, last = (db.execute(statement, {"start": start}).fetchone()["id"] for statement in (FIRST, LAST))
    return list_articles(db, asked, rows=(first - 1, last + 1))


def _month_words(month: str) -> str:
    return f"{MONTHS[int(month[5:]) - 1]} {month[:4]}"


def _month_link(month: str) -> Crumb:
    return Crumb(_month_words(month), f"/chronologie/{month.replace('-', '/')}")
