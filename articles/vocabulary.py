"""Words by which skins name the parts of a page, and lines that they print: data of the general reading; how it is used is for others.

Seen in reference 2.1, 2.7 and 2.9 and in public skeletons. Names are words of ids and classes in lower case; lines are compared
without accents, see `plain`.
"""

import re
from functools import lru_cache
from typing import ClassVar

_NUMBER = re.compile(r"\d+")
_NO_ACCENTS = str.maketrans("àâäáãéèêëíìîïóòôöõúùûüçñ’", "aaaaaeeeeiiiiooooouuuucn'")


@lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """A line as the patterns here expect it: lower case, without accents, blanks folded, without signs at its ends.

    >>> plain(" Répondre à cet article » ")
    'repondre a cet article'
    """
    return " ".join(text.lower().translate(_NO_ACCENTS).split()).strip(" -–:>»|[]()•·")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


class Names:
    """What ids and classes are called by. An answer is remembered: all pages of a site have a few hundred names between them."""

    _all: ClassVar[list["Names"]] = []

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern)
        self._all.append(self)
        self.standing_in.cache_clear()
        self.in_name.cache_clear()

    def stand_in(self, called: str) -> bool:
        """Whether ids and classes, as `names_of` gives them, hold one of these names."""
        return self in self.standing_in(called)

    @staticmethod
    @lru_cache(maxsize=8192)
    def standing_in(called: str) -> frozenset["Names"]:
        """All that ids and classes hold names of."""
        return frozenset().union(*map(Names.in_name, _NUMBER.sub("0", called).split()))

    @staticmethod
    @lru_cache(maxsize=8192)
    def in_name(name: str) -> tuple["Names", ...]:
        """All that one id or class holds names of, its numbers written `0`: no pattern reaches beyond a blank or asks which number it
        is, and `article-titre-12` is one of thousands."""
        return tuple([names for names in Names._all if names._pattern.search(name) is not None])


def _any_word(words: str) -> Names:
    """One of the words as a whole part of an id or class (`menu` in `menu-haut`, not in `menuiserie`)."""
    return Names(rf"(?:^|[\s_-])(?:{'|'.join(words.split())})(?:$|[\s\d_-])")


FRAME_TAGS = frozenset({"aside", "nav", "footer"})
FRAME_ROLES = frozenset({"navigation", "contentinfo", "search", "complementary", "banner"})
FRAME_NAMES = _words(
    """nav navigation navbar navbars menu menus sidebar sidebars aside extra footer foot pied pieds bas basdepage entete bandeau
    banner comment comments commentaire commentaires forum forums message messages breves agenda calendrier related
    similaires similar share sharing partage partager social socials reseaux newsletter recherche search login cookie cookies
    publicite pub pubs ads widget widgets tagcloud nuage petition"""
)
"""What surely frames an article, or follows it."""
HEAD_NAMES = _words("entete bandeau banner")
"""Those that an article may have of its own."""
ARTICLE_WORDS = _words("article news post entry")
LAYOUT_NAMES = _words("with has no avec sans hide without")
"""Words before them by which a name tells how the page around is laid out."""
SIDE = Names(
    r"(?:^|[\s_-])(?:col|colonne|column)[_-]?(?:droite?|gauche|right|left)|(?:right|left)[_-]?(?:col|column)(?:$|[\s_-])"
    r"|(?:^|\s)(?:col_[dg]|droite?|gauche|right|left)(?:$|\s)"
)
"""Columns beside a text, where they do not hold it themselves."""

PAGE_KINDS = _words(
    """sommaire article rubrique breve mot auteur site plan recherche forum login 404 inscription identifiants spip_pass
    nouveautes agenda evenement contact document"""
)
"""What SPIP, and plugins that many have, call their kinds of pages; of another (`page_fiche`) a site alone knows what it shows."""

NOISE = _any_word(
    r"""share sharing partager? partages addthis addtoany socials? reseaux comments? commentaires? forums? reponses? related
    similaires? connexes? voir-?aussi liens?-?connexes tags? tagcloud mots?-?cles? motscles keywords navigation nav prevnext
    precedent suivant toc pagination outils toolbar boutons? imprimer
    (?<!\bd-)(?<!hidden-)(?<!visible-)print recommander envoyer enviar newsletter petition signatures
    post-?scriptum breadcrumb ariane traductions? formulaire postmeta licence cartouche auteurs? authors? byline infos?-?publi hyperlien
    agrandir dons? donner donate donations?
    legendes? captions? credits? skip evitement modal popup cookie colophon recherche search login notice-?auteur bio bio-?auteur"""
)
"""What stands inside the block of a text without being of it. Bootstrap's `d-print-block` and `hidden-print` tell how anything is
printed."""
NO_NOISE = _any_word(
    r"spip_documents? spip_doc\w* documents_joints texte chapo entry-content content contenu spip_document_\d+"
)
"""What is content even where its name holds a word of `NOISE`."""
AUTHOR = _any_word("auteurs? authors? byline signature")
"""Who wrote an article."""
ALERT = _any_word("alerte? warning flash")
"""What a site tells on every page."""
CONTACT = _any_word("contacts?")
"""Whom to ask, in a block of the skin's below a text."""
CONTACT_HEADING = re.compile(r"(?:votre |vos |nous )?contact(?:s|ez-nous|er)?(?: :)?")
CAPTION = _any_word("legendes? captions? credits?")
"""Words under a picture."""
BESIDE_TEXT = _any_word(
    r"""lettrines? drop-?caps? first premiere? align(?!-(?:items|self|content))\w* left right
    (?<!content-)(?<!items-)(?<!self-)(?<!-(?:sm|md|lg|xl)-)center\w* centre justif(?!y-(?:items|self|content))\w* rte\w* exergues?
    citations? quotes?
    epigraphes? dedicaces? encadres? encarts? box photos? images? illustrations? visuels? vignettes?
    bio biographie avertissements? evenements? events?"""
)
"""What begins a text, or stands beside its beginning, and is no lead: how a paragraph is set, a quotation, a box. Bootstrap's
`justify-content-center` and `align-items-center` tell how a row of its grid is."""

