"""One saved page of our own for each skin, read and compared with what a person found on it.

`REGENERATE=1 pytest tests/articles/test_skins.py` writes the expectations anew and fails, so that somebody reads the
difference before it counts.
"""

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from articles.cleaners import undo
from sites.registry import load_skeletons
from sites.site import Site
from tests.articles.captures import read

PAGES = Path(__file__).parent.parent / "pages"
URLS = {
    "directorate": "http://www.example.org/Pourquoi-une-journee-du-benevolat",
    "stock-2.1": "http://www.example.org/spip.php?article12",
    "stock-3.2": "http://www.example.org/spip.php?article12",
    "general": "http://www.example.org/article45.html",
}
LEFT_OUT = {"raw_body_text", "record_id", "edits", "identity"}


def found(name: str) -> dict[str, Any]:
    """The article of a skin's page as plain values."""
    reading = read((PAGES / f"{name}.html").read_bytes(), URLS[name], site=Site("essai", "Essai", ("www.example.org",)))
    assert not reading.problems
    article = reading.article
    assert article is not None
    assert undo([edit for edit in article.edits if edit.field == "body"], article.body_text) == article.raw_body_text
    values = {key: value for key, value in asdict(article).items() if key not in LEFT_OUT}
    values["cleaners"] = sorted({edit.cleaner for edit in article.edits})
    return dict(json.loads(json.dumps(values)))


@pytest.mark.parametrize("name", load_skeletons())
def test_page(name: str) -> None:
    target = PAGES / f"{name}.json"
    values = found(name)
    if os.environ.get("REGENERATE"):
        target.write_text(json.dumps(values, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"{target.name} was written anew: read the difference, then run without REGENERATE")
    assert values == json.loads(target.read_text(encoding="utf-8"))
    assert values["skeleton"] == name
