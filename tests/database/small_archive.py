"""A real archive.db whose pages are given as what reading finds on them: rooms behind the reading are tested alone."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from archive.capture import Capture
from archive.ledger import Ledger
from archive.opening import open_archive
from archive.stored import StoredCapture
from articles.article import Article, AttachmentLink, Edit, Link, Picture, Section
from database import reader
from sites.errors import Damage
from sites.identity import Identity, identify
from sites.problem import Problem
from sites.site import Site

SITE = Site(name="essai", title="Site d'essai", hosts=("www.example.org",), licence="Licence d'essai")
ROOT = "http://www.example.org/"


class SmallLedger(Ledger):
    """Gives back payloads from memory in place of WARC files."""

    payloads: dict[str, bytes]
    headers: dict[str, tuple[tuple[bytes, bytes], ...]]
    """Of answers, by digest of the payload; none: no headers."""
    damaged: set[int]
    """Numbers of captures whose bytes are not what the ledger says."""

    def read_capture(self, stored: StoredCapture) -> Capture:
        if stored.id in self.damaged:
            raise Damage(f"{self.folder}/captures/{stored.warc_file}: no WARC record at {stored.warc_offset}")
        payload = self.payloads[stored.payload_sha256]
        moment = datetime.fromisoformat(stored.fetched_at)
        headers = self.headers.get(stored.payload_sha256, ())
        return Capture(
            stored.url,
            moment,
            stored.status,
            headers,
            payload,
            stored.payload_sha256,
            stored.record_id,
            "live",
            "as-sent",
        )


def pdf_of(size: int) -> bytes:
    """A PDF of one empty page and so many bytes, at least 200."""
    start = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    start += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\n%"
    end = b"\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    return start + b"." * (size - len(start) - len(end)) + end


@dataclass
class SmallArchive:
    """The archive, and what stands on each of its pages."""

    ledger: SmallLedger
    pages: dict[bytes, Any] = field(default_factory=dict)
    captures: int = 0

    def keep(self, url: str, content: Any, *, status: int = 200, truncated: str | None = None) -> int:
        """Keep a capture: bytes of a file, or what the reader finds on a page; its number."""
        self.captures += 1
        number = self.captures
        payload = content if isinstance(content, bytes) else f"page {number}".encode()
        if not isinstance(content, bytes):
            self.pages[payload] = content
        digest = hashlib.sha256(payload).hexdigest()
        self.ledger.payloads[digest] = payload
        url_id = self.know(url, "fetched", status)
        moment = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=number)
        self.ledger.db.execute(
            "INSERT INTO captures VALUES (?, ?, ?, 1, ?, ?, ?, 'a.warc.gz', ?, 10, ?, ?, ?, 'live', 'as-sent', ?, NULL, NULL, NULL, NULL)",
            (
                number,
                f"urn:uuid:{number}",
                url_id,
                moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
                status,
                "text/html" if content not in (b"",) and not isinstance(content, bytes) else "application/octet-stream",
                number * 10,
                digest,
                len(payload),
                digest,
                truncated,
            ),
        )
        return number

    def know(self, url: str, state: str, status: int | None = None) -> int:
        """A row of `urls`; its number."""
        identity = identify(url)
        row = self.ledger.db.execute(
            "INSERT INTO urls (url, identity, kind, state, depth, priority, status, crawl_id) "
            "VALUES (?, ?, ?, ?, 0, 0, ?, 1) "
            "ON CONFLICT (url) DO UPDATE SET status = excluded.status RETURNING id",
            (url, identity.key, identity.kind, state, status),
        ).fetchone()
        return int(row[0])

    def withdraw(self, identity: str) -> None:
        """Withdraw a thing by its key."""
        self.ledger.db.execute(
            "INSERT INTO withdrawals VALUES (?, '2024-05-06T07:08:09Z', 'personal-data', NULL)", (identity,)
        )

    def rows(self, table: str) -> list[tuple[Any, ...]]:
        """All rows of a table, ids included."""
        return sorted((tuple(row) for row in self.ledger.db.execute(f"SELECT * FROM {table}")), key=repr)


def make_archive(folder: Path, monkeypatch: pytest.MonkeyPatch) -> SmallArchive:
    """An empty archive with one run in it; the reader looks its pages up."""
    folder.mkdir(parents=True, exist_ok=True)
    opened = open_archive(folder, create=True)
    ledger = SmallLedger(opened.folder, opened.db)
    ledger.payloads, ledger.headers, ledger.damaged = {}, {}, set()
    ledger.db.execute(
        "INSERT INTO crawls (id, door, started_at, settings, versions) "
        "VALUES (1, 'live', '2020-01-01T00:00:00Z', '{}', '{}')"
    )
    archive = SmallArchive(ledger)
    known: dict[bytes, Any] = getattr(make_archive, "pages", {})
    make_archive.pages = known  # type: ignore[attr-defined]
    archive.pages = known

    def read_page(capture: Capture, _site: Site, _skeletons: Any) -> Any:
        content = known[capture.payload]
        if isinstance(content, Exception):
            raise content
        return content

    monkeypatch.setattr(reader, "open_page", lambda capture, **_: capture)
    monkeypatch.setattr(reader, "read_page", read_page)
    return archive


def page(
    outcome: str = "article", *, article: Article | None = None, section: Any = None, problems: tuple[Problem, ...] = ()
) -> Any:
    """What reading gives for a page."""
    skeleton = article.skeleton if article else None
    return SimpleNamespace(
        outcome=outcome, article=article, section=section, skeleton=skeleton, problems=problems, traces=()
    )


def section_page(number: int, title: str, parents: tuple[Section, ...] = ()) -> Any:
    """What reading gives for the page of a section."""
    url = f"{ROOT}spip.php?rubrique{number}"
    section = SimpleNamespace(
        identity=Identity("section", number), url=url, title=title, raw_title=title, parents=parents
    )
    return page("section", section=section)


def crumb(number: int, title: str) -> Section:
    """A linked crumb."""
    return Section(title, title, f"{ROOT}spip.php?rubrique{number}")


def file_link(
    path: str, stated: str | None = "1 ko", title: str | None = None, place: str = "joined"
) -> AttachmentLink:
    """A file as a page announces it."""
    extension = path.rsplit(".", 1)[-1]
    return AttachmentLink(f"{ROOT}IMG/{path}", path, title or path, title or path, extension, "PDF", stated, place)


def article(number: int | None, **changes: Any) -> Article:
    """An article with a little of everything."""
    slug = changes.pop("slug", None)
    identity = Identity("article", number, slug)
    url = f"{ROOT}spip.php?article{number}" if slug is None else f"{ROOT}{slug}"
    plain = Article(
        identity=identity,
        url=url,
        spip_id=number,
        title=f"Titre {number}",
        raw_title=f"[rouge]Titre {number}[/rouge]",
        surtitle=None,
        subtitle=None,
        lead="Le chapeau",
        body_text=f"Le texte de la cohésion sociale, numéro {number}.",
        body_html=f"<p>Le texte de la cohésion sociale, numéro {number}.</p>",
        raw_body_text=f"Le texte de la cohésion sociale, numéro {number}.",
        notes=("une note",),
        postscript=None,
        category="Actualités",
        sections=(crumb(1, "Jeunesse"), crumb(2, "Sports")),
        home="Accueil",
        published_on="2011-06-16",
        published_raw="16 juin 2011",
        language="fr",
        attachments=(),
        links=(Link("http://www.example.org/spip.php?article99", "voir", "article"),),
        pictures=(Picture("http://www.example.org/IMG/jpg/a.jpg", "", "Une légende"),),
        edits=(Edit("title", "colours", 0, "[rouge]", ""), Edit("title", "colours", 8, "[/rouge]", "")),
        skeleton="dist",
        charset="utf-8",
        charset_source="header",
        record_id="urn:uuid:0",
    )
    return replace(plain, **changes)
