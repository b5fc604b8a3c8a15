"""Site: what is known of one directorate before a byte is read; how its pages look is told by skeletons."""

import re
from dataclasses import dataclass, field

from sites.address import take_apart
from sites.errors import SiteFileError
from sites.fields import check_fields

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_HOST = re.compile(r"(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(?::(?!(?:80|443)\Z)[0-9]{1,5})?")
_LANGUAGE = re.compile(r"[a-z]{2}")
_SNAPSHOT = "public"
"""The folder of the snapshot, beside those of the archives."""

MAX_DELAY = 3600.0
"""Seconds between two requests that a site may be given: with numbers that no clock counts to, a crawl would never end."""


def may_be_name(name: str) -> bool:
    """Whether a site, and so the folder of its archive, can be called so.

    >>> may_be_name("paca"), may_be_name("lost+found"), may_be_name("public")
    (True, False, False)
    """
    return _NAME.fullmatch(name) is not None and name != _SNAPSHOT


@dataclass(frozen=True, slots=True)
class Site:
    """One legacy site: the unit of politeness, of storage and of failure. A site file holds exactly one as `SITE`."""

    name: str
    """Folder name under the data folder: lower-case letters, digits, hyphens."""
    title: str
    """Name for people, in French."""
    hosts: tuple[str, ...]
    """`host` or `host:port`, lower case, without scheme; the first is the canonical one. Requests never leave these."""
    start: tuple[str, ...] = ()
    """Absolute addresses a crawl begins with; empty means the root of the first host over http."""
    skeletons: tuple[str, ...] = ()
    """Names of skeletons to be tried first, in this order; all others follow, the general SPIP reading last."""
    languages: tuple[str, ...] = ("fr",)
    """ISO 639-1 codes; with one language `lang=` says nothing about identity, see `monolingual`."""
    licence: str | None = None
    """Name of the licence of the texts; None: not known, and the public page says so."""
    licence_url: str | None = None
    """Address of the licence's text."""
    publisher: str | None = None
    """Body that published the site, in French."""
    successor: str | None = None
    """Address of the service that does this work today."""
    expected_articles: int | None = None
    """Least number of articles a whole crawl should find; None: unknown, only zero is an alarm."""
    wayback: str = "https://web.archive.org"
    """Base address of the service whose index and mementos the `wayback` door asks."""
    delay: float = 1.0
    """Seconds between two requests; a larger Crawl-delay of robots.txt wins."""
    obey_robots: bool = True
    """False only with the publisher's leave; the leave is quoted in `evidence`."""
    allow_private: bool = False
    """True lets requests go to loopback and private addresses: laboratory sites only."""
    skip: tuple[str, ...] = ()
    """Regular expressions on the path and query of addresses never to be requested, beyond the general rules."""
    evidence: tuple[str, ...] = field(default=())
    """Where each of the facts above was seen, one sentence each."""

    def __post_init__(self) -> None:
        """Raise SiteFileError, naming the field, for a value no crawl could use."""
        check_fields(self, f"site {self.name!r}")
        if not _NAME.fullmatch(self.name):
            raise SiteFileError(f"site {self.name!r}: field 'name': use lower-case letters, digits and hyphens")
        if self.name == _SNAPSHOT:  # who copies that folder to a server would hand out the archive with it
            raise SiteFileError(
                f"site {self.name!r}: field 'name': the folder of that name is the snapshot's; choose another"
            )
        if not self.hosts:
            raise SiteFileError(f"site {self.name}: field 'hosts' is empty")
        for host in self.hosts:
            if not _HOST.fullmatch(host):
                raise SiteFileError(
                    f"site {self.name}: field 'hosts': {host!r} must be a lower-case host, or host:port, "
                    "without scheme, path or default port"
                )
        if len(set(self.hosts)) != len(self.hosts):
            raise SiteFileError(f"site {self.name}: field 'hosts' names a host twice")
        for start in self.start:
            address = take_apart(start)
            if address.scheme not in ("http", "https") or address.host not in self.hosts:
                raise SiteFileError(f"site {self.name}: field 'start': {start!r} is no address on a host of the site")
        for language in self.languages:
            if not _LANGUAGE.fullmatch(language):
                raise SiteFileError(f"site {self.name}: field 'languages': {language!r} is no code such as 'fr'")
        links = (("licence_url", self.licence_url), ("successor", self.successor), ("wayback", self.wayback))
        for field_name, link in links:
            if link is not None and take_apart(link).scheme not in ("http", "https"):
                raise SiteFileError(f"site {self.name}: field {field_name!r}: {link!r} is no http address")
        if not 0 <= self.delay <= MAX_DELAY:
            raise SiteFileError(
                f"site {self.name}: field 'delay' must be seconds, {MAX_DELAY:.0f} at most, not {self.delay!r}"
            )
        if self.expected_articles is not None and self.expected_articles < 0:
            raise SiteFileError(f"site {self.name}: field 'expected_articles' must not be negative")
        for pattern in self.skip:
            try:
                re.compile(pattern)
            except re.error as error:
                raise SiteFileError(
                    f"site {self.name}: field 'skip': {pattern!r} is no regular expression: {error}"
                ) from error

    @property
    def start_urls(self) -> tuple[str, ...]:
        """Addresses to begin with, never empty."""
        return self.start or (f"http://{self.hosts[0]}/",)

    @property
    def monolingual(self) -> bool:
        """Whether `lang=` says nothing here: `identify` and `normalise` are told so wherever a site is known."""
        return len(self.languages) < 2
