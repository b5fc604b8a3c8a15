"""Makes HTML of pages: the frame around them, the templates, their typography; what stands on a page is for its module."""

import hashlib
import sqlite3
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound
from markupsafe import Markup

from publication.site import wording
from publication.site.page import Page

_HERE = Path(__file__).parent
STYLESHEET = (_HERE / "static" / "fonds.css").read_bytes()
"""The one stylesheet."""
ICON = (_HERE / "static" / "fonds.svg").read_bytes()
"""The sign in a browser's tab."""
STYLESHEET_VERSION = hashlib.sha256(STYLESHEET).hexdigest()[:12]
"""Digest that its address carries, so that it may be kept for ever."""

FRAME = """
SELECT (SELECT id FROM snapshot LIMIT 1) AS snapshot, (SELECT program FROM snapshot LIMIT 1) AS program,
       (SELECT count(*) FROM sites) AS number,
       (SELECT title FROM sites LIMIT 1) AS title"""
NAME = "Fonds"
NAVIGATION = (
    ("/rubriques", "Rubriques"),
    ("/chronologie", "Chronologie"),
    ("/fichiers", "Fichiers"),
    ("/recherche", "Recherche"),
    ("/a-propos", "À propos"),
)
"""Entries of the navigation: address and words."""


class _Templates(BaseLoader):
    """The templates, set in French typography when they are loaded, once."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002
        path = _HERE / "templates" / template
        if not path.is_file():
            raise TemplateNotFound(template)
        return wording.typeset(path.read_text(encoding="utf-8")), str(path), lambda: True


@cache
def environment() -> Environment:
    """The one environment of templates: everything is escaped, and an unknown name is an error."""
    made = Environment(
        loader=_Templates(), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters["number"] = wording.number_words
    made.filters["counted"] = wording.counted
    made.filters["day"] = wording.day_words
    made.filters["date"] = wording.date_words
    made.filters["le_or_en"] = wording.le_or_en
    made.filters["host"] = wording.host_of
    made.filters["sanitised"] = Markup  # body_html alone: it was made safe when it was built
    made.globals.update(navigation=NAVIGATION, name=NAME, stylesheet=STYLESHEET_VERSION)
    return made


def render(page: Page, db: sqlite3.Connection | None, origin: str, settings: dict[str, Any]) -> str:
    """HTML of a page in its frame; `origin` is scheme and host. Without `db` (it failed) the frame names no snapshot."""
    facts = None if db is None else db.execute(FRAME).fetchone()
    context = {
        "page": page,
        "origin": origin,
        "settings": {"contact": None, "publisher": None, "host": None, "sql": None} | settings,
        "snapshot": facts["snapshot"] if facts else None,
        "software": facts["program"] if facts else None,
        "is_one_site": facts["number"] == 1 if facts else False,
        "site_title": facts["title"] if facts else None,
        **page.context,
    }
    return environment().get_template(page.template).render(context)
