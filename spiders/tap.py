"""A download handler that keeps the bytes of the wire of every exchange and stores them before anyone sees the answer.

Scrapy's Response has lost the order and case of headers, repeated values, the reason phrase and the transfer coding;
the tap sits on the connection itself. It leans on private names of Scrapy and Twisted: tests/spiders holds the contract.
"""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from functools import partial
from itertools import count
from time import monotonic
from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, DownloadTimeoutError
from scrapy.http import Response
from twisted.web._newclient import HEADER, STATUS
from twisted.web.http import _ChunkedTransferDecoder
from twisted.web.http_headers import InvalidHeaderName

from spiders.reach import is_private

_NUMBER_HEADER = b"x-fonds-exchange"
"""Carries the number of an exchange from the handler to the connection; taken off before anything is sent."""


MAX_IDLE = 60.0
"""Seconds without a byte after which an exchange is given up; how long it may last in all is DOWNLOAD_TIMEOUT."""
MAX_CONNECT = 15.0
"""Seconds until a connection stands, its name looked up: a host that drops packets would cost MAX_IDLE an attempt. Twisted's own
limit is no shorter than the one on the whole exchange: Scrapy gives one number for both."""
_LOOK_EVERY = 5.0

MAX_HEAD = 256 * 1024
"""Bytes of status line and headers, interim answers included, after which a connection is given up; servers themselves
allow 8 to 64 kB."""


class PrivateAddress(Exception):
    """A host of the site stands at a private or loopback address, which the site does not allow; nothing was sent to it."""


class Wire:
    """Bytes of one exchange while it lasts."""

    __slots__ = ("last", "received", "sent", "too_long")

    def __init__(self) -> None:
        self.sent = bytearray()
        self.received = bytearray()
        self.too_long: str | None = None
        """Which bound the answer broke, in a few words; None: none."""
        self.last = monotonic()


class _Recorder:
    """A transport that notes what is written to it."""

    def __init__(self, transport: Any, sink: bytearray):
        self._transport = transport
        self._sink = sink

    def write(self, data: bytes) -> None:
        self._sink += data
        self._transport.write(data)

    def writeSequence(self, pieces: list[bytes]) -> None:  # noqa: N802 (Twisted's name)
        self.write(b"".join(pieces))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class _PaddedChunks(_ChunkedTransferDecoder):
    """Chunks whose size may have blanks around it: RFC 9112 §7.1.1 has us allow them, and Apache 1.3 pads so."""

    def _dataReceived_CHUNK_LENGTH(self) -> bool:  # noqa: N802 (Twisted's name)
        end = self._buffer.find(b"\r\n", self._start)
        if end >= 0:
            size, mark, extension = self._buffer[:end].partition(b";")
            self._buffer[:end] = size.strip(b" \t") + mark + extension
            self._start = 0
        return super()._dataReceived_CHUNK_LENGTH()


class _TapParser(_LenientHTTPClientParser):
    """Reads what browsers read: Twisted drops the whole answer for one odd name of a header, or a line of 16 kB."""

    MAX_LENGTH = MAX_HEAD
    _transferDecoders = {b"chunked": _PaddedChunks}  # noqa: N815, RUF012 (Twisted's name)

    def headerReceived(self, name: bytes, value: bytes) -> None:  # noqa: N802 (Twisted's name)
        with suppress(InvalidHeaderName):  # nobody here asks Scrapy for a header; the bytes are kept
            super().headerReceived(name.strip(), value)


