"""Walks over the tags of a page as they are typed, before it is parsed: bounds them and tells where it breaks off."""

import re

MOST_ATTRIBUTES = 256
"""Attributes of one tag that are kept: reading one of them walks over those before it, so that 200,000 in one tag cost
minutes. Honest tags have a dozen."""

_BLANK = r"[ \t\r\n\f]"
_ATTRIBUTE = (
    rf"[ \t\r\n\f/]*+[^ \t\r\n\f/>][^ \t\r\n\f/>=]*+"
    rf"(?:{_BLANK}*+={_BLANK}*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^ \t\r\n\f>\"'][^ \t\r\n\f>]*+)?+)?+"
)
_FEW = rf"(?:{_ATTRIBUTE}){{0,{MOST_ATTRIBUTES}}}+"
# What stands in these is text up to their own end tag (HTML, 13.2.5.1).
_RAW = ("script", "style", "title", "textarea", "iframe", "xmp", "noembed", "noframes")
_RAW_NAMES = rf"(?:{'|'.join(_RAW)})(?=[ \t\r\n\f/>])"
_ENDS = r"(?=[ \t\r\n\f/>])"
_RAW_ELEMENTS = "|".join(rf"<{n}{_ENDS}{_FEW}[ \t\r\n\f/]*+>(?:[^<]++|<(?!/{n}{_ENDS}))*+</{n}{_ENDS}" for n in _RAW)
# Nearly all tags, in few steps each; the attributes are fewer than many.
_USUAL = rf"(?-i:</[a-z0-9]++>|<(?!{_RAW_NAMES})[a-z][a-z0-9]*+(?: [a-z-]++=\"[^\"]*+\"){{0,16}}+ ?/?>)"

# Text, comments, declarations, raw elements and tags that end and have few attributes. One match walks over a whole page
# without a step back: 20 MB take a quarter of a second.
_SOUND = re.compile(
    rf"(?:[^<]++|{_USUAL}|</[A-Za-z][^ \t\r\n\f/>]*+>"
    rf"|<(?!{_RAW_NAMES})/?[A-Za-z][^ \t\r\n\f/>]*+{_FEW}[ \t\r\n\f/]*+>"
    rf"|<(?![A-Za-z/!?]|\Z)|<!--(?:-?>|(?:[^-]++|-(?!-!?>))*+--!?>)|<(?:!(?!--)|\?|/(?![A-Za-z]))[^>]*+>|{_RAW_ELEMENTS})*+",
    re.IGNORECASE | re.DOTALL,
)
_OVERFULL = re.compile(rf"(</?[A-Za-z][^ \t\r\n\f/>]*+{_FEW})(?:{_ATTRIBUTE})++")
_OPENED = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_CLOSED = re.compile(r"</(?:html|body)\b", re.IGNORECASE)
_END = 256
_NAME = re.compile(rf"<(?:!--|{_RAW_NAMES})", re.IGNORECASE)


def bounded(text: str) -> tuple[str, int | None, str | None]:
    """The markup with few attributes in each tag; where the first tag stands that lost some, if one did; and how the page
    breaks off, if it does.

    >>> bounded("<p>whole</p>"), bounded('<p>cut <a href="x')
    (('<p>whole</p>', None, None), ('<p>cut <a href="x', None, 'the page ends in the middle of a tag'))
    >>> bounded("<p " + "a b " * MOST_ATTRIBUTES + ">x")[0].count("b")
    128
    """
    parts: list[str] = []
    overfull: int | None = None
    done = 0
    while True:
        end = _match(_SOUND, text, done).end()
        found = _OVERFULL.match(text, end)
        if found is None:
            break
        overfull = end if overfull is None else overfull
        parts += text[done:end], found[1]
        # What is left of the tag is its end alone, `>`; the tag is walked over as text.
        done = found.end()
    whole = "".join((*parts, text[done:])) if parts else text
    if end < len(text):
        return whole, overfull, _break(text[end : end + 20])
    # Nearly all pages are closed at their very end.
    is_closed = _CLOSED.search(text, max(0, len(text) - _END)) is not None or _CLOSED.search(text) is not None
    is_open = not is_closed and _OPENED.search(text) is not None
    return whole, overfull, "neither body nor page is closed: it may be cut short" if is_open else None


def _match(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str]:
    found = pattern.match(text, at)
    assert found is not None  # the pattern fits nothing as well
    return found


def _break(start: str) -> str:
    """What the page ends in the middle of, told by how that begins."""
    found = _NAME.match(start)
    if found is None:
        return "the page ends in the middle of a tag"
    name = found[0].lower()
    return f"the page ends in the middle of {'a comment' if name == '<!--' else name + '>'}"
