"""Loads the data files of the sample into checked, frozen records; what is made of them is left to the other files."""

from __future__ import annotations

import datetime
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sample.codings import CODINGS
from sample.formats import FORMATS, PICTURES, media_type
from sample.inside import PLAIN, Inside, Later, read_inside, read_later

FOLDER = Path(__file__).parent / "truth"
PADDED = ("pdf", "odt", "jpg")
"""What can be made of any size from its title and text; the rest is a document by name."""

_ARTEFACT = re.compile(r"⟦[^⟦⟧]*⟧")
_SHOWN = re.compile(r"<(?P<kind>doc|img)(?P<id>\d+)>")
_TARGET = re.compile(r"\[[^\[\]]*->(?P<target>[^\]]*)\]")
_INNER_TARGET = re.compile(r"(?P<kind>art|rub)(?P<id>\d+)")
_FILE_NAME = re.compile(r"[^/\x00-\x1f]+")
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
        return tuple((m["kind"], int(m["id"])) for m in _SHOWN.finditer(_ARTEFACT.sub("", texts)))


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
            frozenset(t for t in named - held if _INNER_TARGET.fullmatch(t)),
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
    return frozenset(match["target"] for match in _TARGET.finditer(_ARTEFACT.sub("", texts)))


def _kept(article: SampleArticle, truth: Truth, sections: frozenset[int]) -> tuple[int, ...]:
    return tuple(n for n in article.related if truth.articles[n].section in sections)


def load_truth(folder: Path = FOLDER) -> Truth:
    """Read sections.toml and articles_*.toml of a folder; raises TruthError."""
    sections = [_section(t) for t in _tables(folder / "sections.toml", "section")]
    articles: list[SampleArticle] = []
    hidden: list[SampleArticle] = []
    files: list[SampleFile] = []
    pageless: list[Pageless] = []
    for path in sorted(folder.glob("articles_*.toml")):
        articles += (_article(t) for t in _tables(path, "article"))
        hidden += (_article(t) for t in _tables(path, "hidden"))
        files += (_file(t) for t in _tables(path, "file"))
        pageless += (_pageless(t) for t in _tables(path, "pageless"))
    truth = Truth(
        {s.id: s for s in sorted(sections, key=lambda s: s.id)},
        {a.id: a for a in sorted(articles, key=lambda a: a.id)},
        {f.id: f for f in sorted(files, key=lambda f: f.id)},
        {a.id: a for a in sorted(hidden, key=lambda a: a.id)},
        {p.id: p for p in sorted(pageless, key=lambda p: p.id)},
        _shortcomings(folder),
    )
    _refuse_twins("section", (s.id for s in sections))
    _refuse_twins("article", [*(a.id for a in articles), *(a.id for a in hidden), *(p.id for p in pageless)])
    _refuse_twins("file", (f.id for f in files))
    _refuse_twins("file path", (f.identity for f in files))
    check(truth)
    return truth


def check(truth: Truth) -> None:
    """Raise TruthError with every reference that leads nowhere."""
    wrong: list[str] = []
    for section in truth.sections.values():
        parent = truth.sections.get(section.parent)
        if section.parent and parent is None:
            wrong.append(f"section {section.id}: parent {section.parent} does not exist")
        if section.kept and parent is not None and not parent.kept:
            wrong.append(f"section {section.id}: kept, but not its parent {section.parent}")
    for article in (*truth.articles.values(), *truth.hidden.values()):
        wrong += (f"article {article.id}: {what}" for what in _dangling(article, truth))
    for one in truth.pageless.values():
        redirects = one.answer in ("virtual", "moved")
        if one.answer not in PAGELESS or redirects != (one.target is not None):
            wrong.append(f"pageless {one.id}: answer {one.answer!r} with target {one.target!r}")
        wrong += (f"pageless {one.id}: {what}" for what in _lost_target(one.target or "art0", truth) if redirects)
    known = {one.article for one in truth.shortcomings} - truth.articles.keys()
    wrong += (f"shortcoming of article {number}, which does not exist" for number in sorted(known))
    for file in truth.files.values():
        if file.ext not in FORMATS or not _FILE_NAME.fullmatch(file.name):
            wrong.append(f"file {file.id}: extension {file.ext!r} or name {file.name!r} not allowed")
        if file.mishap not in (None, *MISHAPS):
            wrong.append(f"file {file.id}: mishap {file.mishap!r} is none of {MISHAPS}")
        if file.made is None and file.ext not in PADDED:
            wrong.append(f"file {file.id}: no {file.ext} can be made of words alone")
        if file.later is not None and (file.stated is None or file.made is not None):
            wrong.append(f"file {file.id}: what is replaced is made of words, and its stated size is given")
        if truth.owner(file.id) is None:
            wrong.append(f"file {file.id}: no article shows or joins it")
    if wrong:
        raise TruthError("; ".join(wrong))


