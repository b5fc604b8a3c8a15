"""Masks e-mail addresses in a snapshot, in every column of every table; how one is masked is for articles."""

import sqlite3
from collections.abc import Iterable

from articles.masking import mask_address, mask_html, mask_text

_HTML = frozenset({"body_html"})
_ADDRESSES = frozenset({"url", "online_url", "successor", "licence_url", "path", "warc_file"})
"""Columns that hold addresses of the web or paths; `path` of sections holds names."""
_FORMS = ("@", "＠", "﹫", "mailto:")


def mask_addresses(db: sqlite3.Connection, tables: Iterable[str]) -> None:
    """Mask all e-mail addresses that stand in these tables. A new column is masked as words unless it is named above."""
    for name, function in (("mask_text", mask_text), ("mask_address", mask_address), ("mask_html", mask_html)):
        db.create_function(name, 1, function, deterministic=True)
    for table in tables:
        for column, kind in db.execute(f"SELECT name, type FROM pragma_table_info('{table}')").fetchall():
            if kind == "TEXT":
                db.execute(_statement(table, column), _FORMS)


def _statement(table: str, column: str) -> str:
    names_a_section = table == "sections" and column == "path"
    kind = "html" if column in _HTML else "address" if column in _ADDRESSES and not names_a_section else "text"
    found = " OR ".join(f"instr(lower({column}), ?)" for _ in _FORMS)
    return f"UPDATE {table} SET {column} = mask_{kind}({column}) WHERE {found}"
