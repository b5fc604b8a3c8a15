"""What is missing or odd, in French: a name for each kind of gap, and what its message says; what is not known here stays as it is."""

import re
from collections.abc import Callable
from typing import NamedTuple

from publication.site.file_words import stated_words
from publication.site.wording import counted, typeset

KINDS: dict[str, str] = {
    # files
    "file-truncated": "Fichier dont la fin manque",
    "file-protected": "Fichier qui demande un mot de passe",
    "file-corrupt": "Fichier abîmé",
    "file-empty": "Fichier vide",
    "file-not-the-file": "Une page à la place du fichier",
    "file-missing": "Fichier que le serveur n’avait plus",
    "file-failed": "Fichier que le serveur n’a pas donné",
    "file-not-asked": "Fichier qui n’a pas été demandé",
    "size-differs": "Taille annoncée qui n’est pas celle du fichier",
    "mislabelled-file": "Fichier d’une autre nature que ne le dit son nom",
    "truncated": "Réponse coupée",
    "timeout-file": "Fichier dont la lecture a été trop longue",
    "memory-file": "Fichier dont la lecture a demandé trop de mémoire",
    "crash-file": "Fichier dont la lecture a échoué",
    # pages that did not come
    "http-status": "Page que le serveur n’a pas donnée",
    "soft-404": "La page d’accueil à la place de la page",
    "home-instead": "La page d’accueil à la place de l’article",
    "soft-not-found": "Page qui se dit introuvable",
    "site-closed": "Site fermé au moment de la copie",
    "login-page": "Page qui demande un mot de passe",
    "refused": "Page qui se dit réservée",
    "host-closed": "Serveur laissé de côté",
    "no-http-answer": "Réponse qui n’en est pas une",
    "redirect-nowhere": "Redirection qui ne mène nulle part",
    "redirect-to-itself": "Redirection qui mène à elle-même",
    "redirect-too-long": "Suite de redirections sans fin",
    "trap": "Adresses sans fin, laissées de côté",
    "no-good-memento": "Aucune bonne copie dans le service d’archives",
    "index-line": "Lignes illisibles dans l’index du service d’archives",
    "index-loop": "Index du service d’archives qui tourne en rond",
    "callback-failed": "Réponse que le logiciel n’a pas su traiter",
    "body-coding": "Réponse mal codée",
    # what Scrapy calls so
    "ResponseDataLossError": "Réponse interrompue avant sa fin",
    "DownloadFailedError": "Réponse interrompue",
    "DownloadTimeoutError": "Réponse trop lente",
    "DownloadConnectionRefusedError": "Connexion refusée",
    "CannotResolveHostError": "Nom de serveur introuvable",
    "UnsupportedURLSchemeError": "Adresse d’un genre qui ne se demande pas",
    "no-answer-yet": "Page pas encore demandée",
    # pages that were read
    "selector-count": "Page d’une autre forme qu’attendu",
    "category-pattern": "Ligne de rubrique d’une autre forme qu’attendu",
    "missing-part": "Article dont une partie manque",
    "no-title": "Article sans titre",
    "empty-article": "Article sans texte",
    "several-articles": "Plusieurs articles sur une page",
    "impossible-date": "Date qui n’existe pas",
    "wrong-base": "Page dont les liens partent d’une adresse fausse",
    "address-taken": "Adresse que se donnent deux articles",
    "section-cycle": "Rubrique qui se contient elle-même",
    "page-too-large": "Page trop grande",
    "page-cut": "Page coupée",
    "empty-page": "Page vide",
    "binary-page": "Page qui n’est pas du texte",
    "no-html": "Page sans HTML",
    "frameset": "Page faite de cadres",
    "gzip-page": "Page gardée comprimée",
    "php-noise": "Message d’erreur du serveur dans la page",
    "row-refused": "Page lue que la base a refusée",
    "reader-failed": "Page que le logiciel n’a pas su lire",
    "damaged-capture": "Copie abîmée",
    "original-unreadable": "Page d’origine qui n’est pas montrée",
    # what came in archive files
    "damaged-file": "Fichier d’archive abîmé",
    "not-an-archive": "Fichier qui n’est pas une archive",
    "record-type-not-read": "Enregistrements qui ne sont pas lus",
    "open-revisit": "Copie qui renvoie à une autre, absente",
    "digest-mismatch": "Copie qui n’a pas l’empreinte annoncée",
    "payload-digest": "Contenu qui n’a pas l’empreinte annoncée",
    "unusable-record": "Enregistrement inutilisable",
    "long-record": "Enregistrement trop long, lu en partie",
    "no-address": "Fichier sans adresse",
}
"""Kinds of gaps in words."""

