"""Writes rows as CSV, plain or so that a French spreadsheet opens it: semicolons, a byte order mark, no cell that is a formula."""

from collections.abc import Sequence

Cell = str | int | float | None
"""A value of a row that is no blob."""

PARAMETER, VALUE = "pour", "tableur"
"""What an address says that asks for it."""
FOR_SPREADSHEET = {PARAMETER: VALUE}
"""The same, to be put into an address."""
MARK = "\ufeff"
"""Stands before the first line: without it Excel takes UTF-8 for the code page of the machine."""
_LONGEST = 32_767
"""Characters a cell of Excel holds; of a longer one the rest would run into the next row."""
_CUT = " […] (texte coupé ici : il est entier dans le CSV simple)"
# A text that begins so is calculated (=HYPERLINK(…) sends what other cells hold to anybody): archived words are other people's.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def line_of(row: Sequence[Cell]) -> str:
    """A row as CSV, as Python's `csv` writes it, which looks at each letter by itself: of long texts it took seven times as long.

    >>> line_of([1, None, 'a "b" c', "d,e", "f"]).strip()
    '1,,"a ""b"" c","d,e",f'
    """
    cells = ["" if cell is None else _quoted(cell, ",") if isinstance(cell, str) else str(cell) for cell in row]
    return ",".join(cells) + "\r\n"


def spreadsheet_line(row: Sequence[Cell]) -> str:
    """A row; what a spreadsheet would take for a formula has an apostrophe before it.

    >>> print(spreadsheet_line([1, None, 0.5, "a;b", "=1+1", "- un"]).strip())
    1;;0,5;"a;b";'=1+1;'- un
    """
    return ";".join(map(_cell, row)) + "\r\n"


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value).replace(".", ",")
    text = value
    if text.startswith(_FORMULA):
        text = f"'{text}"
    if len(text) > _LONGEST:
        text = text[: _LONGEST - len(_CUT)] + _CUT
    return _quoted(text, ";")


def _quoted(text: str, separator: str) -> str:
    if '"' in text:
        return '"' + text.replace('"', '""') + '"'
    return f'"{text}"' if separator in text or "\n" in text or "\r" in text else text
