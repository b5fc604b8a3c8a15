"""A stand-in for a Wayback service that holds one front: its index (CDX) and raw mementos, on loopback; the pages are answers'."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

from sample.answers import answer
from sample.fronts.front import Front
from sample.resources import resources
from sample.wire import Answer, half

FIRST = datetime(2014, 3, 1, 9, 0, 0, tzinfo=UTC)
"""Time of the first good capture; each next one is a minute later."""
_MEMENTO = re.compile(r"/web/(\d{14})id_/(.*)", re.DOTALL)
_GONE = b"<html><head><title>Site ferm\xc3\xa9</title></head><body><p>Ce site est ferm\xc3\xa9.</p></body></html>"


@dataclass(frozen=True, slots=True)
class Held:
    """One capture that the service has."""

    timestamp: str
    """14 digits, UTC."""
    original: str
    """Address as captured."""
    answer: Answer
    """What the site said then."""
    is_playable: bool = True
    """False: listed, but never given."""

    @property
    def line(self) -> str:
        """Its line in the index, all seven fields."""
        body = self.answer.body
        digest = base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode("ascii")
        media_type = (self.answer.header("Content-Type") or "unk").partition(";")[0]
        length = len(gzip.compress(body, 1, mtime=0)) + 400
        fields = (urlkey(self.original), self.timestamp, self.original, media_type, self.answer.status, digest, length)
        return " ".join(map(str, fields))


@dataclass
class StandIn:
    """The service, what it holds, and what was asked of it."""

    front: Front
    """The front whose captures it holds."""
    base: str = ""
    """Its address, set when it serves."""
    held: list[Held] = field(default_factory=list)
    """Captures in the order of the index."""
    page_rows: int = 100
    """Lines of the index it gives at most at once."""
    searches: list[Mapping[str, str]] = field(default_factory=list)
    """Queries of the index, in order."""
    mementos: list[str] = field(default_factory=list)
    """Paths of mementos asked for, in order."""
    refuse_after: int | None = None
    """Answers 429 after so many requests; None: never."""

    def __post_init__(self) -> None:
        if not self.held:
            self.held = sorted(holdings(self.front), key=lambda one: (urlkey(one.original), one.timestamp))


def urlkey(address: str) -> str:
    """Sort key of the index: host parts in reverse, then path and query in lower case."""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    turned = host if host.replace(".", "").isdigit() else ",".join(reversed(host.split(".")))
    port = f":{parts.port}" if parts.port else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{turned}{port}){parts.path or '/'}{query}".lower()


def holdings(front: Front) -> Iterator[Held]:
    """A good capture of every resource, and what makes an index hard: the closed site under every address, other addresses
    of articles, redirects, errors, revisits, captures that cannot be played."""
    addresses = sorted(resources(front))
    articles = {front.addresses.absolute(front.addresses.article(number)) for number in front.truth.articles}
    gone = Answer(200, (("Content-Type", "text/html; charset=utf-8"),), _GONE)
    missing = Answer(404, (("Content-Type", "text/html"),), b"<html>404</html>")
    for number, address in enumerate(addresses):
        made = FIRST + timedelta(minutes=number)
        good = _arrived(answer(front, "GET", address.removeprefix(front.base)))
        yield Held(_digits(made), address, good)
        if address in articles:
            yield Held(_digits(made + timedelta(days=2500)), address, gone)
            yield Held(_digits(made + timedelta(days=2800)), address, missing)
        if number % 7 == 0:
            yield Held(_digits(made + timedelta(days=9)), address, good, is_playable=False)
        if number % 11 == 0 and address in articles:
            mark = "&" if "?" in address else "?"
            yield Held(_digits(made - timedelta(days=30)), f"{address}{mark}var_recherche=sport", good)


def _arrived(given: Answer) -> Answer:
    """An answer as the service received it."""
    return replace(given, body=half(given) if given.mishap == "cut" else given.whole, rest=None)


def _digits(moment: datetime) -> str:
    return moment.strftime("%Y%m%d%H%M%S")


class _Service(ThreadingHTTPServer):
    daemon_threads = True
    stand_in: StandIn


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "nginx"
    sys_version = ""
    timeout = 30
    disable_nagle_algorithm = True  # as sample/server.py

    def do_GET(self) -> None:
        server = self.server
        assert isinstance(server, _Service)
        service = server.stand_in
        if service.refuse_after is not None and len(service.searches) + len(service.mementos) >= service.refuse_after:
            self._send(429, (("Retry-After", "3600"),), b"Too Many Requests")
            return
        if self.path.startswith("/cdx/search/cdx?"):
            query = dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))
            service.searches.append(query)
            self._send(200, (("Content-Type", "text/plain"),), search(service, query).encode())
            return
        match = _MEMENTO.fullmatch(self.path)
        if match is None:
            self._send(404, (("Content-Type", "text/html"),), b"<html>not in archive</html>")
            return
        service.mementos.append(self.path)
        self._memento(service, match[1], match[2])

    def _memento(self, service: StandIn, timestamp: str, address: str) -> None:
        wanted = unquote(urlkey(address))  # taken apart first: `%23` is no fragment
        same = [one for one in service.held if unquote(urlkey(one.original)) == wanted]
        exact = next((one for one in same if one.timestamp == timestamp), None)
        if exact is not None and exact.is_playable:
            self._send(exact.answer.status, memento_headers(exact), exact.answer.body)
        elif same:
            nearest = min(same, key=lambda one: (not one.is_playable, abs(int(one.timestamp) - int(timestamp))))
            location = f"{service.base}/web/{nearest.timestamp}id_/{nearest.original}"
            self._send(302, (("Location", location),), b"")
        else:
            self._send(404, (("Content-Type", "text/html"),), b"<html>not in archive</html>")

    def _send(self, status: int, headers: tuple[tuple[str, str], ...], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


def memento_headers(held: Held) -> tuple[tuple[str, str], ...]:
    """The service's own headers and, behind their prefix, those of the site."""
    moment = datetime.strptime(held.timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    # The body goes out as it was captured, so its coding is said again.
    coding = held.answer.header("Content-Encoding")
    coded = (("Content-Encoding", coding),) if coding else ()
    original = tuple((f"x-archive-orig-{name.lower()}", value) for name, value in held.answer.headers)
    return (
        ("Content-Type", held.answer.header("Content-Type") or "application/octet-stream"),
        ("Memento-Datetime", format_datetime(moment, usegmt=True)),
        ("Link", f'<{held.original}>; rel="original"'),
        *coded,
        *original,
    )


def search(service: StandIn, query: Mapping[str, str]) -> str:
    """One answer of the index: lines, and after a blank line the key to go on with, where more is left."""
    fields = query.get("fl", "urlkey,timestamp,original,mimetype,statuscode,digest,length").split(",")
    order = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
    host = urlkey(f"http://{query['url']}/").rstrip("/")
    low, high = query.get("from", "").ljust(14, "0"), query.get("to", "").ljust(14, "9")
    found = [one for one in service.held if urlkey(one.original).startswith(host) and low <= one.timestamp <= high]
    start = 0
    if "resumeKey" in query:
        start = next((n for n, one in enumerate(found) if _key(one) == query["resumeKey"]), len(found))
    most = min(int(query.get("limit", 10**6)), service.page_rows)
    page = found[start : start + most]
    lines = [" ".join(dict(zip(order, one.line.split(" "), strict=True))[name] for name in fields) for one in page]
    more = found[start + most : start + most + 1]
    if more and query.get("showResumeKey") == "true" and "urlkey" in fields:
        lines += ["", _key(more[0])]
    return "".join(f"{line}\n" for line in lines)


def _key(held: Held) -> str:
    return f"{urlkey(held.original)} {held.timestamp}".replace(",", "%2C").replace(")", "%29").replace(" ", "+") + "%21"


@contextmanager
def serve_wayback(stand_in: StandIn) -> Iterator[StandIn]:
    """Serve on loopback until the block is left; its `base` says where."""
    server = _Service(("127.0.0.1", 0), _Handler)
    server.stand_in = stand_in
    stand_in.base = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield stand_in
    finally:
        with suppress(OSError):
            server.shutdown()
        thread.join()
        server.server_close()
