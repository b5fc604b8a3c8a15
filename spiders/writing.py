"""A crawl's hand on the archive: what is stored, queued and noted, and whether that is settled; what to ask for is for the spider."""

import sqlite3
from collections.abc import Callable
from contextlib import suppress

from scrapy import Request
from scrapy.exceptions import DownloadCancelledError, DownloadTimeoutError

from archive.capture import Capture
from archive.clock import Clock
from archive.frontier import Frontier, QueuedUrl
from archive.keeper import Exchange, Keeper
from archive.ledger import Ledger
from archive.stored import StoredCapture
from sites.errors import Damage, StorageFull
from sites.scope import Decision

_FULL = "make room, then give the same command again"


class Writing:
    """Everything one crawl writes. Between two commits all of it is one transaction."""

    def __init__(self, ledger: Ledger, frontier: Frontier, keeper: Keeper, crawl_id: int, now: Clock):
        self.frontier = frontier
        self.problems = 0
        self.fatal: StorageFull | None = None
        self.on_fatal: Callable[[], None] = lambda: None
        self._ledger = ledger
        self._keeper = keeper
        self._crawl_id = crawl_id
        self._now = now
        self._unsettled: set[int] = set()
        self._on_their_way = 0

    # -- what is settled ----------------------------------------------------------------------------------------

    @property
    def settled(self) -> bool:
        """True when every answer that was stored has its state in the ledger and its links in the frontier. Only then may
        a commit be made: else a kill could lose links for good, or have a page fetched twice."""
        return not self._unsettled and not self._on_their_way

    def settle(self, row: int) -> None:
        """The answer to this row of `urls` is dealt with."""
        self._unsettled.discard(row)

    def forget_requests(self) -> None:
        """Requests under way to the frontier are lost: their callback failed half-way, and its page stays queued."""
        self._on_their_way = 0

    # -- what is written ----------------------------------------------------------------------------------------

    def store(self, request: Request, sent: bytes, received: bytes, failure: Exception | None) -> None:
        """Keep the bytes of an exchange, before anyone sees the answer; `kept` in the request's meta then tells of it."""
        if not received or not self.is_open():
            return
        queued: QueuedUrl | None = request.meta.get("queued")
        via, depth = (queued.via, queued.depth) if queued else (None, 0)
        confirms = request.meta.get("confirms")
        exchange = Exchange(request.url, sent, received, self._now(), _truncated(failure), via, depth, confirms)
        try:
            kept = request.meta["kept"] = self._keeper.keep(exchange, request.meta["row"])
            self._unsettled.add(request.meta["row"])
            if kept.trouble and exchange.truncated is None:
                self.problem(request.url, "body-coding", f"{kept.trouble}; the rest is kept as it stands")
        except ValueError as error:
            self.problem(request.url, "no-http-answer", str(error))
        except (StorageFull, sqlite3.Error) as error:
            self.give_up(error)
            raise

    def send(self, decision: Decision, *, depth: int, found_on: int | None) -> Request:
        """A request on its way to the frontier; `queue` receives it."""
        self._on_their_way += 1
        return Request(
            decision.url, meta={"decision": decision, "depth": depth, "found_on": found_on}, dont_filter=True
        )

    def held(self, row: int) -> StoredCapture | None:
        """What a conditional request for this row of `urls` may lean on; None: the body is wanted."""
        return self._ledger.body_before(row)

    def newest(self, url: str, identity: str) -> Capture | None:
        """The newest page held of this address, or else of the thing it means; None: there is none that is whole."""
        stored = self._ledger.capture_of(url, identity)
        if stored is None or stored.status != 200:
            return None
        with suppress(Damage):  # told by `build`, which reads every capture
            return self._keeper.read(stored)
        return None

    def queue(self, request: Request) -> bool:
        """Put a request made by `send` into the frontier; False when it is known already."""
        decision: Decision = request.meta["decision"]
        self._on_their_way = max(0, self._on_their_way - 1)
        return self.is_open() and self.frontier.add(
            decision.url,
            decision.identity,
            priority=decision.priority,
            depth=request.meta["depth"],
            found_on=request.meta["found_on"],
        )

    def problem(self, url: str, kind: str, message: str) -> None:
        """Note what went wrong."""
        self.problems += 1
        self._ledger.record_problem(self._crawl_id, url, "fetch", kind, message)

    # -- when nothing more can be written -----------------------------------------------------------------------

    def is_open(self) -> bool:
        """Whether writing goes on. SQLite takes the open transaction back by itself when the disk is full: what is written
        after that would stand alone, so the crawl ends."""
        if self.fatal is None and not self._keeper.is_writing:
            self.give_up(StorageFull(f"the database took its transaction back; {_FULL}"))
        return self.fatal is None

    def give_up(self, error: Exception) -> None:
        """End the crawl because nothing more can be stored; what was not committed is fetched again by the next run."""
        if self.fatal is None:
            self.fatal = error if isinstance(error, StorageFull) else StorageFull(f"{error}; {_FULL}")
            self.on_fatal()


def _truncated(failure: Exception | None) -> str | None:
    """Value of WARC-Truncated for a failure (ISO 28500 §5.13); None: the answer is whole."""
    if failure is None:
        return None
    return {DownloadTimeoutError: "time", DownloadCancelledError: "length"}.get(type(failure), "disconnect")
