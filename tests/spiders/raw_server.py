"""A server that sends fixed bytes, for tests of what a capture keeps; it writes down what it was sent."""

import socket
import ssl
import struct
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager


class Drip(bytes):
    """An answer of which these bytes are the beginning, and of which then a piece comes now and then, for ever."""

    piece: bytes
    pause: float

    def __new__(cls, begin: bytes, piece: bytes, pause: float) -> "Drip":
        """`pause`: seconds between two pieces."""
        made = super().__new__(cls, begin)
        made.piece, made.pause = piece, pause
        return made


class Pieces(bytes):
    """An answer that is sent in pieces, each for itself."""

    sizes: tuple[int, ...]
    pause: float

    def __new__(cls, whole: bytes, sizes: tuple[int, ...], pause: float = 0.001) -> "Pieces":
        """`sizes`: bytes of each piece but the last; `pause`: seconds after each, without which the kernel joins them."""
        made = super().__new__(cls, whole)
        made.sizes, made.pause = sizes, pause
        return made


class Reset(bytes):
    """An answer after which the connection is reset."""


class Torn(bytes):
    """An answer after which the connection is closed without the goodbye of TLS, as IIS does."""


class RawServer:
    """Answers by request target."""

    def __init__(self, answers: Mapping[str, tuple[bytes, bool]], context: ssl.SSLContext | None = None):
        """`answers`: target to bytes and whether the connection is closed after them. `context`: of TLS; None: plain http."""
        self.answers = dict(answers)
        self.context = context
        self.requests: list[bytes] = []
        self.connections = 0
        self.most_at_once = 0
        """Answers in pieces of which the last was not sent yet, at one moment, at most."""
        self._under_way = 0
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]

    @property
    def base(self) -> str:
        """Address of the home page."""
        return f"{'https' if self.context else 'http'}://127.0.0.1:{self.port}/"

    def run(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with connection:
            if self.context is None:
                self._serve(connection)
                return
            try:
                with self.context.wrap_socket(connection, server_side=True) as secure:
                    if not isinstance(self._serve(secure), Torn | Reset):
                        secure.unwrap()
            except OSError:  # the client had enough of it
                return

    def _serve(self, connection: socket.socket) -> bytes | None:
        """Answer until the connection ends; the answer after which we end it, None: the client did."""
        rest = b""
        while True:
            while b"\r\n\r\n" not in rest:
                try:
                    data = connection.recv(65536)
                except OSError:
                    return None
                if not data:
                    return None
                rest += data
            request, _, rest = rest.partition(b"\r\n\r\n")
            self.requests.append(request + b"\r\n\r\n")
            target = request.split(b" ", 2)[1].decode("ascii")
            answer, close = self.answers.get(target, (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", False))
            try:
                self._send(connection, answer)
            except OSError:  # the client had enough of it
                return None
            if close:
                return answer

    def _send(self, connection: socket.socket, answer: bytes) -> None:
        place = 0
        if isinstance(answer, Pieces):
            with self._counted():
                for size in answer.sizes:
                    connection.sendall(answer[place : place + size])
                    time.sleep(answer.pause)
                    place += size
        connection.sendall(answer[place:])
        while isinstance(answer, Drip):
            time.sleep(answer.pause)
            connection.sendall(answer.piece)
        if isinstance(answer, Reset):
            time.sleep(0.1)  # what is not read yet is lost with a reset
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    @contextmanager
    def _counted(self) -> Iterator[None]:
        with self._lock:
            self._under_way += 1
            self.most_at_once = max(self.most_at_once, self._under_way)
        try:
            yield
        finally:
            with self._lock:
                self._under_way -= 1

    def close(self) -> None:
        # A thread blocked in accept() is not woken by close() alone on Linux.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()


@contextmanager
def raw_server(answers: Mapping[str, tuple[bytes, bool]], context: ssl.SSLContext | None = None) -> Iterator[RawServer]:
    """Serve on loopback until the block is left."""
    server = RawServer(answers, context)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.close()
        thread.join(timeout=5)
