"""Which addresses are known, and which is asked for next; what is in scope is decided in sites, who asks is for spiders."""

import sqlite3
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from archive.asking_again import HELD, PASSED, ROBOTS
from sites.identity import Identity

_QUEUED = """
SELECT u.id, u.url, u.identity, u.kind, u.depth, u.attempts, u.priority, f.url
FROM urls AS u LEFT JOIN urls AS f ON f.id = u.found_on WHERE u.state = 'queued' ORDER BY u.priority, u.id LIMIT ?"""
_ROW_OF_URL = "SELECT id FROM urls WHERE url = ?"
_ROW_OF_IDENTITY = (
    "SELECT id FROM urls WHERE identity = ? AND state NOT IN ('alias', 'skipped', 'redirected', 'failed') LIMIT 1"
)
_INSERT = """
INSERT INTO urls (url, identity, kind, state, rule, target_id, found_on, depth, priority, crawl_id)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_ONE_ALIAS = """
UPDATE urls SET state = 'queued', target_id = NULL, rule = NULL WHERE id = (
    SELECT a.id FROM urls AS a JOIN urls AS u ON u.identity = a.identity
    WHERE u.id = ? AND a.state = 'alias'
      AND NOT EXISTS (SELECT 1 FROM urls AS f WHERE f.identity = u.identity AND f.state IN ('fetched', 'not-modified', 'queued'))
    ORDER BY a.url = ? DESC, a.id LIMIT 1)"""
"""One address that was an alias of what row ? stands for takes its turn, if nothing else of that thing is held or waits; the one
with address ?, where row ? redirects to, before all others."""
_QUEUED_LISTS = "SELECT id, url FROM urls WHERE state = 'queued' AND kind = 'listing'"
WHOLE_LIST = "whole-list"
"""Rule of a page of a list that came in one piece under another address, which is its target."""
_WHOLE_LISTS = f"""
SELECT DISTINCT t.id, t.url FROM urls AS u JOIN urls AS t ON t.id = u.target_id WHERE u.state = 'skipped' AND u.rule = '{WHOLE_LIST}'"""
_NOT_WHOLE = f"""
UPDATE urls SET state = 'queued', rule = NULL, target_id = NULL WHERE target_id = ? AND state = 'skipped' AND rule = '{WHOLE_LIST}'"""


_HOPS = """
WITH RECURSIVE up (found_on, hops) AS (
    SELECT found_on, 0 FROM urls WHERE id = ?
    UNION ALL SELECT u.found_on, up.hops + 1 FROM urls AS u JOIN up ON u.id = up.found_on
    WHERE u.state = 'redirected' AND up.hops < 100)
