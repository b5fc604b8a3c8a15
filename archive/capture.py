"""Capture: one answer of a server as it was received; how it is written, found again and read is for other files."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Source = Literal["live", "wayback", "warc", "mirror", "file"]
Fidelity = Literal["as-sent", "reconstructed"]


@dataclass(frozen=True, slots=True)
class Capture:
    """One answer with its bytes, after the door: from here on nothing depends on where it came from."""

    url: str
    """Address as requested."""
    fetched_at: datetime
    """Aware, UTC: when the answer was received, as the record says."""
    status: int
    """HTTP status code."""
    headers: tuple[tuple[bytes, bytes], ...]
    """Name and value as received: order, case and repetitions kept, values stripped of outer blanks."""
    payload: bytes
    """Body with transfer and content coding undone; never text-decoded."""
    payload_sha256: str
    """Hexadecimal SHA-256 of `payload`; empty for a file outside an archive, which no ledger names."""
    record_id: str
    """WARC-Record-ID, `urn:uuid:…` without brackets."""
    source: Source
    """Door it came through."""
    fidelity: Fidelity
    """`as-sent`: the record's block is the bytes of the wire; `reconstructed`: made again from what was left."""
    truncated: str | None = None
    """Why the body is shorter than was announced (`disconnect`, `length`, `time`); None: whole."""

    def header(self, name: str) -> str | None:
        """First value of a header, decoded as Latin-1; None where there is none."""
        wanted = name.lower().encode("latin-1")
        for key, value in self.headers:
            if key.lower() == wanted:
                return value.decode("latin-1")
        return None
