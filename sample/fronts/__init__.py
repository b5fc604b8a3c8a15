"""The four fronts of the same articles; which addresses they answer at is left to answers.py."""

from __future__ import annotations

from collections.abc import Callable

from sample.fronts.directorate import directorate
from sample.fronts.front import Front
from sample.fronts.responsive import responsive
from sample.fronts.spip21 import spip21
from sample.fronts.spip32 import spip32
from sample.truth import Truth

# Each maker takes the base address (scheme, host, port, no final slash) and the truth.
MAKERS: dict[str, Callable[[str, Truth], Front]] = {
    "directorate": directorate,
    "spip21": spip21,
    "spip32": spip32,
    "responsive": responsive,
}

__all__ = ["MAKERS", "Front", "directorate", "responsive", "spip21", "spip32"]
