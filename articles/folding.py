"""Folds words for comparison: case, typography and blanks count for nothing; what is shown is never folded."""

import re
import unicodedata

_SIGNS = str.maketrans(
    {
        "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-",
        "‑": "-", "‐": "-", "−": "-", "…": "...", "\xa0": " ", "\u202f": " ", "\u2009": " ", "\xad": None, "\u200b": None, "\ufeff": None,
    }
)  # fmt: skip
_AROUND_SIGNS = re.compile(r' ?([":;!?%]) ?')


_TAG = re.compile(r"\[/?[a-z ]{3,24}\]", re.IGNORECASE)


def bare(text: str) -> str:
    """A title folded, without colour tags, which leak in one place of a page and not in the other.

    >>> bare("[rouge]Un[/rouge] titre")
    'un titre'
    """
    return folded(_TAG.sub("", text))


def folded(text: str) -> str:
    """Lower case, plain signs, blanks folded and none around the signs that French sets apart.

    >>> folded(" L’École\\xa0:  «\\xa0un TITRE\\xa0» ")
    'l\\'école:"un titre"'
    """
    plain = unicodedata.normalize("NFC", text).translate(_SIGNS).casefold()
    return _AROUND_SIGNS.sub(r"\1", " ".join(plain.split()))
