"""WARC files of ours as the tests read them: every record in order, and nothing between them."""

from collections.abc import Iterator
from pathlib import Path

from archive.salvage import Gap, salvage_records
from archive.warc_read import WarcRecord
from sites.errors import Damage


def iterate_records(path: Path) -> Iterator[WarcRecord]:
    """All records of a file. Damage where it stops making sense; what came before was given already."""
    for found in salvage_records(path):
        if isinstance(found, Gap):
            raise Damage(f"{path}: {found.length} bytes at {found.offset} are no record: {found.reason}")
        yield found
