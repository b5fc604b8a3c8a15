"""Tells writing from signs that a font without a mapping leaves; what is done about it is for others."""

import unicodedata
from collections import Counter
from itertools import pairwise
from string import ascii_letters, digits, punctuation

_ENOUGH_SIGNS, _ENOUGH_TO_COUNT, _ENOUGH_LETTERS = 20, 40, 200
"""Below the second a line of marks, below the third a list of abbreviations could pass for a text without a mapping."""
_LEAST_VOWELS = 0.2
# A subset of a font numbers its letters from the first sign of ASCII on, as they come, so that the most frequent ones become marks.
# The sample's has 38 % of them, 20 % letters, 42 % digits, and its three most frequent marks are 30 % of all. Tables of amounts and
# dates have few kinds of marks, of which three make 95 %, or more digits; code has 65 % letters; neither brings its signs in order.
_MOST_LETTERS, _LEAST_MARKS, _MOST_DIGITS, _MOST_OF_THREE, _LEAST_KINDS = 0.35, 0.25, 0.5, 0.5, 12
_LETTERS = ascii_letters.encode()
_IN_ORDER = 0.8
"""Share of the new signs, as a text brings them, that come after the one before in ASCII: half of them by chance."""


def is_gibberish(text: str) -> bool:
    """Whether a text is no writing: fonts without a mapping give private, unassigned or replacement characters, marks in place of
    letters, or letters of which each stands for another. Of the letters of French 44 in 100 are vowels, of such shifted ones 15.

    >>> is_gibberish("Compte rendu du 3 mai" * 9), is_gibberish("\ue001\ue002\ue003 \ue004" * 9), is_gibberish("")
    (False, True, False)
    >>> is_gibberish("&RPSWH UHQGX GX FRQVHLO G·DGPLQLVWUDWLRQ" * 9)
    True
    """
    signs = "".join(text.split())
    if len(signs) < _ENOUGH_SIGNS:
        return False
    # None of the odd ones but U+FFFD can be printed, and a text without any needs no look at each sign.
    if not signs.isprintable() or "\ufffd" in signs:
        numbers = Counter(signs)
        odd = sum(n for c, n in numbers.items() if unicodedata.category(c) in ("Co", "Cn", "Cc", "Cs") or c == "\ufffd")
        if odd > 0.2 * len(signs):
            return True
    plain = signs.encode("ascii", "ignore")
    letters = _count_of(_LETTERS, plain)
    if letters >= _ENOUGH_LETTERS and _count_of(b"aeiouyAEIOUY", plain) < _LEAST_VOWELS * letters:
        return True
    return letters < _MOST_LETTERS * len(signs) and len(signs) >= _ENOUGH_TO_COUNT and _is_of_marks(signs)


def _count_of(kinds: bytes, plain: bytes) -> int:
    return len(plain) - len(plain.translate(None, kinds))


def _is_of_marks(signs: str) -> bool:
    """Whether marks of many kinds stand where letters should, none of them much oftener than the others, numbered as they come."""
    marks = sorted((n for n in map(signs.count, punctuation) if n), reverse=True)
    numbers = sum(map(signs.count, digits))
    new = list(dict.fromkeys(signs))
    return (
        len(marks) >= _LEAST_KINDS
        and sum(marks) >= _LEAST_MARKS * len(signs)
        and sum(marks[:3]) <= _MOST_OF_THREE * sum(marks)
        and numbers <= _MOST_DIGITS * len(signs)
        and sum(one < other for one, other in pairwise(new)) >= _IN_ORDER * len(new)
    )
