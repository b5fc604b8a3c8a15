"""Scrapy's scheduler over the frontier in the ledger; what an address is worth was decided before it came here."""

from collections import deque

from scrapy import Request
from scrapy.core.scheduler import BaseScheduler
from scrapy.spiders import Spider

from spiders.spider import SiteSpider


class FrontierScheduler(BaseScheduler):
    """Requests with `decision` in their meta go to the frontier; those without (robots.txt) are made at once, and all
    others wait for them: nothing is asked of a host before its robots.txt was read."""

    _spider: SiteSpider

    def open(self, spider: Spider) -> None:
        assert isinstance(spider, SiteSpider)
        self._spider = spider
        self._at_once: deque[Request] = deque()

    def has_pending_requests(self) -> bool:
        spider = self._spider
        return bool(self._at_once) or (
            not spider.gate.is_ending and (spider.hosts.awaited or spider.writing.frontier.has_next())
        )

    def enqueue_request(self, request: Request) -> bool:
        if "decision" not in request.meta:
            self._at_once.append(request)
            return True
        return self._spider.writing.queue(request)

    def next_request(self) -> Request | None:
        if self._at_once:
            return self._at_once.popleft()
        if self._spider.hosts.awaited or not self._spider.gate.is_open:
            return None
        return self._spider.next_request()
