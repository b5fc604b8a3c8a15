"""What the words of a line with a day are worth as those of publication; where such lines stand is for dated_lines and day_places."""

import re

from articles.words.dates import begins_with_day, has_date, is_only_date, read_date
from articles.words.month_names import MONTH_NAMES, WEEKDAYS
from articles.words.sizes import has_size
from articles.words.skin_lines import CHANGED, NO_PUBLICATION, PERIOD, PUBLI, PUBLISHED, plain

SAID_OF_PUBLICATION = re.compile(r"publie|publication|mise? en ligne|\bparu")
"""In plain words; in any line, however long."""
_PART = re.compile(
    rf"{PUBLI}|\bposted\b|mise?s? en ligne|en ligne depuis|parution|\bcréation\b|cré[ée]{{1,2}}s? le",
    re.IGNORECASE,
)
_STEMS_OF_PART = ("publi", "posted", "en ligne", "parution", "cré")
_TOLD = re.compile(rf"{SAID_OF_PUBLICATION.pattern}|\bmise? a jour|\bmodifi|\bactualis")
OF_THIS_PAGE = re.compile(
    r"\barticle (?:publie|mis en ligne|paru|redige|ecrit) (?:le|par)\b"
    r"|(?:mise? a jour|modifi\w*) (?:de )?(?:cette|la|cet|l') ?(?:page|article|fiche)"
    r"|\b(?:page|article|fiche) (?:mise? a jour|modifiee?|actualisee?) (?:le\b|:)"
)
"""In plain words: the day of this page or of its change, not of the site."""
_CHANGE = re.compile(r"\b(?:(?:derniere? )?(?:mise? a jour|modifi\w*|actualis\w*|revis\w*|maj)|dernier ajout)\b")
_FOOT = re.compile(r"(?:repondre|reagir) a cet article|commenter cet article|\b(?:19|20)\d\d\W{1,4}dans \w")
"""In plain words: what blogs say on the line below a text, beside its day: answer it, in which section it stands."""
_LONGEST_FOOT = 200
_BY = re.compile(r"\b(?:par|por|by) [^.;:]{2,60}$|^(?:par|por|by) [^.,;:]{2,60},")
_WEEKDAY = re.compile(rf"^\W*(?:(?:{WEEKDAYS}),? )?(?:le )?")
_TODAY = re.compile(rf"\W*(?:nous sommes )?(?:le )?(?:{WEEKDAYS})\b")
_YEAR = re.compile(
    r"(?:article )?(?:publiee?|mise? en ligne|parue?) (?:en|le) (?P<year>(?:19|20)\d\d)\b(?! ?[-/.:]?\d)"
)
_BEGINS = frozenset("PpMmAa")
"""First letters of such a line: a glance that spares the rest."""
_SIGNS = re.compile(r"\s[|•·–—-]\s")
_SIGNED = re.compile(r"[a-z' -]{2,40}")
"""In plain words: place or service before the day that something is signed on."""
_SPOKEN = re.compile(r"(?:discours|allocution|intervention|declaration|communique|lettre|motion)\b[^.;:!?]{0,80}")
"""In plain words: what is dated by the day on which it was spoken or sent."""
_SHORT = 60
"""Characters of a line that may tell a day and hardly more."""
_COUNTS = re.compile(r"\bvisites? ?:? ?\d[\d ]*|\b\d[\d ]*visites?\b(?! depuis)")
"""How often an article was read, which says nothing of a day beside it."""
COUNTED = "fois|lectures?|visites?|vues?|commentaires?|messages?|reactions?"
"""Alternatives of a regular expression, in plain words: what skins count of an article's readers."""
_HARDLY_MORE = 12
"""Characters beside a date and who wrote it."""
_UNFILTERED = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
_NO_DATE = re.compile(
    rf"\b(?:a )?\d{{1,2}} ?[h:] ?\d{{0,2}}\b|\b[\d ]{{1,7}} (?:{COUNTED})\b|"
    r"\bdernier ajout|\bnombre de (?:visites|lectures) ?: ?\d+|"
    r"\b(?:le|du|de|the|on|el|date|\d{1,4}(?:er|st|nd|rd|th)?|[a-z]{3,9}day|" + WEEKDAYS + r")\b|[\W_]|" + MONTH_NAMES
)


