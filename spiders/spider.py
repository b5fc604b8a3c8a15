"""The one spider: turns kept answers into further requests; it reads no article, and every answer is kept before it sees it."""

from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from archive.frontier import Frontier, QueuedUrl
from archive.keeper import Exchange, Keeper, Kept
from archive.ledger import Clock, Ledger
from articles.links import find_links
from sites.address import resolve
from sites.errors import StorageFull
from sites.scope import Decision, decide
from sites.site import Site
from spiders.robots import RobotsRules

MAX_ATTEMPTS = 3
REDIRECTS = frozenset({301, 302, 303, 307, 308})
RETRIED = frozenset({408, 429, 500, 502, 503, 504})
_REMEMBERED = 50_000
"""Links remembered to be known; beyond, all are forgotten and looked up in the ledger again, so that memory stays flat."""


class SiteSpider(Spider):
    """Crawls one site. Yields requests only."""

    name = "site"

    def __init__(
        self, *, site: Site, ledger: Ledger, frontier: Frontier, keeper: Keeper, crawl_id: int, now: Clock, user_agent: str,
        limit: int | None = None,
    ):  # fmt: skip
        super().__init__()
        self.site = site
        self.frontier = frontier
        self.stopping = False
        self.reached_limit = False
        self.fatal: StorageFull | None = None
        self.unreachable: list[str] = []
        self.pages = self.files = self.problems = 0
        self._ledger = ledger
        self._keeper = keeper
        self._crawl_id = crawl_id
        self._now = now
        self._user_agent = user_agent
        self._headers = {"User-Agent": user_agent, "Accept": "text/html,*/*;q=0.8", "Accept-Encoding": "gzip"}
        self._limit = limit
        self._robots: dict[str, RobotsRules] = {}
        self._robots_awaited = set(site.hosts)
        self._remembered: dict[str, set[str]] = {}
        self._remembered_count = 0

    # -- start --------------------------------------------------------------------------------------------------

    @property
    def waits_for_robots(self) -> bool:
        """True until robots.txt of every host has been read or has failed."""
        return bool(self._robots_awaited)

    async def start(self) -> AsyncIterator[Request]:
        """robots.txt of every host; what it allows follows from `parse_robots`."""
        schemes = {urlsplit(url).netloc: urlsplit(url).scheme for url in self.site.start_urls}
        for host in self.site.hosts:
            url = f"{schemes.get(host, 'http')}://{host}/robots.txt"
            meta = {"host": host, "row": self.frontier.row_for(url, decide(self.site, url).identity)}
            yield self._request(url, meta, self.parse_robots, self.failed_robots)

    def parse_robots(self, response: Response, **_: Any) -> Iterator[Request]:
        """Rules of one host. A 5xx closes the host (RFC 9309 §2.3.1.4), 4xx opens it."""
        host = response.meta["host"]
        if response.status >= 500:
            self._close_host(host, f"robots.txt answered {response.status}")
            return
        text = response.meta["kept"].capture.payload.decode("utf-8", "replace") if response.status == 200 else ""
        rules = self._robots[host] = RobotsRules(text, self._user_agent)
        self._set_delay(host, max(self.site.delay, rules.delay))
        self._robots_awaited.discard(host)
        root = f"{urlsplit(response.url).scheme}://{host}"
        seeds = [url for url in self.site.start_urls if urlsplit(url).netloc == host]
        if seeds:
            # The plan names every section and article; feed and sitemap cost one request each and name what it forgot.
            seeds += [f"{root}/spip.php?page=plan", f"{root}/sitemap.xml", f"{root}/spip.php?page=backend"]
        yield from self._follow([*seeds, *(rules.sitemaps if seeds else ())], base=root + "/", found_on=None, depth=0)

    def failed_robots(self, failure: Failure) -> None:
        """A host that does not answer is left alone in this run."""
        host = failure.request.meta["host"]  # type: ignore[attr-defined]
        self._close_host(host, f"no answer: {_reason(failure.value)}")

    def _close_host(self, host: str, message: str) -> None:
        self.unreachable.append(f"{host}: {message}")
        self.problem(f"http://{host}/robots.txt", "host-closed", f"{host} is left alone in this run: {message}")
        self._robots_awaited.discard(host)
        if not self._robots and not self._robots_awaited:
            self.stopping = True

    def _set_delay(self, host: str, delay: float) -> None:
        downloader = self.crawler.engine.downloader  # type: ignore[union-attr]
        name = host.partition(":")[0]
        concurrency = self.crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        downloader.per_slot_settings[name] = {"delay": delay, "concurrency": concurrency, "jitter": 0.0}
        if name in downloader.slots:
            downloader.slots[name].delay = delay

    # -- requests -----------------------------------------------------------------------------------------------

    def _request(self, url: str, meta: dict[str, Any], callback: Any, errback: Any) -> Request:
        return Request(url, callback, headers=self._headers, meta=meta, errback=errback, dont_filter=True)

    def request_for(self, queued: QueuedUrl) -> Request:
        """The request for an address of the frontier."""
        return self._request(queued.url, {"queued": queued, "row": queued.id}, self.parse, self.failed)

    def queue(self, request: Request) -> bool:
        """Put a request of ours into the frontier; False when it is known already."""
        decision: Decision = request.meta["decision"]
        return self.frontier.add(
            decision.url,
            decision.identity,
            priority=decision.priority,
            depth=request.meta["depth"],
            found_on=request.meta["found_on"],
        )

    # -- answers ------------------------------------------------------------------------------------------------

    def store(self, request: Request, sent: bytes, received: bytes, failure: Exception | None) -> None:
        """Called by the download handler before anyone sees the answer: keep its bytes."""
        if not received:
            return
        exchange = Exchange(request.url, sent, received, self._now(), "disconnect" if failure else None)
        try:
            request.meta["kept"] = self._keeper.keep(exchange, request.meta["row"])
        except ValueError as error:
            self.problem(request.url, "no-http-answer", str(error))
        except StorageFull as error:
            self.fatal = error
            self.stop("storage-full")
            raise

    def parse(self, response: Response, **_: Any) -> Iterator[Request]:
        """One answer: its state in the ledger, and the requests it leads to."""
        queued: QueuedUrl = response.meta["queued"]
        kept: Kept | None = response.meta.get("kept")
        status = response.status
        if kept is None:
            self._failed_for_good(queued, None, "no-http-answer", "the answer could not be kept")
        elif status in REDIRECTS:
            yield from self._redirected(queued, kept, status)
        elif status in RETRIED and queued.attempts + 1 < MAX_ATTEMPTS:
            self.frontier.again(queued.id, status=status, rule=f"http-{status}")
        elif status != 200:
            self._failed_for_good(queued, status, f"http-{status}", f"answered {status}")
        else:
            self.frontier.done(queued.id, "fetched", status=status)
            self._count(queued)
            links = find_links(kept.capture)
            if links is not None:
                yield from self._follow(links.hrefs, links.base, queued.id, queued.depth + 1)

    def _redirected(self, queued: QueuedUrl, kept: Kept, status: int) -> Iterator[Request]:
        target = resolve(queued.url, kept.capture.header("Location") or "")
        if target is None:
            self._failed_for_good(queued, status, "redirect-nowhere", "a redirect without a usable Location")
            return
        self.frontier.done(queued.id, "redirected", status=status, rule=target)
        yield from self._follow([target], queued.url, queued.id, queued.depth)

    def failed(self, failure: Failure) -> None:
        """No whole answer: asked again a few times, then noted with the reason."""
        if self.fatal is not None:
            return
        queued: QueuedUrl = failure.request.meta["queued"]  # type: ignore[attr-defined]
        reason = _reason(failure.value)
        if queued.attempts + 1 < MAX_ATTEMPTS:
            self.frontier.again(queued.id, status=None, rule=type(failure.value).__name__)
        else:
            self._failed_for_good(queued, None, type(failure.value).__name__, reason)

    def _failed_for_good(self, queued: QueuedUrl, status: int | None, rule: str, message: str) -> None:
        self.frontier.done(queued.id, "failed", status=status, rule=rule)
        self.problem(queued.url, rule, f"{queued.url} {message} after {queued.attempts + 1} attempt(s)")

    def _count(self, queued: QueuedUrl) -> None:
        if queued.kind == "attachment":
            self.files += 1
        else:
            self.pages += 1
        if self._limit is not None and self.pages + self.files >= self._limit:
            self.reached_limit = self.stopping = True

    # -- links --------------------------------------------------------------------------------------------------

    def _follow(self, hrefs: Any, base: str, found_on: int | None, depth: int) -> Iterator[Request]:
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
            if self.frontier.is_known(decision.url):
                continue
            rules = self._robots.get(urlsplit(decision.url).netloc)
            if not decision.request:
                self.frontier.skip(decision.url, decision.identity, decision.rule, depth=depth, found_on=found_on)
            elif self.site.obey_robots and rules is not None and not rules.allows(decision.url):
                self.frontier.skip(decision.url, decision.identity, "robots", depth=depth, found_on=found_on)
            else:
                meta = {"decision": decision, "depth": depth, "found_on": found_on}
                yield Request(decision.url, meta=meta, dont_filter=True)
        if self._remembered_count > _REMEMBERED:
            self._remembered.clear()
            self._remembered_count = 0

    # -- end ----------------------------------------------------------------------------------------------------

    def problem(self, url: str, kind: str, message: str) -> None:
        """Note what went wrong."""
        self.problems += 1
        self._ledger.record_problem(self._crawl_id, url, "fetch", kind, message)

    def stop(self, reason: str) -> None:
        """End the crawl; what is in flight is still kept."""
        self.stopping = True
        from scrapy.utils.defer import _schedule_coro  # private: there is no public way to close from a callback

        _schedule_coro(self.crawler.engine.close_spider_async(reason=reason))  # type: ignore[union-attr]


def _reason(error: BaseException | None) -> str:
    """First line of an error, or its name when it says nothing."""
    return (str(error).strip().splitlines() or [""])[0][:200] or type(error).__name__