SELECT max(hops) FROM up"""
_BY_RULE = "SELECT coalesce(rule, '?'), count(*) FROM urls WHERE state = ? GROUP BY 1"
_RETRY_LATER = 1000
"""Added to the priority at each failure, so that an address that failed is asked again after all others."""


@dataclass(frozen=True, slots=True)
class QueuedUrl:
    """One address that waits to be asked for."""

    id: int
    """Row number."""
    url: str
    """Address as it is requested."""
    identity: str
    """Key of the thing it stands for."""
    kind: str
    """Kind of that thing."""
    depth: int
    """Links from a start page."""
    attempts: int
    """Requests made before."""
    priority: int
    """Lower comes first."""
    via: str | None
    """Page on which it was seen first; None: a start page."""

    def has_priority(self, priority: int) -> bool:
        """Whether it was queued with this priority, however often it failed since."""
        return self.priority % _RETRY_LATER == priority


class Frontier:
    """The queue, in the table `urls`. Writes go into the transaction that its user has open."""

    def __init__(self, db: sqlite3.Connection, crawl_id: int):
        self._db = db
        self._crawl_id = crawl_id
        self._ready: deque[QueuedUrl] = deque()
        self._given: set[int] = set()
        self._stale = True

    def is_known(self, url: str) -> bool:
        """Whether this very address has a row."""
        return self._db.execute(_ROW_OF_URL, (url,)).fetchone() is not None

    def add(self, url: str, identity: Identity, *, priority: int, depth: int, found_on: int | None) -> bool:
        """Queue an address. False when it, or another address of the same thing, is known already (then it becomes an alias)."""
        if self.is_known(url):
            return False
        same = self._db.execute(_ROW_OF_IDENTITY, (identity.key,)).fetchone()
        if same is not None:
            self._insert(url, identity, "alias", "same-identity", same[0], found_on, depth, priority)
            return False
        self._insert(url, identity, "queued", None, None, found_on, depth, priority)
        if self._ready and priority < self._ready[0].priority:
            self._ready.clear()  # they wait in the table too
        self._stale = True
        return True

    def skip(
        self,
        url: str,
        identity: Identity,
        rule: str,
        *,
        depth: int,
        found_on: int | None,
        state: str = "skipped",
        target: int | None = None,
        priority: int = 0,
    ) -> None:
        """Note an address that is not asked for (`skipped`, or `trap`) and the rule that says so. `target`: row that is asked
        for instead; `priority`: what it had if it were asked for after all."""
        if not self.is_known(url):
            self._insert(url, identity, state, rule, target, found_on, depth, priority)

    def whole_lists(self) -> dict[str, int]:
        """Addresses of lists that came in one piece and spared others, with their row numbers."""
        return {str(url): int(number) for number, url in self._db.execute(_WHOLE_LISTS)}

    def spare(self, belongs: Callable[[str], bool], whole: int) -> int:
        """Take the pages of a list, of which `belongs` tells the addresses, out of the queue, for row `whole` holds them all.
        Those under way are left alone. Their number."""
        rows = [
            number
            for number, url in self._db.execute(_QUEUED_LISTS)
            if number != whole and number not in self._given and belongs(url)
        ]
        spared = set(rows)
        self._ready = deque(queued for queued in self._ready if queued.id not in spared)
        self._stale = True
        self._db.executemany(
            f"UPDATE urls SET state = 'skipped', rule = '{WHOLE_LIST}', target_id = ? WHERE id = ?",
            [(whole, number) for number in rows],
        )
        return len(rows)

    def not_whole(self, whole: int) -> int:
        """Queue again the pages that row `whole` spared, for it does not hold them any more. Their number."""
        self._stale = True
        return self._db.execute(_NOT_WHOLE, (whole,)).rowcount

    def _insert(
        self,
        url: str,
        identity: Identity,
        state: str,
        rule: str | None,
        target: int | None,
        found_on: int | None,
        depth: int,
        priority: int,
    ) -> int:
        row = (url, identity.key, identity.kind, state, rule, target, found_on, depth, priority, self._crawl_id)
        number = self._db.execute(_INSERT, row).lastrowid
        assert number is not None
        return number

    def row_for(self, url: str, identity: Identity) -> int:
        """Row number of this address, whether it was queued or not (robots.txt, imported records). A new row says
        `failed`, without an answer yet, until `done` says otherwise."""
        known = self._db.execute(_ROW_OF_URL, (url,)).fetchone()
        if known is not None:
            return int(known[0])
        return self._insert(url, identity, "failed", "no-answer-yet", None, None, 0, 0)

    def has_next(self) -> bool:
        """Whether an address waits that nobody has been given yet."""
        if self._stale and not self._ready:
            rows = self._db.execute(_QUEUED, (64 + len(self._given),)).fetchall()
            self._ready.extend(QueuedUrl(*row) for row in rows if row[0] not in self._given)
            self._stale = bool(self._ready)
        return bool(self._ready)

    def next(self) -> QueuedUrl | None:
        """The next address that nobody has been given yet; None when nothing waits."""
        if not self.has_next():
            return None
        queued = self._ready.popleft()
        self._given.add(queued.id)
        return queued

    def give_back(self, ids: Iterable[int]) -> None:
        """Addresses that were given but not asked for wait again."""
        self._given.difference_update(ids)
        self._stale = True

    def done(
        self, queued_id: int, state: str, *, status: int | None, rule: str | None = None, target: int | None = None
    ) -> None:
        """What became of an address. When it led to nothing itself, another address of the same thing is asked instead:
        the one it redirects to (`rule`), or else any."""
        self._db.execute(
            "UPDATE urls SET state = ?, status = ?, rule = ?, target_id = ?, attempts = attempts + 1 WHERE id = ?",
            (state, status, rule, target, queued_id),
        )
        self._given.discard(queued_id)
        if state in ("redirected", "failed") and status is not None:
            self._stale = bool(self._db.execute(_ONE_ALIAS, (queued_id, rule)).rowcount) or self._stale

    def again(self, queued_id: int, *, status: int | None, rule: str) -> None:
        """Put an address back behind all others after a failure."""
        self._db.execute(
            "UPDATE urls SET attempts = attempts + 1, status = ?, rule = ?, priority = priority + ? WHERE id = ?",
            (status, rule, _RETRY_LATER, queued_id),
        )
        self._given.discard(queued_id)
        self._stale = True

    def hops(self, queued_id: int) -> int:
        """Redirects, one after the other, that led to this address."""
        return int(self._db.execute(_HOPS, (queued_id,)).fetchone()[0])

    def waiting(self) -> int:
        """How many addresses are queued, those in flight included."""
        return int(self._db.execute("SELECT count(*) FROM urls WHERE state = 'queued'").fetchone()[0])

    def ask_again_for_all(self) -> int:
        """Queue for a later visit all that is held, and the lists that were missing. Their number."""
        return self._ask_again(HELD)

    def ask_again_for_failures(self) -> int:
        """Queue anew what an earlier run could not have: no answer, a busy server, or robots.txt of that day. Their number."""
        return self._ask_again(PASSED)

    def _ask_again(self, which: str) -> int:
        self._stale = True
        query = f"""UPDATE urls SET state = 'queued', attempts = 0, rule = NULL, priority = priority % {_RETRY_LATER}
            WHERE identity <> ? AND {which}"""
        return self._db.execute(query, (ROBOTS,)).rowcount

    def by_rule(self, state: str) -> dict[str, int]:
        """Number of addresses in this state by rule."""
        return {str(rule): int(number) for rule, number in self._db.execute(_BY_RULE, (state,))}

    def tally(self) -> dict[str, int]:
        """Number of addresses by state."""
        return {
            str(state): int(number)
            for state, number in self._db.execute("SELECT state, count(*) FROM urls GROUP BY state")
        }
