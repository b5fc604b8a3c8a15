"""Cleaner of colour tags that the Couteau Suisse no longer turns into colours; the words between them stay.

Names, forms and guards follow reference 5: CS outils/couleurs.php knows 35 pairs, French without accents. Editors typed
them by hand as well, so capitals, lost brackets and odd blanks are met too.
"""

import re
from dataclasses import dataclass

from articles.cleaners.change import Change, Cleaner, Context

_FRENCH = (
    "noir|rouge|marron|vert|vert olive|bleu marine|violet|gris|argent|vert clair|bleu|fuchia|bleu clair|blanc|bleu azur"
    "|beige|brun|bleu violet|brun clair|rose clair|vert fonce|orange fonce|mauve fonce|bleu ciel|or|ivoire|orange"
    "|lavande|rose|prune|saumon|neige|turquoise|jaune paille|jaune"
)
_ENGLISH = (
    "black|red|maroon|green|olive|navy|purple|gray|silver|chartreuse|blue|fuchsia|aqua|white|azure|bisque|brown"
    "|blueviolet|chocolate|cornsilk|darkgreen|darkorange|darkorchid|deepskyblue|gold|ivory|orange|lavender|pink|plum"
    "|salmon|snow|turquoise|wheat|yellow"
)
NAMES = tuple(dict.fromkeys(f"{_FRENCH}|{_ENGLISH}".split("|")))
"""The 68 names, French first."""

_AMBIGUOUS = (
    "orange or rose argent violet prune neige ivoire lavande saumon bleu noir blanc gold snow olive plum salmon"
    " chocolate navy white couleur color"
)
AMBIGUOUS = frozenset(_AMBIGUOUS.split())
"""Names that stand in brackets in honest prose too (a firm, a metal, an edited quotation): see `find_colours`."""

_BLANK = r"[\s\xa0]"
_GROUND = rf"(?:(?P<ground{{0}}>bg|fond){_BLANK}{{1}})"


def _name(group: str, generic: str = "") -> str:
    # Longest first, or `vert` would take the half of `vert olive`. Accents on `foncé` are a frequent typing fault.
    names = sorted(NAMES, key=len, reverse=True)
    words = "|".join(n.replace(" ", _BLANK + "+").replace("fonce", "fonc[eé]") for n in names)
    return rf"(?P<{group}>{words}{generic})"


_TAG = re.compile(
    rf"(?P<close>[\[{{]{_BLANK}*[/\\]{_BLANK}*(?:(?:bg|fond){_BLANK}*)?{_name('close_name', '|couleur|color')}"
    rf"{_BLANK}*[\]}}]|\[/(?:bg|fond)\])"
    rf"|(?P<open>\[{_BLANK}*{_GROUND.format(1, '*')}?{_name('open_name', '|couleur|color')}{_BLANK}*\])"
    rf"|(?P<empty>\[/\])"
    rf"|(?P<close_cut>\[/(?:(?:bg|fond){_BLANK}+)?{_name('close_cut_name')}(?=[\s\xa0<\[]|$))"
    rf"|(?P<open_cut>\[{_GROUND.format(2, '+')}?{_name('open_cut_name')}[ \xa0]*$(?![^\[]*\]))"
    rf"|(?P<headless>(?<![\[/:.>])/(?:(?:bg|fond){_BLANK}+)?{_name('headless_name')}\])",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class _Tag:
    start: int
    end: int
    name: str
    opens: bool
    ground: bool = False
    empty: bool = False


def _fold(name: str | None) -> str:
    return " ".join((name or "").lower().replace("\xa0", " ").replace("é", "e").split())


def _tags(text: str) -> list[_Tag]:
    """All that looks like a colour tag, in order; whether it is one is decided by `find_colours`."""
    found: list[_Tag] = []
    for m in _TAG.finditer(text):
        match m.lastgroup:
            case "open" | "open_cut":
                name, ground = (m["open_name"], m["ground1"]) if m["open"] else (m["open_cut_name"], m["ground2"])
                found.append(_Tag(m.start(), m.end(), _fold(name), True, ground is not None))
            case "headless":
                if _is_headless(text, m.start(), _fold(m["headless_name"]), found):
                    found.append(_Tag(m.start(), m.end(), _fold(m["headless_name"]), False))
            case "empty":
                found.append(_Tag(m.start(), m.end(), "", False, empty=True))
            case _:
                found.append(_Tag(m.start(), m.end(), _fold(m["close_name"] or m["close_cut_name"]), False))
    return found


def _is_headless(text: str, start: int, name: str, before: list[_Tag]) -> bool:
    """Whether `/rouge]` is a closer that lost its bracket, and not the end of `[noir et blanc /rouge]` or of a path.

    After a letter (`texte/blanc]`) only an opener of the same colour proves it: `noir/blanc]` is prose.
    """
    line = text.rfind("\n", 0, start) + 1
    last_end = max((t.end for t in before[-1:]), default=0)
    if text.rfind("[", max(line, last_end), start) > text.rfind("]", max(line, last_end), start):
        return False
    previous = text[start - 1 : start]
    if not (previous.isalnum() or previous == "_"):
        return True
    balance = sum(1 if t.opens else -1 for t in before if t.name == name)
    return balance > 0


def _is_alone(text: str, tag: _Tag, tags: list[_Tag]) -> bool:
    """Whether the line of a tag holds nothing but tags."""
    start = text.rfind("\n", 0, tag.start) + 1
    end = text.find("\n", tag.end)
    line = text[start : len(text) if end < 0 else end]
    for other in tags:
        if start <= other.start and other.end <= start + len(line):
            line = line.replace(text[other.start : other.end], "")
    return not line.strip(" \t\xa0-")


def find_colours(text: str, context: Context) -> list[Change]:
    """Every colour tag that is a leak; tags that have honest readings only with evidence (reference 5.5).

    A blank line inside a tag (`[</p><p>/rouge]`) stays, so that paragraphs are not merged. Nothing is put between two
    words that a tag held apart: a coloured first letter is as likely as a lost space.

    >>> [text for text in ["[rouge]A[/rouge]", "[orange] a", "[sic]"] if find_colours(text, Context())]
    ['[rouge]A[/rouge]']
    """
    if "[" not in text and "]" not in text and "{" not in text:
        return []
    tags = _tags(text)
    last_closer = max((t.start for t in tags if not t.opens), default=-1)
    changes: list[Change] = []
    for tag in tags:
        if tag.empty:
            leak = any(other is not tag and not other.empty for other in tags)
        elif not tag.opens or tag.ground or tag.name not in AMBIGUOUS:
            leak = True
        else:
            leak = (
                context.closers
                or last_closer > tag.start
                or (max(context.colours, len(tags)) > 1 and _is_alone(text, tag, tags))
            )
        if leak:
            raw = text[tag.start : tag.end]
            changes.append(Change(tag.start, tag.end, "\n\n" if "\n\n" in raw else "\n" if "\n" in raw else ""))
    return changes


def context_of(text: str) -> Context:
    """What the content of a page tells about the colours of each of its fields.

    >>> context_of("La société [orange] a. [rouge]Date[/rouge]")
    Context(closers=True, colours=3)
    """
    tags = _tags(text) if "[" in text or "]" in text else []
    return Context(closers=any(not t.opens and not t.empty for t in tags), colours=len(tags))


COLOURS = Cleaner(
    "colour-tags",
    "Editors coloured words with tags of a plug-in; where it is off they stand among the words.",
    find_colours,
)
