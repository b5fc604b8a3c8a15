"""Folds words for comparison: case, typography and blanks count for nothing; what is shown is never folded."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache


class Signs:
    """Characters and what stands for each of them. A text has few different ones: `str.translate` asks for each of its characters,
    in five times the time."""

    def __init__(self, instead: Mapping[str, str]) -> None:
        self._instead = instead
        self._any = re.compile(f"[{''.join(map(re.escape, instead))}]")

    def replaced(self, text: str) -> str:
        """The text with those instead; what stands for one is none of them itself."""
        for sign in set(self._any.findall(text)):
            text = text.replace(sign, self._instead[sign])
        return text


_SIGNS = Signs({
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "‑": "-", "‐": "-",
    "−": "-", "…": "...", "\xa0": " ", "\u202f": " ", "\u2009": " ", "\xad": "", "\u200b": "", "\ufeff": "",
})  # fmt: skip
_NO_SIGNS = re.compile(r'[^":;!?%]*')
_AROUND_SIGNS = re.compile(r' ?([":;!?%]) ?')
_CUT = re.compile(r"[ \xa0]*(?:\(\.\.\.\)|\[\.\.\.\]|…|\.\.\.)$")
_CUT_ENDS = ("…", ".", ")", "]", "\n")
_TAG = re.compile(r"\[/?[a-z ]{3,24}\]", re.IGNORECASE)


def bare(text: str) -> str:
    """A title folded, without colour tags, which leak in one place of a page and not in the other.

    >>> bare("[rouge]Un[/rouge] titre")
    'un titre'
    """
    return folded(_TAG.sub("", text) if "[" in text else text)


@lru_cache(maxsize=1024)  # a title is compared with whatever may be it
def folded(text: str) -> str:
    """Lower case, plain signs, blanks folded and none around the signs that French sets apart.

    >>> folded(" L’École\\xa0:  «\\xa0un TITRE\\xa0» ")
    'l\\'école:"un titre"'
    """
    plain = _SIGNS.replaced(unicodedata.normalize("NFC", text)).casefold()
    line = " ".join(plain.split())
    return line if _NO_SIGNS.fullmatch(line) else _AROUND_SIGNS.sub(r"\1", line)


def uncut(text: str) -> str | None:
    """The words before the mark of a cut (`Un titre très (...)`); None: there is no such mark.

    >>> uncut("Un titre très (...)"), uncut("Un titre")
    ('Un titre très', None)
    """
    short = _CUT.sub("", text) if text.endswith(_CUT_ENDS) else text
    return short if short != text else None


def same_words(one: str, other: str) -> bool:
    """Whether a crumb is the page's own title, whole or cut as SPIP cuts it.

    >>> same_words("Un titre très… ", "Un titre très long"), same_words("Un", "Un titre")
    (True, False)
    """
    first, second = bare(one), bare(other)
    if not first:
        return False
    if first == second:
        return True
    short = uncut(first)
    return short is not None and len(short) > 5 and second.startswith(short)
