"""What was read in a file: its text by page, what the file says of itself, what was odd. Reading is for the readers beside."""

import base64
import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Literal

from attachments.legibility import is_gibberish

EXTRACTOR = "2026-11-28.2"
"""Version of the readers; texts are kept by content digest and this, so that a rebuild reads no file twice."""

MOST_TEXT = 8_000_000
"""Characters of one file that are kept: 2,500 dense pages; what is beyond is cut, with the warning `too-long`."""

MOST_PAGES = 10_000
"""Pages of one file that are read."""

Outcome = Literal["read", "protected", "corrupt", "unsupported", "timeout", "memory", "crash"]
Warning_ = Literal["no-text", "gibberish", "too-long", "partly"]
TextSource = Literal["layer", "ocr"]

_LIGATURES = dict(
    zip("\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)
)
_BLANK_LINES = re.compile(r"\n[ \t]*\n[ \t\n]*")
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufb00-\ufb06]")
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]{4,}")
_MOST_OF_A_LINE = 1000
# A word cut at the end of a line: pdfium marks the hyphen with U+FFFE or U+0002.
_CUT_WORD = re.compile("[\ufffe\x02\xad]\\s*\n\\s*")


class Unreadable(Exception):
    """A file that gives no text, and why; caught where the readers are called."""

    def __init__(self, outcome: Outcome, message: str) -> None:
        super().__init__(without_addresses(message))
        self.outcome: Outcome = outcome


def without_addresses(words: str) -> str:
    """Words of a library without places in memory, which make the same file be told otherwise each time.

    >>> without_addresses("cannot identify <_io.BytesIO object at 0x7f3a1c2b4d60>")
    'cannot identify <_io.BytesIO object>'
    """
    return _ADDRESS.sub("", words)


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of one page, slide, sheet or member."""

    number: int | None
    """From 1; None where the format has no pages."""
    label: str | None
    """Name of the sheet or of the member of an archive; None: it has none."""
    text: str
    """Clean text: lines as in the file, paragraphs parted by a blank line, cells by tabs; may be empty."""
    source: TextSource = "layer"
    """`layer`: the file has it as text; `ocr`: it was recognised in a picture."""
    confidence: float | None = None
    """Mean confidence of recognition, 0 to 100; None where the text is the file's own."""


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of itself; kept apart from what the page said of it."""

    title: str | None = None
    """Title; None: none, as for the others."""
    author: str | None = None
    """Author."""
    producer: str | None = None
    """Program that made it."""
    created: str | None = None
    """When it was made, ISO 8601 as precise as told."""
    created_raw: str | None = None
    """The same as the file words it."""
    modified: str | None = None
    """When it was last changed, as `created`."""
    modified_raw: str | None = None
    """The same as the file words it."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What came of reading one file."""

    outcome: Outcome
    """`read`, or why there is no text."""
    message: str = ""
    """What was met, with the values seen; empty where nothing was."""
    pages: tuple[PageText, ...] = ()
    """Texts in order; empty where nothing was read."""
    page_count: int | None = None
    """Pages, slides, sheets or members; None where the format has none, or it is not known."""
    about: About = field(default_factory=About)
    """What the file says of itself."""
    warnings: tuple[Warning_, ...] = ()
    """`no-text`: pages without text, pictures most likely; `gibberish`: letters that are none; `too-long`: cut; `partly`: some
    of it could not be read."""
    width: int | None = None
    """Of a picture, in points; None: no picture."""
    height: int | None = None
    """Of a picture, in points; None: no picture."""
    thumbnail: bytes | None = None
    """First page or picture, small, WebP of less than 15 kB; None: there is none."""
    exif: tuple[tuple[str, str], ...] = ()
    """What a camera wrote into a picture, name and value, its place left out."""
    exif_place: tuple[tuple[str, str], ...] = ()
    """Where a picture was taken, name and value; private, never to be published."""
    extractor: str = EXTRACTOR
    """Version of the readers."""


