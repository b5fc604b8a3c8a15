"""Reads captures for a build, in this process or in several; what is done with what they hold, and in which order, is for build."""

import signal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Protocol

from archive.ledger import Ledger, StoredCapture, open_for_reading
from database.reader import Found, read_stored
from sites.errors import ReaderDied
from sites.site import Site
from sites.skeleton import Skeleton

_AT_ONCE = 10
"""Captures handed to a process at a time."""


class Readers(Protocol):
    """Reads the captures of one archive; never raises for what one holds."""

    def __call__(self, batch: Sequence[StoredCapture]) -> Iterator[Found]:
        """What each of them holds, in their order. ReaderDied when a process of the pool ended."""


def readers(
    ledger: Ledger, site: Site, skeletons: Mapping[str, Skeleton], jobs: int
) -> AbstractContextManager[Readers]:
    """Readers in `jobs` processes; 1: in this one. What they give does not depend on how many they are."""
    return _alone(ledger, site, skeletons) if jobs == 1 else _pool(ledger.folder, site, skeletons, jobs)


@contextmanager
def _alone(ledger: Ledger, site: Site, skeletons: Mapping[str, Skeleton]) -> Iterator[Readers]:
    yield lambda batch: (read_stored(ledger, stored, site, skeletons) for stored in batch)


@contextmanager
def _pool(folder: Path, site: Site, skeletons: Mapping[str, Skeleton], jobs: int) -> Iterator[Readers]:
    # Spawned, not forked: a fork would hold the database and the lock of its parent.
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (folder, site, dict(skeletons)))

    def read(batch: Sequence[StoredCapture]) -> Iterator[Found]:
        parts = [batch[first : first + _AT_ONCE] for first in range(0, len(batch), _AT_ONCE)]
        try:
            for found in pool.map(_read, parts):
                yield from found
        except BrokenProcessPool as error:
            urls = f"{batch[0].url} to {batch[-1].url}"
            raise ReaderDied(
                f"a process that reads pages ended by itself, among {len(batch)} captures from {urls}; no memory left? "
                "What was stored is safe; `build` without --jobs reads the rest"
            ) from error

    try:
        yield read
    finally:
        pool.shutdown(cancel_futures=True)


_held: tuple[Ledger, Site, Mapping[str, Skeleton]] | None = None
"""What a process of the pool reads from and by; None in any other."""


def _begin(folder: Path, site: Site, skeletons: Mapping[str, Skeleton]) -> None:
    global _held
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends its processes
    _held = open_for_reading(folder), site, skeletons


def _read(part: Iterable[StoredCapture]) -> list[Found]:
    assert _held is not None
    ledger, site, skeletons = _held
    return [read_stored(ledger, stored, site, skeletons) for stored in part]
