"""What one question in SQL may touch and cost, on a connection to the snapshot; the time it may take is for `sql_turns`."""

import contextlib
import re
import sqlite3
import weakref
from collections.abc import Callable, Iterable
from typing import Any

Value = str | bytes | int | float | None
"""What SQL knows."""

_MOST_OF_A_VALUE = 4 * 1024 * 1024
"""Bytes of one value: the text of one page of a file may be some megabytes (a spreadsheet), and then it is searched, too."""
MOST_OF_AN_ANSWER = 8 * 1024 * 1024
"""Bytes of all rows of an answer: they stand in memory once as rows and once more as JSON, where a sign may take six."""
_MOST_MEMORY = 128 * 1024 * 1024
"""Bytes that SQLite may take in this process."""
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: _MOST_OF_A_VALUE,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 50_000,
    # A `like` goes over the whole text once for each letter of the pattern, and nothing can stop it there.
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 100,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 50,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
}

# What reads the columns of tables, and what Datasette (the first six) and the full-text index ask themselves.
_PRAGMAS_TO_READ = ("table_info", "table_xinfo", "foreign_key_list", "index_list")
_PRAGMAS = {*_PRAGMAS_TO_READ, "schema_version", "database_list", "data_version"}
_TABLES_OF_SQLITE = {
    *("sqlite_master", "sqlite_schema", "json_each", "json_tree"),
    *(f"pragma_{name}" for name in _PRAGMAS_TO_READ),
}
# Not among them: `json_patch` (34 seconds in one call for half a megabyte), whatever loads, logs or tells of the program.
_OPEN_FUNCTIONS = """
    -> ->> abs acos acosh asin asinh atan atan2 atanh avg bm25 ceil ceiling char coalesce cos cosh count cume_dist
    current_date current_time current_timestamp date datetime degrees dense_rank escape_fts exp first_value floor format glob
    group_concat hex highlight ifnull iif instr json json_array json_array_length json_extract json_group_array
    json_group_object json_insert json_object json_quote json_remove json_replace json_set json_type json_valid julianday lag
    last_value lead length like likelihood likely ln log log10 log2 lower ltrim match max min mod nth_value ntile nullif
    percent_rank pi pow power printf quote radians random randomblob rank replace round row_number rtrim sign sin sinh snippet
    soundex sqrt strftime substr substring sum tan tanh time total trim trunc typeof unicode unixepoch unlikely upper zeroblob
"""
_FUNCTIONS = frozenset(_OPEN_FUNCTIONS.split())
_WIDE = re.compile(r"%[^%a-zA-Z]*(?:\*|[0-9]{4})")
_MOST_OF_A_FORMAT = 10_000
_MOST_TO_TRIM = 1_000


def bound(connection: sqlite3.Connection) -> None:
    """Bound whatever is asked on this connection from now on."""
    for limit, value in _LIMITS.items():
        connection.setlimit(limit, value)
    connection.execute("PRAGMA query_only = ON")
    connection.execute(f"PRAGMA hard_heap_limit = {_MOST_MEMORY}")
    # The statistics name what is hidden.
    names = {str(row[0]) for row in connection.execute("SELECT name FROM sqlite_master") if row[0][:7] != "sqlite_"}
    _give_functions(connection)
    connection.row_factory = _counting_rows()
    connection.set_authorizer(_authorizer(names | _TABLES_OF_SQLITE))


def _authorizer(tables: set[str]) -> Callable[..., int]:
    """Who may read what: these tables, and no function or pragma but those above."""

    def authorize(action: int, first: str | None, second: str | None, _database: str | None, _view: str | None) -> int:
        if action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE):
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_READ:
            # Without a column: a table that is only counted, or the name of a subquery.
            is_open = not second or first in tables
        elif action == sqlite3.SQLITE_FUNCTION:
            is_open = (second or "").lower() in _FUNCTIONS
        else:
            # SQLite declares the full-text table to itself by such an update; the file is open for reading only.
            is_declared = action == sqlite3.SQLITE_UPDATE and first == "sqlite_master"
            is_open = is_declared or (action == sqlite3.SQLITE_PRAGMA and first in _PRAGMAS)
        return sqlite3.SQLITE_OK if is_open else sqlite3.SQLITE_DENY

    return authorize


