"""The list of what is missing or odd, in French, whole or of one kind; how each is worded is for `gap_words`."""

import sqlite3
from dataclasses import dataclass

from publication.site.csv_lines import FOR_SPREADSHEET
from publication.site.gap_words import STAGES, Told, kind_words, told
from publication.site.page import Absent, Asked, Page
from publication.site.tally import totals
from publication.site.wording import NO_BREAK

PAGE = 50
"""Gaps shown at once."""
GAPS = """
SELECT id, url, stage, kind, message FROM gaps WHERE (:kind IS NULL OR kind = :kind) AND id > :after ORDER BY id LIMIT :most"""


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap as it is shown."""

    name: str | None
    """Its kind in words; None: it goes by the short name."""
    kind: str
    """Its short name."""
    stage: str
    """Where it was met, in words."""
    url: str
    """Address or file it concerns."""
    words: Told
    """What is said of it."""


def gaps_page(db: sqlite3.Connection, asked: Asked) -> Page | Absent:
    """Gaps in order of their rows, narrowed by `?nature=` (kind), going on after row `?apres=`."""
    numbers = totals(db, "gap")
    kind = asked.query.get("nature")
    if kind is not None and kind not in numbers:
        return Absent("L’archive n’a aucune lacune de cette nature.")
    values = {"kind": kind, "after": asked.number("apres") or 0, "most": PAGE + 1}
    rows = db.execute(GAPS, values).fetchall()
    bare = Asked("/lacunes", {}, {"nature": kind} if kind else {})
    heading = (kind_words(kind) or kind) if kind else "Lacunes"
    in_order = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    return Page(
        template="gaps.html",
        title=f"Lacunes{NO_BREAK}: {heading}" if kind else heading,
        canonical=bare.with_query(),
        description="Ce qui manque à l’archive ou étonne, montré plutôt que caché.",
        context={
            "heading": heading,
            "number": numbers[kind] if kind else sum(numbers.values()),
            "is_narrowed": kind is not None,
            "is_first": asked.number("apres") is None,
            "kinds": [(kind_words(name), name, number) for name, number in in_order],
            "gaps": [_shown(row) for row in rows[:PAGE]],
            "first": bare.with_query(),
            "next": bare.with_query(apres=rows[PAGE - 1]["id"]) if len(rows) > PAGE else None,
            "spreadsheet": Asked("/donnees/gaps.csv", {}, FOR_SPREADSHEET).with_query(),
        },
    )


def _shown(row: sqlite3.Row) -> Gap:
    stage = STAGES.get(row["stage"], row["stage"])
    return Gap(kind_words(row["kind"]), row["kind"], stage, row["url"], told(row["message"]))
