"""Query parameters of SPIP addresses by what they do; what follows from them is for address, identity and traps."""

import re
import unicodedata
from urllib.parse import unquote_to_bytes

OBJECT_TYPES = frozenset({"article", "rubrique", "breve", "mot", "auteur", "site"})
"""SPIP's words for things with a number of their own (reference: SPIP core ecrire/urls/page.php)."""

ENTRY_SCRIPTS = frozenset({"spip.php", "index.php", "spip.php3", "index.php3", "page.php3"})
"""Scripts that show whatever the query names, and the home page when it names nothing."""

AGENDA = frozenset({"annee", "mois", "jour", "echelle", "partie_cal", "date", "debut_evenements", "archives"})
"""Parameters of calendars: each page links to the day before and the day after, for ever."""

AGENDA_TYPES = frozenset({"jour", "semaine", "mois", "trimestre", "periode"})
"""Values by which `type=` is known as a calendar's; any other `type` is left alone."""

FORM = frozenset({"id_forum", "retour", "url", "redirect", "formulaire_action", "formulaire_action_args"})
"""Parameters that belong to forms: where to go back to, which message is answered."""

_MEANINGLESS = frozenset(
    {
        "phpsessid",  # visit id; SPIP strips it too when it links a page to itself (core ecrire/inc/utils.php, self)
        "recherche",
        "decoupe_recherche",  # words to be highlighted
        "llist_1",
        "llist_2",  # region drop-downs of the DRDJSCS portal, sent along with GET
        "fbclid",
        "gclid",  # trackers
    }
)
_MEANINGLESS_PREFIXES = ("var_", "utm_")  # SPIP's technical parameters; trackers
_SORT = re.compile(r"(?:tri|sens)\w*|par")
_UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def says_nothing(name: str, monolingual: bool) -> bool:
    """Whether a parameter of this name changes nothing of what is shown, so that requests and identity drop it.

    Case is ignored, as SPIP does (reference: SPIP core ecrire/inc/utils.php, self and nettoyer_uri).
    """
    lower = name.lower()
    return lower in _MEANINGLESS or lower.startswith(_MEANINGLESS_PREFIXES) or (monolingual and lower == "lang")


def is_sort(name: str) -> bool:
    """Whether the parameter sorts a list: `par`, `tri<name>`, `sens<name>` (SPIP 3)."""
    return _SORT.fullmatch(name) is not None


def is_agenda(name: str, value: str) -> bool:
    """Whether the parameter belongs to a calendar or an archive by date."""
    return name in AGENDA or (name == "type" and value in AGENDA_TYPES)


def is_list_offset(name: str) -> bool:
    """Whether the parameter is the offset of a list, `debut_<list>` (reference: SPIP core public/criteres.php)."""
    return name.startswith("debut_")


_OF_AN_ARTICLE = frozenset(
    {
        "forum",
        "forums",
        "comments",
        "commentaires",
        "messages",
        "signatures",
        "documents",
        "documents_joints",
        "portfolio",
    }
)


def is_of_an_article(name: str) -> bool:
    """Whether the parameter is the offset of a list that stands on the page of an article: its answers, its files.

    >>> is_of_an_article("debut_signatures"), is_of_an_article("debut_comments-list"), is_of_an_article("debut_articles")
    (True, True, False)
    """
    return re.split(r"[-_]?list|-", name.removeprefix("debut_"))[0] in _OF_AN_ARTICLE


def read_query(query: str) -> tuple[tuple[str, str], ...]:
    """Pairs of a query in its order, percent-decoded once; a bare word such as `article12` has the value ``""``.

    ``+`` stays ``+``: slugs of brief news begin with it, and no parameter that is looked at here holds blanks.
    """
    if not query:
        return ()
    pairs = []
    for piece in query.split("&"):
        name, _, value = piece.partition("=")
        pairs.append((decoded(name), decoded(value)))
    return tuple(pairs)


_OF_A_SECTION = re.compile(r"(article|rubrique|breve)[=-][0-9]{1,18}")
"""A skeleton for one section alone (`article=5`), or for it and those in it (`article-5`), as SPIP has them called."""


def page_name(path: str, parameters: dict[str, str]) -> str | None:
    """Skeleton that an address asks for by name: `page=plan`, or `plan.php3` of SPIP 1.8; None: none is named.

    >>> page_name("/plan.php3", {}), page_name("/article=5.php3", {"id_article": "58"})
    ('plan', 'article')
    """
    named = parameters.get("page")
    if not named:
        script = path.rpartition("/")[2]
        if script in ENTRY_SCRIPTS or not script.endswith((".php", ".php3")):
            return None
        named = script.rpartition(".")[0]
    of_a_section = _OF_A_SECTION.fullmatch(named)
    return of_a_section[1] if of_a_section else named


def decoded(text: str) -> str:
    """The text percent-decoded once and composed (NFC): UTF-8, or Latin-1 where the bytes are not UTF-8.

    Falling back rather than replacing keeps `caf%E9` and `caf%E8` apart. Control characters stay escaped, so that
    the result is one line.
    """
    if "%" not in text and text.isascii() and text.isprintable():
        return text
    if "%" in text:
        octets = unquote_to_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            text = octets.decode("utf-8")
        except UnicodeDecodeError:
            text = octets.decode("latin-1")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return _UNPRINTED.sub(lambda hit: "".join(f"%{byte:02X}" for byte in hit[0].encode()), text)
