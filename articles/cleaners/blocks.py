"""Cleaner of SPIP's own tags and models that are visible as text: blocks, decorations, inserted documents, languages.

Forms follow reference 4 and 6.1. Real elements of HTML are not meant here: they are gone before a text is cleaned.
"""

import re

from articles.cleaners.change import Change, Cleaner, Context, removed

_BLOCKS = "quote|poesie|poetry|intro|math|html|cadre|frame|code|resume|chapo|introduction"
_DECORATIONS = "sc|souligne|barre|dessus|clignote|surfluo|surgris|fluo|sup|sub|exposant|indice|dev"
_TAG = re.compile(rf"<(?P<slash>/?)(?P<name>{_BLOCKS}|{_DECORATIONS})(?:[ ](?:class|lang)=\"[^<>\"\n]{{0,60}}\")?>")
# What stands in a visible sample of code is the subject, not a leak: such a sample is left whole.
_SAMPLE = re.compile(r"<(code|cadre|frame|html)>.{0,5000}?</\1>", re.DOTALL)
_CODE = re.compile(r"[\[\]{}<>|@#~]")

_OBJECTS = (
    "doc|document|emb|img|im|image|audio|video|son|player|article|art|rubrique|rub|breve|site|mot|auteur"
    "|formulaire|form|album|sondage"
)
_MODEL = re.compile(
    rf"<(?:{_OBJECTS})\d{{1,7}}(?:\|[^<>\n]{{0,300}})?>"
    r"|(?P<tab><onglet\|(?:debut\|)?titre=)[^<>|\n]{1,200}(?P<tab_end>>)"
    r"|<[a-z_][a-z_-]{2,24}\d{0,7}\|[^<>\n]{1,300}>"
)
_MULTI = re.compile(r"<multi>(?P<inside>(?:(?!<multi>).){0,5000}?)</multi>", re.DOTALL)
_CODES = "fr|en|es|de|it|pt|nl|ar|ca|oc|co|br|eu|ru|pl|tr|zh|ja|ro|el|cs|da|sv|hu|pt_br|oc_prv|oc_lnc"
_LANGUAGE = re.compile(rf"\[(?P<code>{_CODES})\](?=[^\s\[])")
_ANY_LANGUAGE = re.compile(r"\[(?P<code>[a-z]{2,3}(?:_[a-z]{2,4})?)\]")


def samples(text: str) -> list[tuple[int, int]]:
    """Where samples of code stand visibly tagged in a text: nothing in them may be cleaned.

    >>> samples("taper <code>[rouge]mot[/rouge]</code>, pas <code>mot</code>")
    [(6, 37)]
    """
    if "</" not in text:
        return []
    found: list[tuple[int, int]] = []
    for match in _SAMPLE.finditer(text):
        inside = text[match.end(1) + 1 : match.end() - len(match[1]) - 3]
        if _CODE.search(inside):
            found.append((match.start(), match.end()))
    return found


def find_blocks(text: str, _context: Context) -> list[Change]:
    """Tags of blocks and decorations that have a partner, or a line to themselves.

    >>> find_blocks("<quote>Un mot</quote> et <quote> seul", Context())
    [Change(start=0, end=7, replacement=''), Change(start=13, end=21, replacement='')]
    """
    changes: list[Change] = []
    open_tags: dict[str, list[re.Match[str]]] = {}
    for match in _TAG.finditer(text):
        name = match["name"]
        if not match["slash"]:
            open_tags.setdefault(name, []).append(match)
        elif open_tags.get(name):
            opener = open_tags[name].pop()
            changes += [Change(opener.start(), opener.end()), Change(match.start(), match.end())]
            continue
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        rest = text[match.end() :].partition("\n")[0] if not line.strip(" \xa0") else "x"
        if not rest.strip(" \xa0"):
            if not match["slash"]:
                open_tags[name].pop()
            changes.append(Change(match.start(), match.end()))
    return sorted(changes, key=lambda change: change.start)


def find_models(text: str, _context: Context) -> list[Change]:
    """Models: what they would have shown is among the files and pictures, or lost; titles of tabs are words.

    >>> find_models("Voir <doc12|center> et <h3>", Context())
    [Change(start=5, end=19, replacement='')]
    """
    changes: list[Change] = []
    for match in _MODEL.finditer(text):
        changes += removed(match, "tab", "tab_end") if match["tab"] else [Change(match.start(), match.end())]
    return changes


def find_languages(text: str, _context: Context) -> list[Change]:
    """All languages but French, or but the first where there is no French.

    Without its tags such a text is known only where it begins with one code and holds another.

    >>> find_languages("<multi>[fr]Bonjour[en]Hello</multi>", Context())
    [Change(start=0, end=11, replacement=''), Change(start=18, end=35, replacement='')]
    >>> find_languages("[fr] [en]", Context())
    []
    """
    changes: list[Change] = []
    if "<multi>" in text:
        for match in _MULTI.finditer(text):
            start, end = match.span("inside")
            kept = _kept(list(_ANY_LANGUAGE.finditer(text, start, end)), start, end)
            changes += [Change(match.start(), kept[0]), Change(kept[1], match.end())]
    elif text.startswith("[") and "\n\n" not in text and _LANGUAGE.match(text):
        marks = list(_LANGUAGE.finditer(text))
        if len({mark["code"] for mark in marks}) > 1:
            kept = _kept(marks, 0, len(text))
            changes = [Change(0, kept[0]), *([Change(kept[1], len(text))] if kept[1] < len(text) else [])]
    return changes


def _kept(marks: list[re.Match[str]], start: int, end: int) -> tuple[int, int]:
    parts = [(m["code"], m.end(), n.start() if n else end) for m, n in zip(marks, [*marks[1:], None], strict=False)]
    french = [(first, last) for code, first, last in parts if code == "fr"]
    if french:
        return french[0]
    first_mark = marks[0].start() if marks else end
    return (start, first_mark) if first_mark > start else parts[0][1:] if parts else (start, end)


BLOCKS = Cleaner(
    "block-tags", "Tags only SPIP knows are shown as text where it does not read them.", find_blocks, frozenset("<")
)
MODELS = Cleaner(
    "models",
    "A model calls for a document or a form; where it is not read, its call is shown.",
    find_models,
    frozenset("<"),
)
LANGUAGES = Cleaner(
    "languages",
    "A text in several languages holds them all in one field; a reader sees one of them.",
    find_languages,
    frozenset("[<"),
)
