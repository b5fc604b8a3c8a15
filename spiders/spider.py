"""The one spider: turns kept answers into further requests; it reads no article, and every answer is kept before it sees it."""

import sqlite3
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.exceptions import DownloadCancelledError
from scrapy.http import Response
from scrapy.utils.asyncio import call_later
from scrapy.utils.defer import _schedule_coro  # private: there is no public way to close from a callback
from twisted.python.failure import Failure

from archive.capture import Capture
from archive.frontier import NO_SUCH_NUMBER, QueuedUrl
from archive.http_message import PASSING, REDIRECTS
from archive.keeper import Kept
from articles.links import find_links
from articles.page import open_page
from articles.reading import read_page
from sites.address import resolve
from sites.errors import StorageFull
from sites.identity import identify
from sites.registry import load_skeletons
from sites.scope import decide
from sites.site import Site
from spiders.brakes import Brakes, own_words
from spiders.hosts import Hosts, rest_asked
from spiders.writing import Writing

MAX_ATTEMPTS = 3
PROBE = 90
"""Priority of addresses that are only tried, for a number that no link names; after all others."""
_HOME = "other/home"
"""Identity of the home page."""
MAX_ROBOTS_HOPS = 5
MAX_HOPS = 20
"""Redirects in a row that are followed, as browsers do."""
_REMEMBERED = 50_000
"""Links remembered to be known; beyond, all are forgotten and looked up in the ledger again, so that memory stays flat."""


