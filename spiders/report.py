"""What a crawl came to, as a value and as text; how it is shown on a terminal is for the terminal room."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a running crawl stands."""

    pages: int
    """Pages that were answered in this run."""
    files: int
    """Attachments that were answered in this run."""
    unchanged: int
    """Of these, answered as before: 304, or the same bytes again."""
    queued: int
    """Addresses that wait."""
    problems: int
    """Problems met in this run."""
    received: int
    """Bytes received."""
    seconds: float
    """Seconds since the run began."""

    @property
    def per_second(self) -> float:
        """Pages and files a second."""
        return (self.pages + self.files) / self.seconds if self.seconds > 0 else 0.0


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """One run of the live crawl, written beside its captures as text and JSON."""

    site: str
    """Name of the site."""
    crawl_id: int
    """Number of the run within its archive."""
    started_at: str
    """ISO 8601, UTC."""
    finished_at: str
    """ISO 8601, UTC."""
    finish: str
    """`finished`, `limit`, `interrupted`, `storage-full`, `unreachable`, `error`."""
    exit_code: int
    """By design: 0 done, 1 a callback failed, 3 unfinished, 4 nothing found."""
    progress: Progress
    """Where it stood at its end."""
    states: Mapping[str, int]
    """All addresses of the ledger by state."""
    skipped: Mapping[str, int]
    """Addresses not asked for, by rule."""
    failures: Mapping[str, int]
    """Addresses that failed, by reason."""
    settings: Mapping[str, Any]
    """What it was told: the site, the limit, the number of connections."""
    versions: Mapping[str, str]
    """Versions of the program and of what it stands on."""
    messages: tuple[str, ...] = field(default=())
    """What a person should know first."""

    def as_json(self) -> str:
        """The report for machines."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    def as_text(self) -> str:
        """The report for people, plain lines."""
        lines = [
            f"crawl {self.crawl_id} of {self.site}: {self.finish}, exit code {self.exit_code}",
            f"from {self.started_at} to {self.finished_at}",
            f"pages {self.progress.pages}, files {self.progress.files}, of these unchanged {self.progress.unchanged}",
            f"problems {self.progress.problems}",
            f"still queued {self.progress.queued}, {self.progress.received} bytes, {self.progress.per_second:.1f} a second",
        ]
        tables: tuple[tuple[str, Mapping[str, Any]], ...] = (
            ("addresses", self.states),
            ("not asked for", self.skipped),
            ("failed", self.failures),
            ("settings", self.settings),
            ("versions", self.versions),
        )
        for title, table in tables:
            lines += [f"{title}:" if table else f"{title}: none"]
            lines += [f"  {name:24} {value}" for name, value in sorted(table.items())]
        lines += [f"note: {message}" for message in self.messages]
        return "\n".join(lines) + "\n"
