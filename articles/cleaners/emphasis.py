"""Cleaner of SPIP's braces: headings `{{{…}}}`, bold `{{…}}`, italics `{…}`, and what plug-ins put into them.

Forms follow reference 4; the words between the braces stay where they are.
"""

import re
from collections.abc import Iterator

from articles.cleaners.change import Change, Cleaner, Context, removed

# No blank line and no brace of another kind between a pair: SPIP closes a shortcut at the end of its paragraph.
_INSIDE = r"(?:(?!\n\s*\n)[^{}])"
_PAIR = re.compile(
    rf"(?P<level>(?<!\{{)\{{[1-5]\{{)(?={_INSIDE}{{1,400}}\}}[1-5]\}})"
    r"|(?P<level_end>(?<=[^\s{}])\}[1-5]\}(?!\}))"
    rf"|(?P<small>\{{§\{{)(?={_INSIDE}{{1,400}}\}}§\}})"
    r"|(?P<small_end>(?<=[^\s{}])\}§\})"
    rf"|(?P<open>\{{{{2,5}}\*{{0,5}}[ \xa0]*)(?P<words>(?:{_INSIDE}|(?<!\{{)\{{{_INSIDE}{{1,400}}\}}(?!\}})){{1,2000}}?)"
    r"(?P<anchor><[\w-]{1,60}>)?(?P<close>[ \xa0]*\}{2,5})"
)
# Looked for first: what every such form begins with, and what every pair holds.
_BRACE = re.compile(r"[{}]")
_DOUBLED = re.compile(r"\{[{1-5§]|\}[1-5§]\}")
# A pair torn by a cut: the opener at a word, with no brace behind it in its paragraph; the closer the same way.
_OPENER = re.compile(r"\{{2,5}\*{0,5}(?=[^\W\d_])(?=[^{}]*\Z)")
_CLOSER = re.compile(r"\A(?P<words>[^{}]*[\w.!?»)])(?P<close>\}{2,5})")
# After `#ENV`, `\frac` or `$` a brace is an argument.
_ITALIC = re.compile(
    r"(?P<open>\{)(?<![\w{$\\^#*]\{)(?=[^\W\d_]|[«\"'’(])[^{}\n]{0,400}?(?<=[\w.,;:!?»\"'’)…%])(?P<close>\})(?!\})"
)


def _pairs(text: str) -> Iterator[re.Match[str]]:
    """All matches of `_PAIR` in order. It begins with a look behind, and would be tried at each character of a text."""
    brace = _BRACE.search(text)
    while brace is not None:
        match = _PAIR.match(text, brace.start())
        if match is not None:
            yield match
        brace = _BRACE.search(text, brace.end() if match is None else match.end())


def has_bold(text: str) -> bool:
    """Whether doubled braces stand in a text as a pair, which prose never has."""
    return "{{" in text and any(match["open"] for match in _pairs(text))


def find_emphasis(text: str, context: Context) -> list[Change]:
    """Doubled braces always; single ones only on a page where another shortcut leaked, for sets and code have them too.

    >>> find_emphasis("{{Attention}} : {voir}", Context())
    [Change(start=0, end=2, replacement=''), Change(start=11, end=13, replacement='')]
    >>> find_emphasis("a {b} c", Context())
    []
    """
    changes: list[Change] = []
    if "}" in text:
        levels = {"level": 0, "small": 0}
        for match in _pairs(text) if _DOUBLED.search(text) else ():
            kind = match.lastgroup or ""
            if kind in levels:
                levels[kind] += 1
                changes += removed(match, kind)
            elif kind.removesuffix("_end") in levels:
                if levels[kind.removesuffix("_end")]:
                    levels[kind.removesuffix("_end")] -= 1
                    changes += removed(match, kind)
            else:
                changes += removed(match, "open", "anchor", "close")
        if context.shortcuts and not changes:
            for match in _ITALIC.finditer(text):
                changes += removed(match, "open", "close")
    if not changes:
        changes = [Change(m.start(), m.end()) for m in _OPENER.finditer(text)]
        changes += [change for m in _CLOSER.finditer(text) for change in removed(m, "close")]
    return sorted(changes, key=lambda change: change.start)


EMPHASIS = Cleaner(
    "emphasis-shortcuts",
    "SPIP writes headings, bold and italics with braces; where a field is printed raw they stand round the words.",
    find_emphasis,
    frozenset("{}"),
)
