"""Says what a snapshot and its metadata leave untold of who published then and who publishes now; pages say the same to readers."""

import contextlib
import json
import sqlite3
from pathlib import Path

_ASKED = ("publisher", "contact", "host")
_UNTOLD = "SELECT id FROM sites WHERE coalesce(publisher, '') = '' ORDER BY id"


def untold_of_publisher(public_db: Path, metadata: Path) -> list[str]:
    """A sentence for each thing that is missing; none: all is told."""
    found = []
    told = json.loads(metadata.read_text(encoding="utf-8")).get("plugins", {}).get("fonds", {})
    if missing := [name for name in _ASKED if not told.get(name)]:
        found.append(
            f"{metadata.name}: plugins.fonds tells no {', no '.join(missing)}: "
            "the legal notice and the withdrawal page say that they are missing"
        )
    with contextlib.closing(sqlite3.connect(f"{public_db.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        sites = [str(site) for (site,) in db.execute(_UNTOLD)]
    if sites:
        found.append(f"{', '.join(sites)}: no publisher in the site's data: the pages say that it is not known")
    return found
