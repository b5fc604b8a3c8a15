"""One stored capture to what it holds; here a page that breaks the reader becomes a Problem, no more."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from archive.capture import Capture
from archive.ledger import Ledger
from archive.stored import StoredCapture
from articles.article import Article
from articles.reading import SectionPage, read_page
from articles.tree.page import open_page
from attachments.document import Document, describe
from attachments.extraction import Extraction
from attachments.guarded import Extractor
from database.contents import known_content
from database.originals import KeptPage, kept_page
from database.rows import file_extension
from sites.errors import Damage
from sites.problem import Problem, Stage
from sites.site import Site
from sites.skeleton import Skeleton

_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})

_NO_SERVER = frozenset({"mirror", "file"})
"""Doors behind which no server spoke: the media type of their captures is our own guess by the extension."""

Failure = Literal["damage", "reader"]
"""`damage`: the bytes are not what the ledger says; `reader`: reading broke, or the tables refused what was read."""

Skeletons = Mapping[str, Skeleton]
"""All that are known, by name, as the reader wants them."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one capture was found to hold."""

    outcome: str
    """As in `readings.outcome`."""
    article: Article | None = None
    """The article; None: no page of one."""
    section: SectionPage | None = None
    """The section; None: no page of one."""
    document: Document | None = None
    """What a captured file is; None: no file, or not read."""
    file_state: str | None = None
    """As in `attachments.state`; None: no file, or not read."""
    extraction: Extraction | None = None
    """What was read in its bytes; None: no file, or they were read before."""
    original: KeptPage | None = None
    """The page of an article, safe to be shown; None: no article, or nothing to show."""
    skeleton: str | None = None
    """Name of the skeleton the page was read with; None: no page, or not read."""
    problems: tuple[Problem, ...] = ()
    """What was odd."""
    failure: Failure | None = None
    """Why nothing could be read, so that it must be tried again; None: it was read, whatever was found."""


def read_stored(ledger: Ledger, stored: StoredCapture, site: Site, skeletons: Skeletons, extractor: Extractor) -> Found:
    """Fetch a capture's bytes and read them. Never raises for what one capture holds."""
    try:
        capture = ledger.read_capture(stored)
    except Damage as error:
        # Problems are published: where the archive stands on this machine is nobody's business.
        message = str(error).replace(f"{ledger.folder}/", "")
        return Found(
            "unreadable", problems=(Problem(stored.url, "read", "damaged-capture", message),), failure="damage"
        )
    try:
        return (
            _read_attachment(ledger, stored, capture, extractor)
            if stored.kind == "attachment"
            else _read(stored, capture, site, skeletons)
        )
    except Exception as error:  # noqa: BLE001 - the one border: whatever a page does to the reader, the next is read
        message = f"{type(error).__name__}: {error}"
        return Found("unreadable", problems=(Problem(stored.url, "read", "reader-failed", message),), failure="reader")


def _read(stored: StoredCapture, capture: Capture, site: Site, skeletons: Skeletons) -> Found:
    if stored.media_type is not None and stored.media_type not in _PAGE_TYPES:
        return Found("feed" if stored.kind == "feed" else "other")
    reading = read_page(open_page(capture, monolingual=site.monolingual), site, skeletons)
    problems = tuple(reading.problems) + _truncation(stored)
    original = None if reading.article is None else kept_page(capture)
    return Found(
        *(reading.outcome, reading.article, reading.section),
        original=original,
        skeleton=reading.skeleton,
        problems=problems,
    )


def _read_attachment(ledger: Ledger, stored: StoredCapture, capture: Capture, extractor: Extractor) -> Found:
    announced = None if stored.revisit_of is not None else _announced(capture)
    extension = file_extension(stored.identity)
    document = describe(capture.payload, stored.media_type, extension, announced)
    is_from_server = stored.source not in _NO_SERVER
    if not is_from_server:
        document = replace(document, header_agrees=None)
    if document.state == "empty":
        problem = Problem(stored.url, "attachment", "empty-file", "the server sent no bytes for this file")
        return Found("unreadable", document=document, file_state="empty", problems=(problem,))
    if document.state == "not-the-file":
        message = f"a page of {len(capture.payload)} bytes came in place of the file"
        problem = Problem(stored.url, "attachment", "not-the-file", message)
        return Found("not-found", document=document, file_state="not-the-file", problems=(problem,))
    known = known_content(ledger.db, stored.payload_sha256)
    extraction = None if known is not None else extractor.read(capture.payload, document.media_type)
    told = known or extraction
    assert told is not None
    outcome, message = told.outcome, told.message
    state = "held"
    if document.state == "truncated" or stored.truncated is not None:
        state = "truncated"
    elif outcome in ("protected", "corrupt"):
        state = outcome
    elif document.state in ("protected", "corrupt"):
        state = document.state
    problems = list(_truncation(stored, "attachment"))
    if state == "truncated":
        # Where the answer itself was cut off, that is told already.
        if stored.truncated is None:
            message = f"the end of this {document.media_type} is missing"
            problems.append(Problem(stored.url, "attachment", "truncated-file", message))
    elif state != "held" or outcome not in ("read", "unsupported"):
        kind = outcome if state == "held" else state
        told_as = message or f"this {document.media_type} is {state}"
        problems.append(Problem(stored.url, "attachment", f"{kind}-file", told_as))
    if document.is_mislabelled:
        server = f", the server {stored.media_type or 'nothing'}" if is_from_server else ""
        message = f"its name says {extension or 'nothing'}{server}, its content {document.media_type}"
        problems.append(Problem(stored.url, "attachment", "mislabelled-file", message))
    return Found("attachment", document=document, file_state=state, extraction=extraction, problems=tuple(problems))


def _announced(capture: Capture) -> int | None:
    """Bytes by the Content-Length of an answer as it was sent, where it counts what is kept; None: it does not."""
    length = capture.header("Content-Length")
    if capture.fidelity != "as-sent" or capture.status != 200 or capture.header("Transfer-Encoding"):
        return None
    coded = (capture.header("Content-Encoding") or "identity").strip().lower() != "identity"
    return int(length) if length and not coded and length.isascii() and length.isdigit() and len(length) < 16 else None


def _truncation(stored: StoredCapture, stage: Stage = "read") -> tuple[Problem, ...]:
    if stored.truncated is None:
        return ()
    message = f"only {stored.payload_bytes} bytes came, less than announced ({stored.truncated})"
    return (Problem(stored.url, stage, "truncated", message),)
