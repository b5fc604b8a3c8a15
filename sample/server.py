"""Serves the fronts on loopback, each at an address of its own; what is answered is left to answers.py."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from sample.answers import answer
from sample.fronts import MAKERS, Front
from sample.loading import load_truth
from sample.truth import Truth
from sample.wire import Sending, sending

HOST = "127.0.0.1"  # never anything else: the site does not exist
NAMES = tuple(MAKERS)

# Told the front, the method and the path with its query, before the answer is made.
Listener = Callable[[Front, str, str], None]


class _Loopback(ThreadingHTTPServer):
    """One front on one port."""

    daemon_threads = True
    front: Front
    listener: Listener | None = None
    met: set[str]  # paths with query that were asked for

    def is_first(self, path: str) -> bool:
        """Whether this path is asked for the first time."""
        if path in self.met:
            return False
        self.met.add(path)
        return True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that went away in the middle of an answer: killed crawls do."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    """Keeps connections open and says nothing."""

    protocol_version = "HTTP/1.1"
    server_version = "Apache"
    sys_version = ""
    timeout = 30
    disable_nagle_algorithm = True  # else each body waits 40 ms behind its head for the client to confirm that

    def _answer(self) -> None:
        server = self.server
        assert isinstance(server, _Loopback)
        length = int(self.headers.get("Content-Length") or 0)
        self.rfile.read(length)  # else it would be taken for the next request
        if server.listener:
            server.listener(server.front, self.command, self.path)
        given = answer(server.front, self.command, self.path, dict(self.headers))
        way = Sending(given, (given.body,))
        if self.command == "GET":
            way = sending(
                given,
                self.path,
                is_first=server.is_first(self.path),
                takes_gzip="gzip" in self.headers.get("Accept-Encoding", ""),
                takes_chunks=self.request_version != "HTTP/1.0",
            )
        time.sleep(way.pause)
        self.send_response(way.answer.status)
        for name, value in way.answer.headers:
            self.send_header(name, value)
        self.end_headers()
        for piece in way.pieces:
            self.wfile.write(piece)
        self.close_connection = self.close_connection or way.closes

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = _answer  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serve(
    truth: Truth, names: Sequence[str] = NAMES, ports: Sequence[int] = (), listener: Listener | None = None
) -> Iterator[tuple[Front, ...]]:
    """Serve the named fronts until the block is left; port 0, or none given, is a free one.

    Each front's base address is its `base`.
    """
    with ExitStack() as closing:
        fronts = []
        for place, name in enumerate(names):
            server = _Loopback((HOST, ports[place] if place < len(ports) else 0), _Handler)
            closing.callback(server.server_close)
            server.front = MAKERS[name](f"http://{HOST}:{server.server_address[1]}", truth)
            server.listener = listener
            server.met = set()
            thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
            thread.start()
            closing.callback(thread.join)
            closing.callback(server.shutdown)
            fronts.append(server.front)
        yield tuple(fronts)


def main() -> None:
    """Serve all fronts and print their addresses, until interrupted."""
    with serve(load_truth()) as fronts:
        for front in fronts:
            print(f"{front.name:12} {front.base}/", flush=True)
        with suppress(KeyboardInterrupt):
            threading.Event().wait()


if __name__ == "__main__":
    main()
