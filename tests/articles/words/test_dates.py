"""Dates in the forms SPIP prints (reference 3.2)."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.words.dates import read_date

MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("16 juin 2011", "2011-06-16"),
        ("jeudi 16 juin 2011", "2011-06-16"),
        ("1er juin 2011", "2011-06-01"),
        ("1 er\u00a0juin\u00a02011", "2011-06-01"),
        ("16 juin 2011 à 14h05min", "2011-06-16"),
        ("publié le 3 FÉVRIER 2009, par la direction", "2009-02-03"),
        ("3 fevrier 2009", "2009-02-03"),
        ("3 fvrier 2009", "2009-02-03"),
        ("12 aot 2010", "2010-08-12"),
        ("12 déc. 2012", "2012-12-12"),
        ("mar. 13 mar. 2012", "2012-03-13"),
        ("14 aoû. 2005", "2005-08-14"),
        ("14-09-2006", "2006-09-14"),
        ("donderdag 3 mei 2012", "2012-05-03"),
        ("1 maart 2010", "2010-03-01"),
        ("Printemps 2012", "2012"),
        ("Stage de printemps 2012", None),
        ("05 - 21 - 2004", "2004-05-21"),
        ("5-03-2004", "2004-03-05"),
        ("05/21/2004", "2004-05-21"),
        ("21/13/2004", None),
        ("4 - 5 - 6 - 2004", None),
        ("le 2006-09-14-2", "2006-09-14"),
        ("juin 2011", "2011-06"),
        ("Juin 2011", "2011-06"),
        (" juin 2011", "2011-06"),
        ("2011", "2011"),
        ("16/06/2011", "2011-06-16"),
        ("Article Agenda 1/6/11", "2011-06-01"),
        ("1/6/95", "1995-06-01"),
        ("Publié le 5 mars 12", "2012-03-05"),
        ("5 mars 12, par la direction", "2012-03-05"),
        ("5 mars 12 par la direction", "2012-03-05"),
        ("5 mars 12 à 14h30", "2012-03-05"),
        ("5 mars '12", "2012-03-05"),
        ("5 mars ’12 et après", "2012-03-05"),
        ("1er mars 99.", "1999-03-01"),
        ("5 mars 12h30", None),
        ("5 mars 12 h 30", None),
        ("5 mars 12:30", None),
        ("5 mars 12-14 h", None),
        ("5 mars 12 élus", None),
        ("5 mars 02 99 12 34 56", None),
        ("mars 12", None),
        ("31 février 2012", None),
        ("2011-06-15T22:00:00Z", "2011-06-16"),
        ("2011-12-31T23:30:00Z", "2012-01-01"),
        ("2011-06-16T00:00:00+02:00", "2011-06-16"),
        ("2011-06-16 09:30:00", "2011-06-16"),
        ("2011-06-16", "2011-06-16"),
        ("2011-06-00", "2011-06"),
        ("2011-00-00", "2011"),
        ("0000-00-00", None),
        ("0000-00-00 00:00:00", None),
        ("0001-01-01", None),
        ("1970-01-01T00:00:00Z", None),
        ("30/11/-0001", None),
        ("31/02/2011", None),
        ("tél. 04 91 00 00 00", None),
        ("un cycle de 7 séminaires", None),
        ("mai", None),
        ("", None),
    ],
)
def test_forms(text: str, expected: str | None) -> None:
    assert read_date(text) == expected


def test_a_day_without_a_year_takes_that_of_the_rendering() -> None:
    assert read_date("16 juin", rendered=2016) == "2016-06-16"
    assert read_date("16 juin") is None


def test_an_instant_without_zone_is_utc_only_where_the_skin_says_so() -> None:
    assert read_date("2011-06-15T22:00:00") == "2011-06-15"
    assert read_date("2011-06-15T22:00:00", utc=True) == "2011-06-16"


@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)))
def test_every_day_in_every_form(day: date) -> None:
    iso = day.isoformat()
    first = "er" if day.day == 1 else ""
    assert read_date(f"{day.day}{first} {MONTHS[day.month - 1]} {day.year}") == iso
    assert read_date(f"{day:%d/%m/%Y}") == iso
    # Midnight in Paris is 22:00 or 23:00 of the day before in UTC.
    before = day - timedelta(days=1)
    assert read_date(f"{before.isoformat()}T23:00:00Z") == iso


@given(st.text(max_size=60))
def test_no_text_stops_it(text: str) -> None:
    value = read_date(text, utc=True, rendered=2011)
    assert value is None or re.fullmatch(r"\d{4}(?:-\d\d(?:-\d\d)?)?", value)
