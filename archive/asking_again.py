"""Which addresses a later visit asks for again, as conditions on rows of `urls`; asking is for the frontier and spiders."""

import sqlite3

from archive.http_message import PASSING

NO_SUCH_NUMBER = "no-such-number"
"""Rule of an address that was only tried, for its number, and is not there."""
NO_WHOLE_LIST = "no-whole-list"
"""Rule of an address that was only tried, for a list in one piece, and gave something else."""
ROBOTS = "other/robots.txt"
"""Identity of robots.txt, which every run asks for by itself."""
_MISSING_LIST = f"""(state = 'failed' AND coalesce(rule, '') NOT IN ('{NO_SUCH_NUMBER}', '{NO_WHOLE_LIST}')
    AND kind IN ('section', 'listing', 'feed', 'other'))"""


def _passing(table: str) -> str:
    """Condition on a row of `urls` under this name: it could not be had, for a reason that may have passed."""
    statuses = ", ".join(map(str, sorted(PASSING)))
    return f"""({table}.state = 'failed' AND ({table}.status IS NULL OR {table}.status IN ({statuses}))
            AND {table}.rule IS NOT '{NO_WHOLE_LIST}'
        OR {table}.state = 'skipped' AND {table}.rule = 'robots')"""


_NOT_OTHERWISE = f"""NOT EXISTS (SELECT 1 FROM urls AS o WHERE o.identity = urls.identity AND o.id <> urls.id
    AND (o.state IN ('fetched', 'not-modified', 'queued') OR o.id < urls.id AND {_passing("o")}))"""
# One thing is asked for once: not where another address of it is held, waits or is about to.
HELD = f"(state IN ('fetched', 'not-modified') OR {_MISSING_LIST} AND {_NOT_OTHERWISE})"
"""What a later visit asks for again: what is held may have changed, and a list that was missing may have come back."""
PASSED = f"({_passing('urls')} AND {_NOT_OTHERWISE})"
"""What an earlier run could not have for a reason that may have passed."""


def is_asked_again(db: sqlite3.Connection, url: str) -> bool:
    """Whether a later visit asks for this address again, by the rules above."""
    query = f"SELECT 1 FROM urls WHERE url = ? AND identity <> ? AND ({HELD} OR {PASSED})"
    return db.execute(query, (url, ROBOTS)).fetchone() is not None
