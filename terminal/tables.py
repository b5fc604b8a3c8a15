"""Tables a run ends with: what was archived, what was refused and why, how to browse it."""

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from spiders.report import CrawlReport

_STATE_WORDS = {
    "fetched": "answered and kept",
    "not-modified": "unchanged since the last visit",
    "redirected": "redirects, followed",
    "failed": "failed",
    "skipped": "not asked for, by rule",
    "alias": "other addresses of things already known",
    "trap": "traps",
    "queued": "still waiting",
}


class _Output(Console):
    def on_broken_pipe(self) -> None:
        """Rich would end the program; how it ends is for `leaving`."""
        raise BrokenPipeError


def console() -> Console:
    """Where results go: wide enough in a pipe that no line is broken."""
    made = _Output(highlight=False)
    return made if made.is_terminal else _Output(highlight=False, width=160)


def say(line: str = "") -> None:
    """Print one line as it is: brackets of file names and titles are no markup."""
    console().print(line, markup=False)


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print one table; numbers to the right, nothing in a cell is markup."""
    made = Table(show_edge=False, pad_edge=False)
    kept = [[str(cell) for cell in row] for row in rows]
    for number, column in enumerate(columns):
        numeric = bool(kept) and all(row[number].replace(".", "").isdigit() for row in kept)
        made.add_column(column, justify="right" if numeric else "left", overflow="fold")
    for row in kept:
        made.add_row(*map(escape, row))
    # The title stands on a line of its own: Rich would fold it to the width of the table.
    out = console()
    out.print(f"\n[bold]{escape(title)}[/bold]")
    out.print(made)


def crawl_tables(report: CrawlReport, notes: Sequence[str] = ()) -> None:
    """What a crawl came to, with what else a person should know."""
    table(
        f"Addresses of {report.site} (crawl {report.crawl_id}: {report.finish})",
        ("number", "what became of them"),
        [(number, _STATE_WORDS[state]) for state, number in sorted(report.states.items(), key=lambda item: -item[1])],
    )
    _reasons("Not asked for", report.skipped)
    _reasons("Failed", report.failures)
    for message in (*notes, *report.messages):
        say(f"note: {message}")


def _reasons(title: str, counts: Mapping[str, int]) -> None:
    if counts:
        table(
            title,
            ("number", "rule"),
            [(number, rule) for rule, number in sorted(counts.items(), key=lambda item: -item[1])],
        )
