"""The pages for what is not there, was asked wrongly, took too long or broke: in French, with what to do next."""

import sqlite3

from publication.site.page import Absent, Page
from publication.site.wording import typeset

_TOO_LONG = "interrupted"
_TOO_LONG_TITLE = "SQL Interrupted"
_SENTENCES = {
    400: ("Demande mal formée", "Cette adresse contient quelque chose que le site ne comprend pas."),
    403: ("Accès fermé", "Cette partie des données n’est pas ouverte."),
    404: ("Page introuvable", "Cette archive n’a pas de page à cette adresse."),
    500: ("Erreur du site", "La page n’a pas pu être préparée. L’erreur est de notre côté ; elle a été notée."),
    503: ("Réponse trop longue", "La réponse demandait trop de temps et a été arrêtée. Une demande plus étroite aboutira."),
}  # fmt: skip


def absent_page(absent: Absent) -> Page:
    """The page for an address at which nothing is."""
    return _page(404, typeset(absent.sentence))


def busy_page() -> Page:
    """The page for a download when as many as may go on do so already."""
    return _page(
        503, "D’autres téléchargements sont en cours. Redemandez celui-ci dans une demi-minute.", "Site occupé"
    )


def is_too_long(exception: BaseException) -> bool:
    """Whether a question was stopped because it took too long."""
    is_stopped = isinstance(exception, sqlite3.OperationalError) and str(exception) == _TOO_LONG
    # Datasette tells it so of its own tables and queries.
    return is_stopped or getattr(exception, "title", None) == _TOO_LONG_TITLE


def failed_page(exception: BaseException, status: int | None = None) -> Page:
    """The page for an exception, with the status given, else its own where that is told here, else 500. Its words are never shown."""
    if is_too_long(exception):
        return _page(503)
    status = status or getattr(exception, "status", None)
    return _page(status if status in _SENTENCES else 500)


def _page(status: int, sentence: str | None = None, heading: str | None = None) -> Page:
    title, usual = _SENTENCES[status]
    return Page(
        template="failure.html",
        title=heading or title,
        status=status,
        is_indexed=False,
        context={"sentence": sentence or typeset(usual)},
    )
