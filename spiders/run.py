"""One crawl of one site in this process: sets Scrapy up, runs it, and turns what happened into a CrawlReport."""

import ipaddress
import logging
import socket
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
from scrapy.utils.asyncio import create_looping_call

from archive.frontier import Frontier
from archive.keeper import Keeper, set_tails_aside
from archive.ledger import Clock, Ledger, iso
from sites.errors import BadInput, FarFromExpected, StorageFull
from sites.registry import site_to_json
from sites.site import Site
from spiders.report import CrawlReport, Progress
from spiders.spider import SiteSpider

CONTACT = "https://fonds.example.org/robot"
_TICK = 0.5

_BY_RULE = "SELECT coalesce(rule, '?'), count(*) FROM urls WHERE state = ? GROUP BY 1"
_ARTICLE_PAGES = """
SELECT count(*) FROM captures AS c JOIN urls AS u ON u.id = c.url_id WHERE c.status = 200 AND u.kind IN ('article', 'section')"""


def run_crawl(
    site: Site,
    ledger: Ledger,
    *,
    program: str,
    now: Clock,
    contact: str = CONTACT,
    limit: int | None = None,
    concurrency: int = 1,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> CrawlReport:
    """Crawl until nothing is queued, the limit is reached or somebody stops it; go on where an earlier run stood.

    One call a process: Twisted's reactor cannot be started twice. BadInput when a host is private and the site does not
    allow it, FarFromExpected when no host has an address, AlreadyRunning when another process crawls this site.
    """
    ledger.lock()
    unresolved = _check_hosts(site)
    settings = {"site": site_to_json(site), "limit": limit, "concurrency": concurrency}
    versions = {name: version(name) for name in ("scrapy", "twisted", "lxml")} | {"fonds": program}
    user_agent = f"{program.replace(' ', '/')} (+{contact})"
    started = now()
    crawl_id = ledger.begin_crawl("live", settings, versions, started)
    set_aside = set_tails_aside(ledger, now, program)
    warcinfo = (
        ("software", program),
        ("format", "WARC File Format 1.1"),
        ("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"),
        ("robots", "obey" if site.obey_robots else "ignore"),
        ("http-header-user-agent", user_agent),
        ("isPartOf", site.name),
    )
    keeper = Keeper(ledger, crawl_id, f"live-{crawl_id:05d}", warcinfo, now)
    frontier = Frontier(ledger.db, crawl_id)
    if not frontier.has_next():
        frontier.ask_again_for_lists()
    frontier.ask_again_for_failures()
    crawler_settings = Settings()
    crawler_settings.setmodule("spiders.settings")
    crawler_settings.set("CONCURRENT_REQUESTS_PER_DOMAIN", concurrency)
    crawler_settings.set("CONCURRENT_REQUESTS", max(2, 2 * concurrency if concurrency > 1 else 2))
    crawler_settings.set("DOWNLOAD_DELAY", site.delay)
    crawler_settings.set("USER_AGENT", user_agent)
    _log_to(ledger, crawl_id)
    process = AsyncCrawlerProcess(crawler_settings)
    crawler = process.create_crawler(SiteSpider)
    outcome = _Outcome()
    crawler.signals.connect(outcome.spider_error, signals.spider_error)
    crawler.signals.connect(outcome.spider_opened, signals.spider_opened)
    crawler.signals.connect(outcome.spider_closed, signals.spider_closed)

    def progress() -> Progress:
        spider = crawler.spider
        assert isinstance(spider, SiteSpider)
        seconds = (now() - started).total_seconds()
        return Progress(spider.pages, spider.files, frontier.waiting(), spider.problems, keeper.bytes_received, seconds)

    def tick() -> None:
        spider = crawler.spider
        assert isinstance(spider, SiteSpider)
        if spider.fatal is not None:
            return
        try:
            keeper.commit_if_due()
        except StorageFull as error:
            spider.fatal = error
            spider.stop("storage-full")
        on_progress(progress())

    def start_ticking() -> None:
        create_looping_call(tick).start(_TICK, now=False)

    crawler.signals.connect(start_ticking, signals.spider_opened)
    process.crawl(
        crawler, site=site, ledger=ledger, frontier=frontier, keeper=keeper, crawl_id=crawl_id, now=now,
        user_agent=user_agent, limit=limit,
    )  # fmt: skip
    process.start()

    spider = crawler.spider
    assert isinstance(spider, SiteSpider)
    for name, message in outcome.errors:
        spider.problem(name, "callback-failed", message)
    if spider.fatal is None:
        try:
            keeper.close()
        except StorageFull as error:
            spider.fatal = error
    if spider.fatal is not None:
        keeper.abandon()
    last = progress()
    found = ledger.db.execute(_ARTICLE_PAGES).fetchone()[0]
    finish, exit_code = _verdict(spider, outcome, last, found)
    messages = [*unresolved, *(f"set aside: {line}" for line in set_aside), *spider.unreachable]
    if spider.fatal is not None:
        messages.append(str(spider.fatal))
    report = CrawlReport(
        site=site.name,
        crawl_id=crawl_id,
        started_at=iso(started),
        finished_at=iso(now()),
        finish=finish,
        exit_code=exit_code,
        progress=last,
        states=frontier.tally(),
        skipped=dict(ledger.db.execute(_BY_RULE, ("skipped",)).fetchall()),
        failures=dict(ledger.db.execute(_BY_RULE, ("failed",)).fetchall()),
        settings=settings,
        versions=versions,
        messages=tuple(messages),
    )
    _write_report(ledger, report, now)
    return report


class _Outcome:
    """What Scrapy tells by signal."""

    def __init__(self) -> None:
        self.errors: list[tuple[str, str]] = []
        self.reason = "never-opened"

    def spider_opened(self) -> None:
        # Stays so when a second Ctrl-C stops the reactor before the spider is closed.
        self.reason = "shutdown"

    def spider_error(self, failure: Any, response: Any) -> None:
        url = response.url if response is not None else "start"
        self.errors.append((url, f"{type(failure.value).__name__}: {failure.value}"))

    def spider_closed(self, reason: str) -> None:
        self.reason = reason


def _verdict(spider: SiteSpider, outcome: _Outcome, last: Progress, found: int) -> tuple[str, int]:
    """Why it ended and the exit code (design §4); the worse reason wins."""
    if spider.fatal is not None:
        return "storage-full", 3
    if outcome.errors:
        return "error", 1
    if outcome.reason == "shutdown":
        return "interrupted", 3
    if outcome.reason != "finished":
        return "error", 1
    if spider.reached_limit and last.queued:
        return "limit", 3
    if found == 0:
        return ("unreachable" if spider.unreachable else "finished"), 4
    return "finished", 0


def _check_hosts(site: Site) -> list[str]:
    """Addresses of all hosts: none of them private unless the site allows it. What could not be resolved, as messages."""
    unresolved = []
    for host in site.hosts:
        name = host.rpartition(":")[0] or host
        try:
            answers = socket.getaddrinfo(name.strip("[]"), None, type=socket.SOCK_STREAM)
        except OSError as error:
            unresolved.append(f"{host}: no address: {error.strerror or error}")
            continue
        for answer in answers:
            address = ipaddress.ip_address(str(answer[4][0]).partition("%")[0])
            if not address.is_global and not site.allow_private:
                raise BadInput(
                    f"{host} is {address}, a private or loopback address; say --allow-private if that is meant"
                )
    if len(unresolved) == len(site.hosts):
        raise FarFromExpected(
            f"{'; '.join(unresolved)}. Nothing was fetched; check the spelling and the network, or take the site from "
            "WARC files with `import`"
        )
    return unresolved


def _log_to(ledger: Ledger, crawl_id: int) -> None:
    """Scrapy's log of errors beside the captures: a person sees Problems, a developer finds the traceback there."""
    handler = logging.FileHandler(ledger.captures_folder / f"live-{crawl_id:05d}.log", delay=True, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
    handler.setLevel(logging.ERROR)
    root = logging.getLogger()
    root.addHandler(handler)


def _write_report(ledger: Ledger, report: CrawlReport, now: Clock) -> None:
    """Close the run in the ledger and write the report beside its captures, as far as the disk allows."""
    name = f"live-{report.crawl_id:05d}.report"
    try:
        ledger.finish_crawl(report.crawl_id, report.finish, report.exit_code, dict(report.states), now())
        (ledger.captures_folder / f"{name}.txt").write_text(report.as_text(), encoding="utf-8")
        (ledger.captures_folder / f"{name}.json").write_text(report.as_json(), encoding="utf-8")
    except OSError:
        if report.exit_code == 0:
            raise