_TAG = re.compile(r"</?[a-z][^>]*>", re.IGNORECASE)
_QUOTES = "'\""
_SAYINGS: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"the bytes of the file are held, but its end is missing", "Le fichier est conservé, mais sa fin manque."),
    (r"the bytes of the file are held, but it wants a password", "Le fichier est conservé, mais demande un mot de passe."),
    (r"the bytes of the file are held, but it is broken", "Le fichier est conservé, mais il est abîmé."),
    (r"not held: the server sent no bytes for the file", "Non conservé : le serveur n’a envoyé aucun octet."),
    (r"not held: the server sent a web page in place of the file", "Non conservé : le serveur a envoyé une page à sa place."),
    (r"not held: the server no longer had the file", "Non conservé : le serveur ne l’avait plus."),
    (r"not held: the server did not give the file", "Non conservé : le serveur ne l’a pas donné."),
    (r"not held: the file was not asked for", "Non conservé : il n’a pas été demandé."),
    (
        r"the site stated (?P<a>.+), the file has (?P<b>\d+) bytes",
        lambda m: f"Le site annonçait {stated_words(m['a'])}, le fichier a {counted(int(m['b']), 'octet')}.",
    ),
    (
        r"its name says (?P<a>\S+)(?:, the server (?P<b>\S+))?, its content (?P<c>\S+)",
        lambda m: f"Son nom dit {_none(m['a'])}"
        + (f", le serveur {_none(m['b'])}" if m["b"] else "")
        + f", son contenu {m['c']}.",
    ),
    (
        r"only (?P<a>\d+) bytes came, less than announced \(.*\)",
        lambda m: f"{counted(int(m['a']), 'octet reçu', 'octets reçus')}, moins qu’annoncé.",
    ),
    (r"the server answered (?P<a>\d+)", r"Le serveur a répondu \g<a>."),
    (r"\S+ answered (?P<a>\d+); attempts: (?P<b>\d+)", r"Le serveur a répondu \g<a> ; essais : \g<b>."),
    (r"\S+ gives the home page; attempts: (?P<a>\d+)", r"Le serveur donne la page d’accueil ; essais : \g<a>."),
    (r"\S+ had no whole answer: .*; attempts: (?P<a>\d+)", r"Aucune réponse entière ; essais : \g<a>."),
    (r"\S+ is left alone in this run: .*", "Le serveur ne répondait plus : rien d’autre ne lui a été demandé cette fois-là."),
    (r"no title was found; the address stands for it", "Aucun titre n’a été trouvé : l’adresse en tient lieu."),
    (r"the page has a title but no content", "La page a un titre, mais aucun contenu."),
    (r"the page says it is missing, the status says it is there", "La page se dit introuvable, le serveur dit qu’elle est là."),
    (r"the address of an article answers with the home page", "À l’adresse d’un article répond la page d’accueil."),
    (r"the page asks for a login", "La page demande de s’identifier."),
    (r"SPIP shows a notice instead of the page: '(?P<a>.+)'", r"SPIP affiche un avis à la place de la page : « \g<a> »."),
    (
        r"a message of PHP stands on the page: (?P<a>.+)",
        lambda m: f"Un message de PHP se trouve sur la page : « {_TAG.sub('', m['a']).strip(_QUOTES)} ».",
    ),
    (r"the answer to a page is no text", "La réponse n’est pas du texte."),
    (
        r"of (?P<a>\d+) parts (?P<b>[\d, -]+) (?:is|are) not held; the text is that of (?P<c>[\d, -]+)",
        r"Sur \g<a> parties, il manque : \g<b>. Le texte est celui de : \g<c>.",
    ),
    (
        r"selector .* found (?P<a>\d+) elements, expected (?P<b>\d+) to (?P<c>\d+|any number), on \S+",
        lambda m: f"{counted(int(m['a']), 'élément trouvé', 'éléments trouvés')} au lieu de {m['b']}"
        + (" au moins." if m["c"] == "any number" else f" à {m['c']}."),
    ),
    (
        r"the page gives a day of publication that cannot be: (?P<a>.+)",
        r"La page donne un jour de publication qui n’existe pas : \g<a>.",
    ),
    (
        r"the captured page names something withdrawn and could not be read again without it, so it is not shown",
        "La page d’origine nomme une chose retirée et n’a pu être relue sans elle.",
    ),
)  # fmt: skip
_BEHIND = re.compile(r"(?P<told>(?:the bytes of the file|not held:).*?) \((?P<more>.*)\)", re.DOTALL)


class Told(NamedTuple):
    """What a message says."""

    french: str
    """In French; empty: no word of it is known here."""
    rest: str
    """What is not French, as it was noted; empty: nothing is left."""


def kind_words(kind: str) -> str | None:
    """A kind of gap in words; None: it is not known here, and goes by its name."""
    return KINDS.get(kind) or (f"Le serveur a répondu {kind[5:]}" if re.fullmatch(r"http-\d{3}", kind) else None)


def told(message: str) -> Told:
    """A message in French as far as it is known; what was met behind it stands in its own words.

    >>> told("not held: the server no longer had the file (http://x/a.pdf answered 404; attempts: 1)").rest
    ''
    >>> told("what nobody foresaw")
    Told(french='', rest='what nobody foresaw')
    """
    found = _BEHIND.fullmatch(message)
    parts = (found["told"], found["more"]) if found else (message,)
    known = [(part, _said(part)) for part in parts]
    return Told(" ".join(words for _, words in known if words), " ".join(part for part, words in known if not words))


def _said(message: str) -> str:
    for pattern, words in _SAYINGS:
        if (found := re.fullmatch(pattern, message, re.DOTALL)) is not None:
            return typeset(words(found) if callable(words) else found.expand(words))
    return ""


def _none(word: str) -> str:
    return "rien" if word == "nothing" else word


STAGES = {
    "fetch": "collecte",
    "import": "reprise",
    "read": "lecture",
    "attachment": "fichier",
    "original": "page d’origine",
}
"""Where on the road it was met."""