def year_of_publication(own: str) -> str | None:
    """The year that a line begins by giving for a publication, all that SPIP knows of some (`2006-00-00`); None: it gives none.

    >>> year_of_publication("Publié en 2006 – par Zoé"), year_of_publication("Publié le 2006"), year_of_publication("Publié le 20 mai 2006")
    ('2006', '2006', None)
    """
    begins = own.lstrip()[:1]
    found = _YEAR.match(plain(own)) if begins in _BEGINS and len(own) < _SHORT else None
    return found["year"] if found is not None else None


def tells_day(own: str) -> bool:
    """Whether a short line says when something was published, or begins with a day without its year."""
    if not 8 < len(" ".join(own.split())) < _SHORT:
        return False
    return PUBLISHED.search(plain(own)) is not None or begins_with_day(own)


def is_foot_of_article(text: str) -> bool:
    """Whether a line says when and where an article was published, and how to answer it.

    >>> is_foot_of_article("2 messages | Répondre à cet article | Le 7 avril 2007"), is_foot_of_article("Le 9 avril 2007, par Zoé")
    (True, False)
    """
    return len(text) < _LONGEST_FOOT and _FOOT.search(plain(text)) is not None


def is_day_alone(text: str) -> bool:
    """Whether a line says hardly more than a date and who wrote it; it may say neither."""
    words = _BY.sub("", plain(text))
    left = done = 0
    for found in _NO_DATE.finditer(words):
        left += found.start() - done
        done = found.end()
        if left >= _HARDLY_MORE:  # the rest of a sentence need not be looked at
            return False
    return left + len(words) - done < _HARDLY_MORE


def says_day_alone(text: str) -> bool:
    """Whether a line says a date, and hardly more but who wrote it.

    >>> says_day_alone("Le 3 mai 2012, par Zoé"), says_day_alone("par Zoé"), says_day_alone("الثلاثاء 13 آذار (مارس) 2007")
    (True, False, True)
    """
    return has_date(text) and is_day_alone(text)


def is_bare_day(text: str) -> bool:
    """Whether a line says one date, with the day of the week at most, and nothing else.

    >>> is_bare_day("Jeudi 12 mars 2009"), is_bare_day("le 12/03/2009"), is_bare_day("12 mars 2009, par Zoé"), is_bare_day("Jeudi")
    (True, True, False, False)
    """
    return is_only_date(_WEEKDAY.sub("", plain(text), count=1))


def is_signature(text: str) -> bool:
    """Whether a line names a place or a service and a day, as what is signed ends with it.

    >>> is_signature("Services techniques, 28 avril 2004"), is_signature("Valvire, le 3 mai 2012"), is_signature("Bal, 3 mai 2012, 20 h")
    (True, True, False)
    """
    place, sign, day = text.strip(" .").partition(",")
    return bool(sign) and _SIGNED.fullmatch(plain(place)) is not None and is_bare_day(day)


def says_when_spoken(text: str) -> bool:
    """Whether a line says where and when the words that follow were spoken or written.

    >>> says_when_spoken("Discours de la ministre, La Combe, 21 juin 2003"), says_when_spoken("Valvire, le 3 mai 2012")
    (True, True)
    >>> says_when_spoken("Concert à La Combe, 21 juin 2003")
    False
    """
    place, sign, day = text.strip(" .()").rpartition(",")
    said = plain(place)
    is_place = day.strip().startswith("le ") and _SIGNED.fullmatch(said) is not None
    return bool(sign) and is_bare_day(day) and (is_place or _SPOKEN.fullmatch(said) is not None)


def begins_with_weekday(text: str) -> bool:
    """Whether a line begins with the day of the week, as that of the day does on which a skin made the page.

    >>> begins_with_weekday("mardi 9 octobre 2018"), begins_with_weekday("Nous sommes le mardi 9"), begins_with_weekday("9 octobre")
    (True, True, False)
    """
    return _TODAY.match(plain(text)) is not None


