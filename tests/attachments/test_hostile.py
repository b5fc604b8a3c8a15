"""A hostile file costs one outcome: no crash of the run, bounded time, bounded memory, and the next file is read."""

import time
import zlib

import pytest

from attachments.document import describe
from attachments.extraction import Extraction
from attachments.guarded import MEMORY, PATIENCE, SECONDS, Extractor
from attachments.reading import read_file
from sample.recipes import document
from tests.attachments.hostile import corpus, pdf, zipped

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

NAMED = {
    "nested-arrays.pdf": ("corrupt",),
    "cut.pdf": ("corrupt",),
    "protected.pdf": ("protected",),
    "private-letters.pdf": ("read", "gibberish"),
    "shifted-letters.pdf": ("read", "gibberish"),
    "twelve-thousand-pages.pdf": ("read", "too-long", "no-text"),
    "encrypted.zip": ("protected",),
    "many-members.zip": ("read", "partly"),
    "overlapping.zip": ("read", "partly"),
    "no-directory.zip": ("corrupt",),
    "entities.docx": ("corrupt",),
    "outside.docx": ("corrupt",),
    "nested-tables.docx": ("corrupt",),
    "nested-and-closed.docx": ("corrupt",),
    "mail-in-mail.eml": ("corrupt",),
    "huge.png": ("corrupt",),
    "cyclic-sectors-effectifs.xls": ("memory",),  # a library in Rust, which aborts
    "ratio-bomb.zip": ("read", "partly"),
    "slow-to-draw.pdf": ("read",),
}
"""What must come of those where one answer is right."""


@pytest.mark.parametrize("bombs", [False, pytest.param(True, marks=pytest.mark.long)])
def test_every_hostile_file_is_an_outcome_and_the_next_is_read(bombs: bool) -> None:
    files = 0
    good = document("convention.docx")
    kind = describe(good, None, "docx").media_type
    with Extractor() as extractor:
        for name, payload in corpus(bombs=bombs):
            files += 1
            begin = time.perf_counter()
            found = extractor.read(payload, describe(payload, None, name.rpartition(".")[2]).media_type)
            assert time.perf_counter() - begin < PATIENCE * SECONDS + 2, name
            assert isinstance(found, Extraction), name
            assert (found.outcome == "read") or found.message, name
            assert name not in NAMED or (found.outcome, *found.warnings) == NAMED[name], name
        assert extractor.read(good, kind).outcome == "read"
    assert files >= 40


def test_one_that_takes_too_long_or_dies_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    good = document("convention.docx")
    kind = describe(good, None, "docx").media_type
    with Extractor(seconds=5.0) as extractor:
        assert extractor.read(good, kind).outcome == "read"
        assert extractor._child is not None
        extractor._child[0].kill()  # by somebody outside, so it is no fault of the file
        assert extractor.read(good, kind).outcome == "read"
        monkeypatch.setattr(extractor, "_seconds", 0.0)
        assert extractor.read(b"mot " * 2_000_000, "text/plain").outcome == "timeout"
        monkeypatch.setattr(extractor, "_seconds", 5.0)
        assert extractor.read(good, kind).outcome == "read"


def test_of_too_many_pages_the_first_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("attachments.pdf.MOST_PAGES", 3)
    found = read_file(_pages(5), "application/pdf")
    assert [(page.number, page.text) for page in found.pages] == [(1, "Feuillet"), (2, "Feuillet"), (3, "Feuillet")]
    assert (found.page_count, found.warnings) == (5, ("too-long",))
    monkeypatch.setattr("attachments.extraction.MOST_TEXT", 12)
    assert [page.text for page in read_file(_pages(5), "application/pdf").pages] == ["Feuillet", "Feui"]


def _pages(number: int) -> bytes:
    """A PDF of so many pages, a word on each."""
    kids = b" ".join(b"%d 0 R" % (n + 5) for n in range(number))
    words = b"BT /F 9 Tf 9 9 Td (Feuillet) Tj ET"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 3 0 R/Resources<</Font<</F 4 0 R>>>>>>"
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, number),
        b"<</Length %d>>stream\n%s\nendstream" % (len(words), words),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *[page] * number,
    )


def test_memory_is_bounded() -> None:
    with Extractor(memory=30_000_000) as extractor:
        found = extractor.read(zipped(("word/document.xml", b"<w>" + b" " * 60_000_000 + b"</w>")), WORD)
        assert (found.outcome, found.message) == ("memory", "more than 30000000 bytes were wanted")
        # pdfium says nothing, and ends so for nothing else.
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>"
        packed = zlib.compress(bytes(60_000_000), 9)
        stream = b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed)
        bomb = pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream)
        assert extractor.read(bomb, "application/pdf").outcome == "memory"
        # One that does not even find room; what is left of it in the pipe is never taken for a task.
        assert extractor.read(b"a" * 60_000_000, "text/plain").outcome == "memory"
    assert MEMORY < 512 * 1024 * 1024
