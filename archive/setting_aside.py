"""What a kill left under captures/ and no row names is set aside at the next start: tails of WARC files, copies of files given."""

import os
import shutil
from pathlib import Path

from archive.clock import Clock
from archive.figures import summary
from archive.ledger import Ledger
from sites.errors import Damage

_KNOWN_END = "SELECT max(warc_offset + warc_length) FROM captures WHERE warc_file = ?"
_MADE = "SELECT j.value FROM events, json_each(events.detail, '$.made') AS j WHERE events.kind = 'import'"


def set_tails_aside(ledger: Ledger, now: Clock, agent: str) -> tuple[str, ...]:
    """Move what a killed crawl appended but never named out of its WARC files, into captures/aside/, and say which.
    Only files that a keeper wrote are looked at: imported files hold records that no row names by right. Damage when there are
    such files but not one capture has a row: then it is the ledger that was lost, not the tail of a file."""
    moved = []
    files = [path.name for path in ledger.captures_folder.glob("*.warc.gz") if path.stat().st_size]
    if files and summary(ledger.db)[0] == 0 and ledger.last_crawl() is None:
        raise Damage(
            f"{ledger.folder}: captures/ holds {len(files)} WARC files, but archive.db names none of their records; "
            "`import` the files into a fresh --data folder, or move them away"
        )
    ours = (path for door in ("live", "wayback") for path in ledger.captures_folder.glob(f"{door}-*.warc.gz"))
    for path in sorted(ours):
        end = ledger.db.execute(_KNOWN_END, (path.name,)).fetchone()[0] or 0
        size = path.stat().st_size
        if size == 0:
            path.unlink()
        if size <= end:
            continue
        kept = _copy_tail(path, end)
        if end:
            with path.open("rb+") as stream:
                stream.truncate(end)
        else:
            path.unlink()
        ledger.record_event(
            "repair", agent, "set aside", path.name, {"from": end, "bytes": size - end, "kept": kept.name}, now()
        )
        moved.append(f"{path.name}: {size - end} bytes after {end}")
    return tuple(moved)


def set_leftovers_aside(ledger: Ledger, agent: str, now: Clock) -> tuple[str, ...]:
    """Move copies that no event names, as a kill in the middle of an import leaves them, into captures/aside/."""
    named = {str(row[0]) for row in ledger.db.execute(_MADE)}
    moved = []
    for path in sorted((*ledger.captures_folder.glob("import-*"), *ledger.captures_folder.glob("mirror-*"))):
        if path.name not in named:
            aside = path.parent / "aside"
            aside.mkdir(exist_ok=True)
            number = 1
            while (target := aside / f"{path.name}.{number}").exists():
                number += 1
            path.rename(target)
            ledger.record_event("repair", agent, "set aside", path.name, {"kept": target.name}, now())
            moved.append(path.name)
    return tuple(moved)


def _copy_tail(path: Path, start: int) -> Path:
    """What stands in the file from `start` on, in a new file under aside/, safe on the disk when this returns."""
    aside = path.parent / "aside"
    aside.mkdir(exist_ok=True)
    kept = aside / f"{path.name}.{start}"
    number = 1
    while kept.exists():
        number += 1
        kept = aside / f"{path.name}.{start}.{number}"
    with path.open("rb") as stream, kept.open("xb") as copy:
        stream.seek(start)
        shutil.copyfileobj(stream, copy)
        copy.flush()
        os.fsync(copy.fileno())
    return kept
