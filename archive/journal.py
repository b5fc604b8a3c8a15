"""The journal of an archive: its events, a line each, beside the WARC files, so that a lost archive.db loses none of them.

`captures/journal.jsonl` is only ever appended to, and synced. Line N is row N of `events`; each line names the digest of the
line before it. Which thing a person wants withdrawn is for `withdrawing`.
"""

import hashlib
import json
import os
import sqlite3
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sites.errors import Damage, StorageFull

FILE_NAME = "journal.jsonl"
"""Its name under captures/."""

_FIRST = "0" * 64
_EVENTS = "SELECT at, kind, agent, outcome, object, detail FROM events ORDER BY id"
_INSERT = "INSERT INTO events (id, at, kind, agent, outcome, object, detail) VALUES (?, ?, ?, ?, ?, ?, ?)"
_WITHDRAW = "INSERT OR REPLACE INTO withdrawals (identity, withdrawn_at, reason, note) VALUES (?, ?, ?, ?)"
_RESTORE = "DELETE FROM withdrawals WHERE identity = ?"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that was done to the archive (after PREMIS); fields as the columns of `events`."""

    at: str
    """When, ISO 8601, UTC."""
    kind: str
    """What: import, repair, withdrawal, restoration."""
    agent: str
    """Program and version that did it."""
    outcome: str
    """How it ended, in a few words."""
    object: str
    """What it was done to: identity key, file name or address."""
    detail: dict[str, Any]
    """Whatever else is needed to understand it; JSON."""


def read_journal(path: Path) -> tuple[Event, ...]:
    """All events of a journal, in order; a last line that a kill cut short is none.

    Damage when the file is missing, or a line is no event or does not follow from the one before: then somebody changed it.
    """
    try:
        lines = path.read_bytes().split(b"\n")[:-1]
    except FileNotFoundError as error:
        raise Damage(
            f"{path}: missing, and with it maybe withdrawals; put it back from a copy, or make an empty file of that name "
            "if there never was one"
        ) from error
    events = []
    before = _FIRST
    for number, line in enumerate(lines, start=1):
        try:
            found = json.loads(line)
            follows = found.pop("before") == before
            events.append(Event(**found))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise Damage(f"{path}: line {number} is no event ({error}); put the file back from a copy") from error
        if not follows:
            raise Damage(f"{path}: line {number} does not follow from the line before; put the file back from a copy")
        before = hashlib.sha256(line).hexdigest()
    return tuple(events)


def reconcile(db: sqlite3.Connection, path: Path) -> None:
    """Give journal and `events` what the other has more of; events that the table gets have their effect again.

    Both grow at their end only: rows are committed first, lines follow; the table is short when archive.db was lost. Called by
    the one writer, outside of a transaction. Damage as `read_journal`, and when the two tell different stories; StorageFull.
    """
    told, rows = read_journal(path), db.execute(_EVENTS).fetchall()
    kept = [Event(at, kind, agent, ended, what, json.loads(detail)) for at, kind, agent, ended, what, detail in rows]
    for number, (line, row) in enumerate(zip(told, kept, strict=False), start=1):
        if line != row:
            raise Damage(f"{path}: line {number} is not row {number} of `events`; put the file back from a copy")
    if len(kept) > len(told):
        _append(path, kept[len(told) :])
    for number, event in enumerate(told[len(kept) :], start=len(kept) + 1):
        values = (event.at, event.kind, event.agent, event.outcome, event.object, _json(event.detail))
        db.execute(_INSERT, (number, *values))
        take_effect(db, event)


def take_effect(db: sqlite3.Connection, event: Event) -> None:
    """Do to `withdrawals` what this event says; events that are only history change nothing."""
    if event.kind == "withdrawal":
        db.execute(_WITHDRAW, (event.object, event.at, event.detail["reason"], event.detail["note"]))
    elif event.kind == "restoration":
        db.execute(_RESTORE, (event.object,))


def _append(path: Path, events: list[Event]) -> None:
    data = path.read_bytes()
    whole = data[: data.rfind(b"\n") + 1]
    before = hashlib.sha256(whole[:-1].rpartition(b"\n")[2]).hexdigest() if whole else _FIRST
    fresh = b""
    for event in events:
        line = _json({**asdict(event), "before": before}).encode()
        before = hashlib.sha256(line).hexdigest()
        fresh += line + b"\n"
    try:
        with path.open("r+b") as stream:
            stream.seek(stream.truncate(len(whole)))
            stream.write(fresh)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise StorageFull(f"{path}: {error.strerror or error}; make room, then give the same command again") from error


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
