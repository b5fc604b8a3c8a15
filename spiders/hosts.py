"""Which hosts of a site may be asked in this run, and for what; fetching robots.txt is for the spider."""

from collections import defaultdict
from datetime import datetime
from urllib.parse import urlsplit

from archive.clock import http_date
from sites.site import Site
from spiders.robots import RobotsRules

MAX_SILENT = 12
"""Requests without any answer in a row after which a host is left alone: four addresses, three times each."""


MAX_REST = 600.0
"""Seconds a server may have us wait at one time; one that asks for more is asked again after these."""


def rest_asked(value: str | None, now: datetime) -> float:
    """Seconds that a Retry-After header asks for, as number or date (RFC 9110 §10.2.3); 0 when it asks for none.

    >>> rest_asked("120", datetime(2026, 11, 22, tzinfo=UTC)), rest_asked("soon", datetime(2026, 11, 22, tzinfo=UTC))
    (120.0, 0.0)
    >>> rest_asked("Sun, 22 Nov 2026 00:00:30 GMT", datetime(2026, 11, 22, tzinfo=UTC))
    30.0
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text), MAX_REST)
    until = http_date(text)
    return 0.0 if until is None else min(max((until - now).total_seconds(), 0.0), MAX_REST)


MAX_DELAY = 30.0
"""Seconds between two requests at most, however slow a server is, unless its robots.txt asks for more."""
_WEIGHT = 0.3
"""Of the newest answer in the smoothed time an answer takes."""


class Hosts:
    """The hosts of a site during one run: awaited at first, then open with their rules, or closed."""

    def __init__(self, site: Site, user_agent: str):
        self._site = site
        self._user_agent = user_agent
        self._awaited = set(site.hosts)
        self._open: dict[str, RobotsRules] = {}
        self._silent: dict[str, int] = defaultdict(int)
        self._latency: dict[str, float] = {}
        self.closed: dict[str, str] = {}

    @property
    def awaited(self) -> bool:
        """True until robots.txt of every host has been read or has failed."""
        return bool(self._awaited)

    @property
    def none_open(self) -> bool:
        """True when all are closed."""
        return not self._open and not self._awaited

    def open(self, host: str, text: str) -> RobotsRules:
        """Its robots.txt was read."""
        self._awaited.discard(host)
        self._open[host] = RobotsRules(text, self._user_agent)
        return self._open[host]

    def close(self, host: str, reason: str) -> None:
        """It is left alone in this run."""
        self._awaited.discard(host)
        self._open.pop(host, None)
        self.closed[host] = reason

    def delay_after(self, host: str, floor: float, seconds: float, *, is_busy: bool) -> float:
        """Seconds to leave between two requests, after an answer that took so long: twice the usual time, so that a slow
        server rests as long as it works, and never below `floor`. `is_busy`: it said that it could not answer."""
        if floor <= 0:
            return 0.0  # a laboratory, where nobody is to be spared
        usual = self._latency.get(host, seconds)
        self._latency[host] = 2 * max(usual, floor / 2) if is_busy else usual + _WEIGHT * (seconds - usual)
        return max(floor, min(2 * self._latency[host], MAX_DELAY))

    def refuses(self, url: str) -> str | None:
        """`host-closed` or `robots` when this address may not be asked for now; None: it may."""
        rules = self._open.get(urlsplit(url).netloc)
        if rules is None:
            return "host-closed"
        return "robots" if self._site.obey_robots and not rules.allows(url) else None

    def answered(self, url: str) -> None:
        """An answer came."""
        self._silent.pop(urlsplit(url).netloc, None)

    def silent(self, url: str, reason: str) -> str | None:
        """A request had no answer at all. Why its host is to be closed, when it was one too many; else None."""
        host = urlsplit(url).netloc
        self._silent[host] += 1
        if self._silent[host] < MAX_SILENT or host not in self._open:
            return None
        return f"{self._silent[host]} requests without an answer in a row, the last: {reason}"
