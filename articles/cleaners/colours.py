"""Cleaner of colour tags that the Couteau Suisse no longer turns into colours; the words between them stay.

Names, forms and guards follow reference 5: CS outils/couleurs.php knows 35 pairs, French without accents. Editors typed
them by hand as well, so capitals, lost brackets and odd blanks are met too.
"""

import re
from collections import Counter
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


# The sign that a tag begins with is read first and looked back at: a text has few of them, and `re` finds them at a glance. A letter
# must follow, as it does behind no call of a note (`[1]`).
_TAG = re.compile(
    rf"[\[{{/](?=[\s\xa0/\\]*+[a-z\]])"
    rf"(?:(?P<close>(?<!/){_BLANK}*[/\\]{_BLANK}*(?:(?:bg|fond){_BLANK}*)?{_name('close_name', '|couleur|color')}"
    rf"{_BLANK}*[\]}}]|(?<=\[)/(?:bg|fond)\])"
    rf"|(?P<open>(?<=\[){_BLANK}*{_GROUND.format(1, '*')}?{_name('open_name', '|couleur|color')}{_BLANK}*\])"
    rf"|(?P<empty>(?<=\[)/\])"
    rf"|(?P<close_cut>(?<=\[)/(?:(?:bg|fond){_BLANK}+)?{_name('close_cut_name')}(?=[\s\xa0<\[]|$))"
    rf"|(?P<open_cut>(?<=\[){_GROUND.format(2, '+')}?{_name('open_cut_name')}[ \xa0]*$(?![^\[]*\]))"
    rf"|(?P<headless>(?<=/)(?<![\[/:.>]/)(?:(?:bg|fond){_BLANK}+)?{_name('headless_name')}\]))",
    re.IGNORECASE | re.MULTILINE,
)


_ENDS = ("…", "...", "(…)", "(...)")
_CUT = re.compile(
    rf"(?P<tag>\[{_BLANK}*(?P<slash>/?){_BLANK}*(?P<ground>(?:fond|bg){_BLANK}+)?(?P<begun>[a-zé]{{0,10}}(?:{_BLANK}[a-zé]{{0,7}})?){_BLANK}*)"
    rf"(?:\(…\)|\(\.\.\.\)|…|\.\.\.)\s*\Z",
    re.IGNORECASE,
)
_GAPS = frozenset(" \xa0")
_ENDINGS = frozenset(",.;)")
_CLOSERS = (*NAMES, "fond", "bg", "couleur", "color")


@dataclass(frozen=True, slots=True)
class _Tag:
    """Something that looks like a colour tag."""

    start: int
    """First character."""
    end: int
    """Character after the last one."""
    name: str
    """Name of the colour, folded; empty where it names none."""
    opens: bool
    """True for an opener, False for any closer."""
    ground: bool = False
    """Whether it colours the ground (`fond`, `bg`)."""
    empty: bool = False
    """Whether it is the closer without a name, `[/]`."""


def _fold(name: str | None) -> str:
    return " ".join((name or "").lower().replace("\xa0", " ").replace("é", "e").split())


def _tags(text: str) -> list[_Tag]:
    """All that looks like a colour tag, in order; whether it is one is decided by `find_colours`."""
    found: list[_Tag] = []
    unclosed: Counter[str] = Counter()
    for m in _TAG.finditer(text):
        opens = ground = empty = False
        match m.lastgroup:
            case "open":
                name, opens, ground = _fold(m["open_name"]), True, m["ground1"] is not None
            case "open_cut":
                name, opens, ground = _fold(m["open_cut_name"]), True, m["ground2"] is not None
            case "headless":
                name = _fold(m["headless_name"])
                if not _is_headless(text, m.start(), found[-1].end if found else 0, unclosed[name]):
                    continue
            case "empty":
                name, empty = "", True
            case _:
                name = _fold(m["close_name"] or m["close_cut_name"])
        unclosed[name] += 1 if opens else -1
        found.append(_Tag(m.start(), m.end(), name, opens, ground, empty))
    return found


def _is_headless(text: str, start: int, last_end: int, unclosed: int) -> bool:
    """Whether `/rouge]` is a closer that lost its bracket, and not the end of `[noir et blanc /rouge]` or of a path.

    After a letter (`texte/blanc]`) only an opener of the same colour proves it: `noir/blanc]` is prose.
    """
    line = max(text.rfind("\n", last_end, start) + 1, last_end)
    if text.rfind("[", line, start) > text.rfind("]", line, start):
        return False
    previous = text[start - 1 : start]
    return not (previous.isalnum() or previous == "_") or unclosed > 0


