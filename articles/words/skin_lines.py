"""Lines that skins print around an article: data of the general reading; how they are used is for others.

Seen in reference 2.1, 2.7 and 2.9 and in public skeletons; compared without accents, see `plain`.
"""

import re
import unicodedata
from functools import lru_cache

from articles.words.folding import Signs

_ACCENTS = Signs(dict(zip("àâäáãéèêëíìîïóòôöõúùûüçñآأإ’", "aaaaaeeeeiiiiooooouuuucnااا'", strict=True)))
CONTACT_HEADING = re.compile(r"(?:votre |vos |nous )?contact(?:s|ez-nous|er)?(?: :)?")


class Said:
    """What lines say in several ways. Most lines say none of them, which a look for what each has tells in a tenth of the time."""

    def __init__(self, pattern: str, stems: str) -> None:
        """`stems`: parted by blanks; each form has one of them."""
        self._pattern, self._stems = re.compile(pattern), stems.split()

    def search(self, line: str) -> re.Match[str] | None:
        """Where a line says it, in plain words."""
        return self._pattern.search(line) if any(stem in line for stem in self._stems) else None

    def match(self, line: str) -> re.Match[str] | None:
        """What a line begins by saying, in plain words."""
        return self._pattern.match(line)


PUBLI = r"publi(?!cs?\b|qu|ci[st])"
"""Begins words that say so in several languages; a service public, a République and publicité publish nothing."""
PUBLISHED = Said(
    rf"{PUBLI}|mise?s? en ligne|saisie? (?:par|le)\b"
    r"|(?<!de )(?<!la )(?<!un )(?<!le )postee?\b(?! (?:a|de|du|en|vacant)\b| d')"
    r"|en ligne (?:le|depuis)|par(?:u|ution)\b|ecrit le|redig|cree{1,2}s? le|\bdate\s*:|ajoute|published|posted"
    r"|\bcreation ?:(?=.*\b(?:mise? a jour|modifi))"
    r"|escrito|online since|diffuse|pubblic|veroffentlicht"
    r"|puest[oa]s? en linea|posat en linia|put online|online gestellt|messo (?:in rete|online)|colocado (?:em linha|online)",
    "publi ligne saisi poste paru ecrit redig cree date ajoute escrito online diffuse pubblic veroffentlicht linea linia messo colocado",
)
CHANGED = re.compile(
    r"modif|mise? a jour|actualis|dernier|updated?|\bmaj\b|revis|ac?tualizad|aktualisier|geandert|aggiornat"
)
NO_PUBLICATION = re.compile(
    r"©|copyright|tous droits|all rights|depuis (?:19|20)\d\d|consulte|imprimee? (?:le|depuis)\b|nous sommes|aujourd|capture"
    r"|\bnee?s? (?:a [^.;]{2,30})?le\b|\b(?:decedee?s?|mort|morte|deces) le\b"
    r"|(?<!\d )visit(?!\w* ?: ?\d)|version \d+\.|^agenda"
    r"|\b(?:document|fichier)s? (?:publie|ajoute|mis en ligne)"
    r"|\b(?:livraison|sortie|ouverture|inauguration|construction|achevement|echeance|debut|fin|depart|naissance)(?: [a-z']{2,12}){0,2} ?:"
    r"|rendez-vous|prochain|horaires?\b|\bsignatures?\b|\d ?(?:h|: ?\d\d)(?: ?\d\d)? ?(?:-|–|a|to) ?\d{1,2} ?[h:]"
)
"""Words beside dates that are none of an article."""
PERIOD = re.compile(
    r"\bdu (?:[a-z]+ )?\d{1,2}(?:er)?\b[^.;]{0,20} au (?:[a-z]+ )?\d{1,2}|\ba (?:partir|compter) du\b|\bjusqu'au\b"
)
"""From one day to another: how long an event lasts."""
FILE_HEADING = re.compile(
    r"documents?\b|pieces? jointes?|fichiers?\b|telecharg|annexes?\b|download|adjuntos?|archivos?\b|descargar?"
    r"|a (?:lire|voir|consulter) en pdf|ressources?\b"
)
"""Headings of lists of files."""
OWN_FILES = re.compile(r"joint|associe|attache|\blies?\b|de l'article|annexe|adjunt")
"""Those that can only mean files of the article itself."""
SITE_FILES = re.compile(
    r"les plus (?:demande|telecharge|consulte|lu|recent)|(?:dernier|nouve(?:aux|lles)|recent)e?s?\b|\bdu site\b|\butiles\b"
)
"""Those that, beside an article, mean files of the whole site."""
CITING = re.compile(r"(?:pour |comment )?citer (?:cet article|ce (?:texte|document))|(?:how to )?cite this article")
"""Headings below which reviews say how an article is cited, and when it was put online."""
_ENDS = re.compile(
    r"(?:"
    r"(?:tambien |tambe )?en la (?:mateixa seccio|misma seccion)|(?:also |more )?in (?:the same|this) section"
    r"|(?:na mesma|nella stessa) (?:seccao|secao|rubrica|sezione)|(?:im selben|in diesem) (?:themen)?bereich"
    r"|documentos (?:anexos|adjuntos)|angefugte dokumente|documenti allegati"
    r"|related (?:articles|posts)|(?:\d+ )?(?:comments?|comentarios?)|responder a este articulo"
    r"|reply to this article|see also|ver tambien|discussions?"
    r"|(?:dans|de) (?:la )?(?:meme|cette) rubrique|(?:autres |derniers )?articles? (?:de|dans) (?:cette|la meme) (?:rubrique|section)"
    r"|(?:sur )?(?:le )?meme (?:theme|sujet)|url de cet article(?: \d+)?|(?:vos|votre) avis"
    r"|(?:les )?avis des (?:lecteurs|spectateurs|internautes)"
    r"|(?:vos )?(?:commentaires?|messages?|reactions?|reponses?)(?: \(?\d+\)?)?"
    r"|(?:derniere?s|recent|latest) (?:commentaires|messages|reactions|reponses|comments|posts)"
    r"|\d+ (?:commentaires?|messages?|reactions?|reponses?)(?: de forum)?|forum(?: de l'article)?|repondre a cet article"
    r"|prochaine?s? (?:seances?|rendez-vous|dates?|evenements?)|complements? d'infos?(?:rmations?)?(?: a l'article)?"
    r"|documents? joints?|documents? a telecharger|(?:liste des )?pieces?[ -]jointes?|telechargements?"
    r"|fichiers? (?:joints?|attaches?)|portfolio|(?:a )?(?:voir|lire) aussi"
    r"|voir en ligne|articles? (?:lies|similaires?|recents?|connexes?|les plus recents?)|p\.?-?s\.?|post-scriptum"
    r"|mots?[ -]cles?(?: (?:associe|lie)s)?|documents? (?:associe|lie)s?|adresse de cet article|(?:\d+ )?signatures"
    r"|(?:all (?:the )?versions of this|toutes les versions de cet|todas las versiones de este) arti(?:cle|culo)"
    r"|notes(?: de (?:l'|cet )article| de bas de page)?"
    r"|sur le web|un message, un commentaire ?\?|qui etes-vous ?\?|(?:poster|ajouter) un (?:commentaire|message)|partager(?: cet article)?"
    r"|imprimer(?: cet article)?|version (?:imprimable|a imprimer|pour l'impression)|reagir(?: a cet article)?"
    rf"|{CITING.pattern}"
    r"|vous aimerez (?:aussi|peut-etre(?: aussi)?)|(?:a|pour) (?:lire|voir|decouvrir) (?:egalement|ensuite)|(?:les )?autres articles"
    r"|(?:cela|ceci|ces articles) (?:peut|peuvent|pourrai\w+)(?: aussi)? vous interesser|du meme auteur|dans le meme dossier"
    r"|tags?|(?:recevez|recevoir|inscrivez-vous a|abonnez-vous a) (?:notre|la) (?:lettre|newsletter)"
    r"|recommander(?: cet article)?|plan du site|suivre la vie du site|navigation|haut de page|retour"
    r")\s*:?"
)
_FEET = re.compile(
    r"(?:ce )?(?:site|page)s? (?:est )?(?:realise|utilis|cree|propulse|fait|motorise|gere|concu|developpe|powered).*\bspip\b"
    r"|(?:realise|propulse|powered) (?:sous|par|avec|by) spip|mentions legales|copyright|©|tous droits|webmaster"
    r"|\(?c\) \D{0,25}(?:19|20)\d\d\b"
    r"|(?:pour |how to )?cite(?:r cet article|r ce (?:texte|document)|r cette page|r| this article) ?: "
    r"|conception|design et|hebergement|hebergeur|spip \|"
    r"|.*(?: [-|] spip$|squelettes? (?:sous licence|spip)|espace prive \||plan du site \|)"
)
"""How lines at the foot of a page begin; tried at one place, for to look at each takes ten times as long."""
_LONGEST_LINE = 400
"""Characters, blanks of the source among them, of what may be a line of the skin."""
_TO_TOP = re.compile(
    r"(?:(?:retour|aller|remonter)?(?: (?:en|au|vers le))? ?haut(?: de (?:la |cette )?page)?|retour (?:au )?(?:debut|sommaire)"
    r"|(?:back to )?top)"
)
_ANSWERS = re.compile(
    r"(?:vos |\d+ )?(?:commentaires?|messages?|reactions?|comments?|comentarios?|discussions?)(?: \(?\d+\)?)?"
)


@lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """A line as the patterns here expect it: lower case, without accents, blanks folded, without signs at its ends.

    >>> plain(" Répondre à cet article » ")
    'repondre a cet article'
    """
    line = text.lower()
    if not line.isascii():
        # An accent may be a character of its own.
        line = _ACCENTS.replaced(unicodedata.normalize("NFC", text).lower())
    return " ".join(line.split()).strip(" -–:>»|[]()•·")


def leads_to_top(text: str) -> bool:
    """Whether a link within the page only calls back to its beginning.

    >>> leads_to_top("↑ Haut de page"), leads_to_top("Retour en haut"), leads_to_top("Haut de gamme")
    (True, True, False)
    """
    return len(text) < _LONGEST_LINE and _TO_TOP.fullmatch(plain(text).strip("↑▲^ ")) is not None


def is_of_answers(text: str) -> bool:
    """Whether a line heads what readers answer an article.

    >>> is_of_answers("2 Messages"), is_of_answers("Vos commentaires"), is_of_answers("Message du maire")
    (True, True, False)
    """
    return _ANSWERS.fullmatch(plain(text)) is not None


def is_end(text: str) -> bool:
    """Whether a line is a heading of what follows an article, or stands at a page's foot.

    >>> is_end("Vous aimerez aussi"), is_end("Autres articles :"), is_end("Les autres articles du traité")
    (True, True, False)
    >>> is_end("(c) Le Journal 2010"), is_end("c) Les carrières anciennes")
    (True, False)
    >>> is_end("Mots clés associés :"), is_end("212 signatures"), is_end("Les signatures du traité")
    (True, True, False)
    >>> is_end("Pour citer : Observatoire, fiche n° 14, 2015."), is_end("Pour citer un exemple : la fiche n° 14.")
    (True, False)
    """
    if len(text) > _LONGEST_LINE:
        return False
    line = plain(text)
    return (len(line) < 60 and _ENDS.fullmatch(line) is not None) or (len(line) < 200 and _FEET.match(line) is not None)
