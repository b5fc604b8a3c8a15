"""The Wayback door: begins and ends a run over a service's index of the site, and tells what it came to; the run is for `mementos`."""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from archive.clock import Clock
from archive.index_cache import forget_searches
from archive.ledger import Ledger
from archive.setting_aside import set_tails_aside
from sites.errors import AlreadyRunning, StorageFull, Unfinished
from sites.registry import site_to_json
from sites.site import Site
from spiders.mementos import LimitReached, WaybackRun
from spiders.report import Progress
from spiders.service import WaybackService
from spiders.stopping import Stop


@dataclass(frozen=True, slots=True)
class WaybackReport:
    """One run of the Wayback door."""

    crawl_id: int
    """Number of the run within its archive."""
    finish: str
    """`finished`, `limit`, `interrupted`, `stopped` (the service asked, or failed), `storage-full`."""
    exit_code: int
    """0 done, 3 unfinished, 4 the index knows nothing of the site."""
    searches: int
    """Searches of the index made in this run; what an earlier run was answered is not asked again."""
    rows: int
    """Lines of the index that are known."""
    things: int
    """Articles, files, lists and other things they stand for."""
    kept: int
    """Captures kept in this run."""
    held: int
    """Things whose capture an earlier run kept."""
    without: int
    """Things of which no capture could be had."""
    refused: Mapping[str, int]
    """Lines of addresses that are not asked for, by rule."""
    message: str | None
    """Why it stopped; None: it is done."""


def run_wayback(
    site: Site,
    ledger: Ledger,
    service: WaybackService,
    *,
    program: str,
    now: Clock,
    from_date: str = "",
    to_date: str = "",
    limit: int | None = None,
    refresh: bool = False,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> WaybackReport:
    """Go on until a capture of each thing is kept. `from_date`, `to_date`: digits, from a year to a second. `refresh`: ask
    the index anew. AlreadyRunning when another process writes this archive; BadInput when the service does not serve it."""
    ledger.lock()
    settings = {
        "site": site_to_json(site), "service": service.base, "from": from_date, "to": to_date, "limit": limit,
    }  # fmt: skip
    set_tails_aside(ledger, now, program)
    started = now()
    crawl_id = ledger.begin_crawl("wayback", settings, {"fonds": program}, started)
    stop = Stop()
    run = WaybackRun(site, ledger, service, crawl_id, now, started, limit, on_progress, stop)
    if refresh:
        forget_searches(ledger.db, service.base)
    finish, code, message = "finished", 0, None
    try:
        with stop:
            for host in site.hosts:
                run.read_index(host, from_date, to_date)
            run.fetch(_warcinfo(program, settings))
        if not run.rows:
            code = 4
            message = f"{service.base} knows no capture of {', '.join(site.hosts)} in that time"
    except KeyboardInterrupt:
        finish, code, message = "interrupted", 3, "stopped"
    except LimitReached as error:
        finish, code, message = "limit", 3, str(error)
    except (StorageFull, sqlite3.OperationalError) as error:
        finish, code, message = "storage-full", 3, f"{error}; make room, then give the same command again"
    except AlreadyRunning:
        raise
    except Unfinished as error:
        finish, code, message = "stopped", 3, str(error)
    report = WaybackReport(
        crawl_id, finish, code, run.searches, len(run.rows), run.things, run.kept, run.held, run.without,
        dict(run.refused), message,
    )  # fmt: skip
    counts = {"captures": run.kept, "searches": run.searches, "index_rows": len(run.rows)}
    ledger.finish_crawl(crawl_id, finish, code, counts, now())
    return report


def _warcinfo(program: str, settings: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    digest = hashlib.sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest()
    return (
        ("software", program),
        ("configurationDigest", f"sha256:{digest}"),
        ("format", "WARC File Format 1.1"),
        ("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"),
        ("description", f"answers made again from the mementos of {settings['service']}; WARC-Source-URI names each"),
    )
