"""The lasting name of a thing on the public site, made of its site and its identity key, never of a row number."""

import hashlib
import re
import sqlite3
import unicodedata
from typing import Literal
from urllib.parse import quote

Kind = Literal["article", "section", "file"]

FOLDERS: dict[Kind, str] = {"article": "/a/", "section": "/r/", "file": "/f/"}
"""Where each kind stands on the site."""

KIND_OF: dict[str, Kind] = {"article": "article", "section": "section", "attachment": "file"}
"""Kind of the thing that an identity of this kind stands for; of others there is no page."""
TABLES: dict[Kind, str] = {"article": "articles", "section": "sections", "file": "files"}
"""Table of the snapshot that has a row for each thing of a kind."""
_HELD = "SELECT 1 FROM {} WHERE permalink = ?"
HELD = {kind: _HELD.format(table) for kind, table in TABLES.items()}

# What an address, a proxy or the masking of e-mail addresses would change, or what marks a digest.
_ODD = re.compile(r"""[@＠﹫~#?%\\:<>"|\x00-\x1f\x7f-\x9f]|//|(?:^|/)\.{0,2}(?:/|$)|(?:^|/) | (?:/|$)""")
_LONGEST = 200
_DIGITS = 12
_SLUG = 60


def permalink(site: str, identity: str) -> str:
    """`SITE/` and the name in the key, as it stands; where that cannot stand in an address, words and a digest of the key.

    A name that stands as it is has no `~`, one with a digest has; so no two keys of one kind share a permalink.

    >>> permalink("lab", "article/12"), permalink("lab", "article/Un-titre"), permalink("lab", "attachment/pdf/x.pdf")
    ('lab/12', 'lab/Un-titre', 'lab/pdf/x.pdf')
    >>> permalink("lab", "section-path/Sport > Été")
    'lab/sport-ete~ba7752374e4d'
    """
    kind, _, name = identity.partition("/")
    if kind == "section-path" or len(name) > _LONGEST or _ODD.search(name):
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        words = re.sub(r"[^a-z0-9]+", "-", plain)[:_SLUG].strip("-")
        name = f"{words}~{hashlib.sha256(identity.encode('utf-8', 'surrogatepass')).hexdigest()[:_DIGITS]}"
    return f"{site}/{name}"


def page_held(db: sqlite3.Connection, kind: Kind, permanent: str) -> str | None:
    """Address of the page of the thing with this permalink; None: the snapshot has no such thing."""
    row = db.execute(HELD[kind], (permanent,)).fetchone()
    return None if row is None else page_address(kind, permanent)


def page_address(kind: Kind, permanent: str) -> str:
    """Address of the page of a thing on the site, from its root, percent-encoded.

    >>> page_address("article", "lab/Été & moi")
    '/a/lab/%C3%89t%C3%A9%20%26%20moi'
    """
    return FOLDERS[kind] + quote(permanent, safe="/~,;=!$'()*+")
