"""Talks to a Wayback service: one search of its index, one memento as it was captured; what is asked for is for wayback."""

import os
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError

from archive.clock import http_date
from archive.http_message import MAX_PAYLOAD
from sites.address import take_apart
from sites.errors import BadInput, Unfinished
from sites.site import Site
from spiders.cdx import IndexRow
from spiders.pace import Pace
from spiders.reach import unreachable_hosts

_TRIES = 4
_PAUSE = 2.0
"""Seconds before the second try; doubled each time."""
_TIMEOUT = (20, 60)
_MOST_SECONDS = 600.0
"""A memento that drips longer is given up: 128 MB in that time is 200 kB a second."""
_BUSY = frozenset({500, 502, 503, 504, 520, 522, 524})
_ORIGINAL = "x-archive-orig-"
_OF_THE_WIRE = frozenset({"transfer-encoding", "content-length", "content-encoding", "connection"})
"""Headers of the original that say how its bytes came, not what they are: the memento's body came another way."""


class AskedToStop(Unfinished):
    """The service answered 429. Wait as long as the message says, an hour at least, and give the same command again."""


class ServiceFailed(Unfinished):
    """The service gave no usable answer after several tries. The same command goes on where it stood."""


class NotPlayable(Exception):
    """The service lists this capture but cannot give it; another one may serve."""


@dataclass(frozen=True, slots=True)
class Memento:
    """One capture as the service gives it."""

    url: str
    """Address it was asked for at."""
    sent: bytes
    """Our request, as far as it is ours to say: request line and headers."""
    answer: bytes
    """The original answer made again: status line and headers as the service reports them, body as it was captured."""
    service_head: bytes
    """Status line and headers of the service's own answer."""


class WaybackService:
    """One service, at its base address."""

    def __init__(
        self, base: str, user_agent: str, searches: Pace, mementos: Pace, sleep: Callable[[float], None] = time.sleep
    ):
        self.base = base.rstrip("/")
        self._searches, self._mementos, self._sleep = searches, mementos, sleep
        self._session = requests.Session()
        self._session.trust_env = False  # a proxy or a .netrc of this machine is nobody's idea of this service
        self._session.headers["User-Agent"] = user_agent
        self._session.mount(self.base, HTTPAdapter(pool_maxsize=1))

    def close(self) -> None:
        """Close its connection."""
        self._session.close()

    def search(self, query: Mapping[str, str]) -> str:
        """One answer of the index in its text form. AskedToStop, ServiceFailed, or BadInput when the service does not serve
        this site."""
        answer = self._ask(f"{self.base}/cdx/search/cdx", self._searches, query, {})
        text = answer.content.decode("utf-8", "replace")
        if "AccessControlException" in text[:2000]:
            raise BadInput(f"{query['url']}: the service does not serve this site: {text.strip()[:200]}")
        if answer.status_code != 200:
            raise ServiceFailed(f"{answer.url}: status {answer.status_code}: {text.strip()[:200]}")
        return text

    def memento(self, row: IndexRow) -> Memento:
        """One capture, its body as it was captured. NotPlayable when the service gives another one or none; AskedToStop,
        ServiceFailed."""
        # The captured address stands in the path as it is: `?` and `&` of its own belong to it, `#` would end it.
        url = f"{self.base}/web/{row.timestamp}id_/{quote(row.original, safe=_SAFE)}"
        answer = self._ask(url, self._mementos, None, {"Accept-Encoding": "gzip, deflate, br"}, raw=True)
        captured = answer.headers.get("Memento-Datetime")
        body = answer.content
        if captured is None:
            raise NotPlayable(f"status {answer.status_code} without Memento-Datetime")
        if _moment(captured) != row.moment:
            raise NotPlayable(f"the service gave the capture of {captured}")
        head = "".join(f"{name}: {value}\r\n" for name, value in answer.headers.items())
        request = "".join(f"{name}: {value}\r\n" for name, value in answer.request.headers.items())
        return Memento(
            url,
            f"GET {answer.request.path_url} HTTP/1.1\r\n{request}\r\n".encode("latin-1", "replace"),
            _original(answer, body),
            f"HTTP/1.1 {answer.status_code} {answer.reason}\r\n{head}\r\n".encode("latin-1", "replace"),
        )

    def _ask(
        self, url: str, pace: Pace, query: Mapping[str, str] | None, headers: Mapping[str, str], *, raw: bool = False
    ) -> requests.Response:
        reason = ""
        for number in range(_TRIES):
            if number:
                self._sleep(_PAUSE * 2 ** (number - 1))
            pace.wait()
            try:
                answer = self._session.get(
                    url, params=query, headers=dict(headers), timeout=_TIMEOUT, stream=True, allow_redirects=False
                )
                with answer:
                    answer._content = _body(answer, raw=raw)
            except (requests.RequestException, HTTPError, TimeoutError) as error:
                reason = f"{type(error).__name__}: {str(error)[:200]}"
                continue
            if answer.status_code == 429 and "Memento-Datetime" not in answer.headers:
                asked = answer.headers.get("Retry-After", "an hour at least")
                wait = f"{asked} seconds" if asked.isdecimal() else asked
                raise AskedToStop(f"{url}: the service asks us to stop (429); wait {wait}, then the same command again")
            if answer.status_code not in _BUSY or "Memento-Datetime" in answer.headers:
                return answer
            reason = f"status {answer.status_code}"
        raise ServiceFailed(f"{url}: {reason} after {_TRIES} tries; the same command goes on where it stood")


