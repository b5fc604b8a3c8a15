"""Pages of skins drawn by lot: what each of a hundred choices does to the reading, counted over many pages."""

from collections import Counter

from tests.articles.captures import read
from tests.articles.invented_skins import Invented, invent

PAGES = 300
MOST_WRONG = {"title": 0, "sections": 0, "files": 0, "date": 1, "lead": 2, "text": 1, "spill": 1}
"""Pages on which a field may be read wrongly."""


def folded(text: str | None) -> str:
    return "".join((text or "").split())


def wrong(page: Invented) -> set[str]:
    """Names of the fields that were read otherwise than they stand on the page."""
    found = read(page.html).article
    if found is None:
        return set(MOST_WRONG)
    text = folded(found.body_text)
    is_right = {
        "title": folded(found.title) == folded(page.title),
        "date": found.published_on == page.date,
        "lead": folded(found.lead) == folded(page.lead),
        "sections": [folded(s.title) for s in found.sections] == [folded(s) for s in page.sections],
        "files": {file.path for file in found.attachments} == page.files,
        "text": all(folded(words) in text for words in page.paragraphs),
        "spill": not any(folded(words) in text for words in page.outside),
    }
    return {field for field, right in is_right.items() if not right}


def test_skins_that_nobody_drew_are_read() -> None:
    counts: Counter[str] = Counter()
    seeds: dict[str, list[int]] = {}
    for seed in range(PAGES):
        for field in wrong(invent(seed)):
            counts[field] += 1
            seeds.setdefault(field, []).append(seed)
    assert {field: seeds[field] for field, count in counts.items() if count > MOST_WRONG[field]} == {}
