"""The small site, published once for a file of tests, and served in this process."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from datasette.app import Datasette

from tests.publication.small_site import publish_small_site, served


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_small_site(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def site(public: Path) -> Iterator[Datasette]:
    with served(public) as datasette:
        yield datasette
