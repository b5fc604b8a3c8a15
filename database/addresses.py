"""Decides which row of `articles` a page belongs to, by its number, its address and its content; writing it is for writer.

Pages say two things of themselves that may be wrong: some skins print one `rel=canonical` on all their pages, some the
address of another article. What was asked for is known for certain. So two captures are taken for one article because
of a canonical address only when it names what each was asked for, or when their content is equal. Else both are kept.
"""

import json
import sqlite3
from dataclasses import replace

from archive.stored import StoredCapture
from articles.article import Article
from database.rows import article_key
from sites.identity import identify
from sites.problem import Problem

_HELD = """
SELECT a.id, a.identity, a.spip_id, a.url, a.content_sha256, a.capture_id, u.identity AS asked_for
FROM articles AS a JOIN captures AS c ON c.id = a.capture_id JOIN urls AS u ON u.id = c.url_id"""
_BY_URL = f"{_HELD} WHERE a.url = ?"
_BY_KEY = f"{_HELD} WHERE a.identity = ?"
_RENAME_ARTICLE = "UPDATE articles SET identity = ? WHERE identity = ?"
_RENAME_READINGS = "UPDATE readings SET identity = ? WHERE identity = ?"
_DROP_ARTICLE = "DELETE FROM articles WHERE identity = ?"
# What its parts said together is worked out again as well.
_FORGET_ROUNDS_OF = """
DELETE FROM version_readings WHERE part IS NOT NULL AND capture_id IN (
    SELECT c.id FROM readings AS g JOIN captures AS d ON d.id = g.capture_id JOIN urls AS w ON w.id = d.url_id
    JOIN urls AS u ON u.identity = w.identity JOIN captures AS c ON c.url_id = u.id WHERE g.identity = ?)"""
_FORGET_READINGS_OF = "DELETE FROM readings WHERE identity = ? AND capture_id NOT IN (SELECT value FROM json_each(?))"


class Addresses:
    """Keys and addresses of the articles of one archive."""

    def __init__(self, db: sqlite3.Connection, *, monolingual: bool):
        self._db = db
        self._monolingual = monolingual

    def settle(
        self, stored: StoredCapture, article: Article, digest: str, own: frozenset[int], problems: list[Problem]
    ) -> tuple[str, Article]:
        """Key of the row this page belongs to, and the article less what its page claims and another has.

        A page without a number belongs to the row of its canonical address, and a row known by its slug takes the
        number that a page tells, both only where the two are one article. `digest` is that of its content, `own` are the
        captures this article is made of.
        """
        key = article_key(article)
        claims_number = article.spip_id is not None and self._key(article.url) == key != stored.identity
        holder = self._db.execute(_BY_KEY, (key,)).fetchone()
        if holder is not None and not self._is_same(holder, stored, own) and holder["content_sha256"] != digest:
            if claims_number:
                problems.append(_taken(stored, article.url, key))
                key, article = stored.identity, replace(article, url=stored.url, spip_id=None)
            elif stored.identity == key and self._key(holder["url"]) == key != holder["asked_for"]:
                self.drop(key, own)  # it stood there by its canonical address alone; read again, it finds us here
        same = self._db.execute(_BY_URL, (article.url,)).fetchone()
        if same is None or same["identity"] == key:
            return key, article
        both_own = self._is_own(article.url, stored) and self._is_same(same, stored, own)
        if not both_own and same["content_sha256"] != digest:
            return key, article
        if article.spip_id is None:
            return str(same["identity"]), article
        if same["spip_id"] is None and self._db.execute(_BY_KEY, (key,)).fetchone() is None:
            self._db.execute(_RENAME_ARTICLE, (key, same["identity"]))
            self._db.execute(_RENAME_READINGS, (key, same["identity"]))
        return key, article

    def free_url(
        self, key: str, stored: StoredCapture, article: Article, own: frozenset[int], problems: list[Problem]
    ) -> str:
        """Canonical address; where another article has it, the address of the capture, which is nobody else's."""
        if self._is_free(article.url, key, stored, own):
            return article.url
        holder = self._db.execute(_BY_URL, (article.url,)).fetchone()
        problems.append(_taken(stored, article.url, holder["identity"]))
        self._is_free(stored.url, key, stored, own)
        return stored.url

    def drop(self, identity: str, but_captures: frozenset[int]) -> None:
        """Take an article out; what was read of it in other captures becomes due again."""
        self._db.execute(_DROP_ARTICLE, (identity,))
        self.forget(identity, but_captures)

    def forget(self, identity: str, but_captures: frozenset[int]) -> None:
        """Have what was read of an article in other captures read again."""
        self._db.execute(_FORGET_ROUNDS_OF, (identity,))
        self._db.execute(_FORGET_READINGS_OF, (identity, json.dumps(sorted(but_captures))))

    def _is_free(self, url: str, key: str, stored: StoredCapture, own: frozenset[int]) -> bool:
        """Whether no other article has this address; one that only claims it gives way to the page asked for there."""
        holder = self._db.execute(_BY_URL, (url,)).fetchone()
        if holder is None or holder["identity"] == key:
            return True
        if not self._is_own(url, stored) or self._is_same(holder, stored, own):
            return False
        self.drop(holder["identity"], own)
        return True

    def _is_same(self, row: sqlite3.Row, stored: StoredCapture, own: frozenset[int]) -> bool:
        """Whether a row was read from what this capture answers, or from a page of the same article."""
        return row["asked_for"] == stored.identity or row["capture_id"] in own

    def _is_own(self, url: str, stored: StoredCapture) -> bool:
        """Whether an address names what this capture was asked for."""
        return self._key(url) == stored.identity

    def _key(self, url: str) -> str:
        return identify(url, monolingual=self._monolingual).key


def _taken(stored: StoredCapture, url: str, holder: str) -> Problem:
    message = f"canonical address {url} is that of {holder} too; kept under the address it came from"
    return Problem(stored.url, "read", "address-taken", message)
