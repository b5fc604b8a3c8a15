"""Reads the dates SPIP prints into ISO 8601 at the precision shown; where a date stands on a page is for others.

Forms follow reference 3.2 (core ecrire/inc/filtres_dates.php, lang/spip_fr.php).
"""

import re
import unicodedata
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from articles.words.month_names import ANY_MONTH, MONTH_NAMES, MONTH_NUMBER, STEMS, WEEKDAYS
from articles.words.solar import find_solar, is_solar

_PARIS = ZoneInfo("Europe/Paris")
_INDIC = dict(zip("٠١٢٣٤٥٦٧٨٩", "0123456789", strict=True))
"""Digits of Arabic; those of Persian are read by solar."""
_MAY_COMBINE = re.compile(r"[^\x00-\u02ff]")
"""Where Unicode has accents that are characters of their own, and what is beyond."""
_LONGEST_DAY = 16
"""Characters of a plain text between the beginning of a date and its month, at most (`31 er de mai`)."""
_LONGEST_SHOWN = 80
"""Characters of a line that shows one date and little else."""

_MONTH = re.compile(MONTH_NAMES)
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d\d)(?:-(\d\d))?(?!\d)")
_NUMERIC = re.compile(r"(?<![\d/])(\d{1,2})\s?[/.]\s?(\d{1,2})\s?[/.]\s?(\d{4}|\d\d)(?![\d/])")
_HYPHENS = re.compile(r"(?<![\d-])(?<!- )(\d\d?)(?: - |-)(\d\d?)(?: - |-)(\d{4})(?![\d-])")
# `2009/03/12`, `12 · 03 · 2009`: only whole days, for `2008/09` is a school year and `10 | 20 | 30` leads to other pages.
_SLASHED_ISO = re.compile(r"(?<![\d/])(\d{4})/(\d\d)/(\d\d)(?![\d/])")
_DOTTED = re.compile(r"(?<!\d)(\d\d)\s?[|·•]\s?(\d\d)\s?[|·•]\s?((?:19|20)\d\d)(?!\d)")
_WORDS = re.compile(
    rf"(?:(?<![\d.,])(\d{{1,2}})(?:\s*(?:er|st|nd|rd|th|º|\.))?(?:\s+(?:de\s+|d['’]|of\s+)?|-))?\b({ANY_MONTH})\b\.?,?(?:\s?\([^()]{{1,20}}\))?(?:\s+(?:de\s+|del\s+)?|-)(\d{{4}})(?!\d)"
)
# `octobre-novembre 2006`, an issue of a journal: from the first month on.
_MONTHS_OF = re.compile(rf"\b({ANY_MONTH})\b\.?\s?[-/–]\s?(?:{ANY_MONTH})\b\.?\s+(\d{{4}})(?!\d)")
_ENGLISH = re.compile(rf"\b({ANY_MONTH})\b\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,\s+(\d{{4}})(?!\d)")
# `5 mars 12`, `5 mars '12`: a year only where nothing follows that makes an hour or a number of it (`5 mars 12h30`, `12 élus`).
_SHORT_YEAR = re.compile(
    rf"(?<![\d.,])(\d{{1,2}})(?:\s*er)?\s+(?:de\s+)?({ANY_MONTH})\b\.?,?\s+"
    rf"(?:['’](\d\d)(?!\d)|(\d\d)(?=\s*(?:$|[;)\]|•·]|[,–-](?!\s*\d)|\.(?!\d)|(?:par|by)\b|a\s\d\d?\s?[h:]\s?\d\d)))"
)
# `printemps 2012` alone, as `saison_annee` prints it: the year is what is known. In a sentence it is no date.
_SEASON = re.compile(r"\W*(?:printemps|ete|automne|hiver)\s+(\d{4})\W*")
_WITH_YEAR = (_WORDS, _NUMERIC, _ISO, _HYPHENS, _ENGLISH, _SLASHED_ISO, _DOTTED, _SHORT_YEAR)
_YEARLESS = re.compile(rf"(?<![\d.,])(\d{{1,2}})(?:\s*er)?\s+({ANY_MONTH})\b")
_BEGINS_WITH_DAY = re.compile(rf"\W*(?:(?:le |el )?(?:{WEEKDAYS}) )?\d{{1,2}}(?: ?er)? (?:{ANY_MONTH})\b(?! ?\d)")
_YEAR = re.compile(r"(?:^|\bannee\s+|\ben\s+)((?:19|20)\d\d)\s*\.?$")

