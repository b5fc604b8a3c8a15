"""What a page changes of the sanitised HTML of an article to fit it in: levels of headings, frames of tables, links, notes."""

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_HEADING = re.compile(r"<(/?)h([1-6])\b")
_TABLE = re.compile(r"<(/?)table\b[^>]*>")
_HEAD_CELL = re.compile(r"<th(?=[ >])(?![^>]*\bscope=)")
_LINK = re.compile(r'(<a\b[^>]*?\bhref=")([^"]*)(")')
_CALL = re.compile(r'<a\b[^>]*?\bhref="#(nb[\w-]+)"[^>]*>\s*\[?(\d+)\]?\s*</a>')
_ID = re.compile(r'\bid="(nh[\w-]+)"')
_NOTE = re.compile(r"\[(\w+)\]\s*(.*)", re.DOTALL)
_FRAME = '<div class="wide" role="region" aria-label="Tableau {}, défile de côté" tabindex="0">'


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote."""

    label: str | None
    """What stands in its brackets; None: it has none."""
    text: str
    """Its words, plain."""
    anchor: str | None
    """Id that its call leads to; None: no call was found."""
    call: str | None
    """Id of its call, to go back to; None: none."""


def level_headings(body: str, above: int = 1) -> str:
    """HTML whose headings begin one below `above` and never skip a level on the way down; their order is kept.

    >>> level_headings("<h3>a</h3><h5>b</h5><h3>c</h3><h2>d</h2>")
    '<h2>a</h2><h3>b</h3><h2>c</h2><h2>d</h2>'
    """
    open_levels: list[int] = []

    def level(match: re.Match[str]) -> str:
        published = int(match[2])
        if not match[1]:
            while open_levels and open_levels[-1] >= published:
                open_levels.pop()
            open_levels.append(published)
        return f"<{match[1]}h{min(above + len(open_levels), 6)}"

    return _HEADING.sub(level, body)


def frame_tables(body: str) -> str:
    """HTML whose outermost tables stand in a frame that a keyboard can scroll, and whose head cells say what they head.

    >>> frame_tables("<table><tr><th>a</th></tr></table>").removeprefix(_FRAME.format(1))
    '<table><tr><th scope="col">a</th></tr></table></div>'
    """
    depth = number = 0

    def frame(match: re.Match[str]) -> str:
        nonlocal depth, number
        if match[1]:
            depth -= 1
            return f"{match[0]}</div>" if depth == 0 else match[0]
        depth += 1
        if depth > 1:
            return match[0]
        number += 1
        return _FRAME.format(number) + match[0]

    # SPIP writes heads of columns only.
    return _HEAD_CELL.sub('<th scope="col"', _TABLE.sub(frame, body)) if "<table" in body else body


def link_within(body: str, lead: Callable[[str], str | None]) -> str:
    """HTML whose links go to the archive where `lead` knows a page of it for an original address; others stay.

    >>> link_within('<a href="http://a/?b=1&amp;c" rel="x">d</a>', lambda url: "/a/lab/1" if url == "http://a/?b=1&c" else None)
    '<a href="/a/lab/1" rel="x">d</a>'
    """

    def led(match: re.Match[str]) -> str:
        found = lead(html.unescape(match[2]))
        return match[0] if found is None else f"{match[1]}{html.escape(found)}{match[3]}"

    return _LINK.sub(led, body)


def notes_of(notes: str | None, bodies: Sequence[str | None]) -> tuple[Note, ...]:
    """Footnotes out of their text, one a line, each with where its call stands in the HTML.

    >>> notes_of("[1] Un.", ['<a href="#nb1" id="nh1">1</a>'])
    (Note(label='1', text='Un.', anchor='nb1', call='nh1'),)
    """
    calls: dict[str, tuple[str, str | None]] = {}
    for body in bodies:
        for match in _CALL.finditer(body or ""):
            own = _ID.search(match[0])
            calls.setdefault(match[2], (match[1], own[1] if own else None))
    found = []
    for line in (notes or "").splitlines():
        hit = _NOTE.fullmatch(line)
        label, text = (hit[1], hit[2]) if hit else (None, line)
        anchor, call = calls.pop(label or "", (None, None))
        found.append(Note(label, text, anchor, call))
    return tuple(found)


def paragraphs(text: str | None) -> tuple[str, ...]:
    """Plain text by its paragraphs, which a blank line parts.

    >>> paragraphs("un\\n\\ndeux"), paragraphs(None)
    (('un', 'deux'), ())
    """
    return tuple(piece for piece in re.split(r"\n\s*\n", text or "") if piece.strip())


_BROKEN = re.compile(r"(?<=[^\W\d_]|,)[ ]*\n(?=[a-zà-öø-ÿœ])")


def reflowed(text: str) -> str:
    """The words of a printed page without the breaks of its lines, which stand ragged on a phone: those between a word or a comma
    and a small letter, where no new line of a list or table begins.

    >>> reflowed("La liste des pièces selon le\\nstatut du candidat.\\nEffectif\\n12")
    'La liste des pièces selon le statut du candidat.\\nEffectif\\n12'
    """
    return _BROKEN.sub(" ", text)
