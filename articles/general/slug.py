"""Compares words with the slug of a page's address, which SPIP makes of the title; which words are the title is for heading."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from articles.words.folding import Signs

_ENDING = re.compile(r"\.(?:html?|php3?)$", re.IGNORECASE)
_NO_SLUG = re.compile(r"(?:article|rubrique|breve|mot|auteur|index|spip|page|site)?\d*|sommaire")
_BY_NUMBER = re.compile(r"(?:^|&)(?:id_)?(?:article|rubrique|breve)=?\d")
"""A query that names the page: the path before it is a folder's (`/association-des-parents/?article12`)."""
_NO_LETTERS = re.compile(r"[\W_]+")
_LEAST = 8
"""Letters and digits of a slug that says something: shorter ones are names of folders and pages (`accueil`)."""
_CUT = 24
"""Letters and digits of a slug that may be the beginning of a title: SPIP cuts at 35 or 80 characters, between words."""
_MARK = re.compile(r"(?=[a-f]*\d)[0-9a-f]{4}")
"""HTTrack's mark of a query, which stands behind a slug (`Un-titree68f.html`)."""
_ADDED = re.compile(rf"{_MARK.pattern}|\d{{1,5}}")
"""What stands behind a slug: such a mark, or the number of an article whose slug another has."""
_TOLD = re.compile(
    r"[?&](?:u|url|link|href|canonicalUrl|body|text|status)=(?:[^&]{0,200}?(?:\s|%20))?(https?(?::|%3A)[^&\s]+)",
    re.IGNORECASE,
)
"""What a link to share a page holds of its address, behind a few words at most (`?text=Un titre http://…`)."""
_LIGATURES = Signs({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})
WHOLE, NUMBERED = 4.0, 3.8
"""Agreement of words that a slug was made of, all of them; where a number or mark stands behind them."""
SHORT, _DISTINCT = 2.4, 14
"""The same of fewer letters: less than a head that says other words, for an address may be called as the kind of article (`Entretien`)."""


def slug_in(url: str) -> str:
    """Letters and digits of the last part of an address's path, which with most schemes of SPIP is made of the title (reference 1.2);
    empty where it is a number, a page's name, a folder's or too short to tell anything.

    >>> slug_in("http://x.example/La-fete-de-l-ecole.html"), slug_in("http://x.example/article12.html")
    ('lafetedelecole', '')
    """
    try:
        parts = urlsplit(url)
    except ValueError:  # urllib says so of what is in brackets and no address
        return ""
    if _BY_NUMBER.search(parts.query) is not None:
        return ""
    last = unquote(parts.path).rstrip("/").rpartition("/")[2]
    letters = _letters(_ENDING.sub("", last))
    return "" if len(letters) < _LEAST or _NO_SLUG.fullmatch(letters) else letters


def shared_address(href: str) -> str:
    """The address that a link tells to others, as its query holds it; empty where it holds none.

    >>> shared_address("https://social.example/sharer.php?u=http%3A%2F%2Fh.example%2FLa-fete&t=x")
    'http://h.example/La-fete'
    """
    told = _TOLD.search(href) if "http" in href[8:] else None
    return unquote(told[1]) if told is not None else ""


def agreement_with(slug: str, text: str) -> float:
    """How far a slug (as `slug_in` gives it) agrees with words it may have been made of: 4 where it holds just them (2.4 if they are
    few), 3.8 where it holds them and a number, up to 3.5 where it is so long that SPIP may have cut it and they begin with it (the
    less, the further they go on), else 0.

    >>> agreement_with("lafetedelecole", "La fête de l’école"), agreement_with("lafetedelecole", "La fête de l’école, le 3 mai")
    (4.0, 0.0)
    >>> agreement_with("levaluationdelarechercheetleslistesde", "L’évaluation de la recherche et les listes de revues")
    3.44
    """
    letters = _letters(text) if slug and len(text) >= _LEAST else ""
    if len(letters) < _LEAST:
        return 0.0
    if slug.startswith(letters):
        if len(letters) < _DISTINCT:
            return SHORT if slug == letters else 0.0
        return WHOLE if slug == letters else NUMBERED if _ADDED.fullmatch(slug, len(letters)) is not None else 0.0
    cut = slug[:-4] if _MARK.fullmatch(slug, len(slug) - 4) is not None else slug
    goes_on = len(slug) >= _CUT and letters.startswith((slug, cut))
    return round(3.5 - min(len(letters) - len(slug), 150) / 100, 2) if goes_on else 0.0


@lru_cache(maxsize=1024)
def _letters(text: str) -> str:
    # Accents, parted from their letters, are no letters either.
    return _NO_LETTERS.sub("", unicodedata.normalize("NFKD", _LIGATURES.replaced(text.casefold())))
