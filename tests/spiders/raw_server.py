"""A server that sends fixed bytes, for tests of what a capture keeps; it writes down what it was sent."""

import socket
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


class RawServer:
    """Answers by request target; an answer that ends with `CLOSE` closes the connection after it."""

    def __init__(self, answers: Mapping[str, tuple[bytes, bool]]):
        """`answers`: target to bytes and whether the connection is closed after them."""
        self.answers = dict(answers)
        self.requests: list[bytes] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]

    def run(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        rest = b""
        with connection:
            while True:
                while b"\r\n\r\n" not in rest:
                    try:
                        data = connection.recv(65536)
                    except OSError:
                        return
                    if not data:
                        return
                    rest += data
                request, _, rest = rest.partition(b"\r\n\r\n")
                self.requests.append(request + b"\r\n\r\n")
                target = request.split(b" ", 2)[1].decode("ascii")
                answer, close = self.answers.get(
                    target, (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", False)
                )
                try:
                    connection.sendall(answer)
                    while isinstance(answer, Drip):
                        time.sleep(answer.pause)
                        connection.sendall(answer.piece)
                except OSError:  # the client had enough of it
                    return
                if close:
                    return

    def close(self) -> None:
        # A thread blocked in accept() is not woken by close() alone on Linux.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()


@contextmanager
def raw_server(answers: Mapping[str, tuple[bytes, bool]]) -> Iterator[RawServer]:
    """Serve on loopback until the block is left."""
    server = RawServer(answers)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.close()
        thread.join(timeout=5)
