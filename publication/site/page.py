"""What a page is before it is HTML, what was asked for, and how one that is not there is told."""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, as pages see it."""

    path: str
    """Path as it came, percent-encoded."""
    named: Mapping[str, str]
    """What the address names (`permalink`, `year`…), decoded."""
    query: Mapping[str, str]
    """First value of each parameter, decoded."""
    origin: str = ""
    """Scheme and host of this site, without a final slash."""
    raw_query: str = ""
    """What stood behind the `?`, as it came."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """What the publisher says of itself: the plugin configuration `fonds` of the metadata."""

    def with_query(self, **changes: str | int | None) -> str:
        """This address with some parameters changed; None or empty leaves one out."""
        values = {name: value for name, value in (self.query | changes).items() if value not in (None, "")}  # type: ignore[operator]
        return self.path + (f"?{urlencode(values)}" if values else "")

    def number(self, name: str) -> int | None:
        """A parameter that is a row or page number; None: not given, or no number that could be one."""
        text = self.query.get(name, "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


@dataclass(frozen=True, slots=True)
class Page:
    """A page, to be rendered."""

    template: str
    """File under templates/."""
    title: str
    """Title in the head; the name of the whole is put behind it."""
    context: Mapping[str, Any] = field(default_factory=dict)
    """What the template knows beyond the frame."""
    canonical: str | None = None
    """Address of this page from the root, encoded, without what does not belong to it; None: it has none (errors)."""
    description: str | None = None
    """A sentence for the head; None: none."""
    status: int = 200
    """HTTP status."""
    current: str | None = None
    """Entry of the navigation it stands under, as its address; None: none."""
    is_indexed: bool = True
    """Whether search engines are asked to list it."""


@dataclass(frozen=True, slots=True)
class Absent:
    """No such page: answered with 404 and a French page that says what to do."""

    sentence: str
    """What is not there, in French."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The page stands at another address."""

    address: str
    """Address from the root, encoded."""


@dataclass(frozen=True, slots=True)
class Data:
    """An answer for programs."""

    body: str | bytes
    """What is sent."""
    media_type: str
    """Its media type."""
    following: str | None = None
    """Address of what comes after it, for the header `Link`; None: nothing does, or the body tells."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Further headers, names in lower case."""
    is_of_snapshot: bool = False
    """Whether it changes with the snapshot only, whose id then is its ETag."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Bytes that stand in the snapshot, to be sent from there."""

    table: str
    """Table they stand in."""
    column: str
    """Column they stand in."""
    row: int
    """Number of the row."""
    length: int
    """How many they are."""
    media_type: str
    """Their media type."""
    digest: str
    """SHA-256 of them, in hexadecimal: their ETag."""
    headers: Mapping[str, str]
    """Further headers, names in lower case."""


Answer = Page | Data | Stored | Moved | Absent
"""What an address is answered with."""
PageMaker = Callable[[sqlite3.Connection, Asked], Answer]
"""Makes an answer out of rows; it reads the snapshot only."""


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way to a page."""

    title: str
    """Its words."""
    address: str
    """Its address."""
