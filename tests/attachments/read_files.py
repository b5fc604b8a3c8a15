"""Files as their reader is given them, and what it finds in them."""

import io
import zipfile

from attachments.document import describe
from attachments.extraction import Extraction
from attachments.reading import read_file
from sample.recipes import TEXTS

WORDS = {one["file"]: one["word"] for one in TEXTS["document"]}
"""The word that stands on the last page, slide or sheet of each, and nowhere else."""


def read(payload: bytes, extension: str) -> Extraction:
    return read_file(payload, describe(payload, None, extension).media_type)


def words(text: str) -> str:
    """Blanks of all kinds plain and single: a PDF folds lines where it likes."""
    return " ".join(text.split())


def zipped(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()