# `asdict` copies every value it meets, which takes longer than the JSON.
_EXTRACTION = [one.name for one in fields(Extraction)]
_PAGE = attrgetter(*(one.name for one in fields(PageText)))
_ABOUT = attrgetter(*(one.name for one in fields(About)))


def tidied(text: str) -> str:
    r"""Text of a file as it is kept: ligatures and cut words whole, no control characters, one blank line between paragraphs.

    >>> tidied("La \ufb01n de l’asso\ufffe\r\nciation\x00 \r\n\r\n\r\n12 €")
    'La fin de l’association\n\n12 €'
    """
    if not text:
        return text
    text = _CUT_WORD.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    # Each step passes over every sign of every page; str.translate and `[ \t]+\n` took as long as pdfium half the page.
    text = _ODD.sub(_mended, unicodedata.normalize("NFC", text))
    if "\xad" in text or "\ufffe" in text:
        text = _CUT_WORD.sub("", text)  # a sign that went may have stood in the cut
    if " \n" in text or "\t\n" in text:
        text = "\n".join(line.rstrip(" \t") for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", text).strip("\n").rstrip()


def packed(found: Extraction) -> bytes:
    """An extraction as JSON, for a pipe."""
    told = {name: getattr(found, name) for name in _EXTRACTION}
    told["pages"] = [_PAGE(page) for page in found.pages]
    told["about"] = _ABOUT(found.about)
    if found.thumbnail is not None:
        told["thumbnail"] = base64.b64encode(found.thumbnail).decode("ascii")
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")


def unpacked(data: bytes) -> Extraction:
    """The extraction that these bytes tell; ValueError, TypeError or KeyError when they tell none."""
    told = json.loads(data)
    told["pages"] = tuple(PageText(*page) for page in told["pages"])
    told["about"] = About(*told["about"])
    told["warnings"] = tuple(told["warnings"])
    for name in ("exif", "exif_place"):
        told[name] = tuple((key, value) for key, value in told[name])
    if told["thumbnail"] is not None:
        told["thumbnail"] = base64.b64decode(told["thumbnail"], validate=True)
    return Extraction(**told)


def _mended(found: re.Match[str]) -> str:
    # Half of a surrogate pair, which RTF and OLE may hold, is no character and breaks whoever writes it.
    return "\ufffd" if "\ud800" <= found[0] <= "\udfff" else _LIGATURES.get(found[0], "")


def line_of(words: object) -> str | None:
    r"""What a file says of itself in one clean line of at most 1,000 characters; None: nothing.

    >>> line_of(" Compte\r\nrendu\x00 "), line_of("\x00"), line_of(None)
    ('Compte rendu', None, None)
    """
    if words is None or words == "":
        return None
    return " ".join(filter(None, tidied(str(words)).split("\n")))[:_MOST_OF_A_LINE].strip() or None


def finished(pages: Iterable[PageText], **fields: object) -> Extraction:
    """An extraction of these pages, bounded, with the warnings that their texts give."""
    kept: list[PageText] = []
    length, is_cut = 0, False
    warnings: list[Warning_] = list(fields.pop("warnings", ()))  # type: ignore[call-overload]
    for page in pages:
        text = tidied(page.text)
        if length + len(text) > MOST_TEXT:
            text, is_cut = text[: MOST_TEXT - length], True
            warnings.append("too-long")
        kept.append(PageText(page.number, line_of(page.label), text, page.source, page.confidence))
        length += len(text)
        if is_cut:
            break
    if any(not page.text for page in kept) and not any(page.label for page in kept):
        warnings.append("no-text")
    if is_gibberish("".join(page.text[:4000] for page in kept[:20])):
        warnings.append("gibberish")
    return Extraction("read", pages=tuple(kept), warnings=tuple(dict.fromkeys(warnings)), **fields)  # type: ignore[arg-type]
