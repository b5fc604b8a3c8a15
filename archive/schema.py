"""The parts of schema.sql as SQL text; which database takes which part is for the rooms that own them."""

import re
from functools import cache
from pathlib import Path

SCHEMA_VERSION = 1
"""Kept as `user_version` in every database made from schema.sql; raised when a part changes."""

_SCHEMA_FILE = Path(__file__).resolve().parent.parent / "schema.sql"


@cache
def schema_part(name: str) -> str:
    """SQL of one part: `ledger`, `reading` or `public`. KeyError for any other name."""
    pieces = re.split(r"^-- part: (\w+)$", _SCHEMA_FILE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))[name]
