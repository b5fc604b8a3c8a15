"""What is not right with the files that articles announce: not held, not whole, not what was said; telling it is for terminal."""

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass

from attachments.document import HELD

_FILES = """
SELECT f.url, f.state, f.stated_size, f.bytes, f.size_agrees, f.media_type, f.type_agrees, f.header_agrees,
       k.media_type AS declared, c.outcome, c.message, c.warnings,
       (SELECT count(*) FROM article_attachments AS l WHERE l.attachment_id = f.id) AS articles
FROM attachments AS f LEFT JOIN contents AS c ON c.sha256 = f.sha256 LEFT JOIN captures AS k ON k.id = f.capture_id
ORDER BY f.url"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not right with one file."""

    url: str
    """Its address."""
    kind: str
    """A state other than `held`, or `size-differs`, `other-type`, `other-header`, `not-read`, `gibberish`, `no-text`, `too-long`,
    `partly`."""
    detail: str
    """The values seen."""
    is_gap: bool
    """Whether something of the file is missing, so that the archive has a gap; else it is a note."""


@dataclass(frozen=True, slots=True)
class FileCheck:
    """The files of one archive."""

    files: int
    """Files known."""
    states: dict[str, int]
    """How many are in each state."""
    sizes: tuple[int, int]
    """Sizes stated that agree with the real ones, and those that do not."""
    findings: tuple[Finding, ...]
    """In order of address."""


def check_files(db: sqlite3.Connection) -> FileCheck:
    """Look at all files as `build` left them; the bytes themselves are not read again."""
    states: Counter[str] = Counter()
    agreed: Counter[int] = Counter()
    findings = []
    for row in db.execute(_FILES):
        states[row["state"]] += 1
        if row["size_agrees"] is not None:
            agreed[row["size_agrees"]] += 1
        findings += _findings(row)
    return FileCheck(sum(states.values()), dict(sorted(states.items())), (agreed[1], agreed[0]), tuple(findings))


def _findings(row: sqlite3.Row) -> list[Finding]:
    url, found = row["url"], []
    if row["state"] != "held":
        told = row["message"] if row["state"] in HELD else f"announced by {row['articles']} articles"
        found.append(Finding(url, row["state"], told or "", True))
    elif row["outcome"] not in (None, "read", "unsupported"):
        found.append(Finding(url, "not-read", f"{row['outcome']}: {row['message']}", False))
    if row["size_agrees"] == 0:
        found.append(Finding(url, "size-differs", f"stated {row['stated_size']}, real {row['bytes']} bytes", False))
    if row["type_agrees"] == 0:
        found.append(Finding(url, "other-type", f"its content is {row['media_type']}", False))
    if row["header_agrees"] == 0:
        found.append(
            Finding(url, "other-header", f"the server said {row['declared']}, it is {row['media_type']}", False)
        )
    return found + [Finding(url, warning, row["message"], False) for warning in json.loads(row["warnings"] or "[]")]
