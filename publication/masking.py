"""Masks e-mail addresses in a snapshot, in every column of every table; how one is masked is for articles."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence

from articles.masking import mask_address, mask_html, mask_text, may_hold_address

_HTML = frozenset({"body_html"})
_ADDRESSES = frozenset({"url", "online_url", "successor", "licence_url", "path", "warc_file"})
"""Columns that hold addresses of the web or paths; `path` of sections holds names."""


def mask_addresses(db: sqlite3.Connection, tables: Iterable[str]) -> None:
    """Mask all e-mail addresses that stand in these tables. A new column is masked as words unless it is named above."""
    for name, function in (("mask_text", mask_text), ("mask_address", mask_address), ("mask_html", mask_html)):
        db.create_function(name, 1, _or_none(function), deterministic=True)
    db.create_function("may_hold_address", -1, may_hold_address, deterministic=True)
    for table in tables:
        columns = db.execute("SELECT name FROM pragma_table_info(?) WHERE type = 'TEXT'", (table,)).fetchall()
        if columns:
            db.execute(_statement(table, [str(name) for (name,) in columns]))


def _or_none(mask: Callable[[str], str]) -> Callable[[str | None], str | None]:
    return lambda text: None if text is None else mask(text)


def _statement(table: str, columns: Sequence[str]) -> str:
    """Few rows hold any address: one look at all texts of a row tells which."""
    masked = ", ".join(f"{column} = mask_{_kind(table, column)}({column})" for column in columns)
    return f"UPDATE {table} SET {masked} WHERE may_hold_address({', '.join(columns)})"


def _kind(table: str, column: str) -> str:
    names_a_section = table == "sections" and column == "path"
    return "html" if column in _HTML else "address" if column in _ADDRESSES and not names_a_section else "text"
