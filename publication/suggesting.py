"""Other questions to ask when nothing was found: words close by, fewer words, no filters; each is one that finds something."""

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from publication.french import fold
from publication.query import Query, Term
from publication.widening import Group

_MOST = 3
_MOST_LOOKED_AT = 4_000

# Words that stand in one passage only are as likely slips themselves.
CLOSE_BY = f"""
SELECT word FROM vocabulary
WHERE word >= :letter AND word < :letter || char(0x10ffff) AND length(word) BETWEEN :least AND :most AND passages > :rare
ORDER BY passages DESC, word LIMIT {_MOST_LOOKED_AT}"""
AS_WRITTEN = """
SELECT highlight(passages_fts, 0, char(2), char(3)) || highlight(passages_fts, 1, char(2), char(3))
       || coalesce(highlight(passages_fts, 2, char(2), char(3)), '') || coalesce(highlight(passages_fts, 3, char(2), char(3)), '')
FROM passages_fts WHERE passages_fts MATCH ? ORDER BY rowid DESC LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another question."""

    reason: Literal["spelling", "fewer-words", "no-filters"]
    """What was changed: a word, their number, or the filters."""
    typed: str
    """The question, to be typed as it stands."""
    total: int
    """Passages it finds, counted as in the results."""


def suggest(
    db: sqlite3.Connection,
    query: Query,
    groups: Sequence[Group],
    unfiltered: int | None,
    count: Callable[[Query], int],
) -> tuple[Suggestion, ...]:
    """Questions near to one that found nothing, those nearest first.

    `unfiltered` is what it finds without its filters (None: it had none), `count` says what a query finds with them.
    """
    found = [Suggestion("no-filters", _words(query), unfiltered)] if unfiltered else []
    for other in _respelt(db, query, groups):
        found += _if_it_finds("spelling", other, count)
    for other in _fewer(query):
        found += _if_it_finds("fewer-words", other, count)
    return tuple(found)


def distance(one: str, other: str, most: int) -> int:
    """Letters put in, left out, changed or swapped with their neighbour between two words; more than `most` is `most` + 1.

    >>> distance("subvention", "subvnetion", 2), distance("aide", "aides", 2), distance("sport", "mairie", 2)
    (1, 1, 3)
    """
    before, row = [], list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, above, row = row, before, [i]
        for j, against in enumerate(other, start=1):
            step = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                step = min(step, above[j - 2] + 1)
            row.append(step)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _if_it_finds(
    reason: Literal["spelling", "fewer-words"], other: Query, count: Callable[[Query], int]
) -> list[Suggestion]:
    total = count(other)
    return [Suggestion(reason, _words(other), total)] if total else []


def _respelt(db: sqlite3.Connection, query: Query, groups: Sequence[Group]) -> Iterator[Query]:
    """The query with one unknown word in another spelling."""
    for number, group in enumerate(groups):
        if group.passages == 0 and group.term.kind in ("word", "prefix"):
            for word in _close_by(db, group.term.tokens[0]):
                written = as_written(db, (word,)) or word
                term = Term(written, "word", (word,), written.lower())
                yield replace(query, wanted=(*query.wanted[:number], term, *query.wanted[number + 1 :]))


def _close_by(db: sqlite3.Connection, word: str) -> list[str]:
    """Words with the same first letter, closest and then most frequent first."""
    most = 1 if len(word) < 5 else 2
    bounds = {"letter": word[0], "least": len(word) - most, "most": len(word) + most}
    for rare in (1, 0):
        near = [(distance(word, other, most), other) for (other,) in db.execute(CLOSE_BY, bounds | {"rare": rare})]
        near = sorted((pair for pair in near if pair[0] <= most), key=lambda pair: pair[0])
        if near:
            return [other for _, other in near[:_MOST]]
    return []


def as_written(db: sqlite3.Connection, words: Sequence[str]) -> str | None:
    """Words of the index in a row with their accents, in small letters, as the newest passage has them; None: none has."""
    row = db.execute(AS_WRITTEN, (f'{{title lead body text}} : "{" ".join(words)}"',)).fetchone()
    marked = row[0].partition("\x02")[2].partition("\x03")[0].lower() if row and row[0] else ""
    return marked if fold(re.sub(r"[\W_]+", " ", marked)) == fold(" ".join(words)) else None


def _fewer(query: Query) -> list[Query]:
    """The query with one term less, without the last one first; what was left out stays so."""
    if len(query.wanted) < 2:
        return []
    return [
        replace(query, wanted=query.wanted[:number] + query.wanted[number + 1 :])
        for number in reversed(range(len(query.wanted)))
    ]


def _words(query: Query) -> str:
    return " ".join(term.typed for term in (*query.wanted, *query.unwanted))
