"""Has the records of one file named, stretch by stretch, and says what is wrong with it; copying it is for importing."""

from collections import Counter
from pathlib import Path

from archive.container import Stretch
from archive.ledger import Ledger
from archive.naming import WITH_ANSWERS, Named, Namer
from archive.salvage import Gap, salvage_records

_NO_CAPTURES = frozenset({"warcinfo", "request", "metadata"})
"""Record types that hold no answer of a server."""
_MAX_GAPS = 200
"""Gaps of one file that are told one by one."""
_MAX_TYPES = 10
"""Types of records that are not read and named."""


class Filing:
    """What comes of the stretches of one file."""

    def __init__(self, ledger: Ledger, namer: Namer, crawl_id: int, name: str):
        self._ledger, self._namer, self._crawl_id, self._name = ledger, namer, crawl_id, name
        self.became: Counter[Named] = Counter()
        self.others: Counter[str] = Counter()
        self._gaps: list[tuple[str, Gap]] = []
        self._more_gaps = 0
        self._troubles: list[str] = []

    def trouble(self, kind: str, message: str) -> None:
        """Something is wrong with the package, or with unfolding it."""
        self._troubles.append(message)
        self._ledger.record_problem(self._crawl_id, self._name, "import", kind, f"{self._name}: {message}")

    def take(self, file: Path, stretch: Stretch) -> None:
        """Name the records of one stretch."""
        for found in salvage_records(file, stretch.start, stretch.end):
            if isinstance(found, Gap):
                if len(self._gaps) < _MAX_GAPS:
                    self._gaps.append((stretch.member, found))
                else:
                    self._more_gaps += 1
                continue
            kind = found.field("WARC-Type") or "without type"
            if kind in WITH_ANSWERS:
                self.became[self._namer.name(found, file.name)] += 1
            else:
                self.others[kind] += 1
                if kind == "metadata":
                    self._namer.discover(found)

    def close(self) -> str | None:
        """Problems of the whole file; in one sentence what is damaged, None when nothing is."""
        salvaged = f"{self.became.total() + sum(self.others.values())} other records of the file are whole"
        told = []
        for member, gap in self._gaps:
            where = f"{gap.length} bytes at {gap.offset}" + (f" (in {member})" if member else "")
            told.append(f"{where} are no record: {gap.reason}")
        if self._more_gaps:
            told.append(f"{self._more_gaps} more such places")
        for message in told:
            message = f"{self._name}: {message}; {salvaged}"
            self._ledger.record_problem(self._crawl_id, self._name, "import", "damaged-file", message)
        unread = {kind: number for kind, number in self.others.items() if kind not in _NO_CAPTURES}
        if unread:
            listed = sorted(unread.items())[:_MAX_TYPES]
            message = ", ".join(f"{number} records of type {kind[:40]}" for kind, number in listed)
            more = f" and {len(unread) - _MAX_TYPES} more types" if len(unread) > _MAX_TYPES else ""
            message = f"{self._name}: {message}{more}, kept unread"
            self._ledger.record_problem(self._crawl_id, self._name, "import", "record-type-not-read", message)
        if self.became["altered"]:
            told.append(f"{self.became['altered']} records do not give the digest they state")
        told += self._troubles
        if not told:
            return None
        return told[0] + (f", and {len(told) - 1} more such things" if len(told) > 1 else "") + f"; {salvaged}"
