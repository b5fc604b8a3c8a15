"""An Article as rows of the reading tables, as pure values; numbering and storing them is for the writer."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from articles.article import Article, AttachmentLink, Section
from sites.identity import identify

Row = dict[str, Any]
"""Column name to value, as SQLite takes it."""


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A row of `sections` before it is numbered."""

    identity: str
    """Key; `section-path/A > B` where no link tells more than the names."""
    spip_id: int | None
    """SPIP's number; None: the address does not tell it."""
    url: str | None
    """Absolute address; None: no link tells it."""
    title: str
    """Clean name."""
    raw_title: str
    """Name as published."""


def article_key(article: Article) -> str:
    """Key of the article this page holds, or holds a part of: by SPIP's number when it is known, so that two addresses of
    one article meet."""
    return article.identity.key.split("#", 1)[0] if article.spip_id is None else f"article/{article.spip_id}"


def content_sha256(article: Article) -> str:
    """Digest of the clean text of all fields a person reads and of the files announced: equal content, equal digest, on
    whatever page. Tokens, counters and the day of rendering stand outside of these fields, so they make no difference."""
    texts = [
        article.title,
        article.surtitle,
        article.subtitle,
        article.lead,
        article.body_text,
        list(article.notes),
        article.postscript,
        files_of(article),
    ]
    return hashlib.sha256(json.dumps(texts, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def files_of(article: Article) -> list[list[str]]:
    """Path and title of each file announced, in order."""
    return [[link.path, link.title] for link in article.attachments]


def notes_text(article: Article) -> str | None:
    """Footnotes, one a line, each with its number, by its place where none is printed; None: none."""
    printed = article.note_numbers or ("",) * len(article.notes)
    numbered = zip(printed, article.notes, strict=True)
    return "\n".join(f"[{number or place}] {note}" for place, (number, note) in enumerate(numbered, start=1)) or None


def article_row(article: Article, digest: str, section_id: int | None, capture_id: int) -> Row:
    """The row of `articles` without its number. `digest` is that of its content."""
    return {
        "identity": article_key(article),
        "url": article.url,
        "spip_id": article.spip_id,
        "title": article.title,
        "raw_title": article.raw_title,
        "surtitle": article.surtitle,
        "subtitle": article.subtitle,
        "lead": article.lead,
        "body_text": article.body_text,
        "body_html": article.body_html,
        "raw_body_text": article.raw_body_text,
        "notes": notes_text(article),
        "postscript": article.postscript,
        "category": article.category,
        "section_id": section_id,
        "published_on": article.published_on,
        "published_raw": article.published_raw,
        "written_on": article.written_on,
        "written_raw": article.written_raw,
        "author": article.author,
        "online_url": article.online_url,
        "online_text": article.online_text,
        "language": article.language,
        "skeleton": article.skeleton,
        "charset": article.charset,
        "charset_source": article.charset_source,
        "content_sha256": digest,
        "parts": article.parts,
        "capture_id": capture_id,
    }


def link_rows(article: Article, article_id: int) -> list[Row]:
    """Rows of `links`."""
    return [
        {"article_id": article_id, "position": position, "url": link.url, "text": link.text, "kind": link.kind}
        for position, link in enumerate(article.links, start=1)
    ]


def picture_rows(article: Article, article_id: int) -> list[Row]:
    """Rows of `pictures`."""
    return [
        {
            "article_id": article_id,
            "position": position,
            "url": picture.url,
            "alt": picture.alt,
            "caption": picture.caption,
        }
        for position, picture in enumerate(article.pictures, start=1)
    ]


def edit_rows(article: Article, article_id: int) -> list[Row]:
    """Rows of `edits`, in the order the cleaners made them."""
    return [
        {
            "article_id": article_id,
            "position": position,
            "field": edit.field,
            "cleaner": edit.cleaner,
            "start": edit.start,
            "raw": edit.raw,
            "replacement": edit.replacement,
        }
        for position, edit in enumerate(article.edits, start=1)
    ]


def attachment_link_row(link: AttachmentLink, article_id: int, position: int, attachment_id: int) -> Row:
    """One row of `article_attachments`."""
    return {
        "article_id": article_id,
        "position": position,
        "attachment_id": attachment_id,
        "place": link.place,
        "url": link.url,
        "title": link.title,
        "raw_title": link.raw_title,
        "type_label": link.type_label,
        "stated_size": link.stated_size,
        "description": link.description,
    }


def attachment_key(link: AttachmentLink) -> str:
    """Key of the file a link leads to: that of its address where this is known as a file, else the path as linked."""
    identity = identify(link.url)
    return identity.key if identity.kind == "attachment" and identity.slug == link.path else f"attachment/{link.path}"


def file_title(url: str) -> str:
    """Name to go by for a file that no article announces: the last part of its address."""
    return unquote(urlsplit(url).path.rsplit("/", 1)[-1]) or url


def file_extension(key: str) -> str:
    """Lower-case extension in the key of a file, without dot; empty where it has none."""
    name = key.rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[1].lower() if "." in name else ""


def section_chain(sections: tuple[Section, ...], *, monolingual: bool) -> Iterator[SectionRow]:
    """Rows of `sections` for a breadcrumb, outermost first. A crumb without a name says nothing and is left out."""
    path: list[str] = []
    for section in sections:
        if not section.title:
            continue
        path.append(section.title)
        identity = None if section.url is None else identify(section.url, monolingual=monolingual)
        is_slug = identity is not None and identity.kind == "article" and identity.number is None and not identity.part
        if identity is not None and (identity.kind == "section" or is_slug):
            # A slug without a marker may be an article's: it is a crumb, and so a section, as its own page is read.
            key = f"section/{identity.slug}" if is_slug else identity.key
            yield SectionRow(key, identity.number, section.url, section.title, section.raw_title)
        else:
            yield SectionRow("section-path/" + " > ".join(path), None, section.url, section.title, section.raw_title)
