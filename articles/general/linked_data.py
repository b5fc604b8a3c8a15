"""Reads what a page says of itself as JSON-LD (schema.org): headline and day of its article; page_head and published weigh them."""

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from articles.tree.selecting import Selection

_LONGEST = 200_000
"""Characters of a script; those of articles have some hundreds."""
_MOST = 100
"""Objects that are looked at."""


@dataclass(frozen=True, slots=True)
class LinkedData:
    """What is said of the page's article; lists of other articles stand within other objects, and are not looked at."""

    headlines: tuple[str, ...]
    """Its title, as published; cut by some skins (`Un titre très (...)`)."""
    published: tuple[str, ...]
    """When it was published, as written: `2021-07-13T04:00:00Z`."""


def linked_data(selection: Selection) -> LinkedData:
    """What the scripts of a page say; nothing where there are none, or none that JSON can be read from."""
    said = [one for one in _objects(selection) if _is_article(one.get("@type"))][:_MOST]
    return LinkedData(tuple(_words(said, "headline")), tuple(_words(said, "datePublished")))


def _objects(selection: Selection) -> Iterator[dict[str, Any]]:
    for script in selection.all_of("script[type='application/ld+json']"):
        text = script.text or ""
        try:
            # Line breaks within strings, which JSON forbids, are SPIP's (`#INTRODUCTION`).
            found = json.loads(text, strict=False) if len(text) <= _LONGEST else None
        except (ValueError, RecursionError):
            continue  # a script that no reader of such data understands says nothing
        for one in found if isinstance(found, list) else [found]:
            if isinstance(one, dict):
                yield one
                graph = one.get("@graph")
                yield from (inner for inner in (graph if isinstance(graph, list) else ()) if isinstance(inner, dict))


def _is_article(types: object) -> bool:
    """Whether an object is an article by its type: `NewsArticle`, `BlogPosting`, or several."""
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and name.endswith(("Article", "Posting", "Report")) for name in names)


def _words(objects: list[dict[str, Any]], key: str) -> Iterator[str]:
    values = (one.get(key) for one in objects)
    return (words for value in values if isinstance(value, str) and (words := html.unescape(value).strip()))
