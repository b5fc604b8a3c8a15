"""What the terms of a query match: the words of the vocabulary that share a stem, bounded, and the expression for FTS5.

Reads `vocabulary` only. Every token is quoted and holds letters and digits alone, so no expression made here is bad syntax.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, product

from publication.french import STOP_WORDS, spellings, stem
from publication.query import Term

MOST_FORMS = 30
"""Forms one word is looked for in, the most frequent first. Seen: a verb in a large archive has about twenty."""
MOST_IN_ALL = 40
"""Forms of all words together; yet each has its six most frequent."""
MOST_BEGUN = 60
"""Words that a beginning stands for, the most frequent first."""
_FEWEST_FORMS = 6
_FORMS_IN_COMPOUND = 4
_MOST_PHRASES = 16

# Marks are looked for in `marks` alone, and words never there: no word can pass for a filter.
_WORDS = "{title lead body text}"

SAME_STEM = "SELECT word, passages FROM vocabulary WHERE stem = ? ORDER BY passages DESC, word LIMIT ?"
BEGUN = "SELECT word, passages FROM vocabulary WHERE word >= ? AND word < ? ORDER BY passages DESC, word LIMIT ?"
PASSAGES = "SELECT passages FROM vocabulary WHERE word = ?"


@dataclass(frozen=True, slots=True)
class Group:
    """One term and all that stands for it."""

    term: Term
    """What was typed."""
    phrases: tuple[tuple[str, ...], ...]
    """Index terms in a row, any of which will do; what was typed first."""
    passages: int
    """In how many passages one of them stands, at most."""
    is_cut: bool
    """Whether there were more than are looked for."""


def widen(db: sqlite3.Connection, terms: Iterable[Term]) -> tuple[Group, ...]:
    """What each term stands for in this snapshot."""
    terms = tuple(terms)
    most = min(MOST_FORMS, max(_FEWEST_FORMS, MOST_IN_ALL // max(len(terms), 1)))
    return tuple(_group(db, term, most) for term in terms)


def match_expression(wanted: Sequence[Group], unwanted: Sequence[Group], marks: Sequence[str]) -> str:
    """The FTS5 expression of a search: all that is wanted, nothing unwanted, all marks.

    >>> from publication.query import parse_query
    >>> with sqlite3.connect(":memory:") as db:
    ...     _ = db.execute("CREATE TEMP TABLE vocabulary (word, stem, passages)")
    ...     one = widen(db, parse_query("l'été").wanted)
    >>> match_expression(one, (), ["rubrique3"])
    '{title lead body text} : ("ete") AND marks : "rubrique3"'
    """
    parts = [f"{_WORDS} : ({_any(group)})" for group in wanted]
    parts += [f'marks : "{mark}"' for mark in marks]
    all_of_it = " AND ".join(parts) or 'marks : ("article" OR "fichier")'
    if not unwanted:
        return all_of_it
    return f"({all_of_it}) NOT {_WORDS} : ({' OR '.join(map(_any, unwanted))})"


def _any(group: Group) -> str:
    return " OR ".join(f'"{" ".join(phrase)}"' for phrase in group.phrases)


def _group(db: sqlite3.Connection, term: Term, most: int) -> Group:
    if term.kind == "exact":
        phrases = tuple(islice(product(*map(spellings, term.tokens)), _MOST_PHRASES))
        return Group(term, phrases, sum(_rarest(db, phrase) for phrase in phrases), False)
    if term.kind == "compound":
        return _compound(db, term)
    word = term.tokens[0]
    if term.kind == "prefix":
        found = db.execute(BEGUN, (word, word + "\U0010ffff", MOST_BEGUN + 1)).fetchall()
        most = MOST_BEGUN
    else:
        found = _forms(db, word, most + 1)
    words = tuple(dict.fromkeys((word, *(form for form, _ in found[:most]))))
    return Group(term, tuple((form,) for form in words), sum(number for _, number in found), len(found) > most)


def _forms(db: sqlite3.Connection, word: str, most: int) -> list[tuple[str, int]]:
    """A word and those that share its stem, with the passages of each; a stop word is no form of another word."""
    if word in STOP_WORDS:
        return [(form, number) for form in spellings(word) for (number,) in db.execute(PASSAGES, (form,))]
    return [(form, number) for form, number in db.execute(SAME_STEM, (stem(word), most)) if form not in STOP_WORDS]


def _compound(db: sqlite3.Connection, term: Term) -> Group:
    """A compound in all forms of its parts, and written in one word where the vocabulary has that."""
    parts = [
        tuple(dict.fromkeys((token, *(form for form, _ in _forms(db, token, _FORMS_IN_COMPOUND)))))
        for token in term.tokens
    ]
    phrases = tuple(islice(product(*parts), _MOST_PHRASES + 1))
    joined = tuple((form,) for form, _ in _forms(db, "".join(term.tokens), _FORMS_IN_COMPOUND))
    number = min(sum(_rarest(db, (form,)) for form in forms) for forms in parts)
    return Group(term, phrases[:_MOST_PHRASES] + joined, number, len(phrases) > _MOST_PHRASES)


def _rarest(db: sqlite3.Connection, phrase: Sequence[str]) -> int:
    """Passages of the rarest of these words: more than that cannot hold them all."""
    return min(next((int(number) for (number,) in db.execute(PASSAGES, (word,))), 0) for word in phrase)
