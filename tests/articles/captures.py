"""Makes captures for the tests of the reading; what is in them the tests say."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime

from archive.capture import Capture
from articles.article import Article
from articles.cleaners import undo
from articles.reading import Reading, read_page
from articles.tree.page import open_page
from sites.registry import load_skeletons
from sites.site import Site
from sites.skeleton import Skeleton

PROSE = (
    "<p>Les bassins ouvrent le samedi, de huit heures à midi, et le dimanche matin pour les familles du quartier.</p>"
    * 3
)
"""Three paragraphs of a text."""
TEXT = f"<div class='texte'>{PROSE}</div>"
"""The same in a block that is named for it."""
SITE = Site("essai", "Site d’essai", ("www.example.org",))


def capture(
    payload: bytes | str,
    url: str = "http://www.example.org/spip.php?article12",
    status: int = 200,
    content_type: str | None = "text/html; charset=utf-8",
) -> Capture:
    """A capture as a live crawl would give it."""
    body = payload.encode() if isinstance(payload, str) else payload
    headers = ((b"Content-Type", content_type.encode()),) if content_type else ()
    digest = hashlib.sha256(body).hexdigest()
    moment = datetime(2016, 3, 1, tzinfo=UTC)
    record = "urn:uuid:00000000-0000-4000-8000-000000000000"
    return Capture(url, moment, status, headers, body, digest, record, "live", "as-sent")


def read(
    payload: bytes | str,
    url: str = "http://www.example.org/spip.php?article12",
    status: int = 200,
    content_type: str | None = "text/html; charset=utf-8",
    site: Site = SITE,
    skeletons: Mapping[str, Skeleton] | None = None,
) -> Reading:
    """Read a page, with all skeletons where none are given."""
    return read_page(open_page(capture(payload, url, status, content_type)), site, skeletons or load_skeletons())


def article(body: str, head: str = "<title>Site</title>") -> Article:
    """The article of a page of no known skin."""
    found = read(f"<html><head>{head}</head><body>{body}</body></html>").article
    assert found is not None
    return found


def article_with_text(body: str, more: str = "") -> Article:
    """The article of a page whose text, named for one, holds `body`; its edits, undone, must give back what was published."""
    found = read(f"<html><body><h1>Titre</h1><div class='texte'>{body}</div>{more}</body></html>").article
    assert found is not None
    assert undo([e for e in found.edits if e.field == "body"], found.body_text) == found.raw_body_text
    return found
