"""Takes what is public of one archive into a snapshot: rows, proof, gaps and bytes; the file around them is for snapshot."""

import hashlib
import sqlite3

from archive.ledger import Ledger
from attachments.inner_places import without_inner_places
from attachments.place import without_place
from publication import selection
from publication.gaps import GAP, gaps_of
from publication.keys import public_key
from publication.masking import masked, note_addresses
from publication.proof import take_proof
from publication.withholding import hidden_of, withhold_links
from sites.errors import Damage
from sites.site import Site


class Attached:
    """One archive.db as `archive`, open for reading only, for the length of a block: all that is read in it is of one
    moment. What is withdrawn or built meanwhile is in the next snapshot, wholly."""

    def __init__(self, db: sqlite3.Connection, ledger: Ledger):
        self._db = db
        self._address = (ledger.folder / "archive.db").absolute().as_uri() + "?mode=ro"

    def __enter__(self) -> None:
        self._db.execute("ATTACH DATABASE ? AS archive", (self._address,))
        self._db.execute("BEGIN")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._db.execute("COMMIT" if kind is None else "ROLLBACK")
        self._db.execute("DETACH DATABASE archive")


def take_site(db: sqlite3.Connection, site: Site, ledger: Ledger) -> bool:
    """Take what is public of an attached site; whether something is withdrawn of it, so that rows were changed."""
    here = {"site": site.name}
    facts = {
        "title": site.title,
        "host": site.hosts[0],
        "publisher": site.publisher,
        "successor": site.successor,
        "licence": site.licence,
        "licence_url": site.licence_url,
    }
    addressed = note_addresses(db)
    db.execute(masked(db, selection.SITE), here | facts)
    db.execute(masked(db, selection.SECTIONS), here)
    db.execute(masked(db, selection.ARTICLES, noting=True), here)
    for statement in (
        selection.FILES,
        selection.ARTICLE_FILES,
        selection.ARTICLE_PARTS,
        selection.PICTURES,
        selection.FILE_VERSIONS,
        selection.FILE_PAGES,
    ):
        db.execute(masked(db, statement), here)
    db.execute(selection.THUMBNAILS, here)
    hidden = hidden_of(db, site)
    withhold_links(db, site, hidden)
    lost = take_proof(db, site, ledger, hidden, addressed)
    stones = [
        (site.name, public_key(identity), day, reason)
        for identity, day, reason in db.execute(selection.WITHDRAWALS, here)
    ]
    db.executemany(masked(db, selection.TOMBSTONE), stones)
    first = 1 + int(db.execute("SELECT count(*) FROM gaps").fetchone()[0])
    gaps = [(number, site.name, *gap) for number, gap in enumerate(gaps_of(db, site, hidden, lost), start=first)]
    db.executemany(masked(db, GAP), gaps)
    return bool(hidden.names)


def take_bytes(db: sqlite3.Connection, site: Site, ledger: Ledger) -> dict[str, str]:
    """The bytes of the files of a site; those that are damaged by now, or may tell a place, are left out, and the file page says so.
    Gives what is wrong with the damaged ones, by digest of their content."""
    damaged = {}
    for sha256, capture_id, media_type, is_placed in db.execute(
        selection.HELD_CONTENTS, {"site": site.name}
    ).fetchall():
        (stored,) = ledger.captures_between(capture_id, capture_id)
        try:
            payload = ledger.read_capture(stored).payload
        except Damage as error:
            damaged[sha256] = f"{stored.url}: {error}"
            continue
        is_picture = media_type.startswith("image/")
        shown = without_place(payload) if is_picture else without_inner_places(payload, media_type)
        if shown is None or (is_placed and shown is payload):
            continue  # a place that could not be taken out was seen in it, or nobody can see whether there is one
        digest = None if shown is payload else hashlib.sha256(shown).hexdigest()
        db.execute(selection.FILE_BYTES, (sha256, shown, digest))
    return damaged
