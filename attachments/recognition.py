"""Recognises French text in pages and pictures that have none, with tesseract where it is installed; readers of text are beside."""

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import lru_cache

from attachments.extraction import Extraction, PageText, finished
from attachments.pdf import pages_as_pictures
from attachments.pictures import grey

_LANGUAGE = "fra"
_PAGE_SECONDS = 60


@lru_cache(maxsize=1)
def tesseract() -> str | None:
    """Path of a tesseract that knows French; None: there is none on this machine."""
    path = shutil.which("tesseract")
    if path is None:
        return None
    listed = subprocess.run([path, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)
    return path if _LANGUAGE in listed.stdout.split() else None


def recognise(payload: bytes, media_type: str, numbers: tuple[int, ...]) -> Extraction:
    """Texts of these pages of a PDF or a TIFF, from 1; of another picture, page 1. `unsupported` where there is no tesseract.

    Words of which tesseract is surer than not at all count; the confidence of a page is their mean.
    """
    path = tesseract()
    if path is None:
        return Extraction("unsupported", f"no tesseract with {_LANGUAGE} on this machine")
    return finished(
        PageText(number, None, text, "ocr", sure) for number, text, sure in _read(path, payload, media_type, numbers)
    )


def _read(path: str, payload: bytes, media_type: str, numbers: tuple[int, ...]) -> Iterator[tuple[int, str, float]]:
    if media_type == "application/pdf":
        pictures = pages_as_pictures(payload, list(numbers))
    else:
        pictures = ((number, grey(payload, number)) for number in numbers)
    for number, picture in pictures:
        made = io.BytesIO()
        picture.save(made, "PNG", dpi=(200, 200))
        done = subprocess.run(
            [path, "stdin", "stdout", "-l", _LANGUAGE, "--dpi", "200", "tsv"],
            input=made.getvalue(), capture_output=True, timeout=_PAGE_SECONDS, check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )  # fmt: skip
        yield number, *_text_of(done.stdout.decode("utf-8", "replace"))


def _text_of(table: str) -> tuple[str, float]:
    """Lines and paragraphs of tesseract's table of words (level 5), and the mean confidence.

    >>> rows = ["level block_num par_num line_num conf text", "5 1 1 1 90 Le", "5 1 1 1 80 bassin", "5 1 2 1 70 ouvre"]
    >>> _text_of("\\n".join(row.replace(" ", "\\t") for row in rows))
    ('Le bassin\\n\\nouvre', 80.0)
    """
    parts: list[str] = []
    sure: list[float] = []
    before: tuple[str, str, str] | None = None
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        word, confidence = (row.get("text") or "").strip(), float(row.get("conf") or -1)
        if row["level"] != "5" or not word or confidence < 0:
            continue
        here = row["block_num"], row["par_num"], row["line_num"]
        if before is not None:
            parts.append(" " if here == before else "\n" if here[:2] == before[:2] else "\n\n")
        parts.append(word)
        sure.append(confidence)
        before = here
    return "".join(parts), round(sum(sure) / len(sure), 1) if sure else 0.0
