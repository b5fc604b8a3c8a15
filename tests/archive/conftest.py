"""An empty archive of the site that the given files are of."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.ledger import Ledger
from archive.opening import open_archive


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = open_archive(tmp_path / "data" / "essai", create=True)
    yield opened
    opened.close()
