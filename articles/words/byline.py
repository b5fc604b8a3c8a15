"""Reads the small lines beside a title and under a text: who wrote it, when it was first written."""

import re
from dataclasses import dataclass

from articles.words.dates import has_date, read_date
from articles.words.skin_lines import plain

_BY = re.compile(
    r"""(?:^|[\s,(|–-]) (?:par|by|por) \s*:?[ \xa0]+ (?P<names>\S.*)
    | (?:^|[\s(|–-]) \W* (?:auteur(?:e|s|es|\(s\))? | author(?:s|\(s\))? | autor(?:es)?) \s*:\s* (?P<listed>\S.*)""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words of the stock skeletons before the names (`par_auteur`), and the label that others print."""
_AFTER = re.compile(
    r"""\s*(?: [(|•·]
    | [,–-]?\s* \b(?:le|du|on|el)\s+(?:\w+\s+)?\d
    | [,—–-]?\s* \b(?:publi|cré+e?s?\ le\b|révis|modifi|mise?\s+[àa]\s+jour|mis\s+en\s+ligne|posté|dernière|popularit|date\b)
    | [,–-]?\s* \b(?:lun|mar|mercre|jeu|vendre|same)di\b | [,–-]?\s* \bdimanche\b
    | [,–-]?\s* \b(?:\d{1,2}[\s/.] | 1er\s+(?:jan|f|mar|avr|mai|jui|ao|sep|oct|nov|d[ée]c))
    | [,–-]?\s* \b(?:lu|vue?|consult[ée]e?)\s+\d ).*$""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
"""What stands behind the names on such a line."""
_WRITTEN = re.compile(
    r"""\(?\s* (?P<raw> dat[ea]\ de\ (?:r[ée]daction\ ant[ée]rieure|redac[cç][aã]o\ anterior) [ \xa0]*:?[ \xa0]*
    (?P<date>[^().;]{4,40}) ) \.?\s*\)?\.?""",
    re.IGNORECASE | re.VERBOSE,
)
_NO_NAMES = re.compile(r"(?:arrêté|décret|décision|délibération|ordonnance|circulaire|courrier|lettre|voie|loi)s?\b")
"""What an editor writes behind `par` of a day (`Par arrêté du 3 mai 2012`)."""
_EDGES = " \xa0.,;:-–—"
_INITIAL = re.compile(r"(?<!\w)[A-ZÀ-Ý]\.$")
_MOST = 160
"""Characters: a longer text is no list of names."""


@dataclass(frozen=True, slots=True)
class Written:
    """An older date of writing that a page shows beside the date of publication (`date_redac`, reference 3.2)."""

    value: str
    """ISO 8601 at the precision shown."""
    raw: str
    """The words that say so, as published."""


def says_who(words: str) -> bool:
    """Whether a line begins by saying who wrote.

    >>> says_who("Par Jeanne Essai"), says_who("by Jane"), says_who("Parfois")
    (True, True, False)
    """
    return plain(words).startswith(("par ", "by ", "por "))


def names_in(text: str) -> str | None:
    """Names of the authors in a line, as published; None: it names none. What follows `par` counts; a line without it counts
    whole unless it holds a date.

    >>> names_in("jeudi 16 juin 2011, par Jeanne Essai, le service"), names_in("le service"), names_in("juin 2011")
    ('Jeanne Essai, le service', 'le service', None)
    >>> names_in("Publié par Jeanne Essai le 3 mai 2012"), names_in("Auteur : Jeanne Essai | 3 mai")
    ('Jeanne Essai', 'Jeanne Essai')
    >>> names_in("Paru le 18 janvier 2008 - Auteur(s) : Jeanne Essai, le bureau")
    'Jeanne Essai, le bureau'
    >>> names_in("Par Jeanne Essai, VENDREDI 4 MARS 2016"), names_in("par Jeanne Essai 1er mars 2016")
    ('Jeanne Essai', 'Jeanne Essai')
    >>> names_in("Par arrêté du 3 mai 2012")
    >>> names_in("3 mai 2012, par Groupe 1er degré"), names_in("Posté par la CRA - lu 612 fois")
    ('Groupe 1er degré', 'la CRA')
    >>> names_in("Page rédigée par Odile Essai, le prêt — créée le 3 mai 2015, révisée le 11 juin 2016")
    'Odile Essai, le prêt'
    """
    line = without_written(text)
    found = _BY.search(line)
    if found is None and (has_date(line) or re.search(r"\d{4}", line)):
        return None
    names = (found["names"] or found["listed"]) if found else line
    names = _AFTER.sub("", names).strip(_EDGES.replace(".", ""))
    names = names if _INITIAL.search(names) else names.rstrip(_EDGES)
    if _NO_NAMES.match(names):
        return None
    is_label = names.casefold() in ("par", "by", "por", "auteur", "auteurs", "author")
    return names if 1 < len(names) <= _MOST and not is_label and any(c.isalpha() for c in names) else None


def written_in(text: str) -> Written | None:
    """The older date of writing that a line tells; None: it tells none.

    >>> written_in("16 juin 2011, par X (Date de rédaction antérieure : 5 mars 2009).")
    Written(value='2009-03-05', raw='Date de rédaction antérieure : 5 mars 2009')
    """
    found = _WRITTEN.search(text) if "dat" in text.lower() else None
    value = read_date(found["date"]) if found else None
    return Written(value, found["raw"].strip()) if found and value else None


def says_written(text: str) -> bool:
    """Whether words may tell an older date of writing: a glance before `written_in`.

    >>> says_written("(Date de rédaction antérieure : 2009)"), says_written("Date de publication : 2009")
    (True, False)
    """
    return "antérieure" in text or "anterior" in text


def without_written(text: str) -> str:
    """A line without the older date of writing, so that this is not taken for that of publication.

    >>> without_written("16 juin 2011 (Date de rédaction antérieure : 2009).")
    '16 juin 2011'
    """
    return (_WRITTEN.sub("", text) if "dat" in text.lower() else text).strip()
