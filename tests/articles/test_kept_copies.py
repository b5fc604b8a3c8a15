"""A page says the same in the copy of a mirror or a browser: each page of tests/pages/unknown, kept by one, is read once more."""

from collections.abc import Callable
from functools import lru_cache

import pytest

from tests.articles.kept_copies import (
    as_text,
    by_chrome,
    by_curl_with_headers,
    by_httrack,
    by_searching_reader,
    by_wget_on_windows,
)
from tests.articles.test_alterations import read
from tests.articles.test_unknown_skins import EXPECTED, PAGES

FILES = "files"
"""Their addresses are written otherwise, so that they are counted."""


@lru_cache(maxsize=1)
def as_they_are() -> list[dict[str, str]]:
    return [read(as_text((PAGES / page["file"]).read_bytes()).encode(), page) for page in EXPECTED]


@pytest.mark.parametrize("keep", [by_httrack, by_wget_on_windows, by_chrome, by_curl_with_headers, by_searching_reader])
def test_a_copy_says_what_the_page_says(keep: Callable[[str], str]) -> None:
    others: list[tuple[str, str, str]] = []
    for page, before in zip(EXPECTED, as_they_are(), strict=True):
        after = read(keep(as_text((PAGES / page["file"]).read_bytes())).encode(), page)
        others += [
            (page["file"], field, after[field]) for field in before if field != FILES and after[field] != before[field]
        ]
        if before[FILES].count("'") != after[FILES].count("'"):
            others.append((page["file"], FILES, after[FILES]))
    assert others == []