def _dangling(article: SampleArticle, truth: Truth) -> Iterable[str]:
    if article.mishap not in (None, *MISHAPS):
        yield f"mishap {article.mishap!r} is none of {MISHAPS}"
    if article.dated not in DATED:
        yield f"dated {article.dated!r} is none of {DATED}"
    if article.coding not in (None, *CODINGS):
        yield f"coding {article.coding!r} is none of {tuple(CODINGS)}"
    yield from (
        f"related article {number} does not exist" for number in article.related if number not in truth.articles
    )
    if article.section not in truth.sections:
        yield f"section {article.section} does not exist"
    for number in article.joined:
        if number not in truth.files:
            yield f"joined file {number} does not exist"
    for kind, number in article.shown:
        if number not in truth.files:
            yield f"<{kind}{number}> names no file"
        elif truth.files[number].is_picture != (kind == "img"):
            yield f"<{kind}{number}>: a picture is shown by <img>, any other file by <doc>"
    for text in (article.lead, article.body, article.postscript):
        plain = _ARTEFACT.sub("", text or "")
        if re.search(r"[⟦⟧]", plain):
            yield "an artefact bracket is left open"
        for match in _TARGET.finditer(plain):
            yield from _lost_target(match["target"], truth)


def _lost_target(target: str, truth: Truth) -> Iterable[str]:
    inner = _INNER_TARGET.fullmatch(target)
    if inner is None:
        if not re.match(r"https?://[^/]*example\.org|mailto:", target):
            yield f"link target {target!r} is neither artN, rubN nor an address on example.org"
    elif int(inner["id"]) not in ({**truth.articles, **truth.pageless} if inner["kind"] == "art" else truth.sections):
        yield f"link target {target!r} does not exist"


def _shortcomings(folder: Path) -> tuple[Shortcoming, ...]:
    path = folder / "shortcomings.toml"
    return tuple(
        Shortcoming(_need(t, "article"), tuple(_need(t, "fields")), tuple(t.get("fronts", ())), _need(t, "reason"))
        for t in (_tables(path, "shortcoming") if path.exists() else ())
    )


def _tables(path: Path, name: str) -> list[dict[str, Any]]:
    try:
        return list(tomllib.loads(path.read_text(encoding="utf-8")).get(name, []))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise TruthError(f"{path.name}: {error}") from error


def _section(table: dict[str, Any]) -> Section:
    introduction = table.get("introduction")
    return Section(
        _need(table, "id"), _need(table, "parent"), _need(table, "title"), introduction, table.get("kept", False)
    )


def _file(table: dict[str, Any]) -> SampleFile:
    try:
        inside = read_inside(table.get("inside", {}))
        later = read_later(table["later"]) if "later" in table else None
    except ValueError as error:
        raise TruthError(f"file {table.get('id')}: {error}") from error
    return SampleFile(
        id=_need(table, "id"),
        ext=_need(table, "ext"),
        name=_need(table, "name"),
        title=_need(table, "title"),
        bytes=_need(table, "bytes"),
        stated=table.get("stated"),
        text=_need(table, "text"),
        linked_as=table.get("linked_as"),
        missing=table.get("missing", False),
        mishap=table.get("mishap"),
        made=table.get("made"),
        alt=table.get("alt"),
        caption=table.get("caption"),
        inside=inside,
        later=later,
    )


def _pageless(table: dict[str, Any]) -> Pageless:
    return Pageless(_need(table, "id"), _need(table, "answer"), table.get("title"), table.get("target"))


def _article(table: dict[str, Any]) -> SampleArticle:
    day = _need(table, "date")
    return SampleArticle(
        id=_need(table, "id"),
        section=_need(table, "section"),
        date=day if isinstance(day, datetime.date) else datetime.date.fromisoformat(day),
        title=_need(table, "title"),
        surtitle=table.get("surtitle"),
        subtitle=table.get("subtitle"),
        lead=table.get("lead"),
        body=_need(table, "body").strip("\n"),
        postscript=table.get("postscript"),
        category=_need(table, "category"),
        joined=tuple(table.get("joined", ())),
        old_slugs=tuple(table.get("old_slugs", ())),
        mishap=table.get("mishap"),
        dated=table.get("dated", "day"),
        coding=table.get("coding"),
        noise=table.get("noise", False),
        comments=tuple(table.get("comments", ())),
        related=tuple(table.get("related", ())),
    )


def _need(table: dict[str, Any], key: str) -> Any:
    if key not in table:
        raise TruthError(f"a record ({table.get('id', table)!r}) has no {key!r}")
    return table[key]


def _refuse_twins(what: str, keys: Iterable[int | str]) -> None:
    seen: set[int | str] = set()
    for key in keys:
        if key in seen:
            raise TruthError(f"{what} {key} occurs twice")
        seen.add(key)
