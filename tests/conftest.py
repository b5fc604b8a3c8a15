"""Settings of all tests: how long one example may take is no matter of a test run on shared machines; which worker runs what."""

from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadFileScheduling

settings.register_profile("shared-machine", deadline=None)
settings.load_profile("shared-machine")

ONE_CRAWL = frozenset(f"tests/road/test_{name}.py" for name in ("again", "doors", "met", "road"))
"""Files that look at the fixture `crawled`, one crawl of four sites: a second worker would make it a second time."""


class _Files(LoadFileScheduling):
    """Each file goes to one worker whole, and those of the one crawl to the same."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return "one crawl" if file in ONE_CRAWL else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> _Files:
    return _Files(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the one crawl and go on with what else runs the command line: a worker that got these last would work on alone.

    It holds with `--no-loadscope-reorder`; else files of many tests, which are small ones, go first.
    """
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    file = item.nodeid.partition("::")[0]
    return 0 if file in ONE_CRAWL else 1 if file.startswith(("tests/road/", "tests/spiders/")) else 2
