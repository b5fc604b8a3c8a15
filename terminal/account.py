"""What became of addresses, for a person or a pipe: the list of all, and the whole account of one; decides nothing."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict

from archive.account import UrlAccount, account_of, others_of, way_to
from archive.asking_again import is_asked_again
from archive.ledger import Ledger
from sites.scope import explain
from sites.site import Site
from terminal.tables import say

COLUMNS = ("state", "status", "rule", "kind", "depth", "attempts", "url", "alias_of", "found_on")
"""Fields of a line of `urls`, in this order, parted by tabs; `-` where there is nothing."""


def print_urls(accounts: Iterable[UrlAccount], *, as_json: bool) -> None:
    """One line an address, with a head line, or one JSON object a line."""
    if not as_json:
        print("\t".join(COLUMNS))
    for account in accounts:
        if as_json:
            print(json.dumps(asdict(account), ensure_ascii=False))
        else:
            values = (getattr(account, name) for name in COLUMNS)
            print("\t".join("-" if value is None else str(value) for value in values))


def print_account(ledger: Ledger, site: Site, url: str) -> None:
    """Why this address is asked for or not, and all the ledger knows of it. Nothing is fetched."""
    decision = explain(site, url)
    for step in decision.chain:
        say(step)
    known = account_of(ledger.db, decision.url)
    say()
    if known is None:
        say("ledger: never seen")
    else:
        say(f"ledger: {known.state}, rule {known.rule or '-'}, status {known.status or '-'}, requests {known.attempts}")
        if known.alias_of:
            say(f"asked for instead: {known.alias_of}")
        way = way_to(ledger.db, known.url)
        say(
            "found by: " + " → ".join((*way, known.url))
            if way
            else "found by: a start page, robots.txt or an imported file"
        )
    for place in ledger.captures_of(decision.url):
        say(
            f"capture: {place.fetched_at} status {place.status} in {place.warc_file} at {place.warc_offset}, sha256 {place.payload_sha256}"
        )
    for other in others_of(ledger.db, decision.identity.key, decision.url):
        say(f"same thing: {other.url} ({other.state})")
    say(f"next crawl: {_next(ledger.db, known, decision.request)}")


def _next(db: sqlite3.Connection, known: UrlAccount | None, in_scope: bool) -> str:
    """What the next crawl would do with it, as far as robots.txt of that day allows."""
    if known is None:
        return "asked for as soon as a page links to it" if in_scope else "not asked for"
    if known.state == "queued":
        return "asked for"
    return "asked for again: it may have changed" if is_asked_again(db, known.url) else "not asked for"
