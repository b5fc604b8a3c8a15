"""Words by which skins name the parts of a page in ids and classes, as data; how they are used is for others.

Seen in reference 2.1, 2.7 and 2.9 and in public skeletons, in lower case.
"""

import re
from functools import lru_cache
from typing import ClassVar

_NUMBER = re.compile(r"\d+")
_BEGINS = re.compile(r"\(\?:\^\|(?:\[\\s_-\]|\\s)\)")
"""How a pattern begins that a name, or a part of it, begins with: `(?:^|[\\s_-])`, `(?:^|\\s)`."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


class Names:
    """What ids and classes are called by. An answer is remembered: all pages of a site have a few hundred names between them."""

    _all: ClassVar[list["Names"]] = []

    def __init__(self, *forms: str) -> None:
        """`forms`: patterns of one another's place."""
        self._forms, self._pattern = forms, re.compile("|".join(forms))
        self._all.append(self)
        self.standing_in.cache_clear()
        self.in_name.cache_clear()
        self._of_any.cache_clear()

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
        if Names._of_any().search(name) is None:
            return ()
        return tuple([names for names in Names._all if names._pattern.search(name) is not None])

    @staticmethod
    @lru_cache(maxsize=1)
    def _of_any() -> re.Pattern[str]:
        """What any of them is in: three names in five are none, and one look tells that in a seventh of the time that all take. Where a
        word may begin is asked once for all words."""
        forms = [form for names in Names._all for form in names._forms]
        first = [_BEGINS.sub("", form, count=1) for form in forms if _BEGINS.match(form)]
        others = [form for form in forms if not _BEGINS.match(form)]
        return re.compile("|".join([rf"(?:^|[\s_-])(?:{'|'.join(first)})", *others]))


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
    r"(?:^|[\s_-])(?:col|colonne|column)[_-]?(?:droite?|gauche|right|left)",
    r"(?:right|left)[_-]?(?:col|column)(?:$|[\s_-])",
    r"(?:^|\s)(?:col_[dg]|droite?|gauche|right|left)(?:$|\s)",
)
"""Columns beside a text, where they do not hold it themselves."""
SPIP = Names(r"(?:^|\s)spip(?:$|\s|_)")
"""What SPIP itself wrote from what an editor typed."""
SPIP_OF_EDITOR = Names(r"(?:^|\s)(?:spip|spip_in|spip_out|spip_url|spip_documents)(?:$|\s)")
"""The same where a name without a part of the skin's tells it: elements, links and files of a text."""
SPIP_MODEL = Names(r"(?:^|\s)spip_documents?(?:$|[\s_])")
"""Pictures and files that an editor put into a text."""

PAGE_KINDS = _words(
    """sommaire article rubrique breve mot auteur site plan recherche forum login 404 inscription identifiants spip_pass
    nouveautes agenda evenement contact document"""
)
"""What SPIP, and plugins that many have, call their kinds of pages; what another (`page_fiche`) shows, only its site knows."""
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
TITLE = Names(
    r"(?:^|[\s_-])(?:titre|title|titulo|titol|headline)", r"titre(?:$|[\s\d_-])|(?:title|heading)(?:$|[\s_-])"
)
ARTICLE_TITLE = Names(
    r"(?:^|[\s_-])(?:titre|title|titulo|titolo?)[_-]?(?:article|art|articulo|articolo|artigo|texte|page|news)(?:$|[\s_-])",
    r"(?:^|[\s_-])(?:article|art|news|post|entry|page|imprimer)[_-]{1,2}(?:titre|title)(?:$|[\s_-])",
)
"""Names that can only mean the title of the article itself."""
HEADER = Names(
    r"(?:^|[\s_-])(?:(?:entete|header)(?![_-]?(?:article|news|post|entry))|bandeau|banner|logo|masthead|site-?title|site-?name|nom_?(?:du_?)?site|haut|slogan)",
    r"(?:^|\s)(?:page[_-]?)?top(?:$|[\s\d_-]|bar|head|menu|nav)",
)
"""Where the site's own name stands."""
SITE_NAME = Names(r"(?:^|[\s_-])(?:logo|site-?(?:title|name)|nom_?(?:du_?)?site|brand)(?:$|[\s_-])")
"""Links that say the site's name, wherever they lead."""
BESIDE_TITLE = Names(
    r"(?:^|[\s_-])(?:date|publi|lang|trad|meta|info|stitre|soustitre|sous-titre|surtitre|auteur|author|edit|admin|tooltip|time|ancre)"
)
"""What skins put into a heading beside the title."""
LARGE_TYPE = Names(
    r"(?:^|\s)(?:h0|display-\d|large|big|huge|fs-\d|text-(?:lg|xl|\dxl)|(?:font|txt|texte?)-(?:large|big|grande?))(?:$|\s)"
)
"""Type above that of a text, as frameworks call it (`h0`: all numbers stand as 0); skins print titles so that are no headings."""
SURTITLE = Names(r"(?:^|[\s_-])sur[_-]?tit(?:re|le)(?:$|[\s_-])")
SUBTITLE = Names(r"(?:^|[\s_-])(?:sous|sub|sotto)[_-]?tit(?:re|le|ulo|olo?)(?:[_-]?art\w*)?(?:$|[\s_-])")
"""Lines above and below a title; the site's own name may have such lines too."""
TRAIL = Names(
    r"ariane|filari|breadcrumb|arborescence|miettes",
    r"(?:^|[\s_-])(?:crumbs?|chemin|caminho|camino|hierarchie|arbo|parcours|localisation|position(?!-(?:relative|absolute|fixed|static|sticky))|navpath|path|pathway|where"
    r"|vous_?etes|(?<!forum[_-])fil|trail)(?:$|[\s\d_-])",
)
"""Where a breadcrumb stands; `forum-fil` is a thread of messages."""
DATE = Names(
    r"(?:^|[\s_-])(?:dates?|dateart|publi|publication|infos?|meta|metadata|metadonn?ee?s?|time|timestamp|auteur|author|autore?|fecha|byline|signature|cartouche"
    r"|posted|(?:data|datum)(?:$|\s))",
    r"date(?:$|[\s_-])|published|publi(?:$|[\s_-])",
)
CHANGES = Names(r"(?:^|[\s_-])(?:maj|mise_?a_?jour|modif\w*|updated)(?:$|[\s_-])")
"""Where the day of the last change stands."""
EVENTS = _any_word("agenda events? evenements? evts? calendrier calendar rendez-?vous programme horaires?")
"""Where dates of events stand."""
EVENT_FACTS = _any_word("lieux? venue location prix tarifs? price")
"""Where skins print what events have beside their date."""
COMMENTS = _any_word("comments? commentaires? discussions? forums? messages? reponses? reactions?")
"""Where readers answer."""
FILES = Names(
    r"(?:^|[\s_-])(?:documents?|docs?|doc-?joints?|docjoints|docl?s?lies|docs?lies|affdoc\w*|pieces?|pieces?-?jointes?|telecharg\w*|fichiers?|downloads?|attach\w*|pj|annexes?"
    r"|spip_doc\w*|spip_documents?|document\w*pdf)(?:$|[\s\d_-])",
    r"(?:^|\s)documents?_",
)
"""Where skins list the files of an article."""
SHORTCUTS = _any_word(
    r"raccourcis? utiles? liens acces-?rapides? kit boite-?outils documents-?utiles publications-?recentes"
)
