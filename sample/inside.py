"""What stands in a file of the sample and what state it is in, from its table in the truth; making it is left to recipes.py."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

STATES = ("held", "empty", "missing", "not-the-file", "truncated", "protected", "corrupt")
LEGIBLE = ("text", "image", "gibberish", "no")
CHARSETS = ("utf-8", "windows-1252", "latin-1")
_KEYS = (
    "media_type",
    "state",
    "legible",
    "checks",
    "pages",
    "word",
    "page",
    "members",
    "password",
    "taken",
    "position",
)


@dataclass(frozen=True, slots=True)
class Inside:
    """What is in one file."""

    media_type: str | None = None  # by its content; None: as its extension says
    state: str | None = None  # one of STATES; None: as the rest of its record tells
    legible: str | None = (
        None  # one of LEGIBLE, how its words can be had; None: pictures not at all, any other file as text
    )
    checks: str | None = None  # charset whose check strings stand in it; None: none do
    pages: int | None = None  # pages, sheets or slides; None: has none, or they are not told
    word: str | None = None  # stands in this file, and in no text of a page; None: no such word
    page: int | None = None  # where the word stands, from 1; None: nowhere in particular
    members: tuple[str, ...] = ()  # paths of what is packed in it, those of an archive in it behind its own
    password: str | None = None  # opens it; None: it needs none
    taken: datetime.datetime | None = None  # when the camera says the picture was taken, its own clock
    position: tuple[float, float] | None = None  # latitude and longitude in it, degrees; the public must not see them


PLAIN = Inside()
"""A file of which there is nothing to say but what its record tells."""


@dataclass(frozen=True, slots=True)
class Later:
    """What stands at the address of a file from a second visit on; the pages state the first one's size for ever."""

    on: datetime.date  # day it was put there
    bytes: int
    text: str  # words that stand in it


def read_inside(table: Mapping[str, Any]) -> Inside:
    """The record of a table; raises ValueError for a key or value that cannot be."""
    unknown = table.keys() - set(_KEYS)
    if unknown:
        raise ValueError(f"unknown keys {sorted(unknown)}")
    values = dict(table)
    for name in ("members", "position"):
        if name in values:
            values[name] = tuple(values[name])
    inside = Inside(**values)
    wrong = list(_wrong(inside))
    if wrong:
        raise ValueError("; ".join(wrong))
    return inside


def read_later(table: Mapping[str, Any]) -> Later:
    """The record of a table; raises ValueError where it does not hold just what it must."""
    if table.keys() != {"on", "bytes", "text"}:
        raise ValueError(f"keys {sorted(table)}, not on, bytes, text")
    return Later(table["on"], table["bytes"], table["text"])


def _wrong(inside: Inside) -> Iterator[str]:
    for name, value, allowed in (
        ("state", inside.state, STATES), ("legible", inside.legible, LEGIBLE), ("checks", inside.checks, CHARSETS),
    ):  # fmt: skip
        if value not in (None, *allowed):
            yield f"{name} {value!r} is none of {allowed}"
    if (inside.state == "protected") != (inside.password is not None):
        yield "what is protected has a password, and nothing else has"
    if inside.page is not None and not (inside.word and 1 <= inside.page <= (inside.pages or 0)):
        yield f"no word stands on page {inside.page} of {inside.pages}"
