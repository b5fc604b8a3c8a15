"""Counts what was found on articles' pages, by skeleton, and says when what was always found no longer is; the build asks it."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from articles.article import Article

FIELDS = ("title", "date", "trail", "body", "lead", "files")
"""What is counted, in the order of a page."""

ENOUGH_BEFORE = 20
"""Fewer pages tell nothing of what is always there."""
ENOUGH_NOW = 10
"""Fewer pages in one run may be odd ones."""
NEARLY_ALWAYS = 0.95
HARDLY = 0.5
"""Shares of pages: a field that was there so often, and now less often than that, has vanished."""
RISE = 0.25
"""So much more of the pages read by the general reading means that a skeleton stopped matching."""

_GENERAL = "general"
_HELD = "SELECT skeleton, field, pages, found FROM field_counts"
_EMPTY = "DELETE FROM field_counts"
# Flags first: a sorter would carry the texts, and look at all articles once for each field.
_COUNT = """
WITH flags AS MATERIALIZED (
    SELECT skeleton, raw_title <> '' AS title, published_on IS NOT NULL AS date, section_id IS NOT NULL AS trail,
           body_text <> '' AS body, lead IS NOT NULL AS lead,
           EXISTS (SELECT 1 FROM article_attachments AS l WHERE l.article_id = a.id) AS files
    FROM articles AS a)
INSERT INTO field_counts (skeleton, field, pages, found)
SELECT skeleton, f.value, count(*), sum(CASE f.value
    WHEN 'title' THEN title WHEN 'date' THEN date WHEN 'trail' THEN trail
    WHEN 'body' THEN body WHEN 'lead' THEN lead WHEN 'files' THEN files END)
FROM flags, json_each('["title", "date", "trail", "body", "lead", "files"]') AS f
GROUP BY 1, 2 ORDER BY 1, f.id"""


@dataclass(slots=True)
class Tally:
    """Pages of articles, and how many of them have each field, by skeleton."""

    pages: Counter[str] = field(default_factory=Counter)
    """Pages by skeleton."""
    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Pages on which a field was found, by skeleton and field."""

    def add(self, article: Article) -> None:
        """Count one page."""
        there = {
            "title": bool(article.raw_title),
            "date": article.published_on is not None,
            "trail": bool(article.sections),
            "body": bool(article.body_text),
            "lead": article.lead is not None,
            "files": bool(article.attachments),
        }
        self.pages[article.skeleton] += 1
        self.found.update((article.skeleton, name) for name in FIELDS if there[name])

    def share(self, skeleton: str) -> float:
        """Share of the pages that a skeleton was used for."""
        return self.pages[skeleton] / self.pages.total() if self.pages else 0.0


def held_tally(db: sqlite3.Connection) -> Tally:
    """The counts as the last build left them."""
    tally = Tally()
    for skeleton, name, pages, found in db.execute(_HELD):
        tally.pages[skeleton] = pages
        tally.found[skeleton, name] = found
    return tally


def write_counts(db: sqlite3.Connection) -> None:
    """Count the articles held now."""
    db.execute(_EMPTY)
    db.execute(_COUNT)


def drift(before: Tally, now: Tally) -> tuple[str, ...]:
    """What changed for the worse, a sentence each; `before`: the articles held before a run, `now`: the pages of it."""
    if before.pages.total() < ENOUGH_BEFORE or now.pages.total() < ENOUGH_NOW:
        return ()
    return (*_unmatched(before, now), *_vanished(before, now))


def _unmatched(before: Tally, now: Tally) -> Iterator[str]:
    was, is_now = before.share(_GENERAL), now.share(_GENERAL)
    if is_now - was < RISE:
        return
    lost = [
        f"{name} matched {_percent(before.share(name))} and now {_percent(now.share(name))}"
        for name in sorted(before.pages)
        if name != _GENERAL and before.share(name) > now.share(name)
    ]
    yield (
        f"no skeleton of its own matched {_percent(was)} of {before.pages.total()} articles, "
        f"but {_percent(is_now)} of the {now.pages.total()} pages read now: {'; '.join(lost)}"
    )


def _vanished(before: Tally, now: Tally) -> Iterator[str]:
    """By skeleton, then for all together: a site that changes its skin has no two pages of one skeleton to compare."""
    told: set[str] = set()
    for skeleton in sorted(before.pages):
        for name in FIELDS:
            was = before.found[skeleton, name], before.pages[skeleton]
            is_now = now.found[skeleton, name], now.pages[skeleton]
            if _has_vanished(was, is_now):
                told.add(name)
                yield f"{name}: {_change(was, is_now)} (skeleton {skeleton})"
    for name in FIELDS:
        was, is_now = _whole(before, name), _whole(now, name)
        if name not in told and _has_vanished(was, is_now):
            yield f"{name}: {_change(was, is_now)} (all skeletons)"


def _whole(tally: Tally, name: str) -> tuple[int, int]:
    return sum(number for (_, found), number in tally.found.items() if found == name), tally.pages.total()


def _has_vanished(before: tuple[int, int], now: tuple[int, int]) -> bool:
    """Each: pages with the field, and pages."""
    (was, of_before), (is_now, of_now) = before, now
    return (
        of_before >= ENOUGH_BEFORE
        and of_now >= ENOUGH_NOW
        and was >= NEARLY_ALWAYS * of_before
        and is_now < HARDLY * of_now
    )


def _change(before: tuple[int, int], now: tuple[int, int]) -> str:
    return f"found on {before[0]} of {before[1]} articles before, on {now[0]} of {now[1]} pages read now"


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"


def counts_by_skeleton(db: sqlite3.Connection) -> Mapping[str, Mapping[str, int]]:
    """Of each skeleton the pages (`pages`) and those with each field, as the last build counted."""
    tally = held_tally(db)
    return {
        name: {"pages": pages, **{f: tally.found[name, f] for f in FIELDS}}
        for name, pages in sorted(tally.pages.items())
    }
