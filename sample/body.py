"""Reads the body language into blocks; their clean words are given by blocks.py."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from sample.blocks import (
    Block,
    Body,
    Bullets,
    Call,
    Code,
    Emphasis,
    Inline,
    Intertitle,
    Link,
    Paragraph,
    Part,
    Quote,
    Shown,
    Strong,
    Table,
    Words,
)
from sample.typography import Typed, typed


class BodyError(ValueError):
    """A text breaks the body language; the message quotes the place."""


_BLOCK = re.compile(
    r"<quote>(?P<quote>.*?)</quote>|<code>(?P<code>.*?)</code>|(?P<plain>(?:(?!\n[ \t]*\n|<quote>|<code>).)+)",
    re.DOTALL,
)
_PART = re.compile(
    r"[ \u00a0]*\[\[(?P<note>.+?)\]\](?!\])"
    r"|\[(?P<label>[^\[\]]+?)->(?P<target>[^\]\s]+)\]"
    r"|\{\{(?P<strong>.+?)\}\}(?!\})"
    r"|\{(?P<emphasis>[^{}]+)\}"
    r"|(?P<mask>[\ue000-\uefff])"
)
_SHOWN = re.compile(r"<(?P<kind>doc|img)(?P<id>\d+)>")
_KINDS = (
    # An artefact may stand in front of an intertitle or after it.
    ("intertitle", re.compile(r"(?P<before>[\ue000-\uefff]*)\{\{\{(?P<inside>.+)\}\}\}(?P<after>[\ue000-\uefff]*)")),
    ("bullet", re.compile(r"- +(?P<inside>.+)")),
    ("row", re.compile(r"\|(?P<inside>.*)\|")),
    ("shown", _SHOWN),
)


@lru_cache(maxsize=4096)
def parse(source: str, first_note: int = 1) -> Body:
    """Read a text in the body language; notes are numbered from `first_note`."""
    return _Reader(typed(source), first_note).read()


class _Reader:
    """One reading of one text; keeps the notes met so far."""

    def __init__(self, source: Typed, first_note: int) -> None:
        self.source = source
        self.first_note = first_note
        self.notes: list[Inline] = []

    def read(self) -> Body:
        blocks: list[Block] = []
        for match in _BLOCK.finditer(self.source.words):
            if match["code"] is not None:
                blocks.append(Code(match["code"].strip()))
            elif match["quote"] is not None:
                pieces = re.split(r"\n\s*\n|\n", match["quote"].strip())
                blocks.append(Quote(tuple(self.inline(p) for p in pieces)))
            else:
                blocks += self.plain([line.strip() for line in match["plain"].strip().split("\n")])
        return Body(tuple(blocks), tuple(self.notes), self.first_note)

    def plain(self, lines: list[str]) -> Iterator[Block]:
        """The blocks of lines that no blank line parts."""
        runs = [(kind, [inside for _, inside in run]) for kind, run in groupby(map(_kind, lines), itemgetter(0))]
        for place, (kind, run) in enumerate(runs):
            following = runs[place + 1][0] if place + 1 < len(runs) else ""
            if kind == "intertitle":
                yield from (Intertitle(self.inline(line)) for line in run)
            elif kind == "shown":
                yield from (Shown(line.startswith("img"), int(line[3:])) for line in run)
            elif kind == "row":
                yield self.table(run)
            elif kind == "text":
                if place and runs[place - 1][0] == "bullet":
                    raise BodyError(f"text directly after bullets: {run[0]!r}")
                # The last line before bullets belongs to them: SPIP keeps both in one paragraph.
                own = run[:-1] if following == "bullet" else run
                if own:
                    yield Paragraph(tuple(map(self.inline, own)))
            else:
                led = place > 0 and runs[place - 1][0] == "text"
                before = self.inline(runs[place - 1][1][-1]) if led else ()
                yield Bullets(before, tuple(map(self.inline, run)))

    def table(self, run: list[str]) -> Table:
        rows = [[cell.strip() for cell in line.split("|")] for line in run]
        if len({len(row) for row in rows}) != 1:
            raise BodyError(f"rows of unequal length: {run[0]!r}")
        head = [re.fullmatch(r"\{\{(.*)\}\}", cell) for cell in rows[0]]
        if all(head):
            cells = tuple(self.inline(cell[1]) for cell in head if cell)
            return Table(cells, tuple(tuple(map(self.inline, row)) for row in rows[1:]))
        return Table((), tuple(tuple(map(self.inline, row)) for row in rows))

    def inline(self, line: str) -> Inline:
        if _SHOWN.search(line):
            raise BodyError(f"a file must stand alone on its line: {line!r}")
        return tuple(self.parts(line))

    def parts(self, line: str) -> Iterator[Part]:
        end = 0
        for match in _PART.finditer(line):
            if match.start() > end:
                yield Words(line[end : match.start()])
            end = match.end()
            if match["note"]:
                self.notes.append(())
                place = len(self.notes) - 1
                self.notes[place] = self.inline(match["note"].strip())
                yield Call(self.first_note + place)
            elif match["label"]:
                yield Link(self.inline(match["label"]), match["target"])
            elif match["strong"]:
                yield Strong(self.inline(match["strong"]))
            elif match["emphasis"]:
                yield Emphasis(self.inline(match["emphasis"]))
            else:
                yield Words(self.source.artefact(match["mask"]), artefact=True)
        if end < len(line):
            yield Words(line[end:])


def _kind(line: str) -> tuple[str, str]:
    """What a line is, and what stands inside its marks."""
    for kind, pattern in _KINDS:
        match = pattern.fullmatch(line)
        if match:
            return kind, "".join(match.groups())
    return "text", line