class _TapProtocol(_LenientHTTP11ClientProtocol):
    """One connection: what it reads goes to the exchange that is under way on it."""

    wires: dict[bytes, Wire]
    most: int
    """Bytes an answer may have in all."""
    _wire: Wire | None = None

    def request(self, request: Any) -> Any:
        number = request.headers.getRawHeaders(_NUMBER_HEADER, [b""])[0]
        request.headers.removeHeader(_NUMBER_HEADER)
        # Twisted asks again on a new connection, with this same object, when a kept-alive one turns out to be closed.
        self._wire = getattr(request, "_wire", None) or self.wires.get(number)
        if self._wire is None:
            return super().request(request)
        request._wire = self._wire
        self._wire.sent.clear()
        self._wire.received.clear()
        transport = self.transport
        self.transport = _Recorder(transport, self._wire.sent)  # type: ignore[assignment]
        try:
            answer = super().request(request)
            # Scrapy puts its own class in place of Twisted's the same way.
            self._parser.__class__ = _TapParser
            return answer
        finally:
            # Requests here have no body, so all of them is written by now.
            self.transport = transport

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 (Twisted's name)
        wire = self._wire
        if wire is None:
            super().dataReceived(data)
            return
        wire.received += data
        wire.last = monotonic()
        super().dataReceived(data)
        size = len(wire.received)
        if size <= MAX_HEAD or wire is not self._wire or wire.too_long:
            return
        # Twisted collects header lines, interim answers and extensions of chunks without end: 3 GB were seen.
        if self._parser is not None and self._parser.state in (STATUS, HEADER):
            wire.too_long = f"no end of the headers in {size} bytes"
        elif size > self.most + MAX_HEAD:
            wire.too_long = f"no end in {size} bytes"
        if wire.too_long:
            self.transport.abortConnection()  # type: ignore[union-attr]


class _TapFactory(_LenientHTTP11ClientFactory):
    """Makes connections with a tap, and none to where the site does not allow it: a name may lead elsewhere by now than when
    `reach` looked it up."""

    def __init__(
        self, wires: dict[bytes, Wire], most: int, allow_private: bool, quiescent: Callable[[Any], None], metadata: Any
    ):
        super().__init__(quiescent, metadata)
        self._wires = wires
        self._most = most
        self._allow_private = allow_private

    def buildProtocol(self, addr: Any) -> _TapProtocol:  # noqa: N802 (Twisted's name)
        if not self._allow_private and is_private(addr.host):
            raise PrivateAddress(f"{addr.host} is a private or loopback address")
        protocol = _TapProtocol(self._quiescentCallback)
        protocol.wires = self._wires
        protocol.most = self._most
        return protocol


async def _while_bytes_come(download: Coroutine[Any, Any, Response], wire: Wire) -> Response:
    """What the download gives. DownloadTimeoutError when nothing comes for MAX_IDLE, or nothing could be sent in MAX_CONNECT:
    Scrapy's own limit is on the whole exchange, and a minute for that would cut every large file of a slow server."""
    task = asyncio.ensure_future(download)
    look = min(_LOOK_EVERY, MAX_IDLE, MAX_CONNECT)
    try:
        while not (await asyncio.wait({task}, timeout=look))[0]:
            silent = monotonic() - wire.last
            if not wire.sent and silent > MAX_CONNECT:
                raise DownloadTimeoutError(f"no connection in {MAX_CONNECT:.0f} s")
            if silent > MAX_IDLE:
                raise DownloadTimeoutError(f"nothing came for {MAX_IDLE:.0f} s")
        return task.result()
    finally:
        if not task.done():
            task.cancel()


class TapDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP/1.1 handler; the spider's `store` is called before the answer is handed on."""

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self._wires: dict[bytes, Wire] = {}
        self._numbers = count()
        self._timeout = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")
        spider: Any = crawler.spider
        factory: Any = partial(_TapFactory, self._wires, self._default_maxsize, spider.site.allow_private)
        self._pool._factory = factory

    async def download_request(self, request: Request) -> Response:
        number = b"%d" % next(self._numbers)
        wire = self._wires[number] = Wire()
        request.headers[_NUMBER_HEADER] = number
        # A middleware would set this; without, Scrapy ends every exchange after ten seconds, large files too.
        request.meta["download_timeout"] = self._timeout
        failure: Exception | None = None
        try:
            return await _while_bytes_come(super().download_request(request), wire)
        except Exception as error:
            failure = error
            if wire.too_long:
                failure = DownloadCancelledError(wire.too_long)
                raise failure from error
            raise
        finally:
            del self._wires[number]
            del request.headers[_NUMBER_HEADER]
            received = bytes(wire.received)
            wire.received.clear()  # the connection holds the wire until its next request
            spider: Any = self._crawler.spider
            spider.store(request, bytes(wire.sent), received, failure)
