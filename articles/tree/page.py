"""Opens a capture as a page: decoded, parsed, its address understood; what stands on it is for others."""

import re
import zlib
from dataclasses import dataclass, replace

import lxml.html
from lxml import etree
from lxml.html import HtmlComment, HtmlElement

from archive.capture import Capture
from archive.clock import http_date
from articles.tree.charset import decode, whole_characters
from articles.tree.markup import MOST_ATTRIBUTES, bounded
from articles.tree.selecting import Selection
from sites.identity import Identity, identify
from sites.problem import Problem

MAX_PAGE = 16 * 1024 * 1024
"""Bytes of a page that are read: a tree takes thirty times as much memory (2.7 GB were seen for 100 MB); the largest
honest page seen has 0.5 MB. The capture is kept whole whatever its size."""
# All elements are of one class, so that lxml asks nobody which: its own look-up, a call for each, gives forms a class of theirs.
_CLASSES = etree.ElementDefaultClassLookup(element=HtmlElement, comment=HtmlComment)
_GZIP = b"\x1f\x8b"
_MARKUP = re.compile(rb"<(?:!doctype|html|head|title|body|div|table|h1|p)\b", re.IGNORECASE)
_WARNED = re.compile(
    r"\s*+(?:(?:<br ?/?>\s*+)?<b>(?:Warning|Notice|Deprecated|Strict Standards|Fatal error)</b>:[^\n]{0,2000}<br ?/?>\s*+)+"
)
"""What PHP writes before a page that it warns of: what stands before `<html>` would end the head at once."""
_NO_CHARACTERS = "\x00\ufffe\uffff"
_FORBIDDEN = re.compile(f"[{_NO_CHARACTERS}\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Page:
    """One capture made readable."""

    capture: Capture
    """The bytes and how they came."""
    url: str
    """Address as requested."""
    charset: str
    """Encoding the page was decoded with."""
    charset_source: str
    """How it was chosen: `header`, `meta`, `utf-8`, `fallback`."""
    selection: Selection | None
    """The elements of the whole page; None where there is nothing in it."""
    identity: Identity
    """What the address means."""
    text: str
    """The decoded bytes."""
    problems: tuple[Problem, ...] = ()
    """What was met while opening."""
    monolingual: bool = True
    """Whether `lang=` says nothing in addresses of its site."""

    @property
    def rendered(self) -> int:
        """Year the page was made in: SPIP dates a page from its cache (reference 9), which may be older than the visit."""
        return (http_date(self.capture.header("last-modified") or "") or self.capture.fetched_at).year

    @property
    def tree(self) -> HtmlElement | None:
        """The root of the page; None where there is nothing in it."""
        return None if self.selection is None else self.selection.tree


def open_page(capture: Capture, *, monolingual: bool = True) -> Page:
    """Decode and parse a capture; `monolingual` is that of its Site. Never raises, whatever the bytes are.

    Elements nested deeper than 254 levels are cut by libxml2 and reported as `page-cut`; honest pages need 40. So are tags
    with too many attributes, and a page that breaks off. Gzip that a server or a tool left packed is unpacked.
    """
    problems: list[Problem] = []
    payload = readable(capture.payload, capture.url, problems)
    text, charset, source = decode(payload, capture.header("content-type"))
    is_too_large = any(problem.kind == "page-too-large" for problem in problems)
    tree = None if is_too_large else parsed(text, capture.url, problems)
    identity = identify(capture.url, monolingual=monolingual)
    selection = None if tree is None else Selection(tree)
    return Page(capture, capture.url, charset, source, selection, identity, text, tuple(problems), monolingual)


def moved(page: Page, capture: Capture, *, monolingual: bool = True) -> Page:
    """A page that is open already, as `open_page` opens `capture`, which has its bytes and headers at another address."""
    identity = identify(capture.url, monolingual=monolingual)
    problems = tuple(replace(problem, url=capture.url) for problem in page.problems)
    return replace(
        page, capture=capture, url=capture.url, identity=identity, problems=problems, monolingual=monolingual
    )


def readable(payload: bytes, url: str, problems: list[Problem]) -> bytes:
    """The bytes of a page that are read: unpacked, MAX_PAGE at most, without half a character at their end. What was met is added
    to `problems`; a page that is too large should not be parsed."""
    payload = _unpacked(payload, url, problems)
    whole = whole_characters(payload[:MAX_PAGE])
    if len(payload) > MAX_PAGE:
        message = f"the page has {len(payload)} bytes, at most {MAX_PAGE} are read"
        problems.append(Problem(url, "read", "page-too-large", message))
    elif len(whole) < len(payload):
        problems.append(Problem(url, "read", "page-cut", "the page ends in the middle of a character"))
    return whole


def _unpacked(payload: bytes, url: str, problems: list[Problem]) -> bytes:
    """HTML out of bytes that are gzip of it; others as they are. No more than one byte beyond MAX_PAGE is unpacked."""
    if not payload.startswith(_GZIP):
        return payload
    try:
        found = zlib.decompressobj(31).decompress(payload, MAX_PAGE + 1)
    except zlib.error:
        return payload
    if _MARKUP.search(found, 0, 4096) is None:
        return payload
    problems.append(Problem(url, "read", "gzip-page", "the page was kept as gzip; it is read unpacked"))
    return found


def _encoded(text: str) -> bytes:
    """UTF-8 of a text, without what may not stand on a page. Three looks for one character each and the encoder tell whether there
    is any, in a tenth of the time that a class of characters takes."""
    try:
        if not any(sign in text for sign in _NO_CHARACTERS):
            return text.encode("utf-8")
    except UnicodeEncodeError:
        pass  # half a character of UTF-16
    return _FORBIDDEN.sub("\ufffd", text).encode("utf-8")


def parsed(text: str, url: str, problems: list[Problem]) -> HtmlElement | None:
    """The tree of a page; None where there is nothing in it. What was met is added to `problems`."""
    warned = _WARNED.match(text)
    text, overfull, broken = bounded(text if warned is None else text[warned.end() :])
    if overfull is not None:
        line = text.count("\n", 0, overfull) + 1
        message = f"a tag in line {line} has more than {MOST_ATTRIBUTES} attributes; those beyond are left out"
        problems.append(Problem(url, "read", "page-cut", message))
    if broken is not None:
        problems.append(Problem(url, "read", "page-cut", broken))
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=False)
    parser.set_element_class_lookup(_CLASSES)
    try:
        # Handed over as bytes, because lxml refuses a str that declares an encoding of its own.
        tree = lxml.html.document_fromstring(_encoded(text), parser=parser)
    except etree.ParserError as error:
        problems.append(Problem(url, "read", "empty-page", f"there is no page in the answer: {error}"))
        return None
    for entry in parser.error_log.filter_from_fatals():
        problems.append(Problem(url, "read", "page-cut", f"parsing stopped at line {entry.line}: {entry.message}"))
        break
    return tree
