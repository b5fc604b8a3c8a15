"""Lets Ctrl-C and SIGTERM end a run between two writings and never within one; what is kept then is for the run."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self


class Stop:
    """Ctrl-C and SIGTERM: while the service is waited for they end the run at once, and while something is written, after it."""

    def __init__(self) -> None:
        self.was_asked = self._is_waiting = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        self._before = {number: signal.signal(number, self._ask) for number in (signal.SIGINT, signal.SIGTERM)}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _ask(self, *_: object) -> None:
        self.was_asked = True
        if self._is_waiting:
            raise KeyboardInterrupt

    @contextmanager
    def heard(self) -> Iterator[None]:
        """A block in which nothing is written."""
        if self.was_asked:
            raise KeyboardInterrupt
        self._is_waiting = True
        try:
            yield
        finally:
            self._is_waiting = False
