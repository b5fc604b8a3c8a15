"""One crawl of one site in this process: sets Scrapy up, runs it, and turns what happened into a CrawlReport."""

import hashlib
import json
import signal
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import DontCloseSpider
from scrapy.settings import Settings
from scrapy.utils.asyncio import create_looping_call

from archive.clock import Clock, iso
from archive.figures import pages_held
from archive.frontier import Frontier
from archive.gaps import unknown_numbers
from archive.keeper import Keeper
from archive.ledger import Ledger
from archive.setting_aside import set_tails_aside
from sites.errors import Damage, StorageFull
from sites.registry import site_to_json
from sites.site import Site
from spiders.brakes import Brakes
from spiders.outcome import Outcome, log_to, verdict, write_report
from spiders.report import CrawlReport, Progress
from spiders.spider import SiteSpider
from spiders.writing import Writing

CONTACT = "https://fonds.example.org/robot"
_TICK = 0.005
"""Seconds between two looks whether a commit is due and possible."""
_PROGRESS_EVERY = 0.5
"""Seconds between two lines of progress."""


def run_crawl(
    site: Site,
    ledger: Ledger,
    *,
    program: str,
    now: Clock,
    contact: str = CONTACT,
    limit: int | None = None,
    concurrency: int = 1,
    probe_ids: bool = False,
    on_progress: Callable[[Progress], None] = lambda _: None,
    on_stop: Callable[[], None] = lambda: None,
) -> CrawlReport:
    """Crawl until nothing is queued, the limit is reached or somebody stops it; go on where an earlier run stood.

    One call a process: Twisted's reactor cannot be started twice. AlreadyRunning when another process crawls this site.
    Whether the site's hosts may be asked at all, `spiders.reach` tells before. `probe_ids`: when nothing waits any more, ask
    for the numbers of articles and sections in the gaps, once. `on_stop` is called at the first Ctrl-C.
    """
    ledger.lock()
    versions = {name: version(name) for name in ("scrapy", "twisted", "lxml")} | {"fonds": program}
    user_agent = f"{program.replace(' ', '/')} (+{contact})"
    settings = {
        "site": site_to_json(site), "limit": limit, "concurrency": concurrency, "user_agent": user_agent, "probe_ids": probe_ids,
    }  # fmt: skip
    started = now()
    set_aside = set_tails_aside(ledger, now, program)
    crawl_id = ledger.begin_crawl("live", settings, versions, started)
    warcinfo = (
        ("software", program),
        ("operator", contact),
        ("configurationDigest", "sha256:" + hashlib.sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest()),
        ("format", "WARC File Format 1.1"),
        ("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"),
        ("robots", "obey" if site.obey_robots else "ignore"),
        ("http-header-user-agent", user_agent),
        ("isPartOf", site.name),
    )
    keeper = Keeper(ledger, crawl_id, f"live-{crawl_id:05d}", warcinfo, now)
    frontier = Frontier(ledger.db, crawl_id)
    writing = Writing(ledger, frontier, keeper, crawl_id, now)
    if not frontier.has_next():
        frontier.ask_again_for_all()
    frontier.ask_again_for_failures()
    crawler_settings = Settings()
    crawler_settings.setmodule("spiders.settings")
    crawler_settings.set("CONCURRENT_REQUESTS_PER_DOMAIN", concurrency)
    # No more than this in all: what waited in the downloader would go out after a Retry-After all the same, and Scrapy starts
    # all of it at once, whatever the limit of the domain (31 for 16 were seen).
    crawler_settings.set("CONCURRENT_REQUESTS", concurrency)
    crawler_settings.set("DOWNLOAD_DELAY", site.delay)
    crawler_settings.set("USER_AGENT", user_agent)
    process = AsyncCrawlerProcess(crawler_settings)
    # After Scrapy has set up its loggers: it takes the handlers off those that exist before.
    log_to(ledger, crawl_id, on_stop)
    crawler = process.create_crawler(SiteSpider)
    outcome = Outcome()
    crawler.signals.connect(outcome.spider_error, signals.spider_error)
    crawler.signals.connect(outcome.spider_opened, signals.spider_opened)
    crawler.signals.connect(outcome.spider_closed, signals.spider_closed)

    def progress() -> Progress:
        spider = crawler.spider
        assert isinstance(spider, SiteSpider)
        seconds = (now() - started).total_seconds()
        return Progress(
            pages=spider.pages,
            files=spider.files,
            unchanged=spider.unchanged,
            queued=frontier.waiting(),
            problems=writing.problems,
            received=keeper.bytes_received,
            seconds=seconds,
        )

    def tick() -> None:
        spider = crawler.spider
        assert isinstance(spider, SiteSpider)
        if not writing.is_open() or not keeper.commit_is_due:
            return
        if not writing.settled:
            # Without holding, a crawl with 16 connections at full speed was never settled at any look.
            spider.gate.hold()
            return
        try:
            keeper.commit()
        except (StorageFull, sqlite3.Error) as error:
            writing.give_up(error)
        else:
            spider.gate.release()

    def show() -> None:
        # Whoever reads our lines may be gone (`2>&1 | head`); the crawl goes on.
        with suppress(OSError):
            on_progress(progress())

    def start_ticking() -> None:
        create_looping_call(tick).start(_TICK, now=False)
        create_looping_call(show).start(_PROGRESS_EVERY, now=False)

    def probe() -> None:
        """Called when nothing waits: once, ask for numbers in the gaps."""
        spider = crawler.spider
        assert isinstance(spider, SiteSpider)
        if spider.gate.is_ending or spider.hosts.awaited or not writing.is_open() or outcome.has_probed:
            return
        outcome.has_probed = True
        root = site.start_urls[0]
        if spider.following.probe(
            url for kind in ("section", "article") for url in unknown_numbers(ledger.db, kind, root)
        ):
            spider.gate.look_again()
            raise DontCloseSpider

    if probe_ids:
        crawler.signals.connect(probe, signals.spider_idle)
    crawler.signals.connect(start_ticking, signals.spider_opened)
    process.crawl(
        crawler, site=site, writing=writing, user_agent=user_agent, limit=limit, brakes=_brakes(ledger, frontier),
    )  # fmt: skip
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    process.start()
    # Scrapy leaves its handlers behind: without this, Ctrl-C would be ignored from here on.
    for number, handler in before.items():
        signal.signal(number, handler)

    spider = crawler.spider
    assert isinstance(spider, SiteSpider)
    try:
        outcome.errors += spider.broken
        for name, message in outcome.errors:
            writing.problem(name, "callback-failed", message)
        if writing.is_open() and writing.settled:
            keeper.close()
    except (StorageFull, sqlite3.Error) as error:
        writing.give_up(error)
    if writing.fatal is not None or not writing.settled:
        keeper.abandon()
    last = progress()
    found = pages_held(ledger.db)
    finish, exit_code = verdict(spider, outcome, last, found)
    messages = [
        *(f"set aside: {line}" for line in set_aside),
        *(f"{host}: {reason}" for host, reason in spider.hosts.closed.items()),
    ]
    if writing.fatal is not None:
        messages.append(str(writing.fatal))
    report = CrawlReport(
        site=site.name,
        crawl_id=crawl_id,
        started_at=iso(started),
        finished_at=iso(now()),
        finish=finish,
        exit_code=exit_code,
        progress=last,
        states=frontier.tally(),
        skipped=frontier.by_rule("skipped"),
        failures=frontier.by_rule("failed"),
        settings=settings,
        versions=versions,
        messages=tuple(messages),
    )
    write_report(ledger, report, now)
    return report


def _brakes(ledger: Ledger, frontier: Frontier) -> Brakes:
    """Brakes as an earlier run left them: the shapes it stopped at, and the home page it saw."""
    brakes = Brakes({rule.removeprefix("brake:") for rule in frontier.by_rule("trap")})
    home = ledger.capture_of("", "other/home")
    if home is not None and home.status == 200:
        with suppress(Damage):
            brakes.note_home(ledger.read_capture(home).payload)
    return brakes
