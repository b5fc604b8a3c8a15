"""Chooses how the bytes of a page are decoded and says how it was chosen; what the text means is for others."""

import codecs
import re

# What a page may say in its first bytes: <meta charset=x>, <meta http-equiv … content="text/html; charset=x">,
# <?xml encoding="x"?>. SPIP always prints the second (reference, 0).
_META = re.compile(
    rb"<meta\b[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})|<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_META_REACH = 8192

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

# Bytes 0x80-0x9F of a page that says iso-8859-1 are Windows characters in every browser (WHATWG Encoding Standard).
_AS_WINDOWS = frozenset({"iso8859-1", "ascii"})

_WINDOWS = "windows-1252"
# Encodings of one byte in which no bytes are wrong, so that only the bytes can tell that they were declared by mistake.
_SINGLE = frozenset({_WINDOWS, "iso8859-15"})

# Name of the error handler below, as the codecs know it.
_MIXED = "fonds-windows-1252"
_PAIR = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")

_HALF = re.compile(rb"(?:[\xc2-\xf4]|[\xe0-\xf4][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{2})\Z")


def decode(payload: bytes, content_type: str | None) -> tuple[str, str, str]:
    """Text, name of the encoding and how it was chosen: `header`, `meta`, `utf-8` or `fallback`.

    Asked in this order: header, byte order mark or what the page says of itself, strict UTF-8, windows-1252.
    A declared encoding that is unknown or does not fit the bytes is passed over. Bytes that say iso-8859-1 and are valid
    UTF-8 of several bytes are UTF-8 (source `utf-8`): chance makes no such pairs. UTF-8 with a few bytes that are none,
    from a text pasted in or a page cut short, stays UTF-8 and those bytes are read as windows-1252 (source `fallback`).
    Never raises.

    >>> decode("é".encode("cp1252"), "text/html; charset=iso-8859-1")
    ('é', 'windows-1252', 'header')
    >>> decode("é".encode("cp1252"), "text/html; charset=utf-8")
    ('é', 'windows-1252', 'fallback')
    >>> decode("é".encode(), "text/html; charset=iso-8859-1")
    ('é', 'utf-8', 'utf-8')
    """
    for label, source in ((_of_header(content_type), "header"), (_of_page(payload), "meta")):
        name = _known(label)
        if name is not None:
            text = None if name in _SINGLE and _is_utf_8(payload) else _decoded(payload, name)
            if text is not None:
                return text, name, source
    text = _decoded(payload, "utf-8")
    if text is not None:
        return text, "utf-8", "utf-8"
    if _is_mostly_utf_8(payload):
        return payload.decode("utf-8", _MIXED).removeprefix("\ufeff"), "utf-8", "fallback"
    return _windows(payload), _WINDOWS, "fallback"


def whole_characters(payload: bytes) -> bytes:
    """The bytes without half a character that UTF-8 ends with, as a page cut short does: those bytes would make it another
    encoding. Bytes that are UTF-8 in no other place stay: one of windows-1252 may end with `é`.

    >>> whole_characters("été, dé".encode()[:-1]), whole_characters("été".encode("cp1252"))
    (b'\\xc3\\xa9t\\xc3\\xa9, d', b'\\xe9t\\xe9')
    """
    half = _HALF.search(payload, max(0, len(payload) - 3))
    if half is None:
        return payload
    rest = payload[: half.start()]
    return rest if _PAIR.search(rest) and _is_mostly_utf_8(rest) else payload


def _is_utf_8(payload: bytes) -> bool:
    """Whether bytes hold characters of several bytes, all of them valid: pure ASCII says nothing."""
    if payload.isascii():
        return False
    try:
        payload.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_utf_8(payload: bytes) -> bool:
    """Whether there are three valid characters of several bytes for each byte that is none."""
    wrong = sum(0xDC80 <= ord(c) <= 0xDCFF for c in payload.decode("utf-8", "surrogateescape") if c > "\x7f")
    right = len(_PAIR.findall(payload))
    return right >= 3 * wrong


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """What decoding puts for bytes that are no UTF-8."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return _windows(error.object[error.start : error.end]), error.end


codecs.register_error(_MIXED, _as_windows)


def _of_header(content_type: str | None) -> str | None:
    found = _HEADER.search(content_type or "")
    return found[1] if found else None


def _of_page(payload: bytes) -> str | None:
    for mark, name in _BOMS:
        if payload.startswith(mark):
            return name
    found = _META.search(_COMMENT.sub(b"", payload[:_META_REACH]))
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def _known(label: str | None) -> str | None:
    """Name of a text encoding Python has; None for anything else, such as `rot13` or a misspelling."""
    if label is None:
        return None
    try:
        name = codecs.lookup(label).name
        "é€".encode(name, "replace").decode(name, "replace")
    except (LookupError, ValueError, TypeError, AttributeError):
        return None
    return _WINDOWS if name in _AS_WINDOWS or name == "cp1252" else name


def _decoded(payload: bytes, name: str) -> str | None:
    if name == _WINDOWS:
        return _windows(payload)
    try:
        return payload.decode(name).removeprefix("\ufeff")
    except (UnicodeError, ValueError):
        return None


def _windows(payload: bytes) -> str:
    """Windows-1252 as browsers have it: its five unused bytes stand for the controls of the same number."""
    try:
        return payload.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(
            chr(byte) if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes((byte,)).decode("cp1252") for byte in payload
        )
