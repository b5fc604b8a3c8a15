"""A download handler that keeps the bytes of the wire of every exchange and stores them before anyone sees the answer.

Scrapy's Response has lost the order and case of headers, repeated values, the reason phrase and the transfer coding;
the tap sits on the connection itself. It leans on private names of Scrapy and Twisted: tests/spiders holds the contract.
"""

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from itertools import count
from time import monotonic
from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Response

_NUMBER_HEADER = b"x-fonds-exchange"
"""Carries the number of an exchange from the handler to the connection; taken off before anything is sent."""


MAX_IDLE = 60.0
"""Seconds without a byte after which an exchange is given up; how long it may last in all is DOWNLOAD_TIMEOUT."""
_LOOK_EVERY = 5.0

MAX_HEAD = 256 * 1024
"""Bytes of status line and headers after which a connection is given up; servers themselves allow 8 to 64 kB."""


class Wire:
    """Bytes of one exchange while it lasts."""

    __slots__ = ("has_head", "last", "received", "sent")

    def __init__(self) -> None:
        self.sent = bytearray()
        self.received = bytearray()
        self.has_head = False
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


class _TapProtocol(_LenientHTTP11ClientProtocol):
    """One connection: what it reads goes to the exchange that is under way on it."""

    wires: dict[bytes, Wire]
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
        self._wire.has_head = False
        transport = self.transport
        self.transport = _Recorder(transport, self._wire.sent)  # type: ignore[assignment]
        try:
            return super().request(request)
        finally:
            # Requests here have no body, so all of them is written by now.
            self.transport = transport

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 (Twisted's name)
        wire = self._wire
        if wire is not None:
            wire.received += data
            wire.last = monotonic()
            if not wire.has_head:
                wire.has_head = b"\r\n\r\n" in wire.received or b"\n\n" in wire.received
                if not wire.has_head and len(wire.received) > MAX_HEAD:
                    # Twisted collects header lines without end: 3 GB were seen.
                    self.transport.abortConnection()  # type: ignore[union-attr]
                    return
        super().dataReceived(data)


class _TapFactory(_LenientHTTP11ClientFactory):
    """Makes connections with a tap."""

    def __init__(self, wires: dict[bytes, Wire], quiescent: Callable[[Any], None], metadata: Any):
        super().__init__(quiescent, metadata)
        self._wires = wires

    def buildProtocol(self, addr: Any) -> _TapProtocol:  # noqa: N802, ARG002 (Twisted's names)
        protocol = _TapProtocol(self._quiescentCallback)
        protocol.wires = self._wires
        return protocol


async def _while_bytes_come(download: Coroutine[Any, Any, Response], wire: Wire) -> Response:
    """What the download gives. DownloadTimeoutError when nothing comes for MAX_IDLE: Scrapy's own limit is on the whole
    exchange, and a minute for that would cut every large file of a slow server."""
    task = asyncio.ensure_future(download)
    look = min(_LOOK_EVERY, MAX_IDLE)
    try:
        while not (await asyncio.wait({task}, timeout=look))[0]:
            if monotonic() - wire.last > MAX_IDLE:
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
        factory: Any = partial(_TapFactory, self._wires)
        self._pool._factory = factory

    async def download_request(self, request: Request) -> Response:
        number = b"%d" % next(self._numbers)
        wire = self._wires[number] = Wire()
        request.headers[_NUMBER_HEADER] = number
        failure: Exception | None = None
        try:
            return await _while_bytes_come(super().download_request(request), wire)
        except Exception as error:
            failure = error
            raise
        finally:
            del self._wires[number]
            del request.headers[_NUMBER_HEADER]
            spider: Any = self._crawler.spider
            spider.store(request, bytes(wire.sent), bytes(wire.received), failure)
