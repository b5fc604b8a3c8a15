"""Cuts what is shown of a passage out of its marked text: whole words around the most matches, as pieces of plain text. Pure."""

import re
from collections.abc import Sequence

from publication.ranking import CLOSE, OPEN

Marked = tuple[tuple[str, bool], ...]
"""Plain text in pieces, each with whether it is a match. It is text and no HTML: escape each piece, then mark it."""

_WIDTH = 240
_BEFORE = 60
_MOST_MATCHES = 200
_CUT_ELISION = re.compile(r"(?<!\w)(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’]\s*$", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")


def marked(text: str) -> Marked:
    """A whole marked text as pieces; blanks in a row and line ends are one blank.

    >>> marked(f"une {OPEN}aide{CLOSE} de\\nl’État")
    (('une ', False), ('aide', True), (' de l’État', False))
    """
    plain, matches = _parted(text)
    return _pieces(plain, matches, 0, len(plain))


def snippet(columns: Sequence[str | None]) -> Marked:
    """The best stretch of these marked texts, about 240 characters: of all stretches that with the most different matches,
    else the beginning of the first text.

    >>> snippet((f"{'mot ' * 50}une {OPEN}aide{CLOSE} ici {'mot ' * 60}", None))[2]
    ('aide', True)
    """
    texts = [text for text in columns if text]
    with_matches = [_parted(text) for text in texts if OPEN in text]
    plain, matches = next(map(_parted, texts), ("", []))
    most = start = 0
    for other, found in with_matches:
        within, where = _densest(other, found)
        if within > most:
            most, start, plain, matches = within, where, other, found
    first = _word_start(plain, start - _BEFORE) if matches else 0
    last = _word_end(plain, first + _WIDTH)
    pieces = _pieces(plain, matches, first, last)
    before = (("… ", False),) if first > 0 else ()
    return before + pieces + ((("…", False),) if last < len(plain) else ())


def _parted(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its markers, and where its matches stand."""
    matches: list[tuple[int, int]] = []
    parts = text.strip().replace("\n", " ").split(OPEN)
    pieces = [parts[0].replace(CLOSE, "")]
    length = len(pieces[0])
    for part in parts[1:]:
        match, _, rest = part.partition(CLOSE)
        rest = rest.replace(CLOSE, "")
        if match:
            matches.append((length, length + len(match)))
        pieces += (match, rest)
        length += len(match) + len(rest)
    return "".join(pieces), matches


def _densest(plain: str, matches: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """How many different matches the best stretch holds, and where its first one stands."""
    words = [plain[start:end].lower() for start, end in matches[:_MOST_MATCHES]]
    best, where = 0, 0
    for number, (start, _) in enumerate(matches[:_MOST_MATCHES]):
        last = start + _WIDTH - _BEFORE
        within = {word for word, (_, end) in zip(words[number:], matches[number:], strict=False) if end <= last}
        if len(within) > best:
            best, where = len(within), start
    return best, where


def _word_start(plain: str, at: int) -> int:
    """Where the first whole word from here on begins."""
    return 0 if at <= 0 else plain.find(" ", at - 1) + 1


def _word_end(plain: str, at: int) -> int:
    """Where the last whole word up to here ends; of one endless word, here. What is elided belongs to the word behind it.

    >>> _word_end("vers l’ école", 8), _word_end("vers l’école", 8)
    (5, 4)
    """
    if at >= len(plain):
        return len(plain)
    end = plain.rfind(" ", 0, at + 1)
    if end <= at - _WIDTH:
        return at
    cut = _CUT_ELISION.search(plain, 0, end)
    return cut.start() if cut is not None and cut.start() > 0 else end


def _pieces(plain: str, matches: Sequence[tuple[int, int]], first: int, last: int) -> Marked:
    pieces: list[tuple[str, bool]] = []
    at = first
    for start, end in matches:
        if start >= at and end <= last:
            pieces += ((plain[at:start], False), (plain[start:end], True))
            at = end
    pieces.append((plain[at:last], False))
    return tuple((_BLANKS.sub(" ", text), is_match) for text, is_match in pieces if text)