_LEAP_YEAR = 2012
"""A year in which each day there is may stand."""
_SEPARATED = re.compile(r"\d\s?[/.|·•-]\s?\d")
"""What every date in digits holds."""
_TWO_DIGITS = re.compile(r"\d\d")

# SPIP prints these where the field is empty (vider_date).
_NONE = frozenset({"0000-00-00", "0001-01-01", "1970-01-01"})


def read_date(text: str, *, utc: bool = False, rendered: int | None = None) -> str | None:
    """The first date in a text as `2011-06-16`, `2011-06` or `2011`; None where there is none.

    An instant with a zone, and with `utc` one without, is turned to Paris before its day is taken: `abbr.published`
    holds UTC, so the first ten characters of `2011-06-15T22:00:00Z` name the wrong day. A date without a year
    (`16 juin`, as `affdate_jourcourt` prints it) needs the year the page was made in.

    >>> read_date("2011-06-15T22:00:00Z"), read_date("le 1er février 2012"), read_date("Juin 2011"), read_date("sans")
    ('2011-06-16', '2012-02-01', '2011-06', None)
    >>> read_date("Dijous, 21 d’abril de 2016"), read_date("0 | 10 | 20"), read_date("2008/09")
    ('2016-04-21', None, None)
    >>> read_date("2009/03/12"), read_date("12 · 03 · 2009"), read_date("12-mars-2009")
    ('2009-03-12', '2009-03-12', '2009-03-12')
    """
    instant = _INSTANT.search(text)
    if instant:
        return _of_instant(instant[1], instant[2], instant[3] or ("Z" if utc else None))
    plain = _plain(text)
    found = [*_with_year(plain)]
    month = _first_month(plain)
    if month is not None and (m := _MONTHS_OF.search(plain, month)):
        found.append((m.start(), _iso(int(m[2]), MONTH_NUMBER[m[1]], 0)))
    if found:
        return next((value for _, value in sorted(found, key=_place) if value), None)
    if rendered is not None and (m := _YEARLESS.search(plain)):
        return _iso(rendered, MONTH_NUMBER[m[2]], int(m[1]))
    year = _YEAR.search(plain)
    return year[1] if year else None


@lru_cache(maxsize=256)  # whether there is a date is asked before which one
def _with_year(plain: str) -> tuple[tuple[int, str | None], ...]:
    """The first date of each form that has its year, in a text that is plain: where it stands and what it is, None for no day."""
    found: list[tuple[int, str | None]] = []
    if _TWO_DIGITS.search(plain) is None:
        return ()
    if _SEPARATED.search(plain) is not None:
        if m := _ISO.search(plain):
            found.append((m.start(), _iso(int(m[1]), int(m[2]), int(m[3] or 0))))
        if m := _NUMERIC.search(plain):
            found.append((m.start(), _in_digits(_full_year(m[3]), int(m[2]), int(m[1]))))
        if m := _SLASHED_ISO.search(plain):
            found.append((m.start(), _iso(int(m[1]), int(m[2]), int(m[3]))))
        if m := _DOTTED.search(plain):
            found.append((m.start(), _in_digits(int(m[3]), int(m[2]), int(m[1]))))
        if m := _HYPHENS.search(plain):
            found.append((m.start(), _in_digits(int(m[3]), int(m[2]), int(m[1]))))
    month = _first_month(plain)
    if month is not None:
        begin = max(0, month - _LONGEST_DAY)
        if m := _ENGLISH.search(plain, month):
            found.append((m.start(), _iso(int(m[3]), MONTH_NUMBER[m[1]], int(m[2]))))
        if m := _WORDS.search(plain, begin):
            found.append((m.start(), _iso(int(m[3]), MONTH_NUMBER[m[2]], int(m[1] or 0))))
        if m := _SHORT_YEAR.search(plain, begin):
            found.append((m.start(), _iso(_full_year(m[3] or m[4]), MONTH_NUMBER[m[2]], int(m[1]))))
    if m := _SEASON.fullmatch(plain):
        found.append((m.start(), m[1]))
    if (solar := find_solar(plain)) is not None:
        found.append(solar)
    return tuple(found)


@lru_cache(maxsize=256)
def _first_month(plain: str) -> int | None:
    """Where the first name of a month stands in a text; None: nowhere. To look for its first letters takes a tenth of the time that
    names take, and for a name alone a third of what each form with a day and a year takes."""
    found = _MONTH.search(plain) if any(stem in plain for stem in STEMS) else None
    return None if found is None else found.start()


