"""Pages that stand whatever is in the archive: about, accessibility, legal notice, withdrawal, data; their words are in templates."""

import sqlite3
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from attachments.document import HELD
from publication.site.home import SITES
from publication.site.page import Asked, Page
from publication.site.sections import SITES as NAMES
from publication.site.tally import totals
from publication.site.wording import DOORS, REASONS, typeset

LICENCES = "SELECT title, publisher, licence, licence_url FROM sites ORDER BY title, id"
GAPS = "SELECT count(*) FROM (SELECT 1 FROM gaps LIMIT 10001)"
WITHDRAWN = "SELECT reason, count(*) FROM tombstones GROUP BY reason ORDER BY reason"
SNAPSHOT = "SELECT id, schema, program FROM snapshot"
AN_ARTICLE = "SELECT permalink, substr(published_on, 1, 4) AS year FROM articles ORDER BY id DESC LIMIT 1"

TABLES: Sequence[tuple[str, str]] = (
    ("articles", "les articles, une ligne chacun, avec leur texte et leur provenance"),
    ("sections", "les rubriques et leur place dans l’arborescence"),
    ("files", "les fichiers joints : type, taille, empreinte, état"),
    ("article_files", "quel article annonce quel fichier"),
    ("pictures", "les images qui se trouvent dans le texte des articles"),
    ("file_pages", "le texte des fichiers, page par page"),
    ("file_versions", "ce qui se trouvait à l’adresse de chaque fichier, d’une capture à l’autre"),
    ("article_parts", "les parties des articles que le site découpait en plusieurs pages"),
    ("edits", "les marques retirées ou changées par le nettoyage des textes"),
    ("versions", "ce que les articles disaient avant, d’une capture à l’autre"),
    ("version_captures", "de quelles pages capturées chaque version a été lue, avec leurs empreintes"),
    ("originals", "les pages des articles telles que capturées, assainies et comprimées"),
    ("sites", "les sites d’origine, leurs licences et leurs dates de capture"),
    ("counts", "les nombres par année, mois, rubrique, type, état et nature de lacune"),
    ("gaps", "ce qui manque ou étonne"),
    ("tombstones", "ce qui a été retiré, et pour quelle sorte de raison"),
    ("snapshot", "l’identité de cet instantané"),
    ("vocabulary", "les mots du plein texte, sans accents, et ce que leurs formes ont en commun"),
    ("years", "les lignes de chaque année dans la suite des textes"),
)
"""Every table that Datasette shows, in words."""
QUERIES: Sequence[tuple[str, str, str | None]] = (
    ("recherche", "les 100 textes les plus récents où des mots se trouvent", "mots"),
    ("derniers_articles", "les 50 articles les plus récents", None),
    ("articles_d_une_annee", "les articles d’une année, 500 au plus", "annee"),
    ("fichiers_d_un_article", "les fichiers d’un article", "article"),
    ("articles_par_annee", "le nombre d’articles par année", None),
    ("articles_par_mois", "le nombre d’articles par mois", None),
    ("articles_par_rubrique", "le nombre d’articles par rubrique", None),
    ("tailles_en_desaccord", "les fichiers dont la taille affichée n’est pas la taille réelle", None),
    ("lacunes", "les lacunes, par nature, 500 au plus", None),
)
"""Every canned query: its name, what it gives in words, and what it asks for; None: nothing."""


def about_page(db: sqlite3.Connection, asked: Asked) -> Page:
    """What the archive is and how it is made."""
    states = totals(db, "state")
    return _standing(
        asked,
        "about.html",
        "À propos de cette archive",
        {
            "sites": db.execute(SITES).fetchall(),
            "doors": [(DOORS.get(door, door), number) for door, number in totals(db, "source").items()],
            "held": sum(number for state, number in states.items() if state in HELD),
            "files": sum(states.values()),
            "gaps": db.execute(GAPS).fetchone()[0],
            "withdrawn": [(REASONS.get(reason, reason), number) for reason, number in db.execute(WITHDRAWN)],
        },
    )


def accessibility_page(_db: sqlite3.Connection, asked: Asked) -> Page:
    """The accessibility statement that French law asks for."""
    return _standing(asked, "accessibility.html", "Déclaration d’accessibilité", {})


def legal_page(db: sqlite3.Connection, asked: Asked) -> Page:
    """Who publishes this, under which licences, and what is kept of readers."""
    return _standing(asked, "legal.html", "Mentions légales", {"licences": db.execute(LICENCES).fetchall()})


def withdrawal_page(_db: sqlite3.Connection, asked: Asked) -> Page:
    """How to ask that something is no longer shown."""
    return _standing(asked, "withdrawal.html", "Demander un retrait", {"reasons": list(REASONS.values())})


def data_page(db: sqlite3.Connection, asked: Asked) -> Page:
    """Tables, ready-made queries and worked examples for researchers."""
    article = db.execute(AN_ARTICLE).fetchone()
    return _standing(
        asked,
        "data.html",
        "Données et interface de programmation",
        {
            "facts": db.execute(SNAPSHOT).fetchone(),
            "tables": [(table, typeset(words)) for table, words in TABLES],
            "queries": [(name, words, _example(asks, article)) for name, words, asks in QUERIES],
            "feeds": db.execute(NAMES).fetchall(),
            "permalink": article["permalink"] if article else "site/12",
            "year": (article["year"] if article else None) or "2011",
        },
    )


def _example(asks: str | None, article: sqlite3.Row | None) -> str:
    """A query string with which a canned query gives something; empty where it asks for nothing."""
    if asks is None:
        return ""
    known = {"article": article["permalink"], "annee": article["year"] or ""} if article else {}
    return urlencode({asks: known.get(asks, "associations")})


def _standing(asked: Asked, template: str, title: str, context: Mapping[str, object]) -> Page:
    return Page(template=template, title=title, canonical=asked.path, current=asked.path, context=context)
