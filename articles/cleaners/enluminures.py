"""Cleaner of the marks of the plug-in Enluminures typographiques; those made of braces are for `emphasis`.

Forms follow reference 4. All of them collide with prose: only what stands close at both brackets is a mark.
"""

import re

from articles.cleaners.change import Change, Cleaner, Context, removed

_WORDS = r"(?=[^\W_]|[«\"'’(])[^\[\]\n]{0,600}?(?<=[\w.,;:?»\"'’)…%])"
_MARK = re.compile(
    rf"(?P<open>\[/){_WORDS}(?P<close>/\])"
    rf"|(?P<open1>\[!){_WORDS}(?P<close1>!\])"
    r"|(?P<open2>\[\|)(?=[^\W_]|[«\"'’(])[^\[\]\n|]{0,600}?(?<=[\w.,;:?!»\"'’)…%])(?P<close2>\|\])"
    rf"|(?P<open3>\[\*{{1,2}}){_WORDS}(?P<close3>\*\])"
    rf"|(?P<open4>\[\^){_WORDS}(?P<close4>\^\])"
)
_FRAME = re.compile(r"(?P<open>\[\()(?=[^\W\d_])(?:[^\[\]()\n]|\([^\[\]()\n]{0,200}\)){4,600}(?P<close>\)\])")
_START = re.compile(r"\[[/!|*^]")


def find_enluminures(text: str, context: Context) -> list[Change]:
    """Marks of place and emphasis; a frame `[(…)]` only on a page where another shortcut leaked.

    >>> find_enluminures("[/à droite/] [*mot*] [*] [!]", Context())[:2]
    [Change(start=0, end=2, replacement=''), Change(start=10, end=12, replacement='')]
    >>> find_enluminures("[(cité par l’auteur)]", Context())
    []
    """
    changes: list[Change] = []
    if _START.search(text):
        for match in _MARK.finditer(text):
            closer = match.lastgroup or ""
            changes += removed(match, closer.replace("close", "open"), closer)
    if not changes and context.shortcuts and "[(" in text:
        for match in _FRAME.finditer(text):
            changes += removed(match, "open", "close")
    return changes


ENLUMINURES = Cleaner(
    "enluminures",
    "A plug-in placed and coloured words by marks in brackets; where it is off they stand round the words.",
    find_enluminures,
    frozenset("["),
)
