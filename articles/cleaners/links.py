"""Cleaner of SPIP's shortcuts in brackets that name something: links, anchors, glossary, abbreviations.

Forms and prefixes follow reference 4 (core inc/lien.php). What a link leads to is told by `targets`.
"""

import re
from collections.abc import Iterator

from articles.cleaners.change import Change, Cleaner, Context, removed

_PREFIXES = "articles?|art|rubriques?|rub|br[eè]ves?|br|auteurs?|aut|mots?|sites?|documents?|doc|images?|img|im|emb"
_TARGET = (
    r"[ \xa0]*(?P<target>(?:https?|ftp)://[^\[\]\s]{0,2000}|mailto:[^\[\]\s]{1,300}|www\.[^\[\]\s]{1,2000}"
    rf"|(?:{_PREFIXES})?[ ]?\d{{1,7}}(?:[#?][^\[\]\s]{{0,300}})?"
    r"|\#[\w.-]{1,80}|[\w.+-]{1,80}@[\w.-]{3,80}|(?:\.{0,2}/)?[\w%~-][\w%~./-]{0,300}(?:/|\.(?:php3?|html?|pdf|docx?|xlsx?|odt|zip))"
    r"(?:[#?][^\[\]\s]{0,300})?|)[ \xa0]*"
)
_TEXT = (
    r"(?P<words>(?:[^\[\]\n|]|\[[^\[\]\n]{0,300}\]){0,1000}?)(?P<bubble>\|[^\[\]\n]{0,300}?)?(?P<lang>\{[a-z_]{0,8}\})?"
)
_LINK = re.compile(rf"(?P<open>\[){_TEXT}(?P<arrow>->>?){_TARGET}(?P<close>\])", re.IGNORECASE)
# The end of the field fell into the address.
_CUT = re.compile(
    r"(?P<open>\[)(?P<words>[^\[\]\n]{0,1000}?)(?P<rest>->>?(?:https?://|www\.)[^\[\]\s(…]{0,2000})(?=[ \xa0]*(?:\(…\)|\(\.\.\.\)|…)?\s*\Z)"
)
_ANCHOR = re.compile(r"\[#?[\w.-]{1,80}<-\]")
_GLOSSARY = re.compile(
    r"(?P<open>\[\?)(?=[^\W\d_])[^\[\]\n|#{}]{1,120}?(?P<rest>(?:\|[^\[\]\n]{0,200}?)?(?:\{[a-z_]{0,8}\})?(?:#\w{0,30})?\])"
)
_ABBREVIATION = re.compile(
    r"(?P<open>\[)(?P<short>[A-ZÉÈ][A-Z0-9&.-]{1,15})(?P<rest>\|(?P<long>[^\W\d_][^\[\]\n|]{3,200}?)(?:\{[a-z_]{0,8}\})?\])"
)


def _links(text: str) -> Iterator[re.Match[str]]:
    for match in _LINK.finditer(text):
        # `[2010->2011]` is a span of years, `[A->1]` a table's column.
        if (
            not match["target"].isdecimal()
            or (len(match["words"]) > 1 and not match["words"].isdecimal())
            or not match["words"]
        ):
            yield match


def has_link(text: str) -> bool:
    """Whether a link stands in a text as it was typed."""
    return "->" in text and next(_links(text), None) is not None


def targets(text: str) -> list[tuple[str, str]]:
    """Target as typed and words of each link shortcut in a text as published; empty links are left out.

    >>> targets("[le site->http://a.example] et [->art12]")
    [('http://a.example', 'le site'), ('art12', '')]
    """
    if "->" not in text:
        return []
    return [
        (match["target"], match["words"].strip())
        for match in _links(text)
        if match["target"] not in ("", "http://", "https://")
    ]


def find_links(text: str, _context: Context) -> list[Change]:
    """Everything but the words; of a link without words its address stays, if it is one a reader can use.

    >>> find_links("[le site->http://a.example]", Context())
    [Change(start=0, end=1, replacement=''), Change(start=8, end=27, replacement='')]
    >>> find_links("x -> y, [Nice -> Toulon], [sic]", Context())
    []
    """
    changes: list[Change] = []
    if "->" in text:
        for match in _links(text):
            keep = not match["words"].strip() and "." in match["target"]
            tail = Change(match.end("words"), match.end("arrow") if keep else match.end())
            changes += removed(match, "open")
            changes += [tail, *removed(match, "close")] if keep else [tail]
        if not changes:
            changes = [change for match in _CUT.finditer(text) for change in removed(match, "open", "rest")]
    if not changes and "<-]" in text:
        changes = [Change(match.start(), match.end()) for match in _ANCHOR.finditer(text)]
    if not changes and "[?" in text:
        changes = [change for match in _GLOSSARY.finditer(text) for change in removed(match, "open", "rest")]
    if not changes and "|" in text:
        changes = [
            change
            for match in _ABBREVIATION.finditer(text)
            if match["long"][0].upper() == match["short"][0] and len(match["long"]) > len(match["short"])
            for change in removed(match, "open", "rest")
        ]
    return changes


LINKS = Cleaner(
    "link-shortcuts",
    "Links, anchors and words of a glossary are typed in brackets; where a field is printed raw they stand there as typed.",
    find_links,
    frozenset("["),
)