class SiteSpider(Spider):
    """Crawls one site. Yields requests only."""

    name = "site"

    def __init__(self, *, site: Site, writing: Writing, user_agent: str, brakes: Brakes, limit: int | None = None):
        super().__init__()
        self.site = site
        self.writing = writing
        self.hosts = Hosts(site, user_agent)
        self.pages = self.files = self.unchanged = 0
        self.stopping = self.reached_limit = self.holding = self.resting = False
        self.broken: list[tuple[str, str]] = []
        self.brakes = brakes
        self._floors: dict[str, float] = {}
        self._hops: dict[str, int] = {}
        """Redirects in a row that led to an address which is not asked for yet."""
        self._headers = {"User-Agent": user_agent, "Accept": "text/html,*/*;q=0.8", "Accept-Encoding": "gzip"}
        self._limit = limit
        self._remembered: dict[str, set[str]] = {}
        self._remembered_count = 0
        writing.on_fatal = self._end

    # -- robots.txt ---------------------------------------------------------------------------------------------

    async def start(self) -> AsyncIterator[Request]:
        """robots.txt of every host; what it allows follows from `parse_robots`."""
        schemes = {urlsplit(url).netloc: urlsplit(url).scheme for url in self.site.start_urls}
        for host in self.site.hosts:
            yield self._robots_request(host, f"{schemes.get(host, 'http')}://{host}/robots.txt", 0)

    def _robots_request(self, host: str, url: str, hops: int) -> Request:
        row = self.writing.frontier.row_for(url, decide(self.site, url).identity)
        return self._request(url, {"host": host, "hops": hops, "row": row}, self.parse_robots, self.failed_robots)

    def parse_robots(self, response: Response, **_: Any) -> Iterator[Request]:
        """Rules of one host. Redirects are followed (RFC 9309 §2.3.1.2), a 5xx closes the host (§2.3.1.4), 4xx opens it."""
        host, row, status = response.meta["host"], response.meta["row"], response.status
        kept: Kept | None = response.meta.get("kept")
        state = "fetched" if status == 200 else "redirected" if status in REDIRECTS else "failed"
        self.writing.frontier.done(row, state, status=status, rule=None if status == 200 else f"http-{status}")
        self.writing.settle(row)
        target = resolve(response.url, (response.headers.get("Location") or b"").decode("latin-1"))
        if status in REDIRECTS and target and response.meta["hops"] < MAX_ROBOTS_HOPS and self._is_ours(target):
            yield self._robots_request(host, target, response.meta["hops"] + 1)
        elif status >= 500 or status == 429 or kept is None:
            self._close_host(host, f"robots.txt answered {status}")
        else:
            text = kept.capture.payload.decode("utf-8", "replace") if status == 200 else ""
            rules = self.hosts.open(host, text)
            self._floors[host] = max(self.site.delay, rules.delay)
            self._set_delay(host, self._floors[host])
            seeds = [url for url in self.site.start_urls if urlsplit(url).netloc == host]
            if seeds:
                # The plan names every section and article; feed and sitemap cost a request each and name what it forgot.
                root = f"{urlsplit(seeds[0]).scheme}://{host}"
                seeds += [f"{root}/spip.php?page=plan", f"{root}/sitemap.xml", f"{root}/spip.php?page=backend"]
                yield from self._follow([*seeds, *rules.sitemaps], base=root + "/", found_on=None, depth=0)

    def failed_robots(self, failure: Failure) -> None:
        """A host that does not answer is left alone in this run."""
        meta = failure.request.meta  # type: ignore[attr-defined]
        self.writing.frontier.done(meta["row"], "failed", status=None, rule=type(failure.value).__name__)
        self.writing.settle(meta["row"])
        self._close_host(meta["host"], f"no answer: {_reason(failure.value)}")

    def _is_ours(self, url: str) -> bool:
        return urlsplit(url).netloc in self.site.hosts

    def _close_host(self, host: str, reason: str) -> None:
        self.hosts.close(host, reason)
        self.writing.problem(f"http://{host}/robots.txt", "host-closed", f"{host} is left alone in this run: {reason}")
        self.stopping = self.stopping or self.hosts.none_open

    def _adapt(self, response: Response) -> None:
        host = urlsplit(response.url).netloc
        seconds = float(response.meta.get("download_latency", 0.0))
        is_busy = response.status in PASSING
        self._set_delay(host, self.hosts.delay_after(host, self._floors.get(host, 0.0), seconds, is_busy=is_busy))

    def _set_delay(self, host: str, delay: float) -> None:
        downloader = self.crawler.engine.downloader  # type: ignore[union-attr]
        name = urlsplit(f"//{host}").hostname or host
        if name in downloader.slots and downloader.slots[name].delay == delay:
            return
        concurrency = self.crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        downloader.per_slot_settings[name] = {"delay": delay, "concurrency": concurrency, "jitter": 0.0}
        if name in downloader.slots:
            downloader.slots[name].delay = delay

    # -- requests -----------------------------------------------------------------------------------------------

    def _request(self, url: str, meta: dict[str, Any], callback: Any, errback: Any) -> Request:
        return Request(url, callback, headers=self._headers, meta=meta, errback=errback, dont_filter=True)

    def next_request(self) -> Request | None:
        """The request for the next address of the frontier that robots.txt of today allows. The others are asked about
        again by the next run: what is forbidden may have been allowed, a host that was closed may be open."""
        frontier = self.writing.frontier
        while self.writing.is_open() and (queued := frontier.next()) is not None:
            brake = self.brakes.refuses(queued.url, identify(queued.url, monolingual=self.site.monolingual))
            if brake is not None:
                frontier.done(queued.id, "trap", status=None, rule=brake)
                continue
            rule = self.hosts.refuses(queued.url)
            if rule is None:
                request = self._request(queued.url, {"queued": queued, "row": queued.id}, self.parse, self.failed)
                return self._conditional(request, queued)
            frontier.done(queued.id, "failed" if rule == "host-closed" else "skipped", status=None, rule=rule)
        return None

    def _conditional(self, request: Request, queued: QueuedUrl) -> Request:
        """The request with the validators of what is held (RFC 9110 §13.1); as it is where nothing is."""
        held = self.writing.held(queued.id)
        if held is not None:
            request.meta["confirms"] = held.id
            for name, value in (("If-None-Match", held.etag), ("If-Modified-Since", held.last_modified)):
                if value:
                    request.headers[name] = value.encode("latin-1")
        return request

    # -- answers ------------------------------------------------------------------------------------------------

    def store(self, request: Request, sent: bytes, received: bytes, failure: Exception | None) -> None:
        """Called by the download handler before anyone sees the answer. A wish to be left in peace counts from here: by the
        time of the callback the next request would be on its way."""
        try:
            self.writing.store(request, sent, received, failure)
        except (StorageFull, sqlite3.Error):
            raise
        except Exception as error:
            # A slip of ours: Scrapy would take it for a failure of the server, and the address for lost.
            request.meta["broken"] = True
            self.broken.append((request.url, f"{type(error).__name__}: {error}"))
            raise
        kept: Kept | None = request.meta.get("kept")
        if kept is not None and kept.capture.status in PASSING:
            self._rest(rest_asked(kept.capture.header("Retry-After"), kept.capture.fetched_at))

    def parse(self, response: Response, **_: Any) -> Iterator[Request]:
        """One answer: the requests it leads to, then its state in the ledger."""
        if not self.writing.is_open():
            return
        self.hosts.answered()
        self._adapt(response)
        queued: QueuedUrl = response.meta["queued"]
        kept: Kept | None = response.meta.get("kept")
        status = response.status
        frontier = self.writing.frontier
        if kept is None:
            self._failed_for_good(queued, None, "no-http-answer", "the answer could not be kept")
        elif status in REDIRECTS:
            yield from self._redirected(queued, kept, status)
        elif (status in PASSING or (status == 304 and not kept.is_revisit)) and queued.attempts + 1 < MAX_ATTEMPTS:
            # A 304 to which nothing is held that can be read: asked again without conditions.
            frontier.again(queued.id, status=status, rule=f"http-{status}")
        elif status in (404, 410) and queued.priority == PROBE:
            frontier.done(queued.id, "failed", status=status, rule=NO_SUCH_NUMBER)
        elif status != 200 and not kept.is_revisit:
            self._failed_for_good(queued, status, f"http-{status}", f"answered {status}")
        else:
            # Of a page that did not change too: it may have come from a file, whose links nobody followed.
            links = find_links(kept.capture)
            is_page = links is not None
            if is_page and queued.identity == _HOME:
                self.brakes.note_home(kept.capture.payload)
            elif is_page and queued.kind != "attachment" and self.brakes.is_home_again(kept.capture.payload):
                self._failed_for_good(queued, status, "soft-404", "gives the home page")
                self.writing.settle(queued.id)
                return
            requests = []
            if links is not None:
                requests = list(self._follow(links.hrefs, links.base, queued.id, queued.depth + 1))
                yield from requests
            # Last, so that a page whose links could not be read stays queued.
            frontier.done(queued.id, "not-modified" if kept.is_revisit else "fetched", status=status)
            self._count(queued, unchanged=kept.is_revisit)
            self._brake(queued, kept.capture, requests)
        self.writing.settle(queued.id)

    def _brake(self, queued: QueuedUrl, capture: Capture, requests: list[Request]) -> None:
        """Count what this answer led to; once a shape of addresses yields nothing new, no more of it is asked for."""
        found = [request.meta["decision"].identity for request in requests]
        identity = identify(queued.url, monolingual=self.site.monolingual)
        braked = self.brakes.answered(queued.url, identity, found=found, text_of=lambda: self._text_of(capture))
        if braked is not None:
            message = f"{queued.url}: addresses like it ({braked}) yield nothing new; no more of them are asked for"
            self.writing.problem(queued.url, "trap", message)

    def _text_of(self, capture: Capture) -> str | None:
        reading = read_page(open_page(capture, monolingual=self.site.monolingual), self.site, load_skeletons())
        return own_words(reading.article.body_html) if reading.article is not None else None

    def _redirected(self, queued: QueuedUrl, kept: Kept, status: int) -> Iterator[Request]:
        target = resolve(queued.url, kept.capture.header("Location") or "")
        if target is None:
            self._failed_for_good(queued, status, "redirect-nowhere", "is a redirect without a usable Location")
            return
        hops = self._hops.pop(queued.url, 0) + 1
        if hops > MAX_HOPS:
            self._failed_for_good(queued, status, "too-many-redirects", f"is redirect {hops} in a row")
            return
        self.writing.frontier.done(queued.id, "redirected", status=status, rule=target)
        for request in self._follow([target], queued.url, queued.id, queued.depth):
            self._hops[request.meta["decision"].url] = hops
            yield request

    def failed(self, failure: Failure) -> None:
        """No whole answer: asked again a few times, then noted with the reason."""
        if not self.writing.is_open():
            return
        meta = failure.request.meta  # type: ignore[attr-defined]
        queued: QueuedUrl = meta["queued"]
        if "broken" in meta:
            self.writing.settle(queued.id)  # it stays queued
            return
        name, reason = type(failure.value).__name__, _reason(failure.value)
        if "kept" not in meta:
            silence = self.hosts.silent(queued.url, reason)
            if silence is not None:
                self._close_host(urlsplit(queued.url).netloc, silence)
        if queued.attempts + 1 < MAX_ATTEMPTS and not isinstance(failure.value, DownloadCancelledError):
            self.writing.frontier.again(queued.id, status=None, rule=name)
        else:
            self._failed_for_good(queued, None, name, f"had no whole answer: {reason}")
        self.writing.settle(queued.id)

    def callback_failed(self, response: Response | None) -> None:
        """A callback broke on this answer, or `start` did (None): its page stays queued, its host is left alone when it
        was robots.txt, for which everything else would wait for ever."""
        self.writing.forget_requests()
        if response is not None:
            self.writing.settle(response.meta["row"])
            if "host" in response.meta:
                self._close_host(response.meta["host"], "its robots.txt could not be read")

    def _failed_for_good(self, queued: QueuedUrl, status: int | None, rule: str, message: str) -> None:
        self.writing.frontier.done(queued.id, "failed", status=status, rule=rule)
        self.writing.problem(queued.url, rule, f"{queued.url} {message}; attempts: {queued.attempts + 1}")

    def _count(self, queued: QueuedUrl, *, unchanged: bool) -> None:
        self.unchanged += unchanged
        if queued.kind == "attachment":
            self.files += 1
        else:
            self.pages += 1
        if self._limit is not None and self.pages + self.files >= self._limit:
            self.reached_limit = self.stopping = True

    # -- links --------------------------------------------------------------------------------------------------

    def _follow(self, hrefs: Iterable[str], base: str, found_on: int | None, depth: int) -> Iterator[Request]:
        """Requests for the links that are new; the others cost one look into a set."""
        folder = base.partition("?")[0].rpartition("/")[0]
        known = self._remembered.setdefault(folder, set())
        for href in hrefs:
            if href in known or href.startswith("#"):
                continue
            url = resolve(base, href)
            if not href.startswith("?"):
                known.add(href)
                self._remembered_count += 1
            if url is None:
                continue
            decision = decide(self.site, url, base)
            if self.writing.frontier.is_known(decision.url):
                continue
            brake = self.brakes.refuses(decision.url, decision.identity) if decision.request else None
            if brake is not None:
                self.writing.frontier.skip(
                    decision.url, decision.identity, brake, depth=depth, found_on=found_on, state="trap"
                )
            elif decision.request:
                yield self.writing.send(decision, depth=depth, found_on=found_on)
            else:
                skip = self.writing.frontier.skip
                skip(decision.url, decision.identity, decision.rule, depth=depth, found_on=found_on)
        if self._remembered_count > _REMEMBERED:
            self._remembered.clear()
            self._remembered_count = 0

    def probe(self, urls: Iterable[str]) -> int:
        """Queue addresses that no link names; how many."""
        number = 0
        for url in urls:
            decision = decide(self.site, url)
            if decision.request:
                number += self.writing.frontier.add(
                    decision.url, decision.identity, priority=PROBE, depth=0, found_on=None
                )
        return number

    # -- end ----------------------------------------------------------------------------------------------------

    def hold(self) -> None:
        """Ask for nothing new until `release`: what was stored is then settled within a few turns of the loop."""
        self.holding = True

    def release(self) -> None:
        """Go on after `hold`."""
        if self.holding:
            self.holding = False
            self._look_again()

    def _rest(self, seconds: float) -> None:
        """Ask for nothing for so long, because the server said so."""
        if seconds > 0 and not self.resting:
            self.resting = True
            call_later(seconds, self._wake)

    def _wake(self) -> None:
        self.resting = False
        self._look_again()

    def _look_again(self) -> None:
        # Private, but there is no other way to wake the engine: it looks again by itself only every five seconds.
        self.crawler.engine._slot.nextcall.schedule()  # type: ignore[union-attr]

    def _end(self) -> None:
        self.stopping = True
        engine = self.crawler.engine
        if engine is not None and engine.running:
            _schedule_coro(engine.close_spider_async(reason="storage-full"))


def _reason(error: BaseException | None) -> str:
    """First line of an error, or its name when it says nothing."""
    return (str(error).strip().splitlines() or [""])[0][:200] or type(error).__name__
