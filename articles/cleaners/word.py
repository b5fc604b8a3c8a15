"""Cleaner of what a word processor left among the words: its conditional comments, styles, own tags and bullets.

Forms follow reference 6.4.
"""

import re

from articles.cleaners.change import Change, Cleaner, Context

_RESIDUE = re.compile(
    r"<!--\[if [^\]\n]{1,60}\]>(?:(?!<!--\[if ).){0,50000}?<!\[endif\]-->"
    r"|<!(?:--)?\[(?:if [^\]\n]{1,60}|endif)\](?:--)?>"
    r"|</?(?:o|w|v|st1|m):[A-Za-z]{1,30}[^<>\n]{0,200}>|<\?xml:namespace[^<>\n]{0,200}>"
    r"|\bNormal\s+0\s+(?:\d{1,2}\s+)?(?:(?:false|true)\s+){3}(?:(?:[A-Z]{2}(?:-[A-Z]{2})?|X-NONE)\b\s*){0,3}(?:MicrosoftInternetExplorer\d)?"
    r"|(?:/\* (?:Style|Font) Definitions \*/\s*)?\b(?:table\.MsoNormalTable|[pl]i?\.Mso\w{1,30}[^{}\n]{0,100})\s*\{[^{}]{0,2000}\}"
    r"|/\* (?:Style|Font) Definitions \*/|@page (?:Word)?Section\d{1,2}\s*\{[^{}]{0,1000}\}|\bst1\\:\*\s*\{[^{}]{0,300}\}",
    re.DOTALL,
)
_SIGNS = ("<", "Mso", "Definitions */", "@page ", "Normal", "st1\\")

# Glyphs of the fonts Symbol and Wingdings stand at U+F000 and above; a middle dot is a bullet where blanks follow.
_BULLET = re.compile(
    "^(?P<mark>- )?(?P<bullet>[\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf06e\uf02d][ \xa0]*|·[ \xa0]*\xa0[ \xa0]*)(?=\\S)",
    re.MULTILINE,
)
_GLYPHS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf076": "❖",
    "\uf06e": "■",
    "\uf0fc": "✓",
    "\uf0e0": "→",
    "\uf02d": "-",
}
_GLYPH = re.compile(f"[{''.join(_GLYPHS)}]")


def find_word_residue(text: str, _context: Context) -> list[Change]:
    """What was never words.

    >>> find_word_residue("<!--[if gte mso 9]><xml/><![endif]-->Un<o:p></o:p> mot", Context())[0]
    Change(start=0, end=37, replacement='')
    """
    if not any(sign in text for sign in _SIGNS):
        return []
    return [Change(match.start(), match.end()) for match in _RESIDUE.finditer(text)]


def find_bullets(text: str, _context: Context) -> list[Change]:
    """Bullets at the start of a line become the mark of an item, elsewhere the character they looked like.

    >>> find_bullets("\\uf0b7 un\\na \\uf0e0 b", Context())
    [Change(start=0, end=2, replacement='- '), Change(start=7, end=8, replacement='→')]
    """
    changes: list[Change] = []
    done: set[int] = set()
    for match in _BULLET.finditer(text):
        place, end = match.span("bullet")
        if match["mark"]:
            changes.append(Change(place, end))
        elif end - place > 1:
            changes.append(Change(place, end, "- "))
        else:
            continue
        done.add(place)
    changes += [Change(m.start(), m.end(), _GLYPHS[m[0]]) for m in _GLYPH.finditer(text) if m.start() not in done]
    return sorted(changes, key=lambda change: change.start)


WORD = Cleaner(
    "word-residue", "Pasting from a word processor brings its instructions along.", find_word_residue, frozenset("<{*N")
)
BULLETS = Cleaner(
    "word-bullets",
    "Bullets of a word processor are characters of a font nobody else has.",
    find_bullets,
    frozenset({"·", *_GLYPHS}),
)
