"""The one spider: turns kept answers into further requests; it reads no article, and every answer is kept before it sees it."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.exceptions import DownloadCancelledError
from scrapy.http import Response
from twisted.python.failure import Failure

from archive.asking_again import NO_SUCH_NUMBER, NO_WHOLE_LIST
from archive.capture import Capture
from archive.frontier import QueuedUrl
from archive.http_message import PASSING, REDIRECTS
from archive.keeper import Kept
from articles.reading import read_page
from articles.tree.links import find_links
from articles.tree.page import open_page
from sites.address import resolve
from sites.errors import StorageFull
from sites.identity import identify
from sites.registry import load_skeletons
from sites.scope import decide
from sites.site import Site
from spiders.brakes import Brakes, own_words
from spiders.following import PROBE, Following
from spiders.gate import Gate
from spiders.hosts import Hosts, rest_asked
from spiders.opening import Opening, reason_of
from spiders.writing import Writing

MAX_ATTEMPTS = 3
"""Requests for one address in one run."""
MAX_REDIRECTS = 10
"""Redirects one after the other that are followed: a server may send on for ever."""
_HOME = "other/home"
"""Identity of the home page."""


class SiteSpider(Spider):
    """Crawls one site. Yields requests only."""

    name = "site"

    def __init__(self, *, site: Site, writing: Writing, user_agent: str, brakes: Brakes, limit: int | None = None):
        super().__init__()
        self.site = site
        self.writing = writing
        self.hosts = Hosts(site, user_agent)
        self.pages = self.files = self.unchanged = 0
        self.reached_limit = False
        self.broken: list[tuple[str, str]] = []
        self.brakes = brakes
        self.gate = Gate(self)
        self.opening = Opening(self)
        self.following = Following(site, writing, brakes)
        self._headers = {"User-Agent": user_agent, "Accept": "text/html,*/*;q=0.8", "Accept-Encoding": "gzip"}
        self._limit = limit
        writing.on_fatal = self.gate.end_at_once

    async def start(self) -> AsyncIterator[Request]:
        """robots.txt of every host; what it allows follows from the answer."""
        for request in self.opening.requests():
            yield request

    # -- requests -----------------------------------------------------------------------------------------------

    def request(self, url: str, meta: dict[str, Any], callback: Any, errback: Any) -> Request:
        """A request that goes out as it is. Its meta goes with it until the answer is dealt with:

        `row`       its row of `urls`
        `queued`    the QueuedUrl, or for robots.txt instead `host` and `hops` (redirects so far)
        `confirms`  capture whose validators it carries (`_conditional`)
        `kept`      the Kept, set by `Writing.store`; absent: nothing came, or no HTTP answer
        `broken`    set by `store` when we slipped: the address stays queued

        Requests that callbacks yield are others: on their way to the frontier, with a `decision` (`Writing.send`).
        """
        return Request(url, callback, headers=self._headers, meta=meta, errback=errback, dont_filter=True)

    def next_request(self) -> Request | None:
        """The request for the next address of the frontier that robots.txt of today allows. The others are asked about
        again by the next run: what is forbidden may have been allowed, a host that was closed may be open."""
        frontier = self.writing.frontier
        while self.writing.is_open() and (queued := frontier.next()) is not None:
            brake = self.brakes.refuses(queued.url, identify(queued.url, monolingual=self.site.monolingual))
            if brake is not None:
                frontier.done(queued.id, "trap", status=None, rule=brake)
                self.following.give_pages_back(queued)
                continue
            if self.following.gave_up_on(queued):
                frontier.done(queued.id, "skipped", status=None, rule=NO_WHOLE_LIST)
                continue
            rule = self.hosts.refuses(queued.url)
            if rule is None and self.following.holds_back(queued):
                continue
            if rule is None:
                request = self.request(queued.url, {"queued": queued, "row": queued.id}, self.parse, self.failed)
                return self._conditional(request, queued)
            frontier.done(queued.id, "failed" if rule == "host-closed" else "skipped", status=None, rule=rule)
            if rule == "robots":
                self.following.give_pages_back(queued)
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
            self.gate.rest(rest_asked(kept.capture.header("Retry-After"), kept.capture.fetched_at))

    def parse(self, response: Response, **_: Any) -> Iterator[Request]:
        """One answer: the requests it leads to, then its state in the ledger."""
        if not self.writing.is_open():
            return
        self.hosts.answered(response.url)
        self.opening.keep_pace(response)
        queued: QueuedUrl = response.meta["queued"]
        kept: Kept | None = response.meta.get("kept")
        status = response.status
        frontier = self.writing.frontier
        whole = self.following.whole_list(queued)
        if kept is None:
            self._failed_for_good(queued, None, "no-http-answer", "the answer could not be kept")
        elif whole is not None and not kept.is_revisit and status not in PASSING | {200, 304}:
            self.following.failed_whole(queued, status)
        elif status in REDIRECTS:
            yield from self._redirected(queued, kept, status)
        elif (status in PASSING or (status == 304 and not kept.is_revisit)) and self._may_be_asked_again(queued):
            # A 304 to which nothing is held that can be read: asked again without conditions.
            frontier.again(queued.id, status=status, rule=f"http-{status}")
        elif status in (404, 410) and queued.has_priority(PROBE):
            frontier.done(queued.id, "failed", status=status, rule=NO_SUCH_NUMBER)
        elif status != 200 and not kept.is_revisit:
            self._failed_for_good(queued, status, f"http-{status}", f"answered {status}")
        else:
            yield from self._answered(queued, kept, status)
        self._settle(queued)

    def _answered(self, queued: QueuedUrl, kept: Kept, status: int) -> Iterator[Request]:
        """A page or file that came, or is as it was. The links of a page that did not change count too: it may have come
        from a file, whose links nobody followed."""
        links = find_links(kept.capture)
        whole = self.following.whole_list(queued)
        is_list = whole is None or self.following.judge(queued, whole, links)
        if links is not None and queued.identity == _HOME:
            self.brakes.note_home(kept.capture.payload)
        elif (
            links is not None
            and is_list
            and queued.kind != "attachment"
            and self.brakes.is_home_again(kept.capture.payload)
        ):
            if queued.has_priority(PROBE):  # how SPIP answers for a number it does not have, where slugs rule
                self.writing.frontier.done(queued.id, "failed", status=status, rule=NO_SUCH_NUMBER)
            else:
                self._failed_for_good(queued, status, "soft-404", "gives the home page")
            return
        requests = []
        if links is not None:
            yield from self.following.try_whole(queued, links)
            requests = list(self.following.follow(links.hrefs, links.base, queued.id, queued.depth + 1))
            yield from requests
        # Last, so that a page whose links could not be read stays queued.
        if whole is not None and not is_list:
            self.following.failed_whole(queued, status)
        else:
            self.writing.frontier.done(queued.id, "not-modified" if kept.is_revisit else "fetched", status=status)
        self._count(queued, unchanged=kept.is_revisit)
        self._brake(queued, kept.capture, requests)

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
        if decide(self.site, target, queued.url).url == queued.url:
            self._failed_for_good(queued, status, "redirect-to-itself", f"is a redirect to itself ({target})")
            return
        if self.writing.frontier.hops(queued.id) >= MAX_REDIRECTS:
            self._failed_for_good(queued, status, "redirect-too-long", f"is the end of {MAX_REDIRECTS} redirects")
            return
        self.writing.frontier.done(queued.id, "redirected", status=status, rule=target)
        yield from self.following.follow([target], queued.url, queued.id, queued.depth)

    def failed(self, failure: Failure) -> None:
        """No whole answer: asked again a few times, then noted with the reason."""
        if not self.writing.is_open():
            return
        meta = failure.request.meta  # type: ignore[attr-defined]
        queued: QueuedUrl = meta["queued"]
        if "broken" in meta:
            self.writing.settle(queued.id)  # it stays queued
            return
        name, reason = type(failure.value).__name__, reason_of(failure.value)
        if "kept" not in meta:
            silence = self.hosts.silent(queued.url, reason)
            if silence is not None:
                self.opening.close(urlsplit(queued.url).netloc, silence)
        if self._may_be_asked_again(queued) and not isinstance(failure.value, DownloadCancelledError):
            self.writing.frontier.again(queued.id, status=None, rule=name)
        else:
            self._failed_for_good(queued, None, name, f"had no whole answer: {reason}")
        self._settle(queued)

    def callback_failed(self, response: Response | None) -> None:
        """A callback broke on this answer, or `start` did (None): its page stays queued, its host is left alone when it
        was robots.txt, for which everything else would wait for ever."""
        self.writing.forget_requests()
        if response is not None:
            self.writing.settle(response.meta["row"])
            if "host" in response.meta:
                self.opening.close(response.meta["host"], "its robots.txt could not be read")

    def _may_be_asked_again(self, queued: QueuedUrl) -> bool:
        """Whether it is worth asking for after a failure in passing. What is only tried is not: a list in one piece may be what
        a server breaks at, and its pages wait."""
        is_tried = self.following.whole_list(queued) is not None and self.writing.held(queued.id) is None
        return not is_tried and queued.attempts + 1 < MAX_ATTEMPTS

    def _settle(self, queued: QueuedUrl) -> None:
        self.following.dealt_with(queued)
        self.writing.settle(queued.id)

    def _failed_for_good(self, queued: QueuedUrl, status: int | None, rule: str, message: str) -> None:
        if self.following.whole_list(queued) is not None:  # its pages are asked for instead
            self.following.failed_whole(queued, status)
            return
        self.writing.frontier.done(queued.id, "failed", status=status, rule=rule)
        self.writing.problem(queued.url, rule, f"{queued.url} {message}; attempts: {queued.attempts + 1}")

    def _count(self, queued: QueuedUrl, *, unchanged: bool) -> None:
        self.unchanged += unchanged
        if queued.kind == "attachment":
            self.files += 1
        else:
            self.pages += 1
        if self._limit is not None and self.pages + self.files >= self._limit:
            self.reached_limit = True
            self.gate.end()
