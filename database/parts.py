"""Articles in parts: which capture holds which part, and the article joined of the newest of each; its row is for writer."""

import json
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

from archive.ledger import Ledger
from archive.stored import StoredCapture
from articles.article import Article
from articles.fields.parts import join, part_address, whole_address
from database.reader import Found
from sites.problem import Problem

Read = Callable[[StoredCapture], Found]
"""Reads a stored capture; never raises for what it holds."""

_KEPT = 200
"""Parts whose reading is kept in memory, so that joining as each comes does not read those before it again."""

_INSERT = "INSERT INTO parts (capture_id, whole, part, total) VALUES (?, ?, ?, ?)"
_FORGET_VERSION = "DELETE FROM version_readings WHERE capture_id = ?"
_WHOLE_OF = "SELECT whole FROM parts WHERE capture_id = ?"
_DROP = "DELETE FROM parts WHERE capture_id = ?"
_DROP_READING = "DELETE FROM readings WHERE capture_id = ?"
# The newest whole capture comes first, as in `due`.
_OF_WHOLE = """
SELECT p.capture_id, p.part, p.total FROM parts AS p JOIN captures AS c ON c.id = p.capture_id WHERE p.whole = ?
ORDER BY c.truncated IS NULL DESC, rtrim(c.fetched_at, 'Z') DESC, c.id DESC"""
_WHOLES = """
SELECT whole FROM parts WHERE whole = ?
UNION SELECT p.whole FROM parts AS p JOIN articles AS a ON a.id = p.article_id WHERE a.identity = ?"""
_CLEAR = "UPDATE parts SET article_id = NULL WHERE article_id = ?"
_GIVE = "UPDATE parts SET article_id = ? WHERE capture_id IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Joined:
    """An article joined of its parts."""

    stored: StoredCapture
    """Capture of the first part that is held, under the address and key of the whole."""
    article: Article
    """The article."""
    used: tuple[int, ...]
    """Captures whose text is in it, in order of the parts."""
    group: frozenset[int]
    """All captures that hold a part of it, the used ones and those that newer ones outrank or that lie beyond its end."""
    gap: Problem | None
    """Which parts are not held; None: all are."""


class Parts:
    """Parts of the articles of one archive."""

    def __init__(self, ledger: Ledger, read: Read):
        self._ledger = ledger
        self._db = ledger.db
        self._read = read
        self._articles: OrderedDict[int, Article] = OrderedDict()

    def add(self, stored: StoredCapture, whole: str, article: Article) -> None:
        """Note which part a capture holds; its reading must be noted before. What it said with the others is worked out anew."""
        self._db.execute(_FORGET_VERSION, (stored.id,))
        self._db.execute(_INSERT, (stored.id, whole, article.part, article.parts))
        self._keep(stored.id, article)

    def take_out(self, capture_id: int) -> str | None:
        """Hold a capture for a part no more; key of the article it was a part of, None: of none."""
        row = self._db.execute(_WHOLE_OF, (capture_id,)).fetchone()
        self._db.execute(_DROP, (capture_id,))
        self._articles.pop(capture_id, None)
        return None if row is None else str(row[0])

    def joined(self, whole: str) -> Joined | None:
        """The article of the newest capture of each part; None: no part is held any more.

        The newest of all says how many parts there are. A capture that can no longer be read loses its reading, so that
        the build comes to it again, and the one before it stands in.
        """
        while rows := self._db.execute(_OF_WHOLE, (whole,)).fetchall():
            total = int(rows[0]["total"])
            newest: dict[int, int] = {}
            for row in rows:
                if row["part"] <= total:
                    newest.setdefault(int(row["part"]), int(row["capture_id"]))
            used = tuple(newest[part] for part in sorted(newest))
            found = [(number, self._article(number)) for number in used]
            articles = [article for _, article in found if article is not None]
            if len(articles) == len(used):
                return self._join(used, articles, total, frozenset(int(row["capture_id"]) for row in rows))
            for number in [number for number, article in found if article is None]:
                self.take_out(number)
                self._db.execute(_DROP_READING, (number,))
        return None

    def wholes_of(self, key: str) -> set[str | None]:
        """Keys under which parts of an article are held."""
        return {str(row[0]) for row in self._db.execute(_WHOLES, (key, key))}

    def give(self, article_id: int, used: tuple[int, ...]) -> None:
        """Note whose text stands in an article; empty: it stands on one page."""
        self._db.execute(_CLEAR, (article_id,))
        if used:
            self._db.execute(_GIVE, (article_id, json.dumps(used)))

    def _join(self, used: tuple[int, ...], articles: list[Article], total: int, group: frozenset[int]) -> Joined:
        article = join(articles, total)
        first = self._stored(used[0])
        stored = replace(first, url=whole_address(first.url), identity=whole_key(first.identity))
        missing = ranges(set(range(1, total + 1)).difference(article.held))
        if not missing:
            return Joined(stored, article, used, group, None)
        url = part_address(article.url, int(missing.partition("-")[0].partition(",")[0]), total)
        held = ranges(set(article.held))
        message = (
            f"of {total} parts {missing} {'is' if missing.isdecimal() else 'are'} not held; the text is that of {held}"
        )
        return Joined(stored, article, used, group, Problem(url, "read", "missing-part", message))

    def _stored(self, number: int) -> StoredCapture:
        return next(self._ledger.captures_between(number, number))

    def _article(self, number: int) -> Article | None:
        """The part on a capture, if it can still be read as the part it was noted for; then it is kept."""
        known = self._articles.get(number)
        if known is None:
            found = self._read(self._stored(number))
            known = found.article
            if known is None or known.part is None:
                return None
            self._keep(number, known)
        return known

    def _keep(self, number: int, article: Article) -> None:
        self._articles[number] = article
        if len(self._articles) > _KEPT:
            self._articles.popitem(last=False)


def whole_key(key: str) -> str:
    """Key of the article that a part belongs to: `article/12#2` is part of `article/12`; a language stays."""
    name, _, part = key.partition("#")
    number, _, language = part.partition("&")
    rest = language if number.isdecimal() else part
    return f"{name}#{rest}" if rest else name


def ranges(numbers: set[int]) -> str:
    """Numbers as people write them; empty for none.

    >>> ranges({1, 4, 5, 6, 9})
    '1, 4-6, 9'
    """
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