TEXT = Names(r"(?:^|[\s_-])(?:texte?|text|txt|corps|body|contenu|content|papier|fulltext)(?:$|[\s_-])")
"""Names of a block of text; too common to be asked for first."""
TEXT_PART = _any_word("texte?")
"""A block of paragraphs, as builders of pages call it (`texte-libre`, `bloc-texte`)."""
BEHIND_TEXT = _any_word("ps notes? forum comments? commentaires?")
"""What is called a text too, and stands behind that of the article (`texte-notes`)."""

TITLE = Names(r"(?:^|[\s_-])(?:titre|title|titulo|titol|headline)|titre(?:$|[\s\d_-])|(?:title|heading)(?:$|[\s_-])")
ARTICLE_TITLE = Names(
    r"(?:^|[\s_-])(?:titre|title|titulo|titolo?)[_-]?(?:article|art|articulo|articolo|artigo|texte|page|news)(?:$|[\s_-])"
    r"|(?:^|[\s_-])(?:article|art|news|post|entry|page|imprimer)[_-]{1,2}(?:titre|title)(?:$|[\s_-])"
)
"""Names that can only mean the title of the article itself."""
HEADER = Names(
    r"(?:^|[\s_-])(?:(?:entete|header)(?![_-]?(?:article|news|post|entry))|bandeau|banner|logo|masthead|site-?title|site-?name|nom_?(?:du_?)?site|haut|slogan|top)"
)
"""Where the site's own name stands."""
BESIDE_TITLE = Names(
    r"(?:^|[\s_-])(?:date|publi|lang|trad|meta|info|stitre|soustitre|sous-titre|surtitre|auteur|author|edit|admin|tooltip|time|ancre)"
)
"""What skins put into a heading beside the title."""

SURTITLE = Names(r"(?:^|[\s_-])sur[_-]?tit(?:re|le)(?:$|[\s_-])")
SUBTITLE = Names(r"(?:^|[\s_-])(?:sous|sub|sotto)[_-]?tit(?:re|le|ulo|olo?)(?:[_-]?art\w*)?(?:$|[\s_-])")
"""Lines above and below a title; the site's own name may have such lines too."""

TRAIL = Names(
    r"ariane|filari|breadcrumb|arborescence|miettes|(?:^|[\s_-])(?:crumbs?|chemin|caminho|camino|hierarchie|arbo|parcours|localisation|position|navpath|path|pathway|where"
    r"|vous_?etes|(?<!forum[_-])fil|trail)(?:$|[\s\d_-])"
)
"""Where a breadcrumb stands; `forum-fil` is a thread of messages."""

DATE = Names(
    r"(?:^|[\s_-])(?:dates?|dateart|publi|publication|infos?|meta|metadata|metadonn?ee?s?|time|timestamp|auteur|author|autore?|fecha|byline|signature|cartouche"
    r"|posted|(?:data|datum)(?:$|\s))|date(?:$|[\s_-])|published|publi(?:$|[\s_-])"
)
CHANGES = Names(r"(?:^|[\s_-])(?:maj|mise_?a_?jour|modif\w*|updated)(?:$|[\s_-])")
"""Where the day of the last change stands."""
EVENTS = _any_word("agenda events? evenements? evts? calendrier calendar rendez-?vous programme horaires?")
"""Where dates of events stand."""
EVENT_FACTS = _any_word("lieux? venue location prix tarifs? price")
"""Where skins print what events have beside their date."""
PUBLISHED = re.compile(
    r"publi|mise?s? en ligne|saisie? (?:par|le)\b"
    r"|(?<!de )(?<!la )(?<!un )(?<!le )postee?\b(?! (?:a|de|du|en|vacant)\b| d')"
    r"|en ligne (?:le|depuis)|par(?:u|ution)\b|ecrit le|redig|cree{1,2}s? le|\bdate\s*:|ajoute|published|posted"
    r"|escrito|online since|diffuse|pubblic|veroffentlicht"
)
CHANGED = re.compile(
    r"modif|mise? a jour|actualis|dernier|updated?|\bmaj\b|revis|ac?tualizad|aktualisier|geandert|aggiornat"
)
COMMENTS = _any_word("comments? commentaires? discussions? forums? messages? reponses? reactions?")
"""Where readers answer."""
NO_PUBLICATION = re.compile(
    r"©|copyright|tous droits|all rights|depuis (?:19|20)\d\d|consulte|imprimee? (?:le|depuis)\b|nous sommes|aujourd|capture"
    r"|\bnee?s? (?:a [^.;]{2,30})?le\b|\b(?:decedee?s?|mort|morte|deces) le\b"
    r"|(?<!\d )visit(?!\w* ?: ?\d)|version \d+\.|^agenda"
    r"|\b(?:document|fichier)s? (?:publie|ajoute|mis en ligne)"
    r"|rendez-vous|prochain|horaires?\b|\bsignatures?\b|\d ?(?:h|: ?\d\d)(?: ?\d\d)? ?(?:-|–|a|to) ?\d{1,2} ?[h:]"
)
"""Words beside dates that are none of an article."""
PERIOD = re.compile(
    r"\bdu (?:[a-z]+ )?\d{1,2}(?:er)?\b[^.;]{0,20} au (?:[a-z]+ )?\d{1,2}|\ba (?:partir|compter) du\b|\bjusqu'au\b"
)
"""From one day to another: how long an event lasts."""

