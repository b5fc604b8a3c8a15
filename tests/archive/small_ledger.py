"""Answers kept by hand, and addresses queued by hand."""

from datetime import UTC, datetime

from archive.frontier import Frontier
from archive.keeper import Keeper
from archive.ledger import Ledger
from sites.identity import identify

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Bonjour</p>"


def keeper(ledger: Ledger) -> Keeper:
    return Keeper(ledger, 1, "live-00001", (("software", "Fonds"),), lambda: NOW)


def url_row(ledger: Ledger, url: str = "http://h/spip.php?article1") -> int:
    return Frontier(ledger.db, 1).row_for(url, identify(url))


def add(frontier: Frontier, url: str, priority: int = 20) -> bool:
    return frontier.add(url, identify(url), priority=priority, depth=1, found_on=None)
