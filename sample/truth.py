"""Loads the data files of the sample into checked, frozen records; what is made of them is left to the other files."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "truth"
EXTENSIONS = ("pdf", "odt", "jpg")

_ARTEFACT = re.compile(r"⟦[^⟦⟧]*⟧")
_SHOWN = re.compile(r"<(?P<kind>doc|img)(?P<id>\d+)>")
_TARGET = re.compile(r"\[[^\[\]]*->(?P<target>[^\]]*)\]")
_INNER_TARGET = re.compile(r"(?P<kind>art|rub)(?P<id>\d+)")
_FILE_NAME = re.compile(r"[A-Za-z0-9_-]+")


class TruthError(ValueError):
    """A data file says something that cannot be; the message names the file or record and what is wrong."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section (SPIP: rubrique)."""

    id: int
    parent: int  # 0: a root section
    title: str
    introduction: str | None  # body language


@dataclass(frozen=True, slots=True)
class SampleFile:
    """A document of the site (SPIP: document)."""

    id: int
    ext: str  # one of EXTENSIONS
    name: str  # without the extension
    title: str  # as linked; may hold artefacts
    bytes: int  # exact size of what is served
    stated: str | None  # size shown on the pages, "163.9 ko"; None: made of `bytes` by SPIP's rule
    text: str  # words that stand in the file

    @property
    def path(self) -> str:
        """The part of its address that no front changes: what follows IMG/."""
        return f"{self.ext}/{self.name}.{self.ext}"


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

    @property
    def shown(self) -> tuple[tuple[str, int], ...]:
        """The ("doc" or "img", file id) of the files placed in the texts, in reading order."""
        texts = "\n\n".join(text for text in (self.lead, self.body, self.postscript) if text)
        return tuple((m["kind"], int(m["id"])) for m in _SHOWN.finditer(_ARTEFACT.sub("", texts)))


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything the site holds, by SPIP number, in order of number."""

    sections: Mapping[int, Section]
    articles: Mapping[int, SampleArticle]
    files: Mapping[int, SampleFile]

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

    def owner(self, file: int) -> SampleArticle | None:
        """The first article that holds a file; None: no article does."""
        for article in self.articles.values():
            if file in article.joined or any(number == file for _, number in article.shown):
                return article
        return None


def load_truth(folder: Path = FOLDER) -> Truth:
    """Read sections.toml and articles_*.toml of a folder; raises TruthError."""
    sections = [_section(t) for t in _tables(folder / "sections.toml", "section")]
    articles: list[SampleArticle] = []
    files: list[SampleFile] = []
    for path in sorted(folder.glob("articles_*.toml")):
        articles += (_article(t) for t in _tables(path, "article"))
        files += (_file(t) for t in _tables(path, "file"))
    truth = Truth(
        {s.id: s for s in sorted(sections, key=lambda s: s.id)},
        {a.id: a for a in sorted(articles, key=lambda a: a.id)},
        {f.id: f for f in sorted(files, key=lambda f: f.id)},
    )
    _refuse_twins("section", (s.id for s in sections))
    _refuse_twins("article", (a.id for a in articles))
    _refuse_twins("file", (f.id for f in files))
    _refuse_twins("file path", (f.path for f in files))
    check(truth)
    return truth


def check(truth: Truth) -> None:
    """Raise TruthError with every reference that leads nowhere."""
    wrong: list[str] = []
    for section in truth.sections.values():
        if section.parent and section.parent not in truth.sections:
            wrong.append(f"section {section.id}: parent {section.parent} does not exist")
    for article in truth.articles.values():
        wrong += (f"article {article.id}: {what}" for what in _dangling(article, truth))
    for file in truth.files.values():
        if file.ext not in EXTENSIONS or not _FILE_NAME.fullmatch(file.name):
            wrong.append(f"file {file.id}: extension {file.ext!r} or name {file.name!r} not allowed")
        if truth.owner(file.id) is None:
            wrong.append(f"file {file.id}: no article shows or joins it")
    if wrong:
        raise TruthError("; ".join(wrong))


def _dangling(article: SampleArticle, truth: Truth) -> Iterable[str]:
    if article.section not in truth.sections:
        yield f"section {article.section} does not exist"
    for number in article.joined:
        if number not in truth.files:
            yield f"joined file {number} does not exist"
    for kind, number in article.shown:
        if number not in truth.files:
            yield f"<{kind}{number}> names no file"
        elif (truth.files[number].ext == "jpg") != (kind == "img"):
            yield f"<{kind}{number}>: a jpg is shown by <img>, any other file by <doc>"
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
    elif int(inner["id"]) not in (truth.articles if inner["kind"] == "art" else truth.sections):
        yield f"link target {target!r} does not exist"


def _tables(path: Path, name: str) -> list[dict[str, Any]]:
    try:
        return list(tomllib.loads(path.read_text(encoding="utf-8")).get(name, []))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise TruthError(f"{path.name}: {error}") from error


def _section(table: dict[str, Any]) -> Section:
    introduction = table.get("introduction")
    return Section(_need(table, "id"), _need(table, "parent"), _need(table, "title"), introduction)


def _file(table: dict[str, Any]) -> SampleFile:
    return SampleFile(
        id=_need(table, "id"),
        ext=_need(table, "ext"),
        name=_need(table, "name"),
        title=_need(table, "title"),
        bytes=_need(table, "bytes"),
        stated=table.get("stated"),
        text=_need(table, "text"),
    )


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