FILES = Names(
    r"(?:^|[\s_-])(?:documents?|docs?|doc-?joints?|docjoints|docl?s?lies|docs?lies|affdoc\w*|pieces?|pieces?-?jointes?|telecharg\w*|fichiers?|downloads?|attach\w*|pj|annexes?"
    r"|spip_doc\w*|spip_documents?|document\w*pdf)(?:$|[\s\d_-])|(?:^|\s)documents?_"
)
"""Where skins list the files of an article."""
SHORTCUTS = _any_word(
    r"raccourcis? utiles? liens acces-?rapides? kit boite-?outils documents-?utiles publications-?recentes"
)
FILE_HEADING = re.compile(
    r"documents?\b|pieces? jointes?|fichiers?\b|telecharg|annexes?\b|download|adjuntos?|archivos?\b|descargar?"
    r"|a (?:lire|voir|consulter) en pdf|ressources?\b"
)
"""Headings of such lists."""
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
    r"|documents? joints?|documents? a telecharger|pieces? jointes?|fichiers? (?:joints?|attaches?)|portfolio|(?:a )?(?:voir|lire) aussi"
    r"|voir en ligne|articles? (?:lies|similaires?|recents?|connexes?|les plus recents?)|p\.?-?s\.?|post-scriptum"
    r"|mots?[ -]cles?(?: (?:associe|lie)s)?|documents? (?:associe|lie)s?|adresse de cet article|(?:\d+ )?signatures"
    r"|(?:all (?:the )?versions of this|toutes les versions de cet|todas las versiones de este) arti(?:cle|culo)"
    r"|notes(?: de (?:l'|cet )article| de bas de page)?"
    r"|sur le web|un message, un commentaire ?\?|qui etes-vous ?\?|(?:poster|ajouter) un (?:commentaire|message)|partager(?: cet article)?"
    r"|imprimer(?: cet article)?|version (?:imprimable|a imprimer|pour l'impression)|reagir(?: a cet article)?"
    rf"|{CITING.pattern}"
    r"|vous aimerez (?:aussi|peut-etre(?: aussi)?)|(?:a|pour) (?:lire|voir|decouvrir) (?:egalement|ensuite)|(?:les )?autres articles"
    r"|(?:cela|ceci|ces articles) (?:peut|peuvent|pourrai\w+)(?: aussi)? vous interesser|du meme auteur|dans le meme dossier"
    r"|recommander(?: cet article)?|plan du site|suivre la vie du site|navigation|haut de page|retour"
    r")\s*:?"
)
_FEET = re.compile(
    r"(?:ce )?(?:site|page)s? (?:est )?(?:realise|utilis|cree|propulse|fait|motorise|gere|concu|developpe|powered).*\bspip\b"
    r"|(?:realise|propulse|powered) (?:sous|par|avec|by) spip|mentions legales|copyright|©|tous droits|webmaster"
    r"|\(?c\) \D{0,25}(?:19|20)\d\d\b"
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


def leads_to_top(text: str) -> bool:
    """Whether a link within the page only calls back to its beginning.

    >>> leads_to_top("↑ Haut de page"), leads_to_top("Retour en haut"), leads_to_top("Haut de gamme")
    (True, True, False)
    """
    return len(text) < _LONGEST_LINE and _TO_TOP.fullmatch(plain(text).strip("↑▲^ ")) is not None


_ANSWERS = re.compile(
    r"(?:vos |\d+ )?(?:commentaires?|messages?|reactions?|comments?|comentarios?|discussions?)(?: \(?\d+\)?)?"
)


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
    """
    if len(text) > _LONGEST_LINE:
        return False
    line = plain(text)
    return (len(line) < 60 and _ENDS.fullmatch(line) is not None) or (len(line) < 200 and _FEET.match(line) is not None)
