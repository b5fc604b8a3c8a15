"""Settings of all tests: how long one example may take is no matter of a test run on shared machines."""

import pytest
from hypothesis import settings

settings.register_profile("shared-machine", deadline=None)
settings.load_profile("shared-machine")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the crawls: each file of tests goes to one of two workers whole, and theirs, begun last, left the other without work
    for three minutes of eleven."""
    items.sort(key=lambda item: "tests/road/" not in item.nodeid)
