"""Opens the hosts of a site: robots.txt of each first, then its start pages, and the pace at which it is asked from then on."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from archive.http_message import PASSING, REDIRECTS
from archive.keeper import Kept
from sites.address import resolve
from sites.scope import decide

if TYPE_CHECKING:
    from spiders.spider import SiteSpider

MAX_ROBOTS_HOPS = 5
"""Redirects of robots.txt that are followed (RFC 9309 §2.3.1.2)."""
_MAX_ROBOTS = 512 * 1024
"""Bytes of robots.txt that are read: RFC 9309 §2.5 asks for 500 KiB at least."""


class Opening:
    """The hosts of one run on their way from awaited to open or closed; `spider.hosts` says how each stands."""

    def __init__(self, spider: "SiteSpider"):
        self._spider = spider
        self._floors: dict[str, float] = {}

    def requests(self) -> Iterator[Request]:
        """robots.txt of every host; the start pages follow from its answer."""
        site = self._spider.site
        schemes = {urlsplit(url).netloc: urlsplit(url).scheme for url in site.start_urls}
        for host in site.hosts:
            yield self._request(host, f"{schemes.get(host, 'http')}://{host}/robots.txt", 0)

    def _request(self, host: str, url: str, hops: int) -> Request:
        row = self._spider.writing.frontier.row_for(url, decide(self._spider.site, url).identity)
        return self._spider.request(url, {"host": host, "hops": hops, "row": row}, self.answered, self.failed)

    def answered(self, response: Response, **_: Any) -> Iterator[Request]:
        """Rules of one host. Redirects are followed (RFC 9309 §2.3.1.2), a 5xx closes the host (§2.3.1.4), 4xx opens it."""
        spider, host, row, status = self._spider, response.meta["host"], response.meta["row"], response.status
        kept: Kept | None = response.meta.get("kept")
        state = "fetched" if status == 200 else "redirected" if status in REDIRECTS else "failed"
        spider.writing.frontier.done(row, state, status=status, rule=None if status == 200 else f"http-{status}")
        spider.writing.settle(row)
        target = resolve(response.url, (response.headers.get("Location") or b"").decode("latin-1"))
        if status in REDIRECTS and target and response.meta["hops"] < MAX_ROBOTS_HOPS and self._may_follow(target):
            yield self._request(host, target, response.meta["hops"] + 1)
        elif status >= 500 or status == 429 or kept is None:
            self.close(host, f"robots.txt answered {status}")
        else:
            # utf-8-sig: behind a byte order mark Protego does not see the first line, and with it no rule of its group.
            text = kept.capture.payload[:_MAX_ROBOTS].decode("utf-8-sig", "replace") if status == 200 else ""
            rules = spider.hosts.open(host, text)
            self._floors[host] = max(spider.site.delay, rules.delay)
            self._set_delay(host, self._floors[host])
            seeds = [url for url in spider.site.start_urls if urlsplit(url).netloc == host]
            if seeds:
                # The plan names every section and article; feed and sitemap cost a request each and name what it forgot.
                root = f"{urlsplit(seeds[0]).scheme}://{host}"
                seeds += [f"{root}/spip.php?page=plan", f"{root}/sitemap.xml", f"{root}/spip.php?page=backend"]
                yield from spider.following.follow([*seeds, *rules.sitemaps], root + "/", None, 0)

    def _may_follow(self, target: str) -> bool:
        """Within the site, and nothing that is never asked for: a site may send whoever comes to its form for logging in."""
        return decide(self._spider.site, target).request

    def failed(self, failure: Failure) -> None:
        """A host that does not answer is left alone in this run."""
        meta = failure.request.meta  # type: ignore[attr-defined]
        writing = self._spider.writing
        writing.frontier.done(meta["row"], "failed", status=None, rule=type(failure.value).__name__)
        writing.settle(meta["row"])
        self.close(meta["host"], f"no answer: {reason_of(failure.value)}")

    def close(self, host: str, reason: str) -> None:
        """Leave a host alone from now on; the run ends when none is open any more."""
        spider = self._spider
        spider.hosts.close(host, reason)
        spider.writing.problem(
            f"http://{host}/robots.txt", "host-closed", f"{host} is left alone in this run: {reason}"
        )
        if spider.hosts.none_open:
            spider.gate.end()

    # -- pace ---------------------------------------------------------------------------------------------------

    def keep_pace(self, response: Response) -> None:
        """Ask its host as often as this answer, by its status and the time it took, lets us."""
        host = urlsplit(response.url).netloc
        seconds = float(response.meta.get("download_latency", 0.0))
        is_busy = response.status in PASSING
        floor = self._floors.get(host, 0.0)
        self._set_delay(host, self._spider.hosts.delay_after(host, floor, seconds, is_busy=is_busy))

    def _set_delay(self, host: str, delay: float) -> None:
        crawler = self._spider.crawler
        downloader = crawler.engine.downloader  # type: ignore[union-attr]
        name = urlsplit(f"//{host}").hostname or host
        if name in downloader.slots and downloader.slots[name].delay == delay:
            return
        concurrency = crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        downloader.per_slot_settings[name] = {"delay": delay, "concurrency": concurrency, "jitter": 0.0}
        if name in downloader.slots:
            downloader.slots[name].delay = delay


def reason_of(error: BaseException | None) -> str:
    """First line of an error, or its name when it says nothing."""
    return (str(error).strip().splitlines() or [""])[0][:200] or type(error).__name__
