"""Folds words for comparison: case, typography and blanks count for nothing; what is shown is never folded."""

import re
import unicodedata
from functools import lru_cache

_SIGNS = str.maketrans(
    {
        "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-",
        "‑": "-", "‐": "-", "−": "-", "…": "...", "\xa0": " ", "\u202f": " ", "\u2009": " ", "\xad": None, "\u200b": None, "\ufeff": None,
    }
)  # fmt: skip
_NO_SIGNS = re.compile(r'[^":;!?%]*')
_AROUND_SIGNS = re.compile(r' ?([":;!?%]) ?')


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
    plain = unicodedata.normalize("NFC", text).translate(_SIGNS).casefold()
    line = " ".join(plain.split())
    return line if _NO_SIGNS.fullmatch(line) else _AROUND_SIGNS.sub(r"\1", line)
