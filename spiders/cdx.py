"""The index of a Wayback service: lines of its CDX interface taken apart, and which captures are worth asking for; pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from archive.clock import moment_of
from sites.address import take_apart
from sites.scope import Decision, decide
from sites.site import Site

FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
"""Fields asked for; without `urlkey` the service gives no resume key (internetarchive/wayback issue 121)."""
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_GONE = frozenset({"404", "410"})
_SAME_ON = 3
"""A page that stands under more than so many articles or sections is the error page, or the home page, of the site."""
_SHORT = 8
"""A capture so many times shorter than the middle one of its kind is asked for last: an empty page, a frame."""
_ORDER = {"article": 0, "attachment": 1, "section": 2}
"""What holds content comes first; a run that is stopped early has the most of it."""


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One line of the index."""

    timestamp: str
    """When it was captured: 14 digits, UTC."""
    original: str
    """Address as it was captured."""
    mimetype: str
    """Media type as the index has it; `warc/revisit` for a revisit, `unk` where it is not known."""
    status: str
    """HTTP status, three digits, or `-` for a revisit."""
    digest: str
    """SHA-1 of the payload, base 32."""
    length: int
    """Bytes of its record, compressed; 0: not said."""

    @property
    def moment(self) -> datetime:
        """The time of the capture, aware, UTC. ValueError when the digits are no time."""
        return moment_of(self.timestamp)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A thing that the index knows captures of."""

    key: str
    """Key of its identity."""
    kind: str
    """Kind of the thing."""
    candidates: tuple[tuple[Decision, IndexRow], ...]
    """Captures worth asking for, the best first; empty: all were scored out."""
    addresses: tuple[Decision, ...]
    """All its addresses in the index, each once, that of the best capture first."""
    gone: int | None = None
    """404 or 410 where the index has nothing else of it; None: it has."""


def parse_page(text: str) -> tuple[list[IndexRow], str | None, int]:
    """Rows of one answer of the index in its text form, the key to go on with (None: it was the last), and the number of
    lines that were no rows. The key stands alone after a blank line."""
    body, blank, rest = text.replace("\r\n", "\n").rstrip("\n").partition("\n\n")
    rows, bad = [], 0
    for line in body.split("\n") if body.strip() else ():
        row = _row(line.split(" "))
        if row is None:
            bad += 1
        else:
            rows.append(row)
    return rows, (rest.strip() or None) if blank else None, bad


def _row(fields: list[str]) -> IndexRow | None:
    if len(fields) != len(FIELDS):
        return None
    _, timestamp, original, mimetype, status, digest, length = fields
    try:
        moment_of(timestamp)
    except ValueError:
        return None
    return IndexRow(
        timestamp, original, mimetype, status, digest, int(length) if length.isdecimal() and len(length) < 16 else 0
    )


def wanted(site: Site, rows: Iterable[IndexRow]) -> tuple[list[Wanted], dict[str, list[Decision]]]:
    """What to ask for, in order, and the addresses that are not asked for, by rule."""
    groups: dict[str, list[tuple[Decision, IndexRow]]] = defaultdict(list)
    refused: dict[str, list[Decision]] = defaultdict(list)
    for row in rows:
        decision = decide(site, row.original)
        if decision.rule in ("foreign-host", "scheme"):
            continue
        if decision.request:
            groups[decision.identity.key].append((decision, row))
        else:
            refused[decision.rule].append(decision)
    everywhere = _pages_everywhere(groups)
    usual = _usual_length(groups)
    found = [_wanted(key, group, everywhere, usual) for key, group in groups.items()]
    found.sort(key=lambda one: (_ORDER.get(one.kind, 9), one.key))
    return found, dict(refused)


def _wanted(
    key: str, group: list[tuple[Decision, IndexRow]], everywhere: frozenset[str], usual: Mapping[str, float]
) -> Wanted:
    kind = group[0][0].identity.kind
    good = [(decision, row) for decision, row in group if _is_good(kind, row, everywhere)]
    short = usual.get(kind, 0) / _SHORT
    good.sort(key=lambda pair: (pair[1].length < short, -int(pair[1].timestamp)))
    addresses = {decision.url: decision for decision, _ in [*good, *group]}
    newest = max((row for _, row in group), key=lambda row: row.timestamp)
    gone = int(newest.status) if {row.status for _, row in group} <= _GONE else None
    return Wanted(key, kind, tuple(good), tuple(addresses.values()), gone)


def _is_good(kind: str, row: IndexRow, everywhere: frozenset[str]) -> bool:
    """Whether a capture may hold the thing. A redirect, an error, the error page under status 200, or a page in place of a
    file does not."""
    if row.status != "200" or row.digest in everywhere:
        return False
    if kind == "attachment":
        return row.mimetype not in _PAGES or take_apart(row.original).path.lower().endswith((".htm", ".html"))
    return kind not in ("article", "section") or row.mimetype in _PAGES or row.mimetype == "unk"


def _pages_everywhere(groups: Mapping[str, list[tuple[Decision, IndexRow]]]) -> frozenset[str]:
    seen: Counter[str] = Counter()
    for group in groups.values():
        if group[0][0].identity.kind in ("article", "section") or _has_pages(group):
            seen.update({row.digest for _, row in group if row.status == "200" and row.mimetype in _PAGES})
    return frozenset(digest for digest, number in seen.items() if number > _SAME_ON)


def _has_pages(group: list[tuple[Decision, IndexRow]]) -> bool:
    return group[0][0].identity.kind == "attachment" and any(row.mimetype in _PAGES for _, row in group)


def _usual_length(groups: Mapping[str, list[tuple[Decision, IndexRow]]]) -> dict[str, float]:
    """The middle length of the pages of each kind; files have none."""
    lengths: dict[str, list[int]] = defaultdict(list)
    for group in groups.values():
        kind = group[0][0].identity.kind
        if kind in ("article", "section"):
            lengths[kind] += [row.length for _, row in group if row.status == "200" and row.length]
    return {kind: median(values) for kind, values in lengths.items() if values}
