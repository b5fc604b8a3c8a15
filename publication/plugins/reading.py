"""A Datasette plugin that lets people read: cells that name an archived article link to it, clean HTML is shown as such.

What is shown as HTML was made safe when it was built.
"""

from datasette import hookimpl
from markupsafe import Markup

from publication.permalink import FOLDERS, Kind, page_address

_HTML_COLUMN = "body_html"
_WORDS: dict[Kind, str] = {"article": "Lire l’article archivé", "file": "Voir le fichier archivé"}


@hookimpl
def render_cell(value: object, column: str, table: str | None) -> Markup | None:
    """HTML for the two kinds of cells; None: Datasette shows the cell as it shows all others.

    >>> str(render_cell("/a/lab/Été", "lire", None))
    '<a href="/a/lab/%C3%89t%C3%A9">Lire l’article archivé</a>'
    >>> str(render_cell("<p>Bonjour</p>", "body_html", "articles"))
    '<p>Bonjour</p>'
    >>> render_cell("<p>Bonjour</p>", "body_text", "articles") is None
    True
    """
    if not isinstance(value, str):
        return None
    if table == "articles" and column == _HTML_COLUMN:
        return Markup(value)
    for kind, words in _WORDS.items() if column == "lire" else ():
        if value.startswith(FOLDERS[kind]):
            address = page_address(kind, value.removeprefix(FOLDERS[kind]))
            return Markup('<a href="{}">{}</a>').format(address, words)
    return None
