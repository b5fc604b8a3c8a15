"""One saved page of our own for each skin, read and compared with what a person found on it.

`pipeline.py fixture tests/pages/SKIN.html --name SKIN --out tests/pages` writes an expectation anew; it counts when somebody
has read the difference and set `reviewed` to true.
"""

import json
from pathlib import Path

import pytest

from articles.cleaners import undo
from articles.expected import expected_values, read_pair
from sites.registry import load_skeletons

PAGES = Path(__file__).parent.parent / "pages"
SKELETONS = load_skeletons()


@pytest.mark.parametrize("name", SKELETONS)
def test_page(name: str) -> None:
    pair = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    assert pair["reviewed"] is True, f"{name}.json was written anew: read the difference, then say that it is reviewed"
    assert pair["page"]["url"].startswith("http://www.example.org/")
    reading = read_pair((PAGES / f"{name}.html").read_bytes(), pair["page"], SKELETONS)
    assert expected_values(reading) == pair["expected"]
    assert reading.skeleton == name
    assert not reading.problems
    article = reading.article
    assert article is not None
    assert undo([edit for edit in article.edits if edit.field == "body"], article.body_text) == article.raw_body_text


def test_a_postscript_of_the_stock_skin_may_stand_in_a_block_of_a_skin_made_from_it() -> None:
    pair = json.loads((PAGES / "stock-2.1.json").read_text(encoding="utf-8"))
    page = (PAGES / "stock-2.1.html").read_text(encoding="utf-8")
    within = page.replace('<div class="ps surlignable">', '<div class="content-principal"><div class="ps surlignable">')
    reading = read_pair(within.encode(), pair["page"], SKELETONS)
    assert (reading.skeleton, reading.article and reading.article.postscript) == ("stock-2.1", "Bonnet obligatoire.")