def is_day_parted(text: str) -> bool:
    """Whether a line says a date alone between signs, whatever stands beside these.

    >>> is_day_parted("Rubrique : Sport | 3 mai 2012"), is_day_parted("Conférence publique du 3 mai 2012")
    (True, False)
    """
    return any(map(says_day_alone, _SIGNS.split(text)))


def is_change_alone(text: str) -> bool:
    """Whether a line says the day of a change and hardly more, and nothing of the site.

    >>> is_change_alone("Dernière modification : 25/02/2020"), is_change_alone("Dernière mise à jour du site : 25/02/2020")
    (True, False)
    >>> is_change_alone("Dernier ajout : mercredi 12 mars 2008")
    True
    """
    words = plain(text)
    return "site" not in words and _CHANGE.search(words) is not None and is_day_alone(_CHANGE.sub("", words))


def change_alone_in(text: str) -> str | None:
    """The line that says the day of a change and hardly more, or the part of it between signs; None: it does not, or speaks of the site.

    >>> change_alone_in("Mise à jour : 12/10/2010 — Responsable : le secrétariat")
    'Mise à jour : 12/10/2010'
    >>> change_alone_in("Mise à jour du site : 12/10/2010 — Responsable : le secrétariat") is None
    True
    """
    if "site" in plain(text):
        return None
    return next((part for part in (text, *_SIGNS.split(text)) if has_date(part) and is_change_alone(part)), None)


def is_unfiltered(text: str) -> bool:
    """Whether a line is a moment as the database has it, as a skin without a filter behind `#DATE` prints it, and nothing else."""
    return _UNFILTERED.fullmatch(text.strip()) is not None


def is_whole_day(text: str) -> bool:
    """Whether a line says a day with its month and year, and hardly more.

    >>> is_whole_day("samedi 3 mars 2018 à 22h30min"), is_whole_day("Mars 2018"), is_whole_day("Le conseil municipal du 3 mars 2018")
    (True, False, False)
    """
    return says_day_alone(text) and len(read_date(text) or "") == len("2018-03-03")


def worth_of(text: str) -> float:
    """What the words before a date are worth: those of publication much, those of a change little, others less than nothing.

    >>> worth_of("Publié le 3 mai 2012"), worth_of("Surface : 140 m² Livraison : juin 2023")
    (5.0, -6.0)
    """
    score = 0.0
    published, changed = PUBLISHED.search(plain(text)), CHANGED.search(plain(text))
    if published and not (changed and changed.start() < published.start()):
        score += 5
    elif changed:
        score += 5 if OF_THIS_PAGE.search(plain(text)) else 1
    if is_unfiltered(text):
        score += 4
    if has_size(text):
        score -= 6  # the day a file was uploaded
    if _is_denied(_COUNTS.sub(" ", plain(text)), NO_PUBLICATION):
        score -= 6
    elif _is_denied(plain(text), PERIOD):
        score -= 3  # what the skin calls the article's date is that all the same: a consultation's first day
    return score


def _is_denied(words: str, by: re.Pattern[str]) -> bool:
    """Whether a line speaks of something else than publication; what stands behind `publié le 3 mai` or `mise à jour : 3 mai` takes
    nothing from that."""
    denial = by.search(words)
    if denial is None:
        return False
    told = _TOLD.search(words, 0, denial.start())
    return told is None or not has_date(words[told.start() : denial.start()])


def said_of_publication(text: str) -> str:
    """The part of a line that speaks of publication, where it names several days (`Rédaction : … ; Publication : …`).

    >>> said_of_publication("Last update: June 9, 2011 | First posted: June 7, 2011")
    'posted: June 7, 2011'
    >>> said_of_publication("République française, mis en ligne le 3 mai 2012")
    'mis en ligne le 3 mai 2012'
    >>> said_of_publication("Publicité et affichage publicitaire, publié le 3 mai 2012")
    'publié le 3 mai 2012'
    """
    lower = text.lower()
    if not any(stem in lower for stem in _STEMS_OF_PART):
        return text
    for found in _PART.finditer(text):
        if has_date(text[found.start() :]):
            return text[found.start() :]
    return text
