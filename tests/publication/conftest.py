"""The small site, published once for a file of tests, and served in this process."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from datasette.app import Datasette

from tests.database.small_archive import SmallArchive
from tests.publication.published_archive import published_archive
from tests.publication.small_site import publish_small_site, served


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_small_site(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def site(public: Path) -> Iterator[Datasette]:
    with served(public) as datasette:
        yield datasette


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallArchive]:
    made = published_archive(tmp_path / "essai", monkeypatch)
    yield made
    made.ledger.close()
