"""Tells the steps of a breadcrumb that stand above a page from those that are the page itself; reading the steps is for crumbs."""

import difflib
import re
from collections.abc import Sequence

from articles.fields.crumbs import MOST_STEPS, Crumb
from articles.words.folding import bare, same_words


def ancestors(crumbs: list[Crumb], title: str, own: str) -> list[Crumb]:
    """The steps without the page itself: by its address, as the last by its words or by the skin's mark."""
    kept = [crumb for crumb in crumbs if crumb.url != own or crumb.is_home]
    # A sign in the title parted it (`Dossiers > 10 000 euros`).
    for count in range(min(len(kept) - 1, MOST_STEPS), 1, -1):
        if _are_one(kept[-count:], title):
            return kept[:-count]
    if kept and (same_words(kept[-1].raw_title, title) or (kept[-1].url is None and _is_own(kept[-1], title))):
        kept.pop()
    return kept


def _are_one(steps: Sequence[Crumb], title: str) -> bool:
    """Whether steps that are no links are the title, taken together."""
    words = " ".join(bare(step.raw_title) for step in steps)
    return all(step.url is None for step in steps) and re.findall(r"\w+", words) == re.findall(r"\w+", bare(title))


def _is_own(crumb: Crumb, title: str) -> bool:
    first, second = bare(crumb.raw_title), bare(title)
    if crumb.is_marked and not _is_of_a_section(first, second):
        return True
    near = difflib.SequenceMatcher(None, first, second, autojunk=False).ratio() >= 0.8
    return near or (len(first) >= 8 and (first in second or second in first))


def _is_of_a_section(words: str, title: str) -> bool:
    """Whether a step is surely called otherwise than the page: some skins end at its section, and mark that."""
    long = [word for word in re.findall(r"\w+", words) if len(word) > 3]
    return bool(long) and sum(word in title for word in long) <= len(long) / 2
