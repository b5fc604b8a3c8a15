"""Makes text such that it can be put into a tree: lxml reads characters that XML forbids, but takes none back."""

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""XML 1.0, production 2. Pages hold them raw and as `&#1;`, which a parser of HTML keeps; no reader sees them."""


def writable(text: str) -> str:
    r"""The text without them.

    >>> writable("a\x01\tb\ufffe")
    'a\tb'
    """
    return _FORBIDDEN.sub("", text)
