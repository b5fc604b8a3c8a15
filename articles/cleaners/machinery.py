"""Cleaners of what programs left among the words: placeholders, skeleton code, messages of PHP, hidden addresses."""

import re

from articles.cleaners.change import Change, Cleaner, Context

_PLACEHOLDER = re.compile(
    r"@@[A-Z][A-Z_]{0,40}(?:\d{0,9}(?:\#\d{1,9})?|_[A-Z\d_]{1,40})@@"
    r"|<(span|div)\s+class=\"base64[^<>\"]{0,60}\"\s+title=\"[^<>\"]{0,100000}\">\s{0,9}</\1>"
)


def find_placeholders(text: str, _context: Context) -> list[Change]:
    """SPIP sets texts aside under such marks while it works; what they stood for is not on the page.

    >>> find_placeholders("Un @@SPIP_ECHAPPE_LIEN_2@@mot", Context())
    [Change(start=3, end=26, replacement='')]
    """
    if "@@" not in text and 'class="base64' not in text:
        return []
    return [Change(match.start(), match.end()) for match in _PLACEHOLDER.finditer(text)]


# A word of capitals after `#` may be a hashtag: bare, only these are SPIP's (reference 4).
_FIELDS = (
    "TITRE|SURTITRE|SOUSTITRE|TEXTE|CHAPO|DESCRIPTIF|INTRODUCTION|PS|NOTES|DATE|DATE_REDAC|NOM|LESAUTEURS|EXPOSE"
    r"|URL_(?:ARTICLE|RUBRIQUE|BREVE|MOT|AUTEUR|DOCUMENT|SITE|SITE_SPIP)|ID_(?:ARTICLE|RUBRIQUE|BREVE|MOT|AUTEUR|DOCUMENT)"
    r"|LOGO_[A-Z_]{3,30}|NOM_SITE(?:_SPIP)?|EMAIL_WEBMASTER|PAGINATION|TOTAL_BOUCLE|COMPTEUR_BOUCLE|CHARSET|LANG|CACHE"
    r"|FILTRE|INSERT_HEAD|SELF|PETITION|FORMULAIRE_[A-Z_]{3,40}"
)
_BALISE = rf"\#(?:(?:{_FIELDS})\b|[A-Z_]{{2,40}}\{{[^{{}}\n]{{0,200}}\}})\*{{0,2}}"
_SKELETON = re.compile(
    rf"^[ \t\xa0]*(?:(?:</?/?B(?:OUCLE)?_?\w{{0,40}}(?:\([^()\n]{{0,100}}\)[^<>\n]{{0,300}})?>|<INCLU[RD]E[^<>\n]{{0,300}}>"
    rf"|\[[^\[\]\n(]{{0,60}}\(\#[A-Z_]{{2,40}}[^()\n]{{0,200}}\)[^\[\]\n]{{0,60}}\]|{_BALISE})[ \t\xa0]*){{1,20}}$",
    re.MULTILINE,
)
_SIGNS = ("#", "BOUCLE", "<INCLU", "<B_", "</B_")


def find_skeleton_code(text: str, _context: Context) -> list[Change]:
    """Lines that hold nothing but code of a skeleton; a tag inside a sentence is quoted there.

    >>> find_skeleton_code("#TITRE\\nUn mot sur #TITRE\\n#SPORT", Context())
    [Change(start=0, end=6, replacement='')]
    """
    if not any(sign in text for sign in _SIGNS):
        return []
    return [Change(match.start(), match.end()) for match in _SKELETON.finditer(text)]


_PHP = re.compile(
    r"(?:PHP )?\b(?:Warning|Notice|Deprecated|Strict Standards|Fatal error|Parse error): [^\n]{1,600}? in [^\n]{1,300}? on line \d{1,6}"
)


def find_php(text: str, _context: Context) -> list[Change]:
    """Messages of PHP; that they stood on the page is told by a Problem as well.

    >>> find_php("Warning: fopen() failed in /srv/a.php on line 12 Texte", Context())
    [Change(start=0, end=48, replacement='')]
    """
    if " on line " not in text:
        return []
    return [Change(match.start(), match.end()) for match in _PHP.finditer(text)]


_AT = re.compile(r"(?<=[\w-])\.\.(?:åt|&aring;t|Ã¥t)\.\.(?=\w)")
_AT_SIGNS = ("åt..", "&aring;t..", "Ã¥t..")
# Without a dot, a digit or a hyphen in the name it may be a person at a firm.
_CHEZ = re.compile(
    r"(?:(?<=\s)|(?<=\A)|(?<=[:(\xa0]))[a-z]+[.\d_-][\w.-]*(?P<at>[ \xa0]chez[ \xa0])(?:[a-z\d-]+\.)+[a-z]{2,6}\b"
)
# Its second half, which begins with letters that are found at a glance.
_AT_HOST = re.compile(r"chez[ \xa0](?:[a-z\d-]+\.)+[a-z]{2,6}\b")


def find_hidden_addresses(text: str, _context: Context) -> list[Change]:
    """What plug-ins put for `@` (reference 6.2), where it can mean nothing else.

    >>> find_hidden_addresses("jean.durand chez example.org, Marie chez orange.fr", Context())
    [Change(start=11, end=17, replacement='@')]
    """
    changes: list[Change] = []
    if any(sign in text for sign in _AT_SIGNS):
        changes = [Change(match.start(), match.end(), "@") for match in _AT.finditer(text)]
    if not changes and "chez" in text and _AT_HOST.search(text):
        changes = [Change(match.start("at"), match.end("at"), "@") for match in _CHEZ.finditer(text)]
    return changes


PLACEHOLDERS = Cleaner(
    "placeholders",
    "Marks SPIP works with are meant to be gone before a page is sent.",
    find_placeholders,
    frozenset('@"'),
)
SKELETON_CODE = Cleaner(
    "skeleton-code", "A mistake in a skeleton shows its code among the words.", find_skeleton_code, frozenset("#<")
)
PHP = Cleaner("php-messages", "A message of PHP is the server's, not the editor's.", find_php, frozenset(":"))
ADDRESSES = Cleaner(
    "hidden-addresses",
    "A plug-in hid addresses from robots; the editor wrote them whole.",
    find_hidden_addresses,
    frozenset("."),
)