def _counting_rows() -> Callable[[sqlite3.Cursor, tuple[Value, ...]], sqlite3.Row]:
    """Makes rows until an answer has too many bytes. One connection answers one question at a time."""
    answer: weakref.ref[sqlite3.Cursor] | None = None
    taken = 0

    def make_row(cursor: sqlite3.Cursor, values: tuple[Value, ...]) -> sqlite3.Row:
        nonlocal answer, taken
        if answer is None or answer() is not cursor:
            answer, taken = weakref.ref(cursor), 0
        taken += sum(len(value) if isinstance(value, str | bytes) else 8 for value in values)
        if taken > MOST_OF_AN_ANSWER:
            raise sqlite3.DataError("réponse de plus de 8 Mo : demandez moins de lignes ou de colonnes")
        return sqlite3.Row(cursor, values)

    return make_row


def _give_functions(connection: sqlite3.Connection) -> None:
    """Ours in place of SQLite's where one call of those can take minutes: nothing stops a function once it runs."""
    formatting = sqlite3.connect(":memory:", check_same_thread=False)
    formatting.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_OF_A_VALUE)

    def format_narrowly(*values: Value) -> Value:
        if values and (len(_text(values[0])) > _MOST_OF_A_FORMAT or _WIDE.search(_text(values[0]))):
            raise OverflowError
        with contextlib.closing(formatting.execute(f"SELECT printf({_marks(values)})", values)) as found:
            return found.fetchone()[0]  # type: ignore[no-any-return]

    for name, arguments, function in (
        ("printf", -1, format_narrowly),
        ("format", -1, format_narrowly),
        ("instr", 2, _position),
        ("replace", 3, _replaced),
        ("trim", 2, _trimmer(str.strip)),
        ("ltrim", 2, _trimmer(str.lstrip)),
        ("rtrim", 2, _trimmer(str.rstrip)),
    ):
        connection.create_function(name, arguments, function, deterministic=True)


def _marks(values: Iterable[Value]) -> str:
    return ", ".join("?" for _ in values)


def _text(value: Value) -> str:
    """As SQL casts it to text, but for numbers of more than fifteen digits."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else "" if value is None else str(value)


def _position(where: Value, what: Value) -> int | None:
    """SQL's `instr`, in a time that does not multiply the two lengths.

    >>> _position("cohésion", "sion"), _position(b"abc", b"c"), _position("a", "b"), _position(None, "b"), _position(1213, 13)
    (5, 3, 0, None, 3)
    """
    if where is None or what is None:
        return None
    if isinstance(where, bytes) and isinstance(what, bytes):
        return where.find(what) + 1
    return _text(where).find(_text(what)) + 1


def _replaced(where: Value, what: Value, other: Value) -> Value:
    """SQL's `replace`, likewise; OverflowError, which SQL tells as too big, before more is made than a value may have.

    >>> _replaced("aba", "a", "cc"), _replaced("a", "", "x"), _replaced("a", None, "x"), _replaced(121, 1, "x")
    ('ccbcc', 'a', None, 'x2x')
    """
    if where is None or what is None:
        return None
    text, old, new = _text(where), _text(what), _text(other)
    if not old:
        return text if isinstance(where, bytes) else where
    if other is None:
        return None
    if len(text) + text.count(old) * (len(new) - len(old)) > _MOST_OF_A_VALUE:
        raise OverflowError
    return text.replace(old, new)


def _trimmer(strip: Callable[[str, str], str]) -> Callable[[Value, Value], Any]:
    """SQL's `trim` of given letters, which looks at all of them for each letter of the text: at most a thousand here."""

    def trimmed(where: Value, letters: Value) -> str | None:
        if where is None or letters is None:
            return None
        if len(_text(letters)) > _MOST_TO_TRIM:
            raise OverflowError
        return strip(_text(where), _text(letters))

    return trimmed
