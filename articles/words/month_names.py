"""Names of months and days in the languages of SPIP sites, as regular expressions of plain text and as numbers: data of dates."""

from itertools import groupby
from operator import itemgetter

# French first, also without the entities of SPIP <= 2.1 (`fvrier`, `aot`); then Spanish, Catalan, Portuguese, Italian, English, German,
# Dutch and Arabic (without the marks that folding takes off), as the sites of other languages print them.
_MONTHS = (
    (
        "janvier",
        "janv",
        "jan",
        "enero",
        "gener",
        "janeiro",
        "gennaio",
        "january",
        "januar",
        "januari",
        "كانون الثاني",
        "يناير",
    ),
    (
        "fevrier",
        "fevr",
        "fev",
        "fvrier",
        "febrero",
        "febrer",
        "fevereiro",
        "febbraio",
        "february",
        "feb",
        "februar",
        "februari",
        "شباط",
        "فبراير",
    ),
    ("mars", "mar", "marzo", "marc", "marco", "march", "marz", "maerz", "maart", "اذار", "مارس"),
    ("avril", "avr", "abril", "aprile", "april", "apr", "abr", "نيسان", "ابريل"),
    ("mai", "mayo", "maig", "maio", "maggio", "may", "mei", "ايار", "مايو"),
    ("juin", "junio", "juny", "junho", "giugno", "june", "jun", "juni", "حزيران", "يونيو"),
    ("juillet", "juil", "julio", "juliol", "julho", "luglio", "july", "jul", "juli", "تموز", "يوليو"),
    ("aout", "aou", "aot", "agosto", "agost", "august", "augustus", "aug", "اب", "اغسطس"),
    ("septembre", "sept", "septiembre", "setembre", "setembro", "settembre", "september", "sep", "ايلول", "سبتمبر"),
    ("octobre", "oct", "octubre", "outubro", "ottobre", "october", "oktober", "تشرين الاول", "اكتوبر"),
    ("novembre", "nov", "noviembre", "novembro", "november", "تشرين الثاني", "نوفمبر"),
    (
        "decembre",
        "dec",
        "dcembre",
        "diciembre",
        "desembre",
        "dezembro",
        "dicembre",
        "december",
        "dezember",
        "كانون الاول",
        "ديسمبر",
    ),
)
STEMS = tuple({name[:3] for names in _MONTHS for name in names})
"""What every name begins with."""
MONTH_NUMBER = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
"""Number of a month, from 1, by its name in plain text."""
# By their first letters: at most places of a text none of twenty fits, where each of two hundred names would be tried.
ANY_MONTH = "|".join(
    f"{letter}(?:{'|'.join(sorted((name[1:] for name in names), key=len, reverse=True))})"
    for letter, names in groupby(sorted(MONTH_NUMBER), key=itemgetter(0))
)
"""Alternatives of a regular expression: all names."""
WEEKDAYS = (
    "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    "|lunes|martes|miercoles|jueves|viernes|sabado|domingo|(?:segunda|terca|quarta|quinta|sexta)-feira"
    "|dilluns|dimarts|dimecres|dijous|divendres|dissabte|diumenge"
    "|lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica"
    "|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    "|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
    "|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
    "|ال(?:احد|اثنين|ثلاثاء|اربعاء|خميس|جمعة|سبت)"
)
"""Alternatives of a regular expression, in the languages of the months."""
MONTH_NAMES = rf"\b(?:{ANY_MONTH})\b"
"""Regular expression of all names of months, lower case, without accents."""
