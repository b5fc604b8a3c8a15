"""Cleaner of the Couteau Suisse's switches, separators and blocks that were printed as typed; colours have their own.

Forms follow reference 6.1 (CS config_outils.php and the files under outils/).
"""

import re

from articles.cleaners.change import Change, Cleaner, Context

_SWITCH = re.compile(
    r"\[!(?:sommaire|fond|glossaire)\]"
    r"|^[ \t\xa0]*(?:\[sommaire\]|_{2}[0-7]_{2}|_{2}[\w.-]{1,60}\.(?:png|gif|jpe?g)_{2}|\+{4,})[ \t\xa0]*$"
    r"|^[ \t\xa0]*\+{4,}(?=[^\s+])"
    r"|</?(?:bloc(?:#\d{1,4})?|invisible|visible|blocintertitre|onglets|alinea)>"
    r"|^[ \t\xa0]*={0,9}[ ]?TEXTE ORIGINAL AU FORMAT SPIP[ ]?:?[ ]?={0,9}[ \t\xa0]*$"
    r"|<:[a-z_]{1,40}(?::[a-z_0-9]{1,60}(?:\{[^{}<>\n]{0,80}\})?)?:>",
    re.MULTILINE,
)

_SIGNS = ("[!", "[sommaire]", "__", "++++", "<", "TEXTE ORIGINAL")


def find_switches(text: str, _context: Context) -> list[Change]:
    """Switches anywhere, separators only where they fill their line: `__0__` inside a sentence may be meant.

    >>> find_switches("[!sommaire]Texte", Context())
    [Change(start=0, end=11, replacement='')]
    >>> find_switches("lire le [sommaire] ++++", Context())
    []
    """
    if not any(sign in text for sign in _SIGNS):
        return []
    return [Change(m.start(), m.end()) for m in _SWITCH.finditer(text)]


SWITCHES = Cleaner(
    "couteau-suisse",
    "Switches and separators of a plug-in were never meant to be seen; where it is off they stand among the words.",
    find_switches,
    frozenset("[_+<X"),
)
