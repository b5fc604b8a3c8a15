"""One run of the Wayback door: lines of the index and a good capture of each thing; how a run begins and ends is for `wayback`."""

import sqlite3
from collections import Counter
from collections.abc import Callable
from datetime import datetime

from archive.clock import Clock
from archive.frontier import Frontier
from archive.index_cache import IndexSearch, find_search, is_held, keep_page, kept_rows
from archive.keeper import Exchange, Keeper
from archive.ledger import Ledger
from articles.reading import read_page
from articles.tree.page import open_page
from sites.errors import StorageFull, Unfinished
from sites.registry import load_skeletons
from sites.scope import Decision
from sites.site import Site
from spiders.cdx import FIELDS, IndexRow, Wanted, parse_page, wanted
from spiders.report import Progress
from spiders.service import NotPlayable, WaybackService
from spiders.stopping import Stop

PAGE_ROWS = 5000
"""Lines of the index asked for at once."""
_MOST_CANDIDATES = 3
"""Captures of one thing that are tried before it is given up."""
_NOT_IT = frozenset({"not-found", "error", "unreadable"})
"""What reading finds where an older capture may hold the article."""


class LimitReached(Unfinished):
    """As many captures were kept as `--limit` allows."""


class WaybackRun:
    """One run and what it counts."""

    def __init__(
        self, site: Site, ledger: Ledger, service: WaybackService, crawl_id: int, now: Clock, started: datetime,
        limit: int | None, on_progress: Callable[[Progress], None], stop: Stop,
    ):  # fmt: skip
        self._site, self._ledger, self._service, self._crawl_id = site, ledger, service, crawl_id
        self._now, self._started, self._limit, self._on_progress = now, started, limit, on_progress
        self._frontier = Frontier(ledger.db, crawl_id)
        self._stop = stop
        self._skeletons = load_skeletons()
        self.rows: list[IndexRow] = []
        self.searches = self.things = self.kept = self.held = self.without = self.problems = 0
        self._pages = self._files = self._left = 0
        self.refused: Counter[str] = Counter()

    # -- the index ----------------------------------------------------------------------------------------------

    def read_index(self, host: str, from_date: str, to_date: str) -> None:
        """All lines of the index for this host; only what is not cached is asked for."""
        db = self._ledger.db
        search = find_search(db, self._service.base, host, from_date, to_date)
        while not search.is_finished:
            search = self._next_page(search, host, from_date, to_date)
        self.rows += [IndexRow(*row) for row in kept_rows(db, search)]

    def _next_page(self, search: IndexSearch, host: str, from_date: str, to_date: str) -> IndexSearch:
        query = {
            "url": host, "matchType": "host", "fl": ",".join(FIELDS), "limit": str(PAGE_ROWS), "showResumeKey": "true",
            "resolveRevisits": "true", "gzip": "false",
        }  # fmt: skip
        bounds = (("from", from_date), ("to", to_date), ("resumeKey", search.resume_key or ""))
        query |= {name: value for name, value in bounds if value}
        self.searches += 1
        with self._stop.heard():
            rows, key, bad = parse_page(self._service.search(query))
        if bad:
            self._problem(host, "index-line", f"{self._service.base}: {bad} lines of its index for {host} are none")
        lines = [(r.timestamp, r.original, r.mimetype, r.status, r.digest, r.length) for r in rows]
        new, after = keep_page(self._ledger.db, search, lines, key, self._now())
        if not new and key is not None:
            # A service that gives the same lines for ever would be asked for ever.
            self._problem(host, "index-loop", f"{self._service.base}: nothing new before {key!r}; taken for the end")
            _, after = keep_page(self._ledger.db, search, (), None, self._now())
        return after

    # -- the mementos -------------------------------------------------------------------------------------------

    def fetch(self, warcinfo: tuple[tuple[str, str], ...]) -> None:
        """A good capture of each thing. What was kept is committed about once a second, and whatever ends it."""
        found, refused = wanted(self._site, self.rows)
        self.things = self._left = len(found)
        self.refused.update({rule: len(decisions) for rule, decisions in refused.items()})
        keeper = Keeper(self._ledger, self._crawl_id, f"wayback-{self._crawl_id:05d}", warcinfo, self._now)
        try:
            for decisions in refused.values():
                for decision in decisions:
                    self._frontier.skip(decision.url, decision.identity, decision.rule, depth=0, found_on=None)
            for one in found:
                if self._stop.was_asked:
                    raise KeyboardInterrupt
                self._fetch_one(keeper, one)
                self._left -= 1
                self._show(keeper)
                if keeper.commit_is_due:
                    keeper.commit()
        except (StorageFull, sqlite3.Error):
            keeper.abandon()
            raise
        except BaseException:
            keeper.close()
            raise
        keeper.close()

    def _fetch_one(self, keeper: Keeper, one: Wanted) -> None:
        tried: list[str] = []
        for decision, row in one.candidates[:_MOST_CANDIDATES]:
            if is_held(self._ledger.db, decision.url, row.moment):
                self.held += 1
                self._note_others(one)
                return
        for decision, row in one.candidates[:_MOST_CANDIDATES]:
            if self._limit is not None and self.kept >= self._limit:
                raise LimitReached(f"{self.kept} captures kept, as --limit says; the same command without it goes on")
            try:
                is_good = self._keep(keeper, decision, row)
            except (NotPlayable, ValueError) as error:
                tried.append(f"{row.timestamp}: {error}")
                continue
            if is_good:
                self._note_others(one)
                return
            tried.append(f"{row.timestamp}: no such article or file on it; kept")
        self.without += 1
        if tried:
            self._problem(one.addresses[0].url, "no-good-memento", f"{one.addresses[0].url}: {'; '.join(tried)}")
        for address in one.addresses:
            if not self._frontier.is_known(address.url):
                number = self._frontier.row_for(address.url, address.identity)
                self._frontier.done(number, "failed", status=one.gone, rule="no-good-capture")

    def _keep(self, keeper: Keeper, decision: Decision, row: IndexRow) -> bool:
        """Ask for one capture and keep it; whether the thing stands on it."""
        with self._stop.heard():
            memento = self._service.memento(row)
        was_known = self._frontier.is_known(decision.url)
        url_id = self._frontier.row_for(decision.url, decision.identity)
        exchange = Exchange(
            decision.url, memento.sent, memento.answer, row.moment,
            asked_at=self._now(), memento_url=memento.url, service_head=memento.service_head,
        )  # fmt: skip
        capture = keeper.keep(exchange, url_id, "wayback", "reconstructed").capture
        self.kept += 1
        kind = decision.identity.kind
        if kind == "attachment":
            self._files += 1
        else:
            self._pages += 1
        is_good = capture.status == 200 and bool(capture.payload)
        if is_good and kind == "article":
            page = open_page(capture, monolingual=self._site.monolingual)
            is_good = read_page(page, self._site, self._skeletons).outcome not in _NOT_IT
        if capture.status == 200:
            self._frontier.done(url_id, "fetched", status=200)
        elif not was_known:
            self._frontier.done(url_id, "failed", status=capture.status, rule=f"http-{capture.status}")
        return is_good

    def _note_others(self, one: Wanted) -> None:
        """Further addresses of the same thing become its aliases."""
        for decision in one.addresses[1:]:
            if not self._frontier.is_known(decision.url):
                self._frontier.add(decision.url, decision.identity, priority=decision.priority, depth=0, found_on=None)

    def _problem(self, url: str, kind: str, message: str) -> None:
        self.problems += 1
        self._ledger.record_problem(self._crawl_id, url, "fetch", kind, message)

    def _show(self, keeper: Keeper) -> None:
        seconds = (self._now() - self._started).total_seconds()
        received = keeper.bytes_received
        self._on_progress(Progress(self._pages, self._files, self.held, self._left, self.problems, received, seconds))
