"""The progress of a crawl: one live line on a terminal, a plain line now and then in a pipe."""

import sys
from typing import Self

from rich.console import Console
from rich.live import Live
from rich.text import Text

from spiders.report import Progress

_PLAIN_EVERY = 5.0
"""Seconds between two plain lines: a log of an hour stays under a thousand lines."""


class CrawlProgress:
    """Shows `Progress` values; use as a context manager."""

    def __init__(self, site: str):
        self._site = site
        self._console = Console(stderr=True)
        self._live = Live(console=self._console, refresh_per_second=4, transient=True) if sys.stderr.isatty() else None
        self._last_plain = -_PLAIN_EVERY

    def __enter__(self) -> Self:
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._live is not None:
            self._live.stop()

    def stopping(self) -> None:
        """Say that Ctrl-C was heard."""
        self._console.print("ending cleanly; Ctrl-C again stops at once")

    def show(self, progress: Progress) -> None:
        """Show where the crawl stands."""
        line = describe(self._site, progress)
        if self._live is not None:
            self._live.update(Text(line))
        elif progress.seconds - self._last_plain >= _PLAIN_EVERY:
            self._last_plain = progress.seconds
            print(line, file=sys.stderr, flush=True)


def describe(site: str, progress: Progress) -> str:
    """One line: pages, files, queued, problems, speed."""
    return (
        f"{site}: {progress.pages} pages, {progress.files} files, {progress.queued} queued, "
        f"{progress.problems} problems, {progress.per_second:.1f}/s"
    )
