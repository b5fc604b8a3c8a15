"""Prints the explanation of a reading on a terminal."""

from collections.abc import Iterable

from terminal.explanation import Block, Lines, Rows, SideBySide
from terminal.tables import say, table

_SAME = "="
"""In place of a paragraph that no cleaner changed."""


def print_explanation(heading: str, blocks: Iterable[Block]) -> None:
    """Print all blocks, in order."""
    say(heading)
    for block in blocks:
        match block:
            case Lines(title, lines):
                for line in (f"\n{title}", *lines) if title else lines:
                    say(line)
            case Rows(title, columns, rows):
                table(title, columns, rows)
            case SideBySide(title, changes):
                rows = tuple((c.older, _SAME if c.kind == "same" else c.newer or "(gone)") for c in changes)
                table(title, ("as published", "clean"), rows)
