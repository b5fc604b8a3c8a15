"""What an archive of a front must hold, from the truth alone; what a crawl must ask for is left to resources.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sample.blocks import text
from sample.dates import garbled
from sample.fronts.front import Front, joined_files, shown_files, shown_pictures, shown_title, texts
from sample.inside import Inside
from sample.recipes import check_strings
from sample.sizes import agrees
from sample.truth import SampleArticle, SampleFile
from sample.typography import NBSP, typed

Position = Literal["inline", "joined", "portfolio"]


@dataclass(frozen=True, slots=True)
class ExpectedAttachment:
    """A file as an article must announce it, and as it is."""

    path: str  # what follows IMG/, unquoted, in composed form (NFC)
    url: str  # as requested
    title: str  # clean words
    ext: str
    stated_size: (
        str | None
    )  # as on the page, a no-break space before the unit; None: a picture of the portfolio has none
    state: str  # one of inside.STATES
    bytes: int | None  # of what arrives; None: nothing is held
    agrees: (
        bool | None
    )  # whether the stated size can be that of the bytes, by either of SPIP's rules; None: nothing is held or stated
    position: Position


@dataclass(frozen=True, slots=True)
class ExpectedPicture:
    """A picture shown in the text: no attachment."""

    path: str
    url: str
    alt: str  # clean
    raw_alt: str  # as published
    caption: str  # title and what stands under it, each on a line
    ext: str
    bytes: int


@dataclass(frozen=True, slots=True)
class ExpectedArticle:
    """Words are clean: no artefact, no-break spaces as U+00A0; None: the article has no such part."""

    spip_id: int
    url: str  # canonical on this front
    title: str
    surtitle: str | None
    subtitle: str | None
    lead: str | None
    body_text: str  # blocks parted by a blank line, items "- ", cells parted by tabs, calls "[1]"
    notes: tuple[str, ...]  # without their numbers
    postscript: str | None
    category: str | None  # None too where the front does not show it
    section_path: tuple[str, ...]  # titles, root first
    published_on: str | None  # ISO at the precision shown, local; None: the page shows no date
    attachments: tuple[ExpectedAttachment, ...]  # those in the text first
    pictures: tuple[ExpectedPicture, ...]
    unread: frozenset[str] = frozenset()  # names of the fields that the reading is known to get wrong on this front


@dataclass(frozen=True, slots=True)
class ExpectedSection:
    """A section as the archive must know it."""

    spip_id: int
    url: str
    title: str
    parent: int  # 0: a root section


@dataclass(frozen=True, slots=True)
class ExpectedFile:
    """A file the site serves."""

    path: str  # what follows IMG/, unquoted, in composed form (NFC)
    url: str  # as requested
    bytes: int | None  # of what arrives; None: nothing is held
    state: str  # one of inside.STATES
    media_type: str  # by its content
    agrees: bool | None  # whether the stated size can be that of the bytes; None: nothing is held
    legible: str  # one of inside.LEGIBLE: how its words can be had
    checks: tuple[str, ...]  # strings that its text must hold sign for sign
    inside: Inside  # pages, words, members and the rest


@dataclass(frozen=True, slots=True)
class Expected:
    """All that an archive of one front must hold."""

    articles: tuple[ExpectedArticle, ...]
    sections: tuple[ExpectedSection, ...]
    files: tuple[ExpectedFile, ...]


def expected(front: Front, *, with_hidden: bool = False) -> Expected:
    """What an archive of this front must hold; `with_hidden`: also the articles nothing leads to, for those who try numbers."""
    sections = tuple(
        ExpectedSection(s.id, _url(front, front.addresses.section(s.id)), _clean(s.title), s.parent)
        for s in front.truth.sections.values()
    )
    files = tuple(_file(front, file) for file in front.truth.files.values())
    articles = (*front.truth.articles.values(), *(front.truth.hidden.values() if with_hidden else ()))
    return Expected(tuple(_article(front, a) for a in articles), sections, files)


def _article(front: Front, article: SampleArticle) -> ExpectedArticle:
    found, truth = texts(article), front.truth
    return ExpectedArticle(
        spip_id=article.id,
        url=_url(front, front.addresses.article(article.id)),
        title=_clean(article.title),
        surtitle=_clean(article.surtitle or "") or None,
        subtitle=_clean(article.subtitle or "") or None,
        lead=text(found.lead) or None,
        body_text=text(found.body),
        notes=found.notes,
        postscript=text(found.postscript) or None,
        category=_clean(article.category) if front.has_categories else None,
        section_path=tuple(_clean(s.title) for s in truth.path(article.section)),
        published_on=_published(front, article),
        attachments=(
            *(_attachment(front, file, "inline") for file in shown_files(truth, article) if file.is_reached),
            *(
                _attachment(front, file, "portfolio" if file.is_picture else "joined")
                for file in joined_files(truth, article)
                if file.is_reached
            ),
        ),
        pictures=tuple(
            ExpectedPicture(
                path=f.identity,
                url=_url(front, front.addresses.file(f)),
                alt=f.alt or _clean(f.title),
                raw_alt=f.alt or shown_title(f.title),
                caption="\n".join(_clean(words) for words in (f.title, f.caption) if words),
                ext=f.ext,
                bytes=f.bytes,
            )
            for f in shown_pictures(truth, article)
        ),
        unread=frozenset(
            field
            for one in truth.shortcomings
            if one.article == article.id and (not one.fronts or front.name in one.fronts)
            for field in one.fields
        ),
    )


def _published(front: Front, article: SampleArticle) -> str | None:
    """Where the skin prints digits, PHP has made a whole day of whatever there was."""
    if article.dated == "none":
        return None
    if front.has_categories:
        return garbled(article.date, article.dated).isoformat()
    return article.date.isoformat()[: {"month": 7, "year": 4}.get(article.dated, 10)]


def _attachment(front: Front, file: SampleFile, position: Position) -> ExpectedAttachment:
    stated, held = None if position == "portfolio" else front.size(file), _arriving(file)
    url = _url(front, front.addresses.file(file))
    agreed = None if held is None or stated is None else agrees(stated, held)
    return ExpectedAttachment(
        file.identity, url, _clean(file.title), file.ext, stated, file.state, held, agreed, position
    )


def _file(front: Front, file: SampleFile) -> ExpectedFile:
    held = _arriving(file)
    agreed = None if held is None else agrees(front.size(file), held)
    strings = check_strings(file.inside.checks) if file.inside.checks else ()
    if file.media_type == "application/pdf":  # a no-break space is drawn as any other
        strings = tuple(string.replace(NBSP, " ") for string in strings)
    url = _url(front, front.addresses.file(file))
    return ExpectedFile(
        file.identity, url, held, file.state, file.media_type, agreed, file.legible, strings, file.inside
    )


def _arriving(file: SampleFile) -> int | None:
    """Bytes that arrive of a file and can be it; None: none."""
    if file.state in ("missing", "empty", "not-the-file") or not file.is_reached:
        return None
    return file.bytes // 2 if file.mishap == "cut" else file.bytes


def _clean(title: str) -> str:
    return typed(title).clean()


def _url(front: Front, relative: str) -> str:
    return front.addresses.absolute(relative)
