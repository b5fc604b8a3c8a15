"""Tells sentences that a skin prints about an article from those the article begins with: by what they say."""

import re

from articles.words.skin_lines import plain

_OF_PAGE = r"(?:article|page|texte|document|contenu|information|dossier)s?"
_NOTICE = re.compile(
    rf"(?:attention\b.{{0,4}})?(?:cet?|cette) {_OF_PAGE}\b.{{0,14}}"
    r"(?:\ba ete (?:publie|redige|ecrit|mise? en ligne)|\bdate de\b|\bn'est plus\b|\ba plus d|\barchiv|\bpeut-etre\b|\bobsolete"
    r"|\best (?:parue?|(?:aussi |egalement )?(?:disponible|reserve|traduit|extrait|tire)e?)\b|\bfait partie d|\bappartient\b"
    r"|\bexiste (?:aussi|egalement|en)\b)"
    rf"|{_OF_PAGE} (?:reserve|paru|extrait|archive)e?s?\b|{_OF_PAGE} publiee?s? (?:dans|avec|le|par)\b"
    r"|(?:temps|duree) de lecture\b|traduite? (?:de|du|par)\b|traduction (?:de|par|:)"
    rf"|ecoute[rz] (?:cet(?:te)?|l[ae'])\b.{{0,12}}(?:{_OF_PAGE}|version)\b"
    rf"|(?:vous pouvez )?(?:imprime|envoye|partage)[rz] (?:cet(?:te)? |l[ae] |l'){_OF_PAGE}|clique[rz] (?:ici|sur)\b"
)
"""How such a sentence begins, in plain words."""
_CALL = re.compile(
    r"\b(?:faites|faire) un don\b|\bvos dons\b|\bsoutene[rz]-nous\b|\bconnectez-vous\b|\butilise\w* des cookies\b"
)
_LONGEST = 240


def is_notice(text: str) -> bool:
    """Whether words tell where an article stands, stood or is from, how it is read, or ask for gifts.

    >>> is_notice("Cet article fait partie du dossier Eau."), is_notice("Cet article raconte un bassin qui fait partie du port.")
    (True, False)
    >>> is_notice("Traduit de l'anglais par Inès Essai."), is_notice("Partagez vos photos du bassin avec nous.")
    (True, False)
    """
    line = plain(text)
    return len(line) <= _LONGEST and (_NOTICE.match(line) is not None or _CALL.search(line) is not None)
