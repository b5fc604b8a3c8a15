"""A Problem: something met that could be neither handled nor ignored by name; where it is stored is for others."""

from dataclasses import dataclass
from typing import Literal

Stage = Literal["fetch", "import", "read", "attachment", "publish"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One gap or oddity, kept as a row and published, so that what is missing is never hidden."""

    url: str
    """Address it concerns, as requested; for a file given by hand, its path."""
    stage: Stage
    """Where on the road it was met."""
    kind: str
    """Short stable name, lower-case words joined by hyphens, such as `selector-count` or `http-status`."""
    message: str
    """One English sentence with the values seen."""
