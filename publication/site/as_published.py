"""The text of an article as it was published, with the marks that the cleaners took out of it shown."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from articles.article import Edit
from publication.permalink import page_address
from publication.site.citation import ABSENT
from publication.site.gone import gone_or_absent
from publication.site.page import Answer, Asked, Page

ARTICLE = """
SELECT a.id, a.permalink, a.title, a.language, a.surtitle, a.subtitle, a.lead, a.body_text AS body, a.postscript, a.category,
       a.author, a.online_text AS online
FROM articles AS a WHERE a.permalink = ?"""
EDITS = "SELECT field, cleaner, start, raw, replacement FROM edits WHERE article_id = ? ORDER BY position LIMIT 5001"

FIELDS = {
    "surtitle": "Surtitre",
    "title": "Titre",
    "subtitle": "Sous-titre",
    "author": "Auteur",
    "category": "Catégorie",
    "lead": "Chapeau",
    "body": "Texte",
    "postscript": "Post-scriptum",
    "online": "Voir en ligne",
}
"""Fields whose text is shown whole, in order, with their names."""
_MOST = 5000


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of a text as published."""

    text: str
    """The words."""
    cleaner: str | None = None
    """What took them out; None: they stand in the clean text too."""
    replacement: str = ""
    """What stands in their place in the clean text; empty: nothing."""


def published_page(db: sqlite3.Connection, asked: Asked) -> Answer:
    """Each field that was cleaned, as it was published, removed marks shown."""
    article = db.execute(ARTICLE, (asked.named["permalink"],)).fetchone()
    if article is None:
        return gone_or_absent(db, "article", asked.named["permalink"], ABSENT)
    rows = db.execute(EDITS, (article["id"],)).fetchall()
    edits = [Edit(*row) for row in rows[:_MOST]] if len(rows) <= _MOST else []
    by_field = {
        name: list(group) for name, group in groupby(sorted(edits, key=lambda e: e.field), key=lambda e: e.field)
    }
    shown, others = [], []
    for name, found in by_field.items():
        marked = marked_text(article[name], found) if name in FIELDS and article[name] is not None else None
        if marked is None:
            others += found
        else:
            shown.append((list(FIELDS).index(name), FIELDS[name], marked))
    address = page_address("article", article["permalink"])
    return Page(
        template="published.html",
        title=f"{article['title']} : texte tel que publié",
        canonical=f"{address}/publie",
        is_indexed=False,
        context={
            "article": article,
            "address": address,
            "fields": [(words, marked) for _, words, marked in sorted(shown, key=lambda one: one[0])],
            "others": others,
            "is_too_much": len(rows) > _MOST,
        },
    )


def marked_text(clean: str, edits: Sequence[Edit]) -> tuple[Stretch, ...] | None:
    """The text as published, in stretches; None where these edits do not fit the text.

    >>> edits = [Edit("title", "colours", 0, "[rouge]", ""), Edit("title", "case", 6, "VIF", "vif")]
    >>> [(one.text, one.cleaner, one.replacement) for one in marked_text("Titre vif", edits) or ()]
    [('[rouge]', 'colours', ''), ('Titre ', None, ''), ('VIF', 'case', 'vif')]
    """
    stretches = [Stretch(clean)]
    for edit in reversed(edits):
        before, rest = _cut(stretches, edit.start)
        taken, after = _cut(rest, len(edit.replacement))
        if "".join(one.text for one in taken) != edit.replacement:
            return None
        stretches = [*before, Stretch(edit.raw, edit.cleaner, edit.replacement), *after]
    return tuple(one for one in stretches if one.text or one.replacement)


def _cut(stretches: Sequence[Stretch], length: int) -> tuple[list[Stretch], list[Stretch]]:
    """Stretches up to so many characters, and the rest; one that stands across is told apart."""
    before: list[Stretch] = []
    for number, one in enumerate(stretches):
        if length == 0 or len(one.text) > length:
            if length == 0:
                return before, list(stretches[number:])
            head, tail = (
                Stretch(one.text[:length], one.cleaner, ""),
                Stretch(one.text[length:], one.cleaner, one.replacement),
            )
            return [*before, head], [tail, *stretches[number + 1 :]]
        before.append(one)
        length -= len(one.text)
    return before, []
