"""What the sample holds, as frozen records; reading them from its data files is left to loading.py."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from sample.formats import PICTURES, media_type
from sample.inside import PLAIN, Inside, Later

PADDED = ("pdf", "odt", "jpg")
"""What can be made of any size from its title and text; the rest is a document by name."""

ARTEFACT = re.compile(r"⟦[^⟦⟧]*⟧")
_SHOWN = re.compile(r"<(?P<kind>doc|img)(?P<id>\d+)>")
_TARGET = re.compile(r"\[[^\[\]]*->(?P<target>[^\]]*)\]")
INNER_TARGET = re.compile(r"(?P<kind>art|rub)(?P<id>\d+)")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_SAFE = "!$&()*+,;=:@/~"

MISHAPS = ("slow", "busy", "cut-once", "cut")
PAGELESS = ("virtual", "moved", "gone", "home", "works", "skeleton", "login")
DATED = ("day", "month", "year", "none", "yearless")


class TruthError(ValueError):
    """A data file says something that cannot be; the message names the file or record and what is wrong."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section (SPIP: rubrique)."""

    id: int
    parent: int  # 0: a root section
    title: str
    introduction: str | None  # body language
    kept: bool = False  # whether the front that serves a part of the site has it


@dataclass(frozen=True, slots=True)
class SampleFile:
    """A document of the site (SPIP: document)."""

    id: int
    ext: str  # one of FORMATS
    name: str  # without the extension, as on the server's disk
    title: str  # as linked; may hold artefacts
    bytes: int  # exact size of what is served; of a missing one, what it had
    stated: str | None  # size shown on the pages, "163.9 ko"; None: made of `bytes` by SPIP's rule
    text: str  # words that stand in the file
    linked_as: str | None = None  # name with extension as links write it; None: as SPIP does
    missing: bool = False  # the server has lost it
    mishap: str | None = None  # one of MISHAPS; None: served as it should be
    made: str | None = None  # name of a document (recipes.py); None: made of title and text
    alt: str | None = None  # text alternative of a picture; None: its title
    caption: str | None = None  # what stands under the title of a picture; None: nothing
    inside: Inside = PLAIN
    later: Later | None = None  # what replaces it behind its address; None: it stays
    put_on: datetime.date | None = None  # day it was put there; None: that of its article

    @property
    def is_picture(self) -> bool:
        """Whether pages show it as a picture, whatever it is."""
        return self.ext in PICTURES

    @property
    def state(self) -> str:
        """What is to be said of it, one of inside.STATES."""
        if self.missing:
            return "missing"
        if not self.bytes:
            return "empty"
        return self.inside.state or ("truncated" if self.mishap == "cut" else "held")

    @property
    def media_type(self) -> str:
        """What it is by its content."""
        return self.inside.media_type or media_type(self.ext)

    @property
    def legible(self) -> str:
        """How its words can be had, one of inside.LEGIBLE."""
        default = "no" if self.is_picture or self.state != "held" else "text"
        return self.inside.legible or default

    @property
    def path(self) -> str:
        """The part of its address that no front changes: what follows IMG/, unquoted."""
        return f"{self.ext}/{self.name}.{self.ext}"

    @property
    def identity(self) -> str:
        """The path in composed form (NFC): one file, whichever way its accents are written."""
        return unicodedata.normalize("NFC", self.path)

    @property
    def requested(self) -> str:
        """The path as a client must ask for it."""
        return quote(self.path, safe=_SAFE)

    @property
    def link(self) -> str:
        """The path as links write it: SPIP escapes accents, but no blank, apostrophe, `%` or `#` (reference §9)."""
        name = self.linked_as or _NOT_ASCII.sub(lambda hit: quote(hit[0]), f"{self.name}.{self.ext}")
        return f"{self.ext}/{name}"

    @property
    def is_reached(self) -> bool:
        """Whether its link leads to it: what follows a `#` is never asked for."""
        return "#" not in self.link


@dataclass(frozen=True, slots=True)
class SampleArticle:
    """An article as its editor typed it: titles may hold artefacts, the other texts are in the body language."""

    id: int
    section: int
    date: datetime.date  # publication, local day
    title: str
    surtitle: str | None
    subtitle: str | None
    lead: str | None
    body: str
    postscript: str | None
    category: str  # the directorate's label
    joined: tuple[int, ...]  # files listed under the article
    old_slugs: tuple[str, ...]
    mishap: str | None = None  # one of MISHAPS; None: served as it should be
    dated: str = "day"  # one of DATED: how much of the date SPIP holds, or the page shows
    coding: str | None = None  # name of one of codings.CODINGS; None: as the front's other pages
    noise: bool = False  # whether PHP complains in the middle of the page
    comments: tuple[str, ...] = ()  # forum messages under it, plain words
    related: tuple[int, ...] = ()  # articles proposed under it

    @property
    def shown(self) -> tuple[tuple[str, int], ...]:
        """The ("doc" or "img", file id) of the files placed in the texts, in reading order."""
        texts = "\n\n".join(text for text in (self.lead, self.body, self.postscript) if text)
        return tuple((m["kind"], int(m["id"])) for m in _SHOWN.finditer(ARTEFACT.sub("", texts)))


