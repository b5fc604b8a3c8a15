"""Masks e-mail addresses in what is written into a snapshot, so that none ever stands in its file; how is for articles."""

import re
import sqlite3
from collections.abc import Callable

from articles.masking import mask_address, mask_html, mask_text, may_hold_address

_HTML = frozenset({"body_html"})
_ADDRESSES = frozenset({"url", "online_url", "successor", "licence_url", "path", "warc_file"})
"""Columns that hold addresses of the web or paths; `path` of sections holds names."""
_INSERT = re.compile(r"\s*(WITH .*?)?INSERT INTO (\w+) \(([^)]*)\)\s*(SELECT .*)", re.DOTALL)


def add_masking(db: sqlite3.Connection) -> None:
    """Give a connection the functions that `masked` statements call."""
    for name, function in (("mask_text", mask_text), ("mask_address", mask_address), ("mask_html", mask_html)):
        db.create_function(name, 1, _or_none(function), deterministic=True)
    db.create_function("may_hold_address", -1, may_hold_address, deterministic=True)


def note_addresses(db: sqlite3.Connection) -> set[int]:
    """A set that fills with the first values of the rows which a statement `masked` with `noting` finds addresses in."""
    found: set[int] = set()

    def look(row: int, *texts: str | None) -> bool:
        if not may_hold_address(*texts):
            return False
        found.add(row)
        return True

    db.create_function("notes_address", -1, look)
    return found


def masked(db: sqlite3.Connection, statement: str, *, noting: bool = False) -> str:
    """This INSERT INTO … SELECT as one that masks every text of a row. A new column is masked as words unless it is named above.

    Few rows hold any address: one look at all texts of a row tells which.
    """
    found = _INSERT.fullmatch(statement)
    if found is None:
        raise ValueError(f"no INSERT of a SELECT with named columns: {statement}")
    before, table, listed, select = found.groups()
    columns = [name.strip() for name in listed.split(",")]
    types = dict(db.execute("SELECT name, type FROM pragma_table_info(?)", (table,)).fetchall())
    texts = [name for name in columns if types[name] == "TEXT"]
    seen = ", ".join(texts)
    look = f"notes_address({columns[0]}, {seen})" if noting else f"may_hold_address({seen})"
    # A query with an offset is never unfolded into the one around it, where the look would be repeated for each column.
    return f"""
INSERT INTO {table} ({listed})
WITH
taken ({listed}) AS ({before or ""}{select}),
looked AS (SELECT *, {look} AS may_hold FROM taken LIMIT -1 OFFSET 0)
SELECT {", ".join(_written(table, name) if name in texts else name for name in columns)} FROM looked"""


def _or_none(mask: Callable[[str], str]) -> Callable[[str | None], str | None]:
    return lambda text: None if text is None else mask(text)


def _written(table: str, column: str) -> str:
    names_a_section = table == "sections" and column == "path"
    kind = "html" if column in _HTML else "address" if column in _ADDRESSES and not names_a_section else "text"
    return f"iif(may_hold, mask_{kind}({column}), {column})"