def as_shown(value: str, words: str) -> str:
    """The date of an attribute, as the words beside it show it: SPIP's ISO filter writes the first day where month or day are not
    known, and some skins write the day of the last change beside `Publié le …`.

    >>> as_shown("2011-06-01", "juin 2011"), as_shown("2011-06-16", "juin 2011"), as_shown("2011-01-01", "2011")
    ('2011-06', '2011-06-16', '2011')
    >>> as_shown("2019-05-22", "Publié le 18 mai 2019"), as_shown("2019-05-06", "05/06/2019")
    ('2019-05-18', '2019-05-06')
    """
    shown = read_date(words) if len(words) < _LONGEST_SHOWN else None
    if shown is None or shown in (value, f"{value[:4]}-{value[8:]}-{value[5:7]}"):
        return value
    is_whole = len(shown) == len("2019-05-18")
    return shown if is_whole or value in (f"{shown}-01", f"{shown}-01-01") else value


def has_date(text: str) -> bool:
    """Whether a date with its year stands in a text."""
    return bool(_with_year(_plain(text)))


def is_only_date(text: str) -> bool:
    """Whether a text is one date with its year and nothing else.

    >>> is_only_date(" 11 octobre 2005"), is_only_date("(3/5/2012)"), is_only_date("mai 2005"), is_only_date("11 octobre 2005 à Arles")
    (True, True, True, False)
    >>> is_only_date("March 3, 2012"), is_only_date("2009/03/12"), is_only_date("5 mars 12"), is_only_date("2 آبان 1386")
    (True, True, True, True)
    """
    plain = _plain(text).strip(" ()[]-–—,;|.")
    return any(form.fullmatch(plain) for form in _WITH_YEAR) or is_solar(plain)


def begins_with_day(text: str) -> bool:
    """Whether a text begins with a day without its year.

    >>> begins_with_day("lundi 8 octobre | 12 commentaires"), begins_with_day("8 octobre 2018"), begins_with_day("le bus 8")
    (True, False, False)
    """
    return _BEGINS_WITH_DAY.match(_plain(text)) is not None


def is_impossible(text: str) -> bool:
    """Whether a text names a day that no calendar has, and no other. What SPIP prints for no date is none.

    >>> is_impossible("31 février 2012"), is_impossible("99/99/2012"), is_impossible("31 février"), is_impossible("31 mars 2012")
    (True, True, True, False)
    >>> is_impossible("0000-00-00"), is_impossible("sans date")
    (False, False)
    """
    if read_date(text, rendered=_LEAP_YEAR) is not None:
        return False
    plain = _plain(text)
    years = ((_ISO, 1), (_NUMERIC, 3), (_HYPHENS, 3), (_ENGLISH, 3), (_WORDS, 3))
    told = (m[group] for form, group in years if (m := form.search(plain)) is not None)
    return any(int(year) for year in told) or _YEARLESS.search(plain) is not None


def _place(found: tuple[int, str | None]) -> int:
    return found[0]


@lru_cache(maxsize=1024)
def _plain(text: str) -> str:
    """Lower case, without accents, no-break and other blanks plain."""
    folded = text.lower()
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", text).lower()
        for sign in set(_MAY_COMBINE.findall(folded)):
            folded = folded.replace(sign, "" if unicodedata.combining(sign) else _INDIC.get(sign, sign))
    return " ".join(folded.split())


def _full_year(digits: str) -> int:
    """`11` is 2011 and `95` is 1995, as SPIP reads them."""
    year = int(digits)
    return year if len(digits) == 4 else 2000 + year if year < 90 else 1900 + year


def _of_instant(day: str, time: str, zone: str | None) -> str | None:
    if day in _NONE:
        return None
    try:
        moment = datetime.fromisoformat(f"{day}T{time}{zone or ''}")
        if moment.tzinfo is not None:
            moment = moment.astimezone(UTC).astimezone(_PARIS)
    except (ValueError, OverflowError):
        return _iso(*map(int, day.split("-")))
    return _iso(moment.year, moment.month, moment.day)


def _in_digits(year: int, month: int, day: int) -> str | None:
    """The date of three numbers, the day first as French sites write it, but the month where only that makes a day (`05/21/2004`)."""
    return _iso(year, day, month) if month > 12 >= day else _iso(year, month, day)


def _iso(year: int, month: int, day: int) -> str | None:
    """ISO at the precision given, a zero meaning unknown; None for what no calendar has or SPIP means as none."""
    if not 1 <= year <= 2100 or f"{year:04}-{month:02}-{day:02}" in _NONE:
        return None
    if month == 0:
        return f"{year:04}"
    try:
        known = date(year, month, day or 1)
    except ValueError:
        return None
    return known.isoformat() if day else f"{year:04}-{month:02}"
