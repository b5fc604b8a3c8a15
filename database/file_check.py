"""What is not right with the files that articles announce: not held, not whole, not what was said; telling it is for terminal."""

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass

from attachments.document import HELD

_FILES = """
SELECT f.url, f.state, f.stated_size, f.bytes, f.size_agrees, f.media_type, f.type_agrees, f.header_agrees,
       k.media_type AS declared, c.outcome, c.message, c.warnings, c.page_count,
       (SELECT count(*) FROM content_pages AS p WHERE p.sha256 = f.sha256) AS pages,
       (SELECT count(*) FROM content_pages AS p WHERE p.sha256 = f.sha256 AND p.text = '') AS empty_pages,
       (SELECT count(*) FROM article_attachments AS l WHERE l.attachment_id = f.id) AS articles
FROM attachments AS f LEFT JOIN contents AS c ON c.sha256 = f.sha256 LEFT JOIN captures AS k ON k.id = f.capture_id
ORDER BY f.url"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not right with one file."""

    url: str
    """Its address."""
    kind: str
    """A state other than `held`, or `size-differs`, `other-type` (than its name or the server told), `not-read`, or a warning:
    `gibberish`, `no-text`, `too-long`, `partly`."""
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
        found.append(Finding(url, row["state"], _seen(row), True))
    elif row["outcome"] not in (None, "read", "unsupported"):
        found.append(Finding(url, "not-read", f"{row['outcome']}: {row['message']}", False))
    if row["size_agrees"] == 0:
        found.append(Finding(url, "size-differs", f"stated {row['stated_size']}, real {row['bytes']} bytes", False))
    if 0 in (row["type_agrees"], row["header_agrees"]):
        said = [
            *(("its name",) if row["type_agrees"] == 0 else ()),
            *((f"the server ({row['declared']})",) if row["header_agrees"] == 0 else ()),
        ]
        found.append(
            Finding(url, "other-type", f"it is {row['media_type']}; {' and '.join(said)} told another type", False)
        )
    # Where recognition has filled the pages without text, nothing is missing any longer.
    warnings = [
        name
        for name in json.loads(row["warnings"] or "[]")
        if name != "no-text" or row["empty_pages"] or not row["pages"]
    ]
    return found + [Finding(url, name, _meaning(name, row), False) for name in warnings]


def _seen(row: sqlite3.Row) -> str:
    """What shows the state: what the reader met where that is why, else how many articles ask for the file."""
    state = row["state"]
    if state == "truncated":
        return f"the end of this {row['media_type']} is missing"
    if state in HELD:
        return row["message"] if row["outcome"] == state and row["message"] else f"this {row['media_type']} is {state}"
    return f"announced by {row['articles']} article{'' if row['articles'] == 1 else 's'}"


def _meaning(warning: str, row: sqlite3.Row) -> str:
    if warning == "no-text" and row["pages"]:
        return f"{row['empty_pages']} of {row['pages']} pages"
    if warning == "too-long":
        return f"cut: text of {row['pages']} of {row['page_count'] or row['pages']} pages is kept"
    return row["message"] or "letters that are no writing" if warning == "gibberish" else str(row["message"])
