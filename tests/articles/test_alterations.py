"""What the reading of a page owes to the way it is written: each page of tests/pages/unknown, altered, is read once more.

The numbers are pages on which a field is read otherwise then; a rule that makes them smaller makes them smaller here.
"""

import json
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from lxml.html import HtmlElement

from articles.saved import as_json, open_saved, read_saved
from tests.articles.alterations import altered, in_another_frame, with_other_names, without_names
from tests.articles.test_unknown_skins import EXPECTED, PAGES, SKELETONS, folded

SHOWN = ("title", "date", "breadcrumb", "lead")


def read(data: bytes, page: dict[str, Any]) -> dict[str, Any]:
    saved = open_saved(data, page["file"], datetime(2026, 1, 1, tzinfo=UTC))
    found = as_json(page["file"], saved, read_saved(saved, SKELETONS))
    text = folded(found["lead"]) + folded(found["text"])
    told = {field: json.dumps(found[field], ensure_ascii=False) for field in SHOWN}
    told["missed"] = str([words for words in page["must_contain"] if folded(words) not in text])
    told["noise"] = str([words for words in page["must_not_contain"] if folded(words) in text])
    return told | {"files": str(sorted(file["href"] for file in found["attachments"]))}


@pytest.mark.parametrize(
    ("alter", "most"),
    [
        (in_another_frame, {"files": 2, "missed": 1, "noise": 1}),
        (with_other_names, {"breadcrumb": 1, "lead": 5, "missed": 1, "noise": 7, "files": 6}),
        (without_names, {"title": 11, "date": 13, "breadcrumb": 19, "lead": 24, "missed": 4, "noise": 26, "files": 8}),
    ],
)
def test_a_page_says_the_same_however_it_is_written(alter: Callable[[HtmlElement], None], most: dict[str, int]) -> None:
    others: dict[str, list[str]] = defaultdict(list)
    for page in EXPECTED:
        data = (PAGES / page["file"]).read_bytes()
        before, after = read(data, page), read(altered(data, alter), page)
        for field in before:
            if before[field] != after[field]:
                others[field].append(page["file"])
    assert {field: files for field, files in others.items() if len(files) > most.get(field, 0)} == {}
