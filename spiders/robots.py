"""What robots.txt of a host allows us; fetching it is for the spider."""

import math

from protego import Protego

MAX_DELAY = 300.0
"""Seconds: more is taken for a slip; a site of 1,000 pages would take four days at this."""


class RobotsRules:
    """Rules of one host for one user agent; an empty text restricts nothing."""

    def __init__(self, text: str, user_agent: str):
        self._rules = Protego.parse(text)
        # The product token alone (RFC 9309 §2.2.1): Protego looks for the name of a group anywhere in what it is given, and
        # would find `robot` or `example` in the contact.
        self._user_agent = user_agent.partition("/")[0]

    def allows(self, url: str) -> bool:
        """Whether this address may be requested."""
        return bool(self._rules.can_fetch(url, self._user_agent))

    @property
    def delay(self) -> float:
        """Seconds between two requests that the host asks for, at most MAX_DELAY; 0 when it asks for none."""
        asked = float(self._rules.crawl_delay(self._user_agent) or 0.0)
        return min(asked, MAX_DELAY) if math.isfinite(asked) and asked > 0 else 0.0

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """Addresses of sitemaps it names."""
        return tuple(self._rules.sitemaps)
