"""Reads the data files of the sample into records of truth.py, and refuses what cannot be; what is made of them is left to others."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sample.codings import CODINGS
from sample.formats import FORMATS
from sample.inside import read_inside, read_later
from sample.truth import (
    ARTEFACT,
    DATED,
    INNER_TARGET,
    MISHAPS,
    PADDED,
    PAGELESS,
    Pageless,
    SampleArticle,
    SampleFile,
    Section,
    Shortcoming,
    Truth,
    TruthError,
    targets,
)

FOLDER = Path(__file__).parent / "truth"
_FILE_NAME = re.compile(r"[^/\x00-\x1f]+")


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
        if re.search(r"[⟦⟧]", ARTEFACT.sub("", text or "")):
            yield "an artefact bracket is left open"
    for target in sorted(targets(article)):
        yield from _lost_target(target, truth)


def _lost_target(target: str, truth: Truth) -> Iterable[str]:
    inner = INNER_TARGET.fullmatch(target)
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
