"""What robots.txt of a host allows us; fetching it is for the spider."""

from protego import Protego


class RobotsRules:
    """Rules of one host for one user agent."""

    def __init__(self, text: str, user_agent: str):
        self._rules = Protego.parse(text)
        self._user_agent = user_agent

    @classmethod
    def allow_all(cls, user_agent: str) -> "RobotsRules":
        """For a host that has no robots.txt (RFC 9309 §2.3.1.3: 4xx means no restriction)."""
        return cls("", user_agent)

    def allows(self, url: str) -> bool:
        """Whether this address may be requested."""
        return bool(self._rules.can_fetch(url, self._user_agent))

    @property
    def delay(self) -> float:
        """Seconds between two requests that the host asks for; 0 when it asks for none."""
        return float(self._rules.crawl_delay(self._user_agent) or 0.0)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """Addresses of sitemaps it names."""
        return tuple(self._rules.sitemaps)
