"""Pages in the manner of many skins that no skeleton describes, written by us, each with what a careful person reads on it.

`tests/pages/unknown/expected.jsonl` holds a line a page: title, date, breadcrumb (ancestors, home as worded), lead (its beginning),
`body_start` and `body_end`, phrases of the text and of what surrounds it, hrefs of the files; `known_failing` names fields that
are not read rightly yet.
"""

import json
import re
import unicodedata
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from articles.cleaners import undo
from articles.saved import as_json, open_saved, read_saved
from sites.registry import load_skeletons

PAGES = Path(__file__).parent.parent / "pages" / "unknown"
EXPECTED = [json.loads(line) for line in (PAGES / "expected.jsonl").read_text(encoding="utf-8").splitlines()]
SKELETONS = load_skeletons()
SIGNS = str.maketrans("’‘“”–—‑", "''\"\"---", "\xad\u200b\ufeff")


def folded(text: str | None) -> str:
    plain = unicodedata.normalize("NFKC", unescape(text or "")).translate(SIGNS).replace("«", '"').replace("»", '"')
    return re.sub(r"\s+", "", plain).lower()


def path_of(href: str) -> str:
    path = unquote(unescape(href)).partition("#")[0].partition("?")[0]
    return path[path.rfind("IMG/") :] if "IMG/" in path else path


@pytest.mark.parametrize("page", EXPECTED, ids=lambda page: page["file"].removesuffix(".html"))
def test_page(page: dict[str, Any]) -> None:
    data = (PAGES / page["file"]).read_bytes()
    saved = open_saved(data, page["file"], datetime(2026, 1, 1, tzinfo=UTC))
    reading = read_saved(saved, SKELETONS)
    article = reading.article
    assert article is not None, reading.outcome
    found = as_json(page["file"], saved, reading)
    assert undo([edit for edit in article.edits if edit.field == "body"], article.body_text) == article.raw_body_text

    wrong = set()
    if folded(found["title"]) not in map(folded, [page["title"], *page.get("title_also", [])]):
        wrong.add("title")
    dates = [page["date"], *page.get("date_also", [])]
    if found["date"] not in dates:
        wrong.add("date")
    trails = [page["breadcrumb"] or [], page.get("breadcrumb_alt") or page["breadcrumb"] or []]
    if [folded(step) for step in found["breadcrumb"]] not in [[folded(step) for step in trail] for trail in trails]:
        wrong.add("breadcrumb")
    lead, wanted = folded(found["lead"]), folded(page["lead"])
    if not lead.startswith(wanted[:70]) or bool(lead) != bool(wanted):
        wrong.add("lead")
    text = lead + folded(found["text"])
    missed = [phrase for phrase in page["must_contain"] if folded(phrase) not in text]
    noise = [phrase for phrase in page["must_not_contain"] if folded(phrase) in text]
    files, optional = (
        {path_of(f["href"]) for f in page.get(key) or []} for key in ("attachments", "attachments_optional")
    )
    told = {path_of(file["href"]) for file in found["attachments"]}
    if not files <= told <= files | optional:
        wrong.add("attachments")
    assert (missed, noise) == ([], [])
    assert wrong == set(page.get("known_failing", [])), {field: (page.get(field), found.get(field)) for field in wrong}
