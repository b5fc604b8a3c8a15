"""Reads files that are text by nature: plain text, CSV, HTML, e-mail; charset by what the bytes allow."""

import csv
import email.errors
import email.policy
import io
import re
from collections import Counter
from collections.abc import Iterator
from email.message import EmailMessage
from email.parser import BytesParser
from html.parser import HTMLParser
from itertools import islice

from attachments.extraction import About, Extraction, PageText, Unreadable, finished, line_of

_UNREAD = frozenset({"script", "style", "template", "noscript", "head"})
_BLOCK_NAMES = """
    p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table tr blockquote pre section article header footer main nav form hr
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
# White space of HTML 4.01, 9.1: a no-break space is none.
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BLANKS_TOGETHER = re.compile(" +")
_AROUND_BREAKS = re.compile(r" ?([\n\t]) ?")
_DELIMITERS = (";", "\t", "|", ",")
_HEAD, _HEAD_ROWS = 65_536, 200
_STEADY = 0.6
"""Share of the rows that have as many cells: titles and notes stand above and below a table."""
_COMMA_OF_CELLS = re.compile(r"(?<!\d),|,(?!\d)")
_HEADS = ("From", "To", "Cc", "Date", "Subject")


def decoded(payload: bytes) -> str:
    r"""Bytes as text: by the mark at their beginning, else strict UTF-8, else windows-1252, in which every byte means something.

    >>> decoded(b"\xef\xbb\xbf\xc3\xa9t\xc3\xa9"), decoded(b"\xe9t\xe9 \x80"), decoded("où".encode("utf-16"))
    ('été', 'été €', 'où')
    """
    if payload.startswith((b"\xff\xfe", b"\xfe\xff")):
        return payload.decode("utf-16", "replace")
    try:
        return payload.decode("utf-8-sig")
    except UnicodeDecodeError:
        return payload.decode("cp1252", "replace")


def read_plain(payload: bytes) -> Extraction:
    """The text of a text file."""
    return finished([PageText(None, None, decoded(payload))])


def read_csv(payload: bytes) -> Extraction:
    """Rows of a CSV file, a line each, cells by tabs; the sign between cells is found."""
    text = decoded(payload)
    try:
        reader = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
        rows = ["\t".join(cell.replace("\n", " ") for cell in row) for row in reader]
    except csv.Error:  # a cell of more than 128 kB, or quotes that never close
        return finished([PageText(None, None, text)])
    return finished([PageText(None, None, "\n".join(rows))])


def _delimiter(text: str) -> str:
    r"""The sign that parts most of the first rows into equally many cells, quotes respected; a tab, which changes nothing, where
    none does. `csv.Sniffer` knows no quotes and takes the comma of amounts.

    The comma comes last, for French programs write a semicolon, and amounts a comma: two cells by commas between digits
    alone, or a single line of two, are an amount and a sentence.

    >>> _delimiter("nom;montant\nA;1 250,50 €\nB;3,10 €"), _delimiter("Total : 1 250,50 €\nReste : 3,10 €")
    (';', '\t')
    """
    for sign in _DELIMITERS:
        rows = csv.reader(io.StringIO(text[:_HEAD], newline=""), delimiter=sign)
        widths = Counter(len(row) for row in islice(rows, _HEAD_ROWS) if any(row))
        (width, number), *_ = widths.most_common(1) or [(1, 0)]
        if width == 1 or number < _STEADY * widths.total():
            continue
        if sign == "," and width == 2 and (number == 1 or not _COMMA_OF_CELLS.search(text[:_HEAD])):
            continue
        return sign
    return "\t"


def read_html(payload: bytes) -> Extraction:
    """Words of a page that somebody attached, blocks parted by blank lines."""
    reader = _Words()
    reader.feed(decoded(payload))
    reader.close()
    return finished(
        [PageText(None, None, _AROUND_BREAKS.sub(r"\1", _BLANKS_TOGETHER.sub(" ", "".join(reader.parts))))],
        about=About(title=line_of(reader.title)),
    )


class _Words(HTMLParser):
    """Gathers what a page shows."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.title = ""
        self._hidden = 0
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's form
        self._in_title = tag == "title"
        self._hidden += tag in _UNREAD
        if tag in _BLOCKS or tag == "body":
            self._hidden = 0 if tag == "body" else self._hidden
            self.parts.append("\n\n" if tag not in ("li", "tr") else "\n")
        elif tag == "br":
            self.parts.append("\n")
        elif tag in ("td", "th"):
            self.parts.append("\t")

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False
        self._hidden = max(0, self._hidden - (tag in _UNREAD))
        if tag in _BLOCKS:
            self.parts.append("\n\n" if tag not in ("li", "tr") else "\n")

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
        elif not self._hidden:
            self.parts.append(_BLANKS.sub(" ", data))


def read_mail(payload: bytes) -> tuple[Extraction, list[tuple[str, bytes]]]:
    """An e-mail: its heads and its text, and the files attached to it, name and bytes. Unreadable when it is none."""
    try:
        message = BytesParser(policy=email.policy.default).parsebytes(payload)
        if not isinstance(message, EmailMessage) or not message.keys():
            raise Unreadable("corrupt", "it has no head")
        heads = [f"{name}: {message[name]}" for name in _HEADS if message[name] is not None]
        body = message.get_body(("plain", "html"))
        content = body.get_content() if body is not None else ""
        if body is not None and body.get_content_type() == "text/html":
            content = "\n\n".join(page.text for page in read_html(str(content).encode()).pages)
        files = [_attached(part) for part in _parts(message)]
        raw = message["Date"]
        moment = raw.datetime.isoformat() if raw is not None and raw.datetime is not None else None
        about = About(line_of(message["Subject"]), line_of(message["From"]), None, moment, line_of(raw))
    except (email.errors.MessageError, LookupError, ValueError, AttributeError, TypeError, KeyError) as error:
        raise Unreadable("corrupt", f"no e-mail that can be read: {error}") from error
    text = "\n".join(heads) + "\n\n" + str(content)
    return finished([PageText(None, None, text)], about=about), files


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """What is attached; an e-mail that is nothing but another has that one."""
    if message.get_content_type() == "message/rfc822":
        yield message
    elif message.is_multipart():
        yield from message.iter_attachments()


def _attached(part: EmailMessage) -> tuple[str, bytes]:
    """Name and bytes of an attached file; of a forwarded e-mail its own, under its subject."""
    if part.get_content_type() == "message/rfc822":
        [inner, *_] = part.iter_parts()
        name = part.get_filename() or line_of(inner["Subject"]) or "message transmis"
        return f"{name.removesuffix('.eml').replace('/', '-')}.eml", inner.as_bytes()
    data = part.get_payload(decode=True)
    return part.get_filename() or "", bytes(data or b"")
