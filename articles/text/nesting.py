"""Knows the elements of kept HTML, and where a parser of HTML leaves an element as it stands (HTML standard, 13.2.6)."""

import re

_TAG_NAMES = """
    p br hr h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code table caption thead tbody tfoot tr th td strong em sup
    sub a abbr del
"""
TAGS = frozenset(_TAG_NAMES.split())
"""Elements that are kept."""
DIVISIONS = frozenset({"div", "section", "article", "figure"})
"""Elements that become paragraphs, or go and leave what stands in them."""
HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
"""Headings that are kept."""
ANY_HEADING = HEADINGS | {"h1"}
"""Headings of a page as it came; `h1` is the title's where a text is kept."""
ROWS = frozenset({"table", "thead", "tbody", "tfoot", "tr"})
"""Elements of a table that hold no words of their own."""

_PLAIN = TAGS | DIVISIONS | {"span", "font", "u", "small", "big", "s", "strike", "ins", "q", "acronym", "address"}
_PARENTS = {
    "li": ("ul", "ol"),
    "dt": ("dl",),
    "dd": ("dl",),
    "caption": ("table",),
    "thead": ("table",),
    "tbody": ("table",),
    "tfoot": ("table",),
    "tr": ("thead", "tbody", "tfoot", "table"),
    "td": ("tr",),
    "th": ("tr",),
}
# Other addresses the sanitiser judges by the rules of WHATWG.
_PLAIN_ADDRESS = re.compile(
    r"#n[bh][\w-]{1,40}|mailto:.*|https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:[/?#].*)?", re.DOTALL
)


def stays(name: str, parent: str, href: str | None, *, blocks: bool, links: bool) -> bool:
    """Whether a parser surely leaves an element of this name in its parent and a sanitiser its address as they are; `blocks`,
    `links`: whether it holds any. Where it does not, only a parser can say what becomes of them.

    >>> stays("li", "ul", None, blocks=True, links=False), stays("li", "p", None, blocks=False, links=False)
    (True, False)
    >>> stays("p", "li", None, blocks=True, links=False)
    False
    >>> [stays("a", "p", href, blocks=False, links=False) for href in ("http://a.example/x", "http://[", "ftp://a.example")]
    [True, False, False]
    """
    if name not in _PLAIN:
        return False
    parents = _PARENTS.get(name)
    if (parent not in parents) if parents is not None else (parent in ROWS):
        return False
    if name == "a":
        return not links and (not href or _PLAIN_ADDRESS.fullmatch(href) is not None)
    return not (blocks and (name == "p" or name in HEADINGS))
