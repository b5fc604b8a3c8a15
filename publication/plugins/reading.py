"""A Datasette plugin that lets people read: cells that name an archived article link to it, clean HTML is shown as such.

Loaded by path (`--plugins-dir`), so it imports no other room. What is shown as HTML was made safe when it was built.
"""

from datasette import hookimpl
from markupsafe import Markup, escape

_HTML_COLUMN = "body_html"
_ARTICLE_PAGE = "/public/articles/"


@hookimpl
def render_cell(value: object, column: str, table: str | None) -> Markup | None:
    """HTML for the two kinds of cells; None: Datasette shows the cell as it shows all others.

    >>> str(render_cell("/public/articles/12", "lire", None))
    '<a href="/public/articles/12">Lire l’article archivé</a>'
    >>> str(render_cell("<p>Bonjour</p>", "body_html", "articles"))
    '<p>Bonjour</p>'
    >>> render_cell("<p>Bonjour</p>", "body_text", "articles") is None
    True
    """
    if not isinstance(value, str):
        return None
    if table == "articles" and column == _HTML_COLUMN:
        return Markup(value)
    if column == "lire" and value.startswith(_ARTICLE_PAGE) and value.removeprefix(_ARTICLE_PAGE).isdigit():
        return Markup('<a href="{}">Lire l’article archivé</a>').format(escape(value))
    return None