def _lines_of_tags(text: str, tags: list[_Tag]) -> set[int]:
    """Ends of the tags that stand on lines holding nothing but tags."""
    alone: set[int] = set()
    held: list[int] = []
    done, empty = 0, True
    for tag in [*tags, _Tag(len(text), len(text), "", False)]:
        gap = text[done : tag.start]
        first, _, rest = gap.partition("\n")
        if "\n" in gap:
            if empty and _is_nothing(first):
                alone.update(held)
            held, empty = [], _is_nothing(rest.rpartition("\n")[2])
        else:
            empty = empty and _is_nothing(gap)
        held.append(tag.end)
        done = tag.end
    if empty:
        alone.update(held)
    return alone


def _is_nothing(text: str) -> bool:
    return not text.strip(" \t\xa0-")


def _closed(tags: list[_Tag]) -> set[int]:
    """Starts of the openers that a closer follows; as any closer closes any colour, each takes the last one open."""
    closed: set[int] = set()
    waiting: list[int] = []
    for tag in tags:
        if tag.opens:
            waiting.append(tag.start)
        elif waiting:
            closed.add(waiting.pop())
    return closed


def _is_word(text: str, tag: _Tag) -> bool:
    """Whether brackets stand in their sentence as a word does (`la société [orange] a`): a tag touches the words it colours."""
    before, behind = text[max(0, tag.start - 1) : tag.start], text[tag.end : tag.end + 1]
    return before in _GAPS and behind in _GAPS | _ENDINGS


def find_colours(text: str, context: Context) -> list[Change]:
    """Every colour tag that is a leak; tags that have honest readings only with evidence (reference 5.5).

    A blank line inside a tag (`[</p><p>/rouge]`) stays, so that paragraphs are not merged. Nothing is put between two
    words that a tag held apart: a coloured first letter is as likely as a lost space.

    >>> [text for text in ["[rouge]A[/rouge]", "[orange] a", "[sic]"] if find_colours(text, Context())]
    ['[rouge]A[/rouge]']
    """
    tags = _tags(text)
    named = any(not tag.empty for tag in tags)
    alone = _lines_of_tags(text, tags) if max(context.colours, len(tags)) > 1 else set()
    closed = _closed(tags)
    last_closer = max((t.start for t in tags if not t.opens), default=-1)
    changes: list[Change] = []
    for tag in tags:
        if tag.empty:
            leak = named
        elif not tag.opens or tag.ground or tag.name not in AMBIGUOUS:
            leak = True
        else:
            is_word = tag.start not in closed and _is_word(text, tag)
            leak = tag.end in alone or (not is_word and (context.closers or last_closer > tag.start))
        if leak:
            raw = text[tag.start : tag.end]
            changes.append(Change(tag.start, tag.end, "\n\n" if "\n\n" in raw else "\n" if "\n" in raw else ""))
    if not changes and text.rstrip().endswith(_ENDS):
        changes = _cut_tags(text, context)
    return changes


def _cut_tags(text: str, context: Context) -> list[Change]:
    """The tag an introduction was cut in; of one without ground or slash the whole name, or evidence, is needed."""
    match = _CUT.search(text)
    if match is None:
        return []
    begun = _fold(match["begun"])
    if match["ground"]:
        leak = any(name.startswith(begun) for name in NAMES)
    elif match["slash"]:
        leak = not begun or any(name.startswith(begun) for name in _CLOSERS)
    elif begun in AMBIGUOUS:
        leak = context.closers
    else:
        leak = begun in NAMES or (len(begun) > 1 and context.closers and any(n.startswith(begun) for n in NAMES))
    return [Change(match.start("tag"), match.end("tag"))] if leak else []


def colour_evidence(text: str) -> tuple[bool, int]:
    """Whether the closer of a colour stands in the content of a page, and how many colour tags of any form.

    >>> colour_evidence("La société [orange] a. [rouge]Date[/rouge]")
    (True, 3)
    """
    tags = _tags(text) if "[" in text or "]" in text else []
    return any(not t.opens and not t.empty for t in tags), len(tags)


COLOURS = Cleaner(
    "colour-tags",
    "Editors coloured words with tags of a plug-in; where it is off they stand among the words.",
    find_colours,
    frozenset("[]{"),
)
