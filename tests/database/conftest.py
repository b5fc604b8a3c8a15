"""An archive whose pages are given."""

from pathlib import Path
from typing import Any

import pytest

from tests.database.small_archive import make_archive


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    made = make_archive(tmp_path / "essai", monkeypatch)
    yield made
    made.ledger.close()
