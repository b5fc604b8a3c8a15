"""What must not be shown to the public: taking a thing back and giving it free again; the archive keeps its bytes either way.

Both are events, so they stand in the journal and outlive archive.db; that a snapshot leaves the thing out is for `published`.
"""

from dataclasses import dataclass
from pathlib import Path

from archive.clock import Clock, iso
from archive.journal import Event, read_journal, take_effect
from archive.ledger import Ledger
from sites.address import normalise
from sites.errors import BadInput
from sites.identity import identify

REASONS = ("personal-data", "copyright", "court", "publisher", "other")
"""Kinds of reason, as the table `withdrawals` takes them; the tombstone shows them."""

_URLS = "SELECT identity, kind, state, rule, target_id FROM urls "
_BY_ADDRESS = (
    _URLS
    + """WHERE url = :url OR identity = :identity
ORDER BY url = :url DESC, state IN ('fetched', 'not-modified') DESC, id LIMIT 1"""
)
_BY_ROW = _URLS + "WHERE id = ?"
_BY_URL = _URLS + "WHERE url = ?"
_KNOWN = "SELECT at, kind, object FROM events WHERE kind IN ('withdrawal', 'restoration')"
_HELD = "SELECT withdrawn_at, reason FROM withdrawals WHERE identity = ?"
_MOST_HOPS = 20


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """One thing that is withdrawn."""

    identity: str
    """Key of the article or file."""
    withdrawn_at: str
    """When, ISO 8601, UTC."""
    reason: str
    """One of REASONS."""


def thing_at(ledger: Ledger, url: str, *, monolingual: bool) -> str:
    """Key of the article or file at this address, redirections and aliases followed. BadInput when the archive never saw it,
    or when something else stands there that was not withdrawn before."""
    identity = identify(url, monolingual=monolingual).key
    row = ledger.db.execute(
        _BY_ADDRESS, {"url": normalise(url, monolingual=monolingual), "identity": identity}
    ).fetchone()
    for _ in range(_MOST_HOPS):
        if row is None:
            break
        onward = None
        if row["state"] == "redirected":
            onward = ledger.db.execute(_BY_URL, (row["rule"],)).fetchone()
        elif row["state"] == "alias":
            onward = ledger.db.execute(_BY_ROW, (row["target_id"],)).fetchone()
        if onward is None:
            break
        row = onward
    if row is None:
        raise BadInput(f"{url}: never seen, so there is nothing to withdraw; see `urls SITE` for what is held")
    found = str(row["identity"])
    if row["kind"] not in ("article", "attachment") and withdrawal_of(ledger, found) is None:
        what = f"a {row['kind']}" if row["kind"] != "other" else f"neither article nor file ({found})"
        raise BadInput(f"{url}: {what}; only articles and files can be withdrawn, give their addresses")
    return found


def withdrawal_of(ledger: Ledger, identity: str) -> Withdrawal | None:
    """The withdrawal of this thing; None: it is not withdrawn."""
    row = ledger.db.execute(_HELD, (identity,)).fetchone()
    return None if row is None else Withdrawal(identity, row[0], row[1])


def withdraw(
    ledger: Ledger, identity: str, url: str, reason: str, note: str | None, *, agent: str, now: Clock
) -> Withdrawal:
    """Hide a thing from the next snapshot on; what was withdrawn before takes the new reason. The ledger must be locked."""
    at = iso(now())
    _do(ledger, Event(at, "withdrawal", agent, "done", identity, {"url": url, "reason": reason, "note": note}))
    return Withdrawal(identity, at, reason)


def restore(ledger: Ledger, identity: str, url: str, *, agent: str, now: Clock) -> None:
    """Let a thing be shown again from the next snapshot on. BadInput when it is not withdrawn. The ledger must be locked."""
    if withdrawal_of(ledger, identity) is None:
        raise BadInput(f"{url}: {identity} is not withdrawn")
    _do(ledger, Event(iso(now()), "restoration", agent, "done", identity, {"url": url}))


def take_over(ledger: Ledger, journal: Path) -> int:
    """Withdraw and restore here what the journal of another archive of this site says; how many events were new.

    Damage as `read_journal`, before anything is changed. The ledger must be locked.
    """
    known = {(row["at"], row["kind"], row["object"]) for row in ledger.db.execute(_KNOWN)}
    fresh = [event for event in read_journal(journal) if event.kind in ("withdrawal", "restoration")]
    fresh = [event for event in fresh if (event.at, event.kind, event.object) not in known]
    _do(ledger, *fresh)
    return len(fresh)


def _do(ledger: Ledger, *events: Event) -> None:
    """Record these events with what they do, all or none, and write the journal once."""
    ledger.db.execute("BEGIN IMMEDIATE")
    with ledger.db:
        for event in events:
            ledger.record(event)
            take_effect(ledger.db, event)
    ledger.keep_journal()