def open_service(site: Site, *, program: str, contact: str, delay: float) -> WaybackService:
    """The service of this site, asked at most 24 times a minute for its index (its limit since 2026, and what it blocks for)
    by all processes of this user together, and for a memento every `delay` seconds. BadInput when its address is a private
    one and the site does not allow that. The caller closes it."""
    host = take_apart(site.wayback).host
    unreachable_hosts(replace(site, hosts=(host,), start=()))
    folder = _cache_folder() / "fonds"
    name = re.sub(r"[^a-z0-9.-]", "_", host)
    searches = Pace(folder / f"searches-{name}.json", most=_SEARCHES_A_MINUTE)
    mementos = Pace(folder / f"mementos-{name}.json", most=1, seconds=delay)
    return WaybackService(site.wayback, f"{program.replace(' ', '/')} (+{contact})", searches, mementos)


def _cache_folder() -> Path:
    """Where programs of this user keep what they can do without. BadInput where nobody says."""
    cache = os.environ.get("XDG_CACHE_HOME")
    try:
        return Path(cache) if cache else Path.home() / ".cache"
    except RuntimeError as error:  # a user without an entry in passwd, as in many containers
        raise BadInput(
            f"{error} Set HOME or XDG_CACHE_HOME: the service is asked at a pace that is kept there"
        ) from error


_SEARCHES_A_MINUTE = 24
_SAFE = "/:?&=%+;,@!$'()*~[]"


def _body(answer: requests.Response, *, raw: bool) -> bytes:
    """The body, in bounded time and memory; `raw`: its content coding is kept."""
    begin = time.monotonic()
    pieces: list[bytes] = []
    size = 0
    for piece in answer.raw.stream(65536, decode_content=not raw):
        pieces.append(piece)
        size += len(piece)
        if size > MAX_PAYLOAD:
            raise TimeoutError(f"longer than {MAX_PAYLOAD} bytes")
        if time.monotonic() - begin > _MOST_SECONDS:
            raise TimeoutError(f"{size} bytes in {_MOST_SECONDS:.0f} s")
    return b"".join(pieces)


def _original(answer: requests.Response, body: bytes) -> bytes:
    """The answer as the site gave it, as far as the service tells: its headers carry the prefix `x-archive-orig-`."""
    lines = [f"HTTP/1.1 {answer.status_code} {answer.reason}"]
    original = [
        (name[len(_ORIGINAL) :], value)
        for name, value in answer.headers.items()
        if name.lower().startswith(_ORIGINAL) and name.lower()[len(_ORIGINAL) :] not in _OF_THE_WIRE
    ]
    names = {name.lower() for name, _ in original}
    if "content-type" not in names and "Content-Type" in answer.headers:
        original.append(("content-type", answer.headers["Content-Type"]))
    coding = answer.headers.get("Content-Encoding")
    if coding:
        original.append(("content-encoding", coding))
    lines += [f"{name}: {value}" for name, value in original]
    lines.append(f"content-length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1", "replace") + body


def _moment(text: str) -> datetime | None:
    moment = http_date(text)
    return None if moment is None else moment.astimezone(UTC)
