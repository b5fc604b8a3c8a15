"""Reads captures for a build, in this process or in several; what is done with what they hold, and in which order, is for build."""

import signal
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Protocol

from archive.ledger import Ledger
from archive.opening import open_for_reading
from archive.stored import StoredCapture
from attachments.guarded import Extractor
from database.reader import Found, read_stored
from sites.errors import ReaderDied
from sites.site import Site
from sites.skeleton import Skeleton

_AT_ONCE = 10
"""Captures handed to a process at a time."""

_AHEAD = 4
"""Such parts a process has waiting or done, so that it reads on while rows are written and committed."""


class Readers(Protocol):
    """Reads the captures of one archive; never raises for what one holds."""

    def __call__(self, captures: Iterable[StoredCapture]) -> Iterator[tuple[StoredCapture, Found]]:
        """Each of them with what it holds, in their order, as they are taken. ReaderDied when a process of the pool ended."""


def readers(
    ledger: Ledger, site: Site, skeletons: Mapping[str, Skeleton], jobs: int
) -> AbstractContextManager[Readers]:
    """Readers in `jobs` processes; 1: in this one. What they give does not depend on how many they are."""
    return _alone(ledger, site, skeletons) if jobs == 1 else _pool(ledger.folder, site, skeletons, jobs)


@contextmanager
def _alone(ledger: Ledger, site: Site, skeletons: Mapping[str, Skeleton]) -> Iterator[Readers]:
    with Extractor() as extractor:
        yield lambda captures: ((s, read_stored(ledger, s, site, skeletons, extractor)) for s in captures)


@contextmanager
def _pool(folder: Path, site: Site, skeletons: Mapping[str, Skeleton], jobs: int) -> Iterator[Readers]:
    # Spawned, not forked: a fork would hold the database and the lock of its parent.
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (folder, site, dict(skeletons)))
    for _ in range(jobs):
        pool.submit(
            int
        )  # a process starts with its first task, and takes a quarter of a second to: meanwhile rows are emptied

    def read(captures: Iterable[StoredCapture]) -> Iterator[tuple[StoredCapture, Found]]:
        waiting: deque[tuple[list[StoredCapture], Future[list[Found]]]] = deque()
        source = iter(captures)
        try:
            while True:
                while len(waiting) < jobs * _AHEAD and (part := list(islice(source, _AT_ONCE))):
                    waiting.append((part, pool.submit(_read, part)))
                if not waiting:
                    return
                part, future = waiting.popleft()
                yield from zip(part, future.result(), strict=True)
        except BrokenProcessPool as error:
            raise ReaderDied(
                f"a process that reads pages ended by itself, at or near {part[0].url}; no memory left? "
                "What was stored is safe; `build` without --jobs reads the rest"
            ) from error

    try:
        yield read
    finally:
        pool.shutdown(cancel_futures=True)


_held: tuple[Ledger, Site, Mapping[str, Skeleton], Extractor] | None = None
"""What a process of the pool reads from and by; None in any other."""


def _begin(folder: Path, site: Site, skeletons: Mapping[str, Skeleton]) -> None:
    global _held
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends its processes
    # Its own child ends with the pipe to it, when this process does.
    _held = open_for_reading(folder), site, skeletons, Extractor()


def _read(part: Iterable[StoredCapture]) -> list[Found]:
    assert _held is not None
    ledger, site, skeletons, extractor = _held
    return [read_stored(ledger, stored, site, skeletons, extractor) for stored in part]