@dataclass(frozen=True, slots=True)
class Pageless:
    """A number of an article that links name, and behind which no page of its own stands."""

    id: int
    answer: (
        str  # one of PAGELESS: redirects with 302 or 301, 410, or with 200 the home page or one of SPIP's own notices
    )
    title: str | None  # makes its slug; None: known by its number everywhere
    target: str | None  # artN or an address on example.org it redirects to; None: no redirect


@dataclass(frozen=True, slots=True)
class Shortcoming:
    """Fields of an article that the reading is known to get wrong."""

    article: int
    fields: tuple[str, ...]  # names as in ExpectedArticle
    fronts: tuple[str, ...]  # names; empty: all
    reason: str


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything the site holds, by SPIP number, in order of number."""

    sections: Mapping[int, Section]
    articles: Mapping[int, SampleArticle]
    files: Mapping[int, SampleFile]
    hidden: Mapping[int, SampleArticle]  # answer like the articles, but nothing leads to them
    pageless: Mapping[int, Pageless]
    shortcomings: tuple[Shortcoming, ...] = ()
    lost: frozenset[str] = frozenset()  # artN and rubN that links name, but only the whole site has

    def answering(self, article: int) -> SampleArticle | None:
        """An article that has a page, hidden or not; None: there is none of this number."""
        return self.articles.get(article) or self.hidden.get(article)

    def path(self, section: int) -> tuple[Section, ...]:
        """The section and those above it, root first."""
        found = self.sections[section]
        return (*(self.path(found.parent) if found.parent else ()), found)

    def children(self, section: int) -> tuple[Section, ...]:
        return tuple(s for s in self.sections.values() if s.parent == section)

    def newest(self, section: int | None = None) -> tuple[SampleArticle, ...]:
        """Articles of one section (None: of all), newest first; of one day, the highest number first."""
        found = [a for a in self.articles.values() if section in (None, a.section)]
        return tuple(sorted(found, key=lambda a: (a.date, a.id), reverse=True))

    def kept(self) -> Truth:
        """The part of the site that its kept sections hold, with their files; links to all else lead nowhere."""
        sections = frozenset(number for number, section in self.sections.items() if section.kept)
        articles = {
            n: replace(a, related=_kept(a, self, sections)) for n, a in self.articles.items() if a.section in sections
        }
        files = {n for a in articles.values() for n in (*a.joined, *(number for _, number in a.shown))}
        named = {t for a in articles.values() for t in targets(a)}
        held = {f"art{n}" for n in (*articles, *self.pageless)} | {f"rub{n}" for n in sections}
        return Truth(
            {n: s for n, s in self.sections.items() if n in sections},
            articles,
            {n: f for n, f in self.files.items() if n in files},
            {n: a for n, a in self.hidden.items() if a.section in sections},
            self.pageless,
            self.shortcomings,
            frozenset(t for t in named - held if INNER_TARGET.fullmatch(t)),
        )

    def later(self) -> Truth:
        """The site at a second visit: files that were replaced meanwhile, and every page as it was."""
        files = {n: _replaced(f) for n, f in self.files.items()}
        return replace(self, files=files)

    def owner(self, file: int) -> SampleArticle | None:
        """The first article that holds a file; None: no article does."""
        for article in self.articles.values():
            if file in article.joined or any(number == file for _, number in article.shown):
                return article
        return None


def _replaced(file: SampleFile) -> SampleFile:
    if file.later is None:
        return file
    new = file.later
    return replace(file, bytes=new.bytes, text=new.text, put_on=new.on, later=None)


def targets(article: SampleArticle) -> frozenset[str]:
    """What the links in the texts of an article lead to, as typed."""
    texts = "\n".join(filter(None, (article.lead, article.body, article.postscript)))
    return frozenset(match["target"] for match in _TARGET.finditer(ARTEFACT.sub("", texts)))


def _kept(article: SampleArticle, truth: Truth, sections: frozenset[int]) -> tuple[int, ...]:
    return tuple(n for n in article.related if truth.articles[n].section in sections)
