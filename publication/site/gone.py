"""What stands in place of a thing that was withdrawn: that it was, when, and for what kind of reason."""

import re
import sqlite3

from publication.keys import public_key
from publication.permalink import Kind
from publication.site.page import Absent, Page
from publication.site.wording import NO_BREAK, REASONS, date_words

STONE = "SELECT withdrawn_on, reason FROM tombstones WHERE site_id = ? AND identity = ?"
# A permalink of words and a digest shows the beginning of the digest.
STONE_OF_DIGEST = """
SELECT withdrawn_on, reason FROM tombstones WHERE site_id = ? AND identity >= ? AND identity < ? || 'g' LIMIT 1"""

_DIGESTED = re.compile(r"~([0-9a-f]{12})$")
_NOUNS = {"article": "Article retiré", "section": "Rubrique retirée", "file": "Fichier retiré"}
_KINDS: dict[Kind, str] = {"article": "article", "section": "section", "file": "attachment"}


def gone_or_absent(db: sqlite3.Connection, kind: Kind, permanent: str, sentence: str) -> Page | Absent:
    """The tombstone of the thing with this permalink, or that nothing is there, in this sentence."""
    site, _, name = permanent.partition("/")
    stone = gone_under(db, site, kind, f"{_KINDS[kind]}/{name}")
    digest = _DIGESTED.search(name)
    if stone is None and digest is not None:
        begin = f"{_KINDS[kind]}/sha256-{digest[1]}"
        row = db.execute(STONE_OF_DIGEST, (site, begin, begin)).fetchone()
        stone = None if row is None else _stone_page(kind, row)
    return stone or Absent(sentence)


def gone_under(db: sqlite3.Connection, site: str, kind: Kind, identity: str) -> Page | None:
    """The tombstone of the thing with this key; None: it was not withdrawn."""
    row = db.execute(STONE, (site, public_key(identity))).fetchone()
    return None if row is None else _stone_page(kind, row)


def _stone_page(kind: Kind, row: sqlite3.Row) -> Page:
    date, reason = date_words(row["withdrawn_on"]), REASONS.get(row["reason"], REASONS["other"])
    return Page(
        template="gone.html",
        title=_NOUNS[kind],
        status=410,
        is_indexed=False,
        context={
            "is_file": kind == "file",
            "day": row["withdrawn_on"],
            "date": date,
            "reason": reason,
            "sentence": f"Retiré de la lecture, de la recherche et des données le {date}, motif{NO_BREAK}: {reason}.",
        },
    )
