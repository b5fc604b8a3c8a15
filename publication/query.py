"""What a reader typed, as terms to look for; any string has a meaning. What the terms match is for `widening`.

Words are words, whatever else stands around them: `AND`, brackets, colons have no meaning of their own. Only these have one:
"exact words" in quotes of any kind, `-word` to leave out, `subvent*` for a beginning of four letters or more.
"""

import re
from dataclasses import dataclass
from typing import Literal
from unicodedata import normalize

from publication.french import fold, is_stop_word, without_elision

LONGEST = 10_000
"""Characters that are read of what was typed; the rest is left aside."""
MOST_TERMS = 16
"""Terms that are looked for; more are left aside, and the answer says so."""
SHORTEST_PREFIX = 4
"""Letters a beginning needs: words that begin with three are half a dictionary."""

_QUOTES = str.maketrans({**dict.fromkeys("“”„«»″", '"'), **dict.fromkeys("’‘ʼ′`´", "'"), **dict.fromkeys("‐‑−", "-")})
_PIECE = re.compile(r'(?P<minus>(?<!\S)-+)?(?:"(?P<exact>[^"]*)"|(?P<chunk>[^\s"]+))')
# A comma or slash parts words, but not the digits of a number or a date: 39,06 and 16/06/2011 are one thing.
_PARTED = re.compile(r"(?<!\d)[,/:;()\[\]{}…|+=!?]+|[,/:;()\[\]{}…|+=!?]+(?!\d)")
_NUMBER_SIGN = re.compile(r"\b[nN][°º]\s*(?=\d)")
_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for, or to leave out."""

    typed: str
    """As typed, quotes, minus and asterisk included, also the asterisk of a word too short to be a beginning: terms joined by
    blanks are a query again."""
    kind: Literal["word", "compound", "exact", "prefix"]
    """word and compound (Provence-Alpes, 16/06/2011) are looked for in all their forms, exact as they are."""
    tokens: tuple[str, ...]
    """Its words as the index would have them: small letters, no accents; one for word and prefix."""
    spelt: str
    """Its words in small letters with their accents, joined by blanks: who typed an accent means it."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: passages that have all of `wanted` and none of `unwanted`."""

    wanted: tuple[Term, ...]
    """May be empty: then every passage is meant."""
    unwanted: tuple[Term, ...]
    """Terms behind a minus."""
    ignored: tuple[str, ...]
    """Words as typed that are not looked for, because they stand in nearly every text."""
    unread: tuple[str, ...] = ()
    """Terms as typed behind the first MOST_TERMS: they are not looked for, or not left out."""


def parse_query(typed: str) -> Query:
    """Any string as a query.

    >>> [term.tokens for term in parse_query('l’accueil "en région" -sport').wanted]
    [('accueil',), ('en', 'region')]
    >>> parse_query("les aides de l'État").ignored
    ('les', 'de')
    >>> parse_query("((( AND").wanted[0].tokens
    ('and',)
    """
    text = _NUMBER_SIGN.sub("", normalize("NFC", typed[:LONGEST].replace("\0", " ")).translate(_QUOTES))
    if text.count('"') % 2:
        text = " ".join(text.rsplit('"', 1))
    wanted: list[Term] = []
    unwanted: list[Term] = []
    for piece in _PIECE.finditer(text):
        terms = _exact(piece["exact"]) if piece["exact"] is not None else _terms(piece["chunk"])
        if piece["minus"]:
            unwanted += (_left_out(term) for term in terms)
        else:
            wanted += terms
    wanted, unwanted = list(dict.fromkeys(wanted)), list(dict.fromkeys(unwanted))
    common = [term for term in wanted if term.kind != "exact" and all(map(is_stop_word, term.spelt.split()))]
    kept = [term for term in wanted if term not in common] or wanted
    ignored = [term for term in common if kept is not wanted]
    unread = [*kept[MOST_TERMS:], *unwanted[MOST_TERMS:]]
    return Query(
        tuple(kept[:MOST_TERMS]),
        tuple(unwanted[:MOST_TERMS]),
        tuple(term.typed for term in ignored),
        tuple(term.typed for term in unread),
    )


def _exact(text: str) -> list[Term]:
    spelt = _TOKEN.findall(text.lower())
    return [Term(f'"{text.strip()}"', "exact", _tokens(spelt), " ".join(spelt))] if spelt else []


def _terms(chunk: str) -> list[Term]:
    # A minus that stood behind another sign would leave the term out when it is typed again.
    parts = (part.lstrip("-") for part in _PARTED.split(without_elision(chunk)))
    return [term for part in parts for term in _term(without_elision(part))]


def _term(word: str) -> list[Term]:
    words = _TOKEN.findall(word.replace("@", " at "))
    spelt = [one.lower() for one in words]
    tokens = _tokens(spelt)
    if len(tokens) > 1:
        return [Term(word, "compound", tokens, " ".join(spelt))]
    if not tokens:
        return []
    star = "*" if word.endswith("*") else ""
    is_beginning = star and len(tokens[0]) >= SHORTEST_PREFIX
    return [Term(f"{words[0]}{star}", "prefix" if is_beginning else "word", tokens, spelt[0])]


def _tokens(spelt: list[str]) -> tuple[str, ...]:
    return tuple(token for word in spelt for token in _TOKEN.findall(fold(word)))


def _left_out(term: Term) -> Term:
    return Term(f"-{term.typed}", term.kind, term.tokens, term.spelt)
