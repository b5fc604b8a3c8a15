"""How a crawl ended: what Scrapy tells by signal, the verdict with its exit code, log and report; running it is for run."""

import logging
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from archive.clock import Clock
from archive.ledger import Ledger
from sites.errors import StorageFull
from spiders.report import CrawlReport, Progress
from spiders.spider import SiteSpider


class Outcome:
    """What Scrapy tells by signal."""

    def __init__(self) -> None:
        self.errors: list[tuple[str, str]] = []
        self.reason = "never-opened"
        self.has_probed = False

    def spider_opened(self) -> None:
        """Scrapy began."""
        # Stays so when a second Ctrl-C stops the reactor before the spider is closed.
        self.reason = "shutdown"

    def spider_error(self, failure: Any, response: Any, spider: Any) -> None:
        """A callback broke; on what, the spider is told."""
        if isinstance(failure.value, StorageFull | sqlite3.Error):
            spider.writing.give_up(failure.value)
            return
        url = response.url if response is not None else "start"
        self.errors.append((url, f"{type(failure.value).__name__}: {failure.value}"))
        spider.callback_failed(response)

    def spider_closed(self, reason: str) -> None:
        """Scrapy ended, and why."""
        self.reason = reason


def verdict(spider: SiteSpider, outcome: Outcome, last: Progress, found: int) -> tuple[str, int]:
    """Why it ended and the exit code (design §4); the worse reason wins."""
    if spider.writing.fatal is not None:
        return "storage-full", 3
    if outcome.errors:
        return "error", 1
    if outcome.reason == "shutdown":
        return "interrupted", 3
    if outcome.reason != "finished":
        return "error", 1
    finish = "limit" if spider.reached_limit else "unreachable" if spider.hosts.closed else "finished"
    if found == 0 and not spider.reached_limit and not last.queued:
        return finish, 4
    if last.queued or finish == "unreachable":
        return finish, 3
    return "finished", 0


class _StopWords(logging.Handler):
    """Hears Scrapy say that it was told to stop: there is no signal for it, only the line of its log."""

    def __init__(self, on_stop: Callable[[], None]):
        super().__init__(logging.INFO)
        self._on_stop = on_stop

    def emit(self, record: logging.LogRecord) -> None:
        if str(record.msg).startswith("Received") and "gracefully" in str(record.msg):
            with suppress(OSError):
                self._on_stop()


def log_to(ledger: Ledger, crawl_id: int, on_stop: Callable[[], None]) -> None:
    """Scrapy's log of errors beside the captures: a person sees Problems, a developer finds the traceback there."""
    handler = logging.FileHandler(ledger.captures_folder / f"live-{crawl_id:05d}.log", delay=True, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
    handler.setLevel(logging.ERROR)
    logging.getLogger().addHandler(handler)
    crawler_log = logging.getLogger("scrapy.crawler")
    crawler_log.setLevel(logging.INFO)
    crawler_log.addHandler(_StopWords(on_stop))


def write_report(ledger: Ledger, report: CrawlReport, now: Clock) -> None:
    """Close the run in the ledger and write the report beside its captures, as far as the disk allows."""
    name = f"live-{report.crawl_id:05d}.report"
    try:
        ledger.finish_crawl(report.crawl_id, report.finish, report.exit_code, dict(report.states), now())
        (ledger.captures_folder / f"{name}.txt").write_text(report.as_text(), encoding="utf-8")
        (ledger.captures_folder / f"{name}.json").write_text(report.as_json(), encoding="utf-8")
    except (OSError, sqlite3.Error):
        # A full disk, said already by exit code 3; anything else must not pass for success.
        if report.exit_code == 0:
            raise
